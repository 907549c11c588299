"""`huying triage …` as the contracts have it: shapes, exit codes, sentences for what cannot be used."""

import csv
import json
import subprocess
import sys

import pytest

from huying.project.commands import main
from huying.voices.triage.engine.faults import DataUnusable
from huying.voices.triage.engine.rows import read_csv

from .invented import rows
from .test_hot import messages


@pytest.fixture
def table(tmp_path):
    """Write rows as CSV; the path."""

    def write(name, found, encoding="utf-8"):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as stream:
            writer = csv.DictWriter(stream, fieldnames=list(found[0]))
            writer.writeheader()
            writer.writerows(found)
        return str(path)

    return write


@pytest.fixture
def ask(capsys):
    """Run `huying triage …`; exit code, standard output, standard error."""

    def run(*words):
        code = main(["triage", *words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return run


def test_evaluate_has_the_keys_of_the_contract(ask, table):
    train, test = table("train.csv", rows()), table("test.csv", rows()[::3])
    code, out, _ = ask("evaluate", "--train", train, "--test", test, "--unlabelled", test, "--json")
    found = json.loads(out)
    assert code == 0
    assert {"macro_f1", "micro_f1", "per_class", "top2", "train_s", "ms_per_message", "model_mb"} <= set(
        found
    )
    assert found["macro_f1"] > 0.9
    assert set(found["per_class"]) == {"环境保护", "教育文体", "交通运输"}
    assert set(found["per_class"]["环境保护"]) == {"precision", "recall", "f1", "support"}


def test_macro_is_over_the_labels_of_the_test_file(ask, table):
    train, test = table("train.csv", rows()), table("test.csv", rows()[:20])
    found = json.loads(ask("evaluate", "--train", train, "--test", test, "--json")[1])
    assert set(found["per_class"]) == {"环境保护"}
    strange = table("strange.csv", [{**row, "label": "没学过的"} for row in rows()[:5]])
    found = json.loads(ask("evaluate", "--train", train, "--test", strange, "--json")[1])
    assert found["macro_f1"] == 0


def test_cross_validation_keeps_groups_whole(ask, table):
    path = table("train.csv", rows())
    code, out, err = ask("evaluate", "--train", path, "--cv", "3", "--group", "group", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["parts"], len(found["macro_f1_of_parts"])) == (3, 3)
    assert found["rows"]["train"] == 60
    assert "第 2 份" in err


def test_train_writes_a_model_that_loads(ask, table, tmp_path):
    from huying.voices.triage.engine.classifier import Classifier

    code, out, _ = ask(
        "train", "--train", table("train.csv", rows()), "--out", str(tmp_path / "m.npz"), "--json"
    )
    assert code == 0
    assert json.loads(out)["rows"] == 60
    assert len(Classifier.load(tmp_path / "m.npz").labels) == 3


def test_hot_has_the_keys_of_the_contract(ask, table):
    found = [
        {"message_id": m["id"], "user_id": m["person"], "title": m["title"], "detail": m["detail"],
         "sent_at": m["at"].isoformat(" "), "up_votes": m.get("ups", "")}
        for m in messages()
    ]  # fmt: skip
    code, out, _ = ask("hot", table("hot.csv", found), "--json")
    (one,) = json.loads(out)
    assert code == 0
    assert {"rank", "title", "place", "from", "to", "people", "messages", "heat", "ids"} <= set(one)
    assert (one["from"], one["to"], one["ids"]) == ("2026-03-01", "2026-03-28", ["0", "1", "2", "3"])


def test_similar_has_the_keys_of_the_contract(ask, table):
    twice = [
        {"message_id": str(n), "title": "枫叶小区路灯坏了", "detail": "两个月没人修。"} for n in range(2)
    ]
    code, out, _ = ask("similar", table("two.csv", twice), "--json")
    (pair,) = json.loads(out)
    assert code == 0
    assert (pair["a"], pair["b"], pair["score"]) == ("0", "1", 1.0)
    assert pair["sentences"] == [
        ["枫叶小区路灯坏了", "两个月没人修。"],
        ["枫叶小区路灯坏了", "两个月没人修。"],
    ]


@pytest.mark.parametrize("what", ["evaluate", "hot", "similar"])
def test_people_read_it_too(ask, table, what):
    path = table("rows.csv", rows())
    words = ["evaluate", "--train", path, "--test", path] if what == "evaluate" else [what, path]
    code, out, _ = ask(*words)
    assert code == 0
    assert "{" not in out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_are_read(ask, table, encoding):
    path = table("rows.csv", rows(), encoding)
    assert read_csv(path, "label")[0]["label"] == "环境保护"
    assert ask("similar", path, "--json")[0] == 0


def test_huge_fields_and_ragged_lines_are_read(tmp_path):
    path = tmp_path / "huge.csv"
    path.write_text("Title,DETAIL\na," + "长" * 300_000 + "\nonly title\n\n", encoding="utf-8")
    found = read_csv(path, "title", "detail")
    assert [len(row["detail"]) for row in found] == [300_000, 0]


def test_tokens_stand_in_for_a_detail(tmp_path):
    path = tmp_path / "tokens.csv"
    path.write_text("title,detail_tokens,label\n路灯,路灯 坏 了,a\n", encoding="utf-8")
    assert read_csv(path, "detail")[0]["detail"] == "路灯坏了"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"title,detail\n", "没有数据"),
        (b"title,text_of\na,b\n", "缺少列"),
        (b"\x89PNG\r\n\x1a\n\xff\xff\xff\x00\x00", "编码|CSV"),
    ],
)
def test_an_unusable_file_is_said(ask, tmp_path, content, words):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(DataUnusable, match=words):
        read_csv(path, "title", "detail")
    for what in ("hot", "similar"):
        code, out, err = ask(what, str(path), "--json")
        assert (code, out) == (2, "")
        assert err.strip()


@pytest.mark.parametrize(
    "words",
    [
        ["evaluate", "--train", "TRAIN"],
        ["evaluate", "--train", "TRAIN", "--test", "TRAIN", "--cv", "3"],
        ["evaluate", "--train", "TRAIN", "--test", "TRAIN", "--group", "group"],
        ["evaluate", "--train", "TRAIN", "--test", "none.csv"],
        ["evaluate", "--train", "TRAIN", "--cv", "1"],
        ["evaluate", "--train", "TRAIN", "--cv", "100"],
        ["evaluate", "--train", "TRAIN", "--cv", "3", "--group", "nothing"],
        ["train", "--train", "TRAIN"],
        ["train", "--train", "TRAIN", "--out", "TRAIN/below/m.npz"],
        ["similar", "TRAIN", "--least", "3"],
        ["hot", "none.csv"],
        ["guess"],
        [],
    ],
)
def test_what_cannot_be_done_ends_with_two_and_a_sentence(ask, table, words):
    path = table("train.csv", rows())
    code, out, err = ask(*(word.replace("TRAIN", path) for word in words))
    assert (code, out) == (2, "")
    assert any("\u4e00" <= c <= "\u9fff" for c in err)


def test_it_starts_without_django(tmp_path):
    script = (
        "import sys\nfrom huying.__main__ import main\n"
        f"code = main(['triage', 'similar', {str(tmp_path / 'two.csv')!r}])\n"
        "assert not [m for m in sys.modules if m.split('.')[0] in ('django', 'numpy')], 'loaded'\nsys.exit(code)\n"
    )
    (tmp_path / "two.csv").write_text("title,detail\n路灯坏了,请修\n公交不来,请加\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
