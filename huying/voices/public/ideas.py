"""Calls for ideas as everybody sees them: what is asked, sending an idea, its number and code, its answer."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import process
from huying.kernel.process import AlreadyDone, Refused
from huying.ui.forms import refuse
from huying.ui.visitors import guard
from huying.ui.visitors.proof import Proof

from ..calls import pages as calls
from ..calls import queries
from ..codes import codes
from ..forms.base import long
from ..ideas import operations
from ..messages import send_slip
from ..models import Idea
from . import flood
from .forms import telephone

PROOF = Proof("idea", codes, lambda congress, pk: Idea.objects.select_related("call").filter(pk=pk))
NEW = "new"  # its code may be shown


class Send(guard.Guarded):
    text = long(_("您的意见"), rows=4)
    author = forms.CharField(label=_("怎么称呼您"), required=False, max_length=60)
    phone = telephone(_("手机号（可不填）"), required=False)
    may_publish = forms.BooleanField(label=_("公布结果时可以不署名公开这条意见"), required=False)
    consent = forms.BooleanField(
        label=_("同意按隐私说明使用以上信息"), error_messages={"required": _("请先阅读并同意隐私说明。")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def call(request, code, pk):
    """One call; while it is open, the form for an idea stands below it."""
    row, at = get_object_or_404(queries.public(), pk=pk), timezone.now()
    if request.method != "POST":
        return _page(request, row, Send(initial=guard.fresh(at)))
    form, status = guard.received(request, Send, at, lambda: flood.refusal(request, at))
    if status:
        return _page(request, row, form, status)
    data, key = form.answers()
    try:
        idea = operations.send(
            by=process.public(), at=at, key=f"idea-{key}" if key else None, code_seed=key, call=row, **data
        )
        may_message = flood.look(request, at, idea.phone)[1]
        flood.count(request, at, idea.phone if may_message else "")
        if may_message:
            send_slip(idea, at=at)
    except AlreadyDone as same:
        idea = Idea.objects.get(pk=same.trace.subject_id)
        idea.fresh_code = codes.fresh(key)
    except Refused as reason:
        refuse(form, reason)
        return _page(request, row, form, 409)
    return PROOF.hold(request, redirect("calls:idea", code=code), idea, idea.fresh_code, NEW)


def _page(request, row, form, status=200):
    context = calls.public_context(row)
    return render(
        request, "calls/public.html", {**context, "form": form if context["is_open"] else None}, status=status
    )


@require_safe
@never_cache
def idea(request, code):
    """Number and code while they are fresh; the answer once it is there."""
    row, secret = PROOF.held(request)
    if row is None:
        return redirect("voices:follow", code=code)
    shown = codes.spell(secret) if PROOF.more(request) == NEW and row.state == "sent" else ""
    return render(request, "ideas/public.html", {"title": _t("您提的意见"), "idea": row, "code": shown})


def proved(number: str, secret: str) -> Idea | None:
    """The idea of this number and code; then the browser may read its answer."""
    from ..ideas.queries import by_number

    row = by_number(number)
    return row if row is not None and codes.fits(row, secret) else None
