"""/sign and /cast through the ordinary web process: what the hall's process does faster, by the same functions."""

from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .. import casting, keys, queries
from ..models import Poll
from . import issuing, life, wire
from .scheme import Unfit


@require_POST
@never_cache
def sign(request, code, pk):
    """A blind signature for whoever is signed in; who that is, is known here and only here."""
    if (
        not request.member.person_id
        or not queries.visible_to(request.member).filter(pk=pk, secrecy="verifiable").exists()
    ):
        raise Http404
    try:
        asked = issuing.Asked(request.member.pk, wire.read_sign(request.body))
        (issued,) = issuing.issue(pk, [asked], at=timezone.now(), sign=life.sign)
    except Unfit:
        return _answer(wire.refusal(issuing.UNFIT))
    except keys.NoKey:
        return _answer(wire.no_key())
    return _answer(wire.tell_issued(issued))


@csrf_exempt
@require_POST
@never_cache
def cast(request, code, pk):
    """A ballot from nobody: our page sends neither cookie nor ticket; none is asked for, set or kept."""
    try:
        ballot = wire.read_cast(request.body)
        (answer,) = casting.cast_verifiable(pk, [ballot], at=timezone.now(), genuine=life.genuine)
    except Unfit:
        return _answer(wire.refusal(issuing.UNFIT))
    except (Poll.DoesNotExist, ValueError):  # no such poll, or one without a key
        raise Http404 from None
    return _answer(wire.tell_cast(answer, ballot))


def _answer(told: wire.Told) -> JsonResponse:
    status, body = told
    response = JsonResponse(body, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response
