"""The web server in front of Django, over real sockets: slow and hostile senders, bodies, long answers, the order of answers."""

import asyncio
import contextlib
import os
import socket
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace

import pytest

from huying.project.public_cache import _made
from huying.project.web import protocol, requests, worker
from huying.project.web.front import Front
from huying.project.web.worker import Server

ROOMS = (requests.FORMS, requests.UPLOADS)
KEPT = _made([("Content-Type", "text/html")], "公开页".encode() * 300, 1, None)


class Told:
    """What stands for cache and Django: /kept is in memory, everything else says what it was asked."""

    def __init__(self):
        self.asked, self.hold = [], threading.Event()

    def at_once(self, environ):
        return KEPT if environ["PATH_INFO"] == "/kept" else None

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read()
        self.asked.append({**environ, "body": body})
        path = environ["PATH_INFO"]
        start_response("200 OK", [("X-Path", path), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        if path == "/wait":
            self.hold.wait(10)
        if path == "/file":
            return environ["wsgi.file_wrapper"](Path(__file__).open("rb"))
        if path == "/long":
            return (b"x" * 300_000 for _ in range(5))
        return [str(len(body)).encode()]


@pytest.fixture(scope="module")
def server():
    told = Told()
    front = Front(told, threads=1)
    config = protocol.config(front)
    running = Server(
        config, SimpleNamespace(notify=lambda: None, wsgi=front, max_requests=10**9, ppid=os.getppid())
    )
    running.capture_signals = contextlib.nullcontext  # a thread gets no signals
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: asyncio.run(running.serve([listening])), daemon=True)
        thread.start()
        yield SimpleNamespace(port=listening.getsockname()[1], told=told, running=running)
        running.should_exit = True
        thread.join(10)


@pytest.fixture
def web(server):
    server.told.asked.clear()
    return server


def ask(web, path, method="GET", body=None, **headers):
    connection = HTTPConnection("127.0.0.1", web.port, timeout=10)
    connection.request(method, path, body, {k.replace("__", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def raw(web, sent: bytes) -> bytes:
    """Everything that is answered until the server closes."""
    with socket.create_connection(("127.0.0.1", web.port), timeout=10) as s:
        s.sendall(sent)
        return b"".join(iter(lambda: s.recv(65536), b""))


def test_an_upload_of_twenty_megabytes_arrives_whole_also_in_pieces_of_unknown_number(web):
    big = bytes(range(256)) * 80_000
    assert ask(web, "/up", "POST", big)[2] == b"20480000" and web.told.asked[0]["body"] == big
    assert ask(web, "/up", "POST", iter([b"abc", b"de"]))[2] == b"5"  # chunked
    assert web.told.asked[1]["CONTENT_LENGTH"] == "5"


def test_too_long_a_body_is_refused_before_it_is_sent(web):
    head = b"POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (requests.MOST_BODY + 1)
    assert raw(web, head).startswith(b"HTTP/1.1 413") and not web.told.asked


def test_who_sends_nothing_more_is_sent_away_and_holds_no_thread(web, monkeypatch):
    monkeypatch.setattr(requests, "PAUSE", 0.3)
    monkeypatch.setattr(protocol, "HEAD", 0.3)
    half = b"POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc"
    stalled = [socket.create_connection(("127.0.0.1", web.port), timeout=5) for _ in range(5)]
    for s in stalled:
        s.sendall(half)
    assert ask(web, "/up", "POST", b"ab")[2] == b"2"  # the one thread is free
    assert stalled[0].recv(100).startswith(b"HTTP/1.1 408")
    for s in stalled:
        s.close()
    assert raw(web, b"") == raw(web, b"GET / HTTP/1.1\r\nHost: ") == b""
    assert [a["REQUEST_METHOD"] for a in web.told.asked] == ["POST"]


def test_what_frames_a_body_is_no_head_that_takes_too_long(web, monkeypatch):
    monkeypatch.setattr(protocol, "HEAD", 0.2)
    web.told.hold.clear()
    chunked = b"POST /wait HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    known = b"POST /wait HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\n"
    senders = []
    for pieces in ((chunked, b"3\r\n", b"abc\r\n", b"0\r\n\r\n"), (known, b"abc", b"\r\n")):
        s = socket.create_connection(("127.0.0.1", web.port), timeout=10)
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            s.sendall(piece)
            time.sleep(0.05)  # a segment each
        senders.append(s)
    time.sleep(0.5)  # Django takes longer than a head may
    web.told.hold.set()
    assert [b"".join(iter(lambda s=s: s.recv(65536), b""))[-1:] for s in senders] == [b"3", b"3"]


def test_who_reads_nothing_is_left(web, monkeypatch):
    monkeypatch.setattr(worker, "LOOKED_AT", 0.1)
    monkeypatch.setattr(worker, "STALLED", 0.2)
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        s.connect(("127.0.0.1", web.port))
        s.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n" * 20)
        _until(lambda: web.told.asked)
        ours = {c for c in web.running.server_state.connections if c.client == s.getsockname()}
        _until(lambda: not ours & web.running.server_state.connections)
    assert ours


class Reader:
    """A connection as the server looks at it: bytes of ours that wait, and those that the kernel still holds."""

    def __init__(self, held):
        self.transport, self.held, self.aborted = self, held, False

    def abort(self):
        self.aborted = True


def test_who_takes_a_little_is_served_to_the_end(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(worker.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(worker, "_unread", lambda reader: reader.held)
    server = Server(protocol.config(Front(Told())), None)
    slow, gone = Reader(3_000_000), Reader(3_000_000)
    server.server_state.connections = {slow, gone}
    for _ in range(10):
        server._leave_who_reads_nothing()
        clock[0] += worker.STALLED / 2
        slow.held -= worker.LITTLE
    assert gone.aborted and not slow.aborted


def test_what_the_kernel_holds_counts_as_not_taken():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        theirs = socket.create_connection(listening.getsockname())
        ours, _address = listening.accept()
    ours.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        for _ in range(1000):
            ours.send(bytes(65536))
    transport = SimpleNamespace(get_write_buffer_size=lambda: 1, get_extra_info={"socket": ours}.get)
    assert worker._unread(transport) > worker.LITTLE
    transport.get_write_buffer_size = lambda: 0
    assert worker._unread(transport) == 0  # the kernel sends the rest by itself
    ours.close(), theirs.close()


def _until(true):
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_bodies_are_bounded_each_together_and_in_time(web, monkeypatch):
    asks = b"GET /up HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (requests.MOST_ASKING + 1)
    assert raw(web, asks).startswith(b"HTTP/1.1 413")
    monkeypatch.setattr(requests, "IN_MEMORY", 10)
    monkeypatch.setattr(requests, "LONG", 100)
    _until(lambda: not any(room.held for room in ROOMS))
    monkeypatch.setattr(requests, "TRUSTED", frozenset())  # the sender is no proxy
    for room, much in ((requests.FORMS, 20), (requests.UPLOADS, 120)):
        for bound in ("most", "of_one"):
            with monkeypatch.context() as m:
                m.setattr(room, bound, much)
                assert ask(web, "/up", "POST", b"x" * (much + 1))[0] == 503
                assert ask(web, "/up", "POST", b"x" * much)[0] == 200
                m.setattr(room, bound, 0)
                assert ask(web, "/up", "POST", b"x" * 10)[0] == 200  # what is short is always taken
                other = 120 if room is requests.FORMS else 20
                assert (
                    ask(web, "/up", "POST", b"x" * other)[0] == 200
                )  # nor does one kind fill the other's room
    monkeypatch.setattr(requests, "TRUSTED", {"127.0.0.1"})
    monkeypatch.setattr(requests.FORMS, "of_one", 0)
    assert ask(web, "/up", "POST", b"x" * 20)[0] == 200  # a proxy brings everybody's
    web.told.asked.clear()
    monkeypatch.setattr(requests, "PAUSE", 0.2)
    for slowest, longest in ((10**9, requests.LONGEST), (0.1, 0)):
        monkeypatch.setattr(requests, "SLOWEST", slowest)
        monkeypatch.setattr(requests, "LONGEST", longest)
        with socket.create_connection(("127.0.0.1", web.port), timeout=10) as s:
            s.sendall(b"POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n")
            with contextlib.suppress(OSError):
                for _ in range(9):  # never a pause, and never an end
                    s.sendall(b"x")
                    time.sleep(0.06)
            assert s.recv(100).startswith(b"HTTP/1.1 408")
    assert not web.told.asked
    _until(lambda: not any(room.held or room.by_sender for room in ROOMS))


def test_an_endless_head_and_what_is_no_http_are_refused(web):
    many = b"GET /up HTTP/1.1\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 500) for n in range(200))
    assert raw(web, many).startswith(b"HTTP/1.1 400")
    assert raw(web, b"\x16\x03\x01\x02\x00\x01\x00").startswith(b"HTTP/1.1 400")
    both = b"POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert raw(web, both).startswith(b"HTTP/1.1 400") and not web.told.asked
    other = b"GET /one HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: A\r\n\r\n"
    assert (
        raw(web, other).startswith(b"HTTP/1.1 200") and len(web.told.asked) == 1
    )  # answered once, then closed


def test_headers_come_as_wsgi_wants_them_and_none_passes_for_a_proxys(web):
    ask(web, "/%E8%B7%AF?q=%E7%81%AF", X_Forwarded_For="6.6.6.6", X__Forwarded__For="10.0.0.1", Cookie="a=1")
    (asked,) = web.told.asked
    assert asked["PATH_INFO"].encode("latin-1").decode() == "/路" and asked["QUERY_STRING"] == "q=%E7%81%AF"
    assert (asked["HTTP_X_FORWARDED_FOR"], asked["HTTP_COOKIE"]) == ("10.0.0.1", "a=1")
    assert (asked["REMOTE_ADDR"], asked["wsgi.url_scheme"]) == ("127.0.0.1", "http")
    ask(web, "/x", X__Forwarded__Proto="https")
    assert web.told.asked[1]["wsgi.url_scheme"] == "https"
    assert not requests.secure(("10.9.9.9", 1), [(b"x-forwarded-proto", b"https")])


def test_long_answers_and_files_arrive_whole_and_cookies_stay_apart(web):
    assert ask(web, "/long")[2] == b"x" * 1_500_000
    with Path(__file__).open("rb") as own:
        assert ask(web, "/file")[2] == own.read()
    assert ask(web, "/one")[1]["Content-Length"] == "1"
    _status, headers, body = ask(web, "/one", "HEAD")
    assert headers.get_all("Set-Cookie") == ["a=1", "b=2"] and body == b""


def test_a_kept_page_waits_for_no_thread_but_for_its_turn(web):
    web.told.hold.clear()
    waiting = threading.Thread(target=ask, args=(web, "/wait"))
    waiting.start()
    assert ask(web, "/kept")[2] == KEPT.body  # while the one thread is taken
    web.told.hold.set()
    waiting.join(10)
    line = "GET {} HTTP/1.1\r\nHost: x\r\nConnection: {}\r\n\r\n"
    order = [("/kept", "keep-alive"), ("/one", "keep-alive"), ("/kept", "keep-alive"), ("/two", "close")]
    said = raw(web, "".join(line.format(*one) for one in order).encode())
    first, second = said.index(KEPT.body), said.rindex(KEPT.body)
    assert first < said.index(b"/one") < second < said.index(b"/two")


def test_a_kept_page_is_packed_unchanged_or_bare_as_asked(web):
    status, headers, body = ask(web, "/kept", Accept__Encoding="gzip")
    assert (status, headers["Content-Encoding"], body) == (200, "gzip", KEPT.packed) and headers["Date"]
    assert ask(web, "/kept", If__None__Match=headers["ETag"])[::2] == (304, b"")
    assert ask(web, "/kept", "HEAD")[::2] == (200, b"") and not web.told.asked
    older = b"GET /kept HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n"
    raw(web, older)  # closed behind its answer, as every page is for who speaks 1.0


def test_a_process_ends_when_it_has_answered_enough_or_gunicorn_is_gone():
    front = Front(Told())
    worker = SimpleNamespace(notify=lambda: None, wsgi=front, max_requests=2, ppid=os.getppid())
    server = Server(protocol.config(front), worker)

    def ends():
        return asyncio.run(server.on_tick(1))

    assert not ends()
    front.asked = 2
    assert ends()
    front.asked, worker.ppid = 0, -1
    assert ends()
