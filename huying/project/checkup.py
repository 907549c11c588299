"""What `huying doctor` looks at; each look gives what it found and, where something is wrong, the way out."""

import contextlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.utils import timezone

FREE_GB = 2
BACKUP_DAYS = 2
HALF_YEAR = 6  # from July on terms of half a year reach into the next year


class Line(NamedTuple):
    """One finding; `remedy` is empty where all is well. Fine and yet with a remedy: it works, but something is missing."""

    name: str
    ok: bool
    found: str
    remedy: str = ""

    @property
    def mark(self) -> str:
        """✓ all is well, ! it works but something is missing, ✗ to be mended."""
        return "✗" if not self.ok else "!" if self.remedy else "✓"


def look(at: datetime) -> list[Line]:
    """All findings; what stands in the database is left out while there is none."""
    lines = [*_settings(), _disk(), _fonts(), _papers(), _scanner(), _blind_signatures(), _calendar(at)]
    database = list(_database())
    lines[1:1] = database
    if all(line.ok for line in database):
        lines += [
            *_jobs(at),
            *_channels(at),
            *_checkpoints(at),
            *switches(),
            *_ballot_keys(),
            _hall(),
            _backup(at),
        ]
    return lines


def _settings() -> Iterator[Line]:
    found = [m for m in checks.run_checks(include_deployment_checks=False) if m.level >= checks.WARNING]
    for message in found:
        yield Line("设置", False, message.msg, message.hint or "按说明更正设置。")
    if not found:
        yield Line("设置", True, "生产环境" if settings.PRODUCTION else "单机试用（未设 HUYING_PRODUCTION）")
    loose = [p.name for p in (Path(settings.HOME) / "keys").glob("*.key*") if p.stat().st_mode & 0o077]
    remedy = f"chmod 600 {settings.HOME}/keys/*" if loose else ""
    yield Line("密钥文件", not loose, f"{'、'.join(loose)} 别人也能读" if loose else "只有本账号可读", remedy)


def _database() -> Iterator[Line]:
    from .serve import _pending

    try:
        connection.ensure_connection()
        pending = _pending()
    except DatabaseError as error:
        words = " ".join(str(error).split())
        yield Line("数据库", False, f"连不上：{words}", "检查 DATABASE_URL 和数据库服务。")
        return
    yield Line("数据库", True, connection.vendor)
    remedy = "" if not pending else "运行 huying upgrade。"
    yield Line("迁移", not pending, f"还差 {pending} 步" if pending else "已是最新", remedy)
    if connection.vendor == "sqlite" and Path(str(connection.settings_dict["NAME"])).exists():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            said = cursor.fetchone()[0]
        yield Line(
            "数据库文件",
            said == "ok",
            said,
            "" if said == "ok" else "文件已损坏：用 huying restore 恢复备份。",
        )


def _jobs(at) -> Iterator[Line]:
    from django_tasks_db.models import DBTaskResult

    from huying.kernel import jobs

    n = jobs.Worker.objects.filter(beat_at__gt=at - jobs.LEASE).count()
    yield Line("后台进程", n > 0, f"{n} 个", "" if n else "运行 huying up 或 huying work。")
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=at - timedelta(minutes=5)).count()
    yield Line("排队任务", not late, f"{late} 个等了五分钟以上", "多开一个 huying work。" if late else "")


def _channels(at) -> Iterator[Line]:
    from huying.kernel import delivery

    for one in delivery.health(at):
        found = one["error"] or f"待发 {one['waiting']}，七日内失败 {one['failed']}"
        remedy = "" if one["ok"] else "检查这一渠道的设置和网络；修好后会自动重发。"
        yield Line(f"渠道 {one['label']}", one["ok"], found, remedy)


def _disk() -> Line:
    free = (
        shutil.disk_usage(settings.HOME if Path(settings.HOME).exists() else Path(settings.HOME).anchor).free
        / 1e9
    )
    ok = free > FREE_GB
    return Line("磁盘", ok, f"剩余 {free:.1f} GB", "" if ok else "清理或扩容；写满前不会损坏数据，但会停办。")


def _fonts() -> Line:
    if Path("/System/Library/Fonts").is_dir():
        return Line("中文字体", True, "系统自带")
    listed = ""
    if program := shutil.which("fc-list"):
        done = subprocess.run([program, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)  # noqa: S603
        listed = done.stdout.partition("\n")[0]
    remedy = "" if listed else "服务器上制作图片和文书要用：apt-get install fontconfig fonts-noto-cjk"
    return Line("中文字体", bool(listed), listed or "没有找到", remedy)


def _papers() -> Line:
    """Whether papers can be had as PDF; DOCX needs nothing."""
    from huying.ui.papers.as_pdf import works

    missing = works()
    remedy = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0（文书仍可下载 DOCX）"
    return Line("制作 PDF", not missing, "缺少 Pango 库" if missing else "可以", remedy if missing else "")


def _blind_signatures() -> Line:
    """Verifiable ballots are signed by OpenSSL 3; without it they are signed all the same, slower."""
    from huying.ballots.blind import openssl

    found = openssl.load() is not None
    remedy = (
        "" if found else "安装 OpenSSL 3（Debian：apt-get install libssl3）：签发可核验选票的凭证快十倍。"
    )
    return Line("选票盲签名", True, "OpenSSL 3" if found else "Python 自带的大数运算", remedy)


def _scanner() -> Line:
    from huying.kernel import scanner

    fine, words = scanner.state()
    remedy = "" if fine else "设置 HUYING_SCANNER，例如 clamd:/run/clamav/clamd.ctl，并检查查毒程序在运行。"
    fine = fine or not (settings.FILE_SCANNER or settings.PRODUCTION)  # a trial may go without, and says so
    return Line("查毒", fine, words, remedy)


def _calendar(at) -> Line:
    from huying.kernel.clocks import CalendarNotice
    from huying.rules import calendar

    day, years = timezone.localdate(at), set(calendar.national().years)
    with contextlib.suppress(DatabaseError):  # an empty database; said above
        years |= set(CalendarNotice.objects.filter(congress=None).values_list("year", flat=True))
    missing = [y for y in (day.year, *([day.year + 1] if day.month > HALF_YEAR else [])) if y not in years]
    due = [y for y in missing if y == day.year or day.month == 12]
    found = f"知道到 {max(years)} 年"
    if missing:
        found += f"；{missing[0]} 年的期限暂时没有日期"
    when = "" if due else "国务院办公厅发布后，"
    remedy = f"{when}录入放假通知：huying calendar notice --year {missing[0]} …" if missing else ""
    return Line("日历", not due, found, remedy)


def _checkpoints(at) -> Iterator[Line]:
    from huying.kernel.ledger import ChainHead, Checkpoint

    for head in ChainHead.everywhere.filter(seq__gt=0, congress__is_active=True).select_related("congress"):
        day = (
            Checkpoint.everywhere.filter(congress=head.congress)
            .order_by("-day")
            .values_list("day", flat=True)
            .first()
        )
        ok = day is not None and (timezone.localdate(at) - day).days <= 1
        remedy = "" if ok else "后台进程每天写检查点；现在可运行 huying ledger checkpoint --out 库外的文件夹"
        yield Line(f"检查点 {head.congress.code}", ok, str(day or "还没有"), remedy)


def switches() -> Iterator[Line]:
    """What stands in the congresses' rows and no part reads, and what was changed there past the pages."""
    from huying.kernel import switchboard
    from huying.kernel.register import queries
    from huying.kernel.roster import Congress

    fine, own = True, 0
    for congress in Congress.objects.filter(is_active=True).order_by("pk"):
        name, own = f"本级设置 {congress.code}", own + len(congress.switches)
        odd = [*switchboard.unknown(congress)]
        odd += [one.key for one in switchboard.all_of_them() if one.is_unreadable(congress)]
        if odd:
            fine = False
            yield Line(
                name, True, f"看不懂，按默认办：{'、'.join(sorted(odd))}", "在 管理 → 本级设置 里核对。"
            )
        if queries.switched_past(congress):
            fine = False
            yield Line(
                name, True, "数据库里的设置没有经过页面改动过，没有留痕",
                "在 管理 → 本级设置 里对照变更记录核对，再保存一次其中一项。",
            )  # fmt: skip
    if fine:
        yield Line("本级设置", True, f"{own} 项由各级自己设定")


def _ballot_keys() -> Iterator[Line]:
    """A key outlives its count only where the process stopped between the two; the worker destroys it."""
    from huying.ballots import keys, sweeping

    late, strange = sweeping.overdue(), sweeping.foreign()
    kept = len(keys.kept()) - len(strange)
    found = f"{len(late)} 把钥匙的表决已经结束" if late else f"进行中的表决 {kept} 把"
    yield Line("解票钥匙", not late, found, "运行 huying work；它会销毁用过的钥匙。" if late else "")
    if strange:
        names = "、".join(one.path.name for one in strange[:3]) + ("……" if len(strange) > 3 else "")
        remedy = f"这些钥匙属于共用 {keys.folder()} 的另一个数据库，本库不动它们；那个数据库确实已经不用的，请手工删除。"
        yield Line("别的数据库的钥匙", False, f"{len(strange)} 把：{names}", remedy)


def _hall() -> Line:
    """Whether the process of the hall answers where the pages say it does; without it votes go over the ordinary pages."""
    port = settings.HALL_PORT
    if not port and not settings.HALL_URL:
        remedy = "huying up 会一起启动；单独部署的运行 huying hall --port 8001，并设置 HUYING_HALL_PORT 或 HUYING_HALL_URL。"
        return Line("会场", True, "没有设置（开会投票用普通页面，不是实时的）", remedy)
    where = settings.HALL_URL or f"http://127.0.0.1:{port}"
    try:
        with urlopen(f"{where}/hall/health", timeout=3) as answer:  # noqa: S310 - the site's own setting
            said = json.loads(answer.read(10_000))
    except (OSError, ValueError) as error:
        words = " ".join(str(error).split())[:120]
        return Line(
            "会场", False, f"{where} 连不上：{words}", "运行 huying hall，或者检查端口、代理和防火墙。"
        )
    return Line("会场", bool(said.get("ok")), f"{where} 在线，{said.get('listeners', 0)} 个连接")


def _backup(at) -> Line:
    folder = Path(settings.HOME) / "backups"
    made = max((p.stat().st_mtime for p in folder.glob("huying-*.tar.gz")), default=0.0)
    ok = at.timestamp() - made < BACKUP_DAYS * 86400
    found = f"{datetime.fromtimestamp(made, tz=at.tzinfo):%Y-%m-%d}" if made else "还没有"
    return Line("备份", ok, found, "" if ok else f"每天运行 huying backup {folder}，并另存一份到别处。")
