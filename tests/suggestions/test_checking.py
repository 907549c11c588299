"""The office's check, the official number, and taking a wrong check back."""

import pytest

from huying.kernel.case import Clock, Link
from huying.kernel.notices import Notice
from huying.kernel.process import Refused, house
from huying.kernel.roster import Session
from huying.suggestions import operations as suggestions
from huying.suggestions import pages
from huying.suggestions.models import Suggestion


def test_numbers_are_gap_free_whatever_is_refused_between(walk, world):
    one, two, three = walk.submitted(), walk.submitted(), walk.submitted()
    suggestions.accept(one, by=world.zhou, at=walk.at)
    suggestions.send_back(two, by=world.zhou, at=walk.at, reason="一事一议，请分成两件。")
    with pytest.raises(Refused):
        suggestions.accept(two, by=world.zhou, at=walk.at)
    suggestions.accept(three, by=world.zhou, at=walk.at)
    suggestions.submit(two, by=world.lin, at=walk.at)
    suggestions.accept(two, by=world.zhou, at=walk.at)
    assert [one.number, three.number, two.number] == ["18-5-0001", "18-5-0002", "18-5-0003"]


def test_a_number_stays_with_its_suggestion_when_the_check_is_taken_back(walk, world):
    row = walk.accepted()
    suggestions.uncheck(row, by=world.zhou, at=walk.at, reason="看错了")
    assert (row.state, row.number) == ("submitted", "18-5-0001")
    open_clocks = Clock.objects.filter(subject_id=row.pk, met_at=None, dropped_at=None).order_by("kind")
    assert [c.kind for c in open_clocks] == ["suggestion.assign", "suggestion.check"]
    assert {c.started_on for c in open_clocks} == {row.submitted_on}
    suggestions.accept(row, by=world.zhou, at=walk.at)
    assert (row.number, walk.accepted().number) == ("18-5-0001", "18-5-0002")


def test_a_year_without_session_numbers_by_year(walk, world):
    world.session.delete()
    assert walk.accepted().number == "2026-0001"


def _old(walk, old_number, **more):
    old = {"title": "旧事", "text": "旧事。", "submitted_on": walk.day, "external_id": old_number, **more}
    return suggestions.import_historic(
        [{"state": "closed", "number": old_number, **old}], by=house(), at=walk.at
    )[0]


def test_a_number_of_the_older_system_is_not_given_again(walk, world):
    assert walk.accepted().number == "18-5-0001"
    _old(walk, "18-5-0002")
    _old(walk, "18-5-0003", state="submitted", number="")
    waits = _old(walk, "18-5-0005", state="submitted", number="", session=world.session)
    assert [walk.accepted().number for _n in range(2)] == ["18-5-0004", "18-5-0006"]
    suggestions.accept(waits, by=world.zhou, at=walk.at)
    assert (waits.number, waits.serial) == ("18-5-0005", 5)
    assert walk.accepted().number == "18-5-0007"


def test_an_old_number_spelled_longer_than_the_series_stops_nobody(walk, world):
    def accepted(number, session=world.session):
        row = _old(walk, number, state="submitted", number="", session=session)
        suggestions.accept(row, by=world.zhou, at=walk.at)
        return row

    longer, same = accepted("18-5-00001"), accepted("18-5-0003")
    assert (longer.number, longer.serial) == ("18-5-0001", 1)
    assert (accepted("18-5-00003").number, accepted("18-5-12345").number) == ("18-5-0002", "18-5-12345")
    Suggestion.objects.filter(pk=same.pk).update(number="18-5-00003")  # as such numbers were kept once
    assert [walk.accepted().number for _n in range(2)] == ["18-5-0004", "18-5-0005"]
    assert accepted("18-5-0000").number == "18-5-0006"


def test_an_imported_suggestion_of_another_session_after_all_keeps_its_number_not_its_place(walk, world):
    row = _old(walk, "18-5-0002", state="submitted", number="", session=world.session)
    suggestions.accept(row, by=world.zhou, at=walk.at)
    before = Session.objects.create(term=world.session.term, number=4, opens_on=walk.day.replace(year=2025))
    suggestions.amend_import(row, by=house(), at=walk.at, session=before)
    assert (walk.fresh(row).number, walk.fresh(row).serial) == ("18-5-0002", None)
    assert [walk.accepted().number for _n in range(2)] == ["18-5-0001", "18-5-0003"]


def test_a_number_that_is_given_here_does_not_come_in_once_more(walk):
    assert walk.accepted().number == "18-5-0001"
    waits = _old(walk, "18-5-0001", state="submitted", number="", session=walk.world.session)
    for again in (
        lambda: _old(walk, "老-1", number="18-5-0001"),
        lambda: suggestions.finish_import(waits, by=house(), at=walk.at, number="18-5-0001"),
    ):
        with pytest.raises(Refused, match="“18-5-0001”在这里已经是另一件"):
            again()
    suggestions.accept(waits, by=walk.world.zhou, at=walk.at)
    assert waits.number == "18-5-0002"


def test_reasons_are_asked_for(walk, world):
    row = walk.submitted()
    for step in (suggestions.send_back, suggestions.advise_withdrawal):
        with pytest.raises(Refused, match="请填写"):
            step(row, by=world.zhou, at=walk.at, reason=" ")
    suggestions.advise_withdrawal(row, by=world.zhou, at=walk.at, reason="同样的事已经列入计划。")
    assert row.state == "submitted"
    assert Notice.objects.filter(to=world.lin, step="suggestions.advise_withdrawal").exists()


def test_a_letter_needs_one_of_the_listed_grounds(walk, world):
    row = walk.submitted()
    with pytest.raises(Refused, match="情形"):
        suggestions.treat_as_letter(row, by=world.zhou, at=walk.at, ground="dislike")
    suggestions.treat_as_letter(row, by=world.zhou, at=walk.at, ground="pending_case")
    assert (row.state, row.outcome) == ("ended", "letter")
    suggestions.uncheck(row, by=world.zhou, at=walk.at, reason="不是案件")
    assert (row.state, row.outcome) == ("submitted", "")


def test_once_the_deputy_has_begun_to_edit_a_return_stands(walk, world):
    row = walk.submitted()
    suggestions.send_back(row, by=world.zhou, at=walk.at, reason="写具体些")
    suggestions.edit(row, by=world.lin, at=walk.at, text="更具体的事实")
    with pytest.raises(Refused, match="已经开始修改"):
        suggestions.uncheck(row, by=world.zhou, at=walk.at, reason="收回")


def test_merging_tells_both_and_the_reply_reaches_both(walk, world):
    kept, other = walk.accepted(), walk.accepted(author=world.gao)
    suggestions.merge(other, by=world.zhou, at=walk.at, into=kept, reason="同一件事")
    assert (other.state, other.outcome, other.merged_into) == ("ended", "merged", kept)
    assert Link.objects.filter(case=other.case, other=kept.case, kind="merged").exists()
    shown = pages.links(walk.fresh(kept), world.zhou) + pages.links(walk.fresh(other), world.zhou)
    assert [link["label"] for link in shown] == [f"{row.number} {row}" for row in (other, walk.fresh(kept))]
    assert str(other) in [item["note"] for item in pages.story(walk.fresh(kept), world.zhou)][-1]
    told = set(
        Notice.objects.filter(step__in=["suggestions.merge", "suggestions.absorb"]).values_list(
            "to", flat=True
        )
    )
    assert told == {world.lin.pk, world.gao.pk}
    assert kept.addressee_members() == [world.lin, world.gao]
    with pytest.raises(Refused, match="以本件为准"):
        suggestions.merge(walk.fresh(kept), by=world.zhou, at=walk.at, into=walk.accepted())


def test_merging_is_taken_back_until_assigned(walk, world):
    kept, other = walk.accepted(), walk.accepted()
    suggestions.merge(other, by=world.zhou, at=walk.at, into=kept)
    suggestions.uncheck(other, by=world.zhou, at=walk.at, reason="两件事")
    assert (other.state, other.merged_into) == ("submitted", None)
    assert not Link.objects.exists()


@pytest.mark.parametrize("make", ["draft", "closed"])
def test_into_what_one_cannot_merge(walk, world, make):
    into, row = getattr(walk, make)(), walk.submitted()
    with pytest.raises(Refused):
        suggestions.merge(row, by=world.zhou, at=walk.at, into=into)
    assert Suggestion.objects.get(pk=row.pk).state == "submitted"


def test_nothing_merges_into_itself_and_a_withdrawal_is_final(walk, world):
    row = walk.submitted()
    with pytest.raises(Refused, match="另一件"):
        suggestions.merge(row, by=world.zhou, at=walk.at, into=row)
    suggestions.withdraw(row, by=world.lin, at=walk.at)
    with pytest.raises(Refused, match="撤回"):
        suggestions.uncheck(row, by=world.zhou, at=walk.at, reason="收回")
