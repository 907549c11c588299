"""Seats for citizens: the draw with everything needed to check it, the office's list, the citizen's own pages."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huying.kernel import process, scope
from huying.kernel.accounts import throttle
from huying.kernel.process import AlreadyDone, Refused
from huying.rules import drawing
from huying.ui import storytelling, when
from huying.ui.columns import Column
from huying.ui.forms import refuse
from huying.ui.visitors import guard
from huying.ui.visitors.forms import Follow
from huying.ui.visitors.proof import Proof

from ..materials import queries as materials
from ..opinions import operations as opinions
from . import forms, operations, queries
from .codes import codes
from .models import Draw, Observer

# per address: applications, and wrong numbers or codes
throttle.LIMITS.update({"observer": (6, timedelta(minutes=10)), "observer_guess": (20, timedelta(hours=1))})
PROOF = Proof(
    "observer", codes, lambda congress, pk: Observer.objects.select_related("sitting", "draw", "case").filter(pk=pk),
    lasts=3600,
)  # fmt: skip
NEW = "new"  # beside the proof until the code has been shown
OFFICE = ("clerk", "leader", "admin")


class DrawPages:
    """What the doors of a draw show."""

    COLUMNS = [
        Column(key="sitting", label=_("会议"), cell=lambda r: {"text": str(r.sitting), "main": True,
               "sub": r.sitting.day.isoformat()}, export=lambda r: str(r.sitting)),
        Column(key="seats", label=_("旁听名额"), cell=lambda r: r.seats, numeric=True),
        Column(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
    ]  # fmt: skip

    @staticmethod
    def facts(row, member):
        rows = [
            (_("会议"), row.sitting), (_("旁听名额"), row.seats),
            (_("报名截止时间"), when.moment_words(row.closes_at, timezone.now())),
            (_("报名人数"), row.observers.exclude(state="withdrawn").count() if member.role in OFFICE else ""),
        ]  # fmt: skip
        return [(label, value) for label, value in rows if value not in (None, "")]

    @staticmethod
    def not_yet(step, row) -> str:
        """The list is not closed before the hour that was announced; then it closes by itself."""
        if step.name != "shut" or timezone.now() >= row.closes_at:
            return ""
        return _t("报名到 %(moment)s 截止，到时自动截止。") % {
            "moment": when.moment_words(row.closes_at, timezone.now())
        }

    @staticmethod
    def sections(row, member):
        made = [{"title": _("旁听须知"), "text": row.notice}] if row.notice else []
        return [
            *made,
            {"title": _("抽签怎样核对"), "template": "draws/_check.html", "draw": row, "found": found(row)},
        ]

    @staticmethod
    def links(row, member):
        code = scope.current().code
        made = [
            {
                "label": str(row.sitting),
                "url": reverse("sittings:detail", kwargs={"code": code, "pk": row.sitting_id}),
            }
        ]
        if member.role in OFFICE:
            made.append(
                {
                    "label": _t("报名名单"),
                    "url": reverse("observers:list", kwargs={"code": code}) + f"?draw={row.pk}",
                }
            )
            if row.state == "taking":
                made.append(
                    {
                        "label": _t("代为报名"),
                        "url": reverse("observers:apply", kwargs={"code": code, "pk": row.pk}),
                    }
                )
        return made

    @staticmethod
    def public_list(request, code):
        raise Http404  # seats are offered on the page of the sitting

    @staticmethod
    def public_detail(request, code, pk):
        row = get_object_or_404(queries.draws_visible_to(request.member), pk=pk)
        return render(
            request,
            "draws/place.html",
            {"title": _t("旁听抽签"), "draw": row, "section": {"draw": row, "found": found(row)}},
        )

    @staticmethod
    def api_row(row, member):
        return {
            "sitting": row.sitting_id, "seats": row.seats, "closes_at": row.closes_at, "commitment": row.commitment,
            "digest": row.digest, "numbers": row.listed, "seed": row.seed, "word": row.word, "order": row.order,
        }  # fmt: skip


def found(row) -> dict | None:
    """The draw done again: what fits and what does not; None before it."""
    if row.state != "drawn":
        return None
    wrong = drawing.check(
        published=row.commitment,
        seed=row.seed,
        digest=row.digest,
        word=row.word,
        numbers=row.listed,
        drawn=row.order,
    )
    tickets = [(n, drawing.ticket(row.seed, row.digest, row.word, n)) for n in row.order[:500]]
    return {"wrong": wrong, "tickets": tickets, "seats": row.seats}


class ObserverPages:
    """What the office sees of applications."""

    OWN = ("apply",)
    COLUMNS = [
        Column(key="number", label=_("编号"), cell=lambda r: {"text": r.number, "main": True, "sub": str(r.sitting)},
               export=lambda r: r.number),
        Column(key="name", label=_("姓名"), cell=lambda r: r.name),
        Column(key="job", label=_("职业"), cell=lambda r: r.job),
        Column(key="seat", label=_("旁听席"), cell=lambda r: r.seat),
        Column(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
    ]  # fmt: skip

    @staticmethod
    def facts(row, member):
        rows = [
            (_("会议"), row.sitting), (_("姓名"), row.name), (_("手机"), row.phone if member.role in OFFICE else ""),
            (_("职业"), row.job),
            (_("想旁听什么"), row.reason), (_("旁听席"), row.seat), (_("说明"), row.decision),
        ]  # fmt: skip
        return [(label, value) for label, value in rows if value not in (None, "")]

    @staticmethod
    def api_row(row, member):
        return {
            "sitting": row.sitting_id,
            "draw": row.draw_id,
            "number": row.number,
            "seat": row.seat or None,
        }

    @staticmethod
    def story(row, member):
        return storytelling.since(row, 0)


def _flood(request, at) -> str:
    full = guard.reached("observer", request, at)
    return _t("这个网络地址短时间内提交得太多，请过一会儿再试；您写的内容还在。") if full else ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def apply(request, code, pk):
    """Ask for a seat; number and code are shown once. The office may enter somebody without a phone here too."""
    at, member = timezone.now(), request.member
    draw = get_object_or_404(
        Draw.objects.select_related("sitting"), pk=pk, state="taking", sitting__is_public=True
    )
    by = member if member.role == "clerk" else process.public()
    if at >= draw.closes_at:
        raise Http404
    form, status = forms.Apply(initial=guard.fresh(at)), 200
    if request.method == "POST":
        form, status = guard.received(request, forms.Apply, at, lambda: _flood(request, at))
        if not status:
            data, key = form.answers()
            try:
                row = operations.apply(
                    by=by, at=at, draw=draw, key=f"observe-{key}" if key else None, code_seed=key, **data
                )
                guard.count("observer", request, at)
            except AlreadyDone as same:
                row = Observer.objects.get(pk=same.trace.subject_id)
                row.fresh_code = codes.fresh(key)
            except Refused as refusal:
                row, status = None, 409
                refuse(form, refusal)
            if row is not None:
                return PROOF.hold(request, redirect("observers:own", code=code), row, row.fresh_code, NEW)
    context = {"title": _t("报名旁听"), "form": form, "draw": draw, "row": draw.sitting}
    return render(request, "observers/apply.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mine(request, code):
    """Number and code; a wrong number and a wrong code get the same answer."""
    at, status = timezone.now(), 200
    form = Follow(
        request.POST if request.method == "POST" else None, initial={"number": request.GET.get("n", "")[:32]}
    )
    if request.method == "POST":
        status = 422
        if guard.reached("observer_guess", request, at):
            form.add_error(None, _t("查询次数太多，请一小时后再试。"))
            status = 429
        elif form.is_valid():
            number, secret = form.cleaned_data["number"], codes.plain(form.cleaned_data["code"])
            row = queries.by_number(number) or Observer(number=number, code_digest=codes.digest("", ""))
            if codes.fits(row, secret) and row.pk is not None:
                return PROOF.hold(request, redirect("observers:own", code=code), row, secret)
            guard.count("observer_guess", request, at)
            form.add_error(None, _t("编号或者查询码不对，请对照凭条再输一次。"))
    return render(request, "observers/mine.html", {"title": _t("查旁听报名"), "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own(request, code):
    """One's own application: its state, papers for observers, a way back, an opinion after the sitting."""
    row, secret = PROOF.held(request)
    if row is None:
        return redirect("observers:mine", code=code)
    at, status, form = timezone.now(), 200, forms.Write()
    if request.method == "POST":
        status = 409
        form = forms.Write(request.POST)
        try:
            if request.POST.get("step") == "take_back":
                operations.take_back(row, by=process.public(), at=at, code=secret)
                return redirect("observers:own", code=code)
            if form.is_valid():
                opinions.write(by=process.public(), at=at, observer=row, code=secret, **form.cleaned_data)
                return redirect("observers:own", code=code)
            status = 422
        except Refused as reason:
            refuse(form, reason)
    first = PROOF.more(request) == NEW
    seated = row.state in ("seated", "attended")
    context = {
        "title": _t("我的旁听报名"), "row": row, "draw": row.draw, "shown": codes.spell(secret) if first else "", "form": form,
        "state_label": row.state_label, "papers": list(materials.for_observers(row.sitting)[:60]) if seated else [],
        "opinions": list(row.opinions.order_by("pk")), "may_leave": row.state in ("applied", "waiting", "seated"),
    }  # fmt: skip
    response = render(request, "observers/own.html", context, status=status)
    return PROOF.hold(request, response, row, secret) if first else response
