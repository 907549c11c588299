"""Hours of one day of the month, beside those of the week: 每月第一个周三, 每月最后一个周五, 每月 15 日. Pure.

They stand in the same table as the week: "3#1" the first Wednesday, "5#-1" the last Friday, "d15" the fifteenth.
"""

import re
from datetime import date, timedelta

NAMES = "一二三四五六日"
DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
NTH = re.compile(r"第?(最后一|[一二三四五1-5])个?(?:周|星期|礼拜)([一二三四五六日天])")
NUMBERED = re.compile(r"(\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]?")
KEY = re.compile(r"(?P<day>[1-7])#(?P<nth>-1|[1-5])|d(?P<date>[1-9]|[12]\d|3[01])")
NUMBERS = ("first", "second", "third", "fourth", "fifth")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ENGLISH = {
    **{word: f"第{NAMES[n]}个" for n, word in enumerate(NUMBERS)},
    **{word: f"周{NAMES[n]}" for n, word in enumerate(WEEKDAYS)},
    "last": "最后一个",
    "day": "",
    "and": "、",
}
# a day or an hour in running words: what a table has to say, and nothing beside it
TIMES = re.compile(
    r"[周期拜][一二三四五六日天]|每[周月天日]|工作日|\d\s*[:：点时]|[一二三四五六七八九十半]点"
    r"|[一二三十\d]+(?:日|号(?![楼院门栋路线室]))"
)


def keys(day: date) -> tuple[str, str, str]:
    """Under which a day may have hours of its own: 2026-11-18 is ("3#3", "d18", ""), 2026-11-25 ("3#4", "d25", "3#-1")."""
    last = f"{day.isoweekday()}#-1" if (day + timedelta(days=7)).month != day.month else ""
    return f"{day.isoweekday()}#{(day.day + 6) // 7}", f"d{day.day}", last


def parse_days(text: str) -> list[str] | None:
    """ "每月第一个周三" or "first Wednesday" → ["3#1"], "每月1日、15日" or "day 1, 15" → ["d1", "d15"]; None where it is no day
    of the month."""
    if re.match(r"[a-z]", text.strip(), re.I):
        text = "每月" + re.sub(r"[a-z]+", lambda w: ENGLISH.get(w[0].lower(), w[0]), text, flags=re.I)
    text = re.sub(r"\s+", "", text)
    if not text.startswith("每月"):
        return None
    found = []
    for one in re.split(r"[、,，和及]", text.removeprefix("每月").rstrip(":：")):
        if nth := NTH.fullmatch(one):
            number = "-1" if nth[1] == "最后一" else str(DIGITS.get(nth[1]) or nth[1])
            found.append(f"{NAMES.index('日' if nth[2] == '天' else nth[2]) + 1}#{number}")
        elif (numbered := NUMBERED.fullmatch(one)) and 1 <= _number(numbered[1]) <= 31:
            found.append(f"d{_number(numbered[1])}")
        else:
            return None
    return found


def _number(text: str) -> int:
    """15 and 十五 are one number."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def spoken(key: str) -> str:
    """What parse_days takes again: 每月第一个周三."""
    found = KEY.fullmatch(key)
    if found is None:
        raise ValueError(key)
    if found["date"]:
        return f"每月{found['date']}日"
    nth = "最后一" if found["nth"] == "-1" else f"第{NAMES[int(found['nth']) - 1]}"
    return f"每月{nth}个周{NAMES[int(found['day']) - 1]}"


def is_key(key: str) -> bool:
    return KEY.fullmatch(key) is not None


def names_times(text: str) -> bool:
    """Do these words name a day or an hour, so that they may say other than the table beside them?"""
    return TIMES.search(text) is not None
