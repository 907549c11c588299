"""The count with its whole arithmetic: every figure as a line with the rule it rests on. Plain Python.

`huying ballot verify` counts a published file again with this very function.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from typing import Any

from huying.rules import elections
from huying.rules.voting import Way

from . import kinds

Counts = dict[str, int]
# The Electoral Law takes the next list from the first one, votes or none; leaders may be nominated anew (地方组织法 29).
FROM_THE_SAME_LIST = ("R-ELE-25", "R-ELE-28")


@dataclass(frozen=True)
class Line:
    """One figure: `key` of words.LINES, the number, and the id of the rule ("" where it is only counted)."""

    key: str
    number: int
    rule: str = ""


@dataclass
class Of:
    """What one object got. `counts` by choice, `shares` the same in percent of the sheets taken in."""

    key: str
    label: str
    counts: Counts
    shares: dict[str, str]
    outcome: str = ""
    rate: str = ""  # satisfied + basically, in percent
    texts: list[str] = field(default_factory=list)


@dataclass
class Tally:
    """A whole result. `next`: the round that the law asks for, {"why", "way", "seats", "objects"}, or None.

    With "tied" and "places" where the meeting has to say who of the tied stands in it (_following).
    """

    kind: str
    way: str
    outcome: str
    valid: int
    invalid: int
    returned: int
    lines: list[Line]
    objects: list[Of]
    next: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


def digest(sheets: Iterable[kinds.Marks]) -> str:
    """SHA-256 over the sheets in the order of their canonical bytes: the same whatever order they came in."""
    return sha256(b"\n".join(sorted(kinds.canonical(s) for s in sheets))).hexdigest()


def percent(part: int, whole: int) -> str:
    """ "85.71"; "" where there is nothing to divide by."""
    if not whole:
        return ""
    return str((Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP))


def count(
    spec: kinds.Spec,
    way: Way,
    sheets: Iterable[kinds.Marks],
    *,
    base: int,
    present: int,
    issued: int,
) -> Tally:
    """Count the sheets. base: all members in office; present: those who could vote; issued: sheets given out (paper),
    voters who pressed, tokens signed.

    More sheets than issued make the poll void (R-ELE-22). A poll below its quorum is counted, but decides nothing.
    """
    same = Counter(kinds.canonical(s) for s in sheets)
    read = [(json.loads(raw), n) for raw, n in sorted(same.items())]
    returned = sum(same.values())
    invalid = sum(n for marks, n in read if kinds.fault(spec, marks))
    good = [(marks, n) for marks, n in read if not kinds.fault(spec, marks)]
    quorum = way.quorum_of(base)
    measure = base if way.base == "all" else returned
    needed = way.needed_of(measure)
    objects = _objects(spec, good, returned)
    tally = Tally(
        kind=spec["kind"], way=way.key, outcome="reported", valid=returned - invalid, invalid=invalid, returned=returned,
        lines=_lines(spec, way, base, present, quorum, issued, returned, invalid, needed), objects=objects,
    )  # fmt: skip
    if returned > issued:
        tally.outcome = "void"
        tally.next = {
            "why": "void",
            "way": way.key,
            "seats": spec.get("seats", spec.get("pick", 0)),
            "objects": [o["label"] for o in spec["objects"]],
        }
    elif quorum and present < quorum:
        tally.outcome = "no_quorum"
    elif way.outcome == "yes":
        _judge_each(tally, needed)
    elif way.outcome != "report":
        _choose(tally, spec, way, measure)
    return tally


def _lines(spec, way, base, present, quorum, issued, returned, invalid, needed) -> list[Line]:
    lines = [Line("base", base, "R-GEN-03"), Line("present", present)]
    if quorum:
        lines.append(Line("quorum", quorum, way.quorum_rule))
    lines += [Line("issued", issued, "R-OWN-98"), Line("returned", returned, "R-ELE-22")]
    if present > returned:
        lines.append(Line("unpressed", present - returned))
    lines += [
        Line("valid", returned - invalid),
        Line("invalid", invalid, "R-ELE-23" if spec["kind"] == "election" else ""),
    ]
    if spec["kind"] == "election":
        lines.append(Line("seats", spec["seats"]))
    if spec["kind"] == "choosing":
        lines.append(Line("most_marks", spec["pick"], way.rule))
    if needed:
        lines.append(Line("needed", needed, way.rule))
    return lines


def _objects(spec, good, returned) -> list[Of]:
    found = []
    labels = {o["key"]: o["label"] for o in spec["objects"]}
    labels["list"] = "、".join(o["label"] for o in spec["objects"])
    for key in kinds.keys(spec):
        got: Counter = Counter()
        texts: list[str] = []
        for marks, n in good:
            choice = marks.get(key)
            if choice is None:
                got["unmarked"] += n
            elif isinstance(choice, str) and choice.startswith("="):
                got["text"] += n
                texts += [choice[1:]] * n
            elif spec["kind"] == "choosing":
                got["chosen"] += n
                got["points"] += n * (spec["pick"] - choice + 1) if spec["ranked"] else 0
            else:
                got[choice] += n
        found.append(_of(spec, key, labels[key], got, returned, sorted(texts)))
    written: Counter = Counter()
    for marks, n in good:
        for key, name in marks.items():
            if key.startswith("w"):
                written[name] += n
    for name, n in sorted(written.items(), key=lambda item: (-item[1], item[0])):
        found.append(Of(f"w:{name}", name, {"written": n}, {"written": percent(n, returned)}))
    return found


def _of(spec, key, label, got: Counter, returned: int, texts) -> Of:
    if spec["kind"] == "choosing":
        names = ["chosen", *(["points"] if spec["ranked"] else [])]
    else:
        names = [*kinds.allowed(spec, key if key != "list" else "")]
        if spec["kind"] == "survey" and texts:
            names.append("text")
    counts = {name: got[name] for name in [*names, "unmarked"]}
    shares = {name: percent(n, returned) for name, n in counts.items() if name != "points"}
    rate = ""
    if spec["kind"] == "satisfaction":
        rate = percent(got["satisfied"] + got["basically"], returned)
    return Of(key, label, counts, shares, rate=rate, texts=texts)


def _judge_each(tally: Tally, needed: int) -> None:
    """Each object by itself: enough yes (or satisfied and basically) votes."""
    for found in tally.objects:
        if tally.kind == "satisfaction":
            enough = found.counts["satisfied"] + found.counts["basically"] >= needed
            found.outcome = "satisfied" if enough else "not_satisfied"
        else:
            found.outcome = "adopted" if found.counts["yes"] >= needed else "not_adopted"
    if tally.kind != "satisfaction":
        words = {found.outcome for found in tally.objects}
        tally.outcome = words.pop() if len(words) == 1 else "partly"


def _choose(tally: Tally, spec, way: Way, measure: int) -> None:
    """Who wins among many; a tie at the last place and open places name the next round."""
    votes = {found.label: _votes(found, way) for found in tally.objects}
    places = spec.get("seats", spec.get("pick", 0))
    won, tied, still = winners(way, places, measure, votes, valid=tally.valid)
    won_word, lost_word = ("elected", "not_elected") if tally.kind == "election" else ("chosen", "not_chosen")
    for found in tally.objects:
        found.outcome = won_word if found.label in won else "tied" if found.label in tied else lost_word
    tally.outcome = "incomplete" if still else "complete"
    if still:
        tally.lines.append(Line("open_seats", still, "R-ELE-26" if tied else ""))
    if tied:
        tied = [name for name in votes if name in tied]  # as they stood on the sheet
        tally.next = {"why": "tie", "way": _tie_way(way), "seats": still, "objects": tied}
    elif still and way.again:
        tally.next = {
            "why": "open",
            "way": way.again,
            "seats": still,
            **_following(tally, way, still, won, votes),
        }


def _following(tally: Tally, way: Way, still: int, won: list[str], votes: Counts) -> dict[str, Any]:
    """Who stands in the next round: {"objects"} in the order of votes, at most as many as the law allows.

    Who got no vote stands only where the others are fewer than the law asks for (or than the open places).
    Equal votes where the list has to end: {"tied", "places"}, of whom so many may stand; no law says which (R-OWN-99).
    """
    rest = sorted((n for n in votes if n not in won), key=lambda n: -votes[n])
    span = way.candidates_of(still)
    least, most = span or (still, len(rest))
    voted = [n for n in rest if votes[n]]
    if len(voted) >= least or not (voted or way.rule in FROM_THE_SAME_LIST):
        rest = voted
    if span:
        tally.lines.append(Line("candidates", min(len(rest), most), way.candidates_rule))
    if len(rest) <= most or votes[rest[most - 1]] > votes[rest[most]]:
        return {"objects": rest[:most]}
    edge = votes[rest[most]]
    above = [n for n in rest if votes[n] > edge]
    tied = [n for n in rest if votes[n] == edge]
    tally.lines.append(Line("tied_candidates", len(tied), "R-OWN-99"))
    return {"objects": above, "tied": tied, "places": most - len(above)}


def _votes(found: Of, way: Way) -> int:
    counts = found.counts
    if way.outcome == "points":
        return counts.get("points", 0)
    return counts.get("yes", 0) + counts.get("written", 0) + counts.get("chosen", 0)


def winners(way: Way, places: int, measure: int, votes: Counts, *, valid: int) -> elections.Outcome:
    """(winners, tied at the last place, places still open) by the rule of this way."""
    if way.outcome == "elect":
        return elections.elect(places, max(1, measure), votes)
    if way.outcome == "runoff":
        return elections.runoff_direct(places, measure, votes)
    return elections.revote(places, valid * (places if way.outcome == "points" else 1), votes)


def _tie_way(way: Way) -> str:
    if way.kinds == ("choosing",):
        return "choosing_most"
    return "direct_tie_revote" if way.base == "returned" else "tie_revote"
