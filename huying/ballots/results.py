"""A result as its page shows it: outcome, the whole arithmetic with articles, each object with its bar."""

from typing import Any

from django.utils.translation import gettext as _

from huying.rules import registry, voting
from huying.ui import rule_words

from . import words

TONE = {
    "yes": "ok", "no": "late", "abstain": "wait", "satisfied": "ok", "basically": "warn", "dissatisfied": "late",
    "chosen": "ok",
    "unmarked": "wait", "written": "warn",
}  # fmt: skip
GOOD = ("adopted", "elected", "chosen", "complete", "satisfied", "reported")
POOR = ("void", "no_quorum", "not_adopted", "not_elected", "not_chosen", "not_satisfied")


def outcome(code: str) -> dict[str, str] | None:
    """{word, tone} for a lamp."""
    if not code:
        return None
    tone = "ok" if code in GOOD else "late" if code in POOR else "warn"
    return {"word": _(words.OUTCOMES[code]), "tone": tone}


def lines(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Every figure of the count: label, number, the rule in words and its id."""
    return [
        {"label": _(words.LINES[line["key"]]), "number": line["number"], "rule": line["rule"], "cited": cited(line["rule"])}
        for line in result.get("lines", ())
    ]  # fmt: skip


def cited(rule: str) -> str:
    """《地方组织法》第二十五条; for the house's own rules their sentence's title."""
    if not rule:
        return ""
    found = registry.rule(rule)
    if not found.article:
        return _("%(what)s（系统默认，不是法律规定）") % {"what": rule_words.said(found.title)}
    return rule_words.cited(found.law, found.article)


def way(poll) -> dict[str, str]:
    """How the poll is decided: label, needed votes in words, articles."""
    found = voting.from_dict(poll.way)
    return {
        "label": rule_words.said(found.label),
        "needed": fraction(found.needed, _("得票")),
        "quorum": fraction(found.quorum, _("出席")),
        "rule": cited(found.rule),
        "quorum_rule": cited(found.quorum_rule),
        "members": rule_words.said(found.members),
    }


def fraction(part, what: str) -> str:
    if not part:
        return ""
    if part == "gt_half":
        return _("%(what)s过半数") % {"what": what}
    return _("%(what)s不少于 %(a)s/%(b)s") % {"what": what, "a": part[0], "b": part[1]}


def choice(spec, key: str, code: str) -> str:
    """A choice's own words: of a survey its option."""
    if spec["kind"] == "survey":
        for one in spec["objects"]:
            if one["key"] == key:
                found = {o["key"]: o["label"] for o in one["options"]}
                if code in found:
                    return found[code]
    return _(words.CHOICES[code])


def objects(poll) -> list[dict[str, Any]]:
    """Each object: label, outcome, choices with counts and percent, the bar's parts, texts written in.

    Where votes are measured on all members the bar is as long as all of them: two ayes of two sheets are not 100 %.
    """
    found = []
    lines = {line["key"]: line["number"] for line in poll.result.get("lines", ())}
    base = lines.get("base", 0) if poll.way.get("base") == "all" and lines.get("needed") else 0
    for one in poll.result.get("objects", ()):
        rows = [
            {"label": choice(poll.spec, one["key"], code), "count": n, "share": one["shares"].get(code, ""), "code": code}
            for code, n in one["counts"].items()
            if n or code != "unmarked"
        ]  # fmt: skip
        bar = [{**row, "tone": TONE.get(row["code"])} for row in rows if row["code"] != "points"]
        if poll.kind == "survey":
            bar = [{"label": b["label"], "count": b["count"]} for b in bar]
        silent = base - sum(b["count"] for b in bar)
        if base and silent > 0:
            bar.append({"label": _("没有投票或者无效"), "count": silent, "tone": "wait"})
        found.append({
            "label": one["label"], "outcome": outcome(one["outcome"]), "rows": rows, "bar": bar, "rate": one["rate"],
            "texts": one["texts"], "points": one["counts"].get("points"), "needs": needs(one, lines) if base else "",
        })  # fmt: skip
    return found


def needs(one, lines) -> str:
    """How far the object's votes were from what it needed, measured on all members."""
    counts = one["counts"]
    names = ("yes", "written", "chosen", "satisfied", "basically")
    values = {
        "got": sum(counts.get(name, 0) for name in names),
        "needed": lines["needed"],
        "base": lines["base"],
    }
    return _("全体 %(base)s 人，需要 %(needed)s 票，得 %(got)s 票") % values


def marks(poll, found: dict[str, Any]) -> str:
    """One sheet in words."""
    labels = {o["key"]: o["label"] for o in poll.spec["objects"]} | {"list": _("名单全体")}
    said = []
    for key, code in found.items():
        if key.startswith("w"):
            said.append(_("另选 %(name)s") % {"name": code})
        elif key == "m":
            said.append(choice(poll.spec, key, code))
        elif poll.kind == "choosing":
            rank = _("第 %(n)s 位") % {"n": code} if poll.spec["ranked"] else _("选中")
            said.append(_("%(object)s：%(choice)s") % {"object": labels[key], "choice": rank})
        else:
            word = code[1:] if code.startswith("=") else choice(poll.spec, key, code)
            said.append(_("%(object)s：%(choice)s") % {"object": labels[key], "choice": word})
    return _("；").join(said) or _("没有填写（空白票）")


def limit(spec) -> str:
    """How many may be marked, said before anything is marked."""
    if spec["kind"] == "election":
        return _("应选 %(n)s 人：赞成的和另选的合计不能超过 %(n)s 人，超过的票无效；少选有效。") % {
            "n": spec["seats"]
        }
    if spec["kind"] == "choosing":
        return _("最多选 %(n)s 个，超过的票无效；少选有效。") % {"n": spec["pick"]}
    return ""


def next_round(poll) -> str:
    """What the count asks for next, in one sentence."""
    asked = poll.result.get("next")
    if not asked:
        return ""
    who = _("、").join(asked["objects"])
    if asked["why"] == "tie":
        return _("票数相等，不能确定最后 %(n)s 个名额：就 %(who)s 再次投票，得票多的当选（入选）。") % {
            "n": asked["seats"],
            "who": who,
        }
    if asked["why"] == "void":
        return _("收回的票多于发出的票，本次投票无效，重新投票。")
    said = _("还缺 %(n)s 个名额：按得票多少，以 %(who)s 为候选另行选举。") % {
        "n": asked["seats"],
        "who": who or (_("下面所说的人") if asked.get("tied") else _("另行提名的人选")),
    }
    if asked.get("tied"):
        said += _("%(tied)s 票数相等，还可以列入 %(places)s 人：法律没有规定取舍，由会议决定，写明理由。") % {
            "tied": _("、").join(asked["tied"]),
            "places": asked["places"],
        }
    return said
