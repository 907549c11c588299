"""The parts as template tags, and days and moments as filters. `{% load parts %}`."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from huying.ui import cells, forms, icons, keeping, map, parts, sifting, when

register = template.Library()

for part in (
    parts.lamp, parts.story, parts.steps, parts.tray, parts.trays, parts.side, parts.person, parts.figure, parts.vote_bar,
    parts.file_list, parts.empty_state, parts.pager, parts.clock, parts.four_words, parts.progress, parts.money,
    parts.rating, parts.code_box, parts.qr, icons.icon,
):  # fmt: skip
    register.simple_tag(part)
register.simple_tag(map.drawn, name="places_map")
register.tag(keeping.keep)
register.simple_tag(sifting.fields, name="filter_fields")
register.filter(forms.what_is_wrong)


def _time(value: when.Moment, words: str, beside: str = "") -> SafeString:
    iso = when.local(value).isoformat()
    if not beside:
        return format_html('<time datetime="{}">{}</time>', iso, words)
    return format_html(
        '<time datetime="{}">{}</time> <small class="ago">{}</small>',
        iso,
        words,
        _("（%(distance)s）") % {"distance": beside},
    )


@register.filter
def day(value: Any, now: when.Moment | None = None) -> Any:
    """ "3月2日 周一"; the year is said where it is not this one. Words pass unchanged."""
    if not isinstance(value, dt.date):
        return value
    return _time(value, when.day_words(value, now or timezone.localtime()))


@register.filter
def moment(value: Any, now: when.Moment | None = None) -> Any:
    """ "3月2日 周一 14:00" with "3 天前" beside it; a day without a time is shown as a day."""
    if not isinstance(value, dt.date):
        return value
    now = now or timezone.localtime()
    if not isinstance(value, dt.datetime):
        return _time(value, when.day_words(value, now), when.ago(value, now))
    return _time(value, when.moment_words(value, now), when.ago(value, now))


@register.filter
def ago(value: Any, now: when.Moment | None = None) -> Any:
    """Only the distance, for places where the absolute time stands elsewhere."""
    return when.ago(value, now or timezone.localtime()) if isinstance(value, dt.date) else value


@register.simple_tag
def table_body(rows: Iterable[dict[str, Any]], bulk_steps: Any = ()) -> SafeString:
    """The rows of a list; with boxes to pick from where there are bulk steps."""
    return cells.body(rows, bool(bulk_steps))


@register.filter
def beside(labels: Iterable[Any], values: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Labels and values in pairs; what has no partner is left out."""
    return list(zip(labels, values, strict=False))
