"""Letters for those who work here: columns, facts, the contact after its traced step, the slip of a renewed code."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import access, scope, slipcodes
from huying.kernel.case import Trace
from huying.kernel.crypto import mask, seal, unseal
from huying.ui import blocks, clocks
from huying.ui.columns import Column

from . import queries
from .flow import FLOW

OWN = ("write",)  # has a page of its own, with limits against floods
ONLY_PAGES = ("unmask",)  # name and telephone are shown on a page, never given to programs
SEEN_FOR = timedelta(minutes=10)
SLIP_LASTS = 3600
OPEN = ("said", "received")


def _due(row):
    return clocks.cell(row.due_on, timezone.localdate()) if row.due_on and row.state in OPEN else ""


def _title(row):
    lamp = {"tone": "late", "word": _t("超期未回")} if row.state == "received" and row.alerted_on else None
    return {"text": row.text[:40], "sub": row.number, "lamp": lamp, "main": True}


COLUMNS = [
    Column(key="text", label=_("来信"), cell=_title, export=lambda r: r.number),
    Column(key="deputy", label=_("写给"), cell=lambda r: str(r.member), sort="member__person__pinyin"),
    Column(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
    Column(key="written", label=_("来信日期"), cell=lambda r: r.written_on.isoformat(), sort="written_on"),
    Column(key="due", label=_("期限"), cell=_due, export=lambda r: r.due_on.isoformat() if r.due_on else "", sort="due_on"),
    Column(key="rating", label=_("评价"), cell=lambda r: r.get_rating_display()),
]  # fmt: skip


def title(row) -> str:
    return str(row)


def facts(row, member):
    who = row.masked_author + (f" {mask(row.phone)}" if row.phone else "")
    shown = [
        (_t("写信人"), who), (_t("写给"), row.member), (_t("联络站"), row.station), (_t("来信日期"), row.written_on),
        (_t("超期提醒"), row.alerted_on), (_t("接手的联络员"), row.taken_by), (_t("回信日期"), row.answered_on),
        (_t("回信人"), row.answered_by), (_t("不予转送的理由"), row.get_declined_display()),
        (_t("评价"), row.get_rating_display()), (_t("写信人说"), row.rating_reason),
    ]  # fmt: skip
    return [(label, value) for label, value in shown if value]


def sections(row, member):
    shown = [{"title": _t("信的内容"), "text": row.text}]
    return shown + ([{"title": _t("回信"), "text": row.answer}] if row.answer else [])


def banners(row, member) -> list[dict]:
    """What cannot wait, from another room."""
    return blocks.of("letter.pressing", row)


def api_row(row, member) -> dict:
    """Never name or telephone."""
    return {
        "number": row.number, "deputy": row.member_id, "text": row.text, "written_on": row.written_on,
        "answered_on": row.answered_on, "answer": row.answer, "rating": row.rating or None,
    }  # fmt: skip


def after(step, row) -> str:
    """To the slip while the code can be read, to the telephone number just unmasked, else to the letter."""
    if getattr(row, "fresh_code", ""):
        return f"{_url('slip', row)}?t={seal(f'{row.pk} {row.fresh_code}')}"
    return _url({"unmask": "contact"}.get(step.name, "detail"), row)


def _url(name, row) -> str:
    return reverse(f"letters:{name}", kwargs={"code": scope.current().code, "pk": row.pk})


@require_safe
@never_cache
def slip(request, code, pk):
    """Number and new code for the writer; the code can be read for an hour after it was made, then never again."""
    letter = get_object_or_404(queries.visible_to(request.member), pk=pk)
    owner, _blank, secret = unseal(request.GET.get("t", ""), SLIP_LASTS).partition(" ")
    if owner != str(pk) or not access.may(request.member, FLOW["renew_code"], letter):
        raise Http404
    context = {
        "title": _t("查询凭条"),
        "letter": letter,
        "code": slipcodes.spell(secret),
        "back": _url("detail", letter),
    }
    return render(request, "letters/slip.html", context)


@require_safe
@never_cache
def contact(request, code, pk):
    """Name and telephone, for a few minutes after this person's own traced step."""
    letter = get_object_or_404(queries.visible_to(request.member), pk=pk)
    since = timezone.now() - SEEN_FOR
    seen = Trace.objects.filter(
        subject_kind="letters", subject_id=pk, step="letters.unmask", by=request.member, at__gte=since
    )
    if not (access.may(request.member, FLOW["unmask"], letter) and seen.exists()):
        raise Http404
    return render(
        request,
        "letters/contact.html",
        {"title": str(letter), "letter": letter, "back": _url("detail", letter)},
    )
