"""Listeners: what they cost in memory, what they take from the rate of votes, how soon a result is on every screen."""

from .ballots_hall import Stage

INFLIGHT = 500
ROUNDS = 4


def live(s: Stage, many: int, beside: int, quick: bool = False) -> dict:
    """`many` listeners on one process, then open votes with and without `beside` listeners."""
    before = s.memory_mb()
    poll = s.chair("poll", secrecy="open", voters=len(s.tickets))
    ears = _listen(s, many, seconds=many / 100 if quick else max(10.0, many / 100))
    memory = s.memory_mb()
    s.chair("finish", poll=poll["poll"])
    declared = s.chair("declare", poll=poll["poll"])["at"]
    heard = _over(s, ears, wait=2.5 if quick else 4.0)
    alone, among = [], []
    for _ in range(
        1 if quick else ROUNDS
    ):  # a second each, in turn: one pair alone says what the machine did
        alone.append(_votes(s))
        ears = _listen(s, beside, seconds=2.0 if quick else 5.0)
        among.append(_votes(s))
        _over(s, ears)
    return {
        "listeners": many, "listeners_mb": memory, "listener_kb": 1024 * (memory - before) / max(1, many),
        "listeners_lost": heard["lost"], "listeners_told": heard["count"]["declared"],
        "result_everywhere_s": heard["last"]["declared"] - declared if heard["count"]["declared"] >= many else 99.0,
        "listeners_rate": sum(among) / sum(alone), "rate_alone": sum(alone) / len(alone), "rate_among": sum(among) / len(among),
        "listeners_beside": beside,
    }  # fmt: skip


def _votes(s: Stage) -> float:
    voters = min(len(s.tickets), 1500)
    poll = s.chair("poll", secrecy="open", voters=voters)
    told = s.result(s.crowd(poll, "vote", s.tickets[:voters], INFLIGHT))
    s.chair("finish", poll=poll["poll"])
    return told["per_s"]


def _listen(s: Stage, many: int, seconds: float):
    crowd = s.start(
        {"act": "listen", "path": "/hall/bench/events", "tickets": s.tickets[:many], "seconds": seconds}
    )
    assert crowd.stdout is not None  # noqa: S101 - a pipe
    crowd.stdout.readline()
    return crowd


def _over(s: Stage, crowd, wait: float = 0.0) -> dict:
    import time

    time.sleep(wait)
    crowd.stdin.write("\n")
    crowd.stdin.flush()
    return s.result(crowd)
