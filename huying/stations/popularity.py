"""人气指数: a sum of counted facts with weights that the congress can change; every addend is shown (S034, R-OWN-61).

The weights are ours, not law. Rooms above bring facts of their own by `register`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.clocks import rules
from huying.kernel.words import Words

from .models import Reception
from .tours import queries as tours

Counts = dict[int, int]


@dataclass(frozen=True)
class Fact:
    """What is counted at a place. `count(since, until)`: station → number; `key`: the rule that holds its weight.

    `per`: the key's value is how many of them make one point, not how many points one makes.
    """

    name: str
    label: Words
    unit: Words
    key: str
    count: Callable[[date, date], Counts]
    per: bool = False


FACTS: dict[str, Fact] = {}


def register(fact: Fact) -> None:
    """Count this too. Asking twice replaces the first."""
    FACTS[fact.name] = fact


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


def lines(today: date, stations=None) -> dict[int, list[Line]]:
    """Station → its addends, in the order of FACTS; of these stations or of all that have any."""
    since, until = period(today)
    counted = {name: fact.count(since, until) for name, fact in FACTS.items()}
    known = stations if stations is not None else {pk for found in counted.values() for pk in found}
    weights = {name: rules()[0].value(fact.key) for name, fact in FACTS.items()}
    return {
        pk: [Line(fact, counted[name].get(pk, 0), weights[name]) for name, fact in FACTS.items()]
        for pk in known
    }


def index(found: list[Line]) -> int:
    return sum(line.points for line in found)


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
    for fact in FACTS.values():
        sign = "÷" if fact.per else "×"
        parts.append(f"{fact.label} {sign} {rules()[0].value(fact.key)}")
    words = {"days": rules()[0].value("stations.popularity_days"), "sum": " + ".join(parts)}
    return _t("最近 %(days)s 天：人气指数 = %(sum)s") % words


def _receptions(since, until) -> Counts:
    rows = _held(since, until).annotate(n=Count("pk"))
    return {row["station"]: row["n"] for row in rows.order_by()}


def _visitors(since, until) -> Counts:
    rows = _held(since, until).annotate(n=Sum("visitors"))
    return {row["station"]: row["n"] or 0 for row in rows.order_by()}


def _held(since, until):
    rows = Reception.objects.filter(state="held", day__gte=since, day__lte=until, station__isnull=False)
    return rows.values("station")


register(Fact("receptions", _("代表接待"), _("次"), "stations.popularity_reception", _receptions))
register(Fact("visitors", _("来访群众"), _("人次"), "stations.popularity_visitor", _visitors))
register(
    Fact("batches", _("参观批次"), _("批"), "stations.popularity_batch",
         lambda since, until: {pk: n for pk, (n, _people) in tours.counted(since, until).items()})
)  # fmt: skip
register(
    Fact("tourists", _("参观人次"), _("人次"), "stations.popularity_tourists",
         lambda since, until: {pk: people for pk, (_n, people) in tours.counted(since, until).items()}, per=True)
)  # fmt: skip
