"""What a unit's reply and a deputy's rating bring about; named on the wiring board, done by the house."""

from django.utils.translation import gettext as _

from huying.kernel.prepared import Rows
from huying.kernel.process import house

from .handlings import operations as handlings
from .models import GONE, Rating, Suggestion
from .operations import answer, ask_again, dispute, redo, uncheck


def after_reply(handling, *, by, at):
    """Once every unit that owes an answer has given it, or was let go, the suggestion is answered."""
    _conclude(handling, at)
    # The gate holds it: of two units that reply at the same moment the later one sees the earlier one's reply.
    suggestion = Suggestion.objects.get(pk=handling.suggestion_id)
    if suggestion.state == "assigned" and all(
        p.state == "replied" for p in suggestion.parts if p.owes_an_answer()
    ):
        answer(suggestion, by=house(), at=at)


def after_opinion(handling, *, by, at):
    _conclude(handling, at)


def _conclude(handling, at):
    """An organ that split its part has done it when all its departments have."""
    parent = handling.parent
    if parent is None or parent.state != "split":
        return
    rows = parent.children.exclude(state__in=(*GONE, "replied"))
    if parent.role != "co":
        rows = rows.exclude(role="co")
    if not rows.exists():
        handlings.conclude(parent, by=house(), at=at)
        _conclude(parent, at)


def after_edit(suggestion, *, by, at):
    """Where the words changed, everybody who is asked to sign was asked anew at this moment."""
    if suggestion.cosigns.filter(answer="invited", at=at).exists():
        ask_again(suggestion, by=house(), at=at)


def after_rating(suggestion, *, by, at):
    """A no leads to handling again, the second one to a meeting (R-SUG-19)."""
    said = _ratings(suggestion.congress_id, suggestion.pk)
    if any(r.is_no for r in said if r.round == suggestion.rounds):
        (redo if suggestion.noes() == 1 else dispute)(suggestion, by=house(), at=at)


_ratings = Rows(
    lambda congress, pk: Rating.everywhere.filter(congress_id=congress, suggestion_id=pk), int, int
)


def after_end(suggestion, *, by, at):
    """It ended unhandled: what was merged into it goes on by itself, so that each deputy is answered."""
    for row in suggestion.merged.filter(state="ended", outcome="merged").order_by("pk"):
        uncheck(row, by=house(), at=at, reason=_("并入的建议已经终止，恢复单独办理。"))
