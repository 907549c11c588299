# ruff: noqa: S603, S608, UP031
"""Huying as a target of peerbench: the template's four places filled in. See README.md for the line that runs it.

make(n): n suggestions are there already. PostgreSQL with fsync on, gunicorn with two workers, real password hash,
sessions and CSRF. A life is nine steps over HTTP, each a transaction with trace, chain, clocks and notices, and one
page read on the way: draft, submit, accept, assign, (look it up), receive, log the talk, reply, rate, close.
"""

import os
import re
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import loadclient as lc
import proc
from base import Target
from peer_seed import CAST, PASSWORD

BENCH = Path(__file__).resolve().parent
ROOT = os.environ.get("PLATFORM_DIR") or str(BENCH.parent)
PYTHON = os.environ.get("PLATFORM_PYTHON") or f"{ROOT}/.venv/bin/python"
HERE = "/c/bench/suggestions/"
PEOPLE = [(role, n) for role, count in CAST for n in range(count)]


class Huying(Target):
    port = 18400

    def __init__(self, n="10000"):
        self.n, self.name = int(n), f"huying-pg-{n}"
        self.base = f"http://127.0.0.1:{self.port}"
        self.home = tempfile.mkdtemp(prefix="huying-peer-")
        self.pg, self.srv, self.template = proc.Postgres(), None, f"huying_tpl_{n}"

    def env(self, database):
        return {
            "DATABASE_URL": f"postgres://peer@127.0.0.1:{self.pg.port}/{database}", "HUYING_HOME": self.home,
            "DJANGO_SETTINGS_MODULE": "huying.project.settings", "PYTHONPATH": ROOT,
        }  # fmt: skip

    def prepare(self):
        """FILL 1: a template database, made once."""
        self.pg.start()
        try:
            known = f"select 1 from pg_database where datname='{self.template}'"
            if self.pg.sql("postgres", known).strip() == "1":
                return
            self.pg.createdb(self.template)
            env = {**os.environ, **self.env(self.template)}
            for words in (["-m", "django", "migrate", "-v0"], [str(BENCH / "peer_seed.py"), str(self.n)]):
                subprocess.run([PYTHON, *words], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        finally:
            self.pg.stop()

    def start(self):
        """FILL 2: the template's copy, served by two workers on loopback."""
        self.pg.start()
        self.pg.copydb(self.template, "huying_run")
        self.pg.sql("huying_run", "vacuum analyze")
        command = [
            PYTHON,
            "-m",
            "gunicorn",
            "-w",
            "2",
            "-k",
            "huying.project.web.worker.Worker",
            "--threads",
            "4",
            "--preload",
            "--timeout",
            "120",
        ]
        command += ["-b", f"127.0.0.1:{self.port}", "huying.project.asgi:application"]
        log = f"{self.home}/server.log"
        self.srv = proc.Server(
            command, self.port, cwd=ROOT, env=self.env("huying_run"), log=log, ready_path="/sign-in/"
        )
        self.srv.start()
        self.srv.extra_pids = [self.pg.pid()]

    def stop(self):
        if self.srv:
            self.srv.stop()
        self.pg.stop()

    def info(self):
        return {
            "startup_s": self.srv.startup_s, "rss_idle_mib": self.srv.rss_idle, "rss_peak_mib": self.srv.peak_rss,
            "cpu_s": self.srv.cpu_s(), "versions": [],
        }  # fmt: skip

    async def measure(self, rnd):
        people, out = lc.People(self.base, timeout=120), {}
        jars: dict = {who: {} for who in PEOPLE}
        tokens: dict = {}

        async def token(who, path):
            _status, body = await people.request("GET", path, jars[who])
            return re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body).group(1).decode()

        async def login(who):  # FILL 3
            data = {
                "username": "%s%02d" % who,
                "password": PASSWORD,
                "csrfmiddlewaretoken": await token(who, "/sign-in/"),
            }
            headers = {"Referer": self.base + "/sign-in/"}
            await people.request("POST", "/sign-in/", jars[who], ok=(302,), data=data, headers=headers)

        async def get(path, n, role=None):
            mine = [p for p in PEOPLE if role in (None, p[0])]
            status, body = await people.request("GET", path, jars[mine[n % len(mine)]])
            return status, len(body)

        async def post(path, actor, **data):  # FILL 4: a step; the answer's address
            if actor not in tokens:
                tokens[actor] = await token(actor, "/c/bench/me/")
            headers = {
                "Referer": self.base + "/",
                "Cookie": "; ".join("%s=%s" % kv for kv in jars[actor].items()),
            }
            data = {**data, "csrfmiddlewaretoken": tokens[actor], "_key": os.urandom(16).hex()}
            url = self.base + path
            async with people.session.post(url, allow_redirects=False, headers=headers, data=data) as answer:
                body = await answer.read()
                if answer.status != 302:
                    words = re.sub(rb"<[^>]+>|\s+", b" ", body)
                    found = re.search(rb"role=.alert.*", body, re.DOTALL)
                    words = re.sub(rb"<[^>]+>|\s+", b" ", found.group(0)[:600]) if found else words[:200]
                    raise lc.Fail(
                        "%s HTTP %d %s" % (path, answer.status, words[:200].decode("utf8", "replace"))
                    )
                return answer.headers["Location"]

        async def create(n):
            text = "桥面坑洼多年，雨天积水，学生上学不便，希望今年修好。" * 6
            place = await post(
                HERE + "new/draft/",
                ("deputy", n % 10),
                title=f"关于修桥的建议第{n}号",
                text=text,
                advice=text,
            )
            return re.search(r"/suggestions/(\d+)/", place).group(1)

        async def life(n):
            deputy, clerk, handler = ("deputy", n % 10), ("clerk", n % 2), ("handler", n % 8)
            pk = await create(n)
            await post(f"{HERE}{pk}/submit/", deputy)
            await post(f"{HERE}{pk}/accept/", clerk)
            await post(f"{HERE}{pk}/assign/", clerk, mode="lead", lead=str(self.units[handler[1]]))
            _status, body = await people.request("GET", f"{HERE}{pk}/", jars[handler])
            part = re.search(rb"/suggestions/handlings/(\d+)/", body).group(1).decode()
            await post(f"{HERE}handlings/{part}/receive/", handler)
            await post(
                f"{HERE}handlings/{part}/log_contact/", handler, way="phone", who="代表", summary="电话沟通。"
            )
            await post(
                f"{HERE}handlings/{part}/reply/",
                handler,
                text="今年内修好。" * 20,
                result_class="A",
                signer="局长",
                may_publish="on",
            )
            await post(f"{HERE}{pk}/rate/", deputy, attitude="good", result="good", reason_to_unit="on")
            await post(f"{HERE}{pk}/close/", clerk)
            if n == 0:
                _status, body = await people.request("GET", f"{HERE}{pk}/", jars[clerk])
                if "办结".encode() not in body or "今年内修好".encode() not in body:
                    raise lc.Fail("the life did not end closed")

        def jobs(make, *places):
            return [_job(make, *place) for place in places]

        out["login_storm"] = await lc.run_jobs(jobs(login, *[(who,) for who in PEOPLE]), 20, 60)
        rows = "select unit_id from kernel_membership where role='handler' order by id limit 8"
        self.units = [int(line) for line in self.pg.sql("huying_run", rows).split()]
        last = int(self.pg.sql("huying_run", "select max(id) from suggestions_suggestion"))
        tray, found = HERE + "?tray=assigned", HERE + "?q=" + quote("桥梁")
        out["list_c20"] = await lc.run_jobs(jobs(get, *[(tray, n, "clerk") for n in range(400)]), 20, 60)
        out["list_rows_c1"] = await lc.run_jobs(jobs(get, *[(tray, n, "clerk") for n in range(60)]), 1, 60)
        out["search_rows_c4"] = await lc.run_jobs(
            jobs(get, *[(found, n, "clerk") for n in range(100)]), 4, 60
        )
        pages = [(f"{HERE}{last - 3 * n}/", n, "clerk") for n in range(300)]
        out["detail_c20"] = await lc.run_jobs(jobs(get, *pages), 20, 60)
        out["dashboard_c4"] = await lc.run_jobs(
            jobs(get, *[(HERE + "rates/", n, "clerk") for n in range(60)]), 4, 60
        )
        out["create_c20"] = await lc.run_jobs(jobs(create, *[(n,) for n in range(120)]), 20, 60)
        out["lifecycle_c20"] = await lc.run_jobs(jobs(life, *[(n,) for n in range(60)]), 20, 120)
        await people.close()
        return out


def _job(make, *place):
    async def job():
        got = await make(*place)
        return got if isinstance(got, tuple) else None

    return job


def make(n="10000"):
    return Huying(n)
