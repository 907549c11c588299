"""What many speak of in a span of time: clusters of messages on the same matter, with a heat whose addends are shown."""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from .grams import bucket, weight
from .near import NearIndex
from .places import place_of, terms_of
from .plain import normalise

JOIN = 0.28  # a message joins a matter it resembles this much on average
LINK = 0.45  # and one message of it this much
FEWEST = 3  # messages that make a matter
LATELY = timedelta(days=14)

FORMULA = (
    "热度 = 10×ln(1+人数) + 4×ln(1+留言数) + 3×ln(1+赞同数) + 1×ln(1+反对数) + 6×近期占比 + 4×集中程度；"
    "近期占比 = 期末 14 天内的留言所占比例；集中程度 = 1÷(1+跨越天数÷30)"
)


class Heat(NamedTuple):
    """The addends of a heat; their sum is the heat."""

    people: float
    messages: float
    ups: float
    downs: float
    lately: float
    density: float


@dataclass(frozen=True)
class Hot:
    """A matter that many speak of: `ids` oldest first, `trend` messages a week from the first to the last."""

    rank: int
    title: str
    place: str
    start: date | None
    end: date | None
    people: int
    messages: int
    heat: float
    addends: Heat
    ids: list[Hashable]
    trend: list[int]
    terms: list[str]


def heat(
    *, people: int, messages: int, ups: int = 0, downs: int = 0, lately: float = 0.0, days: int = 0
) -> Heat:
    """The addends of FORMULA. `lately` 0–1 is the share of messages in the last 14 days of the span asked for,
    `days` the length of the matter's own span."""
    return Heat(
        round(10 * math.log1p(people), 3),
        round(4 * math.log1p(messages), 3),
        round(3 * math.log1p(ups), 3),
        round(math.log1p(downs), 3),
        round(6 * lately, 3),
        round(4 / (1 + days / 30), 3),
    )


def hot(
    messages: Iterable[Mapping], *, since: date | None = None, until: date | None = None, most: int = 100
) -> list[Hot]:
    """The matters of a span (both days included), hottest first.

    A message is a mapping: `id`, `title`, `detail`, and where known `at` (datetime), `person` (any key), `ups`, `downs`.
    Messages without `at` count only where no span is asked for; without `person` each counts as one person."""
    rows = [row for row in messages if _within(row.get("at"), since, until)]
    by_id = {row["id"]: row for row in rows}
    last = until or max((_day(row["at"]) for row in rows if row.get("at")), default=None)
    found = [_told([by_id[key] for key in group], last) for group in groups(rows) if len(group) >= FEWEST]
    found.sort(key=lambda one: (-one.heat, -one.messages, str(one.ids[0])))
    return [Hot(**{**vars(one), "rank": number}) for number, one in enumerate(found[:most], 1)]


def groups(rows: list[Mapping]) -> list[list[Hashable]]:
    """Messages on the same matter, one message in one group; the order of the rows does not matter."""
    index, near = NearIndex(), {}
    rows = sorted(rows, key=lambda row: str(row["id"]))
    for row in rows:
        title, detail = row.get("title") or "", row.get("detail") or ""
        near[row["id"]] = dict(index.meet(row["id"], title, detail, least=JOIN / 2))
    for key, others in list(near.items()):
        for other, score in others.items():
            near[other][key] = score
    links = sorted(((s, str(a), str(b), a, b) for a, o in near.items() for b, s in o.items() if s >= LINK and str(a) < str(b)),
                   key=lambda link: (-link[0], link[1], link[2]))  # fmt: skip
    home: dict[Hashable, list[Hashable]] = {key: [key] for key in near}
    for _, _, _, a, b in links:
        ours, theirs = home[a], home[b]
        if ours is theirs:
            continue
        total = sum(near[x].get(y, 0.0) for x in ours for y in theirs)
        if total / (len(ours) * len(theirs)) >= JOIN:
            if len(ours) < len(theirs):
                ours, theirs = theirs, ours
            ours.extend(theirs)
            for key in theirs:
                home[key] = ours
    unique = {id(group): group for group in home.values()}
    return list(unique.values())


def _told(rows: list[Mapping], last: date | None) -> Hot:
    rows = sorted(rows, key=lambda row: (str(row.get("at") or ""), str(row["id"])))
    days = sorted(_day(row["at"]) for row in rows if row.get("at"))
    people = len({row.get("person") or f"\0{row['id']}" for row in rows})
    lately = sum(1 for day in days if last and last - day < LATELY) / len(rows)
    span = (days[-1] - days[0]).days if days else 0
    addends = heat(people=people, messages=len(rows), ups=sum(int(row.get("ups") or 0) for row in rows),
                   downs=sum(int(row.get("downs") or 0) for row in rows), lately=lately, days=span)  # fmt: skip
    texts = [(normalise(row.get("title") or ""), normalise(row.get("detail") or "")) for row in rows]
    terms = terms_of([title for title, _ in texts], lambda run: weight(bucket(run)))
    trend = [0] * (span // 7 + 1 if days else 0)
    for day in days:
        trend[(day - days[0]).days // 7] += 1
    start, end = (days[0], days[-1]) if days else (None, None)
    return Hot(0, _title(rows), place_of(texts), start, end, people, len(rows), round(sum(addends), 2), addends,
               [row["id"] for row in rows], trend, terms)  # fmt: skip


def _title(rows: list[Mapping]) -> str:
    """The title that is nearest to all the others."""
    from rapidfuzz import fuzz

    titles = [row.get("title") or "" for row in rows][:60]
    return max(
        titles,
        key=lambda title: (sum(fuzz.token_ratio(title, other) for other in titles), -len(title), title),
    )


def _within(at: datetime | None, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    return at is not None and (since is None or _day(at) >= since) and (until is None or _day(at) <= until)


def _day(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at
