"""How sure a hint says it is, and which words it may name: no percentage that the model's own measurement does not bear."""

import re

from django.utils.translation import gettext as _

from .models import TriageModel

GOOD = 0.8  # macro-F1 on this congress's own corrections from which a percentage means what it says
MEASURE = re.compile(
    r"^[\d一二三四五六七八九十百千万两半几]+(?:公里|千米|里路?|米|元|斤|亩|天|年|个月|次|户|人)?$"
)


def sure(confidence: float, hints) -> str:
    """A percentage where the model in use was measured here and is good; else words, cautious where it was found poor."""
    found = measured(hints)
    if found is not None and found >= GOOD:
        return _("把握 %(percent)s%%") % {"percent": round(100 * confidence)}
    if found is not None:
        return _("没有把握，本级实测常常不准，请自己判断")
    return _("比较像，请核对") if confidence >= GOOD else _("把握不大，请自己判断")


def measured(hints) -> float | None:
    """macro-F1 of the model in use on this congress's corrections; None where nobody has measured it here."""
    if hints.version is not None:
        return hints.version.figures.get("new", {}).get("macro_f1")
    rows = TriageModel.objects.exclude(figures={}).order_by("-pk").values_list("figures", flat=True)
    return next((f.get("now", {}).get("macro_f1") for f in rows[:1]), None)


def telling(words: list[str], places: list[str]) -> list[str]:
    """Reasons without names of the roster's places and without measures: neither says what a matter is about."""
    return [w for w in words if not MEASURE.match(w) and not any(w in place for place in places)]
