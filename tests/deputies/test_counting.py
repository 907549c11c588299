"""Periods, percents and sharing out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.deputies.contacts.counting import MONTHS, Kept, by_layer, percent, spread, window

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(st.sampled_from(sorted(MONTHS)), days)
def test_a_period_holds_its_day_and_the_next_one_follows(per, day):
    first, last = window(per, day)
    assert first <= day <= last and first.day == 1
    assert window(per, last) == (first, last)
    assert window(per, last + timedelta(days=1))[0] == last + timedelta(days=1)
    assert (last.year - first.year) * 12 + last.month - first.month + 1 == MONTHS[per]


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(0, 0, None), (0, 3, 0), (2, 3, 67), (299, 300, 99), (3, 3, 100)]
)
def test_a_hundred_percent_is_all_of_it(part, whole, said):
    assert percent(part, whole) == said


def test_a_pair_without_a_plan_is_met_by_one_contact():
    assert Kept("deputy", 0, 1).is_met and not Kept("deputy", 0, 0).is_met and not Kept("deputy", 2, 1).is_met
    assert by_layer([Kept("a", 1, 1), Kept("a", 1, 0), Kept("b", 0, 0)]) == {"a": (2, 1), "b": (1, 0)}


@given(
    st.lists(st.integers(), max_size=6, unique=True),
    st.lists(st.integers(100, 200), max_size=20, unique=True),
    st.integers(0, 5),
)
def test_sharing_out_gives_each_at_most_n_and_leaves_none_who_could_be_given(above, below, size):
    pairs = spread(above, below, size, near=lambda a, b: a % 3 == b % 3)
    given_ = [b for _a, b in pairs]
    assert len(given_) == len(set(given_)) == min(len(below), size * len(above))
    assert all(sum(a == one for a, _b in pairs) <= size for one in above)


def test_the_own_delegation_comes_first():
    assert spread(["甲1", "乙1"], ["乙2", "甲2"], 1, near=lambda a, b: a[0] == b[0]) == [
        ("乙1", "乙2"),
        ("甲1", "甲2"),
    ]
