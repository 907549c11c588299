"""What the steps of a poll ask."""

from .ending import Again, Declare, Publish, Reason
from .listing import Filter
from .paper import Numbers, Paper, Reread, Settle, Sheets, Strike, TakeBack
from .roll import Close, Open, Prepare
from .setting_up import Amend, Propose, listed
from .sheet import Vote

STEPS = {
    "propose": Propose, "amend": Amend, "prepare": Prepare, "open": Open, "issue_paper": Numbers, "enter_paper": Paper,
    "settle_paper": Settle, "strike_paper": Strike, "take_back_paper": TakeBack, "check_prints": Sheets,
    "reread_paper": Reread, "declare": Declare, "publish": Publish, "again": Again, "annul": Reason, "close": Close,
}  # fmt: skip

__all__ = ["STEPS", "Close", "Filter", "Vote", "listed"]
