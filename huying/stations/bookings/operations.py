"""Booking a place, talking in writing, ending with a record. Citizens show by number and code that a booking is theirs."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from huying.kernel import clocks, delivery, dockets, files, given
from huying.kernel.crypto import blind_index
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.words import recorded

from ..models import Booking, Message
from . import confirming
from .codes import codes
from .flow import FLOW
from .queries import TAKES, taken

LONGEST = 4000
ANSWER = "booking.answer"  # runs from the citizen's first line that nobody has answered
# places that are open at one time: of one event and of all together, by one telephone and by one address of the network
BY_PHONE, BY_ORIGIN = (1, 3), (2, 6)


@creates(FLOW["book"])
def book(
    *, by, at, text, slot=None, reception=None, author="", phone="", consent=True, code_seed="", origin=""
):
    """One place of an hour online or of an announced reception, while there is one. `fresh_code` is to be read now.

    `origin`: the address of the network from which the public asks; only its keyed digest is kept.
    """
    if not consent:
        raise Refused(_("请先阅读并同意隐私说明。"))
    event = slot or reception
    if event is None or (slot is not None and reception is not None):
        raise Refused(_("请选择要预约的一次接待。"))
    row = Booking(
        slot=slot, reception=reception, host_id=event.host_id, station_id=event.station_id,
        text=given.text(text, _("想谈什么"), LONGEST), author=given.text(author, _("怎么称呼您"), 60, required=False),
        phone=given.text(phone, _("手机号"), 40, required=False), consented_at=at if by.role == "public" else None,
    )  # fmt: skip
    row.phone_index, row.origin = blind_index(codes.plain(row.phone)), blind_index(origin)
    row.hold()
    event.refresh_from_db()
    _bookable(event, at)
    if by.role == "public":
        _modest(row)
    if by.role == "keeper" and not row.keeps(by):
        raise Refused(_("只能代录自己联络的站点的预约。"))
    row.confirm_by = confirming.until(event, at) if by.role == "public" else None
    row.case = dockets.one_of_year("YY", event, at)
    row.number, row.fresh_code = row.case.number, codes.fresh(code_seed)
    row.code_digest = codes.digest(row.number, row.fresh_code)
    return row, {"of": "slot" if slot else "reception", "event": event.pk}


def _bookable(event, at) -> None:
    kind = event.FLOW.subject.removesuffix("s")
    open_now = event.state == ("open" if kind == "slot" else "announced")
    if not open_now or event.day < timezone.localdate(at):
        raise Refused(_("这一次接待已经不能预约。"))
    if taken(kind, [event.pk]).get(event.pk, 0) >= event.capacity:
        raise Refused(_("已经约满，请选别的时间，或者直接在网上反映。"))


def _modest(row) -> None:
    """Nobody takes the places of others: what is open is counted, so a place given back may be booked again."""
    waiting = Booking.objects.filter(state__in=TAKES).order_by()
    here = Q(slot=row.slot_id) if row.slot_id else Q(reception=row.reception_id)
    if row.phone_index:
        own = waiting.filter(phone_index=row.phone_index)
        if own.filter(here).count() >= BY_PHONE[0]:
            raise Refused(_("这个手机号已经约了这一次，请凭编号和查询码查看；要改的，先取消再约。"))
        if own.count() >= BY_PHONE[1]:
            raise Refused(
                _("这个手机号已有 %(n)s 个没有办结的预约，请先谈完或者取消一个。") % {"n": BY_PHONE[1]}
            )
    if row.origin:
        own = waiting.filter(origin=row.origin)
        if own.filter(here).count() >= BY_ORIGIN[0] or own.count() >= BY_ORIGIN[1]:
            raise Refused(
                _(
                    "从这个网络地址预约的位置已经不少，剩下的留给别人。确实需要的，请打电话到联络站，由工作人员代为预约。"
                )
            )


def prove(row, by, code) -> None:
    """Whoever has no account shows that the booking is theirs."""
    if by.role == "public" and not codes.fits(row, code):
        raise Refused(_("编号或者查询码不对。"))


@does(FLOW["confirm"])
def confirm(row, *, by, at, code=""):
    """Who booked says once more that the place is wanted; a keeper or clerk after a call."""
    prove(row, by, code)
    row.confirmed_at = at


@does(FLOW["free"])
def free(row, *, by, at):
    """The hours to confirm are over: the place is for others, and whoever left a telephone hears so."""
    tell(row, _l("您的预约没有按时确认，名额已放开；还需要的，请重新预约。"), at)


def free_due(*, at) -> int:
    """Places that nobody confirmed in time fall free; how many did. Of the congress being served."""
    count = 0
    for row in confirming.overdue(Booking.objects, at):
        try:
            free(row, by=house(), at=at)
            count += 1
        except Refused:  # confirmed, talked or cancelled this very moment
            continue
    return count


@does(FLOW["say"])
def say(row, *, by, at, text="", uploads=(), code=""):
    """One message, with files; both sides read it."""
    prove(row, by, code)
    if row.slot is not None and row.slot.day > timezone.localdate(at) and by.role == "public":
        raise Refused(_("还没有到约定的日子，到时候再来交谈；要补充的可以取消后重新预约。"))
    kept = [files.store(upload, case=row.case, by=by, at=at, subject=row).pk for upload in uploads or ()]
    said = given.text(text, _("留言"), LONGEST, required=not kept)
    Message.objects.create(
        case_id=row.case_id, booking=row, is_citizen=by.role == "public", text=said, files=kept, at=at, by=by
    )
    row.begins_to_wait = by.role == "public" and not clocks.running(row).filter(kind=ANSWER).exists()
    if by.role != "public":
        clocks.drop(row, ANSWER)
    return {"citizen": by.role == "public"}


@does(FLOW["alert"])
def alert(row, *, by, at):
    """The hour is over, the citizen's words stand unanswered: the keepers are told, once, and the citizen that they are."""
    row.alerted_at = at
    tell(row, _l("接待的代表还没有回话，已提醒联络站跟进。"), at)


@does(FLOW["close"])
def close(row, *, by, at, summary, hand_over=False):
    """The record that the citizen reads; `hand_over`: what was said becomes a voice with its own number."""
    row.summary, row.hand_over = given.text(summary, _("办结说明"), LONGEST), bool(hand_over)
    if not hand_over:
        tell(row, _l("您预约的接待已经办结，请凭编号和查询码查看。"), at)
    elif by.role == "house":
        tell(row, _l("没有人回话，您说的事已转为民情办理，请凭编号和查询码查看。"), at)
    return {"hand_over": row.hand_over}


@does(FLOW["cancel"])
def cancel(row, *, by, at, reason="", code=""):
    """By the citizen with the code, or by the other side with a reason, which the citizen is told."""
    prove(row, by, code)
    row.reason = given.text(reason, _("原因"), 500, required=by.role != "public")
    if by.role != "public":
        tell(row, _l("您预约的接待已取消，原因请凭编号和查询码查看。"), at)
    return {"by_citizen": by.role == "public", "note": row.reason}


@does(FLOW["hear_number"])
def hear_number(row, *, by, at, number, secret=""):
    """The voice that was made of it. Its code stands here encrypted, for the citizen who proves this booking."""
    row.voice_number, row.voice_code = number, secret
    return {"number": number}


@does(FLOW["lapse"])
def lapse(row, *, by, at):
    """The day has passed and nobody said anything."""


@does(FLOW["call_off"])
def call_off(row, *, by, at):
    """Nobody was there to receive: that is not the citizen's absence."""
    tell(row, _l("很抱歉，您预约的接待没有进行。请另选时间，或者在网上反映。"), at)


def event_changed(event, *, at, cancelled: bool, reason: str = "") -> None:
    """The hour was moved or will not take place: every open booking of it hears so."""
    kind = event.FLOW.subject.removesuffix("s")
    for row in Booking.objects.filter(**{kind: event}, state__in=TAKES).order_by("pk"):
        if cancelled:
            cancel(row, by=house(), at=at, reason=reason or _("接待已取消。"))
        else:
            tell(row, _l("您预约的接待改了时间或者地点，请凭编号和查询码查看。"), at)


def tell(row, words, at) -> None:
    """A line to the telephone that was left, if any; it says the number, never the matter. `words` are worded here."""
    if row.phone:
        name = row.congress.short or row.congress.name
        with recorded():
            text = _("【%(name)s人大】%(words)s编号 %(number)s。") % {
                "name": name,
                "words": words,
                "number": row.number,
            }
        delivery.message(row.phone, text, at=at)
