"""Texts become features the same way every time, whatever they contain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.voices.triage.engine import faults
from huying.voices.triage.engine.plain import normalise
from huying.voices.triage.engine.reading import BITS, BLOCKS, read, tokens


def test_width_case_and_space_do_not_matter():
    assert normalise("  ＡＢｃ１２３　路灯\n坏了 ") == "abc123 路灯 坏了"
    one, other = read("路灯坏了", "东岭镇Ａ座"), read("路灯坏了 ", "东岭镇a座")
    assert all((x.buckets == y.buckets).all() for x, y in zip(one.blocks, other.blocks, strict=True))


def test_which_number_it_was_does_not_matter():
    assert (read("3号楼", "").blocks[0].buckets == read("8号楼", "").blocks[0].buckets).all()


def test_title_and_whole_are_told_apart():
    reading = read("路灯坏了", "请修一修")
    assert len(reading.blocks) == len(BLOCKS)
    assert len(reading.blocks[0].buckets) < len(reading.blocks[1].buckets)
    assert 0 < reading.within < len(reading.words)
    assert (reading.couples[: reading.ahead] == read("路灯坏了", "").couples[: reading.ahead]).all()
    assert reading.ahead == 3


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_can_be_read(title, detail):
    reading = read(title, detail)
    for block in reading.blocks:
        assert ((block.buckets >= 0) & (block.buckets < 1 << BITS)).all()
        assert (block.starts + block.lengths <= len(reading.text)).all()
    assert all(reading.text[a : a + n].strip() for a, n in reading.words)


def test_words_come_in_order():
    assert "".join(tokens("公交车半小时不来一班")) == "公交车半小时不来一班"


def test_a_missing_library_is_said():
    with pytest.raises(faults.Missing, match="没有安装"):
        faults.need("no_such_library_of_triage")
