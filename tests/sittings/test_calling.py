"""Who is called: answers and leave, whose turn it is, the notice as a paper, guests of other congresses."""

from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from huying.kernel import process, scope
from huying.kernel.notices import Notice
from huying.kernel.process import Refused
from huying.kernel.roster import Congress
from huying.sittings import operations as sittings
from huying.sittings import rolls
from huying.sittings.summons import operations as summons
from huying.sittings.summons.queries import homes

from . import doing, walking


def test_leave_and_answers_forecast_the_quorum_and_who_declines_is_replaced_by_the_next_in_turn(room):
    row = walking.planned(room, room.committee)
    first = summons.invite_turn(row, 2, by=room.zhou, at=room.when("2026-11-22"))
    assert "已列席 0 次" in first[0].why
    assert not {s.member.person_id for s in first} & {c.member.person_id for c in rolls.members_of(row)}
    at = room.when("2026-11-25")
    sittings.set_agenda(row, by=room.chen, at=at)
    sittings.notify(row, by=room.zhou, at=at)
    one = row.summons.filter(right="member").select_related("member__person").first()
    with pytest.raises(process.Forbidden):
        summons.confirm(one, by=room.lin, at=at)
    summons.ask_leave(one, by=one.member, at=at, reason="出差")
    summons.grant_leave(one, by=room.chen, at=at)
    guest = first[0]
    guest.refresh_from_db()
    summons.decline(guest, by=guest.member, at=at, reason="农忙")
    summons.replace(guest, by=room.zhou, at=at)
    assert guest.replaced_by.right == "deputy"
    assert guest.replaced_by.member_id not in {s.member_id for s in first}


def test_the_notice_is_a_paper_for_whom_it_is_addressed_to(room):
    row = walking.notified(room, room.committee)
    mine = row.summons.filter(right="member").first()
    address = f"/c/qinghe/sittings/summons/{mine.pk}/paper.docx"
    got = doing.client(mine.member).get(address)
    made = Document(BytesIO(got.content))
    words = "\n".join(p.text for p in made.paragraphs)
    assert (
        f"{mine.member}：" in words
        and "学习有关重要讲话精神" in words
        and "关于召开第十八届常委会第六次会议的通知" in words
    )
    assert "提前7日发出" in words.replace(" ", "") and Client().get(address).status_code == 404
    assert doing.client(room.gao).get(f"/c/qinghe/sittings/papers/{row.pk}/notice.docx").status_code == 404


def test_the_office_of_a_guest_s_congress_is_told_there_once_for_a_sitting(room):
    row = walking.planned(room, room.committee)
    at, home = room.when("2026-11-25"), room.neighbour.clerk.congress
    far = Congress.objects.create(code="yuanfang", name="远方县人民代表大会", level="county")
    for wrong, why in ((room.congress, "别的人大"), (far, "同一上级")):
        with pytest.raises(Refused, match=why):
            summons.call(by=room.zhou, at=at, sitting=row, right="guest", name="某某", home=wrong)
    assert set(homes()) == {home, room.congress.parent}

    def call(name):
        summons.call(by=room.zhou, at=at, sitting=row, right="guest", name=name, level="county", home=home)

    call("许明月")
    sittings.set_agenda(row, by=room.chen, at=at)
    sittings.notify(row, by=room.zhou, at=at)
    call("吴桐")
    with scope.congress(home):
        (told,) = Notice.objects.filter(to=room.neighbour.clerk).values_list("text", flat=True)
    assert told.startswith("青禾县邀请本人大的代表参加第十八届常委会第六次会议：") and "许明月" not in told
