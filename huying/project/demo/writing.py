"""Texts out of matters and phrases: every one other than the last, the same for the same lot."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random

from . import days, places

HERE = Path(__file__).parent
SLOT = re.compile(r"\{(\w+)\}")
NUMBERS = {"n": (2, 9), "k": (12, 58), "m": (120, 890)}
ORDINALS = "一二三四五六"


@lru_cache(maxsize=1)
def matters() -> tuple[dict, ...]:
    """All matters of all fields, always in the same order."""
    found = []
    for path in sorted((HERE / "matters").glob("*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8"))["matter"]
    return tuple(found)


@lru_cache(maxsize=1)
def phrases() -> dict:
    return tomllib.loads((HERE / "phrases.toml").read_text(encoding="utf-8"))


@dataclass
class Writer:
    """Fills the slots of one matter in one place; numbers are drawn anew each time, names stay."""

    rng: Random
    matter: dict
    names: dict = field(default_factory=dict)

    def fill(self, text: str, **more) -> str:
        def one(found):
            key = found[1]
            if key in more:
                return str(more[key])
            if key in NUMBERS:
                return str(self.rng.randint(*NUMBERS[key]))
            return str(self.names[key])

        return SLOT.sub(one, text)

    def pick(self, key: str, **more) -> str:
        return self.fill(self.rng.choice(phrases()[key]), **more)

    def some(self, key: str, count: int, **more) -> list[str]:
        found = self.rng.sample(phrases()[key], count)
        return [self.fill(t, **more) for t in found]

    # what citizens say
    def voice(self) -> tuple[str, str]:
        """(title, text) as somebody tells it at the station."""
        core = self.fill(self.rng.choice(self.matter["v"]))
        extras = self.some("extras", self.rng.choice((1, 2, 2, 3)))
        parts = [
            self.pick("openings") + self.pick("links") + core + "。",
            *extras,
            self.pick("wishes"),
            self.pick("closings"),
        ]
        return headline(core, self.names["village"]), "".join(parts)

    # what deputies write
    def suggestion(self) -> tuple[str, str, str]:
        """(title, text in three paragraphs, advice)."""
        m = self.matter
        title = self.fill(m["t"])
        if "{" not in m["t"]:  # a matter of the whole county is asked for in the deputy's own town
            title = f"关于在{self.names['town']}{title.removeprefix('关于')}"
        cause = f"一、案由。{self.pick('causes')}，现提出《{title}》。{self.pick('stakes')}"
        facts = f"二、基本情况。{self.pick('facts_lead')}{self.fill(m['s'])}。{self.pick('efforts')}"
        voices = self.fill(self.rng.choice(m["v"]))
        problems = (
            f"三、存在的问题。{self.pick('problems_lead')}{self.fill(m['p'])}。有群众反映：“{voices}。”"
        )
        asked = self.rng.sample(m["a"], self.rng.choice((2, 3, 3)))
        lines = [f"（{ORDINALS[n]}）{self.fill(a)}。" for n, a in enumerate(asked)]
        advice = "\n".join(filter(None, [self.pick("advice_lead"), *lines, self.pick("advice_end")]))
        return title, "\n\n".join([cause, facts, problems]), advice

    # what units answer
    def reply(
        self, *, to: str, title: str, number: str, unit: str, contact: str, telephone: str, met, day, by, kind: str, round_: int
    ) -> str:  # fmt: skip
        """The official letter. `kind`: A done, B planned until `by`, C cannot be done for now; `met`: when they talked."""
        m = self.matter
        head = f"{to}：\n您提出的《{title}》（第{number}号建议）收悉。"
        done = "；".join(self.fill(d) for d in m["d"])
        lead = (
            self.pick("redo_lead")
            if round_ > 1
            else f"{self.pick('studied', day=days.short(met))}，现答复如下"
        )
        parts = [f"{head}{lead}：", f"一、已经开展的工作。{done}。"]
        if kind == "C":
            parts.append(f"二、暂时难以办理的原因。{self.pick('hard_lead')}{self.fill(m['x'])}。")
        else:
            more = "，".join(self.some("plan_more", 2))
            when = f"，{days.spell(by)}前{self.fill(m['n'])}" if kind == "B" else ""
            parts.append(f"二、下一步打算。{self.pick('plan_lead').rstrip('：')}{more}{when}。")
        parts.append(f"三、{self.pick('thanks')}")
        parts.append(f"联系人：{contact}　联系电话：{telephone}")
        return "\n".join([*parts, unit, days.spell(day)])


def headline(core: str, village: str) -> str:
    """A title out of the first clauses of what was said."""
    clauses, title = re.split(r"[，。？！]", core), ""
    for clause in clauses:
        title = f"{title}，{clause}" if title else clause
        if len(title) >= 12:
            break
    return title[:60] if village in title else f"{village}：{title}"[:60]


def names_for(rng: Random, town: str, village: str, month: int) -> dict:
    """Slots of one place in one month."""
    own = f"{town[:2]}中心小学"
    return {
        "town": town,
        "town2": rng.choice([t for t in places.TOWNS if t != town]),
        "village": village,
        "road": rng.choice(places.ROADS) if town in places.STREETS else f"{town[:2]}{rng.choice(('大街', '中路', '南街'))}",
        "estate": rng.choice(places.ESTATES) if town in places.STREETS else f"{town[:2]}{rng.choice(('新村', '花园', '家属院'))}",
        "school": rng.choice(places.SCHOOLS) if town in places.STREETS else own,
        "river": rng.choice(places.RIVERS),
        "years": rng.choice(("两年", "三年多", "一年半", "快两年", "四五年")),
        "when": phrases()["whens"][str(month)],
    }  # fmt: skip
