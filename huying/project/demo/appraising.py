"""What the office has to settle besides: tests by the committee, a unit's wish to talk, a matter that nobody wants."""

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

NEAR = ("zjj", "jtj", "edu", "slj")
NOT_OURS = (
    "按照三定规定，这项工作由%(unit)s负责，本局没有相应职责和资金。",
    "本单位只负责行业指导，具体实施在%(unit)s，建议改交。",
)
REPORT = (
    "本局召开专题会议，逐条对照测评意见，已明确分管负责人，剩余部分列入明年一季度计划，并与领衔代表见面说明。"
)


def tested(ground, now) -> None:
    """Call inside the county: four answered suggestions, two of which failed; one unit has reported again, one has to."""
    lot = days.lots(ground.root, "appraisals")
    committee = Organ.objects.filter(kind="standing_committee").first()
    at, clerk = now - timedelta(days=30), ground.clerk
    answered = Suggestion.objects.filter(state__in=("replied", "closed"), secret=False, mode="lead")
    answered = answered.filter(replied_on__lt=at.date()).exclude(outcome="imported")
    rows = list(answered.order_by("-is_key", "-rounds", "-pk")[:4])
    if len(rows) < 4:
        return
    rows.sort(key=lambda row: row.result_class)  # the last two fail
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
            Press(m, {f"u{n}": lot.choice(usual if n < 3 else last) for n in (1, 2, 3, 4)}) for m in here
        ]
        cast_sealed(poll.pk, presses, at=at)
        for step in (ballots.close, ballots.count):
            step(poll, by=clerk, at=at)
        ballots.declare(poll, by=clerk, at=at, publish=True)
        row.refresh_from_db()
        appraisals.send_result(row, by=clerk, at=at, sent_to="中共青禾县委", number="县人常〔专〕2号")
        asked = list(Remedy.objects.filter(appraisal=row).select_related("unit").order_by("pk"))
        handlers = {m.unit_id: m for m in ground.handlers.values()}
        at_hand = {m.unit_id for m in ground.cast.values()}  # whoever tries the demo finds one that waits
        asked.sort(key=lambda one: one.unit_id not in at_hand)
        for one in asked[1:]:
            remedies.report(
                one, by=handlers[one.unit_id], at=now - timedelta(days=3), text=REPORT, signer=one.unit.head or "局长"
            )  # fmt: skip


def wished(ground, now) -> None:
    """Call inside the county: a unit that would like to talk with the deputy of the demo before it answers."""
    lin = ground.cast["linzhiyuan"]
    parts = Handling.objects.filter(state="received", is_leaf=True, suggestion__author=lin).exclude(role="co")
    for part in parts.filter(call_wished_on=None).order_by("-pk")[:1]:
        handler = next(m for m in ground.handlers.values() if m.unit_id == part.unit_id)
        handlings.ask_call(
            part, by=handler, at=now - timedelta(hours=4), wish="想约代表到现场看一看，工作日上午都方便。"
        )


def to_and_fro(ground, now) -> None:
    """Call inside the county: two units gave a suggestion back within two days; a leader has to settle whose it is."""
    rows = Handling.objects.filter(role="lead", is_leaf=True, round=1, return_reason="", call_wished_on=None)
    rows = rows.filter(state__in=("offered", "received"), offered_on__lt=now.date() - timedelta(days=2))
    rows = rows.filter(suggestion__secret=False, extensions=None, parent__unit__kind="government")
    rows = rows.select_related("unit", "parent__unit", "suggestion")
    part = next((p for p in rows.order_by("-offered_on", "pk") if p.return_shut(now.date()) is None), None)
    if part is None:
        return
    handlers = {m.unit_id: m for m in ground.handlers.values()}
    busy = set(part.suggestion.handlings.values_list("unit", flat=True))
    others = [ground.units[key] for key in NEAR if ground.units[key].pk not in busy]
    for n, unit in enumerate(others[:2]):
        at = now - timedelta(hours=44 - 20 * n)
        reason = NOT_OURS[n] % {"unit": unit.short or unit.name}
        handlings.ask_return(part, by=handlers[part.unit_id], at=at, reason=reason, proposed=unit)
        handlings.grant_return(
            part, by=handlers[part.parent.unit_id], at=at + timedelta(hours=3), unit=unit, reason="请按职责清单办理。"
        )  # fmt: skip
        part = Handling.objects.select_related("unit", "parent__unit").get(replaces=part)


def ahead(ground, units, at) -> str:
    """What next week's meeting hears about: the docket that its hearing names."""
    key = Suggestion.objects.filter(is_key=True, secret=False).exclude(replied_on=None).order_by("-pk")[:3]
    row = appraisals.pick(
        by=ground.clerk, at=at, title=f"{at.year}年代表建议办理工作测评", year=at.year, of="units", units=units,
        suggestions=list(key),
    )  # fmt: skip
    return row.case.number
