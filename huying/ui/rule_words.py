"""The rule book in the reader's language: labels, values, starting events, citations, the arithmetic of a due day.

The words themselves stand in huying/rules, which knows no translation; the catalogue takes them from there
(tools/messages.py). What has no translation, such as a congress's own regulation, is shown as it was written.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext, pgettext

from huying.rules import deadlines
from huying.rules.deadlines import Explanation, Term
from huying.rules.profiles import CHOICES, LooserThanLaw, Setting
from huying.rules.worded import Article, Worded

from .when import calendar_day

EVENT = "起算"  # context of starting events: 交办 the event is not 交办 the button
_NUMBER = "[零〇一二三四五六七八九十百]+"
_PART = re.compile(rf"第（?({_NUMBER})）?(条|款|项)")
_DIGITS = {d: n for n, d in enumerate("零一二三四五六七八九")} | {"〇": 0}
_NOT_LAW = {
    "P": _l("，是一地做法，不是法定期限"),
    "I": _l("，不是法定期限"),
    "U": _l("，尚未核实"),
}


def said(words: str) -> str:
    """Words of the rule book, translated; empty stays empty."""
    return _(words) if words else ""


def event(name: str) -> str:
    """The event a term counts from."""
    return pgettext(EVENT, name) if name else ""


def term(length: Term) -> str:
    """ "3 个月", "3 months"."""
    parts = []
    if n := length.months:
        parts.append(ngettext("%(n)s 个月", "%(n)s 个月", n) % {"n": n})
    if n := length.days:
        parts.append(ngettext("%(n)s 日", "%(n)s 日", n) % {"n": n})
    if n := length.workdays:
        parts.append(ngettext("%(n)s 个工作日", "%(n)s 个工作日", n) % {"n": n})
    return " ".join(parts)


def value(setting: Setting) -> str:
    """The value of a setting, of any kind."""
    return of_value(setting.key, setting.value)


def of_value(key: str, found: object) -> str:
    """The same for a bare value under that key: a Term, a list of {code, label}, a flag, a number, a choice or None."""
    if found is None:
        return _("不设")
    if isinstance(found, bool):
        return _("是") if found else _("否")
    if isinstance(found, Term):
        return term(found)
    if isinstance(found, list | tuple):
        return _("、").join(said(str(one["label"])) for one in found)
    return said(CHOICES.get((key, str(found)), str(found)))


def source(setting: Setting) -> str:
    return cited(setting.law, setting.article, setting.date)


def cited(law: str, article: str = "", version: str = "") -> str:
    """《代表法》第五十一条第二款（2025）; in English: Deputies Law, art. 51 para. 2 (2025)."""
    name = said(law)
    if name == law:
        return f"{deadlines.title(law)}{article}" + (f"（{version[:4]}）" if version else "")
    where = f"{name}, {articles(article)}" if article else name
    return f"{where} ({version[:4]})" if version else where


def articles(text: str) -> str:
    """Articles and their parts in figures: 第五十一条第二款 → art. 51 para. 2."""
    units = {"条": _("第%(n)s条"), "款": _("第%(n)s款"), "项": _("第%(n)s项")}
    text = _PART.sub(lambda m: " " + units[m[2]] % {"n": _number(m[1])}, text)
    return re.sub(r"\s+", " ", text.replace("、", ",").replace("至", " –")).strip()


def _number(text: str) -> int:
    total = figure = 0
    for sign in text:
        if sign in "十百":
            total, figure = total + (figure or 1) * (10 if sign == "十" else 100), 0
        else:
            figure = _DIGITS[sign]
    return total + figure


def sentence(told: Explanation) -> str:
    """What Explanation.sentence() says, in the reader's language: 9月28日交办 ＋ 3 个月 ＝ 12月28日；…"""
    with_year = told.day is None or told.day.year != told.start.year
    facts = {
        "start": calendar_day(told.start, with_year=with_year),
        "event": event(told.start_event),
        "term": term(told.term),
        "end": calendar_day(told.day, with_year=with_year)
        if told.day
        else _("日历待公布（%(year)s年放假通知未录入）") % {"year": told.unknown_year},
    }
    plain = _("%(start)s ＋ %(term)s ＝ %(end)s")
    parts = [(_("%(start)s%(event)s ＋ %(term)s ＝ %(end)s") if told.start_event else plain) % facts]
    if told.law or told.article:
        parts.append(cited(told.law, told.article, told.version) + str(_NOT_LAW.get(told.status, "")))
    if told.rolled_from:
        parts.append(
            _("%(day)s放假，顺延到下一个工作日")
            % {"day": calendar_day(told.rolled_from, with_year=with_year)}
        )
    else:
        parts.append(_("遇放假顺延") if told.roll else _("不顺延"))
    if told.next_workday:
        parts.append(
            _("当天放假，下一个工作日为%(day)s")
            % {"day": calendar_day(told.next_workday, with_year=with_year)}
        )
    return _("；").join(parts)


def retold(text: str) -> str:
    """A sentence of the rules; one that does not know its parts is shown as it is."""
    if not isinstance(text, Worded):
        return said(text)
    return _(text.template) % {name: _fact(one) for name, one in text.facts.items()}


def _fact(one: object) -> object:
    if isinstance(one, Article):
        return cited(one.law, one.article, one.version)
    if isinstance(one, Setting):
        return value(one)
    return retold(one) if isinstance(one, str) else one


def looser(refusal: LooserThanLaw) -> str:
    """Why a local value cannot be used, with the article of the national law."""
    return _("“%(label)s”设为“%(value)s”，宽于%(where)s规定的“%(base)s”，不能采用") % {
        "label": said(refusal.base.label),
        "value": value(refusal.made),
        "where": source(refusal.base),
        "base": value(refusal.base),
    }
