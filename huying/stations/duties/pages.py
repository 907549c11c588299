"""Duty rules: list, presets, the calendar made from them, and how far they are kept."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import access, jobs, scope, tables
from huying.kernel.process import Refused
from huying.ui.columns import Column
from huying.ui.links import whole
from huying.ui.stepping import Stamp, stamp

from ..models import Duty
from . import forms, generating, operations, planning, queries
from .flow import FLOW
from .presets import PRESETS

TONES = {"draft": "wait", "in_force": "ok", "ended": "wait"}


def _state(duty):
    return {"text": "", "lamp": {"tone": TONES[duty.state], "word": _t(duty.state_label)}}


COLUMNS = [
    Column(key="name", label=_("名称"), cell=lambda d: {"text": d.name, "main": True, "sub": d.get_what_display()},
           export=lambda d: d.name, sort="name"),
    Column(key="every", label=_("周期"), cell=lambda d: often(d), sort="every"),
    Column(key="who", label=_("由谁"), cell=lambda d: d.get_who_display(), sort="who"),
    Column(key="where", label=_("在哪里"), cell=lambda d: d.get_where_display()),
    Column(key="state", label=_("状态"), cell=_state, export=lambda d: _t(d.state_label), sort="state"),
]  # fmt: skip


def often(duty) -> str:
    words_ = {"every": duty.get_every_display(), "n": duty.times}
    return _t("%(every)s %(n)s 次") % words_


def facts(duty, member):
    rows = [
        (_("内容"), duty.get_what_display()), (_("周期"), often(duty)), (_("由谁"), duty.get_who_display()),
        (_("在哪里"), duty.get_where_display()),
        (_("优先安排在"), duty.get_weekday_display() if duty.weekday is not None else ""),
        (_("开始时间"), f"{duty.starts_at:%H:%M}"), (_("至少多少分钟"), duty.minutes or ""),
        (_("必须写记录"), _t("是") if duty.needs_minutes else ""), (_("对外公告"), _t("是") if duty.is_public else ""),
        (_("可预约人数"), duty.capacity or ""), (_("自哪一天起"), duty.starts_on), (_("到哪一天止"), duty.ends_on),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def links(duty, member):
    code = scope.current().code
    made = [
        {"label": _t("完成情况"), "url": reverse("duties:board", kwargs={"code": code}) + f"?duty={duty.pk}"}
    ]
    if duty.state == "in_force" and member.role in ("admin", "clerk"):
        url = reverse("duties:generate", kwargs={"code": code, "pk": duty.pk})
        made.append({"label": _t("现在生成日程"), "url": url, "sub": _t("避开节假日，轮流排到人和站点。")})
    return made


def api_row(duty, member):
    return {name: getattr(duty, name) for name in operations.COLUMNS}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def adopt(request, code):
    """Presets side by side; one press drafts all rules of one."""
    if not access.may(request.member, FLOW["draft"]):
        raise Http404
    today, status = timezone.localdate(), 200
    form = forms.Adopt(request.POST if request.method == "POST" else None, initial={"starts_on": today})
    if request.method == "POST":
        sent = Stamp(request.POST)
        key = sent.cleaned_data["_key"] if sent.is_valid() else ""
        status = 422
        if form.is_valid():
            try:
                made = operations.adopt(
                    by=request.member, at=timezone.now(), key=key or None, **form.cleaned_data
                )
                messages.success(request, _t("已拟定 %(n)s 项，核对以后逐项施行。") % {"n": len(made)})
                return redirect("duties:list", code=code)
            except Refused as reason:
                form.add_error(None, str(reason))
    sets = [
        {
            "key": key,
            "title": preset["title"],
            "duties": [Duty(**_plain(d), starts_on=today) for d in preset["duties"]],
        }
        for key, preset in PRESETS.items()
    ]
    context = {
        "title": _t("从模板开始"),
        "form": form,
        "sets": sets,
        "stamp": stamp(),
        "back": reverse("duties:list", args=[code]),
    }
    return render(request, "duties/adopt.html", context, status=status)


def _plain(duty):
    return {**duty, "name": str(duty["name"])}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def generate(request, code, pk):
    """Until when; then a job with its bar."""
    duty = get_object_or_404(queries.in_force(request.member), pk=pk)
    if request.member.role not in ("admin", "clerk"):
        raise Http404
    today = timezone.localdate()
    form = forms.Until(
        request.POST if request.method == "POST" else None, initial={"until": _far(duty, today)}
    )
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if today <= until <= today + timedelta(days=366):
            title = _t("生成日程：%(duty)s") % {"duty": duty}
            shown = jobs.start(
                title,
                generating.fill,
                by=request.member,
                at=timezone.now(),
                duty=duty.pk,
                until=until.isoformat(),
            )
            return redirect("job", code=code, pk=shown.pk)
        form.add_error("until", _t("请选今天以后、一年以内的一天。"))
    context = {
        "title": _t("生成日程"), "duty": duty, "form": form, "often": often(duty), "unknown": _unknown(today),
        "back": reverse("duties:detail", kwargs={"code": code, "pk": pk}),
    }  # fmt: skip
    return render(request, "duties/generate.html", context, status=422 if form.errors else 200)


def _far(duty, today):
    now = planning.period_of(duty.every, today)
    return (
        planning.period_of(duty.every, now.last + timedelta(days=1)).last
        if duty.every != "year"
        else now.last
    )


def _unknown(today) -> int | None:
    """Next year, where its official calendar is not known yet."""
    from huying.kernel.clocks import rules

    return today.year + 1 if today.year + 1 not in rules()[1].years else None


@require_safe
@never_cache
def board(request, code):
    """Coverage of each rule in its present period; of one rule by station and person, in any period, and as a file."""
    member, today = request.member, timezone.localdate()
    if member.role not in queries.STAFF:
        raise Http404
    duties = list(queries.visible_to(member).exclude(state="draft").select_related(None).order_by("pk")[:60])
    chosen = next((d for d in duties if d.pk == whole(request.GET.get("duty"), 0)), None)
    context: dict = {
        "title": _t("履职完成情况"),
        "duties": duties,
        "lines": queries.overview(duties, today, member),
    }
    if chosen is not None:
        context |= _chosen(request, chosen, today, member)
        if (kind := request.GET.get("export")) in ("xlsx", "csv"):
            return _file(kind, chosen, context)
    return render(request, "duties/board.html", context)


def _chosen(request, duty, today, member) -> dict:
    choice = _periods(duty, today)
    period = next(
        (p for p in choice if p.key == request.GET.get("period")), planning.period_of(duty.every, today)
    )
    return {
        "chosen": duty,
        "often": often(duty),
        "periods": choice,
        "period": period,
        **queries.coverage(duty, period, member),
    }


def _periods(duty, today) -> list[planning.Period]:
    """The last twelve periods and the next one, newest first."""
    day = planning.period_of(duty.every, planning.period_of(duty.every, today).last + timedelta(days=1)).first
    found = []
    for _n in range(13):
        found.append(planning.period_of(duty.every, day))
        day = found[-1].first - timedelta(days=1)
        if day < duty.starts_on:
            break
    return found


COLUMNS_OUT = ("planned", "held", "by_code", "by_hand", "missed", "open")


def _file(kind, duty, context):
    heads = [
        _t("类别"),
        _t("名称"),
        _t("应完成"),
        _t("已完成"),
        _t("凭码签到"),
        _t("代录签到"),
        _t("缺席"),
        _t("未到期"),
        _t("完成率"),
    ]
    lines = [
        [label, row["name"], *(row[name] for name in COLUMNS_OUT), _share(row["percent"])]
        for label, rows in ((_t("站点"), context["stations"]), (_t("人员"), context["people"])) for row in rows
    ]  # fmt: skip
    if context["unseen"]:
        lines += [
            [_t("未走访到的代表"), m.person.name, *[""] * (len(heads) - 2)] for m in context["unseen"]["left"]
        ]
    title = f"{duty.name} {context['period'].key}"
    return tables.download(kind, title=title, heads=heads, lines=lines, filters={})


def _share(percent) -> str:
    return "" if percent is None else f"{percent}%"
