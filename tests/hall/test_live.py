"""What is pushed: the poll on the devices of its roll, the turnout on the screen, the old device told, reconnecting cheap."""

import base64

from huying.ballots import kinds
from huying.ballots import operations as act
from huying.ballots.blind import paper, publickey, scheme
from huying.ballots.devices import tickets

from .conftest import until

NOTHING = {"polls": [], "sittings": []}


def test_devices_and_screens_follow_a_poll(served, hall):
    first, second, *_rest = hall.members
    mine = served.ticket(first)
    screen = tickets.issue(tickets.WATCH, congress=served.code, member=hall.clerk.pk)
    staff = tickets.issue(tickets.STAFF, congress=served.code, member=hall.clerk.pk)
    device, wall, desk = served.listen(mine), served.listen(screen), served.listen(staff)
    assert device.next("state")[0] == wall.next("state")[0] == NOTHING
    assert until(lambda: desk.next("online")[0]) == [first.pk]

    poll = hall.poll(roll=[first, second], title="关于批准决算的决议", question="同意批准")
    shown, number = device.next("state")
    [told] = shown["polls"]
    assert (told["id"], told["state"], told["question"], told["roll"]) == (poll.pk, "open", "同意批准", 2)
    assert told["objects"][0]["choices"] == [["yes", "赞成"], ["no", "反对"], ["abstain", "弃权"]]
    assert "turnout" not in told
    assert wall.next("state")[0]["polls"][0]["turnout"] == 0
    other = served.listen(served.ticket(hall.members[5]))
    assert other.next("state")[0] == NOTHING, "who is not on the roll is not shown the poll"

    served.press(poll, mine, {"m": "yes"})
    assert wall.next("state")[0]["polls"][0]["turnout"] == 1

    # back after a lost connection: the same state is not sent again, the next one is
    device.close()
    device = served.listen(mine, **{"Last-Event-ID": number})
    act.close(poll, by=hall.leader, at=hall.later())
    assert device.next("state")[0]["polls"][0]["state"] == "closed"
    act.count(poll, by=hall.clerk, at=hall.at)
    act.declare(poll, by=hall.leader, at=hall.at)
    until(lambda: (told := device.next("state")[0]["polls"][0])["state"] == "declared" and told)
    _status, state = served.ask("GET", f"{served.code}/state", ticket=mine)
    result = state["polls"][0]["result"]
    assert result["objects"][0]["bars"][0] == ["赞成", 1]
    assert result["outcome"] == "不足法定人数，不能宣布通过"

    served.ticket(first)
    assert device.next("replaced") is not None
    assert device.next("state") is None, "its stream has ended"
    status, said = served.ask("GET", f"{served.code}/events", ticket=mine)
    assert (status, said["code"]) == (401, "replaced"), "an old device that comes back is told as well"
    hall.later(hours=3)
    until(lambda: wall.next("state")[0] == NOTHING)


def test_a_verifiable_ballot_through_the_hall(served, hall):
    poll = hall.poll(secrecy="verifiable")
    key, mine = publickey.read(poll.public_key), served.ticket(hall.members[0])
    marks = {"m": "yes"}
    token = bytes(range(32))
    message = paper.prepared(token, kinds.canonical(marks))
    blinded, unblind = scheme.blind(key, message)
    ask = {"blinded": base64.b64encode(blinded).decode()}
    status, said = served.ask("POST", f"{served.code}/{poll.pk}/sign", ask, mine)
    assert (status, said["code"]) == (200, "taken")
    again = served.ask("POST", f"{served.code}/{poll.pk}/sign", ask, mine)[1]
    assert again == said
    other = base64.b64encode(scheme.blind(key, message)[0]).decode()
    assert (
        served.ask("POST", f"{served.code}/{poll.pk}/sign", {"blinded": other}, mine)[1]["code"] == "already"
    )
    second = served.ticket(hall.members[1])
    short = {"blinded": "AAAA"}
    assert served.ask("POST", f"{served.code}/{poll.pk}/sign", short, second)[1]["code"] == "unfit"

    signature = scheme.finalize(key, message, base64.b64decode(said["signature"]), unblind)
    ballot = {"token": token.hex(), "signature": base64.b64encode(signature).decode(), "marks": marks}
    cast = f"{served.code}/{poll.pk}/cast"
    assert served.ask("POST", cast, {**ballot, "marks": {"m": "no"}})[1]["code"] == "stranger"
    receipt = {"code": "taken", "receipt": paper.receipt(token, kinds.canonical(marks))}
    assert served.ask("POST", cast, ballot) == (200, receipt)
    assert "set-cookie" not in served.headers
    assert served.ask("POST", cast, ballot) == (200, receipt)
    for body in ({}, {**ballot, "token": "zz"}, {**ballot, "marks": []}):
        assert served.ask("POST", cast, body)[1]["code"] == "unfit"
    forged = {**ballot, "token": bytes(32).hex()}
    answers = {served.ask("POST", cast, forged)[0] for _ in range(70)}
    assert answers == {403, 429}, "guessing is slowed down"
    assert poll.verifiable.count() == 1
    act.close(poll, by=hall.leader, at=hall.later())
    until(lambda: served.ask("POST", cast, ballot) == (200, receipt))  # it stands
    assert served.ask("POST", cast, forged)[1]["code"] == "closed"
