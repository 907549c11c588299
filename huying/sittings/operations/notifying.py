"""The agenda is set, the notice goes out with its clock, answers are pressed for, changes are told."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, does
from huying.kernel.words import recorded

from .. import rolls, timeliness, untold
from ..agenda import ordering
from ..flow import FLOW
from ..models import AgendaVersion
from ..summons import calling

MOST_PRESSED = 3000


@does(FLOW["set_agenda"])
def set_agenda(row, *, by, at, basis=""):
    """The draft agenda is decided by whoever decides it for this kind (R-STR-26); `basis`: by which meeting, on which day."""
    row.agenda_basis = given.line(basis, _("依据"), 300, required=False)
    if not row.agenda_basis:
        with recorded():
            row.agenda_basis = _(row.rules.sets_agenda)
    taken = ordering.adopt_drafts(row, by=by, at=at)
    return {"items": taken, "note": row.agenda_basis}


@does(FLOW["notify"])
def notify(row, *, by, at, late_reason="", with_offices=True, bring=""):
    """Call the members and those who attend by office, tell them, keep the agenda as told (version 1).

    `bring`: what the notice asks people to bring and to do.

    Later than the rule says only with a reason that stays on the sitting (R-STR-25, R-STR-32).
    """
    today = timezone.localdate(at)
    if today > row.day:
        raise Refused(_("会议日期已经过了，请先改期。"))
    due = timeliness.notice_of(row.rules, row.day, row.nature)
    row.late_reason = ""
    if due.late(today):
        if not given.clean(late_reason):
            words = {"term": due.term, "day": due.latest, "source": due.source}
            raise Refused(
                _("会议通知应当提前 %(term)s，最迟 %(day)s（%(source)s）；确实来不及的请写明理由。") % words
            )
        row.late_reason = given.line(late_reason, _("理由"), 300)
    row.bring = given.text(bring, _("注意事项"), 2000, required=False)
    with recorded():  # each summons keeps the post
        members = rolls.members_of(row)
    if row.rules.body != "invited" and not members:
        raise Refused(_("名册上还没有这个机构的组成人员，请先在“管理—组成人员”登记。"))
    made = calling.call_all(row, members, "member", by=by, at=at)
    if with_offices:
        made += calling.call_all(row, rolls.by_office(row), "office", by=by, at=at)
    row.forget()
    calling.tell(
        row, row.summons.exclude(state="released"), "summons.call", at=at
    )  # those invited earlier too
    row.notified_at = at
    keep_version(row, by=by, at=at, reason="")
    return {
        "called": len(made),
        "latest": due.latest.isoformat() if due.latest else None,
        "note": row.late_reason,
    }


@does(FLOW["tell_change"])
def tell_change(row, *, by, at):
    """The agenda differs from what was told: the new version is kept, everybody called is told what changed.

    The house gathers the changes of some minutes (telling.py); the office may tell them at once.
    """
    with recorded():
        found = untold.untold(row)
        said = untold.words(found) if found else ""
    if not found:
        raise Refused(_("议程没有要告知的变动。"))
    keep_version(row, by=by, at=at, reason=(found["reasons"] or said)[:300])
    called = row.summons.exclude(state="released")
    calling.tell(row, called, "sittings.tell_change", at=at, text=said)
    return {"version": row.agenda_version, "note": said}


def keep_version(row, *, by, at, reason) -> None:
    """Write the agenda down as it stands; one version more."""
    row.agenda_version += 1
    AgendaVersion.objects.create(
        case_id=row.case_id, sitting=row, number=row.agenda_version, items=ordering.snapshot(row), reason=reason, at=at,
        by=by,
    )  # fmt: skip


@does(FLOW["remind"])
def remind(row, *, by, at):
    """A second call to whoever has not answered; each row keeps how often."""
    waiting = list(row.summons.filter(state__in=("called", "read"))[:MOST_PRESSED])
    if not waiting:
        raise Refused(_("都已经回执，不用再催。"))
    for one in waiting:
        calling.press(one, by=by, at=at)
    return {"pressed": len(waiting)}
