"""huying up [--host] [--port] [--workers] [--no-work]"""

import os
import sys

from .console import Unusable, say

HELP = "启动网站和后台任务，Ctrl-C 停止"


def add_arguments(parser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听地址（默认只限本机）")
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="端口；被占用时用下一个空闲的")
    parser.add_argument(
        "--workers", type=int, default=min(4, os.cpu_count() or 1), metavar="个数", help="网站进程数"
    )
    parser.add_argument("--no-work", action="store_true", help="不启动后台任务（由 huying work 另行执行）")
    parser.add_argument("--no-hall", action="store_true", help="不启动会场服务（由 huying hall 另行执行）")


DJANGO = False  # set up below, while the web server does the same


def run(args) -> int:
    import django

    from huying.project import beginning, serve

    if not 0 < args.port < 65536 or args.workers < 1:
        raise Unusable("端口应在 1 到 65535 之间，进程数至少为 1")
    try:
        port = serve.free_port(args.host, args.port)
        others = {"hall": serve.hall_command(args.host, port)} if not args.no_hall else {}
        if not args.no_work:
            others["work"] = [sys.executable, "-m", "huying", "work"]
        with beginning.Waiting(serve.web_command(args.host, port, args.workers), os.environ) as web:
            django.setup()
            serve.prepare()
            web.go()
    except serve.NotReady as reason:
        raise Unusable(str(reason)) from None
    except beginning.NotStarted as code:
        raise Unusable(f"网站进程没有启动起来（退出码 {code}），原因见上面的输出。") from None
    if port != args.port:
        say(f"端口 {args.port} 已被占用，改用 {port}")
    shown = "127.0.0.1" if args.host in ("0.0.0.0", "::") else args.host  # noqa: S104
    ready = lambda: say(f"网站：http://{shown}:{port}/ （Ctrl-C 停止）")  # noqa: E731
    return serve.run(web.process, others, (shown, port), ready)
