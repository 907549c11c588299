"""What was answered in each round, and what the deputy said of it, as a reader may read it."""

from django.utils import timezone

from huying.kernel.clocks import rules
from huying.ui import rule_words

from .models import Rating
from .queries import visible_rating

TONES = {"good": "ok", "basic": "warn", "no": "late"}


def result_words() -> dict[str, str]:
    """Result class → what it means, as the congress's profile says (R-SUG-16)."""
    return {e["code"]: rule_words.said(e["label"]) for e in rules()[0].value("suggestion.result_classes")}


def rounds(written, units, member):
    """[{"n", "replies", "rating", "sealed"}]: what was answered and, where it may be read, what the deputy said.

    `units(part, moment)`: the unit that had the part then.
    """
    made: dict = {}
    classes = result_words()
    for reply in written["reply"]:
        found = made.setdefault(reply["n"], {"n": reply["n"], "replies": [], "rating": None, "sealed": False})
        found["replies"].append(
            {**reply, "unit": units(reply["part"], reply["at"]), "result": classes.get(reply["extra"], "")}
        )
    for row in written["rating"]:
        rating = Rating(
            attitude=row["head"],
            result=row["extra"],
            reason=row["body"],
            reason_to_unit=row["flag"],
            sealed_until=row["day"],
        )
        found = made[row["n"]]
        found["rating"] = rating_words(rating, member, timezone.localdate())
        found["sealed"] = found["rating"] is None
    return list(made.values())


def rating_words(rating, member, day):
    """The two halves as the rating part of the pages takes them; None while sealed."""
    if (seen := visible_rating(rating, member, day)) is None:
        return None
    return {
        "attitude": {"word": seen["attitude"], "tone": TONES[rating.attitude]},
        "result": {"word": seen["result"], "tone": TONES[rating.result]},
        "reason": seen["reason"],
    }
