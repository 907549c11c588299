"""Whoever opens and counts in `bench ballots`: `ballots_chair` reads one JSON command a line and answers with one line."""

import json
import sys
import time
from collections.abc import Callable
from datetime import time as clock
from datetime import timedelta

import django

MOTION = {"title": "关于批准决算的决议", "kind": "motion"}


def fill(voters: int, **_more) -> dict:
    """A congress with so many members of its plenary, each with a ticket; an account each for those who sign in."""
    from django.utils import timezone

    from huying.ballots.devices import tickets
    from huying.ballots.devices.models import Device
    from huying.kernel.roster import Account, Membership, Person
    from huying.kernel.scope import current

    at, congress = timezone.now(), current()
    people = Person.objects.bulk_create(
        Person(name=f"代表{n:05d}", pinyin=f"daibiao{n}") for n in range(voters)
    )
    members = Membership.objects.bulk_create(
        Membership(congress=congress, person=p, role="deputy") for p in people
    )
    Device.objects.bulk_create([Device(congress=congress, member=m, prepared_at=at) for m in members])
    account = Account()
    account.set_password("一段足够长的口令 2026")
    Account.objects.bulk_create(
        [
            Account(username=f"deputy{n}", person=p, password=account.password)
            for n, p in enumerate(people[:200])
        ]
    )
    made = [tickets.issue(tickets.DEVICE, congress="bench", member=m.pk, number=1) for m in members]
    return {"tickets": made, "members": len(members)}


def sessions(voters: int, **_more) -> dict:
    """A session of the plain pages for each of the first `voters` members, made without a password."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.base import VALID_KEY_CHARS
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone
    from django.utils.crypto import get_random_string

    from huying.kernel.roster import Account, Membership

    deputies = Membership.objects.filter(role="deputy", person__name__startswith="代表").order_by("pk")[
        :voters
    ]
    people = list(deputies.values_list("person_id", flat=True))
    have = set(Account.objects.filter(person__in=people).values_list("person_id", flat=True))
    Account.objects.bulk_create(
        [Account(username=f"plain{p}", person_id=p, password="!") for p in people if p not in have]  # noqa: S106 - none
    )
    at, rows, made = timezone.now(), [], []
    for account in Account.objects.filter(person__in=people).order_by("person_id"):
        store = SessionStore()
        session = {
            SESSION_KEY: str(account.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: account.get_session_auth_hash(), "signin-seen": int(at.timestamp()),
        }  # fmt: skip
        made.append(get_random_string(32, VALID_KEY_CHARS))
        ends = at + timedelta(hours=2)
        rows.append(Session(session_key=made[-1], session_data=store.encode(session), expire_date=ends))
    Session.objects.bulk_create(rows)
    return {"sessions": made}


def poll(secrecy: str, voters: int, **_more) -> dict:
    """An open motion on which the first `voters` members vote."""
    from django.utils import timezone

    from huying.ballots import operations as act
    from huying.kernel import process
    from huying.kernel.roster import Membership

    at, house = timezone.now(), process.house()
    roll = list(
        Membership.objects.filter(role="deputy", person__name__startswith="代表").order_by("pk")[:voters]
    )
    row = act.propose(by=house, at=at, secrecy=secrecy, **MOTION)
    act.prepare(row, by=house, at=at, roll=roll)
    begun = time.perf_counter()
    act.open(row, by=house, at=at)
    return {"poll": row.pk, "key": row.public_key, "open_s": time.perf_counter() - begun}


def finish(poll: int, **_more) -> dict:
    """Close and count: seconds, statements, the figures counted."""
    from django.db import connection
    from django.utils import timezone

    from huying.ballots import operations as act
    from huying.ballots.models import Poll
    from huying.kernel import process

    row, house, asked = Poll.objects.get(pk=poll), process.house(), []

    def counted(
        execute, *statement
    ):  # their texts are not kept: spelling those out took longer than the count
        asked.append(1)
        return execute(*statement)

    cpu, begun = time.process_time(), time.perf_counter()
    with connection.execute_wrapper(counted):
        act.close(row, by=house, at=timezone.now(), confirmed=True)
        act.count(row, by=house, at=timezone.now())
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    counts = row.result["objects"][0]["counts"]
    return {
        "close_s": seconds, "close_cpu_s": cpu, "queries": len(asked), "turnout": row.turnout, "returned": row.result["returned"],
        "choices": {c: counts[c] for c in ("yes", "no", "abstain")},
    }  # fmt: skip


def declare(poll: int, **_more) -> dict:
    from django.utils import timezone

    from huying.ballots import operations as act
    from huying.ballots.models import Poll
    from huying.kernel import process

    act.declare(Poll.objects.get(pk=poll), by=process.house(), at=timezone.now())
    return {"at": time.time()}


def voted(poll: int, **_more) -> dict:
    from huying.ballots.models import Voter

    return {"voted": Voter.objects.filter(poll=poll, has_voted=True).count()}


def sitting(voters: int, **_more) -> dict:
    """A sitting to which the first `voters` members are called; loaded past the gate, as only a bench may."""
    from django.utils import timezone

    from huying.kernel import process
    from huying.kernel.roster import Membership
    from huying.kernel.scope import current
    from huying.sittings import signing
    from huying.sittings.models import Sitting, Summons

    at, congress = timezone.now(), current()
    case = process.new_case("常务委员会会议", timezone.localdate(at))
    row = Sitting(
        congress=congress, case=case, state="notified", born_at=at, kind="standing", starts_at=clock(9), title=case.title,
        day=timezone.localdate(at), until=timezone.localdate(at),
    )  # fmt: skip
    Sitting.objects.bulk_create([row])
    members = Membership.objects.filter(role="deputy", person__name__startswith="代表").order_by("pk")[
        :voters
    ]
    state = Summons.FLOW.births()[0].target
    Summons.objects.bulk_create(
        Summons(congress=congress, case=case, state=state, born_at=at, sitting=row, member=m, right="member")
        for m in members
    )
    return {"sitting": row.pk, "code": signing.code_at(row, at)}


def presences(sitting: int, **_more) -> dict:
    from huying.sittings.models import Presence

    return {"present": Presence.objects.filter(sitting=sitting, until=None).count()}


COMMANDS: dict[str, Callable] = {
    "fill": fill, "sessions": sessions, "poll": poll, "voted": voted, "finish": finish, "declare": declare,
    "sitting": sitting, "presences": presences,
}  # fmt: skip


def main() -> None:
    django.setup()
    from django.db import connection

    from huying.kernel import scope

    from . import town

    with scope.congress(town.people()):
        print(json.dumps({"ready": True}), flush=True)
        for line in sys.stdin:
            given = json.loads(line)
            connection.close()  # the database may have been killed since
            print(json.dumps(COMMANDS[given.pop("do")](**given)), flush=True)


if __name__ == "__main__":
    main()
