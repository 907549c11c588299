"""What the steps of a place ask: `registering`, `keeping`; `listing` narrows the list."""

from .keeping import Designate, Except, Hours, Pin, Star, Suspend
from .listing import Filter
from .registering import Amend, Basis, OpenUp, Plan, Reason, Register, Reopen, Staff

STEPS = {
    "register": Register, "plan": Plan, "open_up": OpenUp, "amend": Amend, "staff": Staff, "set_hours": Hours,
    "except_days": Except, "place_pin": Pin, "suspend": Suspend, "award_star": Star, "withdraw_star": Basis,
    "designate": Designate, "undesignate": Basis, "close": Reason, "reopen": Reopen,
}  # fmt: skip

__all__ = ["STEPS", "Filter"]
