"""交办会: one page on which a clerk assigns many suggestions, each to its own units (R-SUG-07)."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huying.kernel import access
from huying.kernel.process import AlreadyDone, Refused
from huying.ui.forms import Day

from .asking import UNITS, Asks, Many, One
from .flow import FLOW
from .operations import assign
from .operations.given import current_unit
from .queries import visible_to

MOST = 50


class Held(forms.Form):
    """The meeting itself."""

    meeting = forms.CharField(label=_("交办会"), max_length=80)
    assigned_on = forms.DateField(label=_("召开日期"), widget=Day, help_text=_("三个月自这一天起算。"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=28)


class Line(Asks):
    """One suggestion; without a lead unit or separate ones it stays where it is."""

    lead = One(UNITS, _("主办单位"), required=False)
    co = Many(UNITS, _("协办单位"), required=False)
    separate = Many(
        UNITS, _("分办单位"), required=False, help_text=_("各自答复代表的，选至少两个，不选主办。")
    )

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("separate") and data.get("lead") and data["lead"].pk == self.initial.get("lead"):
            data["lead"] = None  # the wished unit, filled in by the page
        data["mode"] = "separate" if data.get("separate") else "lead"
        return data


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def assign_many(request, code):
    """GET lists what waits; POST assigns the lines that have a lead unit, each by itself; the refused say why."""
    member = request.member
    if not access.may(member, FLOW["assign"]):
        raise Http404
    waiting = visible_to(member).filter(state="accepted").select_related("wished_unit").order_by("pk")
    rows = list(waiting[: MOST + 1])
    more, rows = len(rows) > MOST, rows[:MOST]
    units = list(UNITS.rows(None))
    sent = request.POST if request.method == "POST" else None
    held = Held(sent, initial={"assigned_on": timezone.localdate(), "key": uuid.uuid4().hex[:28]})
    lines = [_line(sent, row, member, units) for row in rows]
    valid = [form.is_valid() for _row, form in lines] if sent is not None else []
    if sent is not None and held.is_valid() and all(valid):
        done, refused = _take(lines, held.cleaned_data, member)
        if done:
            messages.success(request, _g("已交办 %(n)s 件。") % {"n": done})
        if not refused:
            return redirect("suggestions:list", code=code)
        for row, form in lines:
            if row.pk in refused:
                form.add_error(None, refused[row.pk])
        lines = [(row, form) for row, form in lines if row.state == "accepted"]
    context = {"title": _g("交办会"), "held": held, "lines": lines, "more": more, "most": MOST}
    return render(request, "suggestions/meeting.html", context, status=422 if sent is not None else 200)


def _line(sent, row, member, units):
    wished = current_unit(row.wished_unit)
    form = Line(sent, prefix=str(row.pk), member=member, initial={"lead": wished.pk if wished else None})
    if sent is None:
        for name in ("lead", "co", "separate"):  # the same choices for every line: asked once
            form.fields[name].widget.choices = [("", "—")] * (name == "lead") + [
                (u.pk, str(u)) for u in units
            ]
    return row, form


def _take(lines, held, member):
    done, refused = 0, {}
    for row, form in lines:
        if not (form.cleaned_data["lead"] or form.cleaned_data["separate"]):
            continue
        try:
            assign(
                row, by=member, at=timezone.now(), key=f"{held['key']}-{row.pk}", meeting=held["meeting"],
                assigned_on=held["assigned_on"], **form.cleaned_data,
            )  # fmt: skip
            done += 1
        except AlreadyDone:
            done += 1
        except Refused as reason:
            refused[row.pk] = str(reason)
    return done, refused
