"""What is told at the end, and how long is longest."""

from huying.kernel.case import Clock
from huying.suggestions.extensions import operations as extensions
from huying.suggestions.forms import STEPS
from huying.suggestions.handlings import operations as handlings
from huying.ui import stepping


def test_an_extension_after_a_return_ends_six_months_after_the_first_assignment(world, walk):
    row = walk.assigned()
    first = row.assigned_on
    part = walk.part(row)
    handlings.receive(part, by=walk.handler_of(part.unit), at=walk.later().at)
    handlings.ask_return(
        part,
        by=walk.handler_of(part.unit),
        at=walk.later().at,
        reason="不属本单位职责。",
        proposed=world.health,
    )
    handlings.grant_return(part, by=world.zhou, at=walk.later().at, unit=world.health)
    fresh = walk.part(walk.fresh(row))
    handlings.receive(fresh, by=walk.handler_of(fresh.unit), at=walk.later().at)
    asked = extensions.ask(
        by=walk.handler_of(fresh.unit),
        at=walk.later().at,
        handling=fresh,
        reason="涉及三个乡镇。",
        broad_and_hard=True,
    )
    extensions.grant(asked, by=world.zhou, at=walk.later().at)
    longest = first.replace(month=first.month + 6)
    days = Clock.objects.filter(kind="suggestion.reply_extended", dropped_at=None).values_list(
        "due_on", flat=True
    )
    assert set(days) == {longest}


def test_an_address_ticks_nothing_for_anybody(rf):
    class Request:
        GET = {"secrecy_checked": "on", "note": "说明"}

    ticks = [
        name for name, field in STEPS["publish"].base_fields.items() if type(field).__name__ == "BooleanField"
    ]
    assert ticks
    Request.GET = {**dict.fromkeys(ticks, "on"), "nothing": "x"}
    assert stepping._given(Request, STEPS["publish"]) == {}
