"""What became of it: by number and code, without an account; a lost code can be had again."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huying.kernel import channels, clocks, drafts, files, process
from huying.kernel.crypto import blind_index
from huying.kernel.process import Refused
from huying.stations.queries import reachable
from huying.ui import blocks
from huying.ui.forms import refuse
from huying.ui.visitors.forms import Follow

from .. import operations, queries, renewing, roads
from ..codes import codes
from ..models import Voice
from ..petitions import operations as petitions
from ..publicly import public_story, public_words
from . import flood, forms, ideas
from .pages import PROOF, held, near


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def follow(request, code):
    """Number and code. A wrong number and a wrong code get the same answer, as slowly as the other."""
    at = timezone.now()
    if request.method != "POST":
        return _follow(request, Follow(initial={"number": request.GET.get("n", "")[:32]}))
    form = Follow(request.POST)
    if not form.is_valid():
        return _follow(request, form, status=422)
    number, secret = form.cleaned_data["number"], codes.plain(form.cleaned_data["code"])
    if not flood.may_guess(request, at, number=number):
        form.add_error(None, _("查询次数太多，请一小时后再试，或者打电话到联络站。"))
        return _follow(request, form, status=429)
    voice = queries.by_number(number) or Voice(number=number, code_digest=codes.digest("", ""))
    if voice.pk is None and (idea := ideas.proved(number, secret)) is not None:
        return ideas.PROOF.hold(request, redirect("calls:idea", code=code), idea, secret)
    if not codes.fits(voice, secret) or voice.pk is None:
        flood.missed(request, at, number=number)
        form.add_error(None, _("编号或者查询码不对，请对照凭条再输一次；查询码丢了可以补发。"))
        return _follow(request, form, status=422)
    to = redirect("voices:said" if voice.state == "said" else "voices:followed", code=code)
    return PROOF.hold(request, to, voice, secret)


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
                refuse(form, reason)
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
    shut = ended and clocks.shut_on(voice, "voice.rate", today)
    words = public_words(voice)
    return {
        "title": voice.title, "voice": voice, "words": words, "story": public_story(voice),
        "reason": next((w["reason"] for w in words if w["done"] and w["reason"]), ""),
        "files": files.at_birth(voice), "blocks": blocks.of("voice.citizen", voice),
        "answers": voice.written("answer"), "proofs": voice.written("proof"), "stations": near(voice),
        "rate": asked["rate"] if ended and not voice.rated_at and not shut else None, "rate_shut": shut,
        "rate_until": open_until.get("voice.rate"),
        "reopen": asked["reopen"] if may_reopen else None, "reopen_until": open_until.get("voice.reopen"),
        "due_on": voice.due_on if not ended else None, **roads.shown_to_citizen(voice),
        "review": next(((name, form) for name, form in asked.items() if name.startswith("ask_")), None),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leave(request, code):
    """On a shared screen: forget whose voice was looked at, and what was being typed."""
    drafts.drop_public(request.session)
    return PROOF.forget(request, redirect("voices:follow", code=code))


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
            renewing.ask(_fitting(form, at))
            done, status = True, 200
    context = {
        "title": _("补发查询码"),
        "form": form,
        "done": done,
        "by_message": by_message,
        "stations": reachable(),
    }
    return render(request, "voices/public/lost.html", context, status=status)


def _fitting(form, at):
    """The voice of this number if the telephone fits it and may have one more message today; the same work either way."""
    voice = queries.by_number(form.cleaned_data["number"])
    phone = codes.plain(form.cleaned_data["phone"])
    known = voice.phone_index if voice else ""
    fits = bool(known) and blind_index(phone) == known
    return voice if flood.may_message(phone, at, theirs=fits) and fits else None
