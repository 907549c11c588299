"""Numbers are found however they are typed."""

import pytest

from huying.kernel import scope
from huying.kernel.roster import Congress
from huying.kernel.slipcodes import number


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("qh", " ｑｈ 2026一00012", "QH-2026-00012"),
        ("qh", "qh_2026_00012", "QH-2026-00012"),
        ("qing_he", "qing_he-2026-00001", "QING_HE-2026-00001"),
        ("qing_he", "QING-HE 202600001", "QING_HE-2026-00001"),
        ("qing_he", "QH-2026-00001", "QH-2026-00001"),
        ("qing-he", "qinghe202600001", "QING-HE-2026-00001"),
    ],
)
def test_a_number_is_the_one_meant_whatever_stands_between_its_parts(code, typed, meant):
    with scope.congress(Congress(code=code)):
        assert number(typed) == meant
