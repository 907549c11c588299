"""What the steps ask; both doors clean these forms."""

from .answering import Answer, Fulfil, Rate, Reopen, Result
from .base import Remark, Text
from .listing import Filter
from .registering import Amend, Classify, Correct, Hear, RenewCode, Unmask
from .triage import (
    Adopt,
    CallOut,
    Conclude,
    Consult,
    Decline,
    Direct,
    Explain,
    File,
    Forward,
    HandOver,
    Merge,
    Refer,
    Settle,
)

STEPS = {
    "hear": Hear, "classify": Classify, "explain": Explain, "refer": Refer, "settle": Settle, "hand_over": HandOver,
    "consult": Consult, "conclude": Conclude, "adopt": Adopt, "merge": Merge, "unmerge": Remark, "decline": Decline,
    "take_back": Text, "send_back": Text, "ask_office": Text, "direct": Direct, "report": Result, "answer": Answer,
    "fulfil": Fulfil, "close": Remark, "rate": Rate, "reopen": Reopen, "release": Text, "urge": Remark, "unmask": Unmask,
    "file": File, "forward": Forward, "call_out": CallOut,
    "brief": Remark, "instruct": Text, "renew_code": RenewCode, "correct": Correct, "amend": Amend,
}  # fmt: skip

__all__ = ["STEPS", "Filter"]
