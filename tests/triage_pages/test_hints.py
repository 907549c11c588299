"""The hints: field with confidence and words, unit with reasons; without a model the page goes on by hand."""

import pytest

from huying.kernel.fields import Field
from huying.voices import operations
from huying.voices.triage import in_use
from huying.voices.triage.engine.classifier import Classifier
from tests.triage_pages.models import shipped_file
from tests.voices.conftest import make, sign_in

ROAD = "公交车总是晚点，早高峰等四十分钟，希望增加公交班次。"


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    path = shipped_file(tmp_path)
    monkeypatch.setattr(in_use, "SHIPPED", path)
    return path


def hints(client, voice):
    answer = client.get(f"/c/qh/voices/{voice.pk}/triage/hints/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_fields_with_confidence_words_and_what_the_model_cannot_know(town, now, client, shipped):
    voice = make(town, now, title="公交晚点", text=ROAD)
    page = hints(sign_in(client, town.keeper), voice)
    field = Field.objects.get(code="transport")
    assert "交通运输" in page
    assert "请核对" in page or "请自己判断" in page  # no percentage that nobody measured here
    assert "%" not in page.split("hint-unit")[0]
    assert "<mark>公交" in page
    assert f"?field={field.pk}#classify" in page
    assert "只学过七类" in page
    filled = client.get(f"/c/qh/voices/{voice.pk}/triage/?field={field.pk}").content.decode()
    assert f'<option value="{field.pk}" selected>' in filled


def test_units_with_reasons_and_one_press_into_the_form(town, now, client, shipped):
    for _n in range(5):
        old = make(town, now, text=ROAD, field=Field.objects.get(code="transport-bus"))
        operations.hand_over(old, by=town.keeper, at=now, tier="county", unit=town.roads)
    voice = make(town, now, title="公交晚点", text=ROAD)
    page = hints(sign_in(client, town.keeper), voice)
    assert "交通运输局" in page
    assert "同一领域最近 5 件里办过 5 件" in page
    filled = client.get(f"/c/qh/voices/{voice.pk}/triage/?unit={town.roads.pk}&tier=county").content.decode()
    assert f'<option value="{town.roads.pk}" selected>' in filled


@pytest.mark.parametrize("broken", ["missing", "garbage", "cut"])
def test_a_missing_or_broken_file_is_one_quiet_line(town, now, client, shipped, broken):
    if broken == "missing":
        shipped.unlink()
    elif broken == "garbage":
        shipped.write_bytes(b"\x00not a model" * 50)
    else:
        shipped.write_bytes(shipped.read_bytes()[:200])
    voice = make(town, now, title="公交晚点", text=ROAD)
    page = hints(sign_in(client, town.keeper), voice)
    assert "领域请人工标注" in page
    assert "请核对" not in page and "请自己判断" not in page
    assert client.get(f"/c/qh/voices/{voice.pk}/triage/").status_code == 200
    sent = {"tier": "county", "unit": town.water.pk, "text": ""}
    assert client.post(f"/c/qh/voices/{voice.pk}/hand_over/", sent).status_code == 302


def test_a_missing_library_is_one_quiet_line(town, now, client, shipped, monkeypatch):
    from huying.voices.triage.engine.faults import Missing

    def absent():
        raise Missing("nothing installed")

    monkeypatch.setattr(in_use, "shipped", absent)
    page = hints(sign_in(client, town.keeper), make(town, now, text=ROAD))
    assert "没有安装分诊提示需要的组件" in page


def test_the_model_is_loaded_once_for_many_pages(town, now, client, shipped, monkeypatch):
    loads = []
    real = in_use.shipped
    monkeypatch.setattr(in_use, "shipped", lambda: loads.append(1) or real())
    sign_in(client, town.keeper)
    for _n in range(3):
        hints(client, make(town, now, text=ROAD))
    assert loads == [1]


def test_a_file_that_was_refused_is_not_read_again_at_every_hint_until_another_is_adopted(
    town, now, client, shipped, monkeypatch
):
    reads = []
    monkeypatch.setattr(in_use, "shipped", lambda: reads.append(1) or Classifier.load(shipped))
    shipped.write_bytes(b"not a model")
    sign_in(client, town.keeper)
    for _n in range(3):
        assert "领域请人工标注" in hints(client, make(town, now, text=ROAD))
    assert reads == [1]
    in_use.forget()
    hints(client, make(town, now, text=ROAD))
    assert reads == [1, 1]


def test_hints_stand_alone_without_javascript_and_only_for_who_may_triage(town, now, client, shipped):
    voice = make(town, now, text=ROAD)
    page = sign_in(client, town.keeper).get(f"/c/qh/voices/{voice.pk}/triage/hints/").content.decode()
    assert "<!doctype" in page
    for member in (town.far_keeper, town.handler, town.deputy):
        assert sign_in(client, member).get(f"/c/qh/voices/{voice.pk}/triage/hints/").status_code == 404


def test_hostile_text_is_marked_as_text(town, now, client, shipped):
    bad = "<script>alert(1)</script>公交晚点{{ 7|add:7 }}<img src=x onerror=alert(1)>"
    make(town, now, title="公交晚点<b>", text=bad)
    page = hints(sign_in(client, town.keeper), make(town, now, title="公交晚点<b>", text=bad))
    assert "<script>" not in page
    assert "<img" not in page


def test_the_sentences_on_pages_are_the_engines_own():
    from huying.voices.triage import notes
    from huying.voices.triage.engine import hot, subjects

    assert notes.LIMITS == subjects.LIMITS
    assert notes.FORMULA == hot.FORMULA
