"""What becomes of bookings when their hour is over: who was received, who was left waiting, who did not come (R-OWN-63, -64)."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.clocks import rules
from huying.kernel.process import house
from huying.kernel.rounds import each_row

from ..models import Booking, Message
from .operations import alert, call_off, close, lapse, tell
from .queries import TAKES


def days(key: str) -> int:
    """A number of days that the congress chose (profile, stations.…)."""
    return rules()[0].value(f"stations.{key}")


def _spoken():
    """Was the last line of the talk the citizen's? None where nobody wrote."""
    last = Message.everywhere.filter(booking=OuterRef("pk")).order_by("-pk")
    return Subquery(last.values("is_citizen")[:1])


def _quiet(rows, at):
    """Talks whose hour has begun, whose last line is the citizen's, and of which nobody was told."""
    today = timezone.localdate(at)
    rows = rows.filter(state="talking", alerted_at=None, slot__day__lte=today).annotate(waits=_spoken())
    return [b for b in rows.filter(waits=True).select_related("slot").order_by("pk") if _over(b.slot, at)]


def _over(slot, at) -> bool:
    begins = timezone.make_aware(datetime.combine(slot.day, slot.starts_at))
    return at >= begins + timedelta(minutes=slot.minutes)


def any_quiet(at) -> bool:
    """In any congress: is there work for the timetable?"""
    return bool(_quiet(Booking.everywhere, at))


def alert_due(*, at) -> int:
    """The hour is over and the citizen's words stand unanswered: keepers are told; how many talks."""
    return each_row(_quiet(Booking.objects, at), lambda b: alert(b, by=house(), at=at))


def missed(reception, *, at) -> None:
    """Nobody came to receive: those who booked are told, and may wait for another day or choose another hour."""
    for row in Booking.objects.filter(reception=reception, state__in=TAKES).order_by("pk"):
        tell(row, _("很抱歉，接待的人没有到，接待没有进行。定了补办的日子会再告诉您，您也可以另选时间。"), at)


def made_up(reception, *, at) -> None:
    """Another day was found: the place is kept for it."""
    words = _("没有进行的接待改在%(day)s补办，您的名额保留；不能来的请取消。")
    for row in Booking.objects.filter(reception=reception, state__in=TAKES).order_by("pk"):
        tell(row, words % {"day": f"{reception.day:%Y-%m-%d} {reception.starts_at:%H:%M}"}, at)


def reported(reception, *, at, came: list[int] | None) -> None:
    """The reception was held. `came`: ids of bookings whose people were there, the others were not; None: not said."""
    if came is None:
        return
    for row in Booking.objects.filter(reception=reception, state="booked").order_by("pk"):
        if row.pk in came:
            close(row, by=house(), at=at, summary=_("已经到站当面谈过。"))
        else:
            lapse(row, by=house(), at=at)


def daily(*, at) -> dict[str, int]:
    """Who said nothing in an hour online that was held ("absent"), whose reception was not held ("unheld"), or of whom no
    report says whether they came ("unsaid"), talks of an hour long over ("ended"); "alerted": talks that nobody answered.

    Of a reception at a station only its report makes somebody absent, and does so at once (`reported`).
    """
    today = timezone.localdate(at)
    booked = Booking.objects.filter(state="booked").order_by("pk")
    since = today - timedelta(days=days("absent_days"))
    gone, held = Q(slot__day__lte=since), Q(slot__state="closed", slot__summary__gt="")
    unheld = gone & ~held | Q(
        reception__state="missed", reception__day__lte=today - timedelta(days=days("unheld_days"))
    )
    done = {
        "alerted": alert_due(at=at),
        "absent": each_row(booked.filter(gone & held), lambda b: lapse(b, by=house(), at=at)),
        "unheld": each_row(booked.filter(unheld), lambda b: call_off(b, by=house(), at=at)),
        "unsaid": each_row(_unsaid(booked, today, since), lambda b: _end_unsaid(b, at)),
    }
    last = today - timedelta(days=days("talk_days"))
    talks = Booking.objects.filter(state="talking", slot__day__lte=last).annotate(waits=_spoken())
    return {**done, "ended": each_row(talks.order_by("pk"), lambda b: _end(b, at))}


def _unsaid(booked, today, since):
    """The host was there, and nobody wrote down what came of it, or not of these people: neither side is said to have
    stayed away."""
    unwritten = today - timedelta(days=days("unheld_days"))
    return booked.select_related("reception").filter(
        Q(reception__state="present", reception__signed_at__date__lte=unwritten)
        | Q(reception__state="held", reception__day__lte=since)
    )


def _end_unsaid(booking, at) -> None:
    words = (
        _("接待已经进行，记录里没有写明您是否到站。事情还没有谈成的，请另选时间，或者在网上反映。")
        if booking.reception.state == "held"
        else _("接待的人已经到站，这次接待没有留下记录。事情还没有谈成的，请另选时间，或者在网上反映。")
    )
    close(booking, by=house(), at=at, summary=words)


def _end(booking, at) -> None:
    """What nobody answered is handed over to triage; what was answered is closed."""
    words = _("代表没有回话，您说的事已转为民情办理。") if booking.waits else _("约定的时间已过，交谈结束。")
    close(booking, by=house(), at=at, summary=words, hand_over=bool(booking.waits))
