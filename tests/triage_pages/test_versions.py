"""Models of a congress: learned from its own corrections, compared out of fold, adopted and taken back by a traced step."""

import hashlib

import numpy
import pytest
from django.core.cache import cache
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from huying.kernel import scope
from huying.kernel.case import Trace
from huying.kernel.fields import Field
from huying.kernel.process import Forbidden, Refused
from huying.kernel.progress import Progress
from huying.voices import operations as voices
from huying.voices.models import TriageModel
from huying.voices.triage import in_use
from huying.voices.triage.engine import classifier, learning
from huying.voices.triage.versions import comparing, corrections, jobs, operations
from tests.ground import ground
from tests.triage_pages.models import ENDS, learn_once, shipped_file
from tests.voices.conftest import build, make, sign_in
from tests.world import when

OURS = {
    "transport-bus": ["公交车晚点", "公交班次太少", "公交站牌没了"],
    "rural-water": ["灌溉渠断流", "水库闸门坏了", "机井打不出水"],
    "labour-wages": ["工资拖欠三个月", "包工头不给工钱", "加班费没发"],
}


@pytest.fixture(autouse=True)
def _home(tmp_path, settings, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(in_use, "SHIPPED", shipped_file(tmp_path))
    monkeypatch.setattr(learning, "learn", learn_once)
    monkeypatch.setattr(numpy, "savez_compressed", numpy.savez)  # packing takes as long as learning
    for module in (corrections, comparing):
        monkeypatch.setattr(module, "FOLDS", 2)  # each is a training


def correct(town, now, said=OURS):
    """What the office corrected: twelve voices a field."""
    for code, texts in said.items():
        field = Field.objects.get(code=code)
        for text in texts:
            for end in ENDS:
                voice = make(town, now, title=text, text=f"{text}{end}{code}")
                voices.classify(voice, by=town.keeper, at=now, field=field)


@ground
def taught():
    banks = build("qh", "清河县")
    with scope.congress(banks.congress):
        correct(banks, when("2026-11-21"))
    return banks


@pytest.fixture
def corrected(taught):
    cache.clear()
    with scope.congress(taught.congress):
        yield taught


def trained(town, now) -> TriageModel:
    model = operations.train(by=town.clerk, at=now)
    jobs.learn.func(congress=town.congress.pk, progress=model.shown, model=model.pk)
    model.refresh_from_db()
    return model


def test_corrections_are_what_persons_chose_and_stand_by_their_top_level_field(corrected, now):
    voice = make(corrected, now, text="没有人标注过的一件。")
    imported = make(
        corrected, now, text="登记时就写了领域的一件。", field=Field.objects.get(code="health-care")
    )
    rows = corrections.rows()
    assert len(rows) == 36
    assert {row.code for row in rows} == {"transport", "rural", "labour"}
    assert not {voice.pk, imported.pk} & {row.pk for row in rows}


def test_too_few_corrections_train_nothing_and_say_what_is_missing(town, now):
    with pytest.raises(Refused, match="现在够用的有 0 件"):
        operations.train(by=town.clerk, at=now)
    assert not TriageModel.objects.exists()


def test_training_is_a_job_with_progress_and_a_comparison_on_the_same_rows(corrected, now):
    model = operations.train(by=corrected.clerk, at=now)
    assert DBTaskResult.objects.get().task_path == jobs.learn.module_path
    with pytest.raises(Refused, match="已有一版正在训练"):
        operations.train(by=corrected.clerk, at=now)
    jobs.learn.func(congress=corrected.congress.pk, progress=model.shown, model=model.pk)
    model.refresh_from_db()
    shown = Progress.objects.get(pk=model.shown)
    assert (model.state, shown.state) == ("ready", "done")
    assert shown.url.endswith(f"/voices/classifiers/{model.pk}/")
    new, now_ = model.figures["new"], model.figures["now"]
    assert model.figures["rows"] == 36
    assert set(new["per_class"]) == set(now_["per_class"]) == {"transport", "rural", "labour"}
    assert sum(c["support"] for c in new["per_class"].values()) == 36
    assert now_["per_class"]["rural"]["f1"] == 0  # the shipped one has never seen a field of the country
    assert new["macro_f1"] > now_["macro_f1"]
    assert hashlib.sha256(model.path.read_bytes()).hexdigest() == model.digest
    assert in_use.hints().version is None  # nobody has adopted it


def test_titles_that_are_kept_are_in_the_congress_own_language(corrected, now):
    with override("en"):
        model = operations.train(by=corrected.clerk, at=now)
    assert Progress.objects.get(pk=model.shown).title == "训练分诊模型第 1 版"
    assert model.case.title == "分诊模型"


def test_adopting_and_going_back_are_traced_and_change_what_hints(corrected, now):
    first = trained(corrected, now)
    operations.adopt(first, by=corrected.clerk, at=now)
    hints = in_use.hints()
    assert hints.version == first
    assert hints.model.guess("灌溉渠", "灌溉渠断流，机井打不出水")[0].code == "rural"
    second = trained(corrected, now)
    operations.adopt(second, by=corrected.clerk, at=now)
    first.refresh_from_db()
    assert (first.state, second.state, second.predecessor) == ("retired", "in_use", first)
    operations.go_back(second, by=corrected.clerk, at=now, text="新版把水利判错了")
    first.refresh_from_db()
    assert (first.state, second.state) == ("in_use", "retired")
    assert in_use.hints().version == first
    operations.go_back(first, by=corrected.clerk, at=now)
    assert in_use.hints().version is None
    steps = list(
        Trace.objects.filter(subject_kind="classifiers").order_by("seq").values_list("step", flat=True)
    )
    assert steps.count("classifiers.go_back") == 2
    assert "classifiers.resume" in steps


def test_a_training_that_the_reaper_gave_up_stands_in_nobodys_way(corrected, now):
    lost = operations.train(by=corrected.clerk, at=now)
    jobs.learn.func.lost(model=lost.pk)
    lost.refresh_from_db()
    assert lost.state == "failed" and "中断" in lost.reason
    assert operations.train(by=corrected.clerk, at=now).state == "training"


class Killed(BaseException):
    """The worker is gone."""


@pytest.mark.once("what a kill leaves half done are files")
@pytest.mark.parametrize("where", ["compare", "save", "before_measure"])
def test_killed_half_way_the_old_model_stays_in_use_and_a_second_run_finishes(
    corrected, now, monkeypatch, where
):
    first = trained(corrected, now)
    operations.adopt(first, by=corrected.clerk, at=now)
    second = operations.train(by=corrected.clerk, at=now)

    def dies(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patched:
        if where == "compare":
            patched.setattr(comparing, "compare", dies)
        elif where == "save":
            patched.setattr("pathlib.Path.replace", dies)
        else:
            patched.setattr(operations, "measure", dies)
        with pytest.raises(Killed):
            jobs.learn.func(congress=corrected.congress.pk, progress=second.shown, model=second.pk)
    in_use.forget()
    assert in_use.hints().version == first
    second.refresh_from_db()
    assert second.state == "training"
    jobs.learn.func(congress=corrected.congress.pk, progress=second.shown, model=second.pk)
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, second.state) == ("in_use", "ready")


def test_a_training_that_was_stopped_leaves_no_model(corrected, now):
    model = operations.train(by=corrected.clerk, at=now)
    operations.fail(model, by=corrected.clerk, at=now, text="数据还要整理")
    jobs.learn.func(congress=corrected.congress.pk, progress=model.shown, model=model.pk)
    model.refresh_from_db()
    assert model.state == "failed"
    assert not model.path.exists()


def test_a_changed_or_missing_file_falls_back_to_the_shipped_model_and_says_so(corrected, now):
    model = trained(corrected, now)
    operations.adopt(model, by=corrected.clerk, at=now)
    model.path.write_bytes(model.path.read_bytes() + b"x")
    in_use.forget()
    hints = in_use.hints()
    assert hints.version is None
    assert hints.model is not None
    assert "暂时用随软件提供的版本" in hints.note
    model.path.unlink()
    assert in_use.hints().note
    operations.go_back(model, by=corrected.clerk, at=now)
    with pytest.raises(Refused, match="文件已经不在"):
        operations.adopt(model, by=corrected.clerk, at=now)


def test_a_model_from_before_an_upgrade_leaves_the_hints_to_the_shipped_one_until_a_new_one_is_trained(
    corrected, now, client, tmp_path, monkeypatch
):
    old = trained(corrected, now)
    operations.adopt(old, by=corrected.clerk, at=now)
    monkeypatch.setattr(classifier, "VERSION", classifier.VERSION + 1)
    shipped_file(tmp_path)
    in_use.forget()
    hints = in_use.hints()
    assert (hints.version, hints.model is None) == (None, False)
    assert hints.model.guess("公交车", "公交车总是晚点")
    assert "请重新训练" in hints.note
    page = sign_in(client, corrected.clerk).get(f"/c/qh/voices/classifiers/{old.pk}/").content.decode()
    assert hints.note in page
    new = trained(corrected, now)
    operations.adopt(new, by=corrected.clerk, at=now)
    assert in_use.hints().version == new
    old.refresh_from_db()
    with pytest.raises(Refused, match="别的版本"):
        operations.adopt(old, by=corrected.clerk, at=now)


def test_a_congress_learns_from_its_own_rows_only(corrected, now):
    neighbour = build("nz", "南漳县")
    with scope.congress(neighbour.congress):
        assert corrections.rows() == []
        with pytest.raises(Refused):
            operations.train(by=neighbour.clerk, at=now)
        assert in_use.hints().version is None
    with pytest.raises(Forbidden):
        operations.train(by=corrected.keeper, at=now)


def test_the_pages_show_the_comparison_with_what_the_model_cannot_know(corrected, now, client):
    model = trained(corrected, now)
    sign_in(client, corrected.clerk)
    page = client.get(f"/c/qh/voices/classifiers/{model.pk}/").content.decode()
    assert "农业农村" in page
    assert "只学过七类" in page
    assert f"{model.figures['new']['macro_f1']:.3f}" in page
    listed = client.get("/c/qh/voices/classifiers/").content.decode()
    assert "第 1 版" in listed
    answer = client.post("/c/qh/voices/classifiers/new/train/")
    assert answer.status_code == 302
    assert f"/jobs/{TriageModel.objects.get(number=2).shown}/" in answer["Location"]
    for member in (corrected.keeper, corrected.handler, corrected.deputy):
        assert sign_in(client, member).get(f"/c/qh/voices/classifiers/{model.pk}/").status_code == 404


def test_near_duplicates_stay_in_one_fold(corrected):
    rows = corrections.rows()
    one = rows[0]._replace(group="同一段话")
    assert corrections.fold(one) == corrections.fold(rows[1]._replace(group="同一段话"))
    assert {corrections.fold(row) for row in rows} <= set(range(corrections.FOLDS))
