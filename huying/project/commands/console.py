"""What commands share: answers on standard output, everything else on standard error, arguments explained in Chinese."""

import argparse
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

SAID = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2；可用：\3"),
    (r"argument (.+?): expected one argument", r"\1 需要一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 至少需要一个值"),
    (r"argument (.+?): invalid \w+ value: (.+)", r"\1 的值 \2 不对"),
    (r"argument (.+?): (.+)", r"\1：\2"),
)


class Unusable(Exception):
    """The input cannot be used; the message says in Chinese what to do. Exit code 2."""


class Parser(argparse.ArgumentParser):
    """argparse, in Chinese."""

    def error(self, message: str):
        for pattern, words in SAID:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, words, message)
                break
        print(f"{message}\n{self.format_usage().strip()}", file=sys.stderr)
        raise SystemExit(2)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "用法：")

    def format_help(self) -> str:
        words = {"usage:": "用法：", "positional arguments:": "参数：", "options:": "选项："}
        text = super().format_help()
        for english, chinese in words.items():
            text = text.replace(english, chinese)
        return text


def put(document) -> None:
    """One JSON document on standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def say(text: str) -> None:
    """A result that a person reads."""
    print(text)


def tell(text: str) -> None:
    """Progress."""
    print(text, file=sys.stderr, flush=True)


def complain(text: str) -> int:
    """Why it could not be done; the exit code."""
    tell(text)
    return 2


def existing(path: str) -> Path:
    """An argument that must be a file that is there."""
    found = Path(path)
    if not found.is_file():
        raise Unusable(f"没有这个文件：{path}")
    return found


def subcommands(parser, table: dict[str, tuple[str, Callable]]) -> None:
    """Second words, each with its help and the function that adds its arguments; `args.what` says which."""
    below = parser.add_subparsers(dest="what", required=True, metavar="操作", parser_class=Parser)
    for name, (words, add) in table.items():
        child = below.add_parser(name, help=words, description=words, add_help=False)
        child.add_argument("-h", "--help", action="help", help="显示这段说明")
        add(child)
