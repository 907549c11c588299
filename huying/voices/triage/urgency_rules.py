"""The patterns behind the machine's mark of urgency, read from urgency.toml: kinds, their levels, the rules."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huying.rules.flow import N_

FILE = Path(__file__).with_name("urgency.toml")
KINDS = {
    "self_harm": N_("轻生、自伤"),
    "life": N_("危及生命"),
    "violence": N_("暴力侵害"),
    "children": N_("未成年人受侵害"),
    "epidemic": N_("疫情、群体性疾病"),
    "hazard": N_("安全隐患"),
    "wages": N_("拖欠工资"),
}
URGENT = ("hazard", "wages")  # the others endanger somebody


@dataclass(frozen=True)
class Rule:
    """`kind` of KINDS, `level` danger or urgent; the patterns as urgency.toml explains them."""

    kind: str
    level: str
    cue: re.Pattern
    also: re.Pattern | None = None
    excuse: re.Pattern | None = None


@cache
def rules() -> tuple[tuple[Rule, ...], re.Pattern]:
    """(the rules in their order, what takes a cue back when it stands right before it)."""
    given = tomllib.loads(FILE.read_text(encoding="utf-8"))
    made = []
    for one in given["rule"]:
        patterns = {
            name: re.compile(_filled(one[name], given["words"]))
            for name in ("cue", "also", "excuse")
            if name in one
        }
        level = one.get("level") or ("urgent" if one["kind"] in URGENT else "danger")
        made.append(Rule(one["kind"], level, **patterns))
    return tuple(made), re.compile(given["negated"])


def _filled(pattern: str, words: dict[str, str]) -> str:
    return re.sub(r"(?<!\?)<([a-z_]+)>", lambda m: words[m.group(1)], pattern)
