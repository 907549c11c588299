"""Sentences that keep their parts: the rules speak Chinese, a page can say the same in its reader's language."""

from dataclasses import dataclass
from typing import Any


class Worded(str):
    """A Chinese sentence made of a marked template and its facts: names, numbers, Articles, Settings (their value)."""

    template: str
    facts: dict[str, Any]

    def __new__(cls, template: str, **facts: Any) -> "Worded":
        made = super().__new__(
            cls, template % {name: getattr(v, "value_label", v) for name, v in facts.items()}
        )
        made.template, made.facts = template, facts
        return made


@dataclass(frozen=True)
class Article:
    """Where something stands: law ("选举法"), article ("第十二条第一款"), day of the version or ""."""

    law: str
    article: str
    version: str = ""

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}" + (f"（{self.version[:4]}）" if self.version else "")
