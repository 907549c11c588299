"""The State Council's notice in its own words: days off and make-up days out of the sentences as they are published.

"元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（周一）上班。" What it says of weekdays and of how many days is
checked against the calendar of the year, so that a notice of another year or a slip of the keyboard is seen.
"""

import re
from datetime import date, timedelta

from django.utils import dates
from django.utils.translation import gettext as _

WEEKDAYS = "一二三四五六日"
_BRACKET = r"(?:[（(]([^（）()]*)[）)])?"
_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日" + _BRACKET
DAY = re.compile(_DAY)
_PLAIN = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[（(][^（）()]*[）)])?"
_END = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:[（(][^（）()]*[）)])?"
_SPAN = rf"{_PLAIN}(?:至{_END})?"
OFF = re.compile(
    rf"(?P<days>{_SPAN}(?:[、和]{_SPAN})*)放假(?P<one>\d+天)?(?:调休)?(?:，(?:不调休|与周末连休|共(?P<all>\d+)天))*"
)
WORK = re.compile(rf"(?P<days>{_PLAIN}(?:[、和]{_PLAIN})*)(?:均|为)?(?:正常)?上班")
_NUMBER = r"[一二三四五六七八九十]{1,3}"
HEAD = re.compile(
    rf"^(?:{_NUMBER}、|[（(]{_NUMBER}[）)]|\d{{1,2}}[.．、](?!\d))?\s*(?:[^：:\d，]{{1,20}}[：:])?\s*"
)
SENTENCES = re.compile(r"[。；;\n]+|，(?=\d{1,2}月\d{1,2}日[^，。；]*上班)")
SAYS_SO = re.compile(r"放假|上班")
SIGNED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def is_notice(text: str) -> bool:
    """Sentences of a notice, not bare days."""
    return bool(SAYS_SO.search(text))


def read(text: str, year: int) -> tuple[list[date], list[date]]:
    """(days off, make-up days), sorted. ValueError in Chinese names the sentence that is not understood."""
    off: set[date] = set()
    work: set[date] = set()
    for raw in SENTENCES.split(re.sub(r"[ \t\u3000]+", "", text.replace(",", "，"))):
        sentence = HEAD.sub("", raw)
        if found := OFF.fullmatch(sentence):
            days = _days(found["days"], year, raw)
            if (said := found["all"] or (found["one"] or "").rstrip("天")) and int(said) != len(days):
                words = {"part": raw, "said": said, "n": len(days)}
                raise ValueError(_("“%(part)s”：写的是 %(said)s 天，日期却有 %(n)s 天。") % words)
            off |= days
        elif found := WORK.fullmatch(sentence):
            work |= _days(found["days"], year, raw)
        elif DAY.search(sentence) and not sentence.startswith("鼓励") and not SIGNED.fullmatch(sentence):
            raise ValueError(
                _("“%(part)s”看不明白；写法如“2月5日至11日放假调休，共7天。2月14日上班。”") % {"part": raw}
            )
    return sorted(off), sorted(work)


def _days(text: str, year: int, part: str) -> set[date]:
    found: set[date] = set()
    for span in re.split(r"[、和](?=\d)", text):
        first_text, _to, last_text = span.partition("至")
        first = _day(first_text, year, None, part)
        last = _day(last_text, year, first, part) if last_text else first
        if not first <= last <= first + timedelta(days=31):
            raise ValueError(_("“%(part)s”的起止日期不对。") % {"part": part})
        found.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return found


def _day(text: str, year: int, first: date | None, part: str) -> date:
    """One day with what its bracket says of the weekday."""
    if (match := DAY.fullmatch(text)) is None:
        raise ValueError(_("“%(part)s”不是存在的日期。") % {"part": part})
    try:
        base = first or date(year, 1, 1)
        day = date(int(match[1] or base.year), int(match[2] or base.month), int(match[3]))
    except ValueError:
        raise ValueError(_("“%(part)s”不是存在的日期。") % {"part": part}) from None
    if said := re.search(r"(?:周|星期|礼拜)([一二三四五六日天])", match[4] or ""):
        real = WEEKDAYS[day.weekday()]
        if said[1].replace("天", "日") != real:
            words = {"part": part, "day": day.isoformat(), "real": dates.WEEKDAYS[day.weekday()]}
            raise ValueError(_("“%(part)s”：%(day)s 是%(real)s，写的却不是。年份填对了吗？") % words)
    return day
