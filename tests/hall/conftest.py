"""The process of the hall in a thread, on a real socket, over the test's database."""

import http.client
import json
import threading
import time

import pytest
import uvicorn

from huying.ballots.devices import tickets
from huying.kernel import scope
from huying.project.hall import server
from huying.project.hall.asgi import Hall as App
from huying.project.hall.lobby import Lobby
from tests.ballots.conftest import Hall

ORIGIN = "http://testserver:8000"


class Served:
    """The running process and whoever talks to it."""

    def __init__(self, hall, origin=ORIGIN):
        self.hall, self.code = hall, hall.congress.code
        self.lobby = Lobby()
        self.socket = server.listen("127.0.0.1", 0)
        self.port = self.socket.getsockname()[1]
        self.app = App([origin], self.lobby)
        config = uvicorn.Config(self.app, ws="none", lifespan="on", log_level="warning", access_log=False)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self.thread.start()
        until(lambda: self.server.started)

    def stop(self):
        self.server.should_exit = True
        for listener in self.lobby.listeners.everyone():
            listener.ended = True
        while self.thread.is_alive():
            for listener in self.lobby.listeners.everyone():
                self.lobby.loop.call_soon_threadsafe(listener.end)
            self.thread.join(0.05)

    def ticket(self, member, at=None) -> str:
        with scope.congress(self.hall.congress):
            return tickets.prepare(member, at=at or self.hall.at)

    def ask(self, method, path, body=None, ticket="", **headers):
        """(status, answer)"""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {"Authorization": f"Bearer {ticket}"} if ticket else {}
        raw = json.dumps(body).encode() if isinstance(body, dict) else body
        line.request(method, f"/hall/{path}", raw, sent | headers)
        found = line.getresponse()
        text = found.read()
        self.headers = {k.lower(): v for k, v in found.getheaders()}
        line.close()
        return found.status, json.loads(text) if text else None

    def press(self, poll, ticket, marks):
        return self.ask("POST", f"{self.code}/{poll.pk}/vote", {"marks": marks}, ticket)

    def listen(self, ticket, **headers):
        return Stream(self, ticket, headers)


class Stream:
    """An open stream; `next(name)` waits for the next event of that name."""

    def __init__(self, served, ticket, headers):
        self.line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
        self.line.request(
            "GET", f"/hall/{served.code}/events", headers={"Authorization": f"Bearer {ticket}", **headers}
        )
        self.answer = self.line.getresponse()
        assert self.answer.status == 200

    def next(self, name):
        """(data, id); None where the stream has ended."""
        event = number = None
        while line := self.answer.readline().decode():
            word, _, value = line.rstrip("\n").partition(": ")
            if word == "id":
                number = value
            if word == "event":
                event = value
            if word == "data" and event == name:
                return json.loads(value), number
        return None

    def close(self):
        self.line.close()


def until(true, seconds=10.0):
    """Wait for it."""
    ends = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.01)
    return found


@pytest.fixture
def hall(transactional_db, settings, tmp_path):
    settings.HOME = tmp_path
    made = Hall()
    with scope.congress(made.congress):
        yield made


@pytest.fixture
def served(hall, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: hall.at)
    made = Served(hall)
    yield made
    made.stop()
