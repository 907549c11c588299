"""huying doctor"""

from .console import put, say

HELP = "体检：设置、数据库、后台任务、发送渠道、磁盘、字体、日历、检查点"


def add_arguments(parser) -> None:
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def run(args) -> int:
    from django.utils import timezone

    from huying.project import checkup

    lines = checkup.look(timezone.now())
    ok = all(line.ok for line in lines)
    if args.json:
        put({"ok": ok, "lines": [line._asdict() for line in lines]})
    else:
        for line in lines:
            say(f"{line.mark} {line.name}：{line.found}")
            if line.remedy:
                say(f"    {line.remedy}")
    return 0 if ok else 1
