"""How each organ decides: quorum, the votes that are needed, and the rule each rests on (voting.toml)."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from . import elections
from .majorities import ge, gt_half
from .tables import read

Fraction = str | tuple[int, int]


@dataclass(frozen=True)
class Way:
    """One way of deciding. `members` names the base in words; `base` is "all" (in office) or "returned" (sheets).

    `outcome`: how winners are found: "yes" (each object by itself), "elect", "runoff", "most", "points", "report".
    """

    key: str
    label: str
    kinds: tuple[str, ...]
    organs: tuple[str, ...]
    members: str
    quorum: Fraction
    quorum_rule: str
    needed: Fraction
    rule: str
    base: str = "all"
    secret: bool = False
    outcome: str = "yes"
    candidates: str = ""
    candidates_rule: str = ""
    again: str = ""

    def quorum_of(self, base: int) -> int:
        """How many must be present; 0: no quorum is asked."""
        return _people(self.quorum, base)

    def needed_of(self, base: int) -> int:
        """How many votes are needed; 0: the most votes decide, or only figures are reported."""
        return _people(self.needed, base)

    def candidates_of(self, seats: int) -> tuple[int, int] | None:
        """(least, most) candidates for so many seats; None where no rule limits them."""
        return getattr(elections, self.candidates)(seats) if self.candidates else None

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON: a poll keeps the way it was decided by, whatever the table says later."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}


def _people(fraction: Fraction, base: int) -> int:
    if not fraction or base < 1:
        return 0
    return gt_half(base) if fraction == "gt_half" else ge(base, int(fraction[0]), int(fraction[1]))


def from_dict(entry: dict[str, Any]) -> Way:
    """The way that as_dict wrote."""
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Way(**given)


@lru_cache(maxsize=1)
def ways() -> dict[str, Way]:
    """All ways by key, in the order of the table."""
    return {key: from_dict({"key": key, **entry}) for key, entry in read(".", "voting").items()}


def way(key: str) -> Way:
    """The way with that key; an unknown key is a ValueError in Chinese."""
    try:
        return ways()[key]
    except KeyError:
        raise ValueError(f"没有名为“{key}”的表决规则") from None


def for_kind(kind: str) -> list[Way]:
    """The ways that fit a kind of poll, in the order of the table."""
    return [w for w in ways().values() if kind in w.kinds]
