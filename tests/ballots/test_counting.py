"""Counting by the law, in tables (rulebook R-STR-18/19, R-APP-13, R-ELE-22…28) and over any sheets at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.ballots import counting, kinds
from huying.rules import voting


def counted(spec, way, sheets, base, present=None, issued=None):
    way = voting.way(way)
    n = len(sheets)
    present = n if present is None else present
    return counting.count(
        spec, way, sheets, base=base, present=present, issued=present if issued is None else issued
    )


def lines(tally):
    return {line.key: line.number for line in tally.lines}


MOTION = kinds.make_spec("motion", ["决议"])


def votes(yes, no=0, abstain=0, empty=0):
    return [{"m": "yes"}] * yes + [{"m": "no"}] * no + [{"m": "abstain"}] * abstain + [{}] * empty


@pytest.mark.parametrize(
    ("way", "base", "present", "yes", "no", "abstain", "quorum", "needed", "outcome"),
    [
        ("congress_decision", 224, 200, 113, 60, 27, 150, 113, "adopted"),
        ("congress_decision", 224, 200, 112, 60, 28, 150, 113, "not_adopted"),
        ("congress_decision", 224, 149, 149, 0, 0, 150, 113, "no_quorum"),
        ("congress_decision", 65, 44, 33, 11, 0, 44, 33, "adopted"),
        ("committee_decision", 35, 18, 18, 0, 0, 18, 18, "adopted"),
        ("committee_decision", 35, 18, 17, 0, 1, 18, 18, "not_adopted"),
        ("committee_decision", 35, 17, 17, 0, 0, 18, 18, "no_quorum"),
        ("presidium_decision", 21, 14, 11, 3, 0, 14, 11, "adopted"),
        ("township_presidium_decision", 9, 5, 5, 0, 0, 5, 5, "adopted"),
        ("special_committee_decision", 11, 6, 6, 0, 0, 6, 6, "adopted"),
    ],
)
def test_decisions_need_more_than_half_of_all(way, base, present, yes, no, abstain, quorum, needed, outcome):
    tally = counted(MOTION, way, votes(yes, no, abstain), base, present)
    assert (lines(tally)["quorum"], lines(tally)["needed"], tally.outcome) == (quorum, needed, outcome)


def test_every_line_names_its_rule_and_nothing_stands_beside_the_sum():
    tally = counted(MOTION, "committee_decision", votes(16, 3, 2, 1), 31, present=28)
    rules = {line.key: line.rule for line in tally.lines}
    assert rules["quorum"] == rules["needed"] == "R-STR-19"
    assert rules["base"] == "R-GEN-03"
    assert lines(tally)["unpressed"] == 6
    assert tally.objects[0].counts == {"yes": 16, "no": 3, "abstain": 2, "unmarked": 1}
    assert tally.objects[0].shares["yes"] == "72.73"


@pytest.mark.parametrize(("yes", "outcome"), [(16, "adopted"), (15, "not_adopted")])
def test_an_appointment_of_thirty_one(yes, outcome):
    spec = kinds.make_spec("appointment", ["张立为局长"])
    sheets = [{"p1": "yes"}] * yes + [{"p1": "no"}] * 3 + [{"p1": "abstain"}] * (25 - yes)
    assert counted(spec, "committee_appointment", sheets, 31).outcome == outcome


def test_persons_are_decided_each_and_a_list_at_once():
    spec = kinds.make_spec("appointment", ["甲", "乙"])
    sheets = [{"p1": "yes", "p2": "no"}] * 16
    each = counted(spec, "committee_appointment", sheets, 31)
    assert [o.outcome for o in each.objects] == ["adopted", "not_adopted"]
    assert each.outcome == "partly"
    whole = kinds.make_spec("appointment", ["甲", "乙"], as_list=True)
    tally = counted(whole, "committee_appointment", [{"list": "yes"}] * 16, 31)
    assert (tally.outcome, tally.objects[0].label) == ("adopted", "甲、乙")


def election(names, seats, **more):
    return kinds.make_spec("election", names, seats=seats, **more)


@pytest.mark.parametrize(
    ("seats", "got", "won", "tied", "still"),
    [
        (2, {"甲": 900, "乙": 820, "丙": 700}, {"甲", "乙"}, set(), 0),
        (2, {"甲": 900, "乙": 700, "丙": 650}, {"甲"}, set(), 1),
        (2, {"甲": 900, "乙": 820, "丙": 820}, {"甲"}, {"乙", "丙"}, 1),
        (2, {"甲": 820, "乙": 820, "丙": 820}, set(), {"甲", "乙", "丙"}, 2),
        (1, {"甲": 799, "乙": 700}, set(), set(), 1),
    ],
)
def test_direct_election_by_the_book(seats, got, won, tied, still):
    """1,598 participants of 3,000 voters: 800 votes are needed (R-ELE-25, R-ELE-26)."""
    spec = election(list(got), seats)
    sheets = dealt(spec, got, 1598, seats)
    tally = counted(spec, "direct_election", sheets, 3000)
    outcome = {o.label: o.outcome for o in tally.objects}
    assert {n for n in outcome if outcome[n] == "elected"} == won
    assert {n for n in outcome if outcome[n] == "tied"} == tied
    assert lines(tally).get("open_seats", 0) == still


def dealt(spec, got, total, seats):
    """Dealt out in turn, a sheet never holds more names than seats nor one name twice."""
    key = {o["label"]: o["key"] for o in spec["objects"]}
    sheets = [{} for _ in range(total)]
    place = 0
    for name, n in got.items():
        for _ in range(n):
            sheets[place % total][key[name]] = "yes"
            place += 1
    assert max(map(len, sheets)) <= seats
    return sheets


@pytest.mark.parametrize(
    ("ballots", "got", "won", "still"),
    [
        (1500, {"乙": 600, "丙": 520}, {"乙"}, 0),
        (1500, {"乙": 500, "丙": 480}, {"乙"}, 0),
        (1500, {"乙": 499, "丙": 480}, set(), 1),
        (1501, {"乙": 500, "丙": 480}, set(), 1),
    ],
)
def test_a_direct_runoff_needs_a_third_of_the_ballots(ballots, got, won, still):
    spec = election(list(got), 1)
    for way in ("direct_runoff", "direct_byelection_runoff"):
        tally = counted(spec, way, dealt(spec, got, ballots, 1), 2999)
        assert {o.label for o in tally.objects if o.outcome == "elected"} == won
        assert lines(tally).get("open_seats", 0) == still
        assert tally.next is None  # R-ELE-29: one runoff, then the seat stays open


@pytest.mark.parametrize(("votes_of_b", "word"), [(112, "not_elected"), (113, "elected")])
def test_a_congress_elects_by_more_than_half_of_all_deputies(votes_of_b, word):
    spec = election(["乙", "丙"], 1)
    tally = counted(spec, "congress_elects_deputies", dealt(spec, {"乙": votes_of_b, "丙": 80}, 200, 1), 224)
    assert tally.objects[0].outcome == word


def test_turnout_makes_a_direct_election_stand_or_fall():
    spec = election(["甲", "乙"], 1)
    for participants, outcome in ((1500, "no_quorum"), (1501, "complete")):
        tally = counted(spec, "direct_election", dealt(spec, {"甲": 1200}, participants, 1), 3000)
        assert tally.outcome == outcome


def test_more_ballots_than_voters_void_the_whole_poll():
    spec = election(["甲", "乙"], 1)
    tally = counted(spec, "direct_election", dealt(spec, {"甲": 1000}, 1601, 1), 3001, present=1600)
    assert tally.outcome == "void"
    assert tally.next["why"] == "void" and tally.next["objects"] == ["甲", "乙"]
    assert not any(o.outcome for o in tally.objects)
    assert (
        counted(spec, "direct_election", dealt(spec, {"甲": 1000}, 1598, 1), 3001, present=1600).outcome
        == "complete"
    )


@pytest.mark.parametrize(
    ("marks", "valid"),
    [
        ({"c1": "yes", "c2": "yes", "c3": "yes"}, False),
        ({"c1": "yes", "c2": "yes", "c3": "no"}, True),
        ({"c1": "yes"}, True),
        ({}, True),
        ({"c1": "yes", "c2": "yes", "c3": "no", "w1": "钱多"}, False),
        ({"c1": "yes", "c2": "no", "w1": "钱多"}, True),
        ({"c1": "yes", "c2": "abstain", "w1": "钱多"}, False),  # an abstention carries no other name
    ],
)
def test_a_ballot_with_more_marks_than_seats_is_invalid(marks, valid):
    spec = election(["甲", "乙", "丙"], 2, write_ins=True)
    tally = counted(spec, "direct_election", [kinds.validate(spec, marks, paper=True)], 1)
    assert (tally.valid, tally.invalid) == ((1, 0) if valid else (0, 1))
    if not valid:
        with pytest.raises(kinds.BadSheet):
            kinds.validate(spec, marks)


def test_whoever_is_written_in_can_win():
    spec = election(["甲", "乙"], 1, write_ins=True)
    sheets = [{"c1": "no", "w1": "钱多"}] * 60 + [{"c1": "yes"}] * 40
    tally = counted(spec, "congress_elects_chief", sheets, 100)
    assert {o.label: o.outcome for o in tally.objects} == {
        "甲": "not_elected",
        "乙": "not_elected",
        "钱多": "elected",
    }


def test_open_seats_name_the_candidates_of_the_next_election_in_the_order_of_votes():
    names = [f"候选人{n}" for n in range(1, 7)]
    got = dict(zip(names, (60, 55, 40, 30, 20, 10), strict=True))
    spec = election(names, 4)
    tally = counted(spec, "congress_elects_committee", dealt(spec, got, 100, 4), 100)
    assert tally.outcome == "incomplete"
    # two seats open: two to … candidates more than the seats by a tenth to a fifth, at least one (R-ELE-46)
    assert tally.next == {
        "why": "open",
        "way": "congress_elects_committee",
        "seats": 2,
        "objects": names[2:5],
    }
    direct = counted(spec, "direct_election", dealt(spec, {**got, names[0]: 10}, 100, 4), 150)
    assert direct.next["way"] == "direct_runoff"
    assert direct.next["seats"] == 3 and len(direct.next["objects"]) == 5


def test_a_tie_at_the_last_seat_is_voted_on_among_the_tied_and_the_most_votes_win():
    spec = election(["甲", "乙", "丙"], 2)
    tally = counted(spec, "congress_elects_vice", dealt(spec, {"甲": 70, "乙": 60, "丙": 60}, 100, 2), 100)
    assert tally.next == {"why": "tie", "way": "tie_revote", "seats": 1, "objects": ["乙", "丙"]}
    again = election(["乙", "丙"], 1)
    second = counted(again, "tie_revote", dealt(again, {"乙": 30, "丙": 29}, 100, 1), 100)
    assert [o.outcome for o in second.objects] == ["elected", "not_elected"]


def choosing(n, pick, **more):
    return kinds.make_spec("choosing", [f"项目{i}" for i in range(1, n + 1)], pick=pick, **more)


def test_choosing_takes_the_most_votes_among_those_with_a_majority():
    spec = choosing(4, 2)
    sheets = [{"o1": 1, "o2": 1}] * 6 + [{"o3": 1}] * 4
    tally = counted(spec, "choosing_majority", sheets, 10)
    assert [o.outcome for o in tally.objects] == ["chosen", "chosen", "not_chosen", "not_chosen"]
    assert tally.objects[0].counts == {"chosen": 6, "unmarked": 4}
    few = counted(spec, "choosing_majority", sheets[:5] + sheets[6:], 10)
    assert few.next["seats"] == 2  # five of ten are not more than half


def test_choosing_by_rank_gives_points():
    spec = choosing(3, 2, ranked=True)
    tally = counted(spec, "choosing_ranked", [{"o1": 1, "o2": 2}, {"o2": 1, "o3": 2}, {"o1": 1}], 3)
    assert {o.label: o.counts["points"] for o in tally.objects} == {"项目1": 4, "项目2": 3, "项目3": 1}
    with pytest.raises(kinds.BadSheet, match="次序写了两次"):
        kinds.validate(spec, {"o1": 1, "o2": 1})


def test_the_surplus_of_candidates_is_checked_when_the_poll_is_set_up():
    assert choosing(12, 10, surplus=(1, 5))["pick"] == 10
    with pytest.raises(kinds.BadSpec, match="1/5"):
        choosing(11, 10, surplus=(1, 5))


def test_satisfaction_of_three_units_in_one_sheet():
    spec = kinds.make_spec("satisfaction", ["住建局", "交通局", "卫健局"])
    sheet = {"u1": "satisfied", "u2": "basically", "u3": "dissatisfied"}
    sheets = [sheet] * 20 + [{**sheet, "u3": "satisfied"}] * 5 + [{"u1": "abstain"}] * 3
    tally = counted(spec, "satisfaction_half", sheets, 31)
    assert [o.rate for o in tally.objects] == ["89.29", "89.29", "17.86"]
    assert [o.outcome for o in tally.objects] == ["satisfied", "satisfied", "not_satisfied"]
    assert tally.objects[1].counts == {
        "satisfied": 0,
        "basically": 25,
        "dissatisfied": 0,
        "abstain": 0,
        "unmarked": 3,
    }
    assert counted(spec, "satisfaction_report", sheets, 31).outcome == "reported"


def test_a_survey_counts_options_and_keeps_what_was_written():
    spec = kinds.make_spec("survey", [{"label": "满意吗", "options": ["是", "否"], "text": True}])
    sheets = [kinds.validate(spec, {"q1": m}) for m in ("a1", "a1", "多办几次", "")]
    tally = counted(spec, "survey_report", sheets, 9)
    assert tally.objects[0].counts == {"a1": 2, "a2": 0, "text": 1, "unmarked": 1}
    assert tally.objects[0].texts == ["多办几次"]


SHEETS = st.lists(
    st.dictionaries(
        st.sampled_from(["c1", "c2", "c3"]), st.sampled_from(["yes", "no", "abstain"]), max_size=3
    ),
    max_size=40,
)


@given(SHEETS, st.integers(1, 3))
def test_every_sheet_is_somewhere(sheets, seats):
    """yes + no + abstain + unmarked + invalid = taken in, for every candidate, whatever the sheets."""
    spec = election(["甲", "乙", "丙"], seats)
    tally = counted(spec, "congress_elects_deputies", sheets, 40)
    assert tally.valid + tally.invalid == tally.returned == len(sheets)
    for found in tally.objects:
        assert sum(found.counts.values()) + tally.invalid == tally.returned
    assert counting.digest(sheets) == counting.digest(sheets[::-1])
    elected = [o for o in tally.objects if o.outcome == "elected"]
    assert len(elected) <= seats


@given(
    st.dictionaries(
        st.sampled_from(["c1", "c9", "w1", "_", "c2"]),
        st.one_of(st.none(), st.text(max_size=50), st.integers()),
    )
)
def test_any_marks_are_a_sheet_or_a_clear_refusal(marks):
    spec = election(["甲", "乙"], 1, write_ins=True)
    try:
        made = kinds.validate(spec, marks)
    except kinds.BadSheet as bad:
        assert str(bad)
    else:
        assert kinds.validate(spec, made) == made
        assert len(kinds.canonical(made)) <= kinds.largest(spec)


def test_a_rank_of_five_thousand_digits_is_a_bad_sheet_and_nothing_else():
    spec = kinds.make_spec("choosing", ["甲", "乙"], pick=2, ranked=True)
    for choice in ("9" * 5000, "1" * 4, 10**5000, "0", -1):
        with pytest.raises(kinds.BadSheet, match="次序不对"):
            kinds.validate(spec, {"o1": choice})
    assert kinds.validate(spec, {"o1": "2"}) == {"o1": 2}
