"""What a declared poll decides here; named on the wiring board, done by the house."""

from huying.kernel.process import house

from ..models import Appraisal
from .operations import put_there, take_result


def after_declare(poll, *, by, at):
    """Without a quorum, or void, nothing is taken: it may be put again."""
    for row in Appraisal.objects.filter(poll=poll, state="put"):
        if row.stands():
            take_result(row, by=house(), at=at)


def after_again(poll, *, by, at):
    """The next round decides what waited for the first; where a sitting put it, the sitting's hearing brings it along."""
    following = poll.rounds.order_by("pk").last()
    for row in Appraisal.objects.filter(poll=poll, state="put"):
        put_there(row, by=house(), at=at, poll=following)
