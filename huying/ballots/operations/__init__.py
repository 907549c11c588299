"""The steps of a poll."""

from .drafting import again, amend, prepare, propose
from .ending import annul, count, declare, publish
from .paper import (
    check_prints,
    enter_paper,
    issue_paper,
    reread_paper,
    settle_paper,
    strike_paper,
    take_back_paper,
)
from .running import close, close_due, open

__all__ = [
    "again", "amend", "annul", "check_prints", "close", "close_due", "count", "declare", "enter_paper", "issue_paper", "open",
    "prepare", "propose", "publish", "reread_paper", "settle_paper", "strike_paper", "take_back_paper",
]  # fmt: skip
