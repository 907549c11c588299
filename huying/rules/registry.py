"""The register of rules: every rule with its law, article, status, sentence and functions; functions by name.

The rules stand in `book/*.toml`. Status: N national law, L local rule, P practice of a named place, I our reading
where the law is silent, U unverified.
"""

import json
import math
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from inspect import signature
from typing import Any

from . import deadlines, elections, majorities, quotas
from .tables import read

STATUSES = {"N": "国家规定", "L": "地方规定", "P": "地方做法", "I": "系统的理解", "U": "未核实"}
_MODULES = {
    majorities: ("ge", "gt_half", "half_up"),
    quotas: ("quota", "quota_may_be_lower", "sc_size", "minority"),
    elections: (
        "cand_direct",
        "cand_indirect",
        "cand_committee",
        "cand_deputy_posts",
        "election_valid",
        "ballot_valid",
        "elect",
        "runoff_direct",
        "revote",
    ),
    deadlines: ("months", "days", "before", "wdays", "is_workday", "roll"),
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {n: getattr(m, n) for m, names in _MODULES.items() for n in names}


class BadCall(ValueError):
    """A function cannot be evaluated as asked; the message is Chinese and says why."""


@dataclass(frozen=True)
class Rule:
    """One rule. version: date of the law's version; says: one plain-Chinese sentence; functions: by name."""

    id: str
    title: str
    law: str
    version: str
    article: str
    status: str
    says: str
    functions: tuple[str, ...]

    @property
    def modules(self) -> tuple[str, ...]:
        """Where the functions live."""
        return tuple(dict.fromkeys(_FUNCTIONS[name].__module__ for name in self.functions))

    def as_dict(self) -> dict[str, Any]:
        plain = {f.name: getattr(self, f.name) for f in fields(self)}
        return {**plain, "functions": list(self.functions), "modules": list(self.modules)}


@lru_cache(maxsize=1)
def laws() -> dict[str, tuple[str, str]]:
    """Short name → (full name, date of the version used)."""
    return {short: (full, version) for short, (full, version) in read("book", "laws").items()}


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """All rules, by id."""
    chapters = sorted(f.name for f in (files(__package__) / "book").iterdir() if f.name.endswith(".toml"))
    entries: dict[str, Any] = {}
    for chapter in chapters:
        if chapter != "laws.toml":
            chapter_entries = read("book", chapter.removesuffix(".toml"))
            if twice := entries.keys() & chapter_entries.keys():
                raise ValueError(
                    f"{chapter} says again what another chapter says: {', '.join(sorted(twice))}"
                )
            entries |= chapter_entries
    return tuple(_rule(id, entry) for id, entry in sorted(entries.items()))


def _rule(id: str, entry: Mapping[str, Any]) -> Rule:
    version = entry.get("version") or laws().get(entry["law"], ("", ""))[1]
    functions = tuple(entry.get("functions", ()))
    return Rule(
        id, entry["title"], entry["law"], version, entry["article"], entry["status"], entry["says"], functions
    )


def rule(id: str) -> Rule:
    """The rule with that id; an unknown id is a ValueError in Chinese."""
    for found in all_rules():
        if found.id == id:
            return found
    raise ValueError(f"没有编号为“{id}”的规则")


def functions() -> tuple[str, ...]:
    """The names that `evaluate` knows."""
    return tuple(_FUNCTIONS)


def function(name: str) -> Callable[..., Any]:
    """The function of that name; an unknown name is a BadCall."""
    try:
        return _FUNCTIONS[name]
    except (KeyError, TypeError):
        raise BadCall(f"没有名为“{name}”的函数；可用：{'、'.join(_FUNCTIONS)}") from None


def evaluate(name: str, args: list[Any]) -> Any:
    """Call a function with JSON arguments (dates ISO) and give a JSON answer (tuples as arrays). Raises BadCall."""
    called = function(name)
    wanted = _parameters(name)
    if not isinstance(args, list):
        raise BadCall("参数应写成 JSON 数组")
    if len(args) != len(wanted):
        raise BadCall(f"{name} 需要 {len(wanted)} 个参数（{'、'.join(wanted)}），给了 {len(args)} 个")
    try:
        return _plain(
            called(*(_read(kind, arg, at) for (at, kind), arg in zip(wanted.items(), args, strict=True)))
        )
    except BadCall:
        raise
    except (ValueError, OverflowError) as problem:
        # our own refusals are Chinese; an OverflowError is Python's and is not shown
        raise BadCall(str(problem) if isinstance(problem, ValueError) else "数值超出可用范围") from None


@lru_cache(maxsize=64)
def _parameters(name: str) -> dict[str, Any]:
    """Parameter name → type, without the calendar, which is the national one here."""
    hints = typing.get_type_hints(_FUNCTIONS[name])
    return {p: hints[p] for p in signature(_FUNCTIONS[name]).parameters if p != "calendar"}


def _read(kind: Any, value: Any, name: str) -> Any:
    if kind is date:
        return day(value, name)
    if kind is int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadCall(f"参数 {name} 应为整数")
        return value
    if kind is float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise BadCall(f"参数 {name} 应为数")
        return value
    if kind is str:
        if not isinstance(value, str):
            raise BadCall(f"参数 {name} 应为文字")
        return value
    if not isinstance(value, dict):
        raise BadCall(f'参数 {name} 应为对象，如 {{"甲": 10}}')
    return {key: _read(int, count, f"{name}.{key}") for key, count in value.items()}


def day(value: Any, name: str) -> date:
    """An ISO date, or a BadCall that names the parameter."""
    try:
        found = date.fromisoformat(value)
    except (ValueError, TypeError):
        found = None
    if found is None or found.isoformat() != value:
        raise BadCall(f"参数 {name} 应为日期，如 2026-02-10；收到 {_shown(value)}")
    return found


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value
