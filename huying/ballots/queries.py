"""Questions about polls: who sees which, whose turn it is to vote, what was taken in."""

from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership, Organ, OrganMember
from huying.kernel.trays import Tray

from .models import OpenVote, Poll, Token, VerifiableBallot, Voter

OFFICE = ("admin", "clerk", "leader")


def visible_to(member):
    """The office all; who is on the roll theirs, once it is taken; the public what was published."""
    rows = Poll.objects.select_related("organ", "case").order_by("-pk")
    if member.role in OFFICE:
        return rows
    published = Q(state="declared", is_published=True)
    if not member.person_id:
        return rows.filter(published)
    mine = Exists(Voter.objects.filter(poll=OuterRef("pk"), member=member))
    return rows.filter(published | (Q(mine) & ~Q(state__in=("proposed", "annulled"))))


def published():
    """Declared results that everybody may read."""
    return Poll.objects.filter(state="declared", is_published=True).select_related("organ", "case")


def voter_of(poll, member) -> Voter | None:
    """The member's line on the poll's roll."""
    if not member.person_id:
        return None
    return Voter.objects.filter(poll=poll, member=member).first()


def vote_of(voter) -> OpenVote | None:
    """The named vote that stands for a line of the roll."""
    return OpenVote.objects.filter(voter=voter).first()


def to_vote(member):
    """Open polls in which the member has not voted yet."""
    mine = Voter.objects.filter(poll=OuterRef("pk"), member=member, has_voted=False, is_present=True)
    rows = visible_to(member).filter(state="open")
    return rows.filter(Exists(mine.exclude(channel="paper")))


def in_states(*states):
    def rows(member):
        return visible_to(member).filter(state__in=states)

    return rows


def voters(poll):
    """The roll, in the order of its numbers."""
    return Voter.objects.filter(poll=poll).select_related("member__person").order_by("pk")


def named_votes(poll):
    """Open votes with names; nothing for a secret poll."""
    rows = OpenVote.objects.filter(poll=poll).select_related("voter__member__person")
    return rows.order_by("voter_id") if poll.secrecy == "open" else rows.none()


def turnout(poll) -> int:
    """How many have voted by device, plus the paper sheets given out."""
    rows = Voter.objects.filter(poll=poll)
    return rows.filter(Q(has_voted=True) | Q(channel="paper")).count()


def turnouts(polls) -> dict[int, int]:
    """The same for many, by poll; one statement."""
    rows = Voter.objects.filter(Q(has_voted=True) | Q(channel="paper"), poll__in=polls)
    return dict(rows.values("poll").annotate(n=Count("pk")).values_list("poll", "n"))


def received(poll) -> tuple[int, int]:
    """(tokens given out, ballots that came with one) of a verifiable poll; (0, 0) of another."""
    return all_received([poll]).get(poll.pk, (0, 0))


def all_received(polls) -> dict[int, tuple[int, int]]:
    """`received` of every verifiable one of these; two statements."""
    pks = [p.pk for p in polls if p.secrecy == "verifiable"]
    tokens, ballots = (
        dict(
            rows.objects.filter(poll__in=pks).values("poll").annotate(n=Count("pk")).values_list("poll", "n")
        )
        for rows in (Token, VerifiableBallot)
    )
    return {pk: (tokens.get(pk, 0), ballots.get(pk, 0)) for pk in pks}


def device_marks(poll):
    """The marks of every counted ballot that came by device, whatever the poll's kind."""
    rows = {"open": poll.open_votes, "verifiable": poll.verifiable}.get(poll.secrecy)
    rows = poll.sheets.filter(is_paper=False) if rows is None else rows
    return rows.values_list("marks", flat=True)


def by_device(poll) -> int:
    """How many these are."""
    return device_marks(poll).count()


def prints(poll) -> list:
    """The prints that were drawn, as they were typed: (number, marks), the smallest number first."""
    rows = poll.paper.filter(is_print=True, is_struck=False).order_by("place", "pk")
    return list(rows.values_list("place", "marks"))


MANAGERS = ("clerk", "leader")
TRAYS = [
    Tray(name="to_vote", label=_("待投票"), roles=("deputy", "leader"), rows=to_vote,
         empty=_("现在没有等您投票的表决。")),
    Tray(name="under_way", label=_("表决中"), roles=MANAGERS, rows=in_states("open"), empty=_("没有正在进行的表决。")),
    Tray(name="to_count", label=_("待计票、宣布"), roles=MANAGERS, rows=in_states("closed", "counted"),
         empty=_("没有等待计票或者宣布的表决。")),
    Tray(name="coming", label=_("准备中"), roles=MANAGERS, rows=in_states("proposed", "prepared"), waits=False,
         empty=_("没有在准备的表决。")),
    Tray(name="declared", label=_("已宣布"), roles=(*MANAGERS, "deputy"), rows=in_states("declared"), waits=False,
         empty=_("宣布了结果的表决会出现在这里。")),
]  # fmt: skip


FIRST = ("standing_committee", "congress", "presidium", "chairpersons", "special_committee")  # who votes most


def deciding(organs):
    """Organs in the order in which they are looked for: those that decide, then the others by kind and name."""
    place = Case(*(When(kind=kind, then=n) for n, kind in enumerate(FIRST)), default=len(FIRST))
    return organs.order_by(place, "kind", "name")


def bodies() -> list[tuple[str, str]]:
    """Who may be put on a roll as a whole: all deputies, or the members of an organ."""
    rows = Organ.objects.filter(is_active=True).filter(Q(posts__is_active=True) | Q(members__role="deputy"))
    once = Organ.objects.filter(pk__in=rows.values("pk"))  # PostgreSQL orders no DISTINCT by a CASE
    found = [(f"organ-{o.pk}", o.name) for o in deciding(once)]
    return [("deputies", str(_("全体代表"))), *found]


def body(name: str) -> list[Membership]:
    """The members of a body in the order of its list, each person once."""
    rows = Membership.objects.filter(is_active=True).exclude(person=None).select_related("person")
    if name.startswith("organ-"):
        organ = int(name.removeprefix("organ-"))
        posts = OrganMember.objects.filter(organ=organ, is_active=True)
        order = dict(posts.values_list("member_id", "number"))
        listed = sorted(rows.filter(pk__in=order), key=lambda m: (order[m.pk], m.pk))
        found = listed or list(rows.filter(organ=organ, role="deputy").order_by("person__pinyin", "pk"))
    else:
        found = list(rows.filter(role="deputy").order_by("person__pinyin", "pk"))
    people: dict[int | None, Membership] = {}
    for member in found:
        people.setdefault(member.person_id, member)
    return list(people.values())
