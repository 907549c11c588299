"""Between the suggestions that are tested for satisfaction and the sitting that hears about them (S073).

They meet by docket: a hearing names, among its numbers, the docket of the test that was picked.
"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from huying.kernel import process, scope
from huying.kernel.roster import Unit
from huying.sittings.models import Hearing
from huying.suggestions.appraisals import consequences
from huying.suggestions.appraisals import operations as appraisals
from huying.suggestions.appraisals.choosing import lines
from huying.suggestions.models import Appraisal, Suggestion
from huying.ui import blocks

OPEN = ("picked", "scheduled", "put")


def register() -> None:
    blocks.provide("hearings.sheet", sheets)
    blocks.provide("appraisals.hearing", ways_to_hearing)
    blocks.provide("ballots.awaited", awaited)


def awaited(polls: list) -> dict:
    """{poll: title} of the tests and hearings that take its result line by line."""
    hearings = Hearing.objects.filter(poll__in=polls, state="arranged").select_related("item")
    tests = Appraisal.objects.filter(poll__in=polls, state="put")
    return {h.poll_id: h.item.title for h in hearings} | {t.poll_id: t.title for t in tests}


def _picked(hearing) -> Appraisal | None:
    return Appraisal.objects.filter(case__number__in=hearing.numbers, state__in=OPEN).order_by("pk").first()


def sheets(hearings: list) -> dict:
    """{hearing: {"way", "units", "lines"}} for those that hear about a picked test."""
    return {h.pk: sheet for h in hearings if (sheet := _sheet(h)) is not None}


def _sheet(hearing) -> dict | None:
    if (row := _picked(hearing)) is None:
        return None
    found = lines(row)
    return {
        "way": row.way,
        "units": [unit for _l, unit, _s in found],
        "lines": [line for line, _u, _s in found],
    }


def ways_to_hearing(rows: list) -> dict:
    """{test: [link]}: to the hearing about it, else the way to arrange one, filled in."""
    return {row.pk: made for row in rows if (made := _way(row))}


def _way(row) -> list[dict]:
    code = scope.current().code
    if row.state == "picked" and not row.poll_id:
        given = [
            ("units", [u for u in row.units if Unit.objects.filter(pk=u, is_active=True).exists()]),
            ("deputies", [m.pk for m in row.leads_members()]),
            ("numbers", " ".join([row.case.number, *_dockets(row)])),
        ]
        url = reverse("hearings:arrange", kwargs={"code": code}) + "?" + urlencode(given, doseq=True)
        return [
            {
                "label": _("列入会议，听取专题汇报"),
                "url": url,
                "sub": _("选好议题和汇报人；单位、代表和编号已经填好。"),
            }
        ]
    if not row.heard:
        return []
    found = [
        h for h in Hearing.objects.exclude(state="dropped").order_by("-pk") if row.case.number in h.numbers
    ]
    return [
        {"label": _("专题汇报"), "url": reverse("hearings:detail", kwargs={"code": code, "pk": h.pk}), "sub": str(h.sitting)}
        for h in found
    ]  # fmt: skip


def _dockets(row) -> list[str]:
    return list(Suggestion.objects.filter(pk__in=row.suggestions).values_list("case__number", flat=True))


# consequences


def arranged(hearing, *, by, at):
    """A hearing that names a picked test: its units and deputies are told of the day."""
    row = _picked(hearing)
    if row is not None and row.state == "picked":
        sitting = hearing.sitting
        heard = _("%(sitting)s（%(day)s）") % {"sitting": sitting, "day": sitting.day.isoformat()}
        appraisals.schedule(row, by=process.house(), at=at, heard=heard)


def dropped(hearing, *, by, at):
    row = _picked(hearing)
    if row is not None and row.state in ("scheduled", "put"):
        appraisals.unschedule(row, by=process.house(), at=at)


def put(hearing, *, by, at):
    if (row := _picked(hearing)) is not None:
        appraisals.put_there(row, by=process.house(), at=at, poll=hearing.poll)


def sent(hearing, *, by, at):
    """The letter to the Party committee stands with the test too."""
    for row in Appraisal.objects.filter(poll=hearing.poll_id, state="tested"):
        appraisals.sent_there(
            row,
            by=process.house(),
            at=at,
            sent_to=hearing.sent_to,
            number=hearing.number,
            sent_on=hearing.sent_on,
        )


REACTIONS = {
    "hearings.arrange": (arranged,),
    "hearings.change": (arranged,),
    "hearings.drop": (dropped,),
    "hearings.put": (put,),
    "hearings.send_result": (sent,),
    "polls.declare": (consequences.after_declare,),
    "polls.again": (consequences.after_again,),
}
