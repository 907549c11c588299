"""The public pages. Everything works without JavaScript; what was typed is never lost."""

import uuid

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import channels, clocks, drafts, process
from huying.kernel.crypto import seal, unseal
from huying.kernel.files import BadFile
from huying.kernel.prepared import Rows
from huying.kernel.process import AlreadyDone, Refused
from huying.stations.queries import reachable
from huying.ui import skeleton

from .. import operations, queries, roads
from ..codes import codes
from ..messages import send_slip
from ..models import Voice
from ..petitions import operations as petitions
from ..publicly import public_story, public_words
from . import flood, forms, ideas

DRAFT = "voices.say:new"
HELD = "voice"  # which voice this browser has proved to be its own, for LASTS seconds
LASTS = 1800
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
    form = forms.Say(request.POST, request.FILES)
    if not form.is_valid():
        return _say(request, form, status=422)
    data = dict(form.cleaned_data)
    trap, shown, key = data.pop("website"), data.pop("_shown"), data.pop("_key")
    if reason := _robot(trap, shown, at) or flood.refusal(request, at):
        form.add_error(None, reason)
        return _say(request, form, status=429)
    try:
        # the seed is the form's key: whoever presses twice reads the same code twice
        with transaction.atomic():
            voice = operations.say(
                by=process.public(), at=at, key=f"say-{key}" if key else None, code_seed=key, **data
            )
            flood.count(request, at)
    except AlreadyDone as same:
        voice = Voice.objects.get(pk=same.trace.subject_id)
        voice.fresh_code = codes.fresh(key)
    except (Refused, BadFile) as reason:
        form.add_error(None, str(reason))
        return _say(request, form, status=409)
    if voice.phone and flood.may_message(voice.phone, at):
        send_slip(voice, at=at)
    drafts.drop_public(request.session)
    hold(request, voice, voice.fresh_code)
    return redirect("voices:said", code=code)


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


def hold(request, voice, code) -> None:
    """Remember in this browser's session whose voice it is; the code stands there encrypted."""
    request.session[HELD] = {"congress": request.congress.code, "sealed": seal(f"{voice.pk} {code}")}


def _whole(congress, pk):
    return Voice.objects.select_related("case", "station", "unit", "merged_into").filter(pk=pk)


_alone = Rows(lambda congress, pk: Voice.everywhere.filter(congress_id=congress, pk=pk), int, int)


def held(request, rows=_whole):
    """(voice, code) that this browser has proved within the last LASTS seconds, or (None, "")."""
    kept = request.session.get(HELD) or {}
    if kept.get("congress") != request.congress.code:
        return None, ""
    pk, _blank, code = unseal(kept.get("sealed", ""), LASTS).partition(" ")
    voice = next(iter(rows(request.congress.pk, int(pk))), None) if pk else None
    return (voice, code) if voice is not None and codes.fits(voice, code) else (None, "")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def said(request, code):
    """Number and code, as long as this browser's session knows them; typing the code confirms, opening the page does not.

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
            "stations": _near(voice), "until": until,
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


def _near(voice) -> list:
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
        "follow_url": follow, "qr_text": f"{follow}?n={voice.number}", "stations": _near(voice),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def follow(request, code):
    """Number and code. A wrong number and a wrong code get the same answer, as slowly as the other."""
    at = timezone.now()
    if request.method != "POST":
        return _follow(request, forms.Follow(initial={"number": request.GET.get("n", "")[:32]}))
    form = forms.Follow(request.POST)
    if not form.is_valid():
        return _follow(request, form, status=422)
    if not flood.may_guess(request, at):
        form.add_error(None, _("查询次数太多，请一小时后再试，或者打电话到联络站。"))
        return _follow(request, form, status=429)
    number, secret = form.cleaned_data["number"], codes.plain(form.cleaned_data["code"])
    voice = queries.by_number(number) or Voice(number=number, code_digest=codes.digest("", ""))
    if voice.pk is None and ideas.taken(request, number, secret):
        return redirect("calls:idea", code=code)
    if not codes.fits(voice, secret) or voice.pk is None:
        flood.missed(request, at)
        form.add_error(None, _("编号或者查询码不对，请对照凭条再输一次；查询码丢了可以补发。"))
        return _follow(request, form, status=422)
    hold(request, voice, secret)
    return redirect("voices:said" if voice.state == "said" else "voices:followed", code=code)


def _follow(request, form, status=200):
    context = {"title": _("查进度"), "form": form, "stations": reachable()}
    return render(request, "voices/public/follow.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def followed(request, code):
    """The four words, the story, the answer; rating and reopening where they are open."""
    voice, secret = held(request)
    if voice is None or voice.state == "said":
        return redirect("voices:follow" if voice is None else "voices:said", code=code)
    asked = {"rate": forms.Rate(), "reopen": forms.Reopen(), **_review(voice)}
    status = 200
    if request.method == "POST" and (name := request.POST.get("step")) in asked:
        form = asked[name] = type(asked[name])(request.POST)
        status = 422
        if form.is_valid():
            try:
                _take(voice, name, secret, form.cleaned_data)
                return redirect("voices:followed", code=code)
            except Refused as reason:
                form.add_error(None, str(reason))
                voice.refresh_from_db()
    return render(request, "voices/public/followed.html", _followed(voice, asked), status=status)


def _review(voice) -> dict:
    """The form with which a petitioner asks for a review or a re-review, while that is open."""
    petition = roads.shown_to_citizen(voice)["petition"]
    name = {"replied": "ask_review", "reviewed": "ask_rereview"}.get(petition.state if petition else "")
    return {name: forms.Reopen()} if name else {}


def _take(voice, name, secret, data) -> None:
    by, at = process.public(), timezone.now()
    if name in ("ask_review", "ask_rereview"):
        petition = roads.shown_to_citizen(voice)["petition"]
        getattr(petitions, name)(petition, by=by, at=at, code=secret, **data)
    else:
        getattr(operations, name)(voice, by=by, at=at, code=secret, **data)


def _followed(voice, asked):
    ended = voice.state in ("answered", "settled")
    open_until = dict(clocks.running(voice).values_list("kind", "due_on"))
    today = timezone.localdate()
    may_reopen = ended and not voice.reopened and "voice.reopen" in open_until
    if may_reopen and (last := open_until["voice.reopen"]):
        may_reopen = last >= today
    words = public_words(voice)
    return {
        "title": voice.title, "voice": voice, "words": words, "story": public_story(voice),
        "reason": next((w["reason"] for w in words if w["done"] and w["reason"]), ""),
        "answers": voice.written("answer"), "proofs": voice.written("proof"), "stations": _near(voice),
        "rate": asked["rate"] if ended and not voice.rated_at else None,
        "reopen": asked["reopen"] if may_reopen else None, "reopen_until": open_until.get("voice.reopen"),
        "due_on": voice.due_on if not ended else None, **roads.shown_to_citizen(voice),
        "review": next(((name, form) for name, form in asked.items() if name.startswith("ask_")), None),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leave(request, code):
    """On a shared screen: forget whose voice was looked at."""
    request.session.pop(HELD, None)
    return redirect("voices:follow", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def lost(request, code):
    """A new code by message to the number given then; the answer does not say whether number and telephone fit."""
    at, done = timezone.now(), False
    form = forms.Lost(request.POST if request.method == "POST" else None)
    by_message = "sms" in channels.known()
    status = 200
    if request.method == "POST":
        status = 422
        if not flood.may_guess(request, at, "lost_code"):
            form.add_error(None, _("补发次数太多，请一小时后再试，或者带证件到联络站补发。"))
            status = 429
        elif form.is_valid() and by_message:
            flood.missed(request, at, "lost_code")
            done, status = _send(form, at), 200
    context = {
        "title": _("补发查询码"),
        "form": form,
        "done": done,
        "by_message": by_message,
        "stations": reachable(),
    }
    return render(request, "voices/public/lost.html", context, status=status)


def _send(form, at) -> bool:
    voice = queries.by_number(form.cleaned_data["number"])
    if voice is None:
        return True
    try:
        operations.renew_code(voice, by=process.public(), at=at, phone=form.cleaned_data["phone"])
    except Refused:
        return True
    text = _("您反映的 %(number)s 的新查询码：%(code)s。请勿告诉他人。") % {
        "number": voice.number, "code": codes.spell(voice.fresh_code),
    }  # fmt: skip
    try:
        channels.channel("sms").send(voice.phone, text)
    except Exception:
        form.add_error(None, _("短信暂时发不出去，请稍后再试，或者打电话到联络站。"))
        return False
    return True
