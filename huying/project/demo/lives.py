"""What the parts of a life share: its ground, its plan, its lots, and the moment it has come to."""

from datetime import datetime
from random import Random
from typing import Any

from . import days
from .ground import Ground
from .writing import Writer


class Road:
    """Of a suggestion; the parts are in handling.py and closing.py, the life in roads.py."""

    g: Ground
    p: Any  # roads.Plan
    w: Writer
    rng: Random
    at: datetime
    row: Any  # the suggestion
    lead_key: str
    co_keys: list[str]
    direct: bool

    def wait(self, key, low, high):
        usual = self.rng.randint(low, high)
        return days.reach(self.at, self.p.delays.get(key, usual), self.rng)

    def has(self, turn):
        return turn in self.p.turns


class Tale:
    """Of a voice; how it ends is in judgement.py, the life in citizens.py."""

    g: Ground
    t: Any  # citizens.Telling
    w: Writer
    rng: Random
    at: datetime
    voice: Any
    keeper: Any

    unit_key: str

    @property
    def handler(self):
        return self.g.handlers[self.unit_key]

    def wait(self, key, low, high):
        usual = self.rng.randint(low, high)
        return days.reach(self.at, self.t.delays.get(key, usual), self.rng)
