"""`huying bench road`: the figures of the main road, against their goals."""

import contextlib
import csv
import json
import os
import random
import re
import subprocess
import sys
import time
from dataclasses import replace

from . import comparing, goals, texts, web
from .place import BenchFailed, Place, place

SIZES = {"full": (1_000, 1_000_000, 100_000, 10_000, 20), "quick": (1_000, 10_000, 4_000, 1_000, 4)}
GOALS: goals.Goals = {
    "list_p95_growth": ("most", 1.5), "list_cpu_ms": ("most", 15), "max_queries": ("most", 12),
    "search_p95_ms": ("most", 50), "search_p95_large_ms": ("most", 100), "search_recall": ("least", 1.0),
    "import_rows_per_s": ("least", 333), "start_s": ("most", 3), "worker_mb": ("most", 200),
}  # fmt: skip
LIVES = {"sqlite": 15, "postgresql": 20}
# A page out of memory takes less than a millisecond, and its p95 says what the scheduler did: below this nothing grew.
JITTER_MS = 5.0
LISTS = (("clerk", "/c/bench/suggestions/?tray=assigned"), ("", "/c/bench/suggestions/public/"))


def run(engine: str, quick: bool, say, sizes: tuple | None = None) -> dict:
    """All figures; `say` takes a line of progress. The goals that were missed stand under "missed"."""
    small, large, searched, imported, seconds = sizes or SIZES["quick" if quick else "full"]
    with place(engine) as p:
        say(f"{engine}：建库")
        keys = p.run("town", small, 0)["cookies"]
        say("起服务")
        figures = _start(p)
        small_place = comparing.aside(p)
        say("全程办理")
        figures |= _lives(p, seconds)
        if not quick and engine == "sqlite":
            figures["lives_per_s_normal"] = _lives(p, seconds, "NORMAL")["lives_per_s"]
        say(f"导入 {imported} 条")
        figures |= _import(p, imported)
        say(f"装入 {searched} 件，检索")
        p.run("town", searched, searched)
        figures |= p.run("finding", "recall")
        if large > searched:
            say(f"装入 {large} 件")
            p.run("many", large, "texts" if not quick else "rows")
        say(f"量页面：{small} 件与 {large} 件轮流")
        figures |= _lists(small_place, p, keys)
        if not quick:
            say(f"检索 {large} 篇")
            figures["search_p95_large_ms"] = p.run("finding", "speed")["search_p95_ms"]
    figures["search_recall"] = figures.pop("recall")
    figures |= {
        "database": engine,
        "sizes": {"small": small, "large": large, "searched": searched, "imported": imported},
        "busy": dict(zip(("load_1", "load_5", "load_15"), os.getloadavg(), strict=True)),
    }
    figures["durability"] = "fsync=on" if engine == "postgresql" else "WAL, synchronous=FULL"
    figures["missed"] = missed(figures, engine)
    return {k: round(v, 3) if isinstance(v, float) else v for k, v in figures.items()}


def missed(figures: dict, engine: str) -> list[str]:
    """Goals that these figures do not reach, in words."""
    return goals.missed(figures, {**GOALS, "lives_per_s": ("least", LIVES[engine])})


def _start(p: Place) -> dict:
    """From the command, with its checks and the worker beside, to the first page."""
    whole = web.Server(p, whole=True)
    whole.stop()
    return {"start_s": whole.start_s}


def _lists(small: Place, large: Place, keys: dict) -> dict:
    """Both sizes side by side, so that the growth is one of rows and not of the machine's mood."""
    queries = large.run("queries", json.dumps(keys))
    with contextlib.ExitStack() as running:
        servers = [web.Server(p) for p in (small, large)]
        for server in servers:
            running.callback(server.stop)
        pairs = [comparing.measure(servers, path, keys.get(role, "")) for role, path in LISTS]
        return {
            "list_small_p95_ms": max(s["p95_ms"] for s, _ in pairs),
            "list_small_cpu_ms": max(s["cpu_ms"] for s, _ in pairs),
            "list_p95_ms": max(m["p95_ms"] for _, m in pairs),
            "list_p95_growth": max(
                max(m["p95_ms"], JITTER_MS) / max(s["p95_ms"], JITTER_MS) for s, m in pairs
            ),
            "list_cpu_ms": max(m["cpu_ms"] for _, m in pairs),
            "max_queries": max(n for _status, n in queries.values()),
            "queries": queries,
            "worker_mb": servers[1].worker_mb(),
        }


def _lives(p: Place, seconds: int, synchronous: str = "") -> dict:
    """Two processes at once; processor time of both and of the database."""
    if synchronous:
        p = replace(p, env={**p.env, "HUYING_SQLITE_SYNCHRONOUS": synchronous})
    database = web.database_cpu()
    begun = [p.start("lives", seconds, seed) for seed in (1, 2)]
    said = [child.communicate(timeout=600)[0] for child in begun]
    if any(child.returncode for child in begun):
        raise BenchFailed("lives")
    done = [json.loads(text.strip().splitlines()[-1]) for text in said]
    lives, steps = sum(d["lives"] for d in done), done[0]["steps"]
    cpu = sum(d["cpu"] for d in done) + web.database_cpu() - database
    return {
        "lives_per_s": sum(d["lives"] / d["seconds"] for d in done),
        "step_cpu_ms": 1000 * cpu / max(1, lives * steps),
        "steps_per_life": steps,
    }


def _import(p: Place, rows: int) -> dict:
    r = random.Random(3)
    path = p.home / "voices.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["编号", "标题", "内容", "时间", "领域"])
        for n in range(rows):
            day = f"2025-{r.randint(1, 12):02d}-{r.randint(1, 28):02d} 09:00:00"
            writer.writerow(
                [f"B{n}", texts.title(r), texts.body(r), day, r.choice(["城乡建设", "交通运输", "教育文体"])]
            )
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "huying", "import", "voices", str(path), "--congress", "bench", "--yes", "--json"],
        env=p.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    seconds = time.perf_counter() - begun
    created = re.search(r'"created": (\d+)', done.stdout)
    if done.returncode or not created or int(created[1]) != rows:
        raise BenchFailed(f"import: {done.stdout[-500:]} {done.stderr[-1500:]}")
    return {"import_rows_per_s": rows / seconds}
