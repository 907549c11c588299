"""`huying rules …`: list, eval, due, docs. Reads TOML only, never the database, never imports Django.

Exit 0 done, 2 unusable input (unknown function, bad arguments, unknown year, unreadable file). Never a traceback.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from . import deadlines, profiles, registry

USAGE = """用法：
  huying rules list [--json]
  huying rules eval 函数 'JSON参数'          例：huying rules eval quota '["county", 423700]'
  huying rules eval --jsonl 文件|-           每行 {"fn": "函数", "args": […]}，逐行输出结果
  huying rules due 规则 --from 日期 --profile 方案 [--json]
                                             例：huying rules due R-SUG-13 --from 2026-09-28 --profile beijing
  huying rules docs                          输出 docs/rules.md
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise registry.BadCall(f"命令写法不对。\n{USAGE}")

    def format_help(self) -> str:
        return USAGE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="huying rules", allow_abbrev=False)
    actions = parser.add_subparsers(dest="action", required=True, parser_class=_Parser)
    listing = actions.add_parser("list")
    listing.add_argument("--json", action="store_true")
    evaluating = actions.add_parser("eval")
    evaluating.add_argument("fn", nargs="?")
    evaluating.add_argument("args", nargs="?")
    evaluating.add_argument("--jsonl")
    evaluating.add_argument("--json", action="store_true")  # the answer is JSON either way
    due = actions.add_parser("due")
    due.add_argument("rule")
    due.add_argument("--from", dest="start", required=True)
    due.add_argument("--profile", required=True)
    due.add_argument("--json", action="store_true")
    actions.add_parser("docs")
    return parser


def main(argv: list[str]) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a terminal of another encoding or half a surrogate pair must not end in a traceback
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(_parser().parse_args(argv))
        sys.stdout.flush()
    except ValueError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except OSError as problem:
        # what is still buffered must not make the interpreter complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(problem, BrokenPipeError):
            return 0  # the reader (head, less) has seen enough
        sys.stderr.write("结果写不出去，请检查磁盘空间\n")
        return 2
    return code


def _run(asked: argparse.Namespace) -> int:
    if asked.action == "list":
        _list(asked.json)
    elif asked.action == "docs":
        from .docs import page

        sys.stdout.write(page())
    elif asked.action == "due":
        _due(asked.rule, asked.start, asked.profile, asked.json)
    elif asked.jsonl is not None:
        if asked.fn is not None:
            raise registry.BadCall("--jsonl 之外不要再写函数")
        _eval_lines(asked.jsonl)
    elif asked.fn is None or asked.args is None:
        raise registry.BadCall(f"请写明函数和参数。\n{USAGE}")
    else:
        _out(registry.evaluate(asked.fn, _json(asked.args)))
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _out(answer: Any) -> None:
    _say(json.dumps(answer, ensure_ascii=False))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise registry.BadCall("参数不是有效的 JSON") from None


def _list(as_json: bool) -> None:
    rules = registry.all_rules()
    if as_json:
        _out([rule.as_dict() for rule in rules])
        return
    for rule in rules:
        _say(
            f"{rule.id} [{rule.status}] {rule.title}：{rule.says}（{deadlines.title(rule.law)}{rule.article}）"
        )


def _eval_lines(path: str) -> None:
    for line in _lines(path):
        _out(_answer(line))


def _lines(path: str) -> Iterator[bytes]:
    try:
        if path == "-":
            yield from sys.stdin.buffer
        else:
            with Path(path).open("rb") as file:
                yield from file
    except (OSError, ValueError):
        raise registry.BadCall(f"读不了文件“{path}”") from None


def _answer(line: bytes) -> dict[str, Any]:
    """{"result": …} or {"error": …} for one line of JSON."""
    try:
        asked = _json(line.decode("utf-8-sig"))
        if not isinstance(asked, dict) or not isinstance(asked.get("fn"), str) or "args" not in asked:
            raise registry.BadCall('每行应为 {"fn": "函数", "args": […]}')
        return {"result": registry.evaluate(asked["fn"], asked["args"])}
    except UnicodeDecodeError:
        return {"error": "这一行不是 UTF-8 文字"}
    except ValueError as problem:
        return {"error": str(problem)}


def _due(rule: str, start: str, profile: str, as_json: bool) -> None:
    chosen = profiles.load(profile)
    day = registry.day(start, "--from")
    answers = [_due_of(chosen, key, day) for key in _keys(chosen, rule)]
    if as_json:
        # one document: the first clock of the rule, with the rule's other clocks beside it
        _out({**answers[0], "also": answers[1:]})
        return
    for answer in answers:
        _say(f"{answer['label']}：{answer['sentence']}")


def _keys(profile: profiles.Profile, rule: str) -> Iterable[str]:
    if rule in profile.settings:
        profile.term(rule)
        return [rule]
    known = registry.rule(rule)
    keys = [k for k, s in profile.settings.items() if s.rule == known.id and s.kind == "term"]
    if not keys:
        raise registry.BadCall(f"规则“{rule}”（{known.title}）没有期限设置")
    return keys


def _due_of(profile: profiles.Profile, key: str, start: date) -> dict[str, Any]:
    setting = profile.term(key)
    found = profile.due(key, start)
    return {
        "key": key,
        "rule": setting.rule,
        "label": setting.label,
        "profile": profile.name,
        "from": start.isoformat(),
        "day": found.day.isoformat() if found and found.day else None,
        "sentence": found.sentence() if found else "不设这一期限",
        "explanation": found.as_dict() if found else None,
    }
