"""Voices of the months before the platform: taken over month by month as a traced batch, as they had ended."""

from datetime import date, datetime, time, timedelta

from huying.kernel.process import house
from huying.voices.operations import import_historic

from . import citizens, days
from .ground import Ground

OLD = 130  # days; whatever ended before came from the book that the office kept then
PLAIN = ("hand", "explain", "settle", "refer")
WORDS = {"explain": "explained", "settle": "settled", "refer": "referred"}


def take_over(ground: Ground, month: list):
    """A life for the stage: (telling, day) of one month, born together on its last day."""
    moment = datetime.combine(max(day for _, day in month), time(18, 0), days.CHINA)

    def life():
        rows = [_row(ground, telling, day) for telling, day in sorted(month, key=lambda pair: pair[1])]
        import_historic(rows, by=house(), at=moment)
        yield moment

    return moment, life()


def _row(ground: Ground, telling, heard: date) -> dict:
    life = citizens.Life(ground, days.at(heard, days.lots(ground.root, "older", telling.lot)), telling)
    rng, (title, text) = life.rng, life.w.voice()
    handed = telling.way == "hand"
    answered = days.office_day(heard + timedelta(days=rng.randint(14, 58) if handed else rng.randint(1, 8)))
    outcome = WORDS.get(telling.way) or rng.choices(("solved", "planned", "cannot"), (62, 22, 16))[0]
    settled = outcome in ("settled", "solved", "planned")
    rating = rng.choices(("satisfied", "basically", "dissatisfied", ""), (44, 19, 7, 30))[0]
    row = {
        "title": title, "text": text, "heard_on": heard, "channel": telling.channel, "area": telling.village,
        "field": ground.fields[telling.matter["field"]], "station": life.station, "place": telling.village.name,
        "urgency": telling.urgency, "heard_by": life.keeper, "state": "settled", "outcome": outcome, "answered_on": answered,
        "rating": rating, "rated_at": days.at(answered + timedelta(days=3), rng) if rating else None, **life.citizen(),
    }  # fmt: skip
    if handed:
        row |= {"tier": life.tier(life.unit_key), "unit": life.unit, "handed_on": heard}
        row |= {"received_on": heard, "reported_on": answered}
    if outcome == "cannot":
        row["outcome_reason"] = life.w.fill(telling.matter["x"])
    if outcome == "planned":
        row["planned_on"] = answered + timedelta(days=60)
    if settled:
        row["fulfilled_on"] = (
            answered if outcome == "settled" else answered + timedelta(days=rng.randint(3, 60))
        )
    return row
