"""What stands in a cell → a value, or ValueError with the reason in Chinese. Each factory returns a parser."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from huying.kernel.words import Words

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # all but tab and line feed
CHINA = ZoneInfo("Asia/Shanghai")
EPOCH = date(1899, 12, 30)  # day 0 of an Excel serial
FIRST, LAST = 1900, 2100
DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
DAY = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*[日号])?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?)?")
CLOCK = re.compile(
    r"(上午|早上|凌晨|中午|下午|晚上|晚)?\s*(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})\s*(?:[:分]\s*(?:(\d{1,2})(?:\.\d+)?\s*秒?)?)?)?"
)
ZONE = re.compile(r"\s*(Z|[+-]\d{2}:?\d{2})$")
WEEKDAY = re.compile(r"[(\[]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?")


def plain(cell) -> str:
    """The cell as text: numbers without a false .0, no control characters but line breaks, no spaces round it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, float):
        if abs(cell) >= 1e15:
            raise ValueError(_("数字超过 15 位，Excel 已经丢了末尾几位，请把这一列设成文本后重填。"))
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds") if cell.time() != time() else cell.date().isoformat()
    text = str(cell).replace("_x000D_", "\n").replace("\r\n", "\n").replace("\r", "\n")
    return CONTROLS.sub("", text).strip()


def narrow(cell) -> str:
    """plain(), with full-width digits and signs made narrow."""
    return unicodedata.normalize("NFKC", plain(cell))


def text(longest: int = 0) -> Callable[[object], str]:
    """Any text, at most so many characters."""

    def parse(cell):
        value = plain(cell)
        if longest and len(value) > longest:
            raise ValueError(_("有 %(n)s 个字，最多 %(longest)s 个") % {"n": len(value), "longest": longest})
        return value

    return parse


def integer(low: int | None = None, high: int | None = None) -> Callable[[object], int | None]:
    """A whole number within bounds; empty is None."""

    def parse(cell):
        value = number()(cell)
        if value is None:
            return None
        if value != int(value):
            raise ValueError(_("应是整数，不是“%(cell)s”") % {"cell": narrow(cell)[:40]})
        if (low is not None and value < low) or (high is not None and value > high):
            raise ValueError(_("“%(cell)s”超出范围") % {"cell": narrow(cell)[:40]})
        return int(value)

    return parse


def number() -> Callable[[object], Decimal | None]:
    """A number, with or without thousands; empty is None."""

    def parse(cell):
        value = narrow(cell).replace(",", "").replace(" ", "")
        if not value:
            return None
        try:
            if not re.fullmatch(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})", value, re.ASCII):
                raise InvalidOperation
            return Decimal(value)
        except InvalidOperation:
            raise ValueError(_("应是数字，不是“%(cell)s”") % {"cell": value[:40]}) from None

    return parse


def choice(
    labels: Mapping[str, object], kinds: Mapping[str, Words] | None = None
) -> Callable[[object], object]:
    """One of these labels (several may mean the same value); empty is "".

    `kinds`: value → label, known in Chinese and in the reader's language.
    """

    @cache
    def known(language: str | None) -> dict[str, object]:
        pairs: list[tuple[str, object]] = []
        for spoken in (settings.LANGUAGE_CODE, language):
            with override(spoken):
                pairs += [(str(label), value) for value, label in (kinds or {}).items()]
        return {
            _bare(unicodedata.normalize("NFKC", label)): value for label, value in [*pairs, *labels.items()]
        }

    def parse(cell):
        asked, names = _bare(narrow(cell)), known(get_language())
        if asked and asked not in names:
            some = "、".join([*map(str, (kinds or {}).values()), *labels][:8])
            raise ValueError(
                _("不认识“%(cell)s”，可以填：%(some)s") % {"cell": plain(cell)[:40], "some": some}
            )
        return names.get(asked, "")

    return parse


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def day(year: int | None = None) -> Callable[[object], date | None]:
    """A date in any usual Chinese form; one without a year takes `year`, or is refused. Empty is None."""

    def parse(cell):
        moment_ = _moment(cell, year)
        return moment_ and moment_.date()

    return parse


def moment(year: int | None = None, zone: ZoneInfo = CHINA) -> Callable[[object], datetime | None]:
    """A date with or without time of day, in `zone` unless it says another. Empty is None."""

    def parse(cell):
        found = _moment(cell, year)
        return found and (found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone))

    return parse


def _moment(cell, year) -> datetime | None:
    if isinstance(cell, datetime):
        return _sane(cell, cell)
    if isinstance(cell, date):
        return _sane(datetime(cell.year, cell.month, cell.day), cell)  # noqa: DTZ001
    if isinstance(cell, (time, timedelta)):
        raise ValueError(_("只有时间，没有日期"))
    if isinstance(cell, float) and 1 <= cell < 80_000:
        return _sane(datetime.combine(EPOCH, time()) + timedelta(seconds=round(cell * 86_400)), cell)
    said = WEEKDAY.sub(" ", _western(narrow(cell))).strip()
    if not said:
        return None
    if re.fullmatch(r"\d{5}", said) and 20_000 <= int(said) < 80_000:
        return datetime.combine(EPOCH + timedelta(days=int(said)), time())
    zone = ZONE.search(said) if ":" in said else None
    body = said[: zone.start()] if zone else said
    if found := COMPACT.fullmatch(body):
        parts = [int(p) if p else 0 for p in found.groups()]
    else:
        found = DAY.match(body)
        if not found or re.match(r"[\d\-/.]", body[found.end() :]):
            raise ValueError(_("看不懂日期“%(cell)s”，请写成 2026-03-02") % {"cell": plain(cell)[:40]})
        y, m, d = found.groups()
        if y is None and year is None:
            raise ValueError(_("日期“%(cell)s”没有年份") % {"cell": plain(cell)[:40]})
        parts = [int(y or year), int(m), int(d), *_time(body[found.end() :], cell)]
    try:
        value = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        raise ValueError(_("没有这一天或者这个时刻：“%(cell)s”") % {"cell": plain(cell)[:40]}) from None
    if zone:
        value = datetime.fromisoformat(value.isoformat() + zone.group(1).replace("Z", "+00:00"))
    return _sane(value, cell)


def _time(rest: str, cell) -> list[int]:
    rest = rest.strip().removeprefix("T").strip(" ,，")
    if not rest:
        return [0, 0, 0]
    if not (found := CLOCK.fullmatch(rest)):
        raise ValueError(_("看不懂时间“%(cell)s”，请写成 14:00") % {"cell": plain(cell)[:40]})
    part, hour, minute, second = found.group(1), *(int(p or 0) for p in found.groups()[1:])
    if part in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    return [hour, minute, second]


def _sane(value, cell):
    if not FIRST <= value.year < LAST:
        raise ValueError(_("年份不对：“%(cell)s”") % {"cell": str(cell)[:40]})
    return value


def _western(said: str) -> str:
    """二〇二六年三月二十日 → 2026年3月20日."""
    if not re.search("[一二三四五六七八九十〇零○]", said):
        return said

    def tens(found):
        left, right = found.group(1), found.group(2)
        return str(int(DIGITS.get(left, "1")) * 10 + int(DIGITS.get(right, "0")))

    digits = "".join(DIGITS)
    said = re.sub(rf"(?<!周)(?<!期)(?<!拜)([{digits}]?)十([{digits}]?)", tens, said)
    return re.sub(rf"(?<!周)(?<!期)(?<!拜)[{digits}]", lambda f: DIGITS[f.group()], said)
