"""A person asks for their data: what is stored about a telephone number or a name, a copy, a correction, a deletion."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import erasure
from huying.kernel.crypto import blind_index, mask
from huying.kernel.process import Refused
from huying.kernel.register import operations
from huying.kernel.roles import ROLES
from huying.kernel.roster import Membership
from huying.kernel.subject import SUBJECTS
from huying.ui import doors, links

from .. import carried
from . import checking, roster
from .forms import Why
from .gatekeeping import OFFICE, only
from .people import why_not_person

MOST = 100
CLEARED = {
    "person.phone": "",
    "person.id_card": "",
    "person.email": "",
    "person.nation": "",
    "person.gender": "",
}


class Ask(forms.Form):
    """POSTed, never in the address: a telephone number does not belong in a log."""

    term = forms.CharField(
        label=_("手机或者姓名"), max_length=60, help_text=_("先核对本人身份。手机要写全；姓名要写全名。")
    )

    def clean_term(self):
        return checking.plain(self.cleaned_data["term"])


def found(term: str, member) -> list[dict]:
    """Rows that hold the number or the name, numbers masked."""
    rows = list(erasure.find(term))
    index = blind_index(term)
    kinds: list[Any] = list(SUBJECTS.values())
    for model in kinds:
        if any(f.name == "phone_index" for f in model._meta.concrete_fields) and index:
            rows += model.objects.filter(phone_index=index)[:MOST]
    seen, shown = set(), []
    for row in rows:
        if (key := (row.FLOW.subject, row.pk)) in seen:
            continue
        seen.add(key)
        shown.append(_matter(row))
    people = Membership.objects.filter(person__phone_index=index) if index else Membership.objects.none()
    people = people | Membership.objects.filter(person__name=term)
    shown += [_person(m, member) for m in people.select_related("person", "unit", "organ").distinct()[:MOST]]
    return shown[:MOST]


def _matter(row) -> dict:
    phone = getattr(row, "phone", "") or ""
    kind = row.FLOW.subject
    numbers = [f"{_t('手机')} {mask(phone)}"] if phone else []
    room = doors.ROOMS.get(kind)
    return {
        "title": str(row),
        "kind": _t(row.FLOW.title),
        "sub": getattr(row, "number", "") or row.case.number,
        "holds": "、".join(numbers) or _t("姓名或者说明"),
        "subject": kind,
        "pk": row.pk,
        "url": links.to(room, "detail", row.pk) if room else "",
        "can": bool(erasure.columns(type(row))),
        "carried": carried.on(row),
    }


def _person(m, member) -> dict:
    numbers = [
        f"{label} {mask(value)}"
        for label, value in ((_t("手机"), m.person.phone), (_t("身份证号"), m.person.id_card))
        if value
    ]
    url = reverse("manage:row", kwargs={"code": m.congress.code, "book": "people", "pk": m.pk})
    return {
        "title": m.person.name,
        "kind": _t("名册"),
        "sub": _t(ROLES[m.role]),
        "holds": "、".join(numbers) or _t("姓名"),
        "subject": "people",
        "pk": m.pk,
        "url": url,
        "can": member.role == "admin",
    }


@only(*OFFICE)
def index(request, code):
    """Ask and see. The number stays in the form, not in the address."""
    form = Ask(request.POST if request.method == "POST" else None)
    context = {
        "title": _t("个人信息请求"),
        "form": form,
        "crumbs": [roster.home_crumb(), {"label": _t("个人信息请求")}],
    }
    if form.is_bound and form.is_valid():
        context |= {"asked": True, "rows": found(form.cleaned_data["term"], request.member)}
    return render(request, "manage/requests.html", context, status=roster._status(form))


def _target(request, subject, pk):
    """(row, is it a membership)."""
    if subject == "people":
        return get_object_or_404(Membership.objects.select_related("person"), pk=pk), True
    model = SUBJECTS.get(subject)
    if model is None or subject not in doors.ROOMS:
        raise Http404
    return get_object_or_404(doors.ROOMS[subject].queries.visible_to(request.member), pk=pk), False


@only("admin", "clerk", methods=("POST",))
def copy(request, code, subject, pk):
    """All that is stored, as a file for the person: the copy itself is a traced act."""
    row, is_member = _target(request, subject, pk)
    if is_member and (request.member.role != "admin" or why_not_person(row.person, request.member)):
        raise Http404
    data = _about(row) if is_member else erasure.copy(row)
    target = row if is_member else request.congress
    entry = operations.entry_of(target, by=request.member, at=timezone.now())
    facts = {"subject": subject, "row": pk}
    operations.import_table(
        entry, by=request.member, at=timezone.now(), table="personal-copy", counts=facts, digest=""
    )
    text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{subject}-{pk}.json"'
    return answer


def _about(member) -> dict:
    person = member.person
    own = {
        n: getattr(person, n) for n in ("name", "gender", "nation", "email", "phone", "id_card", "expertise")
    }
    here = Membership.objects.filter(person=person).select_related("unit", "organ", "area")
    offices = [
        {"role": m.role, "title": m.title, "since": m.since, "until": m.until, "unit": str(m.unit or "")}
        for m in here
    ]
    return {"person": own, "memberships": offices}


@only("admin", "clerk")
def erase(request, code, subject, pk):
    """Delete the personal data; what was done with the matter stays, without the person."""
    row, is_member = _target(request, subject, pk)
    if is_member and request.member.role != "admin":
        raise Http404
    if not is_member and not erasure.columns(type(row)):
        raise Http404
    form = Why(request.POST if request.method == "POST" else None, row=row, member=request.member)
    left = "" if is_member else carried.warned(row)
    if form.is_bound and form.is_valid():
        try:
            _erase(request, row, is_member, form.cleaned_data["reason"])
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _t("已删除个人信息。办理记录保留，但不再能看出是谁。") + left)
            return redirect("manage:requests", code=code)
    context = {
        "step": {"label": _t("删除个人信息"), "danger": True, "law": _t("《个人信息保护法》第四十七条")},
        "title": str(row),
        "form": form,
        "stamp": roster.stamp(),
        "back": reverse("manage:requests", kwargs={"code": code}),
        "next": _t("姓名以外的号码、邮箱和各步说明将被清除，不能恢复。")
        if is_member
        else _t("姓名、电话和各步说明将被清除，不能恢复。") + left,
        "crumbs": [
            roster.home_crumb(),
            {"label": _t("个人信息请求"), "url": reverse("manage:requests", kwargs={"code": code})},
            {"label": _t("删除个人信息")},
        ],
    }
    return render(request, "ui/step.html", context, status=roster._status(form))


def _erase(request, row, is_member, reason):
    now = timezone.now()
    if not is_member:
        erasure.erase(row, by=request.member, at=now)
        return
    if why := why_not_person(row.person, request.member):
        raise Refused(why)
    entry = operations.entry_of(row, by=request.member, at=now)
    held = {k: v for k, v in CLEARED.items() if getattr(row.person, k.removeprefix("person."))}
    if held:
        operations.change(entry, by=request.member, at=now, values=held, reason=reason)
    entry.refresh_from_db()
    erasure.erase(entry, by=request.member, at=now)
