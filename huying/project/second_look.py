"""A second look at a unit's reply to a suggestion: what triage knows of replies, lent to the room of suggestions."""

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huying.kernel import access
from huying.suggestions.handlings.models import Handling
from huying.ui import doors, links
from huying.voices.triage.pages import looked


@require_POST
@never_cache
def handling(request, code, pk):
    """Remarks on the reply that is being written to this suggestion. Nothing is saved, nothing is blocked."""
    room = doors.ROOMS["handlings"]
    row = room.row(request.member, pk)
    if not access.may(request.member, Handling.FLOW["reply"], row):
        raise Http404
    asked = row.suggestion
    return looked(
        request,
        asked.title,
        asked.text,
        asked_on=row.counts_on,
        due_on=row.due_on,
        back=links.to(room, "detail", pk),
    )
