"""人气指数: a sum of counted facts with weights that the congress can change; every addend is shown (S034, R-OWN-61).

The weights are ours, not law. Rooms above bring facts of their own by `register`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import remember
from huying.kernel.clocks import rules
from huying.kernel.words import Words
from huying.ui import small_numbers

from .models import Reception
from .tours import queries as tours

Counts = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class Fact:
    """What is counted at a place; `key` names the rule that holds its weight.

    `per`: the key's value is how many of them make one point, not how many points one makes.
    """

    name: str
    label: Words
    unit: Words
    key: str
    per: bool = False
    persons: bool = False  # counts people: a small number is not told to the public


SOURCES: dict[str, tuple[tuple[Fact, ...], Callable[[date, date], Counts]]] = {}


def register(name: str, facts: tuple[Fact, ...], count: Callable[[date, date], Counts]) -> None:
    """Count these too: `count(since, until)` gives station → one number for each fact. Asking twice replaces the first."""
    SOURCES[name] = facts, count


def facts() -> list[Fact]:
    """Everything that is counted, in the order in which it is shown."""
    return [fact for several, _count in SOURCES.values() for fact in several]


@dataclass(frozen=True)
class Line:
    """One addend of a place's index: `number` of `fact` times `weight` (or divided by it) makes `points`."""

    fact: Fact
    number: int
    weight: int

    @property
    def points(self) -> int:
        return self.number // self.weight if self.fact.per else self.number * self.weight

    @property
    def words(self) -> str:
        sign = "÷" if self.fact.per else "×"
        return f"{self.number} {sign} {self.weight} = {self.points}"


def period(today: date) -> tuple[date, date]:
    """(first day, last day) of what is counted."""
    return today - timedelta(days=rules()[0].value("stations.popularity_days") - 1), today


def lines(today: date, stations) -> dict[int, list[Line]]:
    """Station → its addends, of these stations."""
    counted, weights = _counted(today), {fact.key: rules()[0].value(fact.key) for fact in facts()}
    return {
        pk: [
            Line(fact, number, weights[fact.key])
            for name, (several, _count) in SOURCES.items()
            for fact, number in zip(several, counted[name].get(pk, (0,) * len(several)), strict=True)
        ]
        for pk in stations
    }


def _counted(today: date) -> dict[str, Counts]:
    """All numbers of all places, remembered while nothing happens."""
    since, until = period(today)

    def make():
        return {name: count(since, until) for name, (_facts, count) in SOURCES.items()}

    return remember.until_change(f"popularity:{since}", make, day=today)


def index(found: list[Line]) -> int:
    return sum(line.points for line in found)


def for_public(found: list[Line]) -> tuple[str, list[tuple[str, str, str, str]]]:
    """(index, [(label, number, unit, product)]) as everybody may read them: a small number of people gives no product and
    stands in the index as one, which is then "at least"."""
    hidden = [line for line in found if line.fact.persons and small_numbers.is_small(line.number)]
    told = [line if line not in hidden else Line(line.fact, 1, line.weight) for line in found]
    rows = [
        (
            str(line.fact.label), small_numbers.shown(line.number) if line.fact.persons else f"{line.number:,}",
            str(line.fact.unit), "" if line in hidden else line.words,
        )
        for line in found
    ]  # fmt: skip
    return f"{'≥' if hidden else ''}{index(told)}", rows


def together(found: dict[int, list[Line]]) -> list[Line]:
    """The addends of several places as one: a practice base counts its sites (S018)."""
    sums: dict[str, Line] = {}
    for several in found.values():
        for line in several:
            before = sums.get(line.fact.name)
            sums[line.fact.name] = Line(
                line.fact, line.number + (before.number if before else 0), line.weight
            )
    return list(sums.values())


def formula() -> str:
    """The formula in the reader's words, with the weights in force."""
    parts = []
    for fact in facts():
        sign = "÷" if fact.per else "×"
        parts.append(f"{fact.label} {sign} {rules()[0].value(fact.key)}")
    words = {"days": rules()[0].value("stations.popularity_days"), "sum": " + ".join(parts)}
    return _t("最近 %(days)s 天：人气指数 = %(sum)s") % words


def _receptions(since, until) -> Counts:
    rows = Reception.objects.filter(state="held", day__gte=since, day__lte=until, station__isnull=False)
    found = rows.values("station").annotate(n=Count("pk"), people=Sum("visitors")).order_by()
    return {row["station"]: (row["n"], row["people"] or 0) for row in found}


register(
    "receptions",
    (
        Fact("receptions", _("代表接待"), _("次"), "stations.popularity_reception"),
        Fact("visitors", _("来访群众"), _("人次"), "stations.popularity_visitor", persons=True),
    ),
    _receptions,
)
register(
    "tours",
    (
        Fact("batches", _("参观批次"), _("批"), "stations.popularity_batch"),
        Fact("tourists", _("参观人次"), _("人次"), "stations.popularity_tourists", per=True),
    ),
    tours.counted,
)
