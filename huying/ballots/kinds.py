"""Kinds of polls and the form of their sheets. Plain Python: the offline check reads a published file with it.

A spec is JSON: {"kind", "objects": [{"key", "label"}], …}; a sheet's marks are {object key: choice}.
"""

import json
import re
from typing import Any

from huying.rules import elections
from huying.rules.flow import N_

Spec = dict[str, Any]
Marks = dict[str, Any]

VOTE = ("yes", "no", "abstain")
JUDGED = ("satisfied", "basically", "dissatisfied", "abstain")
PREFIX = {
    "motion": "m",
    "election": "c",
    "appointment": "p",
    "choosing": "o",
    "satisfaction": "u",
    "survey": "q",
}
SPOILT: Marks = {"_": "spoilt"}  # a paper sheet that cannot be read at all
MOST_OBJECTS, NAME, TEXT = 200, 40, 300
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class Bad(ValueError):
    """A sentence that says why, kept with its values so that a page can translate it."""

    def __init__(self, text: str, **values: Any):
        super().__init__(text % values if values else text)
        self.text, self.values = text, values


class BadSheet(Bad):
    """A sheet that cannot be taken."""


class BadSpec(Bad):
    """A poll that cannot be set up so."""


def make_spec(
    kind: str,
    objects: list[str] | list[dict],
    *,
    seats: int = 1,
    as_list: bool = False,
    write_ins: bool = False,
    pick: int = 0,
    ranked: bool = False,
    surplus: tuple[int, int] | None = None,
) -> Spec:
    """A checked spec; BadSpec where it makes no sense. `objects` are labels, or {"label", "note", "options", "text"}.

    seats: posts to fill (election). as_list: one mark for all (appointment). pick: how many to choose, ranked: in
    order, surplus: least surplus of objects over pick, a/b (choosing). options, text: answers of a question (survey).
    """
    if kind not in PREFIX:
        raise BadSpec(N_("没有这一种表决"))
    entries = [o if isinstance(o, dict) else {"label": o} for o in objects]
    if kind == "motion" and len(entries) != 1:
        raise BadSpec(N_("议案、决议一次表决一项"))
    if not 1 <= len(entries) <= MOST_OBJECTS:
        raise BadSpec(N_("表决对象应有 1 到 %(most)s 个"), most=MOST_OBJECTS)
    made = []
    for n, entry in enumerate(entries, 1):
        key = "m" if kind == "motion" else f"{PREFIX[kind]}{n}"
        made.append(_object(kind, key, entry))
    labels = [o["label"] for o in made]
    if twice := {x for x in labels if labels.count(x) > 1}:
        raise BadSpec(N_("“%(name)s”写了两次"), name=sorted(twice)[0])
    spec: Spec = {"kind": kind, "objects": made}
    if kind == "election":
        if not 1 <= seats <= MOST_OBJECTS:
            raise BadSpec(N_("应选名额至少是一名"))
        spec |= {"seats": seats, "write_ins": bool(write_ins)}
    if kind == "appointment":
        spec["as_list"] = bool(as_list)
    if kind == "choosing":
        if not 1 <= pick <= len(made):
            raise BadSpec(N_("应选个数至少是一个，不能多于候选的个数"))
        if surplus and len(made) * surplus[1] < pick * (surplus[1] + surplus[0]):
            raise BadSpec(
                N_("应选 %(pick)s 个，候选至少要多出 %(share)s，现在只有 %(n)s 个"),
                pick=pick, share=f"{surplus[0]}/{surplus[1]}", n=len(made),
            )  # fmt: skip
        spec |= {"pick": pick, "ranked": bool(ranked), "surplus": list(surplus) if surplus else None}
    return spec


def _object(kind: str, key: str, entry: dict) -> dict:
    label = clean(entry.get("label"))
    if not label or len(label) > 200:
        raise BadSpec(N_("每个表决对象都要有名称，最多 200 字"))
    made: dict[str, Any] = {"key": key, "label": label}
    if note := clean(entry.get("note")):
        made["note"] = note[:500]
    if kind == "survey":
        options = [clean(o) for o in entry.get("options", ())]
        if len(set(options)) != len(options) or not all(options):
            raise BadSpec(N_("“%(name)s”的选项有空白或者重复"), name=label)
        if len(options) < 2 and not entry.get("text"):
            raise BadSpec(N_("“%(name)s”至少要有两个选项，或者允许填写意见"), name=label)
        made |= {
            "options": [{"key": f"a{n}", "label": o[:200]} for n, o in enumerate(options, 1)],
            "text": bool(entry.get("text")),
        }
    return made


def clean(text: Any) -> str:
    """One line without controls or marks that cannot be seen: two sheets that look the same are the same."""
    return " ".join(_CONTROLS.sub("", str(text or "")).split())


def allowed(spec: Spec, key: str) -> tuple[str, ...]:
    """The choices that an object offers on its sheet, in the order printed; ranks as "1", "2", …"""
    kind = spec["kind"]
    if kind == "satisfaction":
        return JUDGED
    if kind == "choosing":
        return tuple(str(n) for n in range(1, spec["pick"] + 1)) if spec["ranked"] else ("1",)
    if kind == "survey":
        return tuple(o["key"] for o in _by_key(spec)[key]["options"])
    return VOTE


def keys(spec: Spec) -> list[str]:
    """The objects on which a mark is made: all, or the whole list as one ("list")."""
    if spec["kind"] == "appointment" and spec["as_list"]:
        return ["list"]
    return [o["key"] for o in spec["objects"]]


def _by_key(spec: Spec) -> dict[str, dict]:
    return {o["key"]: o for o in spec["objects"]}


def validate(spec: Spec, marks: Any, *, paper: bool = False) -> Marks:
    """The marks in their one spelling, or BadSheet.

    On a device too many marks are refused before they are sent (paper=False); a paper sheet with too many is taken and
    counted as invalid (R-ELE-23), as is one that cannot be read (SPOILT).
    """
    if not isinstance(marks, dict) or len(marks) > 2 * MOST_OBJECTS:
        raise BadSheet(N_("票的格式不对"))
    if paper and marks == SPOILT:
        return dict(SPOILT)
    made: Marks = {}
    open_to = set(keys(spec))
    for key, choice in marks.items():
        if not isinstance(key, str):
            raise BadSheet(N_("票的格式不对"))
        if choice in (None, ""):
            continue
        if key in open_to:
            made[key] = _choice(spec, key, choice)
        elif spec.get("write_ins") and re.fullmatch(r"w[1-9][0-9]?", key):
            made[key] = _written(spec, choice)
        else:
            raise BadSheet(N_("票上没有“%(name)s”这一项"), name=clean(key)[:20])
    made = _rewritten(made)
    if not paper and (reason := fault(spec, made)):
        raise reason
    return dict(sorted(made.items()))


def _choice(spec: Spec, key: str, choice: Any) -> Any:
    if spec["kind"] == "choosing":
        short = isinstance(choice, str) and len(choice) < 4  # int() and str() refuse thousands of digits
        whole = int(choice) if short and choice.isascii() and choice.isdigit() else choice
        fits = isinstance(whole, int) and not isinstance(whole, bool) and 0 < whole <= MOST_OBJECTS
        if not fits or str(whole) not in allowed(spec, key):
            raise BadSheet(N_("“%(name)s”的次序不对"), name=_by_key(spec)[key]["label"])
        return whole
    if not isinstance(choice, str):
        raise BadSheet(N_("票的格式不对"))
    if choice in allowed(spec, key):
        return choice
    if spec["kind"] == "survey" and _by_key(spec)[key]["text"]:
        if len(text := clean(choice)) > TEXT:
            raise BadSheet(N_("填写的意见最多 %(most)s 字"), most=TEXT)
        return f"={text}" if not text.startswith("=") else text
    raise BadSheet(N_("没有“%(name)s”这个选项"), name=clean(choice)[:20])


def _written(spec: Spec, choice: Any) -> str:
    name = clean(choice) if isinstance(choice, str) else ""
    if not name or len(name) > NAME:
        raise BadSheet(N_("另选他人要写清姓名，最多 %(most)s 字"), most=NAME)
    if name in {o["label"] for o in spec["objects"]}:
        raise BadSheet(N_("“%(name)s”已经是候选人，请直接投赞成票"), name=name)
    return name


def _rewritten(marks: Marks) -> Marks:
    """Names written in are numbered by their order, so that equal sheets are spelled the same."""
    names = sorted(v for k, v in marks.items() if k.startswith("w"))
    rest = {k: v for k, v in marks.items() if not k.startswith("w")}
    return rest | {f"w{n}": name for n, name in enumerate(names, 1)}


def fault(spec: Spec, marks: Marks) -> BadSheet | None:
    """Why a sheet does not count: too many persons, a rank twice, a name twice, more names than noes. None: it counts."""
    if marks == SPOILT:
        return BadSheet(N_("票无法辨认"))
    kind = spec["kind"]
    if kind == "election":
        names = [v for k, v in marks.items() if k.startswith("w")]
        chosen = sum(v == "yes" for k, v in marks.items() if not k.startswith("w")) + len(names)
        if not elections.ballot_valid(chosen, spec["seats"]):
            return BadSheet(N_("最多选 %(most)s 人，选了 %(n)s 人"), most=spec["seats"], n=chosen)
        if len(set(names)) != len(names):
            return BadSheet(N_("同一个人写了两次"))
        if len(names) > sum(v == "no" for k, v in marks.items() if not k.startswith("w")):
            return BadSheet(N_("对候选人投反对票的，才可以另选他人"))
    if kind == "choosing":
        chosen = len(marks)
        if chosen > spec["pick"]:
            return BadSheet(N_("最多选 %(most)s 个，选了 %(n)s 个"), most=spec["pick"], n=chosen)
        if spec["ranked"] and len(set(marks.values())) != chosen:
            return BadSheet(N_("同一个次序写了两次"))
    return None


def canonical(marks: Marks) -> bytes:
    """The one spelling of a sheet, in bytes."""
    return json.dumps(marks, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def largest(spec: Spec) -> int:
    """Bytes within which every sheet of this poll fits: sealed sheets are padded to it, so that length says nothing."""
    each = 24
    size = 8 + sum(each + len(k) for k in keys(spec))
    if spec.get("write_ins"):
        size += spec["seats"] * (16 + 4 * NAME)
    if spec["kind"] == "survey":
        size += sum(4 * TEXT + each for o in spec["objects"] if o["text"])
    return -(-size // 64) * 64
