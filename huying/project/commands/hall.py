"""huying hall [--host] [--port]"""

import gc

from .console import Unusable, tell

HELP = "启动会场服务（实时页面和会场投票），Ctrl-C 停止；huying up 已经包含它"


def add_arguments(parser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听地址（默认只限本机）")
    parser.add_argument(
        "--port", type=int, default=0, metavar="端口", help="端口；默认 HUYING_HALL_PORT，否则 8001"
    )


def run(args) -> int:
    from django.conf import settings

    from huying.project.hall import server

    port = args.port or settings.HALL_PORT or 8001
    if not 0 < port < 65536:
        raise Unusable("端口应在 1 到 65535 之间")
    gc.collect()
    gc.freeze()  # what stands now stands for good
    try:
        server.run(args.host, port)
    except OSError as error:
        raise Unusable(f"会场服务不能监听 {args.host}:{port}：{error.strerror}") from None
    except KeyboardInterrupt:
        tell("会场服务已停止。")
    return 0
