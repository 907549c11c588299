"""Opinions of a debate: drafted from chosen passages, agreed, handed over with a clock, reported on, judged."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.case import Counter
from huying.kernel.process import Refused, creates, does
from huying.kernel.words import recorded

from ..speeches.models import Speech
from .flow import FLOW
from .models import Deliberation, Report

MOST_QUOTES = 100


@creates(FLOW["draft"])
def draft(*, by, at, item, unit, title="", speeches=(), hide_names=False, text=""):
    """`speeches`: those of the item from which the first text is drawn, one point each; the text may be given instead."""
    if item.sitting.state in ("planned", "set", "notified", "cancelled"):
        raise Refused(_("会议还没有举行。"))
    if not unit.is_active:
        raise Refused(_("这个单位已经停用。"))
    row = Deliberation(
        sitting=item.sitting, item=item, unit=unit,
        title=given.line(title or _("关于“%(item)s”的审议意见") % {"item": item.title}, _("标题"), 200),
        quotes=_quotes(item, speeches, hide_names),
    )  # fmt: skip
    row.text = given.text(text, _("正文"), 200_000, required=False) or drawn(row.quotes)
    row.case = dockets.one_of_year("SY", row.title, at)  # the unit reads its story, not the sitting's
    return row, {"item": item.pk, "unit": unit.pk, "quotes": len(row.quotes)}


def _quotes(item, speeches, hide) -> list[dict]:
    chosen = [s for s in speeches if s.item_id == item.pk]
    if len(chosen) != len(list(speeches)):
        raise Refused(_("只能从这一项的发言里摘取。"))
    if len(chosen) > MOST_QUOTES:
        raise Refused(_("最多摘取 %(n)s 篇发言。") % {"n": MOST_QUOTES})
    return [
        {"speech": s.pk, "who": s.who, "text": s.summary or s.text, "hidden": bool(hide)}
        for s in chosen
        if s.words
    ]


@recorded()
def drawn(quotes) -> str:
    """The first text: one numbered point for each passage, with the speaker's name or without."""
    lines = []
    for n, q in enumerate(quotes, 1):
        who = "" if q["hidden"] else _("（%(who)s）") % {"who": q["who"]}
        lines.append(f"{n}. {q['text']}{who}")
    return "\n".join(lines)


@does(FLOW["edit"])
def edit(row, *, by, at, text, title="", is_public=True):
    row.text = given.text(text, _("正文"), 200_000)
    row.title = given.line(title or row.title, _("标题"), 200)
    row.is_public = bool(is_public)
    return {"length": len(row.text)}


@does(FLOW["agree"])
def agree(row, *, by, at, agreed_by):
    """By the council of chairpersons; which meeting is written down."""
    row.agreed_by = given.line(agreed_by, _("由哪次会议同意"), 200)
    return {"by": row.agreed_by}


@does(FLOW["send"])
def send(row, *, by, at, report_by=None):
    """To the unit. `report_by`: a day that the resolution or the opinions name, told beside the rule's own."""
    today = timezone.localdate(at)
    if report_by is not None and report_by <= today:
        raise Refused(_("报告日期应当在今天以后。"))
    row.sent_on, row.report_by = today, report_by
    if not row.number:
        words = {"year": today.year, "n": Counter.take(f"deliberation-{today.year}")}
        with recorded():
            row.number = _("审议意见〔%(year)s〕%(n)s号") % words
    return {"number": row.number, "report_by": report_by.isoformat() if report_by else None}


@does(FLOW["report"])
def report(row, *, by, at, text, signer, is_public=True, files=()):
    """The unit's written report, signed by its head."""
    row.rounds += 1
    Report.objects.create(
        case_id=row.case_id, deliberation=row, round=row.rounds, by=by, at=at, text=given.text(text, _("研究处理情况"), 200_000),
        signer=given.line(signer, _("签发人"), 40), is_public=bool(is_public),
    )  # fmt: skip
    return given.with_files({"round": row.rounds}, files, row, by, at)


@does(FLOW["send_back"])
def send_back(row, *, by, at, reason):
    row.reason = given.text(reason, _("理由"), 2000)
    return {"note": row.reason}


@does(FLOW["close"])
def close(row, *, by, at, verdict, reason=""):
    row.verdict = given.choice(verdict, Deliberation.VERDICTS, _("评价"))
    row.reason = given.text(reason, _("说明"), 2000, required=False)
    return {"verdict": row.verdict, "note": row.reason}


@does(FLOW["drop"])
def drop(row, *, by, at, reason):
    row.reason = given.text(reason, _("理由"), 2000)
    return {"note": row.reason}


def speeches_of(item):
    """Speeches of an item that have something to quote."""
    return (
        Speech.objects.filter(item=item, state__in=("spoken", "signed"))
        .exclude(text="", summary="")
        .order_by("place", "pk")
    )
