"""What becomes of a thing agreed."""

from django.utils.translation import gettext as _

from huying.kernel.given import clean, needed
from huying.kernel.given import keep as store
from huying.kernel.process import Refused, creates, does

from ..operations import hear
from ..operations.births import headline
from ..operations.shared import day_of, living
from .flow import FLOW
from .models import FollowUp

__all__ = ["drop", "finish", "propose", "raise_", "set"]


@creates(FLOW["set"])
def set(*, by, at, consultation, text, finish_on, unit=None, owner=None, who=""):
    if consultation.state not in ("held", "concluded", "published"):
        raise Refused(_("会议记录以后才能定事项。"))
    if finish_on < day_of(at):
        raise Refused(_("完成日期不能早于今天。"))
    who = clean(who)[:80]
    if unit is None and owner is None and not who:
        raise Refused(_("请写明由谁负责。"))
    return FollowUp(
        consultation=consultation, case_id=consultation.case_id, text=needed(text, _("事项")), finish_on=finish_on,
        unit=living(unit) if unit else None, owner=owner, who=who,
    )  # fmt: skip


@does(FLOW["finish"])
def finish(row, *, by, at, text, files=()):
    row.result, row.finished_on = needed(text, _("落实情况")), day_of(at)
    store(files, row, by=by, at=at)


@does(FLOW["raise_"])
def raise_(row, *, by, at, text=""):
    """A voice like any other, with number and clocks; it says where it was heard."""
    event = row.consultation
    voice = hear(
        by=by, at=at, text="\n".join(filter(None, [row.text, clean(text)])), title=headline(row.text), channel="talk",
        station=event.station, field=event.field, place=event.place, is_anonymous=True,
    )  # fmt: skip
    row.voice = voice
    return {"voice": voice.number}


@does(FLOW["propose"])
def propose(row, *, by, at, deputy, text=""):
    """The wiring board drafts the suggestion for this deputy."""
    if deputy.role != "deputy" or not deputy.is_active:
        raise Refused(_("请选择本级在任的人大代表。"))
    row.owner = deputy
    return {"deputy": deputy.pk, "note": clean(text)}


@does(FLOW["drop"])
def drop(row, *, by, at, text):
    row.result = needed(text, _("理由"))
