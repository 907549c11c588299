"""Questions about suggestions. `visible_to` is the only source of rows; the public reads `published`."""

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .flow import CHECKING, WRITING
from .models import Cosign, Evaluation, Handling, Rating, Suggestion

FOR_LISTS = ("author__person", "field__parent", "lead_unit", "session", "case")
OFFICE = ("clerk", "leader", "house")
SIGNED = ("invited", "confirmed")


def of_a_unit_or_author(member) -> Q:
    """Rows of a unit on a suggestion: the office sees all, a unit its own, a deputy those on their own suggestions."""
    seen = Q(pk__in=[])
    for hat in (member, *getattr(member, "standing_in_for", ())):
        if hat.role in OFFICE:
            seen |= Q(pk__isnull=False)
        elif hat.role == "handler" and hat.unit_id:
            seen |= Q(unit=hat.unit_id)
        elif hat.role == "deputy":
            seen |= Q(suggestion__author=hat)
    return seen


def visible_to(member) -> QuerySet:
    """What a member (or those for whom they stand in) may see, newest first; who has no part in it sees nothing."""
    seen = Q(pk__in=[])
    for hat in (member, *getattr(member, "standing_in_for", ())):
        seen |= _seen(hat)
    rows = Suggestion.objects.filter(seen).select_related(*FOR_LISTS).order_by("-pk")
    if member.role == "handler":  # a hidden name stays hidden from the units (R-SUG-23)
        rows = rows.annotate(seen_by_unit=Value(True, output_field=BooleanField()))
    return rows


def _seen(member) -> Q:
    if (
        member.role in OFFICE
    ):  # a deputy's own draft is nobody else's business, unless a clerk entered it from paper
        return ~Q(state="draft") | Q(source="paper")
    if member.role == "deputy":
        signed = Cosign.objects.filter(deputy=member, answer__in=SIGNED)
        return Q(author=member) | Q(pk__in=signed.values("suggestion"))
    if member.role == "handler" and member.unit_id:
        return Q(pk__in=parts_of(member).values("suggestion"))
    return Q(pk__in=[])


def inside(member) -> QuerySet:
    """Suggestions whose signed papers the member may see: never a unit, to which rating sheets are sealed and names may
    be hidden."""
    seen = Q(pk__in=[])
    for hat in (member, *getattr(member, "standing_in_for", ())):
        if hat.role != "handler":
            seen |= _seen(hat)
    return Suggestion.objects.filter(seen)


def parts_of(member) -> QuerySet:
    """The handlings that the member's unit has or had; what it gave back is no longer its business."""
    return Handling.objects.filter(unit=member.unit_id).exclude(state__in=("returned", "cancelled"))


def published() -> QuerySet:
    """What everybody may read, newest first."""
    rows = for_programs(Suggestion.objects.filter(published_at__isnull=False, secret=False))
    return rows.select_related("author__person", "field__parent", "lead_unit", "session").order_by(
        "-published_at", "-pk"
    )


def for_programs(rows: QuerySet, day=None) -> QuerySet:
    """The rows with what `public_word` asks of each, asked once; `day`: as of which, else today.

    A deputy's finding counts once its seal has ended, or a unit would learn it early; not where the delegation's last
    word on the same answer is a no.
    """
    later = Evaluation.objects.filter(
        suggestion=OuterRef("suggestion"), delegation=OuterRef("delegation"), pk__gt=OuterRef("pk")
    )
    denied = Evaluation.objects.filter(
        ~Exists(later), suggestion=OuterRef("suggestion"), held_on__gte=OuterRef("suggestion__replied_on"), level="no"
    )  # fmt: skip
    good = Rating.objects.filter(
        ~Exists(denied), suggestion=OuterRef("pk"), round=OuterRef("rounds"), result="good",
        sealed_until__lt=day or today(),
    )  # fmt: skip
    return rows.annotate(found_good=Exists(good))


def author_name(row, for_unit: bool = False, public: bool = False) -> str:
    """The lead deputy as this reader may read it."""
    if row.hide_name and (for_unit or public):
        return str(_("（代表要求保密）"))
    return str(row.author) if row.author_id else row.author_text


def visible_rating(rating: Rating, member, day) -> dict | None:
    """{"attitude", "result", "reason"} as this member may read it on this day; None while it is sealed.

    The deputies' side and the office always; units a no at once (its reason as the deputy allows), anything else
    only when the window has ended.
    """
    shown = {
        "attitude": rating.get_attitude_display(),
        "result": rating.get_result_display(),
        "reason": rating.reason,
    }
    if member is not None and (member.role in OFFICE or member.role == "deputy"):
        return shown
    if rating.is_no and member is not None and member.role == "handler":
        return {**shown, "reason": rating.reason if rating.reason_to_unit else ""}
    if rating.sealed_until is None or day <= rating.sealed_until:
        return None
    return {**shown, "reason": rating.reason if rating.reason_to_unit and member is not None else ""}


def public_word(row, day=None) -> str:
    """The one of the public's words that is true: 已落实 only of what was carried out (`is_carried_out`)."""
    if row.state == "closed" and row.outcome in ("rated", "unrated", "imported"):
        if is_carried_out(row, day):
            return str(_("已落实"))
        return str(_("暂难办理")) if row.is_solved is False and row.result_class >= "C" else str(_("已答复"))
    if row.state in ("replied", "meeting", "closed"):
        return str(_("已答复"))
    return str(_("已转交")) if row.assigned_on else str(_("已收到"))


def is_carried_out(row, day=None) -> bool:
    """The units say that it is solved, and the deputy who raised it looked at the result and found it good, as far as
    everybody may know it (`for_programs`). What only a unit, silence or an older table says is an answer; of voices the
    same holds (project/unsealed.py)."""
    if not (row.state == "closed" and row.outcome == "rated" and row.is_solved):
        return False
    if hasattr(row, "found_good"):
        return row.found_good
    return for_programs(Suggestion.objects.filter(pk=row.pk), day).values_list("found_good", flat=True).get()


def today():
    """A tray is asked for at the desk, now."""
    return timezone.localdate()


def in_states(*states, **more):
    return lambda member: visible_to(member).filter(state__in=states, **more).order_by("due_on", "pk")


def overdue(member, day=None) -> QuerySet:
    """A clock of it has run out before `day`, the latest first."""
    rows = visible_to(member).filter(state__in=("submitted", "accepted", "assigned", "meeting"))
    return rows.filter(due_on__lt=day or today()).order_by("due_on", "pk")


def invited(member) -> QuerySet:
    waiting = Cosign.objects.filter(deputy=member, answer="invited")
    return visible_to(member).filter(state__in=WRITING, pk__in=waiting.values("suggestion"))


def mine(*states, **more):
    return lambda member: visible_to(member).filter(author=member, state__in=states, **more)


def waiting_for_publication(member) -> QuerySet:
    """Answered, no secret, every unit has said that it may be read, and nobody has published it yet."""
    withheld = Handling.objects.filter(suggestion=OuterRef("pk"), replies__may_publish=False)
    rows = (
        visible_to(member).filter(state="closed", published_at=None, secret=False).exclude(outcome="imported")
    )
    return rows.filter(~Exists(withheld))


def denied(member) -> QuerySet:
    """A part of the rating was a no."""
    no = Rating.objects.filter(Q(attitude="no") | Q(result="no"))
    return visible_to(member).filter(pk__in=no.values("suggestion")).order_by("-pk")


def escalated(member) -> QuerySet:
    """Given back, or opinions sent back, too often: units cannot agree whose matter it is (R-SUG-09, R-SUG-10)."""
    return (
        visible_to(member).filter(state="assigned", escalated_on__isnull=False).order_by("escalated_on", "pk")
    )


def key_items(member) -> QuerySet:
    return visible_to(member).filter(is_key=True).exclude(state="ended")


TRAYS = [
    Tray(name="submitted", label=_("待审核"), roles=("clerk",), rows=in_states("submitted"),
         empty=_("代表新提交的建议会到这里。")),
    Tray(name="accepted", label=_("待交办"), roles=("clerk",), rows=in_states("accepted"), empty=_("审核通过的建议会到这里。")),
    Tray(name="assigned", label=_("办理中"), roles=("clerk", "leader"), rows=in_states("assigned"), waits=False,
         empty=_("交办以后、答复以前的建议在这里。")),
    Tray(name="overdue", label=_("超期"), roles=("clerk", "leader"), rows=overdue, pressing=True, empty=_("没有超期的建议。")),
    Tray(name="escalated", label=_("待领导协调"), roles=("leader", "clerk"), rows=escalated, order=("escalated_on", "pk"),
         empty=_("没有反复退办、退回会办意见的建议。")),
    Tray(name="replied", label=_("待评价"), roles=("clerk",), rows=in_states("replied", rated_on=None), waits=False,
         empty=_("已经答复、代表还没有评价的建议在这里。")),
    Tray(name="rated", label=_("待办结"), roles=("clerk",), rows=in_states("replied", rated_on__isnull=False),
         empty=_("代表已经评价的建议会到这里。")),
    Tray(name="redone", label=_("重新办理"), roles=("clerk", "leader"), rows=in_states("assigned", rounds__gt=1), waits=False,
         empty=_("没有重新办理的建议。")),
    Tray(name="meeting", label=_("待会商"), roles=("clerk", "leader"), rows=in_states("meeting", met_on=None),
         empty=_("代表再次不满意的建议会到这里。")),
    Tray(name="met", label=_("已会商，待再办或者办结"), roles=("clerk",), rows=in_states("meeting", met_on__isnull=False),
         empty=_("会商以后还没有处理的建议会到这里。")),
    Tray(name="unpublished", label=_("待公开"), roles=("clerk",), rows=waiting_for_publication, waits=False,
         empty=_("办结以后还没有公开的建议在这里。")),
    Tray(name="denied", label=_("不满意"), roles=("leader",), rows=denied, empty=_("没有代表不满意的建议。")),
    Tray(name="key", label=_("重点督办"), roles=("leader", "clerk"), rows=key_items, waits=False,
         empty=_("还没有重点督办建议。")),
    Tray(name="closed", label=_("已办结"), roles=("clerk", "leader"), rows=in_states("closed"), waits=False,
         empty=_("还没有办结的建议。")),
    Tray(name="invited", label=_("待联名确认"), roles=("deputy",), rows=invited,
         empty=_("其他代表邀请您联名时会到这里。")),
    Tray(name="drafts", label=_("草稿，继续写"), roles=("deputy",), rows=mine("draft"), order=("-pk",),
         empty=_("您还没有写到一半的建议。")),
    Tray(name="returned", label=_("退回修改"), roles=("deputy",), rows=mine("returned"), empty=_("没有退回修改的建议。")),
    Tray(name="moving", label=_("审核办理中"), roles=("deputy",), rows=mine(*CHECKING, "assigned", "meeting"), waits=False,
         empty=_("您提交的建议在这里看进展。")),
    Tray(name="to_rate", label=_("待我评价"), roles=("deputy",), rows=mine("replied", rated_on=None),
         empty=_("承办单位答复以后，请您评价。")),
    Tray(name="done", label=_("已办结"), roles=("deputy",), rows=mine("closed"), waits=False, empty=_("还没有办结的建议。")),
]  # fmt: skip
