"""The wiring board: every consequence one process has for another, on one page."""

from huying.suggestions import consequences as suggestions

REACTIONS: dict = {
    "handlings.reply": [suggestions.after_reply],
    "handlings.give_opinion": [suggestions.after_opinion],
    "suggestions.rate": [suggestions.after_rating],
}
