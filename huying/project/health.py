"""Is everything alive? A word for load balancers, a page for administrators, figures for a monitor."""

import hmac
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.db.models import Min
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_tasks_db.models import DBTaskResult

from huying.kernel import clocks, delivery, jobs, scanner
from huying.kernel.accounts import throttle
from huying.kernel.ledger import Checkpoint
from huying.kernel.rounds import SomeFailed

from . import runs

FREE_GB = 2
FAILED = 400  # failed jobs looked at
SOME_FAILED = f"{SomeFailed.__module__}.{SomeFailed.__qualname__}"


@never_cache
@require_safe
def alive(request):
    """ "ok" when the database answers; 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def page(request, code):
    """What works, what does not, and what to do about it."""
    if request.member.role != "admin":
        raise Http404
    from .schedule import TIMETABLE  # the work of every room: only this page and the worker need it

    now = timezone.now()
    context = {
        "title": _("运行状况"), "checks": checks(now), "channels": delivery.health(now), "failed": failures(),
        "timetable": runs.timetable(TIMETABLE, now),
    }  # fmt: skip
    return render(request, "health/page.html", context)


@require_POST
def again(request, code, pk):
    """Run a failed job once more."""
    if request.member.role != "admin":
        raise Http404
    if jobs.again(pk):
        messages.success(request, _("已重新排队。"))
    return redirect("health", code=code)


def failures() -> list[dict]:
    """Failed jobs, the newest of each kind of failure with how often it came; of a round the congresses it failed in."""
    found: dict[tuple, dict] = {}
    for r in DBTaskResult.objects.failed().order_by("-finished_at")[:FAILED]:
        error = (r.exception_class_path or "").rpartition(".")[2]
        if r.exception_class_path == SOME_FAILED:
            error = (r.traceback or "").strip().rpartition("\n")[2].partition(": ")[2]
        lost = r.exception_class_path == jobs.LOST
        line = {
            "pk": r.pk,
            "name": runs.named(r.task_path),
            "when": r.finished_at,
            "lost": lost,
            "error": error,
        }
        found.setdefault((r.task_path, error), {**line, "times": 0})["times"] += 1
    return list(found.values())[:20]


def checks(now) -> list[dict]:
    """[{label, ok, value, remedy}], each line either fine or with the way out."""
    workers = jobs.Worker.objects.filter(beat_at__gt=now - jobs.LEASE).count()
    waits = queue_age(now)
    free = shutil.disk_usage(settings.HOME).free / 1e9
    years = sorted(clocks.rules()[1].years)
    point = Checkpoint.objects.order_by("-day").first()
    kept = last_backup()
    lines = [
        (_("后台进程"), workers > 0, str(workers), _("运行 huying work。")),
        (_("排队最久"), waits < timedelta(minutes=5), _minutes(waits), _("看后台进程是否在运行，必要时多开几个。")),
        (_("磁盘余量"), free > FREE_GB, f"{free:.1f} GB", _("清理磁盘或扩容，写满之前数据不会损坏，但会停办。")),
        (_("日历"), now.year in years and (now.month < 12 or now.year + 1 in years),
         "、".join(str(y) for y in years[-3:]), _("在“规则与期限”里录入国务院办公厅的放假通知。")),
        (_("检查点"), bool(point) and (timezone.localdate(now) - point.day).days <= 1,
         str(point.day) if point else _("还没有"), _("后台进程每天 0:10 写检查点。")),
        (_("备份"), bool(kept) and now - kept < timedelta(days=2),
         timezone.localtime(kept).strftime("%Y-%m-%d %H:%M") if kept else _("还没有"), _("运行 huying backup。")),
        (_("查毒"), *scanner.state(), _("设置 HUYING_SCANNER：一条命令或者 clamd 的套接字。")),
    ]  # fmt: skip
    return [{"label": a, "ok": b, "value": c, "remedy": "" if b else d} for a, b, c, d in lines]


def queue_age(now) -> timedelta:
    """How long the oldest job that could run has waited."""
    oldest = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
    return now - oldest if oldest else timedelta()


def last_backup():
    """When the newest file in the folder of backups was written; None where there is none."""
    folder = Path(settings.HOME) / "backups"
    files = [p.stat().st_mtime for p in folder.glob("*") if p.is_file()] if folder.is_dir() else []
    return datetime.fromtimestamp(max(files), tz=timezone.get_current_timezone()) if files else None


@never_cache
@require_safe
def metrics(request):
    """Prometheus figures: from this machine, or with the token of HUYING_METRICS_TOKEN; 404 for everybody else."""
    given, token = request.headers.get("Authorization", ""), settings.METRICS_TOKEN
    known = bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    if not known and (
        throttle.address(request) not in ("127.0.0.1", "::1") or "HTTP_X_FORWARDED_FOR" in request.META
    ):
        raise Http404
    from prometheus_client import CollectorRegistry, Gauge, generate_latest

    now, registry = timezone.now(), CollectorRegistry()
    made: dict[str, Any] = {}

    def gauge(name, what, value, **labels):
        if name not in made:
            made[name] = Gauge(name, what, list(labels), registry=registry)
        (made[name].labels(**labels) if labels else made[name]).set(value)

    gauge(
        "huying_workers",
        "workers heard of within the lease",
        jobs.Worker.objects.filter(beat_at__gt=now - jobs.LEASE).count(),
    )
    gauge("huying_queue_age_seconds", "age of the oldest job that could run", queue_age(now).total_seconds())
    for status in ("READY", "RUNNING", "FAILED"):
        gauge(
            "huying_jobs", "jobs by status", DBTaskResult.objects.filter(status=status).count(), status=status
        )
    for one in delivery.health(now):
        gauge("huying_messages_waiting", "messages not sent yet", one["waiting"], channel=one["name"])
        gauge("huying_messages_failed", "messages given up in seven days", one["failed"], channel=one["name"])
    gauge("huying_disk_free_bytes", "free bytes where the data lie", shutil.disk_usage(settings.HOME).free)
    return HttpResponse(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")


def _minutes(span: timedelta) -> str:
    return _("%(n)s 分钟") % {"n": int(span.total_seconds() // 60)}
