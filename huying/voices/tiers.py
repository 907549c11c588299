"""The tier of a unit: figures by tier are right only when a bureau of the county is not counted as a town."""

from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.process import Refused

from . import words

# the first is taken where none is named; what is no office (a committee of villagers, a company) stands on any
TOWNS, ABOVE = ("town", "village"), ("county", "city")
ABOVE_KINDS = ("government", "department", "supervisory", "court", "procuratorate")


def fitting(unit) -> tuple[str, ...]:
    """Tiers on which a unit can stand; all where that cannot be known."""
    if unit.kind == "town":
        return TOWNS
    if unit.kind in ABOVE_KINDS and scope.current().level == "county":
        return ABOVE
    return tuple(words.TIERS)


def tier_of(unit, tier: str = "") -> str:
    """The tier, checked against the unit; without one the unit's own. Refused where they contradict each other."""
    possible = fitting(unit)
    if not tier and len(possible) < len(words.TIERS):
        return possible[0]
    if tier not in possible:
        told = _("、").join(str(words.TIERS[one]) for one in possible)
        raise Refused(
            _("“%(unit)s”的层级应当是：%(tiers)s。") % {"unit": unit, "tiers": told}
            if tier
            else _("请选择“%(unit)s”的层级。") % {"unit": unit}
        )
    return tier
