"""Clocks as people read them: lamp, day with weekday, days left, and the arithmetic with its article."""

from datetime import date
from functools import lru_cache

from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huying.rules.deadlines import Explanation, lamp

from . import rule_words, when

WARN_DAYS = 15


def word(tone: str, due_on: date | None, today: date) -> str:
    """The lamp's word: never colour alone."""
    if tone == "done":
        return _("已办")
    if due_on is None:
        return _("日历待公布")
    left = (due_on - today).days
    if left < 0:
        return ngettext("超期 %(n)s 天", "超期 %(n)s 天", -left) % {"n": -left}
    if left == 0:
        return _("今日到期")
    return _("明日到期") if left == 1 else ngettext("还有 %(n)s 天", "还有 %(n)s 天", left) % {"n": left}


def lamp_of(due_on: date | None, today: date, warn_days: int = WARN_DAYS) -> dict:
    """{"tone", "word"} for a due day."""
    tone = lamp(today, due_on, warn_days)
    return {"tone": tone, "word": word(tone, due_on, today)}


def cell(due_on: date, today: date) -> dict:
    """A list's cell: the lamp, and the day with its weekday under it."""
    return dict(_cell(due_on, today, get_language()))


@lru_cache(maxsize=4096)
def _cell(due_on: date, today: date, _language: str | None) -> dict:
    """A list says twenty days, mostly those of the page before."""
    return {"text": "", "lamp": lamp_of(due_on, today), "sub": when.day_words(due_on, today)}


def shown(clock, setting, today: date) -> dict:
    """One clock for the page; `setting` is the profile's: label, tone, word, day, sentence, article."""
    explanation = Explanation.from_dict(clock.explanation) if clock.explanation else None
    tone = lamp(
        today, clock.due_on, setting.warn_days, met_on=localdate(clock.met_at) if clock.met_at else None
    )
    said = word(tone, clock.due_on, today)
    if tone == "late" and setting.is_window:
        tone, said = "done", _("已过期")  # a time in which something could be done: nobody is late
    return {
        "label": rule_words.said(setting.label),
        "tone": tone,
        "word": said,
        "day": clock.due_on,
        "sentence": rule_words.sentence(explanation) if explanation else "",
        "article": rule_words.articles(explanation.article) if explanation else "",
    }
