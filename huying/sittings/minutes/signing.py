"""Who signs the minutes of a sitting: read from its facts, never from who happens to be a leader (R-OWN-86)."""

from huying.kernel.case import Trace
from huying.kernel.clocks import rules
from huying.kernel.roster import Membership, OrganMember


def signers(sitting) -> list:
    """Memberships, each person once, whoever presided first."""
    found = [sitting.chair] if sitting.chair_id else []
    organ = sitting.presidium_id or sitting.organ_id
    posts = ["chair"] if sitting.presidium_id else []
    if rules()[0].value("sittings.minutes_secretary"):
        posts.append("secretary")
        found += [sitting.secretary] if sitting.secretary_id else []
    if organ and posts:
        rows = OrganMember.objects.filter(organ=organ, post__in=posts, is_active=True)
        found += [r.member for r in rows.select_related("member__person").order_by("post", "number", "pk")]
    if not found:
        found = _opener(sitting)
    people: dict = {}
    for member in found:
        people.setdefault(member.person_id, member)
    return list(people.values())


def _opener(sitting) -> list:
    """The leader who declared the sitting open."""
    opened = Trace.objects.filter(
        subject_kind="sittings", subject_id=sitting.pk, step="sittings.open"
    ).order_by("-seq")
    by = opened.values_list("by_id", flat=True).first()
    return list(Membership.objects.filter(pk=by, role="leader").select_related("person")) if by else []
