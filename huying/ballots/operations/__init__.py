"""The steps of a poll."""

from .drafting import again, amend, prepare, propose
from .ending import annul, count, declare, publish
from .paper import (
    enter_paper,
    issue_paper,
    reread_paper,
    settle_paper,
    strike_paper,
    take_back_paper,
)
from .prints import check_prints, draw_prints
from .running import close, close_due, open

__all__ = [
    "again", "amend", "annul", "check_prints", "close", "close_due", "count", "declare", "draw_prints", "enter_paper",
    "issue_paper", "open", "prepare", "propose", "publish", "reread_paper", "settle_paper", "strike_paper", "take_back_paper",
]  # fmt: skip
