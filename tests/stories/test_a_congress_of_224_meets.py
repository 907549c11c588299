"""县人大会议: 224 deputies, everything over pages: preparatory meeting, two thirds, an election, a resolution, the minutes."""

import pytest
from django.utils import timezone

from huying.ballots import casting
from huying.ballots.models import Poll
from huying.kernel import scope
from huying.kernel.roster import Membership
from huying.sittings.models import Minutes, Sitting
from tests.ground import ground
from tests.sittings import walking
from tests.sittings.doing import client
from tests.world import build

HOME = "/c/qinghe/"


@ground
def congress():
    world = build()
    with scope.congress(world.congress):
        walking.people(world, 221)
    return world


@pytest.fixture
def story(congress, settings, tmp_path):
    settings.HOME = tmp_path
    congress.clerk, congress.chair = client(congress.zhou), client(congress.chen)
    with scope.congress(congress.congress):
        yield congress


def sends(who, where, status=302, **words):
    answer = who.post(HOME + where, words)
    assert answer.status_code == status, (where, answer.status_code, answer.content.decode()[-1500:])
    return answer.content.decode()


def planned(clerk, title, kind, items, **more) -> Sitting:
    today = timezone.localdate().isoformat()
    sends(
        clerk,
        "sittings/new/plan/",
        kind=kind,
        title=title,
        nature="regular",
        day=today,
        starts_at="09:00",
        place="大会堂",
        **more,
    )
    row = Sitting.objects.get(title=title)
    for item, name in items:
        sends(clerk, "sittings/agenda/new/propose/", sitting=row.pk, kind=item, title=name, minutes=15)
    sends(clerk, f"sittings/{row.pk}/set_agenda/", basis="常委会第三十八次会议")
    late = {"late_reason": "演练"} if kind == "plenary" else {}
    sends(clerk, f"sittings/{row.pk}/notify/", **late)
    return Sitting.objects.get(pk=row.pk)


def voted(world, poll, cast, marks) -> Poll:
    """The chair opens, those in the room vote, it is closed, counted and declared."""
    sends(world.chair, f"ballots/{poll.pk}/open/")
    here = list(poll.voters.filter(is_present=True).order_by("pk").values_list("member", flat=True))
    answers = cast(poll.pk, [casting.Press(m, marks(n)) for n, m in enumerate(here)], at=timezone.now())
    assert all(a.stands for a in answers)
    sends(world.chair, f"ballots/{poll.pk}/close/")
    sends(world.clerk, f"ballots/{poll.pk}/count/")
    sends(world.chair, f"ballots/{poll.pk}/declare/", publish="on")
    poll.refresh_from_db()
    return poll


def test_a_congress_elects_and_decides_with_two_thirds_of_all_its_deputies(story):
    clerk, chair = story.clerk, story.chair
    whole = planned(
        clerk,
        "第十八届人大第六次会议",
        "plenary",
        (("election", "补选"), ("decision", "批准预算")),
        session=story.session.pk,
    )
    early = planned(clerk, "预备会议", "preparatory", (("election", "选举主席团和秘书长"),), whole=whole.pk)
    assert (whole.summons.filter(right="member").count(), early.summons.filter(right="member").count()) == (
        224,
        224,
    )

    sends(clerk, f"sittings/{early.pk}/desk/", do="rest")
    sends(chair, f"sittings/{early.pk}/open/")
    sends(chair, f"sittings/{early.pk}/close/")
    deputies = list(Membership.objects.filter(role="deputy").order_by("pk").values_list("pk", flat=True))
    sends(
        clerk,
        f"sittings/{whole.pk}/constitute/",
        presidium=deputies[:21],
        executive="、".join(str(Membership.objects.get(pk=pk)) for pk in deputies[:3]),
        secretary=deputies[3],
    )

    sends(clerk, f"sittings/{whole.pk}/desk/", do="rest")
    sends(clerk, f"sittings/{whole.pk}/desk/", do="leave", member=deputies[149:])
    refused = sends(chair, f"sittings/{whole.pk}/open/", status=409)
    assert "全体 224 人，三分之二以上为 150 人；在场 149 人，未达法定人数" in refused
    sends(clerk, f"sittings/{whole.pk}/desk/", do="come", member=deputies[149:151])
    sends(chair, f"sittings/{whole.pk}/open/")
    whole.refresh_from_db()
    assert (whole.base, whole.present, whole.quorate) == (224, 151, True)

    item = whole.agenda.get(kind="election")
    sends(clerk, f"sittings/agenda/{item.pk}/take_up/")
    sends(
        clerk, f"sittings/agenda/{item.pk}/put/", title="补选常委会副主任", kind="election", secrecy="separated",
        objects="俞佳禾\n孟书远", seats=1, counts="first", way="congress_elects_vice",
    )  # fmt: skip
    poll = voted(
        story, Poll.objects.get(), casting.cast_sealed, lambda n: {"c1": "yes"} if n < 113 else {"c2": "yes"}
    )
    assert (poll.outcome, poll.base, poll.present) == ("complete", 224, 151)
    sends(clerk, f"sittings/agenda/{item.pk}/finish/")

    item = whole.agenda.get(kind="decision")
    sends(clerk, f"sittings/agenda/{item.pk}/take_up/")
    sends(
        clerk,
        f"sittings/agenda/{item.pk}/put/",
        title="批准预算的决议",
        kind="motion",
        secrecy="open",
        counts="first",
    )
    poll = voted(
        story, Poll.objects.latest("pk"), casting.cast_open, lambda n: {"m": "yes" if n < 112 else "abstain"}
    )
    assert (
        poll.outcome == "not_adopted"
    )  # 112 of 224 is no more than half of all, though nobody is against it
    sends(clerk, f"sittings/agenda/{item.pk}/finish/")
    sends(chair, f"sittings/{whole.pk}/close/")

    sends(clerk, "sittings/minutes/new/draft/", sitting=whole.pk)
    kept = Minutes.objects.get()
    for words in ("应到224人，到会151人", "宣布开会时在场151人，符合法定人数", "补选常委会副主任", "赞成112"):
        assert words in kept.text, words
    sends(clerk, f"sittings/minutes/{kept.pk}/check/")
    sends(chair, f"sittings/minutes/{kept.pk}/sign/", status=404)  # a leader, but the presidium presided
    sends(client(Membership.objects.get(pk=deputies[1])), f"sittings/minutes/{kept.pk}/sign/")
    whole.refresh_from_db()
    assert whole.state == "minuted"
