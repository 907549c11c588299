"""Writing to a deputy without an account: write, confirm by code, follow, rate. Everything works without JavaScript."""

import uuid

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huying.kernel import clocks, drafts, process, slipcodes
from huying.kernel.case import Trace
from huying.kernel.crypto import seal, unseal
from huying.kernel.files import BadFile
from huying.kernel.process import AlreadyDone, Refused

from ...cards.queries import published
from ...models import Letter
from .. import operations, queries
from ..flow import FLOW
from . import flood, forms

HELD = "letter"  # which letter this browser has proved to be its own, for LASTS seconds
LASTS = 1800
WRONG = "letter_wrong"  # what was wrong with the code that was typed, until it has been shown


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write(request, code, pk):
    """Ask; or take the letter and show number and code. 404 for a deputy who takes no letters."""
    card = get_object_or_404(published().filter(takes_letters=True), pk=pk)
    at, draft = timezone.now(), f"letters.write:{pk}"
    if request.method != "POST":
        first = drafts.load_public(request.session, draft)
        form = forms.Write(initial={**first, "_shown": flood.stamp(at), "_key": uuid.uuid4().hex})
        return _write(request, card, form, draft)
    trap, shown = request.POST.get("website"), request.POST.get("_shown", "")
    if reason := _robot(trap, shown, at) or flood.refusal(request, card, at):
        form = forms.Write(request.POST)  # no file was looked at
        form.add_error(None, reason)
        return _write(request, card, form, draft, status=429)
    form = forms.Write(request.POST, request.FILES)
    if not form.is_valid():
        return _write(request, card, form, draft, status=422)
    data = dict(form.cleaned_data)
    key = [data.pop(name) for name in ("website", "_shown", "_key")][-1]
    try:
        letter = operations.write(
            by=process.public(),
            at=at,
            key=f"letter-{key}" if key else None,
            code_seed=key,
            member=card.member,
            **data,
        )
        flood.count(request, card, at)
    except AlreadyDone as same:
        letter = Letter.objects.get(pk=same.trace.subject_id)
        letter.fresh_code = slipcodes.fresh(queries.KIND, key)
    except (Refused, BadFile) as reason:
        form.add_error(None, str(reason))
        return _write(request, card, form, draft, status=409)
    drafts.drop_public(request.session)
    hold(request, letter, letter.fresh_code)
    return redirect("letters:written", code=code)


def _robot(trap, shown, at) -> str:
    if trap:
        return _("有一格请不要填写，请清空后再提交。")
    return _("提交得太快了，请核对一遍，几秒后再按一次。") if flood.too_fast(shown, at) else ""


def _write(request, card, form, draft, status=200):
    profile, calendar = clocks.rules()
    found = profile.due("letter.answer", timezone.localdate(), calendar=calendar)
    context = {
        "title": _("给%(name)s代表写信") % {"name": card.member}, "form": form, "card": card,
        "autosave_url": reverse("draft", kwargs={"code": request.congress.code, "key": draft}),
        "by": found.day if found else None,
    }  # fmt: skip
    return render(request, "letters/public/write.html", context, status=status)


def hold(request, letter, code) -> None:
    """Remember in this browser's session whose letter it is; the code stands there encrypted."""
    request.session[HELD] = {"congress": request.congress.code, "sealed": seal(f"{letter.pk} {code}")}


def held(request):
    """(letter, code) that this browser has proved within the last LASTS seconds, or (None, "")."""
    kept = request.session.get(HELD) or {}
    if kept.get("congress") != request.congress.code:
        return None, ""
    pk, _blank, code = unseal(kept.get("sealed", ""), LASTS).partition(" ")
    letter = Letter.objects.select_related(*queries.HERE).filter(pk=pk).first() if pk else None
    return (letter, code) if letter is not None and operations.fits(letter, code) else (None, "")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def written(request, code):
    """Number and code, as long as this browser's session knows them; typing the code confirms, opening the page does not.

    It is always shown by GET, so that going back and loading it again work; a wrong code is told after the way back here.
    """
    letter, secret = held(request)
    if letter is None:
        return redirect("letters:follow", code=code)
    waits = letter.state == "said"
    if request.method == "POST" and waits:
        return _confirm(request, letter)
    context = {
        "title": _("请确认来信") if waits else _("已经送出"), "letter": letter, "code": slipcodes.spell(secret),
        "form": forms.Code() if waits else None, "wrong": request.session.pop(WRONG, ""),
        "until": clocks.running(letter).filter(kind="letter.confirm").values_list("due_on", flat=True).first(),
    }  # fmt: skip
    return render(request, "letters/public/written.html", context)


def _confirm(request, letter):
    form = forms.Code(request.POST)
    if form.is_valid():
        try:
            operations.confirm(letter, by=process.public(), at=timezone.now(), code=form.cleaned_data["code"])
            return redirect("letters:followed", code=request.congress.code)
        except Refused as reason:
            form.add_error("code", str(reason))
    request.session[WRONG] = str(form.errors["code"][0])
    return redirect("letters:written", code=request.congress.code)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def follow(request, code):
    """Number and code. A wrong number and a wrong code get the same answer."""
    at = timezone.now()
    if request.method != "POST":
        return _follow(request, forms.Follow(initial={"number": request.GET.get("n", "")[:32]}))
    form = forms.Follow(request.POST)
    if not form.is_valid():
        return _follow(request, form, 422)
    if not flood.may_guess(request, at):
        form.add_error(None, _("查询次数太多，请一小时后再试，或者打电话到联络站。"))
        return _follow(request, form, 429)
    secret = slipcodes.plain(form.cleaned_data["code"])
    letter = queries.by_number(form.cleaned_data["number"])
    nobody = Letter(number=form.cleaned_data["number"], code_digest=slipcodes.digest(queries.KIND, "", ""))
    if not operations.fits(letter or nobody, secret) or letter is None:
        flood.missed(request, at)
        form.add_error(None, _("编号或者查询码不对，请对照再输一次；查询码丢了可以到联络站补发。"))
        return _follow(request, form, 422)
    hold(request, letter, secret)
    return redirect("letters:written" if letter.state == "said" else "letters:followed", code=code)


def _follow(request, form, status=200):
    return render(
        request, "letters/public/follow.html", {"title": _("查看回信"), "form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def followed(request, code):
    """What became of the letter, the answer, and the rating while its window is open."""
    letter, secret = held(request)
    if letter is None or letter.state == "said":
        return redirect("letters:follow" if letter is None else "letters:written", code=code)
    form, status = forms.Rate(), 200
    if request.method == "POST":
        form, status = forms.Rate(request.POST), 422
        if form.is_valid():
            try:
                operations.rate(
                    letter, by=process.public(), at=timezone.now(), code=secret, **form.cleaned_data
                )
                return redirect("letters:followed", code=code)
            except Refused as reason:
                form.add_error(None, str(reason))
                letter.refresh_from_db()
    may_rate = letter.state in FLOW["rate"].source and not letter.rating
    may_rate = may_rate and not clocks.shut_on(letter, "letter.rate", timezone.localdate())
    context = {
        "title": str(letter),
        "letter": letter,
        "story": _story(letter),
        "rate": form if may_rate else None,
    }
    return render(request, "letters/public/followed.html", context, status=status)


def _story(letter) -> list[dict]:
    """What happened, in public words: no names, no notes."""
    rows = Trace.objects.filter(subject_kind="letters", subject_id=letter.pk).order_by("seq")
    told = ((t, FLOW.steps.get(t.step.partition(".")[2])) for t in rows[:100])
    return [{"label": _(step.public), "when": t.at} for t, step in told if step is not None and step.public]


@require_http_methods(["GET", "HEAD"])
@never_cache
def leave(request, code):
    """On a shared screen: forget whose letter was looked at."""
    request.session.pop(HELD, None)
    return redirect("letters:follow", code=code)
