"""What can be done with a voice; every name is a step of the flow, or a consequence that the house brings about."""

from .answering import answer, close, fulfil, progress, share_answer
from .births import amend_import, confirm, hear, import_historic, say
from .citizen import amend, correct, rate, renew_code, reopen, unmask
from .following import answer_from_suggestion, fulfil_from_suggestion, given_back, lapse, told
from .handling import ask_office, direct, receive, report, send_back, urge
from .triage import (
    adopt,
    classify,
    conclude,
    consult,
    decline,
    explain,
    give_back,
    hand_over,
    merge,
    refer,
    release,
    settle,
    take_back,
    unmerge,
)

__all__ = [
    "amend_import", "adopt", "amend", "answer", "answer_from_suggestion", "ask_office", "classify", "close", "conclude", "confirm", "consult",
    "correct", "decline", "direct", "explain", "fulfil", "fulfil_from_suggestion", "give_back", "given_back",
    "hand_over", "hear", "import_historic",
    "lapse", "merge", "progress", "rate", "receive", "refer", "release", "renew_code", "reopen", "report", "say",
    "send_back", "settle", "share_answer", "take_back", "told", "unmask", "unmerge", "urge",
]  # fmt: skip
