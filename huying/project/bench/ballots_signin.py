"""Signing in with name and password, form and all, on two web workers: what a hall without device tickets would need."""

import http.client
import re
import threading
import time
from urllib.parse import urlencode

from . import web
from .ballots_hall import Stage

PASSWORD = "一段足够长的口令 2026"  # noqa: S105 - of the bench's own people
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
AT_ONCE = 16


def signins(s: Stage, many: int) -> dict:
    """`many` people at AT_ONCE at a time; each has cookies and an address of their own."""
    server = web.Server(s.place)
    people, faults, lock = list(range(min(many, 200))), [], threading.Lock()

    def work():
        while True:
            with lock:
                if not people:
                    return
                n = people.pop()
            try:
                _one(server.port, n)
            except (ValueError, OSError, http.client.HTTPException) as reason:
                faults.append(str(reason))

    try:
        web.get(server.port, "/sign-in/")
        cpu, begun = server.cpu(), time.perf_counter()
        threads = [threading.Thread(target=work) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds, cpu = time.perf_counter() - begun, server.cpu() - cpu
    finally:
        server.stop()
    done = min(many, 200) - len(faults)
    return {
        "signins_per_s": done / seconds,
        "signin_cpu_ms": 1000 * cpu / max(1, done),
        "signin_faults": sorted(set(faults))[:3],
    }


def _one(port: int, n: int) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/sign-in/")
    answer = line.getresponse()
    token, cookies = TOKEN.search(answer.read()), _cookies(answer)
    if token is None:
        raise ValueError("no form")
    fields = urlencode(
        {"csrfmiddlewaretoken": token[1].decode(), "username": f"deputy{n}", "password": PASSWORD}
    )
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
    line.request("POST", "/sign-in/", fields, headers)
    answer = line.getresponse()
    answer.read()
    if answer.status != 302:
        raise ValueError(f"sign-in {answer.status}")
    line.close()


def _cookies(answer) -> str:
    return "; ".join(v.partition(";")[0] for k, v in answer.getheaders() if k.lower() == "set-cookie")
