"""The classifier learns, says why, keeps no words, and says clearly when its file is of no use."""

import json
import re

import numpy as np
import pytest

from huying.voices.triage.engine import kinship, subjects
from huying.voices.triage.engine.classifier import PARTS, SHIPPED, Classifier
from huying.voices.triage.engine.faults import DataUnusable, ModelUnusable
from huying.voices.triage.engine.reading import read
from huying.voices.triage.engine.weighing import folded, likeness

from .invented import rows


@pytest.fixture(scope="module")
def learned() -> Classifier:
    return Classifier().fit(rows())


def test_it_learns_what_it_was_shown(learned):
    assert learned.labels == sorted({"环境保护", "教育文体", "交通运输"})
    assert learned.ranked("云汀县竹溪村公交车不来", "公交车半小时不来")[0] == "交通运输"
    assert learned.ranked("云汀县竹溪村河水发臭", "死鱼很多")[0] == "环境保护"
    assert learned.card["rows"] == 60


def test_a_suggestion_says_how_sure_and_why(learned):
    found = learned.suggest("白石市东街小学老师不够", "班额太大", most=3)
    assert found[0].label == "教育文体"
    assert len(found) == 3
    assert 1 >= found[0].confidence > found[1].confidence >= 0
    assert sum(s.confidence for s in found) == pytest.approx(1, abs=0.01)
    assert all(weight > 0 for _, weight in found[0].words)
    assert any(word in "白石市东街小学老师不够班额太大" for word, _ in found[0].words)
    assert len(learned.suggest("老师", "", most=1)) == 1


def test_nothing_known_is_no_suggestion(learned):
    assert learned.suggest("", "") == []
    assert learned.suggest("☃", "♞") == []


def test_the_same_rows_and_seed_give_the_same_file(learned, tmp_path):
    learned.save(tmp_path / "a.npz")
    Classifier().fit(rows()).save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_a_saved_model_says_the_same(learned, tmp_path):
    learned.save(tmp_path / "deep" / "model.npz")
    again = Classifier.load(tmp_path / "deep" / "model.npz")
    assert again.suggest("河水发臭", "工厂排放") == learned.suggest("河水发臭", "工厂排放")
    assert not list(tmp_path.rglob("*.part"))


def test_progress_is_told_and_can_stop_the_work():
    heard = []
    Classifier().fit(rows(), progress=lambda share, words: heard.append(share))
    assert heard == sorted(heard)
    assert heard[-1] == 1.0

    def stop(share, words):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Classifier().fit(rows(), progress=stop)


@pytest.mark.parametrize("given", [[], rows()[:5], [{"title": "", "detail": "", "label": "a"}] * 4])
def test_too_little_to_learn_from_is_said(given):
    with pytest.raises(DataUnusable, match="两类"):
        Classifier().fit(given)


def test_two_labels_are_enough():
    two = Classifier().fit([row for row in rows() if row["label"] != "教育文体"])
    assert two.ranked("河水发臭", "")[0] == "环境保护"


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(ModelUnusable, match="没有分拣模型文件"):
        Classifier.load(tmp_path / "none.npz")


def test_a_broken_file_is_said(learned, tmp_path):
    path = tmp_path / "model.npz"
    learned.save(path)
    whole = path.read_bytes()
    for broken in (b"", b"PK", whole[: len(whole) // 2], b"x" * 100, whole[:200] + b"\0" * 500 + whole[700:]):
        path.write_bytes(broken)
        with pytest.raises(ModelUnusable):
            Classifier.load(path)


@pytest.mark.parametrize(
    "change", [{"version": 99}, {"bits": 3}, {"table": "other"}, {"blocks": []}, {"labels": ["one"]}]
)
def test_another_version_is_said(learned, tmp_path, change):
    path = tmp_path / "model.npz"
    learned.save(path)
    with np.load(path) as parts:
        kept = {name: parts[name] for name in ("head", *PARTS)}
    head = json.loads(kept["head"].tobytes()) | change
    kept["head"] = np.frombuffer(json.dumps(head).encode(), dtype=np.uint8)
    np.savez(path, **kept)
    with pytest.raises(ModelUnusable, match="版本|损坏"):
        Classifier.load(path)


def test_the_folded_likeness_says_what_the_rows_would_say():
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((2 * kinship.VIEWS, 12, kinship.SIZE))
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    pulls = rng.standard_normal((11, 3))
    lines, curves = folded(vectors[:, :11], pulls)
    new = vectors[:, 11]
    said = np.einsum("kls,ks->l", lines, new) + np.einsum("klst,ks,kt->l", curves, new, new)
    assert said == pytest.approx(likeness(np.einsum("krs,ks->kr", vectors[:, :11], new)) @ pulls)


def test_a_table_knows_neighbours_and_couples_and_comes_out_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(kinship, "SIZE", 4)
    texts = [f"{row['title']}\n{row['detail']}" for row in rows()]
    found = kinship.learn_table(texts, tmp_path / "a.npz")
    assert found == kinship.learn_table(texts, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    table = kinship.load_table(tmp_path / "a.npz")
    assert (len(table.numbers[0]), len(table.numbers[2])) == found
    made = kinship.company(table, read("青禾县公交车不来", "公交车半小时不来，请尽快处理。"))
    assert np.linalg.norm(made, axis=1) == pytest.approx(1, abs=1e-5)
    assert not kinship.company(table, read("☃", "♞")).any()


def test_a_missing_table_of_words_is_said(tmp_path):
    with pytest.raises(ModelUnusable, match="词表"):
        kinship.load_table(tmp_path / "none.npz")


def test_the_shipped_model_knows_seven_fields_of_our_tree():
    model = Classifier.load()
    assert {subjects.field_of(label) for label in model.labels} == set(subjects.FIELDS.values())
    assert subjects.field_of(model.suggest("公司拖欠工资", "老板三个月不发工资")[0].label) == "labour"
    assert model.card["rows"] > 5000


@pytest.mark.parametrize("path", [SHIPPED, kinship.TABLE])
def test_no_shipped_file_holds_chinese_text(path):
    han = re.compile(r"[\u3400-\u9fff]{2,}")
    with np.load(path, allow_pickle=False) as parts:
        views = {f"{kind}{view}" for kind in ("vectors", "weights") for view in range(kinship.VIEWS)}
        assert set(parts.files) <= {"head", *PARTS, "words", "couples", *views}
        for name in parts.files:
            assert parts[name].dtype.kind in "iuf"
        head = parts["head"].tobytes()
    assert head.isascii()
    said = json.loads(head)
    assert set(said) <= {"version", "bits", "blocks", "labels", "warmth", "card", "table"}
    assert set(han.findall(json.dumps(said.get("labels", []), ensure_ascii=False))) <= set(subjects.FIELDS)
    assert SHIPPED.stat().st_size + kinship.TABLE.stat().st_size < 30_000_000


def test_unlabelled_messages_do_no_harm():
    common = [{"title": "青禾县东岭镇公交车", "detail": f"公交车第{n}回"} for n in "一二三四五六七八九十"] * 5
    plain, informed = Classifier().fit(rows()), Classifier().fit(rows(), common)
    assert (informed.weights == plain.weights).all()
    assert informed.ranked("公交车不来", "")[0] == "交通运输"
