# ruff: noqa: S603
"""Votes of Huying as a target of peerbench, under the names of the vote scenarios of its OpenSlides target.

make(voters=500): voters with device tickets made before (the peer's voters have sessions made before), PostgreSQL with fsync on,
one process of the hall. vote_secret_* is the separated kind, vote_blind_c50 the verifiable one (token, blind signature,
ballot without a name: two requests), which the peer has nothing like. counted is asked of the declared tally.
"""

import asyncio
import base64
import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

import aiohttp
import loadclient as lc
import proc
from base import Target

ROOT = os.environ.get("PLATFORM_DIR") or str(Path(__file__).resolve().parent.parent)
PYTHON = os.environ.get("PLATFORM_PYTHON") or f"{ROOT}/.venv/bin/python"
CHOICES = ("yes", "no", "abstain")


class Ballots(Target):
    port = 18500
    name = "huying-ballots-pg"

    def __init__(self, voters: int):
        self.voters = voters
        self.base = f"http://127.0.0.1:{self.port}"
        self.home = tempfile.mkdtemp(prefix="huying-peer-")
        self.pg, self.srv, self.template = proc.Postgres(), None, "huying_ballots_tpl"

    def env(self, database):
        url = f"postgres://peer@127.0.0.1:{self.pg.port}/{database}"
        return {
            "DATABASE_URL": url, "HUYING_HOME": self.home,
            "DJANGO_SETTINGS_MODULE": "huying.project.settings", "PYTHONPATH": ROOT,
        }  # fmt: skip

    def prepare(self):
        """A template database, made once a run: the tickets are signed with the key of this home."""
        self.pg.start()
        try:
            self.pg.createdb(self.template)
            env = {**os.environ, **self.env(self.template)}
            subprocess.run(
                [PYTHON, "-m", "django", "migrate", "-v0"],
                cwd=ROOT,
                env=env,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            with Chair(env) as chair:
                self.tickets = chair.ask("fill", voters=self.voters)["tickets"]
        finally:
            self.pg.stop()

    def start(self):
        self.pg.start()
        self.pg.copydb(self.template, "huying_ballots")
        env = self.env("huying_ballots")
        command = [PYTHON, "-m", "huying", "hall", "--port", str(self.port)]
        self.srv = proc.Server(command, self.port, env=env, cwd=ROOT, ready_path="/hall/health").start(90)
        self.srv.extra_pids = [self.pg.pid()]
        self.chair = Chair({**os.environ, **env})

    def stop(self):
        self.chair.close()
        self.srv.stop()
        self.pg.stop()

    def info(self):
        return {
            "startup_s": self.srv.startup_s,
            "rss_idle_mib": self.srv.rss_idle,
            "rss_peak_mib": self.srv.peak_rss,
        }

    async def measure(self, rnd):
        out = {}
        people = lc.People(self.base, timeout=120)
        for name, secrecy, inflight in (
            ("vote_c50", "open", 50), ("vote_c500", "open", 500),
            ("vote_secret_c50", "separated", 50), ("vote_blind_c50", "verifiable", 50),
        ):  # fmt: skip
            out[name] = await self._round(people, secrecy, inflight)
        out["vote_c50_100ws"] = await self._among_listeners(people)
        await people.close()
        return out

    async def _round(self, people, secrecy, inflight, voters=0):
        voters = voters or self.voters
        poll = self.chair.ask("poll", secrecy=secrecy, voters=voters)
        make = self._blind(people, poll, voters) if secrecy == "verifiable" else self._plain(people, poll)
        told = await lc.run_jobs([make(n) for n in range(voters)], inflight, 240)
        done = self.chair.ask("finish", poll=poll["poll"])
        told["counted"], told["publish_s"] = done["returned"], round(done["close_s"], 3)
        return told

    def _plain(self, people, poll):
        path = f"/hall/bench/{poll['poll']}/vote"

        def one(n):
            async def job():
                await people.request(
                    "POST", path, {}, headers=self._ticket(n), json={"marks": {"m": CHOICES[n % 3]}}
                )

            return job

        return one

    def _blind(self, people, poll, voters):
        """The voter's half is prepared beforehand, as a phone does it by itself."""
        sys.path.insert(0, ROOT)
        from huying.ballots.blind import paper, publickey, scheme

        key, path = publickey.read(poll["key"]), f"/hall/bench/{poll['poll']}/"
        made = []
        for n in range(voters):
            token = secrets.token_bytes(paper.TOKEN_BYTES)
            message = paper.prepared(token, json.dumps({"m": CHOICES[n % 3]}, separators=(",", ":")).encode())
            made.append((token, message, *scheme.blind(key, message)))

        def one(n):
            async def job():
                token, message, blinded, unblind = made[n]
                asked = {"blinded": base64.b64encode(blinded).decode()}
                _status, body = await people.request(
                    "POST", path + "sign", {}, headers=self._ticket(n), json=asked
                )
                answer = base64.b64decode(json.loads(body)["signature"])
                signature = base64.b64encode(scheme.finalize(key, message, answer, unblind)).decode()
                ballot = {"token": token.hex(), "signature": signature, "marks": {"m": CHOICES[n % 3]}}
                await people.request("POST", path + "cast", {}, json=ballot)

            return job

        return one

    async def _among_listeners(self, people):
        """100 of the voters hold an open stream, as their phones do."""
        session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=None)
        )
        streams = [
            await session.get(f"{self.base}/hall/bench/events", headers=self._ticket(n)) for n in range(100)
        ]
        heard = [0]

        async def listen(stream):
            async for piece in stream.content.iter_any():
                heard[0] += len(piece)

        tasks = [asyncio.ensure_future(listen(stream)) for stream in streams]
        await asyncio.sleep(3)
        before = heard[0]
        told = await self._round(people, "open", 50, voters=100)
        told["ws_bytes_before"], told["ws_bytes_during"] = before, heard[0] - before
        for task in tasks:
            task.cancel()
        await session.close()
        return told

    def _ticket(self, n):
        return {"Authorization": f"Bearer {self.tickets[n]}"}


class Chair:
    """Whoever opens and counts, in a process of its own: `huying.project.bench.ballots_chair`."""

    def __init__(self, env):
        command = [PYTHON, "-m", "huying.project.bench.ballots_chair"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.process.stdout.readline()

    def ask(self, do, **given):
        self.process.stdin.write(json.dumps({"do": do, **given}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def make(voters="500"):
    return Ballots(int(voters))
