"""Units or suggestions of a year: picked, put to the test, the result kept with each, the consequence set going."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.ballots import operations as ballots
from huying.ballots import queries as polls
from huying.kernel import dockets, given
from huying.kernel.clocks import rules
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.roster import Unit
from huying.kernel.words import recorded
from huying.rules import voting

from ..models import Appraisal, Appraised, Suggestion
from ..operations.given import current_unit
from ..operations.rating import redo, reopen
from ..remedies import operations as remedies
from .choosing import by_number, lines
from .flow import FLOW

MOST = 60
FAILED = "not_satisfied"


@creates(FLOW["pick"])
def pick(*, by, at, title, year, of, way="satisfaction_half", units=(), suggestions=(), numbers=""):
    """`of` "units": each unit is a line of the sheet, suggestions are only heard about; "suggestions": each is a line."""
    row = Appraisal(of=given.choice(of, Appraisal.OF, _("测评什么")))
    _write(row, title=title, year=year, way=way, units=units, suggestions=suggestions, numbers=numbers)
    row.case = dockets.one_of_year("CP", row.title, at)
    return row, {"of": row.of, "units": row.units, "suggestions": row.suggestions}


@does(FLOW["change"])
def change(row, *, by, at, title, year, way="satisfaction_half", units=(), suggestions=(), numbers=""):
    _write(row, title=title, year=year, way=way, units=units, suggestions=suggestions, numbers=numbers)
    return {"units": row.units, "suggestions": row.suggestions}


def _write(row, *, title, year, way, units, suggestions, numbers) -> None:
    row.title = given.line(title, _("标题"), 100)
    row.year = given.number(year, _("年度"), 2000, 2100)
    row.way = given.choice(way, [w.key for w in voting.for_kind("satisfaction")], _("怎样算满意"))
    chosen = {s.pk: s for s in (*suggestions, *by_number(numbers))}
    for one in chosen.values():
        if one.secret or not one.replied_on:
            raise Refused(
                _("“%(title)s”不能测评：只有已经答复、不涉密的建议可以测评。") % {"title": one.number or one}
            )
    row.suggestions = list(chosen)
    row.units = list(dict.fromkeys(u.pk for u in units))
    if row.of == "suggestions":
        bearers = {u for s in chosen.values() for u in s.duty_bearers().values_list("unit", flat=True)}
        row.units = sorted(bearers)
    entries = row.units if row.of == "units" else row.suggestions
    if not entries or len(entries) > MOST:
        what = Appraisal.OF[row.of]
        raise Refused(_("请选择要测评的%(what)s，最多 %(n)s 个。") % {"what": what, "n": MOST})


@does(FLOW["schedule"])
def schedule(row, *, by, at, heard):
    """A sitting hears about it; it is put to the test there."""
    row.heard = heard[:200]
    return {"heard": row.heard}


@does(FLOW["unschedule"])
def unschedule(row, *, by, at):
    row.heard = ""


@does(FLOW["put"])
def put(row, *, by, at, organ, secrecy="separated"):
    """A poll of its own, by the members of an organ, in secret; it is opened and counted among the polls."""
    if secrecy == "open":
        raise Refused(_("满意度测评应当无记名进行。"))
    sheet = [label for label, _unit, _suggestion in lines(row)]
    maker = by if by.role == "clerk" else house()
    with recorded():
        title = _("%(title)s（满意度测评）") % {"title": row.title}
    row.poll = ballots.propose(
        by=maker, at=at, title=title, kind="satisfaction", secrecy=secrecy,
        objects=sheet, way=row.way, organ=organ, case=row.case,
    )  # fmt: skip
    ballots.prepare(row.poll, by=maker, at=at, roll=polls.body(f"organ-{organ.pk}"))
    return {"poll": row.poll_id, "lines": len(sheet)}


@does(FLOW["put_there"])
def put_there(row, *, by, at, poll):
    """The sitting's own poll, or the next round of an earlier one."""
    row.poll = poll
    return {"poll": poll.pk}


@does(FLOW["take_result"])
def take_result(row, *, by, at):
    """From the declared poll, one line for each in the order of the sheet; who failed has to make good."""
    row.tested_on = timezone.localdate(at)
    found = zip(lines(row), row.poll.result["objects"], strict=True)
    made = [
        Appraised.objects.create(
            case_id=row.case_id, appraisal=row, place=place, unit_id=unit, suggestion_id=suggestion, year=row.year,
            label=got["label"], counts=got["counts"], rate=got.get("rate", ""), outcome=got["outcome"],
            tested_on=row.tested_on, by=by, at=at,
        )
        for place, ((_label, unit, suggestion), got) in enumerate(found, 1)
    ]  # fmt: skip
    for line in made:
        if line.outcome == FAILED:
            _make_good(row, line, at)
    outcomes = [line.outcome for line in made]
    return {"poll": row.poll_id, "digest": row.poll.digest, "outcomes": outcomes}


def _make_good(row, line, at) -> None:
    """As the congress chose: the suggestion is handled again, or each unit concerned reports again within the clock."""
    wanted = rules()[0].value("suggestion.after_appraisal")
    if wanted == "none":
        return
    suggestion = Suggestion.objects.get(pk=line.suggestion_id) if line.suggestion_id else None
    if wanted == "handle" and suggestion is not None and suggestion.duty_bearers().exists():
        again = {"replied": redo, "closed": reopen}.get(suggestion.state)
        if again is not None:
            again(suggestion, by=house(), at=at, reason=_("“%(title)s”未达到满意。") % {"title": row.title})
            return
    units = [line.unit_id] if suggestion is None else suggestion.duty_bearers().values_list("unit", flat=True)
    concerned = Unit.objects.filter(pk__in=[u for u in units if u]).order_by("pk")
    # of closed units whoever has their duties now reports, once
    for bearer in dict.fromkeys(current_unit(unit) or unit for unit in concerned):
        remedies.ask(by=house(), at=at, line=line, unit=bearer, suggestion=suggestion)


@does(FLOW["send_result"])
def send_result(row, *, by, at, sent_to, number="", sent_on=None):
    return _sent(row, at, sent_to, number, sent_on)


@does(FLOW["sent_there"])
def sent_there(row, *, by, at, sent_to, number="", sent_on=None):
    """The sitting that heard about it has sent its result, this one with it."""
    return _sent(row, at, sent_to, number, sent_on)


def _sent(row, at, sent_to, number, sent_on):
    row.sent_to = given.line(sent_to, _("报送"), 120)
    row.number = given.line(number, _("文号"), 60, required=False)
    row.sent_on = sent_on or timezone.localdate(at)
    return {"to": row.sent_to, "number": row.number}


@does(FLOW["drop"])
def drop(row, *, by, at, reason):
    row.reason = given.line(reason, _("理由"), 300)
    return {"note": row.reason}
