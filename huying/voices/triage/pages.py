"""The page of triage: the text, the hints beside it, the exits below. Hints come after, by themselves, and may fail."""

import re
from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from huying.kernel import access, scope
from huying.kernel.fields import Field
from huying.kernel.roster import Unit
from huying.ui.links import whole
from huying.ui.stepping import over, stamp

from .. import forms, queries
from ..books.queries import propose
from ..flow import FLOW
from ..models import Voice
from . import in_use, quality
from . import units as ranking
from .alarms.banner import at_once, raised
from .confidence import sure, telling
from .marking import marked
from .matching.alike import alike
from .notes import LIMITS

EXITS = ("explain", "refer", "settle", "hand_over")
BEGIN = (*EXITS, "file", "consult", "forward", "decline")  # what only a voice not yet triaged can be given
OTHERS = ("call_out", "file", "consult", "conclude", "forward", "adopt", "decline")
HISTORY = 300  # handled voices of the field that are looked back at
ANSWERS = ("explain", "answer", "report")  # steps whose text may be looked at a second time


def url(name, row) -> str:
    return reverse(f"voices:{name}", kwargs={"code": scope.current().code, "pk": row.pk})


def _seen(request, pk):
    rows = queries.visible_to(request.member).select_related(*queries.FOR_LISTS, "area__parent")
    return get_object_or_404(rows, pk=pk)


def _row(request, pk):
    return _open(_seen(request, pk), request.member)


def _open(voice, member):
    """The voice, if this member may triage it now; else 404."""
    if voice.state not in ("heard", "consulting") or not access.may(member, FLOW["classify"], voice):
        raise Http404
    return voice


@require_safe
@never_cache
def triage(request, code, pk):
    """The exits side by side; what an address names ("?field=", "?unit=") is filled in beforehand."""
    from ..pages import facts

    voice, member = _seen(request, pk), request.member
    if over([FLOW[n] for n in BEGIN], voice, member):  # the browser's back
        messages.info(request, _("已经分诊过了。"))
        return redirect(url("detail", voice))
    _open(voice, member)
    exits = [_form(request, voice, name) for name in EXITS if _may(voice, name, member)]
    if not exits:
        raise Http404
    alarms = raised(voice, member)
    words = [w for alarm in alarms for s in alarm["row"].said for w in re.split(r"\W+", s["words"])]
    context = {
        "title": _("分诊"), "row": voice, "exits": exits, "classify": _form(request, voice, "classify"),
        "facts": facts(voice, member), "text": marked(voice.text, words),
        "alarms": [*alarms, *at_once(voice, member)],
        "others": [{"step": FLOW[n], "url": url(n, voice)} for n in OTHERS if n in FLOW.steps and _may(voice, n, member)],
        "hints_url": url("hints", voice), "look_url": url("look", voice), "back": url("detail", voice),
        "crumbs": [{"label": _("民情"), "url": reverse("voices:list", kwargs={"code": code})},
                   {"label": voice.title, "url": url("detail", voice)}, {"label": _("分诊")}],
    }  # fmt: skip
    return render(request, "voices/triage.html", context)


def _may(voice, name, member) -> bool:
    return voice.state in FLOW[name].source and access.may(member, FLOW[name], voice)


def _form(request, voice, name) -> dict:
    """One step's form as part of the page: no id twice, filled in from the address where it names a choice."""
    make = forms.STEPS[name]
    given: dict[str, Any] = {
        k: n for k in ("field", "unit") if k in make.base_fields and (n := whole(request.GET.get(k), 0))
    }
    if name == "hand_over" and request.GET.get("tier") in ("town", "county"):
        given["tier"] = request.GET["tier"]
    form = make(row=voice, member=request.member, auto_id=f"{name}_%s", initial=given)
    stamped = stamp(voice)
    stamped.auto_id = False
    return {"step": FLOW[name], "form": form, "stamp": stamped, "url": url(name, voice)}


@require_safe
@never_cache
def hints(request, code, pk):
    """Field, unit, same matter: asked for by the page of triage once it stands; a page of its own without JavaScript."""
    voice, member = _row(request, pk), request.member
    model = in_use.hints()
    found = alike(voice, member)
    guesses = model.model.guess(voice.title, voice.text) if model.model else []
    tops = (
        {f.code: f for f in Field.objects.filter(code__in=[g.code for g in guesses], is_active=True)}
        if guesses
        else {}
    )
    fields = [
        {"field": tops[g.code], "sure": sure(g.confidence, model), "words": telling(g.words, voice),
         "url": f"{url('triage', voice)}?field={tops[g.code].pk}#classify"}
        for g in guesses if g.code in tops
    ]  # fmt: skip
    stamped = stamp(voice)
    stamped.auto_id = False
    context = {
        "row": voice, "fields": fields, "note": model.note, "version": model.version, "limits": _(LIMITS) if fields else "",
        "units": _units(voice, found, fields), "alike": found, "merge_url": url("merge", voice), "stamp": stamped,
        "may_merge": _may(voice, "merge", member), "title": _("分诊提示"), "back": url("triage", voice),
    }  # fmt: skip
    part = "voices/triage/_hints.html" if request.htmx else "voices/triage/hints.html"
    return render(request, part, context)


def _units(voice, found, fields) -> list[dict]:
    """Units with their reasons in the reader's language. Two queries, bounded."""
    field = voice.field or (fields[0]["field"] if fields else None)
    handled: Counter = Counter()
    if field is not None:
        near = Voice.objects.filter(field=field) | Voice.objects.filter(field__parent=field)
        rows = near.filter(unit__isnull=False).order_by("-pk").values_list("unit", flat=True)[:HISTORY]
        handled.update(rows)
    cards = [
        ranking.UnitCard(*row)
        for row in Unit.objects.filter(is_active=True).values_list("pk", "name", "short", "kind", "duties")
    ]
    places = (
        (voice.area.name, voice.area.parent.name if voice.area.parent_id else "") if voice.area_id else ()
    )
    names = (field.name, field.parent.name if field.parent_id else "") if field is not None else ()
    best = ranking.rank(
        f"{voice.title}\n{voice.text}", cards, field_names=tuple(filter(None, names)), places=tuple(filter(None, places)),
        handled=handled, alike=Counter(a.voice.unit_id for a in found if a.voice.unit_id and a.same), routed=_routed(voice),
    )  # fmt: skip
    return [
        {"unit": h.unit, "reasons": [_(why) % facts for why, facts in h.reasons],
         "url": f"{url('triage', voice)}?unit={h.unit.pk}&tier={'town' if h.unit.kind == 'town' else 'county'}#hand_over"}
        for h in best
    ]  # fmt: skip


def _routed(voice) -> dict[int, str]:
    return {row.unit_id: row.note or str(row) for row in propose(voice)}


@require_POST
@never_cache
def look(request, code, pk):
    """A second look at the reply that is being written. Nothing is saved, nothing is blocked."""
    voice = get_object_or_404(queries.visible_to(request.member), pk=pk)
    if not any(access.may(request.member, FLOW[name], voice) for name in ANSWERS):
        raise Http404
    return looked(
        request, voice.title, voice.text, asked_on=voice.reopened_on or voice.heard_on, due_on=voice.due_on,
        back=url("detail", voice),
    )  # fmt: skip


def looked(request, title, text, *, asked_on=None, due_on=None, back=""):
    """The remarks on the posted `text` and `reason` as a part of a page, or alone without JavaScript."""
    reply = "\n".join(filter(None, (request.POST.get("text", ""), request.POST.get("reason", ""))))
    found = quality.look(
        text, reply, title=title, asked_on=asked_on, replied_on=timezone.localdate(), due_on=due_on
    )
    remarks = [{"label": _(a.label), "ok": a.ok, "why": _(a.why) % a.facts} for a in found]
    context = {"remarks": remarks, "empty": not reply.strip(), "title": _("再看一遍答复"), "back": back}
    part = "voices/triage/_look.html" if request.htmx else "voices/triage/look.html"
    return render(request, part, context)
