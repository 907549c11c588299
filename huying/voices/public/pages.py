"""The public pages. Everything works without JavaScript; what was typed is never lost."""

import uuid

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import clocks, drafts, process
from huying.kernel.files import BadFile
from huying.kernel.given import clean
from huying.kernel.prepared import Rows
from huying.kernel.process import AlreadyDone, Refused
from huying.stations.queries import reachable
from huying.ui import skeleton

from .. import operations
from ..codes import codes
from ..messages import send_slip
from ..models import Voice
from . import flood, forms, proof

DRAFT = "voices.say:new"
HELD = "voice"  # which one this browser has proved to be its own
WRONG = "voice_wrong"  # what was wrong with the code that was typed, until it has been shown


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def say(request, code):
    """Ask; or take it and show number and code."""
    at = timezone.now()
    if request.method != "POST":
        held_back = drafts.load_public(request.session, DRAFT)
        if not held_back:
            return _blank(request, at)
        first = {"station": request.GET.get("s") or None, **held_back}
        form = forms.Say(initial={**first, "_shown": flood.stamp(at), "_key": uuid.uuid4().hex})
        return _say(request, form)
    phone = codes.plain(clean(request.POST.get("phone", "")))[:40]
    full, may_message = flood.look(request, at, phone)
    reason = _robot(request.POST.get("website"), request.POST.get("_shown", ""), at) or full
    if reason or (request.FILES and not flood.files_may_come(request, at)):
        form = forms.Say(request.POST)  # no file was looked at
        form.add_error(
            None, reason or _("这个网络地址短时间内传来的文件太多，请过一会儿再试；您写的内容还在。")
        )
        return _say(request, form, status=429)
    form = forms.Say(request.POST, request.FILES)
    if not form.is_valid():
        if request.FILES and "files" not in form.errors:
            form.add_error("files", _("浏览器不会保留选好的照片和附件，请重新选择。"))
        return _say(request, form, status=422)
    data = dict(form.cleaned_data)
    key = [data.pop(name) for name in ("website", "_shown", "_key")][-1]

    def beside(voice):
        flood.count(request, at, phone if may_message else "")
        if may_message:
            send_slip(voice, at=at, confirm=True)

    try:
        # the seed is the form's key: whoever presses twice reads the same code twice
        voice = operations.say(
            by=process.public(),
            at=at,
            key=f"say-{key}" if key else None,
            code_seed=key,
            beside=beside,
            **data,
        )
    except AlreadyDone as same:
        voice = Voice.objects.get(pk=same.trace.subject_id)
        voice.fresh_code = codes.fresh(key)
    except (Refused, BadFile) as reason:
        form.add_error(None, str(reason))
        return _say(request, form, status=409)
    drafts.drop_public(request.session)
    return hold(request, redirect("voices:said", code=code), voice, voice.fresh_code)


def _robot(trap, shown, at) -> str:
    if trap:
        return _("有一格请不要填写，请清空后再提交。")
    return _("提交得太快了，请核对一遍，几秒后再按一次“提交”。") if flood.too_fast(shown, at) else ""


def _blank(request, at):
    """The empty form: drawn once for everybody, with this visitor's own stamp and key."""

    def context():
        holes = {"_shown": skeleton.hole("shown"), "_key": skeleton.hole("key")}
        return _asked(request, forms.Say(initial={"station": request.GET.get("s") or None, **holes}))

    own = {"shown": flood.stamp(at), "key": uuid.uuid4().hex}
    return skeleton.shown(request, "voices/public/say.html", context, own)


def _say(request, form, status=200):
    return render(request, "voices/public/say.html", _asked(request, form), status=status)


def _asked(request, form) -> dict:
    asked = form.data.get("station") if form.is_bound else form.initial.get("station")
    near = form.fields["station"].queryset.filter(pk=asked).first() if str(asked or "").isdigit() else None
    return {
        "title": _("我要反映"), "form": form, "stations": reachable(station=near.pk if near else None), "station": near,
        "autosave_url": reverse("draft", kwargs={"code": request.congress.code, "key": DRAFT}),
    }  # fmt: skip


def hold(request, response, voice, code):
    """The response, with which this browser remembers whose voice it is."""
    return proof.hold(request, response, HELD, f"{voice.pk} {code}")


def _whole(congress, pk):
    return Voice.objects.select_related("case", "station", "unit", "merged_into").filter(pk=pk)


_alone = Rows(lambda congress, pk: Voice.everywhere.filter(congress_id=congress, pk=pk), int, int)


def held(request, rows=_whole):
    """(voice, code) that this browser has proved a short while ago (proof.LASTS), or (None, "")."""
    pk, _blank, code = proof.held(request, HELD).partition(" ")
    voice = next(iter(rows(request.congress.pk, int(pk))), None) if pk else None
    return (voice, code) if voice is not None and codes.fits(voice, code) else (None, "")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def said(request, code):
    """Number and code, as long as this browser knows them; typing the code confirms, opening the page does not.

    It is always shown by GET, so that going back and loading it again work; a wrong code is told after the way back here.
    """
    voice, secret = held(request, _alone)
    if voice is None:
        return redirect("voices:follow", code=code)
    if request.method == "POST" and voice.state == "said":
        return _confirm(request, voice)
    wrong, waits = request.session.pop(WRONG, ""), voice.state == "said"
    until = next((c.due_on for c in clocks.open_now(voice) if c.kind == "voice.confirm"), None)

    def context(number, code):
        title = _("请确认提交") if waits else _("已经提交")
        return {
            "title": title, "number": number, "code": code, "form": forms.Code() if waits else None, "wrong": wrong,
            "stations": near(voice), "until": until,
        }  # fmt: skip

    own = {"number": voice.number, "code": codes.spell(secret)}
    if wrong:
        return render(request, "voices/public/said.html", context(**own))
    holes = {name: skeleton.hole(name) for name in own}
    drawn = f"{until} {waits} {voice.station_id} {voice.area_id}"
    return skeleton.shown(request, "voices/public/said.html", lambda: context(**holes), own, key=drawn)


def _confirm(request, voice):
    form = forms.Code(request.POST)
    if form.is_valid():
        try:
            operations.confirm(voice, by=process.public(), at=timezone.now(), code=form.cleaned_data["code"])
            return redirect("voices:followed", code=request.congress.code)
        except Refused as reason:
            form.add_error("code", str(reason))
    request.session[WRONG] = str(form.errors["code"][0])
    return redirect("voices:said", code=request.congress.code)


def near(voice) -> list:
    """Whom to call about this voice: the station where it was said, then those nearest to where it is about."""
    return reachable(station=voice.station_id, area=voice.area_id)


@require_safe
@never_cache
def paper(request, code):
    """The slip to print or to copy by hand."""
    voice, secret = held(request)
    if voice is None:
        raise Http404
    return render(request, "voices/slip.html", slip_context(request, voice, secret, layout="ui/public.html"))


def slip_context(request, voice, secret, layout):
    follow = request.build_absolute_uri(reverse("voices:follow", kwargs={"code": request.congress.code}))
    # the picture carries the address and the number, never the code
    return {
        "title": _("查询凭条"), "voice": voice, "code": codes.spell(secret) if secret else "", "layout": layout,
        "follow_url": follow, "qr_text": f"{follow}?n={voice.number}", "stations": near(voice),
    }  # fmt: skip
