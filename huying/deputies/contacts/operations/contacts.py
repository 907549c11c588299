"""Each time contact was kept."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from huying.kernel import dockets, process, scope
from huying.kernel.process import Refused, creates, does

from ...models import Contact
from ..flow import CONTACTS

MARK = "LJ"


@creates(CONTACTS["log"])
def log(*, by, at, pair, on, way, text, issues="", action=""):
    """By one of the two; a clerk enters it for them (代录)."""
    if pair.state != "paired":
        raise Refused(_("这条联系关系已经结束。"))
    if on > timezone.localdate(at):
        raise Refused(_("联系日期不能晚于今天。"))
    if on < pair.since:
        raise Refused(_("联系日期不能早于建立联系关系的日期。"))
    if not (text := text.strip()):
        raise Refused(_("请写明联系内容。"))
    if action and (pair.plan is None or action not in pair.plan.actions):
        raise Refused(_("“%(action)s”不是计划里的事项。") % {"action": action})
    row = Contact(
        pair=pair, on=on, way=way, text=text, issues=issues.strip(), action=action, written_by=by,
        case=dockets.one(MARK, pair, at),
    )  # fmt: skip
    return row, {"way": way, "on": on.isoformat()}


@does(CONTACTS["pass_on"])
def pass_on(contact, *, by, at):
    """The wiring board makes a voice of what was raised."""
    if not contact.issues:
        raise Refused(_("这次联系没有记下问题。"))


@does(CONTACTS["void"])
def void(contact, *, by, at, reason):
    contact.reason = reason.strip()
    return {"note": contact.reason}


def log_many(rows: list[dict], *, by, at) -> list[Contact]:
    """Contacts of a seed, one traced birth each. Rows: arguments of `log` and written_by."""
    cases = dockets.many(MARK, _l("联系记录"), len(rows), at)
    made = [
        Contact(**r, congress=scope.current(), state="logged", case=case)
        for r, case in zip(rows, cases, strict=True)
    ]
    return process.births(CONTACTS["log"], made, by=by, at=at, facts={"batch": len(made)})
