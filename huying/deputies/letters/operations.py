"""Writing to a deputy, the answer, and what happens when there is none."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import clocks, process, slipcodes
from huying.kernel import files as shelf
from huying.kernel.crypto import blind_index
from huying.kernel.given import clean, needed
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.rounds import each_row
from huying.kernel.words import recorded

from ..models import DeputyCard, Letter, LetterRating, Posting
from . import words
from .flow import FLOW
from .queries import KIND


@creates(FLOW["write"])
def write(*, by, at, member, text, consent, author="", phone="", files=(), code_seed=""):
    """From the public page of a deputy who takes letters. `letter.fresh_code` is shown once."""
    if not consent:
        raise Refused(_("请先阅读并同意隐私说明。"))
    if not DeputyCard.objects.filter(member=member, state="shown", takes_letters=True).exists():
        raise Refused(_("这位代表现在不接收网上来信，可以到联络站反映。"))
    text = needed(text, _("信的内容"))
    day = timezone.localdate(at)
    with recorded():
        case = process.new_case(_("给%(name)s代表的信") % {"name": member}, day)
    posted = Posting.objects.filter(member=member, state="confirmed").order_by("since", "pk").first()
    letter = Letter(
        case=case, number=case.number, member=member, station=posted.station if posted else None, text=text,
        written_on=day,
    )  # fmt: skip
    _identify(letter, author, phone)
    _show_code(letter, code_seed)
    for upload in files or ():
        shelf.store(upload, case=case, by=by, at=at, subject=letter)
    return letter, {"member": member.pk}


def _identify(letter, author, phone) -> None:
    letter.author, letter.phone = clean(author)[:60], slipcodes.plain(clean(phone))[:40]
    letter.phone_index = blind_index(letter.phone)


def _show_code(letter, seed="") -> None:
    letter.fresh_code = slipcodes.fresh(KIND, seed)
    letter.code_digest = slipcodes.digest(KIND, letter.number, letter.fresh_code)


def fits(letter, code: str) -> bool:
    return slipcodes.fits(KIND, letter, code)


def _prove(letter, by, code) -> None:
    if by.role == "public" and not fits(letter, code):
        raise Refused(_("编号或者查询码不对。"))


@does(FLOW["confirm"])
def confirm(letter, *, by, at, code=""):
    """The citizen types the code; only then the deputy gets the letter and the clock runs."""
    _prove(letter, by, code)
    letter.confirmed_on = timezone.localdate(at)


@does(FLOW["answer"])
def answer(letter, *, by, at, text, files=()):
    """By the deputy, by the keeper who took over, or entered by a clerk for the deputy."""
    letter.answer, letter.answered_on = needed(text, _("回信")), timezone.localdate(at)
    letter.answered_by = letter.member if by.role == "clerk" else by
    for upload in files or ():
        shelf.store(upload, case=letter.case, by=by, at=at, subject=letter)
    return {"late": letter.alerted_on is not None}


@does(FLOW["alert"])
def alert(letter, *, by, at):
    """The deputy's days are over: the keepers of the deputy's stations are told, once."""
    if letter.alerted_on:
        raise Refused(_("已经提醒过。"))
    letter.alerted_on = timezone.localdate(at)


@does(FLOW["take_over"])
def take_over(letter, *, by, at):
    letter.taken_by = by


@does(FLOW["hand_to_triage"])
def hand_to_triage(letter, *, by, at, note=""):
    """The wiring board registers a voice of it, which goes the way of all voices."""
    return {"note": clean(note)[:300]}


@does(FLOW["decline"])
def decline(letter, *, by, at, reason):
    """For a reason of the fixed list, which the writer reads."""
    if reason not in words.DECLINES or (by.role != "house" and reason not in words.BY_HAND):
        raise Refused(_("请选择不予转送的理由。"))
    letter.declined = reason
    return {"reason": reason}


@does(FLOW["rate"])
def rate(letter, *, by, at, rating, reason="", code=""):
    """By number and code; a keeper enters what was said on the telephone."""
    _prove(letter, by, code)
    if rating not in words.RATINGS:
        raise Refused(_("请选择评价。"))
    if last := clocks.shut_on(letter, "letter.rate", timezone.localdate(at)):
        raise Refused(_("评价的期限已于 %(day)s 届满。") % {"day": last.isoformat()})
    letter.rating, letter.rating_reason = rating, clean(reason)[:300]
    LetterRating.objects.create(
        case_id=letter.case_id, letter=letter, rating=rating, reason=letter.rating_reason, at=at, by=by
    )
    return {"rating": rating}


@does(FLOW["close"])
def close(letter, *, by, at):
    pass


@does(FLOW["unmask"])
def unmask(letter, *, by, at, text):
    """Leave to look at name and number; the trace says who and why, never what was seen."""
    return {"note": needed(text, _("查看的理由"))}


@does(FLOW["renew_code"])
def renew_code(letter, *, by, at):
    """A new code for a lost one; `fresh_code` is to be handed over now."""
    _show_code(letter)


@does(FLOW["correct"])
def correct(letter, *, by, at, author="", phone=""):
    """As the person says; empty deletes."""
    _identify(letter, author, phone)
    return {"columns": ["author", "phone"]}


def daily(*, at) -> dict:
    """What a day brings by itself: unconfirmed letters end, late ones are told, answered ones close after their window."""
    today, by = timezone.localdate(at), house()
    unconfirmed = Letter.objects.filter(state="said", due_on__lt=today).order_by("pk")
    overdue = Letter.objects.filter(state="received", alerted_on=None, due_on__lt=today).order_by("pk")
    late = [b for b in overdue if clocks.running(b).filter(kind="letter.answer", due_on__lt=today).exists()]
    # one without a day (a year that the calendar does not know) stays open
    over = Q(due_on__lt=today) | Q(due_on=None) & ~Q(rating="")
    answered = Letter.objects.filter(over, state="answered").order_by("pk")
    return {
        "unconfirmed": each_row(unconfirmed, lambda b: decline(b, by=by, at=at, reason="unconfirmed")),
        "alerted": each_row(late, lambda b: alert(b, by=by, at=at)),
        "closed": each_row(answered, lambda b: close(b, by=by, at=at)),
    }
