"""Profiles: the settings of one congress, layered nation → province → city or county → the congress's own.

A value that is looser than a national rule [N] is refused with the article (R-GEN-04): a *duty* binds an organ and
may only be shortened, a *right* protects a person and may only be lengthened. The values stand in `profiles/*.toml`
with law, article, date and status; `national.toml` is also the list of all keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from . import deadlines
from .calendar import Calendar
from .deadlines import Explanation, Term
from .flow import N_
from .looser import is_longer, is_looser
from .tables import read
from .worded import Article, Worded

_FOLDER = files(__package__) / "profiles"
_STATUSES = frozenset("NLPIU")


class LooserThanLaw(ValueError):
    """A value is looser than a national rule; the message names the article. `.key`, `.base` and `.made` say which."""

    def __init__(self, setting: "Setting", base: "Setting"):
        self.key, self.base, self.made = base.key, base, setting
        where = f"{deadlines.title(base.law)}{base.article}（{base.date[:4]}）"
        super().__init__(
            f"“{base.label}”设为“{setting.value_label}”，宽于{where}规定的“{base.value_label}”，不能采用"
        )


@dataclass(frozen=True)
class Setting:
    """One value of a profile and where it stands.

    value: Term (kind "term"), text from `order` ("choice"), bool ("flag"), int ("number") or a tuple of
    {code, label} ("list"); None where the layer has no such value. direction: "duty" | "right". layer: the name of
    the layer that gave it. rule: id in the registry. starts: the event from which a term counts. roll: 顺延. is_window: a
    time in which something may be done (every right; of duties where the table says `window`): nobody is late after it.
    is_agreed: people set the day itself, and the clock ends on it; a congress may do without, but not count otherwise.
    """

    key: str
    label: str
    kind: str
    value: Any
    rule: str
    direction: str
    status: str
    law: str
    article: str
    date: str
    layer: str
    starts: str = ""
    warn_days: int = 3
    roll: bool = False
    order: tuple[str, ...] = ()
    note: str = ""
    floor: str = ""
    is_window: bool = False
    is_agreed: bool = False

    @property
    def source(self) -> str:
        """《代表法》第五十一条第二款（2025）, or the practice or reading it rests on."""
        return f"{deadlines.title(self.law)}{self.article}" + (f"（{self.date[:4]}）" if self.date else "")

    @property
    def value_label(self) -> str:
        """The value in Chinese."""
        if self.value is None:
            return "不设"
        if self.kind == "term":
            return str(self.value.label)
        if self.kind == "flag":
            return "是" if self.value else "否"
        if self.kind == "list":
            return "、".join(item["label"] for item in self.value)
        return CHOICES.get((self.key, self.value), str(self.value))


CHOICES = {
    ("suggestion.reply_to", "each"): "答复每位代表",
    ("suggestion.reply_to", "lead"): "答复领衔代表，由其转复",
    ("suggestion.after_appraisal", "none"): "只公布测评结果",
    ("suggestion.after_appraisal", "report"): "承办单位再次报告",
    ("suggestion.after_appraisal", "handle"): "测评建议的重新办理，测评单位的再次报告",
    ("suggestion.withdraw_until", "assigned"): "交办前可以撤回",
    ("suggestion.withdraw_until", "any"): "办结前都可以撤回",
    ("sittings.amendment_order", "tabled"): "按提出的先后",
    ("sittings.amendment_order", "paragraph"): "按段落的先后",
    ("sittings.amendment_order", "farthest"): "离原文最远的在先",
    ("suggestion.publish", "may"): "可以公开",
    ("suggestion.publish", "must"): "应当公开",
    **{
        (f"sittings.quorum_{body}", fraction): words
        for body in ("presidium", "township_presidium", "chairpersons", "special")
        for fraction, words in (("more_than_half", "过半数"), ("two_thirds", "三分之二以上"))
    },
}


@dataclass(frozen=True)
class Profile:
    """The settings in force for one congress. `layers` from the nation down; `warnings` in Chinese."""

    name: str
    title: str
    layers: tuple[str, ...]
    settings: Mapping[str, Setting]
    warnings: tuple[str, ...] = ()

    def setting(self, key: str) -> Setting:
        """The setting of a key; an unknown key is a ValueError in Chinese."""
        try:
            return self.settings[key]
        except KeyError:
            raise ValueError(f"没有名为“{key}”的规则设置") from None

    def term(self, key: str) -> Setting:
        """The setting of a clock; its value is a Term, or None where this profile has no such clock."""
        found = self.setting(key)
        if found.kind != "term":
            raise ValueError(f"“{key}”不是期限")
        return found

    def value(self, key: str) -> Any:
        """The bare value of any setting."""
        return self.setting(key).value

    def due(self, key: str, start: date, calendar: Calendar | None = None) -> Explanation | None:
        """The due day of a clock that starts on `start`, explained; None where there is no such clock."""
        found = self.term(key)
        if found.value is None:
            return None
        return deadlines.due(
            start,
            found.value,
            calendar=calendar,
            roll=found.roll,
            start_event=found.starts,
            rule=found.rule,
            key=key,
            law=found.law,
            article=found.article,
            version=found.date,
            status=found.status,
            profile=self.name,
            direction=found.direction,
            note=found.note,
        )


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The shipped profiles, the nation first."""
    found = sorted(f.name.removesuffix(".toml") for f in _FOLDER.iterdir() if f.name.endswith(".toml"))
    return ("national", *(n for n in found if n != "national"))


def load(name: str, overrides: Mapping[str, Any] | None = None, calendar: Calendar | None = None) -> Profile:
    """The profile `name` ("beijing" or, as people write it, 北京 or 北京市), with what an operator typed on top.

    overrides: key → {value, law, article, date, roll, note} or key → value; terms as "2 months" or Term, None for
    "no such clock". Raises LooserThanLaw, or ValueError for an unknown name, key or value. `calendar` is not needed
    to load (terms are compared by their bounds); it is accepted for callers that hold one.
    """
    base = _shipped(_code(name))
    if not overrides:
        return base
    return _apply(base, "congress", base.title, overrides, {"status": ""})


def _code(name: str) -> str:
    if name in names():
        return name
    titles = {read("profiles", code)["title"]: code for code in names()}
    return next((code for title, code in titles.items() if name in (title, title[:-1])), name)


@cache
def _shipped(name: str) -> Profile:
    if name not in names():
        raise ValueError(f"没有名为“{name}”的规则方案；可用：{'、'.join(names())}")
    data = dict(read("profiles", name))
    title, parent = data.pop("title"), data.pop("extends", None)
    origin = {"law": data.pop("law", ""), "date": data.pop("date", ""), "status": "L"}
    flat = {f"{group}.{key}": entry for group, entries in data.items() for key, entry in entries.items()}
    if parent is None:
        settings = {key: _schema(key, entry) for key, entry in flat.items()}
        return Profile(name, title, (name,), MappingProxyType(settings))
    return replace(_apply(_shipped(parent), name, title, flat, origin), name=name)


def _schema(key: str, entry: Mapping[str, Any]) -> Setting:
    kind, direction = entry.get("kind", "term"), entry["direction"]
    bare = Setting(
        key=key,
        label=entry["label"],
        kind=kind,
        value=None,
        rule=entry["rule"],
        direction=direction,
        status=entry["status"],
        law=entry["law"],
        article=entry.get("article", ""),
        date=entry.get("date", ""),
        layer="national",
        starts=entry.get("starts", ""),
        warn_days=entry.get("warn_days", 3),
        roll=entry.get("roll", kind == "term" and direction == "right"),
        order=tuple(entry.get("order", ())),
        note=entry.get("note", ""),
        is_window=kind == "term" and (direction == "right" or entry.get("window", False)),
        is_agreed=entry.get("agreed", False),
    )
    return replace(
        bare, value=_value(bare, entry.get("value")), floor=bare.source if bare.status == "N" else ""
    )


def _value(base: Setting, raw: Any) -> Any:
    """The raw value as the kind wants it; anything else is a ValueError in Chinese."""
    if raw is None or (base.kind == "term" and raw == ""):
        return None
    if base.kind == "term":
        return raw if isinstance(raw, Term) else Term.parse(raw)
    if base.kind == "choice" and raw in base.order:
        return raw
    if base.kind == "flag" and isinstance(raw, bool):
        return raw
    if base.kind == "number" and isinstance(raw, int) and not isinstance(raw, bool) and raw >= 1:
        return raw
    if base.kind == "list" and isinstance(raw, list | tuple) and _is_list(raw):
        return tuple({"code": item["code"], "label": item["label"]} for item in raw)
    allowed = f"；可用：{'、'.join(base.order)}" if base.order else ""
    raise ValueError(f"“{base.label}”不能设为“{raw}”{allowed}")


def _is_list(raw: Any) -> bool:
    fine = all(isinstance(i, Mapping) and i.get("code") and i.get("label") for i in raw)
    return bool(raw) and fine and len({i["code"] for i in raw}) == len(raw)


def _apply(
    base: Profile, layer: str, title: str, entries: Mapping[str, Any], origin: Mapping[str, str]
) -> Profile:
    settings, warnings = dict(base.settings), list(base.warnings)
    for key, entry in entries.items():
        above = base.setting(key)
        entry = entry if isinstance(entry, Mapping) else {"value": entry}
        made = _made(above, layer, entry, origin)
        if above.is_agreed and ((made.value and made.value != above.value) or made.roll != above.roll):
            made = replace(made, value=above.value, roll=above.roll)
            warnings.append(
                Worded(N_("“%(label)s”的日期由会议议定，天数不能改，仍以议定的日期为准"), label=above.label)
            )
        floor = _shipped("national").settings[key]
        if floor.status == "N" and is_looser(made, floor):
            raise LooserThanLaw(made, floor)
        if above.status == "L" and is_looser(made, above):
            warnings.append(
                Worded(
                    N_("“%(label)s”设为“%(made)s”，宽于%(law)s的“%(above)s”"),
                    label=above.label,
                    made=made,
                    law=Article(above.law, above.article, above.date),
                    above=above,
                )
            )
        if made.roll and not above.roll and floor.status == "N" and above.direction == "duty":
            warnings.append(
                Worded(
                    N_("“%(label)s”设为遇放假顺延；%(law)s没有写明可以顺延"),
                    label=above.label,
                    law=Article(floor.law, floor.article, floor.date),
                )
            )
        settings[key] = made
    usual, extended = settings["suggestion.reply"], settings["suggestion.reply_extended"]
    if is_longer(usual.value, extended.value):
        template = N_("“%(usual)s”的期限长于“%(extended)s”，请核对")
        warnings.append(Worded(template, usual=usual.label, extended=extended.label))
    return Profile(base.name, title, (*base.layers, layer), MappingProxyType(settings), tuple(warnings))


def _made(above: Setting, layer: str, entry: Mapping[str, Any], origin: Mapping[str, str]) -> Setting:
    value = _value(above, entry["value"]) if "value" in entry else above.value
    law = entry.get("law") or origin.get("law", "")
    # what an operator typed is a local rule where a law is named, else the congress's own setting
    status = entry.get("status") or origin["status"] or ("L" if law else "I")
    if status not in _STATUSES - {"N"}:
        raise ValueError(f"“{above.label}”的性质“{status}”无法识别；可用：L、P、I、U")
    warn_days = entry.get("warn_days", above.warn_days)
    if isinstance(warn_days, bool) or not isinstance(warn_days, int) or warn_days < 0:
        raise ValueError(f"“{above.label}”的提醒天数应为不小于 0 的整数")
    return replace(
        above,
        value=value,
        status=status,
        law=law or "本级人大自行设定",
        article=entry.get("article") or "",
        # a law of its own whose date is not known says so: it does not borrow the layer's
        date=str((entry["date"] if "date" in entry else origin.get("date")) or ""),
        layer=layer,
        # a later starting event would loosen a national clock through the back door
        starts=above.starts if above.floor else entry.get("starts") or above.starts,
        roll=bool(entry.get("roll", above.roll)),
        warn_days=warn_days,
        note=entry.get("note") or "",
    )
