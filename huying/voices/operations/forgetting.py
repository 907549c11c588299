"""Dockets of voices whose words were deleted before the house emptied them too."""

from django.db.models import Exists, F, OuterRef

from huying.kernel.case import Case, Trace
from huying.kernel.words import kept

from .. import words
from ..models import Voice


def empty_dockets() -> int:
    """Of the congress being served, for an upgrade: how many still had the citizen's first sentence. A docket's name is
    vouched for by no trace."""
    erased = Trace.objects.filter(subject_kind="voices", subject_id=OuterRef("pk"), step="voices.erase")
    gone = Voice.objects.filter(Exists(erased)).exclude(home_case__title=F("title"))
    named = Case.objects.filter(pk__in=list(gone.values_list("home_case", flat=True)))
    return named.exclude(title=kept(words.ERASED)).update(title=kept(words.ERASED))
