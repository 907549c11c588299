"""What can be done with a place: `births`, `keeping` (what the office and the keeper keep up) and `honours`."""

from .births import open_up, plan, register, register_many
from .honours import award_star, designate, undesignate, withdraw_star
from .keeping import (
    amend,
    close,
    except_days,
    place_pin,
    reopen,
    resume,
    set_hours,
    staff,
    suspend,
)

__all__ = [
    "amend", "award_star", "close", "designate", "except_days", "open_up", "place_pin", "plan", "register", "register_many",
    "reopen", "resume", "set_hours", "staff", "suspend", "undesignate", "withdraw_star",
]  # fmt: skip
