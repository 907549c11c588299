"""Charts drawn by the server as accessible SVG: no JavaScript, dark and print by the style sheet.

Each function takes a `title` and plain data, and returns a <figure> with the drawing, a sentence for screen
readers (<title>, <desc>) and the numbers as a table. Without data it shows an empty state. Labels are escaped.
"""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .drawing import (
    FLOOR,
    Number,
    figure,
    grid,
    joined,
    legend,
    nice_top,
    nothing,
    plot,
    short,
    table,
    under,
    y_of,
)

Pairs = Sequence[tuple[str, Number]]
Series = Sequence[tuple[str, Sequence[Number]]]


def _check(labels: Sequence[str], series: Series) -> None:
    for name, values in series:
        if len(values) != len(labels):
            raise ValueError(f"series {name!r} has {len(values)} values for {len(labels)} labels")


def _said(data: Pairs, unit: str) -> str:
    """The chart in one sentence: how many entries, the highest and the lowest."""
    high, low = max(data, key=lambda pair: pair[1]), min(data, key=lambda pair: pair[1])
    return _("共 %(n)s 项，最高 %(high)s %(top)s%(unit)s，最低 %(low)s %(bottom)s%(unit)s。") % {
        "n": len(data),
        "high": high[0],
        "top": short(high[1]),
        "low": low[0],
        "bottom": short(low[1]),
        "unit": unit.strip(),  # 件 has no word in English
    }


def _bar(share: float, paint: str) -> SafeString:
    return format_html(
        '<svg aria-hidden="true"><rect class="f0" width="100%" height="100%"/>'
        '<rect class="{}" width="{}%" height="100%"/></svg>',
        paint,
        f"{max(0.0, min(100.0, share)):.2f}",
    )


def bars(title: str, data: Pairs, unit: str = "", top: Number | None = None) -> SafeString:
    """A ranking of horizontal bars, longest as given; `top` is the value of a full bar (100 for percents)."""
    if not data:
        return nothing(title)
    full = top or max(value for _label, value in data) or 1
    rows = [
        format_html(
            '<tr><th scope="row">{}</th><td>{}</td><td class="v">{}{}</td></tr>',
            label,
            _bar(100 * value / full, "f1"),
            short(value),
            unit,
        )
        for label, value in data
    ]
    said = format_html('<p class="sr">{}</p>', _said(data, unit))
    return figure(title, said, format_html('<table class="bars"><tbody>{}</tbody></table>', joined(rows)))


def paired_bars(
    title: str, data: Sequence[tuple[str, Number | None, Number | None]], first: str, second: str
) -> SafeString:
    """Two percents per unit, one under the other: what people said beside what was done (满意率与办成率); None: not known."""
    if not data:
        return nothing(title)
    rows = [
        format_html(
            '<tr><th scope="row">{}</th><td class="pair">{}{}</td><td class="v"><div>{}</div><div>{}</div></td></tr>',
            label,
            _bar(one or 0, "f2"),
            _bar(two or 0, "f1"),
            _percent(one),
            _percent(two),
        )
        for label, one, two in data
    ]
    body = format_html('<table class="bars"><tbody>{}</tbody></table>', joined(rows))
    numbers = table(["", first, second], [(name, _percent(a), _percent(b)) for name, a, b in data])
    return figure(title, legend([first, second], ["f2", "f1"]), body, numbers)


def _percent(value: Number | None) -> str:
    return "—" if value is None else f"{short(value)}%"


def columns(title: str, data: Pairs, unit: str = "") -> SafeString:
    """Columns side by side, for months or years; the number stands on the column where there is room."""
    if not data:
        return nothing(title)
    return _columns(title, [label for label, _v in data], [("", [value for _l, value in data])], unit)


def stacked_columns(title: str, labels: Sequence[str], series: Series, unit: str = "") -> SafeString:
    """Columns made of layers; the number on top is the sum."""
    _check(labels, series)
    if not labels or not series:
        return nothing(title)
    return _columns(title, labels, series, unit)


def _columns(title: str, labels: Sequence[str], series: Series, unit: str) -> SafeString:
    sums = [sum(values[i] for _name, values in series) for i in range(len(labels))]
    top, step = nice_top(max(sums)), 100 / len(labels)
    wide = min(step * 0.62, 9)
    centres = [step * (i + 0.5) for i in range(len(labels))]
    drawn = [grid(top)]
    for i, centre in enumerate(centres):
        base: Number = 0
        for k, (_name, values) in enumerate(series):
            high, low = y_of(base + values[i], top), y_of(base, top)
            base += values[i]
            drawn.append(
                format_html(
                    '<rect class="f{} gap" x="{}%" width="{}%" y="{}" height="{}"/>',
                    k % 6 + 1,
                    f"{centre - wide / 2:.2f}",
                    f"{wide:.2f}",
                    high,
                    round(low - high, 1),
                )
            )
        if len(labels) <= 12:
            number = '<text class="v{}" x="{}%" y="{}" text-anchor="middle">{}</text>'
            crowd = "" if len(labels) <= 6 else " vn"
            drawn.append(format_html(number, crowd, f"{centre:.2f}", y_of(base, top) - 6, short(sums[i])))
    drawn.append(under(labels, centres))
    said = _said(list(zip(labels, sums, strict=True)), unit)
    names = [name for name, _values in series]
    head = ["", *(names if names != [""] else [unit.strip() or _("数量")])]
    rows = [(label, *(short(values[i]) for _n, values in series)) for i, label in enumerate(labels)]
    keys = [legend(names, [f"f{k % 6 + 1}" for k in range(len(names))])] if names != [""] else []
    return figure(title, *keys, plot(title, said, joined(drawn)), table(head, rows))


def line(title: str, labels: Sequence[str], series: Series, unit: str = "") -> SafeString:
    """Lines over time; each has its own colour and its own dash, so that print and colour-blind eyes can tell."""
    _check(labels, series)
    if not labels or not series:
        return nothing(title)
    top = nice_top(max(max(values) for _name, values in series))
    step = 100 / len(labels)
    centres = [step * (i + 0.5) for i in range(len(labels))]
    drawn = [grid(top)]
    for k, (_name, values) in enumerate(series):
        spots = list(zip(centres, (y_of(value, top) for value in values), strict=True))
        for (x1, y1), (x2, y2) in pairwise(spots):
            drawn.append(
                format_html(
                    '<line class="line s{} dash{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>',
                    k % 6 + 1,
                    k % 3 + 1,
                    f"{x1:.2f}",
                    y1,
                    f"{x2:.2f}",
                    y2,
                )
            )
        dot = '<circle class="f{} gap" cx="{}%" cy="{}" r="4"/>'
        drawn += [format_html(dot, k % 6 + 1, f"{x:.2f}", y) for x, y in spots]
    drawn.append(under(labels, centres))
    said = " ".join(
        f"{name}{_('：')}{_said(list(zip(labels, values, strict=True)), unit)}" for name, values in series
    )
    names = [name for name, _values in series]
    keys = legend(names, [f"f{k % 6 + 1}" for k in range(len(names))])
    rows = [(label, *(short(values[i]) for _n, values in series)) for i, label in enumerate(labels)]
    return figure(title, keys, plot(title, said, joined(drawn)), table(["", *names], rows))


def donut(title: str, data: Pairs, centre: str = "") -> SafeString:
    """Shares of a whole as a ring; every share is written out beside it. `centre` stands in the middle."""
    total = sum(value for _label, value in data)
    if not total:
        return nothing(title)
    around, turned, drawn = 2 * 3.14159265 * 42, 0.0, []
    for k, (_label, value) in enumerate(data):
        length = around * value / total
        drawn.append(
            format_html(
                '<circle class="s{}" cx="60" cy="60" r="42" fill="none" stroke-width="20"'
                ' stroke-dasharray="{} {}" stroke-dashoffset="{}" transform="rotate(-90 60 60)"/>',
                k % 6 + 1,
                f"{max(0.0, length - 1):.2f}",
                f"{around:.2f}",
                f"{-turned:.2f}",
            )
        )
        turned += length
    middle = '<text class="big" x="60" y="60" text-anchor="middle" dominant-baseline="central">{}</text>'
    drawn.append(format_html(middle, centre or short(total)))
    ring = format_html(
        '<svg viewBox="0 0 120 120" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        title,
        title,
        _said(data, ""),
        joined(drawn),
    )
    words = [f"{label} {short(value)}（{100 * value / total:.0f}%）" for label, value in data]
    keys = legend(words, [f"f{k % 6 + 1}" for k in range(len(data))])
    return figure(title, format_html('<div class="donut">{}{}</div>', ring, keys))


def funnel(title: str, data: Pairs) -> SafeString:
    """How many came to each stage; beside the number its share of the first stage."""
    if not data or not data[0][1]:
        return nothing(title)
    first = data[0][1]
    rows = [
        format_html(
            "<li><span>{}<b>{} <small>{}%</small></b></span>"
            '<svg aria-hidden="true"><rect class="f1" x="{}%" width="{}%" height="100%" rx="3"/></svg></li>',
            label,
            short(value),
            f"{100 * value / first:.0f}",
            f"{50 - 50 * min(1, value / first):.2f}",
            f"{100 * min(1, value / first):.2f}",
        )
        for label, value in data
    ]
    return figure(title, format_html('<ol class="funnel">{}</ol>', joined(rows)))


def heat_strip(title: str, labels: Sequence[str], series: Series, unit: str = "") -> SafeString:
    """A row per series, a field per label, darker for more: which months are busy in which field."""
    _check(labels, series)
    if not labels or not series:
        return nothing(title)
    highest = max(max(values) for _name, values in series) or 1
    step, tall, drawn = 100 / len(labels), 52, []
    for k, (name, values) in enumerate(series):
        drawn.append(format_html('<text class="v" x="0" y="{}">{}</text>', k * tall + 14, name))
        for i, value in enumerate(values):
            shade = 0 if value <= 0 else min(4, 1 + int(4 * value / highest * 0.999))
            drawn.append(
                format_html(
                    '<rect class="h{} gap" x="{}%" width="{}%" y="{}" height="24"><title>{} {} {}{}</title></rect>',
                    shade,
                    f"{i * step:.2f}",
                    f"{step:.2f}",
                    k * tall + 20,
                    name,
                    labels[i],
                    short(value),
                    unit,
                )
            )
    below = len(series) * tall
    marks = under(labels, [step * (i + 0.5) for i in range(len(labels))])
    drawn.append(format_html('<g transform="translate(0 {})">{}</g>', below - FLOOR - 6, marks))
    every = [(f"{name} {labels[i]}", value) for name, values in series for i, value in enumerate(values)]
    rows = [(name, *(short(value) for value in values)) for name, values in series]
    return figure(
        title, plot(title, _said(every, unit), joined(drawn), below + 22), table(["", *labels], rows)
    )
