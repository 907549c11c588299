"""Who speaks and who moves: the list of speakers, what is wrong with an amendment."""

from datetime import date

import pytest
from django.utils.translation import override

from huying.kernel.process import Refused
from huying.kernel.roster import Membership
from huying.sittings.amendments import operations as amendments
from huying.sittings.motions import operations as motions
from huying.sittings.speeches import operations as speeches

from . import doing, walking


def test_what_is_wrong_with_an_amendment_is_said_in_the_reader_s_language(room, half_here):
    do = {"by": room.zhou, "at": room.when("2026-03-12", "09:10")}
    motion = motions.table(item=half_here[1]["decision"], title="关于水源的决议", text="第一段。", **do)
    mover = Membership.objects.get(pk=walking.members(half_here[0])[0])
    with override("en"), pytest.raises(Refused, match="There is no such paragraph"):
        amendments.table(motion=motion, op="delete", paragraph=9, mover=mover, **do)


def test_who_waits_for_the_floor_is_not_entered_twice(room):
    row, items = doing.held(room, date(2026, 3, 12), 8)
    at, item = room.when("2026-03-12", "09:10"), items["decision"]
    speaker = Membership.objects.get(pk=walking.members(row)[0])
    speeches.ask(item=item, by=speaker, at=at)
    with pytest.raises(Refused, match="已在这一项的发言名单上"):
        speeches.ask(item=item, by=speaker, at=at)
    speeches.ask(item=item, by=speaker, at=at, way="question", topic="经费")
