"""huying import voices|suggestions|addresses|… FILE: take a table, asked or unasked, the same one twice without harm."""

import json
import sys
import tomllib
from pathlib import Path

from .console import Unusable, existing, put, say, tell

HELP = "导入表格（CSV、XLSX）：民情、代表建议、地址表、名册"
KINDS = {"voices": "民情", "suggestions": "代表建议", "addresses": "地址表", "people": "人员", "deputies": "代表",
         "units": "单位", "areas": "片区", "districts": "选区", "stations": "站点"}  # fmt: skip
WORDS = {"new": "新增", "update": "更新", "same": "没有变化", "error": "有错误"}
SHOWN = 20  # errors that are spelled out for a person


def add_arguments(parser) -> None:
    parser.add_argument("what", choices=list(KINDS), metavar="|".join(KINDS), help="、".join(KINDS.values()))
    parser.add_argument("file", metavar="FILE", help="CSV 或者 XLSX 文件")
    parser.add_argument(
        "--new", action="store_true", help="民情：新到的热线工单，逐件登记、起算期限；不写则按历史导入"
    )
    parser.add_argument("--congress", metavar="CODE", help="哪个人大；只有一个时可以不写")
    parser.add_argument(
        "--map", metavar="FILE",
        help='列的对应：JSON 或者 TOML 文件，或者直接写，例如 \'{"反映内容": "诉求详情"}\'；项目用中文名，表头照表里的写',
    )  # fmt: skip
    parser.add_argument(
        "--sheet", metavar="NAME", default="", help="工作簿里的哪一张表；不写则取第一张列名合适的"
    )
    parser.add_argument("--yes", action="store_true", help="不询问，直接导入")
    parser.add_argument("--json", action="store_true", help="结果输出为 JSON")


def run(args) -> int:
    from huying.kernel import scope
    from huying.kernel.content import BadFile
    from huying.kernel.tables import BadTable, MissingColumns

    path, mapping = existing(args.file), read_map(args.map)
    if getattr(args, "new", False) and args.what != "voices":
        raise Unusable("--new 只用于 voices（民情）")
    migrate()
    with scope.congress(congress_of(args.congress)):
        try:
            return _import(args, path, mapping)
        except MissingColumns as reason:
            raise Unusable(f"{path.name}：{reason}{how_to_map(reason)}") from None
        except (BadTable, BadFile) as reason:
            raise Unusable(f"{path.name}：{reason}") from None


def _import(args, path: Path, mapping) -> int:
    from django.db import DatabaseError
    from django.utils import timezone

    from huying.kernel import process
    from huying.kernel.tables import importing
    from huying.project.imports import importer, running

    sheet = importer("hotline" if getattr(args, "new", False) else args.what).sheet
    with path.open("rb") as file:
        job = importing.receive(
            file,
            sheet,
            by=process.house(),
            at=timezone.now(),
            mapping=mapping,
            worksheet=getattr(args, "sheet", ""),
        )
    show(job, sheet)
    if not args.yes and not agreed(job, running):
        tell("没有导入，什么也没有写入。")
        return 1
    step = Told(job.total)
    try:
        running.write(job, step=step)
    except DatabaseError as fault:
        return stopped(args, job, fault)
    step.end()
    report = job.report()
    if args.json:
        put(report)
    else:
        spell(report)
        if job.not_read:
            say(not_read(job))
    return 1 if report["errors"] and len(report["errors"]) == job.total else 0


def stopped(args, job, fault) -> int:
    """The database gave up in the middle: what went in stays in and is said, and that the same command goes on."""
    job.refresh_from_db()
    why = " ".join(str(fault).split())
    if args.json:
        put({**job.report(), "total": job.total, "done": job.done, "stopped": why})
    raise Unusable(
        f"数据库不可用：{why}。{job.total} 行里前 {job.done} 行已经处理（新增 {job.created}，更新 {job.updated}，"
        f"有错误 {job.count('error')}），后面的没有写入；请再运行一次同样的命令，已经写入的不会重复。"
    )


def how_to_map(reason) -> str:
    """What to type when a table's heads are not understood: with a head that nothing was made of yet."""
    example = json.dumps({reason.missing[0]: next(iter(reason.free), "表头")}, ensure_ascii=False)
    return f"请用 --map 写明哪一列是什么，例如 --map '{example}'。可以写的项目：{'、'.join(reason.known)}。"


def read_map(given: str | None) -> dict[str, str] | None:
    """{column: header}, typed as JSON or out of a JSON or TOML file."""
    if given is None:
        return None
    typed = given.lstrip().startswith("{")
    found = None if typed else existing(given)
    name = found.name if found else "--map"
    try:
        text = found.read_text(encoding="utf-8-sig") if found else given
        data = tomllib.loads(text) if found and found.suffix.lower() == ".toml" else json.loads(text)
    except (ValueError, OSError) as error:
        raise Unusable(f"{name} 不是可用的 JSON 或者 TOML：{error}") from None
    if not isinstance(data, dict) or not all(isinstance(v, str) for v in data.values()):
        raise Unusable(f"{name} 应为 {{项目: 表头}}，值都是文字")
    return data


def migrate() -> None:
    """Give an empty database its tables; one that is behind is left to `huying upgrade`."""
    from django.db import connection

    from huying.project import founding

    if "kernel_congress" not in connection.introspection.table_names():
        tell("数据库是空的，正在建表……")
        founding.bring_up_to_date()


def congress_of(code: str | None):
    """The congress named, the only one there is, or a new one in an empty database."""
    from huying.kernel.roster import Congress

    rows = Congress.objects.order_by("pk")
    if not rows.exists():
        return new_congress(code or "local")
    if code is not None:
        if (found := rows.filter(code=code).first()) is None:
            raise Unusable(
                f"没有代码为“{code}”的人大；现有：{'、'.join(rows.values_list('code', flat=True)[:20])}"
            )
        return found
    if rows.count() > 1:
        raise Unusable(
            f"有几个人大，请用 --congress 写明：{'、'.join(rows.values_list('code', flat=True)[:20])}"
        )
    return rows.first()


def new_congress(code: str):
    """A congress with the default subject tree; its card is filled in later on its page."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_slug

    from huying.kernel import fields, scope
    from huying.kernel.roster import Congress

    try:
        validate_slug(code)
    except ValidationError:
        raise Unusable(f"代码“{code}”只能用字母、数字、下划线和连字符") from None
    made = Congress.objects.create(code=code[:24], name="本级人民代表大会", level="county")
    with scope.congress(made):
        fields.plant()
    tell(f"已新建人大“{made.code}”；名称、层级和人口请到“人大登记”页面填写。")
    return made


def show(job, sheet) -> None:
    """How each column is understood."""
    labels = {c.name: str(c.label) for c in sheet.columns}
    taken = {at: name for name, at in job.mapping.items()}
    tell(f"{job.name}：{job.total} 行。各列这样理解：")
    if job.not_read:
        tell(f"读的是工作表“{job.worksheet}”。{not_read(job)}")
    for at, header in enumerate(job.headers):
        tell(f"  {header} → {labels[taken[at]]}（{taken[at]}）" if at in taken else f"  {header} → 不导入")


def not_read(job) -> str:
    """The other sheets of the workbook, and how to take them."""
    named = "、".join(f"“{one['name']}”（{one['rows']} 行）" for one in job.not_read)
    return f"没有读的工作表：{named}；要导入，请加 --sheet 和表名另外运行一次。"


def agreed(job, running) -> bool:
    """What would happen, and a yes from whoever sits there."""
    counts = dict.fromkeys(WORDS, 0)
    reasons = []
    for row in running.look(job):
        counts[row.action] += 1
        if (said := [*row.reasons, *row.warnings]) and row.action != "same" and len(reasons) < SHOWN:
            reasons.append(f"  第 {row.line} 行：{'；'.join(said)}")
    tell("，".join(f"{WORDS[k]} {n}" for k, n in counts.items()))
    for text in reasons:
        tell(text)
    if not sys.stdin.isatty():
        tell("没有人可以询问；核对无误的，请加 --yes 再运行。")
        return False
    return input("确认导入？输入 yes 导入：").strip().lower() in ("y", "yes", "是")


def spell(report) -> None:
    say(
        f"新增 {report['created']}，更新 {report['updated']}，没有变化 {report['unchanged']}，有错误 {len(report['errors'])}"
    )
    spell_lines(report["errors"])
    if warnings := report.get("warnings"):
        say(f"已经写入、但有几处没有照填的：{len(warnings)} 行")
        spell_lines(warnings)


def spell_lines(told) -> None:
    for one in told[:SHOWN]:
        say(f"  第 {one['line']} 行：{one['reason']}")
    if (more := len(told) - SHOWN) > 0:
        say(f"  另有 {more} 行，用 --json 可以全部列出。")


class Told:
    """Progress on standard error, a line for every tenth."""

    def __init__(self, total: int):
        self.total, self.done, self.next = total, 0, 0.1

    def __call__(self, n: int) -> None:
        self.done += n
        if self.done >= self.total * self.next:
            tell(f"  {self.done}/{self.total}")
            self.next = self.done / self.total + 0.1

    def end(self) -> None:
        tell("导入完毕。")
