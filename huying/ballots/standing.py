"""What the sitting says of a poll that decides an item of its agenda; the project wires the questions to the room that knows."""

from typing import Any

from huying.ui import blocks


def standing(poll, at) -> dict[str, Any] | None:
    """{"base", "present", "members", "met", "sentence", "refused"} at that moment; None for a poll that stands alone.

    `members` are the memberships in the room that vote; `refused` says why it cannot be opened now, "" where it can.
    """
    return blocks.ask("ballots.standing", [(poll.pk, at)]).get(poll.pk)


def roll_of(poll) -> list[tuple] | None:
    """[(membership, number)]: everybody with a vote in the poll's sitting; None for a poll that stands alone."""
    return blocks.ask("ballots.roll", [poll.pk]).get(poll.pk) if poll.pk else None


def awaited(poll) -> str:
    """Who waits for the result line by line, as a refusal of other lines says it; "" where nobody does."""
    return blocks.ask("ballots.awaited", [poll.pk]).get(poll.pk, "") if poll.pk else ""
