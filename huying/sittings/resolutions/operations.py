"""A carried text becomes a numbered resolution or decision; it is signed, published, repealed."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.case import Counter
from huying.kernel.process import Refused, creates, does

from ..switches import RESOLUTION_MARK
from .flow import FLOW
from .models import Resolution

ADOPTED = "adopted"


@creates(FLOW["record"])
def record(*, by, at, motion, kind="", in_force_on=None):
    """Only from a text whose declared poll adopted it. The number is the next one of the year (R-OWN-87)."""
    poll = motion.poll
    if motion.state != "carried" or poll is None or poll.state != "declared" or poll.outcome != ADOPTED:
        raise Refused(_("只有表决通过并且已经宣布的文本才能编号。"))
    if Resolution.objects.filter(motion=motion).exists():
        raise Refused(_("这个文本已经编号。"))
    kind = given.choice(
        kind or (motion.kind if motion.kind in Resolution.KINDS else "decision"), Resolution.KINDS, _("文种")
    )
    day = timezone.localdate(poll.closed_at or at)
    serial = Counter.take(f"resolution-{day.year}")
    row = Resolution(
        sitting=motion.sitting, item=motion.item, motion=motion, kind=kind, year=day.year, serial=serial,
        number=number(day.year, serial), title=motion.title, text="\n".join(motion.paragraphs), adopted_on=day,
        in_force_on=in_force_on, vote=figures(poll),
    )  # fmt: skip
    row.case = dockets.one_of_year(
        "JY", row.title, at
    )  # with its duties: their units do not read the sitting's story
    return row, {"number": row.number, "poll": poll.pk, "digest": poll.digest}


def number(year: int, serial: int) -> str:
    """溪常发〔2026〕12号; the word before it is a setting of the congress."""
    return f"{RESOLUTION_MARK.of()}〔{year}〕{serial}号"


def figures(poll) -> dict:
    """What the poll declared, kept with the text."""
    lines = {line["key"]: line["number"] for line in poll.result.get("lines", ())}
    objects = poll.result.get("objects") or [{}]
    return {
        "poll": poll.pk, "number": poll.number, "outcome": poll.outcome, "rule": poll.way.get("rule", ""),
        "digest": poll.digest, "lines": lines, "counts": objects[0].get("counts", {}),
    }  # fmt: skip


@does(FLOW["correct"])
def correct(row, *, by, at, reason, in_force_on=None, title=""):
    """Slips of the title and the day of coming into force; the adopted text itself is not touched."""
    row.title = given.line(title or row.title, _("标题"), 200)
    row.in_force_on = in_force_on or row.in_force_on
    return {"note": given.text(reason, _("理由"), 300)}


@does(FLOW["sign"])
def sign(row, *, by, at, signer="", signed_on=None):
    row.signer = given.line(signer or str(by), _("签署人"), 60)
    row.signed_on = signed_on or timezone.localdate(at)
    if row.signed_on < row.adopted_on:
        raise Refused(_("签署日期不能早于通过日期。"))
    return {"on": row.signed_on.isoformat()}


@does(FLOW["publish"])
def publish(row, *, by, at):
    row.published_on = timezone.localdate(at)


@does(FLOW["repeal"])
def repeal(row, *, by, at, reason, repealed_by=None):
    if repealed_by is not None and repealed_by.pk == row.pk:
        raise Refused(_("不能由自己废止自己。"))
    row.repealed_by = repealed_by
    row.reason = given.line(reason, _("理由"), 300)
    return {"note": row.reason, "by": repealed_by.pk if repealed_by else None}
