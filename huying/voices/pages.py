"""The room's pages for those who work here: columns, facts, triage, slip, contact."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import access, scope
from huying.kernel.case import Trace
from huying.kernel.crypto import mask, seal, unseal
from huying.ui import blocks, clocks
from huying.ui import units as standing
from huying.ui.columns import Column

from . import queries, returned, roads, written
from .flow import FLOW
from .public.pages import slip_context
from .publicly import public_words
from .triage.alarms.banner import banners as alarms
from .triage.matching.alike import alike

ONLY_PAGES = ("unmask",)  # name and telephone are shown on a page, never given to programs
BULK_IN = {"direct": "unit_ended"}  # many at once only where each needs another unit
OWN = ("say",)  # has a page of its own, with limits against floods
SLIP_LASTS = 3600
SEEN_FOR = timedelta(minutes=10)
MERGED = 50  # voices merged into one that are named on its page


def _clock(row):
    if row.pressing:
        return {"text": "", "lamp": row.pressing}
    open_now = row.due_on is not None and row.state in queries.OPEN
    return clocks.cell(row.due_on, timezone.localdate()) if open_now else ""


def _title(row):
    tone = {"danger": "late", "urgent": "warn"}.get(row.urgency)
    lamp = {"tone": tone, "word": row.get_urgency_display()} if tone else None
    if getattr(row, "is_alarmed", False):
        lamp = {"tone": "late", "word": _g("系统提示紧急，待确认")}
    return {"text": row.title, "lamp": lamp, "main": True}


def _unit(row) -> str:
    if row.unit_id is None:
        return ""
    return standing.named(row.unit) if row.state in queries.OPEN else str(row.unit)


SHOWN = (  # the columns that a list reads; texts are long, names and telephones encrypted
    "congress_id", "state", "due_on", "title", "number", "urgency", "heard_on", "field__name", "field__parent__name",
    "station__name", "unit__name", "unit__is_active", "unit__successor__name", "deputy__role", "deputy__person__name",
)  # fmt: skip
COLUMNS = [
    Column(key="title", label=_("民情"), cell=_title, export=lambda r: r.title),
    Column(key="number", label=_("编号"), cell=lambda r: r.number, sort="number"),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
    Column(key="field", label=_("领域"), cell=lambda r: str(r.field) if r.field_id else ""),
    Column(key="station", label=_("联络站"), cell=lambda r: r.station.name if r.station_id else ""),
    Column(key="unit", label=_("办理"), cell=lambda r: _unit(r) or str(r.deputy or "")),
    Column(key="heard", label=_("收到"), cell=lambda r: r.heard_on.isoformat(), sort="heard_on"),
    Column(
        key="due",
        label=_("期限"),
        cell=_clock,
        sort="due_on",
        export=lambda r: r.due_on.isoformat() if r.due_on else "",
    ),
]


def facts(row, member):
    shows_phone = row.phone and not row.is_protected and row.holds(member)
    said_by = row.masked_author + (f" {mask(row.phone)}" if shows_phone else "")
    rows = [
        (_("反映人"), "" if row.only_called(member) else said_by),
        (_("类型"), row.get_kind_display() if row.kind != "opinion" else ""),
        (_("来源"), row.get_channel_display()), (_("原编号"), row.external_id), (_("收到"), row.heard_on),
        (_("领域"), row.field), (_("缓急"), row.get_urgency_display() if row.urgency != "none" else ""),
        (_("急在哪里"), row.urgency_reason), (_("联络站"), row.station), (_("片区"), row.area), (_("地点"), row.place),
        (_("发生日期"), row.happened_on), (_("承办单位"), _unit(row)),
        (_("移送给"), row.sent_to), (_("移送自"), row.came_from), (_("层级"), row.get_tier_display()),
        (_("认领代表"), row.deputy), (_("并入"), row.merged_into.number if row.merged_into_id else ""),
        (_("退回次数"), row.returns or ""), (_("退回的单位和理由"), returned.last(row)), (_("催办次数"), row.urged or ""),
        (_("办理结果"), row.get_outcome_display()), (_("计划办成"), row.planned_on), (_("群众评价"), row.get_rating_display()),
        (_("不满意的原因"), row.rating_reason), (_("呈报领导"), row.briefed_on), (_("领导批示"), row.instructed_on),
        (_("用语提示"), _("含有本级提示名单里的词语，请人工判断。") if row.is_flagged else ""),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(row, member):
    return [{"title": _("反映内容"), "text": row.text}, *written.of(row)]


def reading(step, row, member):
    """Why it was sent back, beside the choice of another unit."""
    back = returned.last(row) if step.name in ("hand_over", "direct", "consult") else None
    return [{"warn": _g("刚刚退回的：%(back)s") % {"back": back}}] if back is not None else []


def banners(row, member) -> list[dict]:
    """Alarms first; then what became of it in another room: a deputy is led to the draft that was made for them."""
    closed = []
    if (
        member.role in ("clerk", "keeper")
        and row.state == "handed"
        and row.unit_id
        and not row.unit.is_active
    ):
        text = _("期限照常走，没有因为停用而延长；请由人大机关指定承办单位。")
        closed = [{"tone": "warn", "title": _("承办单位已停用"), "text": text}]
    return [
        *alarms(row, member),
        *closed,
        *(blocks.of("voice.taken_up", (row, member)) if row.deputy_id else ()),
    ]


def links(row, member):
    """The file of a voice that goes the road of its kind, for who may see it; to a deputy, others about the same matter."""
    found = roads.links(row, member) if row.kind != "opinion" or row.file_kind else []
    if row.merged_into_id and (lead := queries.visible_to(member).filter(pk=row.merged_into_id).first()):
        found.append({"label": lead.title, "url": _url("detail", lead),
                      "sub": _("本件并入 %(number)s") % {"number": lead.number}})  # fmt: skip
    if row.state in ("heard", "consulting", "handed", "adopted", "answered", "settled"):
        others = queries.visible_to(member).filter(merged_into=row).only("number", "title", "state")
        found += [
            {"label": one.title, "url": _url("detail", one),
             "sub": _("%(number)s 并入本件，答复同时给这位群众") % {"number": one.number}}
            for one in others.select_related(None).order_by("pk")[:MERGED]
        ]  # fmt: skip
    if member.role == "deputy" and row.state in ("heard", "consulting", "adopted"):
        found += [
            {
                "label": one.voice.title,
                "url": _url("detail", one.voice),
                "sub": _("像是同一件事，可以一起认领"),
            }
            for one in alike(row, member)
            if one.same
        ]
    return found


def api_row(row, member) -> dict:
    """What programs read of a voice: never name or telephone."""
    return {
        "number": row.number, "kind": row.kind, "title": row.title, "text": row.text, "channel": row.channel,
        "urgency": row.urgency, "field": row.field.code if row.field_id else None, "place": row.place, "heard_on": row.heard_on,
        "unit": row.unit.name if row.unit_id else None, "outcome": row.outcome or None, "answered_on": row.answered_on,
        "fulfilled_on": row.fulfilled_on, "rating": row.rating or None, "external_id": row.external_id or None,
        "public_words": [{"word": str(w["word"]), "on": w["on"], "done": w["done"]} for w in public_words(row)],
    }  # fmt: skip


def api_once(row) -> dict:
    """The code that belongs to the number, in the answer to the very step that made it."""
    return {"code": row.fresh_code} if getattr(row, "fresh_code", "") else {}


def _url(name, row):
    return reverse(f"voices:{name}", kwargs={"code": scope.current().code, "pk": row.pk})


def after(step, row) -> str:
    """Where a step leads: to the slip while the code can be read, to the telephone number just unmasked."""
    if getattr(row, "fresh_code", ""):
        return f"{_url('slip', row)}?t={seal(f'{row.pk} {row.fresh_code}')}"
    if step.name in ("classify", "unmerge") and row.state in ("heard", "consulting"):
        return _url("triage", row)
    return _url({"unmask": "contact"}.get(step.name, "detail"), row)


@require_safe
@never_cache
def slip(request, code, pk):
    """The paper slip for a visitor; the code can be read for an hour after it was made, then never again."""
    voice = get_object_or_404(queries.visible_to(request.member), pk=pk)
    owner, _blank, secret = unseal(request.GET.get("t", ""), SLIP_LASTS).partition(" ")
    context = slip_context(request, voice, secret if owner == str(pk) else "", layout="ui/desk.html")
    return render(
        request, "voices/slip.html", {**context, "back": _url("detail", voice), "next": _url("triage", voice)}
    )


@require_safe
@never_cache
def contact(request, code, pk):
    """Name and telephone, for a few minutes after this person's own traced step."""
    voice = get_object_or_404(queries.visible_to(request.member), pk=pk)
    since = timezone.now() - SEEN_FOR
    seen = Trace.objects.filter(
        subject_kind="voices", subject_id=pk, step="voices.unmask", by=request.member, at__gte=since
    )
    if not (access.may(request.member, FLOW["unmask"], voice) and seen.exists()):
        raise Http404
    return render(
        request, "voices/contact.html", {"title": voice.title, "voice": voice, "back": _url("detail", voice)}
    )
