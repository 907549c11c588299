"""THE SWITCHES: what a congress sets for itself beside its rules; each declared once, by the part that reads it.

A part declares its own in `<app>/switches.py` (found when the house starts) and reads them by `SWITCH.of(congress)`.
Nobody else reads a value past that; pages, API, docs and the doctor walk `all_of_them()`. The column itself is looked into by
what keeps or compares it whole: the register's step, the settings page (what cannot be read), the doctor, the bound of grants.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from . import scope
from .switch_kinds import BadValue, Kind
from .words import Words

MISSING = object()
DECLARED: dict[str, "Switch"] = {}


@dataclass(frozen=True, kw_only=True)
class Switch:
    """One switch.

    says: what it is; effect: what changes with it. `default` is the value where a congress has set none, or a function
    of the congress. `rules` are ids in the register of rules, `bounds`
    says what they ask; `bound(value, congress)` raises BadValue for what the law
    or the house does not allow. `by_house`: set by a command, shown and not asked.
    """

    key: str
    label: Words
    says: Words
    effect: Words
    kind: Kind
    default: Any
    area: Words
    rules: tuple[str, ...] = ()
    bounds: Words = ""
    confirm: Words = ""  # asked once more before it is saved
    bound: Callable[[Any, Any], None] | None = None
    by_house: bool = False

    def of(self, congress=None) -> Any:
        """The value in force in the congress (the one being served): its own, or the usual one where it has none."""
        congress = congress or scope.current()
        own = congress.switches.get(self.key, MISSING)
        return own if own is not MISSING and self.kind.fits(own) else self.usual(congress)

    def among(self, switches: Mapping[str, Any]) -> Any:
        """The same from a congress's column alone; for switches whose default is the same everywhere."""
        own = switches.get(self.key, MISSING)
        return own if own is not MISSING and self.kind.fits(own) else self.default

    def usual(self, congress) -> Any:
        return self.default(congress) if callable(self.default) else self.default

    def in_words(self, value: Any) -> str:
        """The value for people; what no version of the house reads as it stands."""
        if value is None:
            return _("没有")
        try:
            return self.kind.shown(value)
        except (TypeError, ValueError, KeyError, AttributeError):
            return str(value)[:200]

    def is_own(self, congress) -> bool:
        return self.key in congress.switches

    def is_unreadable(self, congress) -> bool:
        """Something stands there that this version cannot read: the usual value is in force."""
        return self.is_own(congress) and not self.kind.fits(congress.switches[self.key])

    def read(self, value: Any, congress) -> Any:
        """The value as it is kept. BadValue, with a sentence for the administrator, for what cannot be set."""
        return self._bounded(self.kind.read(value), congress)

    def reset(self, congress) -> Any:
        """The usual value, to go back to: asked the same, for others may have come to stand in its way. Or BadValue."""
        return self._bounded(self.usual(congress), congress)

    def _bounded(self, value: Any, congress) -> Any:
        if self.bound is not None:
            self.bound(value, congress)
        return value


def declare(switch: Switch) -> Switch:
    if switch.key in DECLARED:
        raise ValueError(f"switch {switch.key} is declared twice")
    DECLARED[switch.key] = switch
    return switch


def all_of_them() -> Iterator[Switch]:
    return iter(DECLARED.values())


def unknown(congress) -> dict[str, Any]:
    """What stands in the congress's row and no part of this version reads: kept, shown, never asked."""
    return {key: value for key, value in congress.switches.items() if key not in DECLARED}


__all__ = ["DECLARED", "BadValue", "Switch", "all_of_them", "declare", "unknown"]
