"""huying calendar notice | recompute"""

from datetime import date, timedelta

from .console import Unusable, put, say, subcommands, tell

HELP = "录入放假通知，重新计算未到期的期限"


def add_arguments(parser) -> None:
    subcommands(
        parser, {"notice": ("录入一年的放假通知", _notice), "recompute": ("规则改动后重新计算期限", _again)}
    )


def _notice(parser) -> None:
    parser.add_argument("--year", type=int, required=True, metavar="年份")
    parser.add_argument(
        "--off", nargs="+", required=True, metavar="日期", help="放假：2027-01-01 或 2027-02-05..2027-02-13"
    )
    parser.add_argument("--work", nargs="*", default=[], metavar="日期", help="调休上班的日子")
    parser.add_argument("--source", required=True, metavar="通知", help="通知的名称和文号")
    parser.add_argument("--congress", metavar="代码", help="只用于这一个人大（地方节日）")
    parser.add_argument("--yes", action="store_true", help="有疑点也录入")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def _again(parser) -> None:
    parser.add_argument("--congress", metavar="代码", help="只算这一个人大")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def run(args) -> int:
    from django.utils import timezone

    from huying.kernel import recompute

    from .ledger import congresses

    only = congresses(args.congress)[0] if args.congress else None
    if args.what == "notice" and (doubts := _enter(args, only)):
        for doubt in doubts:
            tell(f"疑点：{doubt}")
        tell("核对无误后加 --yes 录入。")
        return 1
    found = recompute.everywhere(at=timezone.now(), only=only)
    if args.json:
        put({"congresses": found})
    else:
        for code, counts in found.items():
            say(
                f"{code}：改动 {counts['moved']} 个期限（{counts['subjects']} 件），仍待公布 {counts['waiting']} 个"
            )
    return 0


def _enter(args, congress) -> list[str]:
    """Write the notice down; the doubts that keep it from being written."""
    from huying.kernel.clocks import CalendarNotice
    from huying.rules import calendar

    off, work = days(args.off), days(args.work)
    try:
        calendar.national().with_notice(args.year, off, work, args.source)
    except ValueError as error:
        raise Unusable(str(error)) from None
    doubts = [] if congress else calendar.notice_doubts(args.year, off, work)
    if doubts and not args.yes:
        return doubts
    CalendarNotice.objects.create(
        year=args.year, off=[d.isoformat() for d in off], work=[d.isoformat() for d in work],
        source=args.source, congress=congress,
    )  # fmt: skip
    return []


def days(words: list[str]) -> list[date]:
    """Days and spans ("2027-02-05..2027-02-13", also with commas) as a sorted list."""
    found: set[date] = set()
    for word in (w for text in words for w in text.replace("，", ",").split(",") if w):
        first, _, last = word.partition("..")
        try:
            start, end = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            raise Unusable(f"日期“{word}”无法识别；写法如 2027-01-01 或 2027-02-05..2027-02-13") from None
        if not 0 <= (end - start).days <= 60:
            raise Unusable(f"“{word}”不是一段合理的假期")
        found.update(start + timedelta(days=n) for n in range((end - start).days + 1))
    return sorted(found)
