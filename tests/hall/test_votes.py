"""Votes through the hall: acknowledged is counted, once, and every refusal says why."""

import asyncio
import json
import threading

from huying.ballots import operations as act
from huying.ballots.devices import tickets
from huying.kernel import scope
from huying.project.hall.asgi import Hall as App
from huying.project.hall.limits import Limit
from huying.project.hall.talking import Problem


def test_open_votes_from_many_devices(served, hall):
    poll = hall.poll()
    mine = {m: served.ticket(m) for m in hall.members}
    first, second, third, *_rest = hall.members
    assert served.press(poll, mine[first], {"m": "yes"}) == (200, {"code": "taken"})
    assert served.press(poll, mine[first], {"m": "yes"}) == (200, {"code": "same"})
    status, said = served.press(poll, mine[first], {"m": "no"})
    assert (status, said["code"]) == (409, "already")
    assert "以第一次为准" in said["say"]
    assert served.press(poll, mine[second], {"m": "maybe"})[1]["code"] == "bad"
    assert served.press(poll, mine[second], {"m": "no"})[0] == 200
    assert served.ask("GET", f"{served.code}/mine", ticket=mine[second])[1] == {
        "polls": {str(poll.pk): {"voted": True, "channel": "electronic", "present": True}}
    }
    stranger = served.ticket(hall.clerk)
    assert served.press(poll, stranger, {"m": "yes"})[1]["code"] == "stranger"

    # another device takes over: the old one is told, and does not vote
    new = served.ticket(third)
    status, said = served.press(poll, mine[third], {"m": "yes"})
    assert (status, said["code"]) == (401, "replaced")
    assert served.press(poll, new, {"m": "abstain"})[0] == 200

    act.close(poll, by=hall.leader, at=hall.later())
    assert served.press(poll, mine[hall.members[5]], {"m": "yes"})[1]["code"] == "closed"
    act.count(poll, by=hall.clerk, at=hall.at)
    assert poll.result["objects"][0]["counts"] == {"yes": 1, "no": 1, "abstain": 1, "unmarked": 0}


def test_votes_that_come_while_the_chair_closes_are_counted_if_they_were_acknowledged(served, hall):
    poll = hall.poll(secrecy="separated")
    sent = {m: served.ticket(m) for m in hall.members}
    told = []

    def press(ticket):
        told.append(served.press(poll, ticket, {"m": "yes"})[0])

    threads = [threading.Thread(target=press, args=[t]) for t in sent.values()]
    for n, thread in enumerate(threads):
        thread.start()
        if n == 3:
            act.close(poll, by=hall.leader, at=hall.at)
    for thread in threads:
        thread.join()
    act.count(poll, by=hall.clerk, at=hall.at)
    assert set(told) <= {200, 409}
    assert poll.result["objects"][0]["counts"]["yes"] == told.count(200)


def test_whoever_has_left_or_brings_a_false_ticket_does_not_vote(served, hall):
    poll = hall.poll()
    member = hall.members[0]
    ticket = served.ticket(member)
    for wrong in ("", "nonsense", ticket[:-2] + "xx", ticket.replace(f".{member.pk}.", ".999999.")):
        assert served.press(poll, wrong, {"m": "yes"})[1]["code"] == "ticket"
    watch = tickets.issue(tickets.WATCH, congress=served.code, member=member.pk)
    assert served.press(poll, watch, {"m": "yes"})[0] == 403
    neighbour = hall.world.neighbour
    with scope.congress(neighbour.congress):
        foreign = tickets.prepare(neighbour.deputy, at=hall.at)
    assert served.press(poll, foreign, {"m": "yes"})[1]["code"] == "ticket"
    assert served.ask("POST", f"linxi/{poll.pk}/vote", {"marks": {"m": "yes"}}, foreign)[0] == 404
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    assert served.press(poll, ticket, {"m": "yes"})[1]["code"] == "replaced"
    tickets.end(hall.members[1], at=hall.at)
    assert poll.open_votes.count() == 0


def test_bad_requests_are_refused_in_words(served, hall):
    poll = hall.poll()
    ticket = served.ticket(hall.members[0])
    path = f"{served.code}/{poll.pk}/vote"
    for body in (b"", b"[]", b"{", b'{"marks": 3}', b"[" * 5000, b"\xff\xfe"):
        assert served.ask("POST", path, body, ticket)[1]["code"] == "unreadable"
    assert served.ask("POST", path, b"x" * 140_000, ticket)[1]["code"] == "too_long"
    assert served.ask("POST", f"{served.code}/{'9' * 30}/vote", {"marks": {}}, ticket)[0] == 404
    assert served.ask("POST", f"{served.code}/{10**17}/vote", {"marks": {}}, ticket)[0] == 404
    assert served.ask("GET", "nowhere")[0] == 404
    assert served.ask("POST", path, {"marks": {"m": "yes"}}, ticket, Origin="https://evil.example")[0] == 403
    assert "access-control-allow-origin" not in served.headers
    assert served.ask("OPTIONS", path, Origin="http://testserver:8000")[0] == 204
    assert served.headers["access-control-allow-origin"] == "http://testserver:8000"
    assert "access-control-allow-credentials" not in served.headers
    served.app.presses = Limit(3, 2, clock=lambda: 0)  # however slow this machine is
    codes = [served.press(poll, ticket, {"m": "yes"})[0] for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    health = served.ask("GET", "health")[1]
    assert health["ok"] and health["written"] >= 1


def test_an_address_that_guesses_is_refused_before_any_work_is_done():
    written, answers = [], []

    class Lobby:
        async def write(self, act):
            written.append(act)
            raise Problem(403, "stranger")

    ballot = json.dumps({"token": "00" * 32, "signature": "AA==", "marks": {}}).encode()

    async def receive():
        return {"type": "http.request", "body": ballot}

    async def send(message):
        if message["type"] == "http.response.start":
            answers.append(message["status"])

    app = App([], Lobby())
    app.mistakes = Limit(3, 1, clock=lambda: 0)
    for address in ["10.0.0.1"] * 5 + ["10.0.0.2"]:
        asked = {
            "type": "http",
            "method": "POST",
            "path": "/hall/qinghe/7/cast",
            "headers": [],
            "client": (address, 1),
        }
        asyncio.run(app(asked, receive, send))
    assert answers == [403, 403, 403, 429, 429, 403]
    assert len(written) == 4
