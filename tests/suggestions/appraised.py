"""A test of satisfaction walked to its declared result: what satisfied, and what did not and has to be made good."""

from types import SimpleNamespace

from huying.ballots import operations as ballots
from huying.ballots.casting import Press, cast_sealed
from huying.suggestions import operations as suggestions
from huying.suggestions.appraisals import operations as appraisals
from huying.suggestions.models import Remedy
from tests.sittings.doing import committee

from .walking import Walker


def appraise(world, title="2026年重点建议测评", published=True) -> SimpleNamespace:
    """Call inside the county: the test, one that is picked and waits, a remedy, a published suggestion."""
    walk = Walker(world)
    good, poor = walk.closed(), walk.replied(title="关于更换老城区路灯的建议")
    clerk = {"by": world.zhou, "at": walk.later().at}
    suggestions.publish(good, secrecy_checked=True, privacy_checked=True, **clerk)
    row = appraisals.pick(title=title, year=2026, of="suggestions", suggestions=[good, poor], **clerk)
    waiting = appraisals.pick(
        title=f"{title}（单位）", year=2026, of="units", units=[world.transport], **clerk
    )
    organ = committee(world)
    organ.size = 3
    organ.save()
    appraisals.put(row, organ=organ, **clerk)
    poll = row.poll
    ballots.open(poll, **clerk)
    voters = poll.voters.order_by("pk").values_list("member", flat=True)
    cast_sealed(
        poll.pk, [Press(m, {"u1": "satisfied", "u2": "dissatisfied"}) for m in voters], at=clerk["at"]
    )
    for step in (ballots.close, ballots.count):
        step(poll, **clerk)
    ballots.declare(poll, publish=published, **clerk)
    remedy = Remedy.objects.get(appraisal=row)
    return SimpleNamespace(test=row, picked=waiting, remedy=remedy, published=good)
