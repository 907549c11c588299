"""Every step of a sitting, one function each; the modules beside this one hold them."""

from .attending import sign_in, sign_out, take_attendance
from .constituting import constitute, number_seats
from .holding import archive, close, fail, mark_minuted, open, preside, resume, suspend
from .notifying import notify, remind, set_agenda, tell_change
from .planning import cancel, change, close_doors, plan, postpone

__all__ = [
    "archive", "cancel", "change", "close", "close_doors", "constitute", "fail", "mark_minuted", "notify", "number_seats",
    "open", "plan", "postpone", "preside", "remind", "resume", "set_agenda", "sign_in", "sign_out", "suspend", "take_attendance",
    "tell_change",
]  # fmt: skip
