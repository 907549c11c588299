"""The same pages at two sizes, asked for in turn: what slows the machine meanwhile slows both."""

import http.client
import shutil
import time
from contextlib import closing
from dataclasses import replace
from urllib.parse import urlsplit

from . import web
from .place import Place

LOT = 10  # requests to one size before the other has its turn


def aside(p: Place) -> Place:
    """A copy of this place as it is now, with a database and a home of its own. Nothing may be connected to it."""
    home = p.home / "aside"
    home.mkdir()
    for child in p.home.iterdir():
        if child != home:
            (shutil.copytree if child.is_dir() else shutil.copy2)(child, home / child.name)
    env = {**p.env, "HUYING_HOME": str(home)}
    if p.engine == "postgresql":
        env["DATABASE_URL"] = _copied(p.env["DATABASE_URL"])
    return replace(p, home=home, env=env)


def _copied(url: str) -> str:
    import psycopg

    parts = urlsplit(url)
    name = f"{parts.path.strip('/')}_aside"
    with closing(psycopg.connect(parts._replace(path="/template1").geturl(), autocommit=True)) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{parts.path.strip("/")}"')
    return parts._replace(path=f"/{name}").geturl()


def measure(servers: list[web.Server], path: str, cookie: str = "", times: int = 60) -> list[dict]:
    """p50, p95 and server CPU of one page in ms for each server, in lots in turn, `times` and web.LONG at least."""
    connections = [http.client.HTTPConnection("127.0.0.1", s.port, timeout=60) for s in servers]
    for server in servers:
        web.warm(server, path, cookie)
    taken: list[list[float]] = [[] for _ in servers]
    cpu = [0.0] * len(servers)
    until = time.perf_counter() + web.LONG * len(servers)
    while len(taken[0]) < times or time.perf_counter() < until:
        for n, server in enumerate(servers):
            before = server.cpu()
            for _ in range(LOT):
                begun = time.perf_counter()
                web.get(server.port, path, cookie, connections[n])
                taken[n].append(1000 * (time.perf_counter() - begun))
            cpu[n] += server.cpu() - before
    return [web.figures(t, c) for t, c in zip(taken, cpu, strict=True)]
