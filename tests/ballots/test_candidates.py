"""How many stand for how many posts (差额), and who stands in the next round where votes are equal at the cut."""

import pytest

from huying.ballots import counting, forms, kinds
from huying.ballots import operations as act
from huying.ballots.casting import Press, cast_sealed
from huying.ballots.models import Poll
from huying.kernel.case import Trace
from huying.kernel.process import Refused
from huying.rules import voting

NAMES = [f"候选人{n}" for n in range(1, 14)]


def prepare(hall, way, seats, names):
    return hall.poll("election", "separated", objects=NAMES[:names], seats=seats, way=way, until="prepared")


@pytest.mark.parametrize(
    ("way", "seats", "least", "most", "article"),
    [
        ("congress_elects_vice", 2, 3, 5, "地方组织法》第二十七条"),
        ("congress_elects_committee", 10, 11, 12, "地方组织法》第二十七条"),
        ("congress_elects_deputies", 5, 6, 7, "选举法》第三十一条第二款"),
        ("congress_elects_deputies", 1, 2, 2, "选举法》第三十一条第二款"),
        ("direct_election", 2, 3, 4, "选举法》第三十一条第二款"),
        ("direct_runoff", 1, 2, 2, "选举法》第三十一条第二款"),
    ],
)
def test_an_election_has_as_many_candidates_as_its_law_asks_for(hall, way, seats, least, most, article):
    for enough in (least, most):
        assert prepare(hall, way, seats, enough).state == "prepared"
    with pytest.raises(Refused, match=f"至少 {least} 人，现在只有 {least - 1} 人.*{article}"):
        prepare(hall, way, seats, least - 1)
    with pytest.raises(Refused, match=f"至多 {most} 人，现在有 {most + 1} 人.*{article}.*预选"):
        prepare(hall, way, seats, most + 1)


@pytest.mark.parametrize(
    ("way", "article"),
    [
        ("congress_elects_chief", "地方组织法》第二十五条"),
        ("congress_byelects_leaders", "地方组织法》第二十五条"),
        ("congress_byelects_deputies", "选举法》第五十七条"),
        ("direct_byelection", "选举法》第五十七条"),
        ("direct_byelection_runoff", "选举法》第五十七条"),
    ],
)
def test_where_the_law_allows_it_candidates_may_equal_the_posts_but_not_be_fewer(hall, way, article):
    assert prepare(hall, way, 2, 2).state == "prepared"
    with pytest.raises(Refused, match=f"不能少于应选人数.*{article}"):
        prepare(hall, way, 2, 1)


def test_another_rule_chosen_with_the_roll_is_judged_too(hall):
    poll = hall.poll(
        "election", "separated", objects=NAMES[:1], seats=1, way="congress_byelects_leaders", until="proposed"
    )
    with pytest.raises(Refused, match="至少 2 人"):
        act.prepare(poll, by=hall.clerk, at=hall.at, roll=hall.members, way="congress_elects_vice")
    poll.refresh_from_db()
    assert (poll.state, poll.way["key"]) == ("proposed", "congress_byelects_leaders")


def following(seats, votes, way="congress_elects_deputies"):
    """The next round after these votes, nobody elected."""
    spec = kinds.make_spec("election", list(votes), seats=seats)
    sheets = [{f"c{i}": "yes"} for i, n in enumerate(votes.values(), 1) for _ in range(n)]
    sheets += [{}] * (100 - len(sheets))
    tally = counting.count(spec, voting.way(way), sheets, base=100, present=100, issued=100)
    return tally.next, {line.key: line.number for line in tally.lines}


def test_equal_votes_at_the_cut_are_named_and_never_cut_by_their_order():
    asked, lines = following(1, {"甲": 9, "乙": 7, "丙": 7})
    assert asked["objects"] == ["甲"] and asked["tied"] == ["乙", "丙"] and asked["places"] == 1
    assert (lines["candidates"], lines["tied_candidates"]) == (2, 2)
    asked, lines = following(1, {"甲": 7, "乙": 7, "丙": 7})
    assert (asked["objects"], asked["tied"], asked["places"]) == ([], ["甲", "乙", "丙"], 2)
    for votes in ({"甲": 9, "乙": 7, "丙": 6}, {"甲": 7, "乙": 7, "丙": 6}, {"甲": 7, "乙": 7}):
        asked, lines = following(1, votes)
        assert asked["objects"] == ["甲", "乙"] and "tied" not in asked and "tied_candidates" not in lines


@pytest.mark.parametrize(
    ("way", "seats", "votes", "then", "standing"),
    [
        ("direct_byelection", 1, {"甲": 40}, "direct_byelection_runoff", ["甲"]),
        ("direct_byelection", 2, {"甲": 60, "乙": 0}, "direct_byelection_runoff", ["乙"]),
        ("congress_byelects_deputies", 1, {"甲": 0}, "congress_byelects_deputies", ["甲"]),
        ("direct_election", 1, {"甲": 40, "乙": 0}, "direct_runoff", ["甲", "乙"]),
        ("congress_elects_committee", 1, {"甲": 40, "乙": 0}, "congress_elects_committee", ["甲", "乙"]),
        ("congress_elects_vice", 1, {"甲": 9, "乙": 7, "丙": 0}, "congress_elects_vice", ["甲", "乙"]),
    ],
)
def test_who_got_no_vote_fills_the_next_list_up_to_what_its_rule_asks_for(
    hall, way, seats, votes, then, standing
):
    """So the round that the law gives can be held; a by-election's may again have as many candidates as seats (R-ELE-37)."""
    asked, _lines = following(seats, votes, way)
    assert (asked["way"], asked["seats"], asked["objects"]) == (then, 1, standing)
    poll = hall.poll(
        "election", "separated", objects=asked["objects"], seats=1, way=asked["way"], until="prepared"
    )
    assert poll.state == "prepared"


def test_where_nobody_got_a_vote_leaders_are_nominated_anew():
    assert following(1, {"甲": 0}, "congress_elects_chief")[0]["objects"] == []


def test_candidates_without_votes_are_not_chosen_among_by_their_order():
    asked, lines = following(1, {"甲": 9, "乙": 0, "丙": 0})
    assert (asked["objects"], asked["tied"], asked["places"]) == (["甲"], ["乙", "丙"], 1)
    assert (lines["candidates"], lines["tied_candidates"]) == (2, 2)


@pytest.fixture
def cut(hall):
    """Three stand for one post, nobody has a majority, two have equal votes where the next list ends."""
    poll = hall.poll(
        "election", "separated", objects=["甲", "乙", "丙"], seats=1, way="congress_byelects_deputies"
    )
    Poll.objects.filter(pk=poll.pk).update(way=voting.way("congress_elects_deputies").as_dict())
    poll.refresh_from_db()
    marks = [{"c1": "yes"}] * 3 + [{"c2": "yes"}] * 2 + [{"c3": "yes"}] * 2
    cast_sealed(poll.pk, [Press(m.pk, x) for m, x in zip(hall.members, marks, strict=True)], at=hall.at)
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at)
    return poll


def test_who_of_the_tied_goes_on_is_said_with_its_reason_and_traced(hall, cut):
    do = {"by": hall.clerk, "at": hall.at}
    with pytest.raises(Refused, match="乙、丙 票数相等.*列入 1 人"):
        act.again(cut, **do)
    with pytest.raises(Refused, match="至多再列入 1 人"):
        act.again(cut, stay=["乙", "丙"], reason="两人都列入", **do)
    with pytest.raises(Refused, match="请选定列入谁"):
        act.again(cut, stay=["甲"], reason="票多", **do)
    with pytest.raises(Refused, match="取舍的理由"):
        act.again(cut, stay=["丙"], **do)
    assert not cut.rounds.exists()
    form = forms.STEPS["again"]({"stay": ["丙"], "reason": "主席团决定抽签，抽中丙"}, row=cut)
    assert form.is_valid() and "还可以列入 1 人" in form.as_p()
    act.again(cut, **form.cleaned_data, **do)
    assert [o["label"] for o in cut.rounds.get().spec["objects"]] == ["甲", "丙"]
    trace = Trace.objects.get(step="polls.again")
    assert trace.facts["stay"] == ["丙"] and "抽签" in trace.note
    assert act.prepare(cut.rounds.get(), roll=hall.members, **do)


def test_a_next_round_without_a_tie_asks_nothing_of_the_kind(hall):
    poll = hall.poll(secrecy="separated")
    act.annul(poll, by=hall.leader, at=hall.at, reason="开错了议题")
    assert set(forms.STEPS["again"](row=poll).fields) == {"title"}
