"""huying ledger verify | checkpoint"""

from pathlib import Path

from .console import Unusable, put, say, subcommands

HELP = "核对留痕；写出检查点"


def add_arguments(parser) -> None:
    subcommands(
        parser,
        {"verify": ("核对留痕、事项、附属记录和期限", _verify), "checkpoint": ("写出今天的检查点", _point)},
    )


def _verify(parser) -> None:
    parser.add_argument("--congress", metavar="代码", help="只核对这一个人大")
    parser.add_argument("--checkpoint", metavar="文件", help="与库外保存的检查点比对")
    parser.add_argument("--files", action="store_true", help="连同每个附件的内容一起核对")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def _point(parser) -> None:
    parser.add_argument("--congress", metavar="代码", help="只写这一个人大的")
    parser.add_argument("--out", metavar="文件夹", help="把检查点文件写到这里（应在另一台机器或介质上）")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def run(args) -> int:
    return verify(args) if args.what == "verify" else checkpoint(args)


def congresses(code: str | None) -> list:
    """The congress of this code, or all of them."""
    from huying.kernel.roster import Congress

    rows = Congress.objects.order_by("code")
    if code is None:
        return list(rows)
    if not (found := list(rows.filter(code=code))):
        raise Unusable(f"没有代码为“{code}”的人大")
    return found


def verify(args) -> int:
    from huying.kernel import checkpoints
    from huying.kernel.verify import verify as check

    chosen = congresses(args.congress)
    outside: dict[str, list] = {}
    if args.checkpoint:
        try:
            points = checkpoints.read(Path(args.checkpoint))
        except ValueError as error:
            raise Unusable(str(error)) from None
        for point in points:
            outside.setdefault(point["congress"], []).append(point)
        if strangers := set(outside) - {c.code for c in chosen}:
            raise Unusable(f"检查点属于别的人大：{'、'.join(sorted(strangers))}")
    reports = [check(c, outside.get(c.code), read_files=args.files) for c in chosen]
    ok = all(r.ok for r in reports)
    if args.json:
        put({"ok": ok, "congresses": [r.as_dict() for r in reports]})
    else:
        for report in reports:
            say(
                f"{report.code}：{report.rows} 条留痕，{'完好' if report.ok else '有问题'}；链头 {report.head}"
            )
            for problem in report.problems:
                say(f"  ✗ {problem.detail}")
            if report.left_out:
                say(f"  ……另有 {report.left_out} 处")
    return 0 if ok else 1


def checkpoint(args) -> int:
    from django.utils import timezone

    from huying.kernel import checkpoints

    made = [p for c in congresses(args.congress) if (p := checkpoints.today(c, on=timezone.localdate()))]
    paths = [str(checkpoints.write(p, Path(args.out))) for p in made] if args.out else []
    if args.json:
        put({"checkpoints": [checkpoints.as_dict(p) for p in made], "files": paths})
    else:
        for point in made:
            say(f"{point.congress.code} {point.day} 第 {point.seq} 条 {point.hash}")
        for path in paths:
            say(f"已写入 {path}")
    return 0
