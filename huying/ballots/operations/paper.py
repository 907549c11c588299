"""Paper beside devices: one roll for both, every batch read by two people apart."""

from django.db.models import F
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, does

from .. import entering, kinds
from ..flow import FLOW
from ..models import PaperSheet, Voter

FAR = 1_000_000  # further down than any batch is long


@does(FLOW["issue_paper"])
def issue_paper(poll, *, by, at, numbers):
    """Hand a paper sheet to these numbers or names of the roll; from here on their devices are refused.

    Who has voted gets none.
    """
    if poll.secrecy == "open":
        raise Refused(_("记名表决不发纸质票：改用纸质票的，请作废后按无记名另行表决。"))
    wanted = _numbers(poll, [str(n).strip() for n in numbers if str(n).strip()])
    voters = {v.number: v for v in Voter.objects.filter(poll=poll, number__in=wanted).select_for_update()}
    if missing := [n for n in wanted if n not in voters]:
        raise Refused(_("名单上没有 %(numbers)s。") % {"numbers": "、".join(missing)})
    if late := [n for n in wanted if voters[n].channel]:
        raise Refused(_("编号 %(numbers)s 已经投票或者领过票。") % {"numbers": "、".join(late)})
    if absent := [n for n in wanted if not voters[n].is_present]:
        raise Refused(_("编号 %(numbers)s 没有签到。") % {"numbers": "、".join(absent)})
    if not wanted:
        raise Refused(_("请勾选领票的人，或者粘贴名单。"))
    Voter.objects.filter(pk__in=[v.pk for v in voters.values()]).update(channel="paper")
    poll.paper_issued += len(wanted)
    return {"numbers": wanted}


def _numbers(poll, typed: list[str]) -> list[str]:
    """The numbers of the roll, each once; a name stands for its number where only one person has it."""
    rows = Voter.objects.filter(poll=poll, member__person__name__in=typed).order_by("pk")
    called: dict[str, list[str]] = {}
    for number, name in rows.values_list("number", "member__person__name"):
        called.setdefault(name, []).append(number)
    if twice := [name for name, has in called.items() if len(has) > 1]:
        raise Refused(_("名单上不止一人叫“%(name)s”，请写编号。") % {"name": twice[0]})
    return list(dict.fromkeys(called[t][0] if t in called else t for t in typed))


@does(FLOW["enter_paper"])
def enter_paper(poll, *, by, at, batch, look, sheets, confirmed=False):
    """One person's reading of a batch, sheet by sheet (marks, or kinds.SPOILT). look: 1 or 2, by two different persons.

    More sheets than were handed out are taken only if `confirmed`: they void the poll (R-ELE-22).
    """
    if not poll.paper_issued:
        raise Refused(_("这次表决没有发过纸质票。"))
    batch, look = given.line(batch, _("批次"), 20), int(look)
    given.choice(look, (1, 2), _("第几次录入"))
    own = poll.paper.filter(is_print=False, is_struck=False, batch=batch)
    if own.filter(look=look).exists():
        raise Refused(_("这一批的第 %(look)s 次录入已经有了。") % {"look": look})
    if own.filter(by__person=by.person_id).exists():
        raise Refused(_("同一批票的两次录入应当由两个人分别完成。"))
    if not sheets:
        raise Refused(_("请录入这一批的票。"))
    there = poll.paper.filter(is_print=False, is_struck=False, look=look).count() + len(sheets)
    if there > poll.paper_issued and not confirmed:
        raise Refused(
            _(
                "发出 %(issued)s 张，这样录入的有 %(n)s 张：请先数清。收回的确实比发出的多的，请勾选确认；整次投票将因此无效。"
            )
            % {"issued": poll.paper_issued, "n": there}
        )
    _write(poll, by, batch, look, sheets)
    return {"batch": batch, "look": look, "sheets": len(sheets)}


@does(FLOW["take_back_paper"])
def take_back_paper(poll, *, by, at, batch):
    """One's own reading of a batch, until the other person's is there; it is kept as struck."""
    rows = poll.paper.filter(is_print=False, is_struck=False, batch=batch)
    if batch not in poll.half_read() or not rows.filter(by__person=by.person_id).exists():
        raise Refused(_("只能撤回自己录入的、另一个人还没有录入的批次。"))
    return {"batch": batch, "sheets": rows.update(is_struck=True)}


def _third(poll, by, batch, *, also) -> None:
    """Whoever read a batch does not judge it, and nobody both strikes and settles in it (`also`): else one person alone
    could decide every sheet."""
    rows = poll.paper.filter(is_print=False, batch=batch)
    if rows.filter(is_struck=False, look__in=(1, 2), by__person=by.person_id).exists():
        raise Refused(_("这一批您录入过：不一致的地方由第三个人核对。"))
    if rows.filter(**also).exists():
        raise Refused(_("同一批票，划去多录的行和核对不一致的票，由不同的人办理。"))


@does(FLOW["settle_paper"])
def settle_paper(poll, *, by, at, batch, place, marks, note):
    """A third person's look at one sheet on which the two differ, or which one of them does not have.

    The trace keeps both readings and which was taken: "first", "second", or "neither", on the person's explanation.
    """
    note, place = given.text(note, _("说明"), 500), int(place)
    found = poll.paper_to_settle().get((batch, place))
    if found is None:
        raise Refused(_("这张票没有需要核对的地方。"))
    _third(poll, by, batch, also={"struck_by__isnull": False, "struck_by__person": by.person_id})
    _write(poll, by, batch, 3, [marks], first=place)
    seen, (first, second) = read_sheet(poll, marks, place), found
    taken = "first" if seen == first else "second" if seen == second else "neither"
    return {
        "batch": batch, "place": place, "note": note, "taken": taken,
        "first": entering.spell(poll.spec, first), "second": entering.spell(poll.spec, second),
        "settled": entering.spell(poll.spec, seen),
    }  # fmt: skip


@does(FLOW["strike_paper"])
def strike_paper(poll, *, by, at, batch, look, place, reason):
    """A line that one of the two typed once too often is struck, and kept as struck; that reading's later lines move up.

    Only of the longer reading, and only the line without which the fewest sheets differ: so no sheet that both have read
    leaves the count. Third looks further down were about other pairs and are struck with it.
    """
    reason = given.text(reason, _("划去的理由"), 500)
    look, place = int(look), int(place)
    may = poll.paper_too_many()
    if may.get((batch, place)) != look:
        lines = [str(n) for (name, n), which in may.items() if (name, which) == (batch, look)]
        if not lines:
            raise Refused(_("这一行不是多录的，不能划去：只有录得较多的一次录入里才有多录的行。"))
        raise Refused(
            _("这一行不能划去：划去以后不一致最少的是第 %(lines)s 行。") % {"lines": "、".join(lines)}
        )
    _third(poll, by, batch, also={"look": 3, "by__person": by.person_id})
    own = poll.paper.filter(is_print=False, is_struck=False, batch=batch)
    later = own.filter(look=look, place__gt=place)
    own.filter(look=look, place=place).update(is_struck=True, struck_by=by)
    again = own.filter(look=3, place__gt=place).update(is_struck=True, struck_by=by)
    later.update(place=F("place") + FAR)  # two moves: no two lines ever stand in one place
    own.filter(look=look, place__gt=FAR).update(place=F("place") - FAR - 1)
    return {"batch": batch, "look": look, "place": place, "third_looks": again, "note": reason}


@does(FLOW["reread_paper"])
def reread_paper(poll, *, by, at, batch, reason):
    """A third person sends a batch back: nothing read in it counts any more (it is kept as struck), two people read it anew.

    The way out where both have typed a line too many, or one has slipped by many lines.
    """
    reason = given.text(reason, _("重新录入的理由"), 500)
    if batch not in {name for name, _place in poll.paper_to_settle()}:
        raise Refused(_("这一批没有不一致的票，不能重新录入。"))
    _third(poll, by, batch, also={"pk__in": ()})
    rows = poll.paper.filter(is_print=False, is_struck=False, batch=batch)
    return {"batch": batch, "sheets": rows.update(is_struck=True), "note": reason}


def _write(poll, by, batch, look, sheets, *, first=1) -> None:
    numbered = list(enumerate(sheets, first))
    write(poll, by, batch, look, [(n, read_sheet(poll, marks, n)) for n, marks in numbered])


def write(poll, by, batch, look, sheets, *, is_print=False) -> None:
    """Rows of (place, marks) as one person read them."""
    PaperSheet.objects.bulk_create(
        PaperSheet(
            congress_id=poll.congress_id, poll=poll, batch=batch, place=n, look=look, by=by, is_print=is_print, marks=marks
        )
        for n, marks in sheets
    )  # fmt: skip


def read_sheet(poll, marks, n) -> dict:
    """The marks of sheet `n` in their one spelling; Refused."""
    try:
        return kinds.validate(poll.spec, marks, paper=True)
    except kinds.BadSheet as bad:
        words = {"n": n, "why": _(bad.text) % bad.values}
        raise Refused(_("第 %(n)s 张：%(why)s。") % words) from None
