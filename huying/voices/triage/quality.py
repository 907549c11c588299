"""A second look at a reply before it is sent: five aspects, each said to be fine or weak and why. It never blocks.

No Django, no model: word overlap and patterns, so that each remark can be shown. The words come back untranslated
(`why` with `facts` to fill in); pages translate them.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from huying.rules.flow import N_

from .engine.faults import Missing
from .engine.reading import tokens
from .quality_words import ASKS, CITES, COMMON, EMPTY_PHRASES, FOUND, HOW, PROMISES, REASONS

ASPECTS = {
    "relevance": N_("切题"),
    "completeness": N_("完整"),
    "grounds": N_("有依据、讲理由"),
    "timeliness": N_("及时"),
    "boilerplate": N_("不是套话"),
}
ENDS = re.compile(r"(?<=[。！？!?；;\n])")
HAN = re.compile(r"[\u4e00-\u9fff]")
SHORT = 40  # characters of substance below which nothing can have been explained
LONGEST = 20_000


@dataclass(frozen=True)
class Aspect:
    """One remark: `name` of ASPECTS, `ok`, `why` with `facts` for its places."""

    name: str
    ok: bool
    why: str
    facts: dict = field(default_factory=dict)

    @property
    def label(self) -> str:
        return ASPECTS[self.name]


def look(
    question: str, reply: str, *, title: str = "", asked_on: date | None = None, replied_on: date | None = None,
    due_on: date | None = None,
) -> list[Aspect]:  # fmt: skip
    """All aspects of a reply to what was asked; timeliness only where the days are known."""
    question, reply, title = _plain(question), _plain(reply), _plain(title)
    body = substance(reply, title)
    found = [_relevance(title, question, body), _completeness(title, question, body), _grounds(body)]
    if asked_on is not None and replied_on is not None:
        found.append(_timeliness(asked_on, replied_on, due_on))
    return [*found, _boilerplate(reply, body)]


def explains(aspects: list[Aspect]) -> bool:
    """Does the reply explain itself: grounds given, and more than set phrases?"""
    return all(a.ok for a in aspects if a.name in ("grounds", "boilerplate"))


def substance(reply: str, title: str = "") -> str:
    """The reply without greetings, the repeated title, thanks and set phrases."""
    for phrase in EMPTY_PHRASES:
        reply = phrase.sub("", reply)
    return reply.replace(title, "") if len(title) > 5 else reply


def keywords(title: str, text: str, most: int = 12) -> list[str]:
    """The words that carry a message, weightiest first: those of the title count three times."""
    counted: Counter[str] = Counter()
    for weight, part in ((3, title), (1, text[:2000])):
        for word in _words(part):
            counted[word] += weight
    return [word for word, _n in counted.most_common(most)]


def _words(text: str) -> list[str]:
    return [w for w in _cut(text) if len(w) > 1 and w not in COMMON and HAN.search(w)]


def _cut(text: str) -> list[str]:
    """Words; pairs of neighbouring characters where the library that knows words is not installed."""
    try:
        return tokens(text)
    except Missing:
        return [a + b for a, b in pairwise(text)]


def _relevance(title, question, body) -> Aspect:
    keys = keywords(title, question)
    hit = [w for w in keys if w in body]
    if not keys:
        return Aspect("relevance", True, N_("来信太短，看不出关键词。"))
    if len(hit) >= max(2, len(keys) // 4):
        return Aspect("relevance", True, N_("答复说到了：%(words)s。"), {"words": "、".join(hit[:5])})
    missed = [w for w in keys if w not in hit][:5]
    return Aspect(
        "relevance",
        False,
        N_("来信的关键词在答复里几乎没有出现，例如：%(words)s。"),
        {"words": "、".join(missed)},
    )


def asks(text: str) -> list[str]:
    """The sentences in which something is asked for."""
    return [s.strip() for s in ENDS.split(text) if len(s.strip()) > 4 and ASKS.search(s)][:12]


def _completeness(title, question, body) -> Aspect:
    if len(body) < SHORT:
        return Aspect(
            "completeness", False, N_("除去客套话只有 %(n)s 个字，说不清处理结果。"), {"n": len(body)}
        )
    # a request is met when a word that belongs to it, not only to the matter as a whole, comes up in the reply
    missed, asked = [], asks(question)
    for ask in asked:
        words = set(_words(ask))
        if words and not any(w in body for w in words):
            missed.append(ask)
    if missed and len(missed) == len(asked):
        return Aspect(
            "completeness",
            False,
            N_("这几句好像没有回应：%(asks)s"),
            {"asks": " / ".join(a[:40] for a in missed[:3])},
        )
    if len(body) < 150 and not any(p.search(body) for p in (PROMISES, FOUND, HOW, CITES)):
        return Aspect("completeness", False, N_("没有看到查了什么、做了什么或者打算什么时候做。"))
    return Aspect("completeness", True, N_("提出的问题都有回应，也说了处理情况。"))


def _grounds(body) -> Aspect:
    cited = [m.group()[:24] for m in CITES.finditer(body)][:3]
    reason, found = REASONS.search(body), FOUND.search(body)
    if cited:
        return Aspect(
            "grounds", True, N_("引用了依据：%(words)s。"), {"words": "、".join(dict.fromkeys(cited))}
        )
    if len(body) >= SHORT and (reason or found):
        words = "、".join(m.group() for m in (found, reason) if m)
        return Aspect(
            "grounds", True, N_("没有引用法规政策，但讲了情况或者理由（%(words)s）。"), {"words": words}
        )
    if len(body) >= 60 and (how := HOW.search(body)):
        return Aspect(
            "grounds",
            True,
            N_("没有引用法规政策，但讲了怎么办、由谁办（%(words)s）。"),
            {"words": how.group()},
        )
    return Aspect("grounds", False, N_("没有引用法规政策，也没有讲核实的情况或者理由。"))


def _timeliness(asked_on, replied_on, due_on) -> Aspect:
    days = (replied_on - asked_on).days
    if due_on is not None and replied_on > due_on:
        late = (replied_on - due_on).days
        return Aspect(
            "timeliness",
            False,
            N_("收到后第 %(days)s 天，比期限晚了 %(late)s 天；请在答复里说明原因。"),
            {"days": days, "late": late},
        )
    if due_on is None and days > 30:
        return Aspect(
            "timeliness", False, N_("收到后第 %(days)s 天才答复；请在答复里说明原因。"), {"days": days}
        )
    return Aspect("timeliness", True, N_("收到后第 %(days)s 天答复。"), {"days": days})


def _boilerplate(reply, body) -> Aspect:
    left = len(body) / max(1, len(reply))
    if len(body) < SHORT or left < 0.3:
        return Aspect(
            "boilerplate", False, N_("客套话和转办的话占了大半，实际内容 %(n)s 个字。"), {"n": len(body)}
        )
    return Aspect("boilerplate", True, N_("实际内容 %(n)s 个字。"), {"n": len(body)})


def _plain(text: str) -> str:
    return re.sub(r"[ \t\u3000]+", "", unicodedata.normalize("NFKC", text[:LONGEST]))
