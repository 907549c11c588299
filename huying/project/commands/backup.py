"""huying backup DIR"""

from pathlib import Path

from .console import Unusable, put, say

HELP = "备份数据库、附件和密钥到一个文件（只有本人可读；含密钥，请妥善保管）"


def add_arguments(parser) -> None:
    parser.add_argument("folder", metavar="文件夹", help="备份文件写到这里")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def run(args) -> int:
    from django.utils import timezone

    from huying.project import archive

    try:
        path = archive.write(Path(args.folder), timezone.localtime())
    except archive.Unfit as reason:
        raise Unusable(str(reason)) from None
    if args.json:
        put({"archive": str(path), "bytes": path.stat().st_size})
    else:
        say(f"已备份到 {path}（{path.stat().st_size / 1e6:.1f} MB）")
    return 0
