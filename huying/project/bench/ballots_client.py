"""The voters of `bench ballots`: `ballots_client PLAN` reads a JSON plan, prints what was acknowledged and how fast.

Each voter has a ticket and connections of their own: one a request, as a phone that wakes up for it. At most `inflight`
ballots are under way at once. Whoever gets no answer, or one that says "again", sends the same ballot again. Cheap on
purpose: it shares the two processors with server and database.
"""

import asyncio
import base64
import gc
import json
import random
import resource
import sys
import time
from pathlib import Path

import uvloop

AGAIN = (500, 502, 503, 429)
PATIENCE = 10.0  # seconds until an answer is given up and asked for again
CHOICES = ("yes", "no", "abstain")
CSRF = "b" * 32


class Call(asyncio.Protocol):
    """One connection, one request, one answer."""

    def __init__(self, raw: bytes, answer: asyncio.Future):
        self.raw, self.answer, self.got = raw, answer, b""

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.raw)

    def data_received(self, data):
        self.got += data
        head, sep, body = self.got.partition(b"\r\n\r\n")
        if not sep:
            return
        place = head.lower().find(b"content-length: ")
        length = int(head[place + 16 :].partition(b"\r\n")[0])
        if len(body) >= length and not self.answer.done():
            self.answer.set_result((int(head[9:12]), body))
            self.transport.close()

    def connection_lost(self, error):
        if not self.answer.done():
            self.answer.set_exception(ConnectionError())


class Crowd:
    """Voters of one poll; `acknowledged` voter → choice."""

    def __init__(self, plan: dict):
        self.plan, self.port = plan, plan["port"]
        self.acknowledged: dict[int, str] = {}
        self.taken: list[float] = []
        self.refused: dict[str, int] = {}
        self.retries = 0
        self.first = self.last = 0.0
        self.done_at: list[float] = []

    async def ask(self, path: str, body: dict, ticket: str = "") -> tuple[int, dict]:
        """Until somebody answers."""
        raw = json.dumps(body).encode()
        more = f"Authorization: Bearer {ticket}\r\n" if ticket else ""
        status, found = await self.send(path, raw, "application/json", more)
        return status, json.loads(found)

    async def send(self, path: str, body: bytes, kind: str, more: str) -> tuple[int, bytes]:
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
        raw, loop, wait = head.encode() + body, asyncio.get_running_loop(), 0.5
        while True:
            answer = loop.create_future()
            try:
                await loop.create_connection(lambda: Call(raw, answer), "127.0.0.1", self.port)  # noqa: B023
                status, found = await asyncio.wait_for(answer, PATIENCE)
                if status not in AGAIN:
                    return status, found
            except (OSError, TimeoutError):
                pass
            self.retries += 1
            await asyncio.sleep(random.uniform(0.2, 1.0) * wait)
            wait = min(
                2.0, wait * 1.5
            )  # as a device does: who asks ever sooner keeps a server from getting up

    async def plain(self, n: int, session: str) -> tuple[int, dict]:
        """The sheet of the plain page, as a form: a redirect back to it says that the ballot was taken."""
        cookies = f"Cookie: sessionid={session}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\n"
        body = f"m={CHOICES[n % 3]}".encode()
        kind = "application/x-www-form-urlencoded"
        status, _page = await self.send(self.plan["path"] + "vote/", body, kind, cookies)
        return (200, {}) if status == 302 else (status, {"code": str(status)})

    async def vote(self, n: int, ticket: str) -> tuple[int, dict]:
        choice = CHOICES[n % 3]
        return await self.ask(self.plan["path"] + "vote", {"marks": {"m": choice}}, ticket)

    async def verifiable(self, n: int, ticket: str) -> tuple[int, dict]:
        """Sign, take the blinding off, cast without a name."""
        from huying.ballots.blind import scheme

        key, (token, message, blinded, unblind) = self.key, self.blinded[n]
        status, found = await self.ask(self.plan["path"] + "sign", {"blinded": blinded}, ticket)
        if status != 200:
            return status, found
        # as a browser does: multiply; the server checks the signature anyway
        number = int.from_bytes(base64.b64decode(found["signature"]), "big") * unblind % key.n
        signature = number.to_bytes(key.size, "big")
        if n % 50 == 0 and not scheme.verify(key, message, signature):
            raise ValueError("a signature that does not hold")
        ballot = {
            "token": token,
            "signature": base64.b64encode(signature).decode(),
            "marks": {"m": CHOICES[n % 3]},
        }
        return await self.ask(self.plan["path"] + "cast", ballot)

    def prepare(self) -> None:
        """What a phone does by itself before it is pressed is not the server's time."""
        import secrets

        from huying.ballots import kinds
        from huying.ballots.blind import paper, publickey, scheme

        self.key, self.blinded = publickey.read(self.plan["key"]), []
        for n in range(len(self.plan["tickets"])):
            token = secrets.token_bytes(paper.TOKEN_BYTES)
            message = paper.prepared(token, kinds.canonical({"m": CHOICES[n % 3]}))
            blinded, unblind = scheme.blind(self.key, message)
            self.blinded.append((token.hex(), message, base64.b64encode(blinded).decode(), unblind))

    async def present(self, _n: int, ticket: str) -> tuple[int, dict]:
        return await self.ask(self.plan["path"], {"code": self.plan["code"]}, ticket)

    async def run(self) -> dict:
        act = {
            "vote": self.vote,
            "verifiable": self.verifiable,
            "present": self.present,
            "plain": self.plain,
        }[self.plan["act"]]
        if self.plan["act"] == "verifiable":
            self.prepare()
        gc.collect()
        gc.freeze()
        gate = asyncio.Semaphore(self.plan["inflight"])
        cpu = time.process_time()
        self.first = time.perf_counter()

        async def one(n: int, ticket: str) -> None:
            async with gate:
                begun, before = time.perf_counter(), self.retries
                status, found = await act(n, ticket)
                now = time.perf_counter()
                # a retry of a secret ballot is told that one of this voter's stands already: that is its acknowledgement
                if status == 200 or (found["code"] == "already" and self.retries > before):
                    self.acknowledged[n] = CHOICES[n % 3]
                    self.taken.append(now - begun)
                    self.last = now
                else:
                    self.refused[found["code"]] = self.refused.get(found["code"], 0) + 1

        await asyncio.gather(*(one(n, t) for n, t in enumerate(self.plan["tickets"])))
        self.taken.sort()
        seconds = max(self.last - self.first, 1e-6)

        def at(share: float) -> float:
            place = min(len(self.taken) - 1, int(len(self.taken) * share))
            return 1000 * self.taken[place] if self.taken else 0.0

        return {
            "acknowledged": len(self.acknowledged), "choices": {c: list(self.acknowledged.values()).count(c) for c in CHOICES},
            "seconds": seconds, "per_s": len(self.acknowledged) / seconds,
            "p50_ms": at(0.5), "p95_ms": at(0.95), "max_ms": at(1.0),
            "refused": self.refused, "retries": self.retries, "cpu_s": time.process_time() - cpu,
        }  # fmt: skip


class Ear(asyncio.Protocol):
    """One listener: counts events, notes when the word it waits for came."""

    def __init__(self, crowd: "Ears", raw: bytes):
        self.crowd, self.raw, self.rest = crowd, raw, b""

    def connection_made(self, transport):
        self.crowd.connections.append(transport)
        transport.write(self.raw)

    def data_received(self, data):
        if b'"state":"' not in data and b"event: state" not in data:
            return
        self.crowd.heard += 1
        for word in self.crowd.words:
            if b'"state":"%b"' % word in data:
                self.crowd.when[word].append(time.time())

    def connection_lost(self, error):
        self.crowd.lost += not self.crowd.over


class Ears:
    """Many listeners that come with jitter and stay until a line on standard input."""

    def __init__(self, plan: dict):
        self.plan, self.words = plan, (b"open", b"closed", b"declared")
        self.when: dict[bytes, list[float]] = {w: [] for w in self.words}
        self.connections: list = []
        self.heard = self.lost = 0
        self.over = False

    async def run(self) -> dict:
        loop = asyncio.get_running_loop()
        pause = self.plan["seconds"] / max(1, len(self.plan["tickets"]))
        for ticket in self.plan["tickets"]:
            raw = f"GET {self.plan['path']} HTTP/1.1\r\nHost: hall\r\nAuthorization: Bearer {ticket}\r\n\r\n".encode()
            await loop.create_connection(lambda: Ear(self, raw), "127.0.0.1", self.plan["port"])  # noqa: B023
            await asyncio.sleep(pause * random.uniform(0.2, 1.8))
        await asyncio.sleep(1.0)
        print("ready", flush=True)
        await loop.run_in_executor(None, sys.stdin.readline)
        self.over = True
        return {
            "heard": self.heard, "lost": self.lost, "open": len(self.connections),
            "last": {w.decode(): max(times, default=0.0) for w, times in self.when.items()},
            "count": {w.decode(): len(times) for w, times in self.when.items()},
        }  # fmt: skip


def main(path: str) -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    plan = json.loads(Path(path).read_text(encoding="utf-8"))
    crowd = Ears(plan) if plan["act"] == "listen" else Crowd(plan)
    print(json.dumps(uvloop.run(crowd.run())), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
