"""The frame and the scale that every chart shares. No pixels across: x and widths are percents, so that one
drawing fits phone and paper while its words keep their size. Colours are classes of the style sheet."""

import math
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import parts

HEIGHT, TOP, FLOOR = 232, 28, 204  # a plot's height; y of the highest value and of zero
Number = int | float


def joined(pieces: Sequence[str]) -> SafeString:
    """Pieces that format_html made, one after another."""
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def short(value: Number) -> str:
    """A number as people read it: no digits that say nothing, 万 from ten thousand where it is round."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.1f}"
    return f"{int(value):,}"


def nice_top(highest: Number) -> Number:
    """The round number at or above `highest` where the scale ends: 1, 2, 4, 5, 6, 8 or 10 times a power of ten."""
    if highest <= 0:
        return 1
    power: Number = 10 ** math.floor(math.log10(highest))
    return next(step * power for step in (1, 2, 4, 5, 6, 8, 10) if step * power >= highest)


def y_of(value: Number, top: Number) -> float:
    """The y at which `value` stands, between the floor and the top."""
    return round(FLOOR - (FLOOR - TOP) * max(0, min(value, top)) / top, 1)


def grid(top: Number) -> SafeString:
    """The floor and two lines above it, each with its number above the line at the left."""
    lines = []
    for share in (1, 0.5, 0):
        value = top * share
        value = int(value) if float(value).is_integer() else value
        y = y_of(value, top)
        lines.append(
            format_html(
                '<line class="{}" x1="0" x2="100%" y1="{}" y2="{}"/>{}',
                "axis" if share == 0 else "rule",
                y,
                y,
                format_html('<text x="0" y="{}">{}</text>', y - 5, short(value)) if share else "",
            )
        )
    return joined(lines)


def label_every(count: int) -> int:
    """Draw every n-th label below a plot, so that twelve at most stand side by side."""
    return max(1, math.ceil(count / 12))


def under(labels: Sequence[str], centres: Sequence[float]) -> SafeString:
    """Labels below the floor; on narrow pages every second one gives way (class `thin`)."""
    every = label_every(len(labels))
    shown = [(label, x) for i, (label, x) in enumerate(zip(labels, centres, strict=True)) if i % every == 0]
    return joined(
        [
            format_html(
                '<text class="{}" x="{}%" y="{}" text-anchor="middle">{}</text>',
                "thin" if i % 2 and len(shown) > 6 else "",
                f"{x:.2f}",
                FLOOR + 20,
                label,
            )
            for i, (label, x) in enumerate(shown)
        ]
    )


def legend(names: Sequence[str], paints: Sequence[str]) -> SafeString:
    return format_html(
        '<ul class="legend">{}</ul>',
        joined(
            [
                format_html(
                    '<li><svg aria-hidden="true" viewBox="0 0 1 1">'
                    '<rect class="{}" width="1" height="1"/></svg>{}</li>',
                    paint,
                    name,
                )
                for name, paint in zip(names, paints, strict=True)
            ]
        ),
    )


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> SafeString:
    """The same numbers as a table, folded away under the drawing."""
    heads = joined(
        [format_html('<th scope="col" class="{}">{}</th>', "n" if i else "", h) for i, h in enumerate(head)]
    )
    lines = [
        format_html(
            '<tr><th scope="row">{}</th>{}</tr>',
            row[0],
            joined([format_html('<td class="n">{}</td>', cell) for cell in row[1:]]),
        )
        for row in rows
    ]
    whole = "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    frame = '<details><summary>{}</summary><div class="scroll" tabindex="0">{}</div></details>'
    return format_html(frame, _("看数字"), format_html(whole, heads, joined(lines)))


def figure(title: str, *inside: str) -> SafeString:
    return format_html('<figure class="chart"><figcaption>{}</figcaption>{}</figure>', title, joined(inside))


def plot(title: str, said: str, inside: str, height: int = HEIGHT) -> SafeString:
    """An <svg> with its name and its sentence for those who cannot see it."""
    return format_html(
        '<svg class="plot" role="img" aria-label="{}" height="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        _("%(title)s。%(said)s") % {"title": title, "said": said},
        height,
        title,
        said,
        inside,
    )


def nothing(title: str) -> SafeString:
    """A chart without data says so instead of drawing an empty frame."""
    return figure(title, parts.empty_state(_("这段时间还没有数据。"), icon="chart"))
