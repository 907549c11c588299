"""Calls for ideas as everybody sees them: what is asked, sending an idea, its number and code, its answer."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import process
from huying.kernel.crypto import seal, unseal
from huying.kernel.process import AlreadyDone, Refused

from ..calls import pages as calls
from ..calls import queries
from ..codes import codes
from ..forms.base import long
from ..ideas import operations
from ..messages import send_slip
from ..models import Idea
from . import flood, sending
from .forms import telephone

HELD = "idea"
LASTS = 1800


class Send(sending.Guarded):
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
        return _page(request, row, Send(initial=sending.fresh(at)))
    form = Send(request.POST)
    if not form.is_valid():
        return _page(request, row, form, 422)
    data = dict(form.cleaned_data)
    if reason := sending.refusal(request, data, at):
        form.add_error(None, reason)
        return _page(request, row, form, 429)
    key = data.pop("_key")
    try:
        idea = operations.send(
            by=process.public(), at=at, key=f"idea-{key}" if key else None, code_seed=key, call=row, **data
        )
        flood.count(request, at)
        if idea.phone and flood.may_message(idea.phone, at):
            send_slip(idea, at=at)
    except AlreadyDone as same:
        idea = Idea.objects.get(pk=same.trace.subject_id)
        idea.fresh_code = codes.fresh(key)
    except Refused as reason:
        form.add_error(None, str(reason))
        return _page(request, row, form, 409)
    hold(request, idea, idea.fresh_code, fresh=True)
    return redirect("calls:idea", code=code)


def _page(request, row, form, status=200):
    context = calls.public_context(row)
    return render(
        request, "calls/public.html", {**context, "form": form if context["is_open"] else None}, status=status
    )


def hold(request, idea, code, *, fresh=False) -> None:
    """Remember in this browser whose idea it is; the code stands there encrypted. `fresh`: to be shown once."""
    sealed = seal(f"{idea.pk} {code} {'new' if fresh else 'known'}")
    request.session[HELD] = {"congress": request.congress.code, "sealed": sealed}


@require_safe
@never_cache
def idea(request, code):
    """Number and code while they are fresh; the answer once it is there."""
    kept = request.session.get(HELD) or {}
    if kept.get("congress") != request.congress.code:
        return redirect("voices:follow", code=code)
    pk, _blank, rest = unseal(kept.get("sealed", ""), LASTS).partition(" ")
    secret, _blank, how = rest.partition(" ")
    row = Idea.objects.select_related("call").filter(pk=pk).first() if pk.isdigit() else None
    if row is None or not codes.fits(row, secret):
        return redirect("voices:follow", code=code)
    shown = codes.spell(secret) if how == "new" and row.state == "sent" else ""
    return render(request, "ideas/public.html", {"title": _t("您提的意见"), "idea": row, "code": shown})


def taken(request, number: str, secret: str) -> bool:
    """Is this the number and code of an idea? Then this browser may read its answer."""
    from ..ideas.queries import by_number

    row = by_number(number)
    if row is None or not codes.fits(row, secret):
        return False
    hold(request, row, secret)
    return True
