"""What the sitting says of a poll that decides an item of its agenda; the project wires the question to the room that knows."""

from typing import Any

from huying.ui import blocks


def standing(poll, at) -> dict[str, Any] | None:
    """{"base", "present", "members", "met", "sentence", "refused"} at that moment; None for a poll that stands alone.

    `members` are the memberships in the room that vote; `refused` says why it cannot be opened now, "" where it can.
    """
    return blocks.ask("ballots.standing", [(poll.pk, at)]).get(poll.pk)
