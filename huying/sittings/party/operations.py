"""The Party organs of a session: set up, changed, their meetings recorded, dissolved."""

import re

from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.process import Refused, creates, does

from .flow import FLOW
from .models import PartyMeeting, PartyOrgan

MOST_NUMBERS = 200
SEPARATORS = re.compile(r"[\s,;，；、]+")


@creates(FLOW["set_up"])
def set_up(*, by, at, session, kind, name, delegation=None, secretary=None, members="", basis=""):
    """A committee for the session, or a branch for one delegation."""
    given.choice(kind, PartyOrgan.KINDS, _("类别"))
    if kind == "branch" and delegation is None:
        raise Refused(_("请选择临时党支部设在哪个代表团。"))
    if PartyOrgan.objects.filter(session=session, name=given.line(name, _("名称"), 120)).exists():
        raise Refused(_("这次会议已经有同名的临时党组织。"))
    return PartyOrgan(
        session=session, kind=kind, name=given.line(name, _("名称"), 120), delegation=delegation, secretary=secretary,
        members=given.text(members, _("组成人员"), 4000, required=False),
        basis=given.line(basis, _("批准文件"), 200, required=False),
        case=dockets.one_of_year("DW", name, at),
    )  # fmt: skip


@does(FLOW["change"])
def change(row, *, by, at, secretary=None, members=None, reason=""):
    before = (row.secretary_id, row.members)
    row.secretary = secretary or row.secretary
    row.members = row.members if members is None else given.text(members, _("组成人员"), 4000, required=False)
    if before == (row.secretary_id, row.members):
        raise Refused(_("没有改动。"))
    return {"note": given.line(reason, _("原因"), 300, required=False)}


@does(FLOW["record_meeting"])
def record_meeting(row, *, by, at, day, topic, text="", numbers=""):
    """A meeting with what it was about; `numbers`: suggestions and bills whose quality it looked at, any separators."""
    found = [n for n in SEPARATORS.split(given.clean(numbers).upper()) if n]
    if len(found) > MOST_NUMBERS:
        raise Refused(_("最多 %(n)s 个编号。") % {"n": MOST_NUMBERS})
    PartyMeeting.objects.create(
        case_id=row.case_id, organ=row, day=day, subject=given.line(topic, _("议题"), 200),
        text=given.text(text, _("记录"), 20_000, required=False), numbers=list(dict.fromkeys(found)), at=at, by=by,
    )  # fmt: skip
    return {"day": day.isoformat(), "numbers": len(found)}


@does(FLOW["dissolve"])
def dissolve(row, *, by, at, reason=""):
    return {"note": given.line(reason, _("说明"), 300, required=False)}
