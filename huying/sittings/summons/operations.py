"""The notice in one person's hands: read, answered, leave, somebody else instead."""

from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, creates, does
from huying.kernel.words import recorded

from ..rolls import Called
from . import calling, queries
from .flow import FLOW
from .models import Summons

BEFORE = ("planned", "set", "notified")
MOST = 2000


@creates(FLOW["call"])
def call(*, by, at, sitting, right, member=None, name="", post="", level="", unit=None, why="", home=None):
    """One more person: somebody who attends by decision, a deputy invited, a guest of another level (S151).

    home: the guest's own congress where it works on this platform; its office is told (wiring board).
    """
    given.choice(right, Summons.RIGHTS, _("身份"))
    from .. import rolls

    if right == "member" and sitting.rules.body != "invited" and not rolls.belongs(sitting, member):
        raise Refused(_("组成人员按名册通知，不能另加；名册有变动的，请先更正名册。"))
    if sitting.state not in (*BEFORE, "open", "suspended"):
        raise Refused(_("会议已经结束或者取消。"))
    if member is None and not given.clean(name):
        raise Refused(_("请选择人员，或者填写姓名。"))
    if home is not None and (member is not None or home.pk == sitting.congress_id):
        raise Refused(_("所属人大只填别的人大来的客人。"))
    if home is not None and not queries.homes().filter(pk=home.pk).exists():
        raise Refused(_("只能邀请上级、下级和同一上级的人大。"))
    if member is not None and sitting.summons.filter(member=member).exclude(state="released").exists():
        raise Refused(_("%(name)s已经在通知名单上。") % {"name": member})
    other = sitting.summons.order_by("-place").first()
    from huying.kernel import dockets

    row = Summons(
        sitting=sitting, right=right, member=member, unit=unit, home=home,
        name=given.line(name, _("姓名"), 60, required=member is None),
        post=given.line(post, _("职务"), 120, required=False), why=given.line(why, _("列席理由"), 300, required=False),
        level=given.choice(level, Summons.LEVELS, _("哪一级代表")) if level else "", place=other.place + 1 if other else 1,
    )  # fmt: skip
    row.case_id = other.case_id if other else dockets.one_of_year("TZ", sitting.title, at).pk
    return row, {"sitting": sitting.pk, "right": right}


@does(FLOW["read"])
def read(row, *, by, at):
    row.read_at = at


@does(FLOW["confirm"])
def confirm(row, *, by, at):
    """Will come."""
    _answer(row, at)
    row.reason = ""


@does(FLOW["ask_leave"])
def ask_leave(row, *, by, at, reason):
    """A member who cannot come says why; whether that is enough others decide (R-OWN-82)."""
    _answer(row, at)
    row.reason = given.text(reason, _("请假原因"), MOST)
    return {"note": row.reason}


@does(FLOW["grant_leave"])
def grant_leave(row, *, by, at, note=""):
    row.decision = given.line(note, _("批复意见"), 300, required=False)
    return {"note": row.decision}


@does(FLOW["refuse_leave"])
def refuse_leave(row, *, by, at, reason):
    row.decision = given.line(reason, _("理由"), 300)
    return {"note": row.decision}


@does(FLOW["decline"])
def decline(row, *, by, at, reason=""):
    """Somebody who attends without a vote cannot come."""
    _answer(row, at)
    row.reason = given.text(reason, _("原因"), MOST, required=False)
    return {"note": row.reason}


@does(FLOW["replace"])
def replace(row, *, by, at, member=None, name="", reason=""):
    """Somebody else is asked instead: the person named, or for a deputy whoever's turn is next."""
    from .. import rolls

    _still_ahead(row)
    why = given.line(reason, _("原因"), 300, required=False)
    if member is None and not given.clean(name):
        if row.right != "deputy":
            raise Refused(_("请选择改派谁。"))
        turn = rolls.turn_to_attend(row.sitting, 1)
        if not turn:
            raise Refused(_("没有别的代表可以改请了。"))
        person = turn[0]
    else:
        with recorded():
            instead = _("改派，原为%(name)s") % {"name": row.called}
        person = Called(member, name=given.line(name, _("姓名"), 60, required=member is None), post=row.post, unit=row.unit,
                        why=instead)  # fmt: skip
    made = calling.call_all(row.sitting, [person], row.right, by=by, at=at)
    if not made:
        raise Refused(_("%(name)s已经在通知名单上。") % {"name": person.member or person.name})
    row.replaced_by = made[0]
    calling.tell(row.sitting, made, "summons.call", at=at)
    return {"to": made[0].pk, "note": why}


@does(FLOW["release"])
def release(row, *, by, at, reason):
    """Off the list. A member of the body cannot be let off: the quorum counts all of them, whoever comes (R-GEN-03).

    Only whoever has left the body, or may not vote, since the notice went out; a wrong roll is put right in the register.
    """
    row.decision = given.line(reason, _("原因"), 300)
    _still_ahead(row)
    return {"note": row.decision}


@does(FLOW["press"])
def press(row, *, by, at):
    row.pressed += 1


def _answer(row, at) -> None:
    _still_ahead(row)
    row.read_at, row.answered_at = row.read_at or at, at


def _still_ahead(row) -> None:
    if row.sitting.state not in BEFORE:
        raise Refused(_("会议已经开始或者结束，回执不能再改。"))


def invite_turn(sitting, number: int, *, by, at, skills=()) -> list[Summons]:
    """Invite the deputies whose turn it is (R-OWN-81); with the notice out they are told at once."""
    from .. import rolls

    made = calling.call_all(
        sitting, rolls.turn_to_attend(sitting, number, skills=skills), "deputy", by=by, at=at
    )
    if sitting.state == "notified":
        calling.tell(sitting, made, "summons.call", at=at)
    return made
