"""Addresses as people write them: whatever is typed, the longest known place in it is found; renamings end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.deputies.addresses.matching import LONGEST, best, current, normal, pieces

text = st.text(alphabet="柳林镇大村小区一二十百号组 -，A９", max_size=20)
names = st.lists(st.text(alphabet="柳林镇大村小区", min_size=2, max_size=6), max_size=6)


@given(text)
def test_spelling_twice_changes_nothing(typed):
    once = normal(typed)
    assert normal(once) == once or "十" in once or "百" in once
    assert len(once) <= LONGEST and " " not in once and "，" not in once


@given(names, text, text, st.data())
def test_a_known_place_is_found_wherever_it_stands(known, before, after, data):
    keys = [normal(n) for n in known if len(normal(n)) > 1]
    if not keys:
        return
    meant = data.draw(st.sampled_from(keys))
    typed = normal(before)[:15] + meant + normal(after)[:15]
    found = best(typed, keys)
    assert meant in found
    assert len(found[0]) >= len(meant)
    assert set(found) <= set(pieces(typed))


@given(names, text)
def test_only_what_stands_in_the_words_is_found(known, typed):
    assert all(name in normal(typed) for name in best(typed, [normal(n) for n in known]))


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 9)), st.integers(0, 9))
def test_renamings_end_even_in_a_ring(successors, start):
    here = current(start, successors)
    assert here == start or here in successors.values()
    assert current(here, {k: v for k, v in successors.items() if k != here}) == here


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("柳林镇 大柳村", "柳林镇大柳村"),
        ("大柳村十二组", "大柳村12组"),
        ("大柳村 二十 号", "大柳村20号"),
        ("文昌路一百零三号", "文昌路103号"),
        ("ＡＢ小区，２栋", "ab小区2栋"),
        ("三里屯", "三里屯"),
        ("\x00", "\x00"),
    ],
)
def test_one_spelling(typed, spelled):
    assert normal(typed) == spelled


def test_the_later_of_two_equally_long_places_is_meant():
    assert best("柳林镇大柳村", ["柳林镇", "大柳村"]) == ["大柳村", "柳林镇"]
