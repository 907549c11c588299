"""Names by their sound."""

import pytest

from huying.deputies.cards.sounding import sounds_like


@pytest.mark.parametrize(
    "typed", ["gaoxiulan", "gxl", "gaoxl", "gxiul", "gaoxiul", "GXL", "xiulan", "xl", "lan", "gaox"]
)
def test_a_name_is_known_by_syllables_first_letters_or_both(typed):
    assert sounds_like("高秀兰", typed)


@pytest.mark.parametrize(
    ("name", "typed", "fits"),
    [
        ("高秀兰", "gl", False),
        ("高秀兰", "gxlx", False),
        ("高秀兰", "aoxiu", False),
        ("高秀兰", "", False),
        ("吕梅", "lvmei", True),
        ("吕梅", "lumei", True),
        ("曾华", "zengh", True),  # every reading of a character counts
        ("曾华", "cengh", True),
    ],
)
def test_what_it_is_not_and_what_has_two_readings(name, typed, fits):
    assert sounds_like(name, typed) is fits
