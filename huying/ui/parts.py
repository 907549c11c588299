"""The parts that pages are made of: one Python signature each, and a template unless they are drawn at every list.

Every part returns safe HTML. Arguments may be mappings or objects with the named attributes; every
text is escaped unless it is already a SafeString. Tones: wait (default), ok, warn, late, honour.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.template import engines
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .escaping import esc
from .icons import icon

TONES = ("wait", "ok", "warn", "late", "honour")


def _render(part: str, /, **context: Any) -> SafeString:
    return SafeString(engines["django"].get_template(f"ui/parts/{part}.html").render(context))


def _get(thing: Any, name: str, default: Any = "") -> Any:
    if isinstance(thing, Mapping):
        return thing.get(name, default)
    return getattr(thing, name, default)


def tone_of(tone: str) -> str:
    """A known tone; anything else reads as "wait", so that no stranger's word becomes a CSS class."""
    return "ok" if tone == "done" else tone if tone in TONES else "wait"


def lamp(clock: Any, word: str = "") -> SafeString:
    """Colour, shape and word. `clock`: {tone, word}, or a tone with `word` beside it. Nothing for None."""
    if not clock:
        return SafeString("")
    tone = clock if isinstance(clock, str) else _get(clock, "tone")
    text = word or ("" if isinstance(clock, str) else _get(clock, "word"))
    return SafeString(f'<span class="lamp {tone_of(tone)}">{esc(text)}</span>')


def story(items: Iterable[Any]) -> SafeString:
    """What happened, in time order. Items: {label, who, when, note, public, files, now, law}."""
    return _render("story", items=items)


SHOWN = 5  # steps that stand open in the action panel


def steps(steps: Iterable[Any], refusals: Sequence[str] = ()) -> SafeString:
    """The action panel. Steps: {name, label, url, primary, law, danger}; refusals: who else can do what, when.

    The usual ones first; of many the rest, and what undoes things, is folded.
    """
    able = list(steps)
    if len(able) <= SHOWN + 1:
        return _render("steps", steps=able, more=[], refusals=refusals)
    usual = sorted(able, key=lambda step: bool(_get(step, "danger")))[:SHOWN]
    more = [step for step in able if step not in usual]
    return _render("steps", steps=[s for s in able if s in usual], more=more, refusals=refusals)


def tray(tray: Any) -> SafeString:
    """One tray. {label, count, lamp: {tone, word} | None, url, current}."""
    here = ' aria-current="page"' if _get(tray, "current") else ""
    url, count, label = (esc(_get(tray, name)) for name in ("url", "count", "label"))
    shown = lamp(_get(tray, "lamp", None))
    return SafeString(f'<a class="tray" href="{url}"{here}><b>{count}</b><span>{label}</span>{shown}</a>')


def trays(trays: Iterable[Any], label: str = "") -> SafeString:
    """A row of trays as a navigation called `label`."""
    each = SafeString("".join(f"<li>{tray(one)}</li>" for one in trays))
    return format_html('<nav aria-label="{}"><ul class="trays">{}</ul></nav>', label or _("分类"), each)


def side(menu: Iterable[Mapping[str, Any]], label: str) -> SafeString:
    """The menu at the side. Entries: {label, url, current, count, icon, group, open}; areas are folded but the open one."""
    return _side(tuple(tuple(map(entry.get, ENTRY)) for entry in menu), label)


ENTRY = ("group", "open", "label", "url", "current", "count", "icon")


@lru_cache(maxsize=512)
def _side(entries: tuple, label: str) -> SafeString:
    """Forty entries that hardly ever change are drawn once for each place in them."""
    drawn = []
    for area, those in groupby(entries, key=itemgetter(0)):
        inside = list(those)
        links = format_html_join("", "{}", ((_entry(*entry[2:]),) for entry in inside))
        fold = mark_safe(" open") if inside[0][1] else ""
        framed = format_html("<details{}><summary>{}</summary>{}</details>", fold, area, links)
        drawn.append((framed if area else links,))
    whole = format_html_join("", "{}", drawn)
    return format_html('<nav class="side" id="menu" tabindex="-1" aria-label="{}">{}</nav>', label, whole)


def _entry(name, url, current, count, picture) -> SafeString:
    here = mark_safe(' aria-current="page"') if current else ""
    sign = icon(picture) if picture else ""
    number = format_html('<span class="badge">{}</span>', count) if count else ""
    return format_html('<a href="{}"{}>{}<span>{}</span>{}</a>', url, here, sign, name, number)


def person(person: Any) -> SafeString:
    """{name, sub, url}: the family name in a circle, the name, and what the person is."""
    name = str(_get(person, "name"))
    return _render("person", name=name, face=name[:1], sub=_get(person, "sub"), url=_get(person, "url"))


def figure(
    value: Any, label: str, unit: str = "", delta: str = "", tone: str = "", url: str = ""
) -> SafeString:
    """A big number with its name; `delta` says the change in words ("比上年 +12")."""
    tone = tone_of(tone) if tone else ""
    return _render("figure", value=value, label=label, unit=unit, delta=delta, tone=tone, url=url)


def shares(parts: Sequence[Any]) -> list[dict[str, Any]]:
    """[{label, count, tone?}] with x and width in percent and a colour class, for stacked bars."""
    total = sum(_get(part, "count", 0) for part in parts)
    out, x = [], 0.0
    for i, part in enumerate(parts):
        count, tone = _get(part, "count", 0), _get(part, "tone")
        width = 100 * count / total if total else 0
        paint = f"f{tone_of(tone)}" if tone else f"f{i % 6 + 1}"
        out.append(
            {
                "label": _get(part, "label"),
                "count": count,
                "x": f"{x:.3f}%",
                "width": f"{width:.3f}%",
                "share": round(width, 1),
                "paint": paint,
            }
        )
        x += width
    return out


def vote_bar(parts: Sequence[Any], label: str = "") -> SafeString:
    """One stacked bar with its legend. Parts: {label, count, tone?}; `label` names what was voted on."""
    cut = shares(parts)
    return _render("vote_bar", parts=cut, label=label or _("表决结果"), total=sum(p["count"] for p in cut))


def file_list(files: Iterable[Any]) -> SafeString:
    """Files: {name, url, size ("312 KB"), kind, note}; without url the name stands alone."""
    return _render("file_list", files=files)


def empty_state(
    text: str, title: str = "", url: str = "", action: str = "", icon: str = "inbox"
) -> SafeString:
    """An empty place says what will appear there, and offers the next act where there is one."""
    return _render("empty_state", text=text, title=title, url=url, action=action, icon=icon)


def pager(pager: Any) -> SafeString:
    """{prev, next, label}: addresses or None, and "第 1—20 条，共 235 条"."""
    return _render("pager", pager=pager)


def clock(clock: Any) -> SafeString:
    """A deadline that explains itself: {label, tone, word, day, weekday, sentence, article}."""
    day = _get(clock, "day")
    weekday = "" if isinstance(day, dt.date) else _get(clock, "weekday")  # a date brings its own
    return _render("clock", clock=clock, day=day, weekday=weekday)


def four_words(reached: int, ending: str = "", reason: str = "", days: Sequence[str] = ()) -> SafeString:
    """已收到 → 已转交 → 已答复 → 已落实 up to `reached` (1–4).

    `ending` (已说明, 已引导, 暂难办理) stands in the place of the fourth word where the thing was not
    done; `reason` says why. `days` are the days on which each word came true.
    """
    if not 0 <= reached <= 4:
        raise ValueError(f"reached must be 0..4, not {reached}")
    words = [_("已收到"), _("已转交"), _("已答复"), ending or _("已落实")]
    state = ["done" if i < reached else "" for i in range(4)]
    if reached:
        state[reached - 1] += " now"
    if ending:
        state[3] = "honest"
    dated = list(days) + [""] * (4 - len(days))
    return _render("four_words", words=list(zip(words, state, dated, strict=False)), reason=reason)


def progress(done: int, total: int, label: str = "") -> SafeString:
    """A bar with its numbers; a total of 0 means that the end is not known yet."""
    percent = min(100, round(100 * done / total)) if total else 0
    return _render(
        "progress",
        done=done,
        total=total,
        percent=percent,
        width=f"{percent}%",
        paint="fok" if total and done >= total else "f2",
        label=label or _("进度"),
    )


def money(amount: Decimal | float | int, unit: str = "") -> SafeString:
    """Yuan with two digits; from ten thousand yuan upwards in 万元, the full sum as a title."""
    value, yuan = Decimal(str(amount)), _("元")
    full = f"{value:,.2f} {yuan}"
    if unit:
        text = f"{value:,.2f} {unit}"
    elif abs(value) >= 10_000:
        text = f"{value / 10_000:,.2f} {_('万元')}"
    else:
        text = full
    return format_html('<span class="money" title="{}">{}</span>', full, text)


def rating(attitude: Any, result: Any, reason: str = "") -> SafeString:
    """The two halves of a rating, each {word, tone} or None where it is not given yet."""
    return _render("rating", attitude=attitude, result=result, reason=reason)


def code_box(code: str, label: str) -> SafeString:
    """A number to keep: large, selected by one click, with a copy button where JavaScript runs."""
    return _render("code_box", code=code, label=label)


def qr(text: str, label: str) -> SafeString:
    """A QR code as SVG with `label` under it; dark on white in every theme, or scanners fail."""
    import segno

    svg = segno.make(text, error="m").svg_inline(border=2, svgclass=None, lineclass=None, omitsize=True)
    return _render("qr", svg=mark_safe(svg), label=label)  # noqa: S308 - drawn by segno from modules only
