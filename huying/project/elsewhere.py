"""A person of several offices: what waits for them in the others, by number only; each office's rows stay on its own desk."""

from collections.abc import Iterator

from huying.kernel import scope, trays
from huying.kernel.middleware import memberships
from huying.kernel.roster import Congress, Membership
from huying.ui import doors, listing

# what stands on a desk, in this order
DESK = ("polls", "sittings", "summons", "speeches", "hearings", "minutes", "voices", "suggestions", "handlings", "remedies",
        "appraisals", "deliberations", "resolutions", "resolution_duties", "motions", "matters", "extensions", "assessments",
        "tours", "letters", "postings", "receptions", "bookings", "visits")  # fmt: skip


def rooms() -> list:
    """The rooms of a desk that this house has."""
    return [doors.ROOMS[name] for name in DESK if name in doors.ROOMS]


def counted(mine, member) -> tuple[list, Iterator[int]]:
    """[(room, its trays on this desk)] and the numbers of all these trays in order: one question."""
    waiting = [(room, listing.on_shelf(room, member, waiting_only=True)) for room in mine]
    waiting = [(room, shelf) for room, shelf in waiting if shelf]
    asked = [t for _room, shelf in waiting for t in shelf]
    return waiting, iter(trays.counts(asked, member, "desk") if asked else ())


def waiting(member) -> list[dict]:
    """[{"office", "number"}] of the person's other offices in which something waits. Somebody of one office costs no
    question: whether there is another came with the membership."""
    if member.person_id is None or not getattr(member, "has_others", True):
        return []
    found = [{"office": one, "number": number(one)} for one in _at_hand(member.person_id, _others(member))]
    return [one for one in found if one["number"]]


def number(member) -> int:
    """How many matters wait on this member's desk, asked in the member's own congress."""
    with scope.congress(member.congress):
        waiting, numbers = counted(rooms(), member)
        asked = [t for _room, shelf in waiting for t in shelf]
        return trays.asked_for(asked, list(numbers))


def _others(member) -> list[tuple]:
    rows = Membership.everywhere.filter(
        person_id=member.person_id, is_active=True, congress__is_active=True
    ).exclude(pk=member.pk)
    return list(rows.order_by("congress", "pk").values_list("congress", "pk"))


def _at_hand(person_id, others) -> Iterator[Membership]:
    """The memberships of today, congress by congress, as each congress's own desk knows them."""
    wanted = {pk for _congress, pk in others}
    for congress in dict.fromkeys(congress for congress, _pk in others):
        served = Congress.objects.get(pk=congress)
        with scope.congress(served):
            mine = [m for m in memberships(person_id) if m.pk in wanted]
        for one in mine:
            one.congress = served
            yield one
