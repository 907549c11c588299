"""Paper beside devices: one roll for both, every batch read by two people apart, prints sampled against what was counted."""

from collections import Counter

from django.db.models import F
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, does

from .. import kinds
from ..flow import FLOW
from ..models import PaperSheet, Sheet, Voter

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
        raise Refused(_("名单上没有编号 %(numbers)s。") % {"numbers": "、".join(missing)})
    if late := [n for n in wanted if voters[n].channel]:
        raise Refused(_("编号 %(numbers)s 已经投票或者领过票。") % {"numbers": "、".join(late)})
    if absent := [n for n in wanted if not voters[n].is_present]:
        raise Refused(_("编号 %(numbers)s 没有签到。") % {"numbers": "、".join(absent)})
    if not wanted:
        raise Refused(_("请填写领票人的编号。"))
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


def _third(poll, by, batch) -> None:
    """Whoever read a batch does not judge it: else one person alone could decide every sheet."""
    if poll.paper.filter(
        is_print=False, is_struck=False, batch=batch, look__in=(1, 2), by__person=by.person_id
    ).exists():
        raise Refused(_("这一批您录入过：不一致的地方由第三个人核对。"))


@does(FLOW["settle_paper"])
def settle_paper(poll, *, by, at, batch, place, marks, note):
    """A third person's look at one sheet on which the two differ, or which one of them does not have."""
    note = given.text(note, _("说明"), 500)
    if (batch, int(place)) not in poll.paper_to_settle():
        raise Refused(_("这张票没有需要核对的地方。"))
    _third(poll, by, batch)
    _write(poll, by, batch, 3, [marks], first=int(place))
    return {"batch": batch, "place": int(place), "note": note}


@does(FLOW["strike_paper"])
def strike_paper(poll, *, by, at, batch, look, place, reason):
    """A line that one of the two typed once too often is struck, and kept as struck; that reading's later lines move up.

    Only where the two readings differ. Third looks further down were about other pairs and are struck with it.
    """
    reason = given.text(reason, _("划去的理由"), 500)
    look, place = int(look), int(place)
    found = poll.paper_to_settle().get((batch, place))
    if found is None or look not in (1, 2) or found[look - 1] is None:
        raise Refused(_("这一行没有需要核对的地方，不能划去。"))
    _third(poll, by, batch)
    own = poll.paper.filter(is_print=False, is_struck=False, batch=batch)
    later = own.filter(look=look, place__gt=place)
    own.filter(look=look, place=place).update(is_struck=True)
    again = own.filter(look=3, place__gt=place).update(is_struck=True)
    later.update(place=F("place") + FAR)  # two moves: no two lines ever stand in one place
    own.filter(look=look, place__gt=FAR).update(place=F("place") - FAR - 1)
    return {"batch": batch, "look": look, "place": place, "third_looks": again, "note": reason}


@does(FLOW["check_prints"])
def check_prints(poll, *, by, at, sheets):
    """Prints drawn from the devices' boxes: each must be among the counted sheets, as often as it was drawn."""
    drawn = Counter(_read(poll, marks, n) for n, marks in enumerate(sheets, 1))
    if not drawn:
        raise Refused(_("请录入抽出的打印票。"))
    marks = Sheet.objects.filter(poll=poll, is_paper=False).values_list("marks", flat=True)
    if poll.secrecy == "open":
        marks = poll.open_votes.values_list("marks", flat=True)
    if poll.secrecy == "verifiable":
        marks = poll.verifiable.values_list("marks", flat=True)
    missing = drawn - Counter(kinds.canonical(m) for m in marks)
    batch = f"{PaperSheet.objects.filter(poll=poll, is_print=True, place=1).count() + 1}"
    _write(poll, by, batch, 1, sheets, is_print=True)
    poll.prints_checked += drawn.total()
    poll.prints_amiss += missing.total()
    return {"drawn": drawn.total(), "missing": missing.total()}


def _write(poll, by, batch, look, sheets, *, first=1, is_print=False) -> None:
    PaperSheet.objects.bulk_create(
        PaperSheet(
            congress_id=poll.congress_id, poll=poll, batch=batch, place=n, look=look, by=by, is_print=is_print,
            marks=_marks(poll, marks, n),
        )
        for n, marks in enumerate(sheets, first)
    )  # fmt: skip


def _marks(poll, marks, n) -> dict:
    try:
        return kinds.validate(poll.spec, marks, paper=True)
    except kinds.BadSheet as bad:
        words = {"n": n, "why": _(bad.text) % bad.values}
        raise Refused(_("第 %(n)s 张：%(why)s。") % words) from None


def _read(poll, marks, n) -> bytes:
    return kinds.canonical(_marks(poll, marks, n))
