"""What operations accept, and dockets counted apart from the matters of the congress."""

import pytest

from huying.kernel import dockets, given, scope
from huying.kernel.process import Refused
from tests.world import build, when

pytestmark = pytest.mark.django_db
AT = when("2026-11-21")


def test_texts_come_clean_and_not_too_long():
    assert given.clean(" 一\r\n二\u202e\x07 ") == "一\n二"
    assert given.text(None, "说明", required=False) == ""
    with pytest.raises(Refused, match="请填写“说明”"):
        given.text(" \x00", "说明")
    with pytest.raises(Refused, match="最多 3 字，现在 4 字"):
        given.text("一二三四", "说明", 3)
    assert given.line("一\n二", "标题", 9) == "一 二"


def test_choices_and_numbers_are_held_to_what_is_offered():
    assert given.several(["b", "a", "b"], {"a": 1, "b": 2}, "种类") == ["b", "a"]
    with pytest.raises(Refused, match="请选择“种类”"):
        given.several(["c"], {"a": 1}, "种类")
    assert given.number(0, "人数", 0, 5) == 0
    for wrong in (None, -1, 6):
        with pytest.raises(Refused, match="0 到 5"):
            given.number(wrong, "人数", 0, 5)


def test_each_kind_of_docket_counts_for_itself():
    world = build()
    with scope.congress(world.congress):
        assert dockets.one("AA", "x" * 300, AT).number == "QH-AA-00001"
        assert [c.number for c in dockets.many("AA", "甲", 2, AT)] == ["QH-AA-00002", "QH-AA-00003"]
        assert dockets.many("AA", "甲", 0, AT) == []
        assert dockets.one("BB", "乙", AT).number == "QH-BB-00001"
        assert dockets.one_of_year("AA", "丙", AT).number == "QH-AA-2026-00001"
        assert [c.number for c in dockets.of_year("AA", ["丁"], when("2027-01-02"))] == ["QH-AA-2027-00001"]
