"""`huying rules …` as a person or a program calls it."""

import json
import os
import subprocess
import sys
import time

import pytest

from huying.__main__ import main
from huying.rules import profiles, registry


def huying(*words: str, feed: bytes | None = None) -> subprocess.CompletedProcess:
    clean = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")}
    command = [sys.executable, "-m", "huying", *words]
    return subprocess.run(command, input=feed, capture_output=True, env=clean, timeout=30, check=False)


def test_list(capsys):
    assert main(["rules", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(registry.all_rules())
    assert any(line.startswith("R-SUG-13 [N] 答复期限：自交办之日起三个月内答复") for line in lines)
    assert main(["rules", "list", "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    reply = next(r for r in rules if r["id"] == "R-SUG-13")
    assert reply["law"] == "代表法"
    assert reply["version"] == "2025-03-11"
    assert reply["article"] == "第五十一条第二款"
    assert reply["functions"] == ["months"]
    assert reply["modules"] == ["huying.rules.deadlines"]


@pytest.mark.parametrize(
    ("name", "args", "answer"),
    [
        ("quota", '["county", 423700]', 224),
        ("months", '["2026-02-10", 3]', "2026-05-10"),
        ("elect", '[2, 1598, {"C": 820, "B": 820, "A": 900}]', [["A"], ["B", "C"], 1]),
        ("minority", "[0.2, 224]", {"rule": "may_be_lower", "most_seats": 67, "least_ratio": None}),
    ],
)
def test_eval(capsys, name, args, answer):
    assert main(["rules", "eval", name, args]) == 0
    assert json.loads(capsys.readouterr().out) == answer


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["eval", "nothing", "[]"], "没有名为“nothing”的函数"),
        (["eval", "quota", "[oops"], "不是有效的 JSON"),
        (["eval", "quota", "[" * 100_000], "不是有效的 JSON"),
        (["eval", "quota", '"county"'], "JSON 数组"),
        (["eval", "wdays", '["2026-12-30", 5]'], "2027 年的放假通知尚未录入"),
        (["eval", "quota"], "用法"),
        (["eval"], "用法"),
        (["eval", "--jsonl", "/nowhere/at/all"], "读不了文件"),
        (["eval", "--jsonl", "/"], "读不了文件"),
        (["eval", "--jsonl", "x", "quota"], ""),
        (["due", "R-SUG-99", "--from", "2026-09-28", "--profile", "beijing"], "没有编号为“R-SUG-99”的规则"),
        (["due", "R-ELE-11", "--from", "2026-09-28", "--profile", "beijing"], "没有期限设置"),
        (["due", "suggestion.publish", "--from", "2026-09-28", "--profile", "beijing"], "不是期限"),
        (["due", "R-SUG-13", "--from", "28.9.2026", "--profile", "beijing"], "应为日期"),
        (["due", "R-SUG-13", "--from", "2026-09-28", "--profile", "paris"], "没有名为“paris”的规则方案"),
        (["due", "R-SUG-13", "--from", "2026-09-28"], "用法"),
        (["due", "R-SUG-13", "--from", "9999-12-01", "--profile", "beijing"], "超出可用范围"),
        (["dance"], "用法"),
        ([], "用法"),
    ],
)
def test_unusable_input_exits_2_with_a_chinese_message(capsys, words, says):
    assert main(["rules", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert "Traceback" not in err


def test_eval_lines_answer_in_order_and_carry_on_after_errors(tmp_path):
    lines = [
        b'\xef\xbb\xbf{"fn": "gt_half", "args": [224]}',
        b"nonsense",
        b"",
        b'{"fn": "gt_half"}',
        b'{"fn": "wdays", "args": ["2027-01-05", 1]}',
        b"\xb4\xfa\xb1\xed",
        b'["gt_half", [1]]',
        '{"fn": "elect", "args": [1, 10, {"𠮷": 6, "\\ud800": 1}]}'.encode(),
        b'{"fn": "gt_half", "args": [35]}',
    ]
    file = tmp_path / "calls.jsonl"
    file.write_bytes(b"\n".join(lines))
    for ran in (
        huying("rules", "eval", "--jsonl", str(file)),
        huying("rules", "eval", "--jsonl", "-", feed=file.read_bytes()),
    ):
        assert (ran.returncode, ran.stderr) == (0, b"")
        answers = [json.loads(line) for line in ran.stdout.splitlines()]
        assert [next(iter(a)) for a in answers] == ["result", *["error"] * 6, "result", "result"]
        assert (answers[0]["result"], answers[8]["result"]) == (113, 18)
        assert "2027" in answers[4]["error"]
        assert "UTF-8" in answers[5]["error"]
        assert answers[7]["result"] == [["𠮷"], [], 0]


def test_due_for_a_person(capsys):
    assert main(["rules", "due", "R-SUG-13", "--from", "2026-09-28", "--profile", "national"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "答复代表：9月28日交办 ＋ 3 个月 ＝ 12月28日；《代表法》第五十一条第二款（2025）；不顺延"
    assert "6 个月 ＝ 2027年3月28日" in second


def test_due_for_a_program(capsys):
    words = [
        "rules",
        "due",
        "suggestion.reply",
        "--from",
        "2026-09-28",
        "--profile",
        "chongqing_township",
        "--json",
    ]
    assert main(words) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["day"], answer["rule"], answer["also"]) == ("2026-11-28", "R-SUG-13", [])
    assert answer["explanation"]["article"] == "第十六条第一款"
    assert answer["explanation"]["next_workday"] == "2026-11-30"


def test_due_in_an_unknown_year_is_left_open_not_guessed(capsys):
    assert (
        main(["rules", "due", "suggestion.rate", "--from", "2026-12-28", "--profile", "beijing", "--json"])
        == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert answer["day"] is None
    assert answer["explanation"]["unknown_year"] == 2027
    assert "日历待公布" in answer["sentence"]


def test_due_knows_every_clock_of_every_profile(capsys):
    for name in profiles.names():
        for setting in profiles.load(name).settings.values():
            if setting.kind == "term":
                assert main(["rules", "due", setting.key, "--from", "2026-03-02", "--profile", name]) == 0
    assert "＝" in capsys.readouterr().out


def test_starts_in_half_a_second_without_django():
    code = "import sys; from huying.__main__ import main; main(['rules', 'list']); sys.exit('django' in sys.modules)"
    took = []
    for _ in range(3):
        started = time.perf_counter()
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)
        took.append(time.perf_counter() - started)
        assert ran.returncode == 0, ran.stderr
    assert min(took) < 0.5


def test_a_reader_that_leaves_early_is_no_error():
    shell = f'"{sys.executable}" -m huying rules list --json | true; exit ${{PIPESTATUS[0]}}'
    ran = subprocess.run(["bash", "-c", shell], capture_output=True, timeout=30, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_full_disk_is_said_in_chinese(tmp_path):
    # no file may grow: what a full disk looks like to the program
    shell = f'ulimit -f 0; "{sys.executable}" -m huying rules list > "{tmp_path}/out"'
    ran = subprocess.run(["bash", "-c", shell], capture_output=True, timeout=30, check=False)
    assert ran.returncode == 2
    assert ran.stderr.decode() == "结果写不出去，请检查磁盘空间\n"


def test_unknown_words_get_the_usage(capsys):
    assert main(["dance"]) == 2
    assert "没有名为“dance”的命令" in capsys.readouterr().err
    assert main([]) == 2
    assert "用法" in capsys.readouterr().err
    assert main(["--help"]) == 0
    assert "rules" in capsys.readouterr().out
    with pytest.raises(SystemExit) as left:
        main(["rules", "--help"])
    assert left.value.code == 0
