"""How sure a hint says it is, and which words it may name: no percentage that the model's own measurement does not bear."""

import re

from django.utils.translation import gettext as _

GOOD = 0.8  # macro-F1 on this congress's own corrections from which a percentage means what it says
MEASURE = re.compile(
    r"^[\d一二三四五六七八九十百千万两半几]+(?:公里|千米|里路?|米|元|斤|亩|天|年|个月|次|户|人)?$"
)
PLACE = "(?:镇|乡|村|街道|社区|小区|片区|县|市|区|组|路|街|巷)"


def sure(confidence: float, hints) -> str:
    """A percentage where the version in use was measured here and is good; else words, cautious where it was found poor.

    The shipped model was measured elsewhere, on other people's letters: it never says a percentage.
    """
    found = hints.version.figures.get("new", {}).get("macro_f1") if hints.version is not None else None
    if found is not None and found >= GOOD:
        return _("把握 %(percent)s%%") % {"percent": round(100 * confidence)}
    if found is not None:
        return _("没有把握，本级实测常常不准，请自己判断")
    return _("比较像，请核对") if confidence >= GOOD else _("把握不大，请自己判断")


def telling(words: list[str], voice) -> list[str]:
    """Reasons without names of places (the voice's area, and what its text calls a village, a road, …) and without
    measures: neither says what a matter is about."""
    area = voice.area
    known = (area.name, area.parent.name if area.parent_id else "") if area is not None else ()
    text = f"{voice.title}\n{voice.text}"
    return [
        w for w in words if not MEASURE.match(w) and not any(w in n for n in known) and not _is_place(w, text)
    ]


def _is_place(word: str, text: str) -> bool:
    """Is the word, wherever it stands in the text, the name before 村, 社区, 路 …?"""
    return word in text and not re.search(re.escape(word) + f"(?!{PLACE})", text)
