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

from ..calls import pages as calls
from ..calls import queries
from ..codes import codes
from ..forms.base import long
from ..ideas import operations
from ..messages import send_slip
from ..models import Idea
from . import flood, proof, sending
from .forms import telephone

HELD = "idea"


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
        may_message = flood.look(request, at, idea.phone)[1]
        flood.count(request, at, idea.phone if may_message else "")
        if may_message:
            send_slip(idea, at=at)
    except AlreadyDone as same:
        idea = Idea.objects.get(pk=same.trace.subject_id)
        idea.fresh_code = codes.fresh(key)
    except Refused as reason:
        form.add_error(None, str(reason))
        return _page(request, row, form, 409)
    return hold(request, redirect("calls:idea", code=code), idea, idea.fresh_code, fresh=True)


def _page(request, row, form, status=200):
    context = calls.public_context(row)
    return render(
        request, "calls/public.html", {**context, "form": form if context["is_open"] else None}, status=status
    )


def hold(request, response, idea, code, *, fresh=False):
    """The response, with which this browser remembers whose idea it is. `fresh`: to be shown once."""
    return proof.hold(request, response, HELD, f"{idea.pk} {code} {'new' if fresh else 'known'}")


@require_safe
@never_cache
def idea(request, code):
    """Number and code while they are fresh; the answer once it is there."""
    pk, _blank, rest = proof.held(request, HELD).partition(" ")
    secret, _blank, how = rest.partition(" ")
    row = Idea.objects.select_related("call").filter(pk=pk).first() if pk.isdigit() else None
    if row is None or not codes.fits(row, secret):
        return redirect("voices:follow", code=code)
    shown = codes.spell(secret) if how == "new" and row.state == "sent" else ""
    return render(request, "ideas/public.html", {"title": _t("您提的意见"), "idea": row, "code": shown})


def proved(number: str, secret: str) -> Idea | None:
    """The idea of this number and code; then the browser may read its answer."""
    from ..ideas.queries import by_number

    row = by_number(number)
    return row if row is not None and codes.fits(row, secret) else None
