"""Elections and majorities: bookkeeping that must always add up, and refusals."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.rules.elections import (
    cand_committee,
    cand_deputy_posts,
    cand_direct,
    cand_indirect,
    elect,
    election_valid,
    runoff_direct,
)
from huying.rules.majorities import ge, gt_half, half_up

seats = st.integers(1, 12)
polls = st.integers(1, 300).flatmap(
    lambda base: st.tuples(
        st.just(base), st.dictionaries(st.text("甲乙丙丁戊ABC", min_size=1, max_size=2), st.integers(0, base))
    )
)


@pytest.mark.parametrize(("count", "needed"), [(elect, gt_half), (runoff_direct, lambda n: ge(n, 1, 3))])
@given(seats=seats, poll=polls)
def test_elected_and_open_seats_are_all_seats(count, needed, seats, poll):
    base, votes = poll
    elected, tied, open_seats = count(seats, base, votes)
    assert len(elected) + open_seats == seats
    assert open_seats >= 0
    assert not set(elected) & set(tied)
    assert all(votes[n] >= needed(base) for n in [*elected, *tied])
    assert elected == sorted(elected, key=lambda n: (-votes[n], n))
    assert tied == sorted(tied)
    # whoever is not elected has no more votes than anyone elected
    rest = [votes[n] for n in votes if n not in elected]
    assert all(votes[n] > max(rest, default=-1) or votes[n] >= max(rest) for n in elected)
    if tied:
        # a new vote is needed exactly because the tied are more than the open seats
        assert len(tied) > open_seats > 0
        assert len({votes[n] for n in tied}) == 1
    elif open_seats:
        assert all(votes[n] < needed(base) for n in votes if n not in elected)


@given(seats)
def test_candidates_always_leave_a_choice(n):
    for least, most in (cand_direct(n), cand_indirect(n), cand_committee(n), cand_deputy_posts(n)):
        assert n < least <= most
    assert Fraction(cand_direct(n)[0] - n, n) >= Fraction(1, 3)
    assert cand_direct(n)[1] == 2 * n


@given(st.integers(1, 5000), st.integers(1, 9), st.integers(1, 9))
def test_majorities_are_the_smallest_that_fit(n, a, b):
    assert gt_half(n) * 2 > n >= (gt_half(n) - 1) * 2
    assert half_up(n) * 2 >= n > (half_up(n) - 1) * 2
    if a <= b:
        assert ge(n, a, b) * b >= n * a > (ge(n, a, b) - 1) * b


@pytest.mark.parametrize(
    "call",
    [
        lambda: elect(0, 10, {}),
        lambda: elect(1, 10, {"A": 11}),
        lambda: elect(1, 10, {"A": -1}),
        lambda: elect(1, 0, {}),
        lambda: election_valid(10, 11, 11),
        lambda: ge(10, 3, 2),
        lambda: gt_half(True),
    ],
)
def test_contradictory_numbers_are_refused(call):
    with pytest.raises(ValueError, match=r"[一-龥]"):
        call()
