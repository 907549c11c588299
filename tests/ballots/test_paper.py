"""Paper beside devices: one roll, two readings, a third look, and prints sampled against the count."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from huying.ballots import kinds, looks
from huying.ballots import operations as act
from huying.ballots.casting import Press, cast_sealed
from huying.ballots.forms.handing_out import Numbers, named
from huying.kernel.process import Refused
from huying.kernel.roster import Person

from .conftest import outcome_of

YES, NO = {"p1": "yes"}, {"p1": "no"}


@pytest.fixture
def mixed(hall):
    """Seven members: four vote by device, three on paper; closed."""
    poll = hall.poll("appointment", "separated", objects=["张立任局长"])
    act.issue_paper(poll, by=hall.clerk, at=hall.at, numbers=["5", "6", "7"])
    presses = [Press(m.pk, YES) for m in hall.members]
    answers = cast_sealed(poll.pk, presses, at=hall.at)
    assert [a.code for a in answers] == ["taken"] * 4 + ["paper"] * 3
    with pytest.raises(Refused, match="已经投票或者领过票"):
        act.issue_paper(poll, by=hall.clerk, at=hall.at, numbers=["1"])
    act.close(poll, by=hall.leader, at=hall.at)
    assert poll.turnout == 7
    return poll


def enter(poll, hall, sheets, **more):
    """The same sheets, read by two people."""
    for look, by in ((1, hall.clerk), (2, hall.second_clerk())):
        act.enter_paper(poll, look=look, sheets=sheets, batch="1", by=by, at=hall.at, **more)


def test_two_people_read_a_batch_and_a_third_look_settles_it(mixed, hall):
    read = {"batch": "1", "by": hall.clerk, "at": hall.at}
    act.enter_paper(mixed, look=1, sheets=[YES, NO, kinds.SPOILT], **read)
    with pytest.raises(Refused, match="两个人"):
        act.enter_paper(mixed, look=2, sheets=[YES, YES], **read)
    with pytest.raises(Refused, match="不一致"):
        act.count(mixed, by=hall.clerk, at=hall.at)
    settle = {"marks": NO, "note": "看了原票", "batch": "1", "at": hall.at}
    with pytest.raises(Refused, match="没有两次都录入"):  # one reading alone is nothing to judge, by anybody
        act.settle_paper(mixed, by=hall.leader, place=2, **settle)
    other = hall.second_clerk()
    act.enter_paper(mixed, look=2, sheets=[YES, YES, kinds.SPOILT], batch="1", by=other, at=hall.at)
    with pytest.raises(Refused, match="没有需要核对"):
        act.settle_paper(mixed, by=hall.leader, place=1, **settle)
    for reader in (hall.clerk, other):
        with pytest.raises(Refused, match="第三个人"):
            act.settle_paper(mixed, by=reader, place=2, **settle)
    with pytest.raises(Refused, match="说明"):
        act.settle_paper(mixed, by=hall.leader, place=2, **{**settle, "note": ""})
    act.settle_paper(mixed, by=hall.leader, place=2, **settle)
    act.count(mixed, by=hall.clerk, at=hall.at)
    found = outcome_of(mixed)
    assert found.lines["returned"] == 7 and found.lines["invalid"] == 1
    assert mixed.result["objects"][0]["counts"] == {"yes": 5, "no": 1, "abstain": 0, "unmarked": 0}
    assert mixed.outcome == "adopted"


ABSTAIN = {"p1": "abstain"}


def test_a_line_typed_once_too_often_is_struck_and_the_two_readings_agree_again(mixed, hall):
    """The second person typed the first sheet twice: everything below stands one line too low."""
    other, do = hall.second_clerk(), {"batch": "1", "at": hall.at}
    act.enter_paper(mixed, look=1, sheets=[YES, NO, ABSTAIN], by=hall.clerk, **do)
    act.enter_paper(mixed, look=2, sheets=[YES, YES, NO, ABSTAIN], by=other, confirmed=True, **do)
    assert len(looks.compare(mixed.paper_looks()).disputed) == 3
    fourth = hall.second_clerk()
    settle = {"place": 3, "marks": ABSTAIN, "note": "原票", **do}
    act.settle_paper(mixed, by=fourth, **settle)  # overtaken by what follows
    strike = {"by": hall.leader, "look": 2, "place": 2, **do}
    with pytest.raises(Refused, match="理由"):
        act.strike_paper(mixed, **strike, reason=" ")
    for wrong in ({"place": 1}, {"place": 3}, {"place": 4, "look": 1}, {"look": 3}, {"batch": "2"}):
        with pytest.raises(Refused, match="不能划去"):
            act.strike_paper(mixed, **{**strike, **wrong}, reason="多录")
    trace = act.strike_paper(mixed, **strike, reason="第一张录了两次")
    assert (trace.by, trace.facts["look"], trace.facts["third_looks"]) == (hall.leader, 2, 1)
    assert trace.note == "第一张录了两次"
    assert mixed.paper.filter(is_struck=True).count() == 2  # nothing is lost
    with pytest.raises(Refused, match="没有两次都录入"):
        act.settle_paper(mixed, place=2, marks=NO, note="原票", by=hall.leader, **do)
    with pytest.raises(Refused, match="没有两次都录入"):  # nothing differs any more: nothing else is struck
        act.strike_paper(mixed, by=fourth, look=1, place=1, reason="多录", **do)
    hall.finish(mixed)
    assert mixed.result["objects"][0]["counts"] == {"yes": 5, "no": 1, "abstain": 1, "unmarked": 0}
    assert mixed.outcome == "adopted" and mixed.result["returned"] == 7


def read_by_two(poll, hall, first, second):
    for look, by, sheets in ((1, hall.clerk, first), (2, hall.second_clerk(), second)):
        act.enter_paper(poll, look=look, sheets=sheets, batch="1", by=by, at=hall.at, confirmed=True)


def test_a_strike_never_makes_more_sheets_differ_nor_takes_a_sheet_from_the_count(mixed, hall):
    """Eight sheets, one read differently: one strike would make all of them a third person's to decide."""
    first = [YES, NO] * 4
    read_by_two(mixed, hall, first, [ABSTAIN, *first[1:]])
    do = {"batch": "1", "place": 1, "reason": "多录", "by": hall.leader, "at": hall.at}
    for look in (1, 2):
        with pytest.raises(Refused, match="张数没有不同"):
            act.strike_paper(mixed, look=look, **do)
    assert list(mixed.paper_to_settle()) == [("1", 1)]


def test_only_the_line_without_which_the_fewest_differ_is_struck_from_the_longer_reading(mixed, hall):
    read_by_two(mixed, hall, [YES, NO, ABSTAIN, YES], [YES, NO, NO, ABSTAIN, YES])
    do = {"batch": "1", "reason": "多录", "by": hall.leader, "at": hall.at}
    with pytest.raises(
        Refused, match="不一致最少的是第 3 行"
    ):  # the last one, too, would leave fewer than now
        act.strike_paper(mixed, look=2, place=5, **do)
    with pytest.raises(Refused, match="不是多录的"):
        act.strike_paper(mixed, look=1, place=3, **do)
    act.strike_paper(mixed, look=2, place=3, **do)
    assert len(looks.compare(mixed.paper_looks()).settled) == 4


def test_whoever_struck_in_a_batch_settles_nothing_in_it_nor_the_other_way_round(mixed, hall):
    read_by_two(mixed, hall, [YES, NO, NO], [YES, YES, NO, ABSTAIN])
    do, fourth = {"batch": "1", "at": hall.at}, hall.second_clerk()
    act.strike_paper(mixed, look=2, place=2, reason="多录", by=hall.leader, **do)
    settle = {"place": 3, "marks": ABSTAIN, "note": "原票", **do}
    with pytest.raises(Refused, match="由不同的人"):
        act.settle_paper(mixed, by=hall.leader, **settle)
    act.settle_paper(mixed, by=fourth, **settle)


def test_the_trace_of_a_settled_sheet_keeps_both_readings_and_which_was_taken(mixed, hall):
    read_by_two(mixed, hall, [YES, YES, YES], [NO, NO, NO])
    for place, (marks, taken) in enumerate(((YES, "first"), (NO, "second"), (ABSTAIN, "neither")), 1):
        do = {"batch": "1", "place": place, "note": "看了原票", "by": hall.leader, "at": hall.at}
        facts = act.settle_paper(mixed, marks=marks, **do).facts
        assert (facts["first"], facts["second"], facts["taken"]) == ("1", "2", taken)
    assert looks.compare(mixed.paper_looks()).neither == {("1", 3)}
    assert act.count(mixed, by=hall.clerk, at=hall.at).facts["settled_otherwise"] == 1


def test_a_batch_in_which_both_slipped_is_read_anew(mixed, hall):
    """Each typed another line twice: as long, and no strike would help."""
    read_by_two(mixed, hall, [YES, YES, NO, ABSTAIN], [YES, NO, ABSTAIN, ABSTAIN])
    do = {"batch": "1", "reason": "两人各多录了一行", "at": hall.at}
    with pytest.raises(Refused, match="第三个人"):
        act.reread_paper(mixed, by=hall.clerk, **do)
    with pytest.raises(Refused, match="没有不一致的票"):
        act.reread_paper(mixed, by=hall.leader, **{**do, "batch": "2"})
    assert act.reread_paper(mixed, by=hall.leader, **do).facts["sheets"] == 8
    with pytest.raises(Refused, match="一张也没有录入"):
        act.count(mixed, by=hall.clerk, at=hall.at)
    enter(mixed, hall, [YES, NO, ABSTAIN])
    assert outcome_of(hall.finish(mixed)).lines["returned"] == 7
    assert mixed.paper.filter(is_struck=True).count() == 8


def test_one_s_own_reading_is_taken_back_until_the_other_one_is_there(mixed, hall):
    other, do = hall.second_clerk(), {"batch": "1", "at": hall.at}
    act.enter_paper(mixed, look=1, sheets=[NO, NO], by=hall.clerk, **do)
    with pytest.raises(Refused, match="只能撤回自己录入的"):
        act.take_back_paper(mixed, by=other, **do)
    assert act.take_back_paper(mixed, by=hall.clerk, **do).facts["sheets"] == 2
    with pytest.raises(Refused, match="一张也没有录入"):
        act.count(mixed, by=hall.clerk, at=hall.at)
    assert mixed.paper.filter(is_struck=True).count() == 2
    act.enter_paper(mixed, look=1, sheets=[YES, NO, NO], by=hall.clerk, **do)
    act.enter_paper(mixed, look=2, sheets=[YES, NO, NO], by=other, **do)
    with pytest.raises(Refused, match="没有只录入了一次"):
        act.take_back_paper(mixed, by=hall.clerk, **do)
    assert outcome_of(hall.finish(mixed)).lines["returned"] == 7


def test_a_name_stands_for_its_number_unless_two_bear_it(hall):
    poll = hall.poll("appointment", "separated", objects=["张立任局长"])
    act.issue_paper(poll, by=hall.clerk, at=hall.at, numbers=["委员003", "4", "委员004"])
    assert set(poll.voters.filter(channel="paper").values_list("number", flat=True)) == {"3", "4"}
    Person.objects.filter(name="委员006").update(name="委员005")
    with pytest.raises(Refused, match="不止一人叫"):
        act.issue_paper(poll, by=hall.clerk, at=hall.at, numbers=["委员005"])


@pytest.mark.parametrize(
    ("line", "meant"),
    [("3 张伟", ["3"]), ("3 张 伟，9 张伟", ["3", "9"]), ("张伟", ["张伟"]), ("3. 张伟", ["张伟"]), ("01 李娜", ["李娜"]),
     ("2. 李娜", ["李娜"]), ("（1）李 娜", ["李娜"]), ("1. 2", ["1.", "2"]), ("03张伟", ["3"])],
)  # fmt: skip
def test_a_number_beside_a_name_says_which_of_two_is_meant_and_a_list_may_be_counted(line, meant):
    assert named(line, [("1", "李娜"), ("2", "王五"), ("3", "张伟"), ("9", "张伟")]) == meant


def issue_form(poll, **typed):
    return Numbers(QueryDict(urlencode(typed, doseq=True)), row=poll)


def test_who_takes_paper_is_ticked_or_pasted_and_a_count_of_the_list_s_own_is_no_number_of_the_roll(hall):
    poll = hall.poll(
        "appointment",
        "separated",
        objects=["张立任局长"],
        opening={"members": [m.pk for m in hall.members[:6]]},
    )
    cast_sealed(poll.pk, [Press(hall.members[0].pk, YES)], at=hall.at)
    offered = Numbers(row=poll).fields["who"].choices
    assert [label for _number, label in offered] == [
        f"{n} 委员00{n}" for n in range(2, 7)
    ]  # one has voted, one is away
    form = issue_form(poll, who=["2", "3"], numbers="委员 004\n5\t委员005，委员005")
    assert form.is_valid() and form.cleaned_data["numbers"] == ["2", "3", "委员004", "委员005"]
    act.issue_paper(poll, by=hall.clerk, at=hall.at, **form.cleaned_data)
    assert set(poll.voters.filter(channel="paper").values_list("number", flat=True)) == {"2", "3", "4", "5"}
    assert "编号 1 和姓名对不上" in str(issue_form(poll, numbers="1、委员006").errors)
    assert "请勾选领票的人" in str(issue_form(poll).errors)
    with pytest.raises(Refused, match="名单上没有 王小二"):
        act.issue_paper(poll, by=hall.clerk, at=hall.at, numbers=["王小二"])
    late = issue_form(poll, who=["1"])  # voted since the form was opened: the refusal says so
    assert late.is_valid()
    with pytest.raises(Refused, match="编号 1 已经投票"):
        act.issue_paper(poll, by=hall.clerk, at=hall.at, **late.cleaned_data)


def test_paper_that_nobody_has_entered_is_not_silently_left_out(mixed, hall):
    with pytest.raises(Refused, match="一张也没有录入"):
        act.count(mixed, by=hall.clerk, at=hall.at)
    enter(mixed, hall, [NO])
    assert outcome_of(hall.finish(mixed)).lines["returned"] == 5


def test_more_paper_than_was_handed_out_voids_the_poll(mixed, hall):
    with pytest.raises(Refused, match="发出 3 张，这样录入的有 4 张：请先数清"):
        enter(mixed, hall, [YES] * 4)
    enter(mixed, hall, [YES] * 4, confirmed=True)
    hall.finish(mixed)
    assert mixed.outcome == "void"


def test_open_votes_have_no_paper(hall):
    poll = hall.poll()
    with pytest.raises(Refused, match="记名"):
        act.issue_paper(poll, by=hall.clerk, at=hall.at, numbers=["1"])
    act.close(poll, by=hall.leader, at=hall.at)
    with pytest.raises(Refused, match="没有发过"):
        act.enter_paper(poll, by=hall.clerk, at=hall.at, batch="1", look=1, sheets=[{"m": "yes"}])
