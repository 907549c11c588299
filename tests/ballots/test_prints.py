"""Prints of the devices' ballots: drawn so that anybody can draw again, compared, and differences explained."""

import pytest

from huying.ballots import on_paper
from huying.ballots import operations as act
from huying.ballots.casting import Press, cast_open, cast_sealed
from huying.kernel.case import Trace
from huying.kernel.process import Refused
from huying.rules import drawing

YES, NO = {"p1": "yes"}, {"p1": "no"}


@pytest.fixture
def counted(hall):
    """Seven votes by device, one of them a no; two prints are to be drawn."""
    poll = hall.poll("appointment", "separated", objects=["张立任局长"], prints_sample=2)
    cast_sealed(poll.pk, [Press(m.pk, NO if n == 3 else YES) for n, m in enumerate(hall.members)], at=hall.at)
    return hall.finish(poll)


def draw(poll, hall, box=7, word="四点"):
    return act.draw_prints(poll, by=hall.leader, at=hall.at, box=box, word=word)


def test_anybody_can_draw_again_what_was_drawn_and_nobody_chose_it_alone(counted, hall):
    closed = Trace.objects.get(step="polls.close", subject_id=counted.pk).facts
    assert on_paper.prints(counted, office=True) == {"commitment": closed["prints_commitment"]}
    with pytest.raises(Refused, match="先抽出"):
        act.check_prints(counted, by=hall.clerk, at=hall.at, sheets=[YES, YES])
    with pytest.raises(Refused, match="请填写“现场说出的数”"):
        draw(counted, hall, word=" ")
    facts = draw(counted, hall).facts
    assert drawing.commitment(facts["seed"]) == closed["prints_commitment"] == facts["commitment"]
    again = drawing.order(facts["seed"], "四点", [str(n) for n in range(1, 8)])[:2]
    assert [str(n) for n in facts["numbers"]] == again
    others = {tuple(drawing.order(facts["seed"], word, list("1234567"))) for word in "甲乙丙丁戊己庚辛壬癸"}
    assert len(others) > 1  # all ten the same by chance: once in 5040⁹
    with pytest.raises(Refused, match="不能重抽"):
        draw(counted, hall)
    counted.refresh_from_db()
    shown = on_paper.prints(counted, office=False)
    assert counted.prints_sealed == "" and shown["sealed"] and shown["fits"]
    counted.prints_draw["numbers"] = [1, 2, 3]
    assert not on_paper.prints(counted, office=False)["fits"]


def test_a_print_that_no_device_took_is_named_and_has_to_be_explained(counted, hall):
    draw(counted, hall)
    with pytest.raises(Refused, match="抽出的是 2 张，录入了 1 张"):
        act.check_prints(counted, by=hall.clerk, at=hall.at, sheets=[YES])
    with pytest.raises(Refused, match="抽查"):
        act.declare(counted, by=hall.leader, at=hall.at)
    facts = act.check_prints(
        counted, by=hall.clerk, at=hall.at, sheets=[NO, NO]
    ).facts  # one no was taken, not two
    number = max(counted.prints_draw["numbers"])
    assert facts == {"drawn": 2, "missing": 1, "differing": [{"number": number, "print": "2"}]}
    found = on_paper.prints(counted, office=True)["found"]
    assert [(one["number"] == number, one["marks"]) for one in found if one["missing"]] == [
        (True, "张立任局长：反对")
    ]
    assert not any(one["marks"] for one in on_paper.prints(counted, office=False)["found"])
    with pytest.raises(Refused, match="已经核对过"):
        act.check_prints(counted, by=hall.clerk, at=hall.at, sheets=[YES, NO])
    with pytest.raises(Refused, match="找不到"):
        act.declare(counted, by=hall.leader, at=hall.at)
    act.declare(counted, by=hall.leader, at=hall.at, note="录入时看错了一张，已重新核对。")
    assert counted.state == "declared"


def test_a_box_with_more_or_less_than_was_counted_has_to_be_explained(counted, hall):
    draw(counted, hall, box=6)
    act.check_prints(counted, by=hall.clerk, at=hall.at, sheets=[YES, YES])
    with pytest.raises(Refused, match="打印票箱里有 6 张，设备收到的票计了 7 张"):
        act.declare(counted, by=hall.leader, at=hall.at)
    act.declare(counted, by=hall.leader, at=hall.at, note="卡纸一张，已当场登记。")


def test_no_more_are_drawn_than_lie_in_the_box(hall):
    poll = hall.poll(prints_sample=5)
    cast_open(poll.pk, [Press(m.pk, {"m": "yes"}) for m in hall.members[:2]], at=hall.at)
    hall.finish(poll)
    assert sorted(draw(poll, hall, box=2).facts["numbers"]) == [1, 2]
    act.check_prints(poll, by=hall.clerk, at=hall.at, sheets=[{"m": "yes"}] * 2)
    act.declare(poll, by=hall.leader, at=hall.at)
    empty = hall.finish(hall.poll(prints_sample=5))
    draw(empty, hall, box=0)
    act.declare(empty, by=hall.leader, at=hall.at)


def test_a_poll_without_a_sample_has_nothing_to_draw(hall):
    poll = hall.finish(hall.poll())
    with pytest.raises(Refused, match="没有设定抽查"):
        draw(poll, hall)
