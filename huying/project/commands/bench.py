"""`huying bench road | rush | ballots`: measure on a throw-away database of its own."""

import json
import signal
import sys

from huying.project.bench import ballots, road, rush
from huying.project.bench.place import BenchFailed
from huying.project.throwaway import NoPostgres

HELP = "在临时数据库上测速，不碰正式数据。"
DJANGO = False


def add_arguments(parser):
    parser.add_argument(
        "what", choices=["road", "rush", "ballots"],
        help="量什么：road 为主路，rush 为公开页面和集中提交，ballots 为会场表决（只在 PostgreSQL 上量）",
    )  # fmt: skip
    parser.add_argument("--voters", type=int, default=3000, metavar="人数", help="ballots：多少人表决")
    parser.add_argument("--quick", action="store_true", help="小规模，一分钟以内")
    parser.add_argument(
        "--database", choices=["sqlite", "postgresql"], default="sqlite", help="在哪种数据库上量"
    )
    parser.add_argument("--json", action="store_true", help="只输出一份 JSON")


def run(args) -> int:
    """0 also where goals are missed; 2 where it could not be measured."""

    def say(line):
        print(line, file=sys.stderr, flush=True)

    # A plain kill must not leave servers behind: leave through the context managers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if args.what == "ballots":
            if not 10 <= args.voters <= 20_000:
                say("--voters 应在 10 到 20000 之间")
                return 2
            figures = ballots.run(args.voters, args.quick, say)
        else:
            figures = {"road": road, "rush": rush}[args.what].run(args.database, args.quick, say)
    except (BenchFailed, NoPostgres, RuntimeError, TimeoutError) as reason:
        say(str(reason))
        return 2
    if args.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        return 0
    for key, value in figures.items():
        print(f"{key:24} {value}")
    return 0
