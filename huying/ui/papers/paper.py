"""What an official paper is made of (党政机关公文格式, GB/T 9704-2012); how it looks stands in as_docx.py and as_pdf.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from huying.kernel.given import CONTROLS

CHINESE = "零一二三四五六七八九十"
MARKS = {"": ("", ""), "bold": ("", ""), "ins": ("【", "】"), "del": ("〔", "〕")}


@dataclass(frozen=True)
class Run:
    """Words of one look: "" plain, "bold", "ins" (new words, underlined in 【】), "del" (dropped words, struck in 〔〕)."""

    text: str
    look: str = ""

    def __post_init__(self):
        if self.look not in MARKS:
            raise ValueError(f"unknown look {self.look!r}")

    @property
    def marked(self) -> str:
        """The words as they are read without their look, too: no difference by line or colour alone."""
        before, after = MARKS[self.look]
        return f"{before}{clean(self.text)}{after}"


@dataclass(frozen=True)
class Para:
    """A paragraph of words or runs; `align` left | centre | right; `indent` of the first line by two characters."""

    text: str | Sequence[Run]
    align: str = "left"
    indent: bool = True

    @property
    def runs(self) -> list[Run]:
        return [Run(self.text)] if isinstance(self.text, str) else list(self.text)


@dataclass(frozen=True)
class Heading:
    """Level 1 to 4. `number` counts from 1 and is spelled as the level wants: 一、 （一） 1. （1）; 0: no number."""

    text: str
    level: int = 1
    number: int = 0

    @property
    def tag(self) -> str:
        return f"h{self.level + 1}"

    @property
    def spelled(self) -> str:
        return numbered(self.number, self.level) + clean(self.text)


@dataclass(frozen=True)
class Listed:
    """Items one below the other; numbered 1. 2. 3. or plain."""

    items: Sequence[str]
    numbered: bool = True

    @property
    def lines(self) -> list[str]:
        return [f"{n}. {clean(i)}" if self.numbered else clean(i) for n, i in enumerate(self.items, 1)]


@dataclass(frozen=True)
class Facts:
    """Short lines "label：value"; those without a value are left out."""

    pairs: Sequence[tuple[str, object]]

    @property
    def lines(self) -> list[tuple[str, str]]:
        return [(clean(str(k)), clean(str(v))) for k, v in self.pairs if v not in (None, "")]


@dataclass(frozen=True)
class Table:
    """A table with a head that is repeated on each page; `widths` in shares of the line (default: all the same)."""

    heads: Sequence[str]
    rows: Sequence[Sequence[object]]
    widths: Sequence[float] = ()
    caption: str = ""

    @property
    def shares(self) -> list[float]:
        given = list(self.widths) or [1.0] * len(self.heads)
        if len(given) != len(self.heads):
            raise ValueError("a width for each column, or none")
        return [w / sum(given) for w in given]

    @property
    def percents(self) -> list[str]:
        return [f"{100 * share:.3f}" for share in self.shares]

    @property
    def cells(self) -> list[list[str]]:
        return [[clean("" if c is None else str(c)) for c in row] for row in self.rows]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Para | Heading | Listed | Facts | Table | PageBreak


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper. `organ`: the red head, left out where the paper is no outgoing one; `note`: in brackets below the title.

    `attachments` are named, not carried. `signed`: who signs, one a line; `on`: the day of the paper.
    """

    title: str
    body: Sequence[Block]
    organ: str = ""
    number: str = ""
    note: str = ""
    to: str = ""
    attachments: Sequence[str] = ()
    signed: Sequence[str] = ()
    on: date | None = None
    copies: str = ""

    def __post_init__(self):
        for name in ("title", "organ", "number", "note", "to", "copies"):
            object.__setattr__(self, name, clean(getattr(self, name)))
        object.__setattr__(self, "signed", tuple(clean(line) for line in self.signed if line))

    @property
    def day(self) -> str:
        return f"{self.on.year}年{self.on.month}月{self.on.day}日" if self.on else ""

    @property
    def addressee(self) -> str:
        return f"{self.to.rstrip('：:')}：" if self.to else ""

    @property
    def copied(self) -> str:
        """The line that says who gets a copy."""
        return f"抄送：{self.copies}" if self.copies else ""

    @property
    def kinds(self) -> list[tuple[str, Block]]:
        return [(type(block).__name__, block) for block in self.body]

    @property
    def attached(self) -> list[str]:
        """The lines below the body that name the attachments."""
        names = [clean(a) for a in self.attachments]
        if len(names) == 1:
            return [f"附件：{names[0]}"]
        return [f"{'附件：' if n == 1 else '　　　'}{n}. {name}" for n, name in enumerate(names, 1)]

    @property
    def file_name(self) -> str:
        kept = "".join(c for c in self.title if c not in '\\/:*?"<>|\n\t')
        return kept[:60] or "公文"


def clean(text: str) -> str:
    """Without controls, which no XML can carry."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def numbered(n: int, level: int) -> str:
    """一、 （一） 1. （1）; "" for 0."""
    if n <= 0:
        return ""
    return {1: f"{chinese(n)}、", 2: f"（{chinese(n)}）", 3: f"{n}. ", 4: f"（{n}）"}[level]


def chinese(n: int) -> str:
    """1 to 99 as headings count: 一, 十, 十一, 二十; beyond, figures."""
    if not 0 < n < 100:
        return str(n)
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十") + (
        CHINESE[ones] if ones else ""
    )


def blocks(text: str) -> list[Block]:
    """A text as it was typed, one paragraph a line; "一、…" and "（一）…" at the beginning of a line are headings."""
    made: list[Block] = []
    for line in filter(None, (part.strip() for part in clean(text).split("\n"))):
        made.append(Heading(line, level) if (level := _level(line)) and len(line) <= 40 else Para(line))
    return made


def _level(line: str) -> int:
    mark, found, _rest = line.partition("、")
    if found and mark and set(mark) <= set(CHINESE[1:]):
        return 1
    mark, found, _rest = line[1:].partition("）")
    return 2 if line[0] == "（" and found and mark and set(mark) <= set(CHINESE[1:]) else 0
