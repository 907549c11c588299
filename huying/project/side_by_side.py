"""How satisfied the deputies are, beside what was solved: neither number without the other, each with what it is out of."""

from django.utils.translation import gettext as _

from huying.suggestions.figures import LEVELS, satisfied
from huying.suggestions.figures import share as plain_share
from huying.ui.small_numbers import is_exact, nested, share, shown

Figure = tuple[str, str, str]  # label, value, unit
NAMES = ("assigned", "replied", "solved", "on_time", "late", "redone")


def totals(rates: list[dict]) -> dict[str, int]:
    """The sums of figures.rates() over all units, and how many ratings of the result there are: good, basic, no, rated."""
    found = {name: sum(row[name] for row in rates) for name in NAMES}
    found |= {level: sum(row[f"result_{level}"] for row in rates) for level in LEVELS}
    return found | {"rated": sum(found[level] for level in LEVELS)}


def inside(total: dict[str, int]) -> list[Figure]:
    """For whoever reads every number: both rates, "—" where there is nothing to divide by; none where nothing was answered."""
    if not total["replied"]:
        return []
    solved = plain_share(total["solved"], total["replied"])
    content = satisfied(*(total[level] for level in LEVELS))
    return _pair(solved, f"{total['replied']:,}", content, f"{total['rated']:,}")


def public(total: dict[str, int]) -> tuple[list[Figure], str]:
    """(both rates, "") for everybody; ([], why not) where one of them would speak of a few matters or persons."""
    told = nested((total["assigned"], total["replied"]))[1]
    solved = share(total["solved"], total["replied"]) if is_exact(told) else None
    content = share(total["good"] + total["basic"], total["rated"])
    if solved is None or content is None:
        few = _("办成率和满意率一起公布；已答复或者评价过的太少，现在都不显示。")
        return [], few if total["replied"] else ""
    return _pair(solved, told, content, shown(total["rated"])), ""


def _pair(solved: float | None, replied: str, content: float | None, rated: str) -> list[Figure]:
    return [
        (_("当年建议办成率（已答复 %(n)s 件里）") % {"n": replied}, *_percent(solved)),
        (_("代表满意率（评价过的 %(n)s 件里）") % {"n": rated}, *_percent(content)),
    ]


def _percent(rate: float | None) -> tuple[str, str]:
    return ("—", "") if rate is None else (f"{rate}", "%")
