"""One step's page: ask, take, or say clearly why not; nothing typed is lost."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from huying.kernel import access, drafts
from huying.kernel.case import Trace
from huying.kernel.files import BadFile
from huying.kernel.prepared import Rows
from huying.kernel.process import AlreadyDone, Forbidden, Refused, Stale, Unavailable

from . import detailing, links, possible, storytelling
from .forms import StepForm, refuse


class Stamp(forms.Form):
    """What every step's form carries: the version it was shown for and its own key."""

    _seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    _key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


def stamp(row=None) -> Stamp:
    return Stamp(initial={"_seen": row.version if row else None, "_key": uuid.uuid4().hex})


def page(request, room, step, row=None):
    """GET asks, POST takes the step on the row (none for a birth)."""
    member = request.member
    if request.method == "POST" and (done := earlier(room, step, row, member, request.POST.get("_key", ""))):
        return redirect(room.after(step, done))
    if not access.may(member, step, row):
        if row is not None and over([step], row, member):  # the browser's back
            messages.info(request, _("“%(step)s”您已经办过了。") % {"step": _(step.label)})
            return redirect(links.to(room, "detail", row.pk))
        raise Http404
    make = room.form_for(step)
    draft_key = f"{step.code}:{row.pk if row else 'new'}"
    held = drafts.load(member, draft_key) if make.autosave and member.person_id else None
    if request.method != "POST":
        why = possible.why_not(room, step, row) if row is not None else ""
        if why and not held:
            return _not_now(request, room, step, row, why)
        form = make(row=row, member=member, initial={**_given(request, make), **((held and held.data) or {})})
        status = 409 if why else 200  # what was written before the row moved on is shown with the reason
        return _ask(request, room, step, row, form, stamp(row), draft_key, held, why=why, status=status)
    form, sent = make(request.POST, request.FILES, row=row, member=member), Stamp(request.POST)
    if not form.is_valid() or not sent.is_valid():
        return _ask(request, room, step, row, form, sent, draft_key)
    seen, key = sent.cleaned_data["_seen"], sent.cleaned_data["_key"] or None
    again = stamp(
        row
    )  # the row as it was read: a step that is taken back has counted its version up all the same
    try:
        done = take(room, step, row, member, form.cleaned_data, seen=seen, key=key)
    except Stale as reason:
        refuse(form, reason)
        changed = _changed(room, row, member, seen) if row else []
        return _ask(request, room, step, row, form, stamp(row), draft_key, changed=changed, status=409)
    except Forbidden:
        raise Http404 from None
    except (Refused, BadFile) as reason:
        refuse(form, reason)
        if unkept := isinstance(reason, Unavailable):
            again = sent  # the very press may come again, should it have gone through after all
        return _ask(request, room, step, row, form, again, draft_key, status=503 if unkept else 409)
    if make.autosave and member.person_id:
        drafts.drop(member, draft_key)
    where, said = room.after(step, done or row), _("已办好：%(step)s。") % {"step": _(step.label)}
    if row is None:  # should this answer be lost, the next page leads to what was made
        said = format_html('{} <a href="{}">{}</a>', said, where, _("打开这一件"))
    messages.success(request, said)
    return redirect(where)


def take(room, step, row, member, data, *, seen=None, key=None):
    """The one call behind page, API and bulk. Returns the new row of a birth, else None.

    The same press twice at the same moment is done once, and is no error.
    """
    operation, at = room.operation(step), timezone.now()
    try:
        if row is None:
            return operation(by=member, at=at, key=key, **data)
        operation(row, by=member, at=at, seen=seen, key=key, **data)
        return None
    except AlreadyDone as same:
        if (done := the_same(room, step, row, same.trace)) is None:
            raise Refused(_("这个键已经用在另一次办理上，请换一个。")) from None
        return done


def earlier(room, step, row, member, key: str):
    """What this very press did when it came first: the row; None for a fresh key.

    Asked before form and permission, which judge the row as that first press has left it.
    """
    if not key or len(key) > 40 or "\x00" in key:
        return None
    trace = next(iter(_pressed(member.congress_id, key, member.pk)), None)
    return the_same(room, step, row, trace) if trace else None


_pressed = Rows(
    lambda congress, key, by: Trace.everywhere.filter(congress_id=congress, key=key, by_id=by), int, str, int
)


def pressed(request) -> bool:
    """Is this the very press that has already done its work?"""
    key = request.POST.get("_key", "") if request.method == "POST" else ""
    return (
        bool(key)
        and len(key) <= 40
        and "\x00" not in key
        and bool(_pressed(request.member.congress_id, key, request.member.pk))
    )


def gone(request, room, pk: int):
    """Where a row leads that its reader no longer sees, because of a step of their own or a later one: to the list, with
    a word. None for who never had a hand in it: to them it is a page that does not exist."""
    member = request.member
    if not member.person_id or pk >= 2**63:
        return None
    taken = Trace.objects.filter(subject_kind=room.flow.subject, subject_id=pk, by=member)
    if not taken.exists():
        return None
    messages.info(request, _("这一件已经不在您这里办理。"))
    return redirect(links.to(room, "list"))


def over(steps, row, member) -> bool:
    """Did this very person take one of the steps on the row, and has it moved on from all of them since?"""
    if not member.person_id or any(row.state in step.source for step in steps):
        return False
    taken = Trace.objects.filter(subject_kind=row.FLOW.subject, subject_id=row.pk, by=member)
    return taken.filter(step__in=[step.code for step in steps]).exists()


def the_same(room, step, row, trace):
    """The row that the trace of an earlier press with the same key is about, if it was this step of this row."""
    same = trace.step == step.code and (row is None or trace.subject_id == row.pk)
    return room.model.objects.filter(pk=trace.subject_id).first() if same else None


def _given(request, make) -> dict:
    """What an address may fill in beforehand: words and choices, but no tick that a person has to set."""
    fields = make.base_fields
    return {
        k: request.GET.getlist(k) if isinstance(fields[k], forms.MultipleChoiceField | forms.ModelMultipleChoiceField) else v
        for k, v in request.GET.items()
        if k in fields and not isinstance(fields[k], forms.BooleanField)
    }  # fmt: skip


def _changed(room, row, member, seen) -> list[dict]:
    """What happened since the form was opened, as this person may read it (a room may hide names)."""
    if hasattr(room.pages, "story"):
        return room.pages.story(row, member)[-max(1, row.version - (seen or row.version)) :]
    return storytelling.since(row, seen or row.version)


def _not_now(request, room, step, row, why):
    """Why not, and what may be done instead; no form that would be refused after it was filled."""
    able, refused = detailing.actions(room, row, request.member)
    context = {
        "row": row, "title": str(row), "why": why, "steps": able, "refusals": [r for r in refused if why not in r],
        "step": {"label": _(step.label), "law": storytelling.law(step)}, "back": links.to(room, "detail", row.pk),
    }  # fmt: skip
    return render(request, "ui/not_now.html", context, status=409)


def _ask(request, room, step, row, form, stamped, draft_key, held=None, changed=(), why="", status=200):
    if isinstance(stamped, Stamp) and stamped.is_bound and not stamped.is_valid():
        stamped = stamp(row)
    if form.is_bound and not form.is_valid() and status == 200:
        status = 422
    context = {
        "row": row,
        "step": {
            "label": _(step.label),
            "law": storytelling.law(step),
            "danger": step.danger,
            "name": step.name,
        },
        "title": str(row) if row else "",
        "form": form,
        "stamp": stamped,
        "changed": changed,
        "next": _(step.then) if step.then else "",
        "back": links.to(room, "detail", row.pk) if row else links.to(room, "list"),
        "autosave_url": f"/c/{request.congress.code}/drafts/{draft_key}/" if form.autosave else "",
        "draft_saved": held.at if held else None,
        "reading": _reading(room, step, row, request.member, why),
    }
    names = [f"{room.flow.subject}/{step.name}.html", "ui/step.html"]
    return render(request, names, context, status=status)


def _reading(room, step, row, member, why) -> list[dict]:
    """What has to be in sight while deciding; first of all that the step cannot be taken."""
    known = room.pages.reading(step, row, member) if row and hasattr(room.pages, "reading") else []
    return [{"warn": why}, *known] if why else known


def bulk(request, room, step, pks):
    """One form, many rows: each row passes the gate by itself; those refused are listed with the reason."""
    member = request.member
    picked = list(room.queries.visible_to(member).filter(pk__in=pks))
    rows = [r for r in picked if r.state in step.source and access.may(member, step, r)]
    if not rows:
        raise Http404
    make = room.form_for(step)
    form = make(
        request.POST if request.method == "POST" else None, request.FILES or None, row=rows[0], member=member
    )
    context = {
        "step": {"label": _(step.label), "law": storytelling.law(step), "name": step.name},
        "form": form, "stamp": stamp(), "rows": [{"title": str(r), "number": getattr(r, "number", ""), "pk": r.pk} for r in rows],
        "left_out": [_why_out(step, r) for r in picked if r not in rows],
        "back": _list_address(request, room), "next": _(step.then) if step.then else "",
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return render(request, ["ui/step.html"], context, status=422 if form.is_bound else 200)
    refused, done, sent = [], 0, Stamp(request.POST)
    press = sent.is_valid() and sent.cleaned_data["_key"][:28]  # one key a press, one a row of it
    for row in rows:
        try:
            take(room, step, row, member, form.cleaned_data, key=f"{press}-{row.pk}" if press else None)
            done += 1
        except (Refused, BadFile) as reason:
            refused.append(f"{row}{_('：')}{reason}")
    messages.success(request, _("已办好 %(n)s 件。") % {"n": done})
    for text in refused:
        messages.warning(request, text)
    return redirect(context["back"])


def _why_out(step, row) -> str:
    """A row that was picked and cannot be taken along."""
    if row.state in step.source:
        return _("%(row)s：您不能办理") % {"row": row}
    return _("%(row)s：现在是“%(state)s”") % {"row": row, "state": row.state_label}


def _list_address(request, room) -> str:
    """Back to the list as it was narrowed; only the question of an address is taken from what was sent."""
    asked = (request.POST.get("back") or request.GET.get("back") or "").partition("?")[2]
    kept = QueryDict(asked[:2000]).urlencode()
    return links.to(room, "list") + (f"?{kept}" if kept else "")


class Confirm(StepForm):
    """A step that asks nothing but yes."""
