"""What a declared poll decides in this room: a text, an amendment, the test of a hearing. Hung on the wiring board."""

from huying.kernel.process import house

from . import polling
from .amendments import operations as amendments
from .hearings import operations as hearings
from .models import Amendment, Hearing, Motion
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
