"""The visitors of a rush, cheap enough to share the two processors: `rush_client PORT PLAN` prints what happened.

Pages are asked for at a steady rate over connections that stay open (as behind a proxy); a latency is counted from the
moment at which the request was due, so that a slow server does not hide its queue. Each submission is a visitor of its
own: form, a few seconds of writing, sending, slip with the code, confirming; own cookies, own address.
"""

import asyncio
import json
import random
import re
import sys
import time
from collections import deque
from pathlib import Path
from urllib.parse import urlencode

HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
OUTPUT = re.compile(rb"<output>([^<]+)</output>")
COOKIE = re.compile(rb"set-cookie: ([^=]+)=([^;\r]*)", re.I)
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.I)
WRITES = 4.0  # seconds that a person takes for the form at least


class Reader(asyncio.Protocol):
    """One open connection: one request at a time, the answers counted."""

    def __init__(self, crowd):
        self.crowd, self.buffer, self.missing, self.due = crowd, b"", -1, 0.0
        self.transport = None

    def connection_made(self, transport):
        self.transport = transport
        self.crowd.free.append(self)

    def ask(self, request: bytes, due: float):
        self.due, self.buffer, self.missing = due, b"", -1
        self.transport.write(request)

    def data_received(self, data):
        if self.missing < 0:
            self.buffer += data
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.buffer[: end + 2]
            found = LENGTH.search(head)
            self.missing = (int(found[1]) if found else 0) - (len(self.buffer) - end - 4)
            self.crowd.statuses[head[9:12]] = self.crowd.statuses.get(head[9:12], 0) + 1
        else:
            self.missing -= len(data)
        if self.missing <= 0 and self.due:
            self.crowd.taken.append(time.perf_counter() - self.due)
            self.due = 0.0
            self.crowd.serve(self)

    def connection_lost(self, error):
        if self.due:
            self.crowd.broken += 1
        if self in self.crowd.free:
            self.crowd.free.remove(self)
        self.crowd.renew()


class Crowd:
    """Readers of public pages, `rate` requests a second over `width` connections."""

    def __init__(self, port, plan):
        r = random.Random(1)
        weights, paths = [w for w, _ in plan["pages"]], [p for _, p in plan["pages"]]
        ask = "GET {} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nAccept-Language: zh-CN,zh;q=0.9\r\n\r\n"
        self.requests = [ask.format(p).encode() for p in r.choices(paths, weights, k=5000)]
        self.port, self.rate, self.width, self.seconds = port, plan["rate"], plan["width"], plan["seconds"]
        self.free, self.waiting, self.renewing = [], deque(), []
        self.taken, self.statuses, self.broken, self.asked, self.over = [], {}, 0, 0, False

    async def run(self):
        loop = asyncio.get_running_loop()
        for _ in range(self.width):
            await loop.create_connection(lambda: Reader(self), "127.0.0.1", self.port)
        begun = time.perf_counter()
        while (now := time.perf_counter()) < begun + self.seconds:
            wanted = int((now - begun) * self.rate)
            while self.asked < wanted:
                self.waiting.append(begun + (self.asked + 1) / self.rate)
                self.asked += 1
            while self.waiting and self.free:
                self.serve(self.free.pop())
            await asyncio.sleep(0.002)
        until = time.perf_counter() + 10
        while len(self.taken) + self.broken < self.asked and time.perf_counter() < until:
            await asyncio.sleep(0.01)
        self.over = True
        return time.perf_counter() - begun

    def serve(self, reader):
        if self.waiting and not reader.transport.is_closing():
            reader.ask(self.requests[self.asked % 5000 - len(self.waiting) % 5000], self.waiting.popleft())
        elif reader not in self.free:
            self.free.append(reader)

    def renew(self):
        if not self.over:
            loop = asyncio.get_running_loop()
            self.renewing = [t for t in self.renewing if not t.done()]
            self.renewing.append(
                loop.create_task(loop.create_connection(lambda: Reader(self), "127.0.0.1", self.port))
            )


class Visitor:
    """Somebody who says something and confirms it."""

    def __init__(self, port, number, home):
        self.port, self.home, self.cookies = port, home, {}
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

    async def ask(self, method, path, fields=None) -> tuple[int, bytes]:
        body = urlencode(fields).encode() if fields is not None else b""
        lines = [
            f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", f"X-Forwarded-For: {self.address}",
            f"Cookie: {'; '.join(f'{k}={v}' for k, v in self.cookies.items())}",
        ]  # fmt: skip
        if fields is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            answer = await reader.read(-1)
        finally:
            writer.close()
        head, _, page = answer.partition(b"\r\n\r\n")
        for name, value in COOKIE.findall(head):
            self.cookies[name.decode()] = value.decode()
        return int(head[9:12]), page

    async def say(self, text) -> str:
        """The number that was confirmed; ValueError with the place where it went wrong."""
        status, page = await self.ask("GET", self.home + "voices/say/")
        fields = {k.decode(): v.decode() for k, v in HIDDEN.findall(page)}
        if status != 200 or "csrfmiddlewaretoken" not in fields:
            raise ValueError(f"form {status}")
        await asyncio.sleep(WRITES)
        fields |= {
            "text": text,
            "consent": "on",
            "author": "测试",
            "phone": f"139{random.randrange(10**8):08d}",
        }
        status, page = await self.ask("POST", self.home + "voices/say/", fields)
        if status != 302:
            raise ValueError(
                f"say {status} {' '.join(re.findall(r'class=.error.>([^<]+)', page.decode())[:2])}"
            )
        status, page = await self.ask("GET", self.home + "voices/said/")
        told = OUTPUT.findall(page)
        if status != 200 or len(told) < 2:
            raise ValueError(f"slip {status}")
        token = next(v.decode() for k, v in HIDDEN.findall(page) if k == b"csrfmiddlewaretoken")
        status, page = await self.ask(
            "POST",
            self.home + "voices/said/",
            {"csrfmiddlewaretoken": token, "code": told[1].decode().replace(" ", "")},
        )
        if status != 302:
            raise ValueError(f"confirm {status}")
        return told[0].decode()


async def submissions(port, plan, wait: float) -> dict:
    """`submissions` visitors a second for `seconds`, the first WRITES seconds before the pages."""
    numbers, faults, taken, tasks = [], [], [], []
    ended = [0.0]

    async def one(n):
        begun = time.perf_counter()
        try:
            numbers.append(
                await Visitor(port, n + 1, plan["home"]).say(
                    f"第{n}号街口的路灯不亮，晚上走路看不清，请派人来修。"
                )
            )
            taken.append(time.perf_counter() - begun - WRITES)
        except (ValueError, OSError, IndexError) as reason:
            faults.append(str(reason))
        ended[0] = time.perf_counter()

    begun = time.perf_counter() + wait
    await asyncio.sleep(wait)
    for n in range(int(plan["submissions"] * plan["seconds"])):
        await asyncio.sleep(max(0.0, begun + n / plan["submissions"] - time.perf_counter()))
        tasks.append(asyncio.create_task(one(n)))
    await asyncio.gather(*tasks)
    # the first can be acknowledged only after the time of writing
    seconds = max(ended[0] - begun - WRITES, 0.001)
    return {"numbers": numbers, "faults": faults, "taken": taken, "seconds": seconds}


async def rush(port, plan) -> dict:
    crowd = Crowd(port, plan)
    saying = asyncio.create_task(submissions(port, plan, 0.0))
    await asyncio.sleep(WRITES)  # both at full strength at the same time
    seconds = await crowd.run()
    said = await saying
    taken, waits = sorted(crowd.taken) or [0.0], sorted(said["taken"]) or [0.0]
    return {
        "pages": len(crowd.taken), "seconds": seconds, "broken": crowd.broken,
        "statuses": {k.decode(): v for k, v in crowd.statuses.items()},
        "p50_ms": 1000 * taken[len(taken) // 2], "p95_ms": 1000 * taken[int(len(taken) * 0.95)], "max_ms": 1000 * taken[-1],
        "said": len(said["numbers"]), "said_seconds": said["seconds"], "faults": said["faults"], "numbers": said["numbers"],
        "say_p95_ms": 1000 * waits[int(len(waits) * 0.95)], "cpu": time.process_time(),
    }  # fmt: skip


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    print(json.dumps(asyncio.run(rush(int(sys.argv[1]), given))))
