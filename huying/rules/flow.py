"""A process, written down as a table. No Django here: a clerk can read it, a test can walk it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


def N_(text: str) -> str:
    """Mark a label for message extraction; it is translated where it is shown, not here."""
    return text


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act that the law or the office knows by name.

    `source` empty: the step brings the thing into being. `target` empty: the state stays as it is.
    `by` and `acts_for` hold "role" or "role/relation" ("deputy/author"); whoever acts under `acts_for`
    enters for the person of the relation and the trace carries the mark 代录.
    Clocks are keys of the rule profile ("suggestion.reply"); `drops=("*",)` ends all clocks of the thing unmet.
    A guard in `needs` takes the fresh row and returns a refusal in the reader's words, or "".
    """

    name: str
    label: str
    source: tuple[str, ...] = ()
    target: str = ""
    by: tuple[str, ...]
    acts_for: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    needs: tuple[Callable[[Any], str], ...] = ()
    rules: tuple[str, ...] = ()  # ids in the registry that this act rests on
    tells: tuple[str, ...] = ()  # who gets a notice: "role" or "role/relation"
    public: str = ""  # what the public story says of it; empty: the public does not see it
    then: str = ""  # one sentence: what happens next
    bulk: bool = False  # may be pressed for many rows at once
    primary: bool = False
    danger: bool = False
    discreet: bool = False  # its note speaks of a person: units and deputies do not read it
    again: bool = False  # takes up once more what had ended: the state it leaves stays an end
    open_to_tenant: bool = False  # a congress may re-grant this step to other roles
    flow: "Flow | None" = field(default=None, compare=False, repr=False)

    @property
    def code(self) -> str:
        """The one name of this act: permission, trace, API ("suggestions.assign")."""
        return f"{self.flow.subject}.{self.name}" if self.flow else self.name

    @property
    def is_birth(self) -> bool:
        return not self.source


class Flow:
    """States and steps of one kind of subject; checks itself when it is made (ValueError)."""

    def __init__(
        self,
        subject: str,
        *,
        states: dict[str, str],
        steps: Iterable[Step],
        title: str = "",
        sub: bool = False,
    ):
        self.subject, self.states, self.title, self.is_sub = subject, states, title, sub
        self.steps: dict[str, Step] = {}
        for step in steps:
            if step.name in self.steps:
                raise ValueError(f"{subject}: step {step.name} is written twice")
            unknown = {*step.source, *([step.target] if step.target else [])} - set(states)
            if unknown:
                raise ValueError(f"{subject}.{step.name}: unknown states {sorted(unknown)}")
            if step.is_birth and not step.target:
                raise ValueError(f"{subject}.{step.name}: a birth needs a target state")
            object.__setattr__(step, "flow", self)
            self.steps[step.name] = step
        if unreachable := set(states) - self.reachable():
            raise ValueError(f"{subject}: no step leads to {sorted(unreachable)}")

    def __getitem__(self, name: str) -> Step:
        return self.steps[name]

    def births(self) -> list[Step]:
        return [s for s in self.steps.values() if s.is_birth]

    def leaving(self, state: str) -> list[Step]:
        """Steps that may start from this state, in the order of the table."""
        return [s for s in self.steps.values() if state in s.source]

    def reachable(self) -> set[str]:
        seen: set[str] = set()
        todo = [s.target for s in self.births()]
        while todo:
            if (state := todo.pop()) not in seen:
                seen.add(state)
                todo += [s.target for s in self.leaving(state) if s.target]
        return seen

    def ends(self) -> list[str]:
        """States that no step leaves for another state, but to take up again what had ended."""
        return [s for s in self.states if not any(t.target and not t.again for t in self.leaving(s))]
