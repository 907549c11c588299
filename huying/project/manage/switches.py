"""本级设置: the switches of one congress, as the parts of the house declare them; each change is a step with its trace."""

import json

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t

from huying.kernel import switchboard
from huying.kernel.register import operations, queries
from huying.ui import storytelling, switching

from . import roster
from .gatekeeping import only


@only("admin", "clerk", "leader", methods=("GET",))
def index(request, code):
    """Every switch with what it means and what is in force; below, what no version reads and what happened."""
    here, areas = request.congress, {}
    for switch in switchboard.all_of_them():
        areas.setdefault(str(switch.area), []).append(shown(switch, here))
    context = {
        "title": _t("本级设置"), "areas": list(areas.items()), "may": request.member.role == "admin",
        "unknown": [{"key": k, "value": spelled(v)} for k, v in sorted(switchboard.unknown(here).items())],
        "founded": founded(here), "story": [storytelling.item(t) for t in reversed(queries.switched(here))],
        "crumbs": [*_home(request), {"label": _t("本级设置")}],
    }  # fmt: skip
    return render(request, "manage/switches.html", context)


def shown(switch, congress) -> dict:
    own = switch.is_own(congress)
    usual = switch.in_words(switch.usual(congress))
    return {
        "key": switch.key, "kind": type(switch.kind).__name__.lower(), "label": switch.label, "says": switch.says,
        "effect": switch.effect, "confirm": switch.confirm,
        "value": switch.in_words(switch.of(congress)), "usual": usual, "own": own, "by_house": switch.by_house,
        "allowed": switch.kind.allowed(), "bounds": switch.bounds, "laws": switching.laws(switch),
        "unreadable": spelled(congress.switches[switch.key]) if switch.is_unreadable(congress) else "",
        "url": "" if switch.by_house else reverse("manage:switch", kwargs={"code": congress.code, "key": switch.key}),
    }  # fmt: skip


def spelled(value) -> str:
    return json.dumps(value, ensure_ascii=False)[:200]


def founded(congress) -> list[tuple]:
    """What was settled when the congress was set up, by the operator's commands."""
    return [
        (_t("网址中的代码"), congress.code),
        (_t("上一级人大"), str(congress.parent or "—")),
        (_t("留痕摘要算法"), congress.get_digest_display()),
    ]


@only("admin")
def edit(request, code, key):
    """Set one. What was typed stays where something is wrong or somebody was faster; going back to what is usual is a press of
    its own, and where that fails nothing of it stays in the form."""
    switch, here = switchboard.DECLARED.get(key), request.congress
    if switch is None or switch.by_house:
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = switching.form_of(switch)(*posted, row=here, member=request.member)
    kept: list[str] = []
    if form.is_bound and form.is_valid():
        if roster.attempt(request, form, lambda key: _set(request, switch, form, key)) is not None:
            messages.success(request, _t("已改：%(label)s。") % {"label": switch.label})
            return redirect("manage:switches", code=code)
        here.refresh_from_db()
    status = roster._status(form)
    if form.is_bound and form.cleaned_data.get("reset"):
        kept = [str(one) for one in form.non_field_errors()]
        form = switching.form_of(switch)(row=here, member=request.member)
    context = {
        "title": str(switch.label), "shown": shown(switch, here), "form": form, "kept": kept,
        "stamp": roster.stamp(roster.listed(here)), "back": reverse("manage:switches", kwargs={"code": code}),
        "story": [storytelling.item(t) for t in reversed(queries.switched(here, key))],
        "crumbs": [*_home(request), {"label": _t("本级设置"), "url": reverse("manage:switches", kwargs={"code": code})},
                   {"label": str(switch.label)}],
    }  # fmt: skip
    return render(request, "manage/switch.html", context, status=status)


def _set(request, switch, form, key):
    sent = roster.Stamp(request.POST)
    seen = sent.cleaned_data.get("_seen") if sent.is_valid() else None
    operations.set_switch(
        request.congress, by=request.member, at=timezone.now(), name=switch.key, value=form.value,
        reason=form.cleaned_data["reason"], seen=seen, key=key,
    )  # fmt: skip
    return switch


def _home(request):
    return [roster.home_crumb()] if request.member.role != "leader" else []
