"""A booking in lists and on its page: the talk, line by line. Name and telephone are masked."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import files, scope
from huying.kernel.crypto import mask
from huying.ui import blocks, when
from huying.ui.columns import Column

from .. import queries

TONES = {
    "booked": "warn",
    "talking": "warn",
    "closed": "ok",
    "cancelled": "wait",
    "absent": "wait",
    "freed": "wait",
    "unheld": "late",
}
ONLY_PAGES = ()


def moment(row) -> str:
    event = row.event
    return f"{when.day_words(event.day, timezone.localdate())} {event.starts_at:%H:%M}"


def _what(row):
    kind = _t("云接待") if row.slot_id else _t("到站面谈")
    return {"text": row.number, "main": True, "sub": f"{kind} · {row.called}"}


COLUMNS = [
    Column(key="number", label=_("编号"), cell=_what, export=lambda r: r.number, sort="number"),
    Column(key="when", label=_("时间"), cell=moment),
    Column(key="host", label=_("由谁"), cell=lambda r: str(r.host)),
    Column(key="state", label=_("状态"), cell=lambda r: {"text": "", "lamp": {"tone": TONES[r.state], "word": _t(r.state_label)}},
           export=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def confirmation(row) -> str:
    """Whether the citizen confirmed; "" where nothing is to be confirmed."""
    if row.confirmed_at:
        return _t("已确认（%(at)s）") % {"at": when.moment_words(row.confirmed_at, timezone.now())}
    if row.waits_for_confirmation:
        return _t("待确认，%(at)s后名额放开") % {"at": when.moment_words(row.confirm_by, timezone.now())}
    return ""


def title(row) -> str:
    return _t("%(called)s的预约") % {"called": row.called}


def facts(row, member):
    rows = [
        (_("方式"), _t("云接待") if row.slot_id else _t("到站面谈")), (_("时间"), moment(row)),
        (_("由谁"), row.host), (_("站点"), row.station),
        (_("确认"), confirmation(row)), (_("称呼"), row.called), (_("手机号"), mask(row.phone) if row.phone else ""),
        (_("民情编号"), row.voice_number), (_("原因"), row.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(row, member):
    made = [{"title": _("想谈什么"), "text": row.text}]
    if row.slot_id or row.messages.exists():
        made.append({"title": _("交谈"), "template": "bookings/_talk_ours.html", **talk_of(row)})
    return made + ([{"title": _("办结说明"), "text": row.summary}] if row.summary else [])


def talk_of(row) -> dict:
    """What `bookings/_talk_ours.html` reads: the lines, and where new ones are asked for while it is open."""
    url = reverse("bookings:lines", kwargs={"code": scope.current().code, "pk": row.pk})
    return {
        "talk": said(row),
        "ours": True,
        "lines_url": url if row.slot_id and row.state in queries.TAKES else "",
    }


@require_safe
@never_cache
def lines(request, code, pk):
    """The talk alone, for the page of whoever receives; asked for again every few seconds."""
    row = get_object_or_404(queries.visible_to(request.member), pk=pk)
    context = {"section": talk_of(row)}
    return render(request, "bookings/_talk_ours_lines.html", context)


def said(row, *, to_public: bool = False) -> list:
    """The messages, oldest first, each with its files as lists show them; to the public no name that is not announced."""
    code = scope.current().code
    kept = {f.pk: f for f in files.of(row)}
    return [
        {"text": m.text, "at": m.at, "is_citizen": m.is_citizen, "who": "" if m.is_citizen else _speaker(row, m, to_public),
         "files": [{"name": kept[pk].name, "pk": pk, "kind": kept[pk].kind,
                    "url": reverse("file", kwargs={"code": code, "pk": pk})}
                   for pk in m.files if pk in kept]}
        for m in row.messages.select_related("by__person").order_by("pk")
    ]  # fmt: skip


def _speaker(row, message, to_public) -> str:
    return row.event.public_host if to_public and message.by_id == row.host_id else str(message.by)


def links(row, member):
    code = scope.current().code
    kind = "slots" if row.slot_id else "receptions"
    return [
        {"label": str(row.event), "url": reverse(f"{kind}:detail", kwargs={"code": code, "pk": row.event.pk})}
    ]


def banners(row, member) -> list[dict]:
    """What cannot wait, from another room."""
    return blocks.of("booking.pressing", row)


def api_row(row, member):
    return {
        "number": row.number, "slot": row.slot_id, "reception": row.reception_id, "host": row.host_id, "text": row.text,
        "summary": row.summary or None, "voice_number": row.voice_number or None,
    }  # fmt: skip
