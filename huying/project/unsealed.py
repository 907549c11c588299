"""What a suggestion tells the voices it came of once its deputy's finding may be known: that it was carried out.

A satisfied deputy's rating stays sealed until the window ends (contracts, sealed ratings); until then the citizen reads
the answer. It is confirmed at the closing where the seal has ended by then, else on the day after (`daily`).
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.prepared import Prepared
from huying.kernel.rounds import each_row
from huying.suggestions import queries as suggestions
from huying.suggestions.models import Suggestion
from huying.voices.models import Voice
from huying.voices.operations import following as voices


def daily(*, at) -> int:
    """Suggestions whose seal has ended and whose voices still read the answer only; how many voices were told."""
    waiting = Voice.objects.filter(
        state="answered", outcome="solved", merged_into=None, fulfilled_on=None, told_on__isnull=False
    ).exclude(rating="dissatisfied")
    own = Suggestion.objects.filter(case__in=waiting.values("case"))
    heads = Q(pk__in=own.values("pk")) | Q(pk__in=own.filter(merged_into__isnull=False).values("merged_into"))
    ended = Suggestion.objects.filter(heads, state="closed", outcome="rated", is_solved=True)
    found = suggestions.for_programs(ended, timezone.localdate(at)).filter(found_good=True)
    told: list[int] = []
    each_row(found.order_by("pk"), lambda row: told.append(confirm(row, cases(row), at=at)))
    return sum(told)


def confirm(suggestion, among, *, at) -> int:
    """The voices of these cases read who found that it was carried out, and when; what the units say stands below as theirs.
    Where nobody found it, or nobody may know it yet, it is an answer. How many were told."""
    if not suggestions.is_carried_out(suggestion, timezone.localdate(at)):
        return 0
    rating = suggestion.ratings.filter(round=suggestion.rounds).first()
    name = "" if suggestion.hide_name else str(suggestion.author or "")
    said = _("提出建议的代表%(name)s评价办理结果：满意（%(day)s）。") % {
        "name": name,
        "day": timezone.localdate(rating.at),
    }
    if rating.by.role != "deputy":
        said += _("评价由机关代录。")
    text = "\n".join([said, _("承办单位的答复："), answered(suggestion.latest_replies())])
    day = suggestion.closed_on
    return sum(voices.fulfil_from_suggestion(case, at=at, text=text, answered_on=day) for case in among)


def answered(replies) -> str:
    """What the units answered in the last round, as far as it may be read."""
    text = "\n\n".join(f"{r.handling.unit}：{r.text}" for r in replies if r.text and r.may_publish)
    return text or _("代表据此提出的建议已经办结，答复全文不对外公开；要了解详情，请向联络站询问。")


def cases(suggestion) -> list[int]:
    """Its own case and those of the suggestions that were merged into it, as far as a voice belongs to them."""
    found = {case for (case,) in _voiced(suggestion.congress_id, suggestion.case_id, suggestion.pk)}
    return sorted(found, key=lambda case: case != suggestion.case_id)


def _merged(congress, pk):
    return Suggestion.everywhere.filter(congress_id=congress, merged_into=pk, state="ended")


_voiced = Prepared(
    lambda congress, case, pk: (
        Voice.everywhere.filter(Q(case=case) | Q(case__in=_merged(congress, pk).values("case")))
        .filter(congress_id=congress)
        .values_list("case")
    ),
    int,
    int,
    int,
)
