"""How suggestions were handled, tested by the committee: one test of a few suggestions, and the one of next week's meeting."""

from datetime import timedelta

from huying.ballots import operations as ballots
from huying.ballots.casting import Press, cast_sealed
from huying.kernel import notices, process
from huying.kernel.roster import Organ
from huying.suggestions.appraisals import operations as appraisals
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.models import Handling, Remedy, Suggestion
from huying.suggestions.remedies import operations as remedies

from . import days

REPORT = (
    "本局召开专题会议，逐条对照测评意见，已明确分管负责人，剩余部分列入明年一季度计划，并与领衔代表见面说明。"
)


def tested(ground, now) -> None:
    """Call inside the county: three answered suggestions, the last of which failed; its units report again."""
    lot = days.lots(ground.root, "appraisals")
    committee = Organ.objects.filter(kind="standing_committee").first()
    answered = Suggestion.objects.filter(state__in=("replied", "closed"), secret=False, mode="lead")
    rows = list(
        answered.exclude(replied_on=None)
        .exclude(outcome="imported")
        .order_by("-is_key", "-rounds", "-pk")[:3]
    )
    if len(rows) < 3:
        return
    at, clerk = now - timedelta(days=30), ground.clerk
    with notices.kept_quiet(), process.together():
        row = appraisals.pick(
            by=clerk,
            at=at,
            title=f"{at.year}年重点建议办理情况测评",
            year=at.year,
            of="suggestions",
            suggestions=rows,
        )
        appraisals.put(row, by=clerk, at=at, organ=committee)
        poll = row.poll
        ballots.open(poll, by=clerk, at=at)
        here = poll.voters.order_by("pk").values_list("member", flat=True)
        usual, last = (
            ("satisfied", "satisfied", "satisfied", "basically"),
            ("dissatisfied", "dissatisfied", "basically"),
        )
        presses = [
            Press(m, {"u1": lot.choice(usual), "u2": lot.choice(usual), "u3": lot.choice(last)}) for m in here
        ]
        cast_sealed(poll.pk, presses, at=at)
        for step in (ballots.close, ballots.count):
            step(poll, by=clerk, at=at)
        ballots.declare(poll, by=clerk, at=at, publish=True)
        row.refresh_from_db()
        appraisals.send_result(row, by=clerk, at=at, sent_to="中共青禾县委", number="县人常〔专〕2号")
        for n, one in enumerate(Remedy.objects.filter(appraisal=row).select_related("unit").order_by("pk")):
            handler = next((m for m in ground.handlers.values() if n and m.unit_id == one.unit_id), None)
            if handler is not None:
                remedies.report(
                    one, by=handler, at=now - timedelta(days=3), text=REPORT, signer=one.unit.head or "局长"
                )


def wished(ground, now) -> None:
    """Call inside the county: a unit that would like to talk with the deputy of the demo before it answers."""
    lin = ground.cast["linzhiyuan"]
    parts = Handling.objects.filter(state="received", is_leaf=True, suggestion__author=lin).exclude(role="co")
    for part in parts.filter(call_wished_on=None).order_by("-pk")[:1]:
        handler = next(m for m in ground.handlers.values() if m.unit_id == part.unit_id)
        handlings.ask_call(
            part, by=handler, at=now - timedelta(hours=4), wish="想约代表到现场看一看，工作日上午都方便。"
        )


def ahead(ground, units, at) -> str:
    """What next week's meeting hears about: the docket that its hearing names."""
    key = Suggestion.objects.filter(is_key=True, secret=False).exclude(replied_on=None).order_by("-pk")[:3]
    row = appraisals.pick(
        by=ground.clerk, at=at, title=f"{at.year}年代表建议办理工作测评", year=at.year, of="units", units=units,
        suggestions=list(key),
    )  # fmt: skip
    return row.case.number
