"""The public pages. Everything works without JavaScript; what was typed is never lost."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.deputies.cards.queries import published
from huying.kernel import drafts, process
from huying.kernel.files import BadFile
from huying.kernel.given import clean
from huying.kernel.prepared import Rows
from huying.kernel.process import AlreadyDone, Refused
from huying.stations.queries import reachable
from huying.ui import skeleton
from huying.ui.forms import refuse
from huying.ui.links import whole
from huying.ui.visitors import guard
from huying.ui.visitors.proof import Proof
from huying.ui.visitors.slip import Slip

from .. import operations
from ..codes import codes
from ..forms.base import own_station
from ..messages import send_slip
from ..models import Voice
from . import flood, forms

DRAFT = "voices.say:new"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def say(request, code):
    """Ask; or take it and show number and code."""
    at = timezone.now()
    if request.method != "POST":
        held_back = drafts.load_public(request.session, DRAFT)
        if not held_back and _waiting(request) is None:
            return _blank(request, at)
        first = {"station": request.GET.get("s") or None, **held_back}
        return _say(request, forms.Say(initial={**first, **guard.fresh(at)}))
    phone = codes.plain(clean(request.POST.get("phone", "")))[:40]
    full, may_message = flood.look(request, at, phone)
    form, status = guard.received(request, forms.Say, at, lambda: full)
    if status:
        return _say(request, form, status=status)
    data, key = form.answers()

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
        refuse(form, reason)
        return _say(request, form, status=409)
    drafts.drop_public(request.session)
    return PROOF.hold(request, redirect("voices:said", code=code), voice, voice.fresh_code)


def _blank(request, at):
    """The empty form: drawn once for everybody, with this visitor's own stamp and key."""

    def context():
        holes = {"_shown": skeleton.hole("shown"), "_key": skeleton.hole("key")}
        return _asked(request, forms.Say(initial={"station": request.GET.get("s") or None, **holes}))

    own = {name.removeprefix("_"): value for name, value in guard.fresh(at).items()}
    return skeleton.shown(request, "voices/public/say.html", context, own)


def _say(request, form, status=200):
    return render(request, "voices/public/say.html", _asked(request, form), status=status)


def _waiting(request):
    """What this browser said a short while ago and has not confirmed: the answer may have been lost on the way."""
    row, _code = PROOF.held(request, _alone)
    return row if row is not None and row.state == "said" else None


def _asked(request, form) -> dict:
    asked = form.data.get("station") if form.is_bound else form.initial.get("station")
    came_from = whole(request.GET.get("d"), 0)  # the page of a deputy: who is named there is named here
    near = form.fields["station"].queryset.filter(pk=asked).first() if str(asked or "").isdigit() else None
    return {
        "title": _("我要反映"), "form": form, "stations": reachable(station=near.pk if near else None), "station": near,
        "deputy": published().filter(pk=came_from).first() if came_from else None, "waiting": _waiting(request),
        "autosave_url": reverse("draft", kwargs={"code": request.congress.code, "key": DRAFT}),
    }  # fmt: skip


def _whole(congress, pk):
    return Voice.objects.select_related("case", "station", "unit", "merged_into").filter(pk=pk)


PROOF = Proof("voice", codes, _whole)
held = PROOF.held
_alone = Rows(lambda congress, pk: Voice.everywhere.filter(congress_id=congress, pk=pk), int, int)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def said(request, code):
    """Number and code, as long as this browser knows them; typing the code confirms, opening the page does not."""
    return SLIP.page(request, code)


def near(voice) -> list:
    """Whom to call about this voice: the station where it was said, else that of the keeper who wrote it down, then those
    nearest to where it is about."""
    station = voice.station_id
    if station is None and voice.area_id is None and voice.heard_by_id:
        station = own_station(voice.heard_by)
    return reachable(station=station, area=voice.area_id)


SLIP = Slip(
    PROOF, "voices/public/said.html", (_l("请确认提交"), _l("已经提交")), clock="voice.confirm",
    here="voices:said", follow="voices:follow", followed="voices:followed", confirm=operations.confirm,
    context=lambda voice: {"stations": near(voice)}, rows=_alone,
    drawn_for=lambda voice: f"{voice.station_id} {voice.area_id} {voice.heard_by_id}",  # whatever `near` asks
)  # fmt: skip


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
