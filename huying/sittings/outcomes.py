"""What a declared poll decides in this room: a text, an amendment, the test of a hearing; and its next round. Hung on the
wiring board."""

from huying.kernel.process import house

from . import polling, polls
from .amendments import operations as amendments
from .hearings import operations as hearings
from .models import Amendment, Hearing, ItemPoll, Motion
from .motions import operations as motions


def after_declare(poll, *, by, at):
    """Runs inside the step that declares the poll, as the house. A poll without quorum adopted nothing."""
    if not polling.stands(poll):
        return  # it may be put to the vote again
    adopted = poll.outcome == polling.ADOPTED
    for amendment in Amendment.objects.filter(poll=poll, state="put"):
        (amendments.carry if adopted else amendments.lose)(amendment, by=house(), at=at)
    for motion in Motion.objects.filter(poll=poll, state="fixed"):
        (motions.carry if adopted else motions.lose)(motion, by=house(), at=at)
    for hearing in Hearing.objects.filter(poll=poll, state="arranged"):
        hearings.take_result(hearing, by=house(), at=at)


def after_again(poll, *, by, at):
    """The next round decides the same item; the text, amendment or hearing that waited for the first waits for this one.

    As the person who asked for it: who may propose polls may put a matter to the vote.
    """
    link = ItemPoll.objects.filter(poll=poll).select_related("item").first()
    if link is None:
        return
    following = poll.rounds.order_by("pk").last()
    polls.with_link(link.item, following, by=by, at=at)
    for amendment in Amendment.objects.filter(poll=poll, state="put"):
        amendments.take_back(amendment, by=by, at=at)
        amendments.put(amendment, by=by, at=at, poll=following)
    for motion in Motion.objects.filter(poll=poll, state="fixed"):
        motions.put(motion, by=by, at=at, poll=following)
    for hearing in Hearing.objects.filter(poll=poll, state="arranged"):
        hearings.put(hearing, by=by, at=at, poll=following)
