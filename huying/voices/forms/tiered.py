"""Units to hand something to, listed by tier, and what to do where a tier has none."""

from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.functional import lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Unit

from .. import words
from ..tiers import fitting
from .base import RowChoice, pick

ANY = tuple(words.TIERS)  # what `fitting` says of a unit of no fixed tier


class ByTier(ModelChoiceIterator):
    """The units under the tiers on which they can stand, the nearest first; those of no fixed tier last."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        groups: dict[tuple[str, ...], list] = {}
        for unit in self.queryset:
            groups.setdefault(fitting(unit), []).append(self.choice(unit))
        if len(groups) < 2:
            yield from next(iter(groups.values()), ())
            return
        for tiers in sorted(groups, key=lambda tiers: (tiers == ANY, ANY.index(tiers[0]))):
            yield (_t("其他单位（要选层级）") if tiers == ANY else named(tiers)), groups[tiers]


class TieredUnit(RowChoice):
    iterator = ByTier

    def __init__(self, label):
        super().__init__(Unit, label)


def tier_choice():
    """Left open it is the unit's own; asked for where a unit may stand on several."""
    told = _(
        "村（社区）办的，选它所在的乡镇（街道），层级选“村（社区）”；要由市里办而名单上没有市级单位的，用“移送其他人大”。"
    )
    return pick({"": _("按承办单位"), **words.TIERS}, _("层级"), required=False, help_text=told)


def tell_where_none(form) -> None:
    """Beside the choice of a tier: whether one must be chosen, on which there is nobody to hand it to, and the ways out."""
    told = form.fields["tier"].help_text
    form.fields["tier"].help_text = lazy(_told, str)(told, form.fields["unit"].queryset)


def _told(usual, units: QuerySet) -> str:
    known = [fitting(unit) for unit in units]
    if ANY not in known:
        first = _t("一般不用选。")
    elif all(tiers == ANY for tiers in known):
        first = _t("这里的单位看不出层级，请选择。")
    else:
        first = _t("选了“其他单位”的必须选层级，选别的单位一般不用选。")
    missing = without(known)
    if not missing:
        return f"{first}{usual}"
    ways = _t("还没有%(tiers)s的单位：请管理员在“单位”名录里登记，或者用“移送其他人大”。")
    return f"{first}{usual}{ways % {'tiers': named(missing)}}"


def without(known) -> tuple[str, ...]:
    """Tiers on which none of these units, each said by the tiers that fit it, can stand."""
    stood = {tier for tiers in known for tier in tiers}
    return tuple(tier for tier in words.TIERS if tier not in stood)


def named(tiers) -> str:
    return _t("、").join(str(words.TIERS[one]) for one in tiers)
