"""What the steps of a poll ask."""

from .ending import Again, Declare, Publish, Reason
from .handing_out import Numbers
from .listing import Filter
from .paper import Paper, Reread, Settle, Strike, TakeBack
from .prints import DrawPrints, Prints
from .roll import Close, Open, Prepare
from .setting_up import Amend, Propose, listed
from .sheet import Vote

STEPS = {
    "propose": Propose, "amend": Amend, "prepare": Prepare, "open": Open, "issue_paper": Numbers, "enter_paper": Paper,
    "settle_paper": Settle, "strike_paper": Strike, "take_back_paper": TakeBack, "reread_paper": Reread, "close": Close,
    "draw_prints": DrawPrints, "check_prints": Prints, "declare": Declare, "publish": Publish, "again": Again, "annul": Reason,
}  # fmt: skip

__all__ = ["STEPS", "Close", "Filter", "Vote", "listed"]
