"""A unit's part as the unit sees it: the suggestion's own words, its clocks, the talks and opinions so far."""

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
from huying.kernel.crypto import mask
from huying.ui import rule_words
from huying.ui import units as standing
from huying.ui.columns import Column

from .. import numbers
from .. import pages as suggestions
from ..columns import clock_cell
from ..models import OPEN
from ..queries import author_name
from . import queries
from .flow import FLOW, lead_waits

ONLY_PAGES = ("see_phone",)  # the number is shown on a page, never given to programs
SEEN_FOR = timedelta(minutes=10)


def _title(row):
    sub = " · ".join(filter(None, (row.suggestion.number, row.get_role_display(), _round(row))))
    return {"text": str(row.suggestion), "sub": sub, "main": True}


def _round(row):
    return _g("第 %(n)s 次办理") % {"n": row.round} if row.round > 1 else ""


def _unit(row):
    return standing.named(row.unit) if row.state in OPEN else str(row.unit)


COLUMNS = [
    Column(key="title", label=_("建议"), cell=_title, export=lambda r: str(r.suggestion)),
    Column(key="unit", label=_("承办单位"), cell=lambda r: _unit(r), sort="unit__name"),
    Column(key="role", label=_("方式"), cell=lambda r: r.get_role_display(), sort="role"),
    Column(key="offered", label=_("交办"), cell=lambda r: r.offered_on.isoformat(), sort="offered_on"),
    Column(key="due", label=_("期限"), cell=lambda r: clock_cell(r, OPEN), sort="due_on",
           export=lambda r: r.due_on.isoformat() if r.due_on else ""),
    Column(key="state", label=_("状态"), cell=lambda r: _g(r.state_label), sort="state"),
]  # fmt: skip


SHOWN = (  # the columns that a list reads
    "congress_id", "state", "due_on", "role", "round", "offered_on", "unit__name",
    "unit__is_active", "unit__successor__name",
    "suggestion__title", "suggestion__number", "suggestion__secret",
)  # fmt: skip


BULK_IN = {"hand_on": "ended"}  # many at once only where each of them may be


def title(row):
    return str(row.suggestion)


def number(row) -> str:
    """The suggestion's own; its docket may be a voice's."""
    return numbers.heading(row.suggestion)


def concerns(step, row) -> bool:
    """A lead is not told that opinions are for co-units, nor a co-unit that replies are for the lead."""
    return step.name != ("reply" if row.role == "co" else "give_opinion")


def facts(row, member):
    suggestion = row.suggestion
    rows = [
        (_("来自"), suggestions.came_from(suggestion)), (_("承办单位"), f"{_unit(row)}（{row.get_role_display()}）"),
        (_("由谁分办"), row.parent.unit if row.parent_id else ""),
        (_("领衔代表"), author_name(suggestion, for_unit=member.role == "handler")),
        (_("希望的沟通方式"), suggestion.get_contact_by_display() if suggestion.contact_by else ""),
        (_("怎样联系代表"), _reach(row, member)),
        (_("单位请求联系"), row.call_wished_on and f"{row.call_wished_on.isoformat()} {row.call_wish}".strip()),
        (_("收到"), row.offered_on), (_("期限起算"), row.counts_on), (_("签收"), row.received_on),
        (_("首次交办"), suggestion.first_assigned_on), (_("第几次办理"), row.round if row.round > 1 else ""),
        (_("退办理由"), row.return_reason), *_returnable(row),
        (_("会办意见退回"), row.opinions_sent_back and _g("%(n)s 次") % {"n": row.opinions_sent_back}),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def _reach(row, member):
    """How the unit reaches the deputy before the talk that the reply needs."""
    if member.role != "handler" or row.role == "co":
        return ""
    if reason := row.why_no_phone():
        return reason
    return _g("手机号 %(phone)s，说明理由后可以查看") % {"phone": mask(row.author_phone())}


def after(step, row) -> str:
    """To the number just unmasked, else to the part."""
    name = {"see_phone": "phone"}.get(step.name, "detail")
    return reverse(f"handlings:{name}", kwargs={"code": scope.current().code, "pk": row.pk})


@require_safe
@never_cache
def phone(request, code, pk):
    """The lead deputy's number, for a few minutes after this person's own traced step."""
    row = get_object_or_404(queries.visible_to(request.member), pk=pk)
    since = timezone.now() - SEEN_FOR
    seen = Trace.objects.filter(
        subject_kind="handlings", subject_id=pk, step="handlings.see_phone", by=request.member, at__gte=since
    )
    if row.why_no_phone() or not (access.may(request.member, FLOW["see_phone"], row) and seen.exists()):
        raise Http404
    back = reverse("handlings:detail", kwargs={"code": code, "pk": pk})
    context = {"title": _g("联系方式"), "row": row, "phone": row.author_phone(), "back": back}
    return render(request, "handlings/phone.html", context)


def _returnable(row):
    """Until when it may be given back, or since when no longer, with the arithmetic; nothing where it was asked already."""
    open_now = row.state in ("offered", "received") and row.round == 1 and not row.return_reason
    if not open_now or (window := row.return_window()) is None:
        return []
    shut = row.return_shut(timezone.localdate())
    return [(_("申请退办的期限已过") if shut else _("可以申请退办到"), rule_words.sentence(window))]


def not_yet(step, row) -> str:
    """A part is given back only inside its window (R-SUG-10)."""
    if step.name != "ask_return" or (window := row.return_shut(timezone.localdate())) is None:
        return ""
    words = {"day": window.day.isoformat(), "rule": rule_words.sentence(window)}
    return _g("申请退办的期限到 %(day)s 为止，已经过了，应当继续办理（%(rule)s）。") % words


def sections(row, member):
    return suggestions.sections(row.suggestion, member)


SECRET = _(
    "这是涉密建议：这里不得写明内容。文字和附件一律写在纸质件上，通过机要渠道送达；平台只登记日期、方式和编号。"
)
HANDED = ("hand_on", "succeed")
LAPSES = _("有一件延期申请等待批准，改由其他单位办理以后失效；要同意延期的，请先批准。")
WRITE = ("split", "ask_return", "log_contact", "give_opinion", "reply")


def reading(step, row, member):
    """The deputy's words beside the pen, wherever a unit writes or divides; the first pages of a matter have them already."""
    secret = row.suggestion.secret
    warnings = [SECRET] if secret and step.name in (*WRITE, *HANDED, "let_go") else []
    if step.name in HANDED and row.extensions.filter(state="asked").exists():
        warnings.append(LAPSES)
    if step.name in WRITE and not secret:
        return suggestions.words(row.suggestion)
    return [{"warn": words} for words in warnings]


def banners(row, member):
    """That the unit was closed, to whoever can do something about it."""
    steps = ("hand_on", "succeed")
    may = any(row.state in FLOW[name].source and access.may(member, FLOW[name], row) for name in steps)
    if not may or row.unit.is_active:
        return []
    text = _("期限照常走，没有因为停用而延长；请改由其他单位办理。")
    return [{"tone": "warn", "title": _("承办单位已停用"), "text": text}]


def beside(row, member):
    """The deputy's own papers, and those of the other units on the same suggestion."""
    others = suggestions.beside(row.suggestion, member)
    return [row.suggestion, *(part for part in others if part.pk != row.pk)]


def not_mine(row, member):
    """The clocks of this part and of the suggestion; those of other units stand on their own pages."""
    return {("handlings", p.pk) for p in row.suggestion.parts if p.pk != row.pk}


def story(row, member):
    return suggestions.story(row.suggestion, member)


def links(row, member):
    """What belongs together: the suggestion itself, and the way to ask for a longer term."""
    code = scope.current().code
    made = [
        {
            "label": _g("这件建议"),
            "url": reverse("suggestions:detail", kwargs={"code": code, "pk": row.suggestion_id}),
        }
    ]
    may_ask = row.role != "co" and row.state in ("received", "split") and row.round == 1 and not row.extended
    if may_ask and member.role == "handler" and member.unit_id == row.unit_id:
        made += _longer(row, code)
    return made + [_sent_back(part, code) for part in row.suggestion.parts if _may_send_back(part, member)]


def _may_send_back(part, member) -> bool:
    step = FLOW["send_back_opinion"]
    return (
        part.role == "co"
        and part.state in step.source
        and access.may(member, step, part)
        and not lead_waits(part)
    )


def _sent_back(part, code):
    """The lead unit finds the way from its own page."""
    url = reverse("handlings:send_back_opinion", kwargs={"code": code, "pk": part.pk})
    return {
        "label": _g("退回会办意见：%(unit)s") % {"unit": part.unit},
        "url": url,
        "sub": _g("没有实质内容的，请对方重新提出。"),
    }


def _longer(row, code):
    """The request that waits, or the way to make one while the first deadline has not passed."""
    if asked := row.extensions.filter(state="asked").first():
        url = reverse("extensions:detail", kwargs={"code": code, "pk": asked.pk})
        return [{"label": _g("延期申请"), "url": url, "sub": asked.state_label}]
    if row.extension_shut(timezone.localdate()):
        return []
    url = reverse("extensions:ask", kwargs={"code": code}) + f"?handling={row.pk}"
    return [
        {
            "label": _g("申请延期"),
            "url": url,
            "sub": _g("涉及面广、处理难度大的，应当在期限届满以前申请。"),
        }
    ]


def api_row(row, member):
    return {
        "suggestion": row.suggestion_id, "unit": row.unit.name, "role": row.role, "round": row.round,
        "offered_on": row.offered_on, "counts_on": row.counts_on, "received_on": row.received_on,
        "first_replied_on": row.first_replied_on, "is_on_time": row.is_on_time, "result_class": row.result_class,
    }  # fmt: skip
