"""What is done with a petition (信访工作条例); clocks and articles stand in the flow."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import clocks
from huying.kernel.given import clean, needed
from huying.kernel.given import keep as store
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.words import recorded

from .. import words
from ..codes import codes
from ..operations.answering import tell_citizen
from ..operations.shared import chosen, day_of, living
from .flow import FLOW, RUNNING
from .models import RESULTS, UPHELD, Petition, PetitionOpinion

MODEL = Petition
__all__ = [
    "MODEL", "RUNNING", "accept", "ask_rereview", "ask_review", "end", "extend", "finish", "lapse", "open", "open_for",
    "reply", "rereview", "review", "turn_away",
]  # fmt: skip


@creates(FLOW["open"])
def open(*, by, at, voice, unit=None):
    return Petition(voice=voice, case_id=voice.case_id, opened_on=day_of(at), unit=unit)


def open_for(voice, *, by, at, handler=None, unit=None):
    return open(by=house(), at=at, voice=voice, unit=unit)


def _write(petition, kind, *, by, at, text, organ="") -> None:
    PetitionOpinion.objects.create(
        case_id=petition.case_id,
        petition=petition,
        kind=kind,
        organ=clean(organ)[:120],
        text=text,
        by=by,
        at=at,
    )


@does(FLOW["accept"])
def accept(petition, *, by, at, unit, text="", visitors=1, representatives=0):
    """Told in writing that it is received and who handles it; several who come together choose at most so many (R-PET-02)."""
    most = clocks.rules()[0].value("petition.representatives")
    if representatives > most:
        raise Refused(
            _("共同的信访事项推选代表，不得超过%(n)s人（《信访工作条例》第二十条第三款）。") % {"n": most}
        )
    if visitors > most and not representatives:
        raise Refused(_("%(n)s人以上共同走访的，请登记推选的代表人数。") % {"n": most})
    petition.unit, petition.accepted_on = living(unit), day_of(at)
    petition.visitors, petition.representatives = max(1, visitors), representatives
    with recorded():
        told = clean(text) or _("您反映的信访事项已受理，由%(unit)s办理。") % {"unit": petition.unit}
    _write(petition, "accept", by=by, at=at, text=told)
    return {"unit": petition.unit_id}


@does(FLOW["turn_away"])
def turn_away(petition, *, by, at, way, text=""):
    guidance = str(words.WAYS[chosen(way, words.WAYS, _("途径"))])
    whole = "\n".join(filter(None, [guidance, clean(text)]))
    petition.way = way
    _write(petition, "turn_away", by=by, at=at, text=whole)
    tell_citizen(petition, at=at, outcome="referred", text=whole, reason=str(words.WAY_NAMES[way]))
    return {"way": way}


@does(FLOW["extend"])
def extend(petition, *, by, at, text, approver=""):
    """Once, at most thirty days, approved by the head of the organ, with the reason told (第三十四条)."""
    if petition.extended:
        raise Refused(_("已经延长过一次，不能再延长。"))
    running = clocks.running(petition).filter(kind="voice.handle").first()
    if running is not None and running.due_on and running.due_on < day_of(at):
        raise Refused(_("办理期限已于 %(day)s 届满，不能再延长。") % {"day": running.due_on.isoformat()})
    petition.extended = True
    who = clean(approver) if by.role != "leader" else str(by)
    _write(
        petition,
        "extend",
        by=by,
        at=at,
        text=needed(text, _("延期理由")),
        organ=needed(who, _("批准的负责人")),
    )


@does(FLOW["reply"])
def reply(petition, *, by, at, result, text, files=()):
    """The written opinion on the matter; it is the answer to the voice, and opens the thirty days for a review."""
    petition.result, petition.replied_on = chosen(result, RESULTS, _("处理结果")), day_of(at)
    text = needed(text, _("处理意见"))
    _write(petition, "reply", by=by, at=at, text=text, organ=str(petition.unit or ""))
    store(files, petition, by=by, at=at)
    outcome = {"supported": "solved", "partly": "solved"}.get(result, "cannot")
    reason = "" if outcome == "solved" else str(RESULTS[result])
    tell_citizen(petition, at=at, outcome=outcome, text=text, reason=reason)
    return {"result": result}


def _ask(petition, *, by, at, reason, code, kind):
    """By number and code, or entered by the office for who came; inside the thirty days."""
    if by.role == "public" and not codes.fits(petition.voice, code):
        raise Refused(_("编号或者查询码不对。"))
    window = clocks.running(petition).filter(kind="voice.review").first()
    if window is not None and window.due_on is not None and window.due_on < day_of(at):
        raise Refused(
            _("请求期限已于 %(day)s 届满（《信访工作条例》第三十五条、第三十六条）。")
            % {"day": window.due_on.isoformat()}
        )
    _write(petition, "ask", by=by, at=at, text=needed(reason, kind))


@does(FLOW["ask_review"])
def ask_review(petition, *, by, at, reason, code=""):
    _ask(petition, by=by, at=at, reason=reason, code=code, kind=_("请求复查的理由"))


@does(FLOW["review"])
def review(petition, *, by, at, result, organ, text):
    petition.review = chosen(result, UPHELD, _("复查结果"))
    _write(
        petition,
        "review",
        by=by,
        at=at,
        text=needed(text, _("复查意见")),
        organ=needed(organ, _("作出意见的机关")),
    )


@does(FLOW["ask_rereview"])
def ask_rereview(petition, *, by, at, reason, code=""):
    _ask(petition, by=by, at=at, reason=reason, code=code, kind=_("请求复核的理由"))


@does(FLOW["rereview"])
def rereview(petition, *, by, at, result, organ, text):
    petition.rereview = chosen(result, UPHELD, _("复核结果"))
    _write(
        petition,
        "rereview",
        by=by,
        at=at,
        text=needed(text, _("复核意见")),
        organ=needed(organ, _("作出意见的机关")),
    )


@does(FLOW["finish"])
def finish(petition, *, by, at):
    """The thirty days are over and nobody asked."""
    window = clocks.running(petition).filter(kind="voice.review").first()
    if window is not None and (window.due_on is None or window.due_on >= day_of(at)):
        day = window.due_on.isoformat() if window.due_on else _("日历公布之日")
        raise Refused(_("信访人在 %(day)s 以前还可以请求复查或者复核。") % {"day": day})


@does(FLOW["end"])
def end(petition, *, by, at):
    """Another round was asked for: this file ends where it stands."""


def lapse(*, at) -> int:
    """Daily job: windows for review that have passed unused; how many."""
    rows = Petition.objects.filter(state__in=("replied", "reviewed"), due_on__lt=timezone.localdate(at))
    done = 0
    for petition in rows.order_by("pk")[:1000]:
        finish(petition, by=house(), at=at)
        done += 1
    return done
