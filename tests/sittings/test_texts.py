"""Paragraphs and their changes: what results, what conflicts, what the difference reads like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.sittings.motions.text import (
    DELETE,
    INSERT,
    REPLACE,
    Change,
    compare,
    compose,
    conflict,
    difference,
    fault,
    order,
    split,
)

BASE = ["总则。", "县人民政府应当在三个月内提出方案。", "附则。"]


def test_changes_compose_one_text_and_clashes_are_named():
    new = Change(1, REPLACE, 2, "县人民政府应当在两个月内提出方案。")
    other, added, gone, front = (
        Change(2, DELETE, 2),
        Change(3, INSERT, 2, "方案应当公布。\n公布前听取代表意见。"),
        Change(4, DELETE, 3),
        Change(5, INSERT, 0, "序言。"),
    )
    assert compose(BASE, [new, added, gone, front]) == [
        "序言。",
        "总则。",
        "县人民政府应当在两个月内提出方案。",
        "方案应当公布。",
        "公布前听取代表意见。",
    ]
    assert (conflict(new, other), conflict(added, added), conflict(new, added), conflict(new, gone)) == (
        "clash",
        "order",
        "",
        "",
    )
    with pytest.raises(ValueError, match="twice"):
        compose(BASE, [new, other])
    with pytest.raises(ValueError, match="paragraph 9"):
        compose(BASE, [Change(1, DELETE, 9)])


def test_what_cannot_be_moved():
    assert [
        fault(BASE, REPLACE, 0, "x"),
        fault(BASE, DELETE, 4, ""),
        fault(BASE, INSERT, 0, " \n"),
        fault(BASE, REPLACE, 1, "总则。"),
        fault(BASE, INSERT, 3, "x"),
        fault(BASE, "swap", 1, "x"),
    ] == ["place", "place", "text", "same", "", "place"]


def test_the_order_is_a_setting():
    near, far, first = (
        Change(1, REPLACE, 2, BASE[1] + "！"),
        Change(2, DELETE, 2),
        Change(3, REPLACE, 1, "总纲。"),
    )
    assert [c.key for c in order(BASE, [near, far, first], "tabled")] == [1, 2, 3]
    assert [c.key for c in order(BASE, [near, far, first], "farthest")] == [3, 2, 1]
    assert [c.key for c in order(BASE, [near, far, first], "paragraph")] == [3, 1, 2]


def test_a_difference_keeps_numbers_whole():
    assert difference("投入1200万元", "投入1250万元") == [
        ("", "投入"),
        ("del", "1200"),
        ("ins", "1250"),
        ("", "万元"),
    ]


TEXT = st.lists(st.text("一二三四，。12ab", min_size=1, max_size=8), max_size=6)


@given(TEXT, TEXT)
def test_a_difference_loses_nothing(before, after):
    lines = compare(before, after)
    kept = [("".join(w for look, w in pieces if look != "ins"), pieces) for pieces in lines]
    assert [t for t, pieces in kept if any(look != "ins" for look, _ in pieces)] == before
    new = ["".join(w for look, w in pieces if look != "del") for pieces in lines]
    assert [
        t for t, pieces in zip(new, lines, strict=True) if any(look != "del" for look, _ in pieces)
    ] == after


@given(TEXT.filter(bool), st.data())
def test_any_set_without_clashes_composes(base, data):
    base = [b.strip() or "一" for b in base]
    changes = [
        Change(n, data.draw(st.sampled_from([REPLACE, DELETE])), n, "新")
        for n in range(1, len(base) + 1)
        if data.draw(st.booleans())
    ]
    changes += [Change(99 + n, INSERT, n, "加") for n in range(len(base) + 1) if data.draw(st.booleans())]
    made = compose(base, changes)
    dropped = sum(c.op == DELETE for c in changes)
    assert len(made) == len(base) - dropped + sum(c.op == INSERT for c in changes)
    assert split("\n".join(made)) == made
