"""Everything that may happen to a suggestion; one function per step of flow.py."""

from .assigning import add_unit, assign, hear_progress, unassign, urge
from .checking import accept, advise_withdrawal, merge, send_back, treat_as_letter, uncheck
from .daily import daily
from .drafting import (
    agree_withdrawal,
    confirm,
    decline,
    draft,
    edit,
    invite,
    register_secret,
    submit,
    uninvite,
    withdraw,
)
from .following import absorb, answer, escalate, extend, hand_over, set_lead
from .historic import amend_import, import_historic
from .opening import mark_key, publish, unmark_key, unpublish
from .rating import (
    close,
    close_disagreed,
    delegation_evaluate,
    dispute,
    lapse,
    meet,
    rate,
    redo,
    remind,
    reply_again,
)

__all__ = [
    "absorb",
    "accept",
    "add_unit",
    "advise_withdrawal",
    "agree_withdrawal",
    "amend_import",
    "answer",
    "assign",
    "close",
    "close_disagreed",
    "confirm",
    "daily",
    "decline",
    "delegation_evaluate",
    "dispute",
    "draft",
    "edit",
    "escalate",
    "extend",
    "hand_over",
    "hear_progress",
    "import_historic",
    "invite",
    "lapse",
    "mark_key",
    "meet",
    "merge",
    "publish",
    "rate",
    "redo", "register_secret",
    "remind",
    "reply_again",
    "send_back",
    "set_lead",
    "submit",
    "treat_as_letter",
    "unassign",
    "uncheck",
    "uninvite",
    "unmark_key",
    "unpublish",
    "urge",
    "withdraw",
]  # fmt: skip
