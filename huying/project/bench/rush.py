"""`huying bench rush`: public pages for a crowd while submissions are accepted, all over real HTTP on two workers."""

import json
import os
import subprocess
import sys
from dataclasses import replace

from . import goals, web
from .place import Place, place

GOALS: goals.Goals = {
    "pages_per_s": ("least", 800),
    "p95_ms": ("most", 150),
    "submissions_per_s": ("least", 40),
    "lost": ("most", 0),
}
SIZES = {"full": 30, "quick": 8}  # seconds at full strength
THREADS = 4  # as `huying up` has
OFFERED = {
    "rate": 840,
    "width": 48,
    "submissions": 42,
}  # a little more than the goal, so that the goal can be reached


def run(engine: str, quick: bool, say) -> dict:
    """The figures, the goals that were missed, and what the machine did meanwhile."""
    seconds = SIZES["quick" if quick else "full"]
    with place(engine) as p:
        p = replace(
            p,
            env={
                **p.env,
                "DJANGO_SETTINGS_MODULE": "huying.project.bench.rush_settings",
                "HUYING_BEHIND_PROXY": "1",
            },
        )
        say("装入数据……")
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=p.env, check=True)
        plan = {**OFFERED, "home": "/c/bench/", "seconds": seconds, "pages": p.run("rush_town")["pages"]}
        server = web.Server(p, THREADS)
        try:
            say("预热……")
            _once(p, server, {**plan, "seconds": 3, "submissions": 4, "rate": 300})
            alone = _alone(p, server, plan, min(6, seconds))
            say(f"冲击 {seconds} 秒：每秒 {plan['rate']} 页、{plan['submissions']} 件……")
            load, cpu = os.getloadavg()[0], server.cpu()
            told = _once(p, server, plan)
            cpu = server.cpu() - cpu
            memory = server.worker_mb()
        finally:
            server.stop()
        (p.home / "numbers.json").write_text(json.dumps(told["numbers"]), encoding="utf-8")
        found = p.run("rush_town", "lost", p.home / "numbers.json")
    figures = {
        "pages_per_s": told["pages"] / told["seconds"], "p95_ms": told["p95_ms"],
        "submissions_per_s": told["said"] / told["said_seconds"], "lost": found["lost"],
        "doubled": found["doubled"], "refused": len(told["faults"]), "p50_ms": told["p50_ms"], "max_ms": told["max_ms"],
        "say_p95_ms": told["say_p95_ms"], "acknowledged": told["said"], "pages": told["pages"], "broken": told["broken"],
        "statuses": told["statuses"], "faults": sorted(set(told["faults"]))[:5], "server_cpu_s": cpu, "client_cpu_s": told["cpu"],
        "seconds": told["seconds"], "cores_used": (cpu + told["cpu"]) / (told["seconds"] + 4), "worker_mb": memory, **alone,
        "load_before": load, "database": engine,
    }  # fmt: skip
    figures["missed"] = goals.missed(figures, GOALS)
    return {k: round(v, 3) if isinstance(v, float) else v for k, v in figures.items()}


def _once(p: Place, server: web.Server, plan: dict) -> dict:
    """One run of the crowd, in a process of its own."""
    path = p.home / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    return p.run("rush_client", server.port, path)


def _alone(p: Place, server: web.Server, plan: dict, seconds: int) -> dict:
    """Processor milliseconds of the server for one page and for one submission, each without the other."""
    cpu = server.cpu()
    pages = _once(p, server, {**plan, "seconds": seconds, "submissions": 0})["pages"]
    between = server.cpu()
    said = _once(p, server, {**plan, "seconds": seconds, "rate": 0, "submissions": 15})["said"]
    after = server.cpu()
    return {
        "page_cpu_ms": 1000 * (between - cpu) / max(1, pages),
        "submission_cpu_ms": 1000 * (after - between) / max(1, said),
    }
