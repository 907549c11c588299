"""Writing to a deputy without an account: write, confirm by code, follow, rate. Everything works without JavaScript."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huying.kernel import clocks, drafts, process
from huying.kernel.case import Trace
from huying.kernel.files import BadFile
from huying.kernel.process import AlreadyDone, Refused
from huying.kernel.slipcodes import Codes
from huying.ui.forms import refuse
from huying.ui.visitors import guard
from huying.ui.visitors.forms import Follow
from huying.ui.visitors.proof import Proof
from huying.ui.visitors.slip import Slip

from ...cards.queries import published
from ...models import Letter
from .. import operations, queries
from ..flow import FLOW
from . import flood, forms

codes = Codes(queries.KIND)
PROOF = Proof(
    "letter", codes, lambda congress, pk: Letter.objects.select_related(*queries.HERE).filter(pk=pk)
)
SLIP = Slip(
    PROOF, "letters/public/written.html", (_l("请确认来信"), _l("已经送出")), clock="letter.confirm",
    here="letters:written", follow="letters:follow", followed="letters:followed", confirm=operations.confirm,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write(request, code, pk):
    """Ask; or take the letter and show number and code. 404 for a deputy who takes no letters."""
    card = get_object_or_404(published().filter(takes_letters=True), pk=pk)
    at, draft = timezone.now(), f"letters.write:{pk}"
    if request.method != "POST":
        first = drafts.load_public(request.session, draft)
        return _write(request, card, forms.Write(initial={**first, **guard.fresh(at)}), draft)
    form, status = guard.received(request, forms.Write, at, lambda: flood.refusal(request, card, at))
    if status:
        return _write(request, card, form, draft, status=status)
    data, key = form.answers()
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
        letter.fresh_code = codes.fresh(key)
    except (Refused, BadFile) as reason:
        refuse(form, reason)
        return _write(request, card, form, draft, status=409)
    drafts.drop_public(request.session)
    return PROOF.hold(request, redirect("letters:written", code=code), letter, letter.fresh_code)


def _write(request, card, form, draft, status=200):
    profile, calendar = clocks.rules()
    found = profile.due("letter.answer", timezone.localdate(), calendar=calendar)
    context = {
        "title": _("给%(name)s代表写信") % {"name": card.member}, "form": form, "card": card,
        "autosave_url": reverse("draft", kwargs={"code": request.congress.code, "key": draft}),
        "by": found.day if found else None,
    }  # fmt: skip
    return render(request, "letters/public/write.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def written(request, code):
    """Number and code, as long as this browser knows them; typing the code confirms, opening the page does not."""
    return SLIP.page(request, code)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def follow(request, code):
    """Number and code. A wrong number and a wrong code get the same answer."""
    at = timezone.now()
    if request.method != "POST":
        return _follow(request, Follow(initial={"number": request.GET.get("n", "")[:32]}))
    form = Follow(request.POST)
    if not form.is_valid():
        return _follow(request, form, 422)
    if not flood.may_guess(request, at):
        form.add_error(None, _("查询次数太多，请一小时后再试，或者打电话到联络站。"))
        return _follow(request, form, 429)
    secret = codes.plain(form.cleaned_data["code"])
    letter = queries.by_number(form.cleaned_data["number"])
    nobody = Letter(number=form.cleaned_data["number"], code_digest=codes.digest("", ""))
    if not codes.fits(letter or nobody, secret) or letter is None:
        flood.missed(request, at)
        form.add_error(None, _("编号或者查询码不对，请对照再输一次；查询码丢了可以到联络站补发。"))
        return _follow(request, form, 422)
    to = redirect("letters:written" if letter.state == "said" else "letters:followed", code=code)
    return PROOF.hold(request, to, letter, secret)


def _follow(request, form, status=200):
    return render(
        request, "letters/public/follow.html", {"title": _("查看回信"), "form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def followed(request, code):
    """What became of the letter, the answer, and the rating while its window is open."""
    letter, secret = PROOF.held(request)
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
                refuse(form, reason)
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
    """On a shared screen: forget whose letter was looked at, and what was being typed."""
    drafts.drop_public(request.session)
    return PROOF.forget(request, redirect("letters:follow", code=code))
