"""What a screen or a device is told of a poll: plain JSON, worded in the language being served."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, Q, When
from django.utils.translation import gettext as _

from .. import kinds, results, words
from ..models import Poll, VerifiableBallot, Voter

ON = ("open", "closed", "counted")
LINGERS = timedelta(hours=2)  # how long a declared result stays on the screens
PLACED = ("id", "version", "congress__code", "state", "opened_at", "closed_at")
COLUMNS = (
    *PLACED, "number", "title", "question", "kind", "secrecy", "spec", "counts", "live_turnout", "roll_size", "present",
    "quorum", "closes_at", "turnout", "result", "public_key", "uid",
)  # fmt: skip
Row = dict[str, Any]


def now_on(codes, *, at) -> list[Row]:
    """What is on now in these congresses, with how many have voted ("voted", "ballots"); what matters most stands last."""
    rows = listed(codes, at=at)
    found = counts(rows)
    return [row | found[row["id"]] for row in rows]


def listed(codes, *, at, known: Mapping[int, Row] | None = None) -> list[Row]:
    """The same without the votes. `known`: rows of an earlier look, by id; a poll that no step has changed since is not
    read again, so that a look at a quiet hall is one light statement.

    Open votes stand after all others, the newest opening last; a declared result only until the next vote is opened.
    An opening that lies ahead of the clock (which was set back since) does not hide what was opened now.
    """
    rows = Poll.everywhere.filter(congress__code__in=codes)
    rows = rows.filter(Q(state__in=ON) | Q(state="declared", closed_at__gte=at - LINGERS))
    ahead = Case(When(opened_at__gt=at, then=0), default=1)
    found = list(rows.order_by(ahead, "opened_at", "pk").values(*PLACED))
    last = {row["congress__code"]: row["opened_at"] for row in found if row["opened_at"] <= at}
    placed = sorted((row for row in found if not _past(row, last)), key=lambda row: row["state"] == "open")
    have = {row["id"]: row for row in (known or {}).values()}
    changed = [row["id"] for row in placed if have.get(row["id"], {}).get("version") != row["version"]]
    if changed:
        have |= {row["id"]: row for row in Poll.everywhere.filter(pk__in=changed).values(*COLUMNS)}
    return [have[row["id"]] for row in placed if row["id"] in have]


def counts(rows: Iterable[Row]) -> dict[int, dict[str, int]]:
    """{"voted", "ballots"} by poll: votes of those that are open, ballots of verifiable ones; two statements at most."""
    rows = list(rows)
    voted = _number(Voter.everywhere.filter(has_voted=True), [r["id"] for r in rows if r["state"] == "open"])
    came = _number(VerifiableBallot.everywhere, [r["id"] for r in rows if r["secrecy"] == "verifiable"])
    return {r["id"]: {"voted": voted.get(r["id"], 0), "ballots": came.get(r["id"], 0)} for r in rows}


def _number(of, polls: list[int]) -> dict[int, int]:
    if not polls:
        return {}
    rows = of.filter(poll__in=polls).order_by().values("poll").annotate(n=Count("pk"))
    return dict(rows.values_list("poll", "n"))


def _past(row, last) -> bool:
    """A declared result after which another vote was opened."""
    opened = last.get(row["congress__code"])
    return row["state"] == "declared" and opened is not None and opened > row["closed_at"]


def voters_of(poll: int) -> frozenset[int]:
    """Members on the roll of an opened poll; it is frozen, so this may be remembered."""
    return frozenset(Voter.everywhere.filter(poll=poll).values_list("member_id", flat=True))


def shown(row: dict[str, Any], *, turnout: bool) -> dict[str, Any]:
    """One poll. `turnout`: with the running number of votes, which screens follow and devices need not."""
    spec, declared = row["spec"], row["state"] == "declared"
    told = {
        "id": row["id"], "number": row["number"], "title": row["title"], "question": row["question"], "kind": row["kind"],
        "kind_label": _(words.KINDS[row["kind"]]), "secrecy": row["secrecy"], "secrecy_label": _(words.SECRECY[row["secrecy"]]),
        "secrecy_says": _(words.SECRECY_SAYS[row["secrecy"]]), "counts": row["counts"], "state": row["state"],
        "state_label": _(Poll.FLOW.states[row["state"]]), "objects": objects(spec), "roll": row["roll_size"],
        "spec": spec, "opened": _moment(row["opened_at"]), "closes": _moment(row["closes_at"]),
        "present": row["present"], "quorum": row["quorum"],
    }  # fmt: skip
    if row["secrecy"] == "verifiable":
        told |= {
            "key": row["public_key"],
            "fingerprint": fingerprint(row["public_key"]),
            "uid": str(row["uid"]),
        }
    if declared:
        told["result"] = result(spec, row["result"])
    if turnout and (row["live_turnout"] or row["state"] != "open"):
        told["turnout"] = row["voted"] if row["state"] == "open" else row["turnout"]
        if row["secrecy"] == "verifiable":  # then the turnout is that of tokens
            told["ballots"] = row["ballots"]
    return told


def fingerprint(key: str) -> str:
    """What Poll.fingerprint says: SHA-256 of the published key, in hex."""
    return hashlib.sha256(base64.b64decode(key)).hexdigest()


def objects(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands on the sheet, each with the choices it offers."""
    by_key = {o["key"]: o for o in spec["objects"]}
    found = []
    for key in kinds.keys(spec):
        one = by_key.get(key, {"label": _("名单全体")})
        options = {o["key"]: o["label"] for o in one.get("options", ())}
        choices = [[c, options.get(c) or _choice(spec, c)] for c in kinds.allowed(spec, key)]
        entry = {"key": key, "label": one["label"], "note": one.get("note", ""), "choices": choices}
        if one.get("text"):
            entry["text"] = True
        found.append(entry)
    if key == "list":
        found[0]["note"] = "、".join(o["label"] for o in spec["objects"])
    return found


def _choice(spec, choice: str) -> str:
    if spec["kind"] == "choosing":
        return _("第 %(n)s 位") % {"n": choice} if spec["ranked"] else _("选")
    return _(words.CHOICES[choice])


def result(spec: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """The declared result in words and numbers: outcome, and for each object its bars."""
    labels = {o["key"]: o["label"] for o in spec["objects"]} | {"list": _("名单全体")}
    said = results.outcome(found.get("outcome", "")) or {"word": "", "tone": ""}
    return {
        "outcome": said["word"],
        "tone": said["tone"],
        "objects": [
            {
                "label": ""
                if spec["kind"] == "motion"
                else one.get("label") or labels.get(one["key"], one["key"]),
                "outcome": _(words.OUTCOMES[one["outcome"]])
                if one.get("outcome") and spec["kind"] != "motion"
                else "",
                "bars": [
                    [_(words.CHOICES[c]) if c in words.CHOICES else c, n]
                    for c, n in sorted(one.get("counts", {}).items(), key=_place)
                ],
            }
            for one in found.get("objects", ())
        ],
    }


def words_here() -> dict[str, str]:
    """The hall's own words, which it pushes in one language to everybody, in the language of this page; {} where it is that."""
    ours = (words.KINDS, words.SECRECY, words.SECRECY_SAYS, words.CHOICES, words.OUTCOMES, Poll.FLOW.states)
    found = {text: _(text) for table in ours for text in table.values()}
    found |= {f"第 {n} 位": _("第 %(n)s 位") % {"n": n} for n in range(1, 21)}
    found |= {"选": _("选"), "名单全体": _("名单全体")}
    return {text: here for text, here in found.items() if text != here}


def _place(count: tuple[str, int]) -> int:
    """The order of the choices on the sheet; PostgreSQL keeps the keys of an object in its own."""
    order = list(words.CHOICES)
    return order.index(count[0]) if count[0] in order else len(order)


def _moment(at) -> int | None:
    """Milliseconds since 1970, as browsers count."""
    return int(at.timestamp() * 1000) if at else None
