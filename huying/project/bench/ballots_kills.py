"""Kill -9, by process id, of what the bench started, while ballots come in: what was acknowledged must be counted once."""

import time
from collections.abc import Callable
from typing import Any

import psutil

from . import web
from .ballots_hall import Stage

TWICE = (0.2, 0.6)  # of the roll has voted when something is killed
ONCE = (0.4,)


def kills(s: Stage, ballots: int, say, shares: tuple[float, ...] = TWICE) -> list[dict]:
    """One row for each: what was killed, in which kind of poll, and what became of the ballots."""
    plans = (
        ("hall", "open", "vote", _hall),
        ("database", "separated", "vote", _database),
        ("hall and database", "verifiable", "verifiable", _both),
    )
    rows = []
    for what, secrecy, act, kill in plans:
        say(f"kill -9：{what}，{secrecy}，{ballots} 张票……")
        row: dict[str, Any] = {"killed": what, "secrecy": secrecy, **NOTHING}
        while row["acknowledged"] < ballots:
            voters = min(len(s.tickets), ballots - row["acknowledged"])
            poll = s.chair("poll", secrecy=secrecy, voters=voters)
            _watch(s, row, poll, s.crowd(poll, act, s.tickets[:voters], 100), voters, kill, shares)
        rows.append(row)
    say("kill -9：网站进程，普通页面投票……")
    rows.append(_plain(s, min(len(s.tickets), max(60, ballots // 10)), shares))
    return rows


NOTHING = {
    "acknowledged": 0,
    "counted": 0,
    "lost": 0,
    "doubled": 0,
    "retries": 0,
    "kills": 0,
    "longest_wait_s": 0.0,
}


def _plain(s: Stage, voters: int, shares) -> dict:
    """Votes on the plain pages while a worker of the web server is killed; its master starts another."""
    row = {"killed": "web worker", "secrecy": "separated", **NOTHING}
    sessions = s.chair("sessions", voters=voters)["sessions"]
    poll = s.chair("poll", secrecy="separated", voters=voters)
    server = web.Server(s.place)
    try:
        path = f"/c/bench/ballots/{poll['poll']}/"
        plan = {"act": "plain", "path": path, "tickets": sessions, "inflight": 16, "port": server.port}

        def kill(_stage: Stage) -> None:
            psutil.Process(server.process.pid).children()[0].kill()

        _watch(s, row, poll, s.start(plan), voters, kill, shares)
    finally:
        server.stop()
    return row


def _watch(
    s: Stage, row: dict, poll: dict, crowd, voters: int, kill: Callable[[Stage], None], shares
) -> None:
    """Kill whenever such a share has voted; then compare what was acknowledged with what is counted."""
    for share in shares:
        while crowd.poll() is None and s.chair("voted", poll=poll["poll"])["voted"] < share * voters:
            time.sleep(0.02)
        if crowd.poll() is None:
            kill(s)
            row["kills"] += 1
    told = s.result(crowd)
    counted = s.chair("finish", poll=poll["poll"])
    difference = {c: told["choices"][c] - counted["choices"][c] for c in told["choices"]}
    row["acknowledged"] += told["acknowledged"]
    row["counted"] += counted["returned"]
    row["lost"] += sum(max(0, d) for d in difference.values())
    # Everybody asks until acknowledged, so that a ballot more than acknowledged is one that was doubled.
    row["doubled"] += sum(max(0, -d) for d in difference.values())
    row["retries"] += told["retries"]
    row["longest_wait_s"] = max(row["longest_wait_s"], told["max_ms"] / 1000)


def _hall(s: Stage) -> None:
    s.kill_hall()
    s.hall = s.begin_hall()


def _database(s: Stage) -> None:
    s.database.kill()
    s.database.start()


def _both(s: Stage) -> None:
    s.kill_hall()
    s.database.kill()
    s.database.start()
    s.hall = s.begin_hall()
