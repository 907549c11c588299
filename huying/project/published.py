"""What a congress publishes for everybody to keep: the daily heads of its ledger."""

from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from huying.kernel import checkpoints


@require_safe
@cache_control(public=True, max_age=600)
def checkpoint_list(request, code):
    """{"congress", "algorithm", "checkpoints": [{congress, day, seq, hash}]}, newest first; `huying ledger verify` reads it."""
    congress = request.congress
    points = checkpoints.published(congress)
    answer = {"congress": congress.code, "algorithm": congress.digest, "checkpoints": points}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
