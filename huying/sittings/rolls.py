"""Who belongs to a sitting by right, who attends by office, whose turn it is to attend; read, never written."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from huying.deputies.models import Seat
from huying.kernel.clocks import rules
from huying.kernel.roster import Membership, OrganMember, Unit
from huying.kernel.words import recorded
from huying.rules.flow import N_

POSTS = ("chair", "vice", "secretary", "member")
HEADS = ("government", "supervisory", "court", "procuratorate")
COMMITTEE = {"chair": N_("主任"), "vice": N_("副主任"), "secretary": N_("秘书长"), "member": N_("委员")}
BODIES = {
    "standing_committee": COMMITTEE,
    "chairpersons": COMMITTEE,
    "special_committee": {"chair": N_("主任委员"), "vice": N_("副主任委员"), "member": N_("委员")},
    "presidium": {"chair": N_("常务主席"), "secretary": N_("秘书长"), "member": N_("主席团成员")},
    "delegation": {"chair": N_("团长"), "vice": N_("副团长"), "member": N_("代表")},
}
LISTED = ("member__person__pinyin", "member")


@dataclass(frozen=True)
class Called:
    """Somebody to be called: a membership, or a name with a unit; `why` is shown to the person and on the list."""

    member: Membership | None
    post: str = ""
    card: str = ""
    name: str = ""
    unit: Unit | None = None
    why: str = ""
    level: str = ""


def members_of(sitting) -> list[Called]:
    """The members of the body in the order of the roll: the base of quorum and majority (R-GEN-03)."""
    body = sitting.rules.body
    if body == "deputies":
        return deputies()
    if body == "organ" and sitting.organ_id:
        if sitting.organ.kind == "delegation":
            return deputies(_of_delegation(sitting.organ_id))
        return organ_members(sitting.organ)
    return []


def _of_delegation(organ: int) -> Q:
    return Q(delegation=organ) | Q(delegation=None, member__organ=organ)


def deputies(*narrowed) -> list[Called]:
    """All who hold a seat; one whose mandate is suspended may neither sit nor vote and is not called."""
    rows = Seat.objects.filter(*narrowed, state="held", member__is_active=True).select_related(
        "member__person", "delegation"
    )
    rows = rows.order_by("delegation__name", *LISTED)
    return [Called(s.member, post=str(s.delegation or ""), card=s.card) for s in rows]


def organ_members(organ) -> list[Called]:
    """Those whom the register lists in the organ, chair first."""
    listed = _posts(organ).select_related("member__person").order_by("number", *LISTED)
    rows = sorted(listed, key=lambda r: POSTS.index(r.post))
    return [Called(r.member, post=post_words(r, organ.kind)) for r in rows]


def post_words(row, kind: str) -> str:
    """The post as this kind of body calls it; the register's own word covers all kinds at once."""
    words = BODIES.get(kind, {}).get(row.post)
    return _(words) if words else str(row.get_post_display())


def _posts(organ):
    return OrganMember.objects.filter(organ=organ, is_active=True, member__is_active=True)


def in_office(sitting) -> int | None:
    """How many members the body has now (R-GEN-03): who was called, came or is on leave changes nothing. One question.

    None where nobody belongs by right; then those called are all there is.
    """
    body = sitting.rules.body
    if body == "organ" and sitting.organ_id and sitting.organ.kind != "delegation":
        return _posts(sitting.organ).count()
    if body not in ("organ", "deputies"):
        return None
    seats = _seated(sitting)
    counted = Q(state="held", member__is_active=True)
    if body == "deputies" and rules()[0].value("sittings.suspended_in_base"):
        counted |= Q(state="suspended")
    return seats.filter(counted).count()


def _seated(sitting):
    narrowed = [_of_delegation(sitting.organ_id)] if sitting.rules.body == "organ" else []
    return Seat.objects.filter(*narrowed)


def strangers(sitting) -> list:
    """Notices of members who have left the body or may not vote since they were called."""
    called = sitting.summons.filter(right="member").exclude(state="released").exclude(member=None)
    if sitting.rules.body == "invited":
        return []
    inside = {c.member.pk for c in members_of(sitting) if c.member}
    return [s for s in called.select_related("member__person") if s.member_id not in inside]


def belongs(sitting, member) -> bool:
    """Is this membership one of the body's now? One question."""
    if member is None:
        return False
    body = sitting.rules.body
    if body == "organ" and sitting.organ_id and sitting.organ.kind != "delegation":
        return _posts(sitting.organ).filter(member=member).exists()
    return body in ("organ", "deputies") and _seated(sitting).filter(member=member, state="held").exists()


def uncalled(sitting) -> list[Called]:
    """Members of the body who have no notice: they came into it after it was sent."""
    called = set(sitting.summons.exclude(state="released").values_list("member", flat=True))
    return [c for c in members_of(sitting) if c.member and c.member.pk not in called]


@recorded()
def by_office(sitting) -> list[Called]:
    """Heads of government, supervisory commission, court and procuratorate attend without a vote (R-STR-30)."""
    if sitting.kind not in ("plenary", "standing", "township_presidium"):
        return []
    rows = Unit.objects.filter(kind__in=HEADS, is_active=True).order_by("kind", "name")
    why = _("依照《地方组织法》列席")
    return [Called(None, name=u.head or _("负责人"), post=u.name, unit=u, why=why) for u in rows]


def turn_to_attend(sitting, number: int, *, skills=()) -> list[Called]:
    """Deputies whose turn it is to attend (R-OWN-81): least often so far, then longest ago, then fitting expertise, then name.

    Deputies who belong to the body or are called already are left out. Each with the reason in words.
    """
    here = sitting.summons.exclude(state="released").exclude(member=None).values("member__person")
    inside = {c.member.person_id for c in members_of(sitting) if c.member}
    rows = Membership.objects.filter(role="deputy", is_active=True, seats__state="held").exclude(
        person__in=inside
    )
    rows = rows.exclude(person__in=here).select_related("person").distinct()
    was = Q(summons__right="deputy") & ~Q(summons__sitting=sitting.pk)
    came = was & Q(summons__state__in=("read", "coming", "called")) & Q(summons__sitting__quorate=True)
    rows = rows.annotate(
        times=Count("summons__sitting", filter=came, distinct=True),
        last=Max("summons__sitting__day", filter=came),
    )
    wanted = set(skills)

    def order(member):
        fits = len(wanted & set(member.person.expertise))
        return (
            member.times,
            member.last.toordinal() if member.last else 0,
            -fits,
            member.person.pinyin,
            member.pk,
        )

    return [Called(m, why=_reason(m, wanted)) for m in sorted(rows, key=order)[:number]]


@recorded()
def _reason(member, wanted) -> str:
    said = [_("已列席 %(n)s 次") % {"n": member.times}]
    if member.last:
        said.append(_("上次 %(day)s") % {"day": member.last.isoformat()})
    if fits := sorted(wanted & set(member.person.expertise)):
        said.append(_("专长：%(skills)s") % {"skills": "、".join(fits)})
    return _("轮到列席：%(reasons)s") % {"reasons": _("；").join(said)}
