"""Opening a session: what is ready, what is missing, and one press that lays its sittings out."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huying.kernel import process
from huying.kernel.process import Refused
from huying.kernel.roster import Session
from huying.ui.forms import Day, refuse

from .. import kit
from ..asking import TERMS, Asks, One, figure, line
from ..models import Sitting


class LayOut(forms.Form):
    required_css_class = "required"
    day = forms.DateField(label=_("开幕日期"), widget=Day())
    days = figure(_("会期几天"), 1, 30, initial=3)
    place = line(_("地点"), 120, required=False)
    outline = forms.BooleanField(
        label=_("先列上惯常的报告议题，再由办公室删改"), required=False, initial=True
    )


class NewSession(Asks):
    """A session that the register does not hold yet."""

    term = One(TERMS, _("哪一届"))
    number = figure(_("第几次"), 1, 99)
    name = line(_("会议名称"), 80, help_text=_("例如青禾县第十九届人民代表大会第一次会议。"))
    opens_on = forms.DateField(label=_("开幕日期"), widget=Day())
    closes_on = forms.DateField(label=_("闭幕日期"), widget=Day(), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request, code, pk=None):
    """The newest session, or the one named."""
    if request.member.role not in ("clerk", "admin", "leader"):
        raise Http404
    known = Session.objects.select_related("term").order_by("-opens_on")
    sessions = list(known[:12])
    session = get_object_or_404(known, pk=pk) if pk else next(iter(sessions), None)
    at, status = timezone.now(), 200
    form = LayOut(initial={"day": session.opens_on} if session else None)
    newest = next(iter(sessions), None)
    entering = NewSession(initial={"term": newest.term_id, "number": newest.number + 1} if newest else None)
    if request.method == "POST" and request.POST.get("do") == "session":
        entering = NewSession(request.POST)
        if (made := _entered(entering, request.member, at)) is not None:
            return redirect("sittings:kit_of", code=code, pk=made.pk)
        status = 422
    elif request.method == "POST" and session is not None:
        if request.member.role == "admin":
            raise Http404
        try:
            if request.POST.get("do") == "cards":
                with process.together():
                    kit.number_cards(session.term, by=request.member, at=at)
                return redirect("sittings:kit_of", code=code, pk=session.pk)
            form = LayOut(request.POST)
            if form.is_valid():
                data = form.cleaned_data
                with process.together():
                    made = kit.lay_out(session, by=request.member, at=at, day=data["day"], days=data["days"], place=data["place"],
                                       items=None if data["outline"] else ())  # fmt: skip
                return redirect("sittings:detail", code=code, pk=made["plenary"].pk)
            status = 422
        except Refused as reason:
            refuse(form, reason)
            status = 409
    plenary = (
        Sitting.objects.filter(kind="plenary", session=session).exclude(state="cancelled").first()
        if session
        else None
    )
    context = {
        "title": _("召开会议准备"), "session": session, "sessions": sessions, "form": form, "plenary": plenary,
        "entering": entering,
        "ready": kit.readiness(session, timezone.localdate(at)) if session else [],
        "delegations": kit.delegations(session.term) if session else [],
    }  # fmt: skip
    return render(request, "sittings/kit.html", context, status=status)


def _entered(form, member, at):
    """The session that was entered; None where the form says what is wrong."""
    if member.role == "admin" or not form.is_valid():
        if member.role == "admin":
            raise Http404
        return None
    try:
        with process.together():
            return kit.enter_session(by=member, at=at, **form.cleaned_data)
    except Refused as reason:
        refuse(form, reason)
        return None
