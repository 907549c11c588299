"""A congress that is ready to work, and the people who are invented for it."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from huying.kernel.roster import Congress, Person

from . import people


@dataclass
class Ground:
    """A congress that is ready to work: what the lives draw from."""

    congress: Congress
    rng: Random
    root: str = ""  # what every lot of this congress begins with
    today: date = date.min  # the day that begins for whoever opens the demo
    towns: dict = field(default_factory=dict)
    villages: dict = field(default_factory=dict)  # town name → areas
    units: dict = field(default_factory=dict)
    handlers: dict = field(default_factory=dict)  # unit key → membership
    deputies: list = field(default_factory=list)
    cast: dict = field(default_factory=dict)  # key of people.CAST → membership here
    clerks: list = field(default_factory=list)
    keepers: dict = field(default_factory=dict)  # town name → membership
    stations: dict = field(default_factory=dict)
    delegations: dict = field(default_factory=dict)
    sessions: list = field(default_factory=list)
    fields: dict = field(default_factory=dict)

    @property
    def clerk(self):
        return self.clerks[0]


class Names:
    """People nobody knows, each name once."""

    def __init__(self, rng: Random):
        self.rng, self.used, self.phones = rng, {s.name for s in people.CAST}, 0

    def person(self, **more) -> Person:
        gender = more.pop("gender", None) or self.rng.choice("fmm")
        while (name := self.rng.choice(people.FAMILIES) + self.rng.choice(people.GIVEN[gender])) in self.used:
            pass
        self.used.add(name)
        return self.named(name, gender, **more)

    def named(self, name, gender, **more) -> Person:
        self.phones += 1
        more.setdefault("phone", f"1380000{self.phones:04d}")
        more.setdefault("nation", self.rng.choice(("汉族",) * 24 + ("回族", "满族", "蒙古族")))
        return Person(name=name, gender=gender, **more)
