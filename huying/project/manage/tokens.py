"""Keys for programs: made and shown once, scoped, with an expiry, revoked."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import tokens
from huying.kernel.process import Refused
from huying.kernel.register import operations
from huying.kernel.roles import ROLES
from huying.kernel.roster import Membership
from huying.ui import doors

from . import roster
from .gatekeeping import only

LASTS = [("30", _("30 天")), ("90", _("90 天")), ("365", _("一年"))]


class Make(forms.Form):
    name = forms.CharField(
        label=_("用途"), max_length=60, help_text=_("写明哪个系统用，如：市政务数据平台。")
    )
    member = forms.ModelChoiceField(
        Membership.everywhere.none(), label=_("以谁的身份"), help_text=_("程序能看能办的，不超过这个身份。")
    )
    scopes = forms.MultipleChoiceField(label=_("权限范围"), widget=forms.CheckboxSelectMultiple)
    days = forms.ChoiceField(label=_("有效期"), choices=LASTS, initial="90")
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Membership.objects.filter(is_active=True).exclude(person=None).select_related("person", "unit")
        self.fields["member"].queryset = rows.order_by("role", "person__pinyin", "pk")
        self.fields["member"].label_from_instance = lambda m: f"{m.person.name} · {_t(ROLES[m.role])}"
        self.fields["scopes"].choices = scopes()

    def clean(self):
        """A deputy's signature and rating are the deputy's own; a program may read as one, never act as one."""
        data = super().clean()
        member = data.get("member")
        if (
            member is not None
            and member.role in ("deputy", "leader")
            and set(data.get("scopes", ())) - {"read"}
        ):
            self.add_error("scopes", _t("代表和领导的身份只能用于只读；签名、评价和批示由本人办理。"))
        return data


def scopes() -> list[tuple[str, str]]:
    """ "read", then every process of the house as a whole."""
    acting = [
        (name, _t("办理：%(room)s") % {"room": _t(room.flow.title)})
        for name, room in sorted(doors.ROOMS.items())
    ]
    return [("read", _t("只读：列表和详情")), *acting, ("roster.switch", _t("更改本级设置"))]


@only("admin")
def index(request, code):
    """All tokens; a new one is shown in the answer to its making and nowhere else."""
    form = Make(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = _make(request, form)
        if made is not None:
            secret, token = made
            context = {"title": _t("接口令牌"), "secret": secret, "token": token, "crumbs": crumbs()}
            return render(request, "manage/token_made.html", context)
    now = timezone.now()
    rows = tokens.Token.objects.select_related("member__person").order_by("revoked_at", "-pk")
    names = dict(scopes())
    shown = [
        {"token": t, "scopes": _t("、").join(str(names.get(s, s)) for s in t.scopes), "lamp": lamp(t, now)}
        for t in rows
    ]
    context = {
        "title": _t("接口令牌"),
        "form": form,
        "tokens": shown,
        "stamp": roster.stamp(),
        "crumbs": crumbs(),
    }
    return render(request, "manage/tokens.html", context, status=roster._status(form))


def _make(request, form):
    data, now = form.cleaned_data, timezone.now()
    held: list = []

    def act(key):
        token, secret = tokens.issue(
            member=data["member"],
            name=data["name"],
            scopes=data["scopes"],
            expires_at=now + timedelta(days=int(data["days"])),
        )
        try:
            entry = operations.enter(by=request.member, at=now, row=token, reason=data["name"], key=key)
        except Refused:
            token.delete()
            raise
        held.append((secret, token))
        return entry

    roster.attempt(request, form, act)
    if not held and not form.errors:
        form.add_error(None, _t("这个令牌已经做好并显示过；没有记下的，请作废后再做一个。"))
    return held[0] if held else None


def lamp(token, now) -> dict:
    if token.revoked_at:
        return {"tone": "wait", "word": _t("已作废")}
    if token.expires_at <= now:
        return {"tone": "wait", "word": _t("已过期")}
    return {"tone": "warn" if token.expires_at < now + timedelta(days=14) else "ok", "word": _t("有效")}


@only("admin")
def revoke(request, code, pk):
    """From now on it opens nothing."""
    token = get_object_or_404(tokens.Token.objects.select_related("member__person"), pk=pk)
    if token.revoked_at:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        now = timezone.now()

        def act(key):
            entry, _seen = roster.entry_for(request, token)
            operations.end(
                entry, by=request.member, at=now, key=key, reason=token.name, values={"revoked_at": now}
            )
            return entry

        if roster.attempt(request, form, act) is not None:
            messages.success(request, _t("令牌已作废。"))
            return redirect("manage:tokens", code=code)
    context = {
        "step": {"label": _t("作废令牌"), "danger": True},
        "title": token.name,
        "form": form,
        "stamp": roster.stamp(roster.listed(token)),
        "back": reverse("manage:tokens", kwargs={"code": code}),
        "crumbs": crumbs(),
        "next": _t("用这个令牌的程序立即不能再访问。"),
    }
    return render(request, "ui/step.html", context, status=roster._status(form))


def crumbs() -> list[dict]:
    return [roster.home_crumb(), {"label": _t("接口令牌")}]
