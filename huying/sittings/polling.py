"""What a poll means for what was put to the vote by it."""

from django.utils.translation import gettext as _

from huying.kernel.process import house

ADOPTED = "adopted"
NOTHING_DECIDED = ("no_quorum", "void")  # counted, but no vote of the body: it may be put again


def stands(poll) -> bool:
    """Does this poll still decide the matter, or has it?"""
    if poll is None or poll.state == "annulled":
        return False
    return not (poll.state == "declared" and poll.outcome in NOTHING_DECIDED)


def why_not_again(poll) -> str:
    """A refusal while a poll on the matter stands."""
    return _("已经交付表决，先宣布结果或者把那次表决作废。") if stands(poll) else ""


def preparer(by):
    """Who prepares the poll: the clerk who put the matter to the vote; for a leader the house does the paperwork."""
    return by if by.role == "clerk" else house()
