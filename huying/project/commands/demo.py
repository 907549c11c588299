"""huying demo [--no-serve] [--scale N] [--seed N] [--day DATE] [--new-passwords] [--json]"""

import argparse
import os
import sys
from datetime import date

from . import up
from .console import Unusable, put, say, tell

HELP = "装入虚构的一县一市演示数据（只装一次），打印账号，启动网站"
RENEW = "huying demo --new-passwords --no-serve"


def add_arguments(parser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="只装入数据，不启动网站")
    parser.add_argument(
        "--scale", type=float, default=1.0, metavar="倍数", help="数据量，1 为全量（默认），如 0.1"
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="数字", help="随机种子；同一种子、同一天，内容相同"
    )
    parser.add_argument("--day", type=_day, default=None, metavar="日期", help="以哪一天为“今天”，默认今天")
    parser.add_argument("--new-passwords", action="store_true", help="为演示账号重新生成密码（原密码作废）")
    parser.add_argument("--json", action="store_true", help="在标准输出打印一份 JSON")
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听地址（默认只限本机）")
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="端口；被占用时用下一个空闲的")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-11-21") from None


def run(args) -> int:
    from django.utils import timezone

    from huying.project import serve
    from huying.project.demo import accounts, seed

    if not 0 < args.scale <= 2:
        raise Unusable("--scale 应大于 0、不超过 2")
    day = args.day or timezone.localdate()
    if not 2006 <= day.year <= 2100:
        raise Unusable("--day 应在 2006 年到 2100 年之间")
    try:
        serve.prepare()
        made = seed.seed(day=day, number=args.seed, scale=args.scale, tell=tell, until=timezone.now())
    except serve.NotReady as reason:
        raise Unusable(str(reason)) from None
    except seed.NotEmpty:
        raise Unusable(
            "数据库里已有其他人大的数据，演示数据不与它们混在一起；请用 DATABASE_URL 指向另一个数据库。"
        ) from None
    if args.new_passwords and not made.fresh:
        made.accounts = accounts.renew()
    _show(made, args)
    if args.no_serve:
        return 0
    return up.run(
        argparse.Namespace(
            host=args.host, port=args.port, workers=min(2, os.cpu_count() or 1), no_work=False, no_hall=False
        )
    )


def _show(made, args) -> None:
    if args.json:
        put(
            {
                "seeded": made.fresh,
                "accounts": made.accounts,
                "congresses": made.counts,
                "refused": made.refused,
            }
        )
        sys.stdout.flush()
        return
    if made.fresh:
        say("演示数据已装入：虚构的青禾县和沧源市，人名、地名、事项都是编的。")
    else:
        say("演示数据早已装入，这次没有改动。")
    for code, rows in made.counts.items():
        say(f"  /c/{code}/  建议 {rows['suggestions']} 件，民情 {rows['voices']} 件，代表 {rows['seats']} 名")
    shown = any("password" in row for row in made.accounts)
    say(
        "账号（密码只显示这一次，请记下）："
        if shown
        else f"账号（密码不再显示；忘记时运行 {RENEW} 重新生成）："
    )
    for row in made.accounts:
        say(
            f"  {row['username']:<12} {row.get('password', ''):<20} {row['name']}：{'；'.join(row['offices'])}"
        )
