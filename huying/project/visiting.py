"""What visits, talks and receptions set going elsewhere: findings become voices, and hear what became of them."""

from django.utils.translation import gettext as _

from huying.kernel import files, process
from huying.stations.bookings import operations as bookings
from huying.stations.visits import operations as visits
from huying.voices import operations as voices

# step of a voice → what its visit is told
OUTCOMES = {
    "settle": "solved", "fulfil": "solved", "answer": "answered", "share_answer": "answered", "explain": "answered",
    "refer": "answered", "decline": "declined", "reopen": "handed", "take_back": "handed",
}  # fmt: skip
TELLERS = ("keeper", "deputy", "clerk")


def hear_findings(visit, *, by, at):
    """Each finding that is no voice yet becomes one, in the name of whoever wrote it down."""
    teller = by if by.role in TELLERS else process.house()
    numbers = {}
    for place, found in enumerate(visit.findings):
        if found["number"]:
            continue
        urgent = {"urgency": "urgent", "urgency_reason": _("走访中发现")} if found["urgent"] else {}
        voice = voices.hear(
            by=teller,
            at=at,
            text=found["text"],
            channel="visit",
            area=visit.area,
            place=found["place"] or visit.place,
            files=files.copies(files.of(visit)),
            **urgent,
        )
        numbers[place] = voice.number
    if numbers:
        visits.tie(visit, by=process.house(), at=at, numbers=numbers)


def hear_booking(booking, *, by, at):
    """A talk that ends with something to be handled: the citizen's words and files go to triage, the number comes back."""
    if not booking.hand_over:
        return
    words = list(booking.messages.filter(is_citizen=True).order_by("pk"))
    said = [booking.text, *(m.text for m in words)]
    sent = files.of(booking).filter(pk__in=[pk for m in words for pk in m.files])
    voice = voices.hear(
        by=process.house(), at=at, text="\n".join(filter(None, said)), channel="web", station=booking.station,
        author=booking.author, phone=booking.phone, files=files.copies(sent),
    )  # fmt: skip
    bookings.hear_number(booking, by=process.house(), at=at, number=voice.number, secret=voice.fresh_code)


def tell_bookings(event, *, by, at):
    """An hour that moved or will not take place: those who booked it hear so."""
    bookings.event_changed(event, at=at, cancelled=event.state == "cancelled", reason=event.reason)


def tell_visits(outcome: str):
    """The visit that found the matter is told what became of it."""

    def follow(voice, *, by, at):
        visits.follow(voice.home_case_id, voice.number, outcome, at=at)

    follow.__name__ = f"tell_visits_{outcome}"
    return follow
