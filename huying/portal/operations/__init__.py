"""What can be done with an article; every name is a step of the flow."""

from .checking import approve, drop, send_back, submit, take_back
from .publishing import correct, log_elsewhere, publish, publish_due, restore, withdraw
from .writing import amend, contribute, draft, tell_story

__all__ = [
    "amend", "approve", "contribute", "correct", "draft", "drop", "log_elsewhere", "publish", "publish_due", "restore",
    "send_back", "submit", "take_back", "tell_story", "withdraw",
]  # fmt: skip
