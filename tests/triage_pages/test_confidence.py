"""A hint says no percentage that was not measured here, and names neither places nor measures as reasons."""

from types import SimpleNamespace

import pytest

from huying.voices.triage.confidence import sure, telling


@pytest.mark.parametrize(
    ("figures", "said"), [({"new": {"macro_f1": 0.9}}, "把握 89%"), ({"new": {"macro_f1": 0.31}}, "常常不准")]
)
def test_a_version_says_what_its_own_measurement_bears(figures, said):
    assert said in sure(0.89, SimpleNamespace(version=SimpleNamespace(figures=figures)))


def test_the_shipped_model_says_words():
    hints = SimpleNamespace(version=None)
    assert "%" not in sure(0.89, hints) and sure(0.89, hints) != sure(0.4, hints)


def test_places_and_measures_are_no_reasons():
    area = SimpleNamespace(name="集贤社区", parent=SimpleNamespace(name="青石街道"), parent_id=1)
    voice = SimpleNamespace(
        title="石板桥冲坏", text="集贤社区的石板桥有大洞，孩子绕三里，柳湾村没人修。", area=area
    )
    assert telling(["集贤", "大洞", "三里", "柳湾", "没人修"], voice) == ["大洞", "没人修"]
