"""Kill -9, by process id, of what the bench started, while ballots come in: what was acknowledged must be counted once."""

import time
from collections.abc import Callable

from .ballots_hall import Stage


def kills(s: Stage, ballots: int, say) -> list[dict]:
    """One row for each: what was killed, in which kind of poll, and what became of the ballots."""
    plans = (
        ("hall", "open", "vote", _hall),
        ("database", "separated", "vote", _database),
        ("hall and database", "verifiable", "verifiable", _both),
    )
    rows = []
    for what, secrecy, act, kill in plans:
        say(f"kill -9：{what}，{secrecy}，{ballots} 张票……")
        rows.append(_one(s, what, secrecy, act, kill, ballots))
    return rows


def _one(s: Stage, what: str, secrecy: str, act: str, kill: Callable[[Stage], None], ballots: int) -> dict:
    """As many ballots as asked, on as many polls as the members need; killed two or three times while they vote."""
    done = {
        "acknowledged": 0,
        "counted": 0,
        "lost": 0,
        "doubled": 0,
        "retries": 0,
        "kills": 0,
        "longest_wait_s": 0.0,
    }
    while done["acknowledged"] < ballots:
        voters = min(len(s.tickets), ballots - done["acknowledged"])
        poll = s.chair("poll", secrecy=secrecy, voters=voters)
        crowd = s.crowd(poll, act, s.tickets[:voters], 100)
        for share in (0.2, 0.6):
            while crowd.poll() is None and s.chair("voted", poll=poll["poll"])["voted"] < share * voters:
                time.sleep(0.02)
            if crowd.poll() is None:
                kill(s)
                done["kills"] += 1
        told = s.result(crowd)
        counted = s.chair("finish", poll=poll["poll"])
        difference = {c: told["choices"][c] - counted["choices"][c] for c in told["choices"]}
        done["acknowledged"] += told["acknowledged"]
        done["counted"] += counted["returned"]
        done["lost"] += sum(max(0, d) for d in difference.values())
        # a ballot that came in without its acknowledgement is nobody's double: everybody was asked until acknowledged
        done["doubled"] += sum(max(0, -d) for d in difference.values())
        done["retries"] += told["retries"]
        done["longest_wait_s"] = max(done["longest_wait_s"], told["max_ms"] / 1000)
    return {"killed": what, "secrecy": secrecy, **done}


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
