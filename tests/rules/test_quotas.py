"""Seats of congresses and standing committees as the kernel checks them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.rules import quotas

KINDS = [(level.code, kind) for level in quotas.levels() for kind in level.kinds]


def test_levels():
    assert [level.code for level in quotas.levels()] == [
        "province",
        "city",
        "prefecture",
        "county",
        "township",
    ]
    assert [level.code for level in quotas.levels() if not level.has_standing_committee] == ["township"]


@given(st.sampled_from(KINDS), st.integers(0, 200_000_000))
def test_the_formula_itself_is_always_allowed(kind, pop):
    decided = quotas.quota(kind[1], pop)
    assert quotas.seats_allowed(*kind, pop, False, decided) == []
    assert quotas.seats_allowed(*kind, pop, False, decided + 1) != []


@pytest.mark.parametrize(
    ("level", "kind", "pop", "extra", "decided", "says"),
    [
        ("county", "", 423_700, False, 225, "第十二条第一款第三项"),
        ("county", "county", 423_700, False, 223, "少于"),
        ("county", "county", 423_700, True, 235, ""),
        ("county", "county", 423_700, True, 236, "第三款"),
        ("county", "district", 423_700, True, 224, "另加百分之五只适用于"),
        ("county", "county", 49_999, False, 120, ""),
        ("county", "county", 50_000, False, 120, "少于"),
        ("township", "town", 1_999, False, 30, ""),
        ("township", "town", 30_000, False, 66, "第四项"),
        ("province", "municipality", 24_800_000, False, 1001, "第一项"),
        ("city", "county", 423_700, False, 224, "第七条"),
        ("county", "county", 423_700, False, 0, "正整数"),
    ],
)
def test_seats(level, kind, pop, extra, decided, says):
    problems = quotas.seats_allowed(level, kind, pop, extra, decided)
    assert (says in "；".join(problems)) if says else problems == []


@pytest.mark.parametrize(
    ("kind", "pop", "decided", "says"),
    [
        ("county", 1_000_000, 35, ""),
        ("county", 1_000_000, 36, "第四十七条第四款"),
        ("district", 1_000_001, 45, ""),
        ("municipality", 90_000_000, 80, "45 至 75"),
        ("town", 30_000, 9, "不设常务委员会"),
    ],
)
def test_committees(kind, pop, decided, says):
    problems = quotas.committee_allowed(kind, pop, decided)
    assert (says in "；".join(problems)) if says else problems == []


@pytest.mark.parametrize("kind", ["street", "", None])
def test_unknown_kinds_are_refused(kind):
    with pytest.raises(ValueError, match="这一类人民代表大会"):
        quotas.quota(kind, 1)
