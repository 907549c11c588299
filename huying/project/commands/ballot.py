"""huying ballot verify: a published file of ballots, checked and counted again without database or network."""

import sys

from .console import Unusable, existing, put, say, subcommands

HELP = "核对公布的选票文件（离线，不用数据库）"
DJANGO = False


def add_arguments(parser) -> None:
    subcommands(parser, {"verify": ("核对签名、凭证和数目，重新计票", _verify)})


def _verify(parser) -> None:
    parser.add_argument("file", metavar="文件", help="下载的选票文件（JSON）")
    parser.add_argument(
        "--digest", metavar="摘要", default="", help="另行公布的 SHA-256 摘要（64 位十六进制）"
    )
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def run(args) -> int:
    from huying.ballots.blind import checking

    path = existing(args.file)
    digest = args.digest.strip().lower()
    if digest and (len(digest) != 64 or not checking.DIGITS.issuperset(digest)):
        raise Unusable("摘要应当是 64 位十六进制数")
    try:
        if path.stat().st_size > checking.MOST_BYTES:
            raise checking.Unusable("文件太大，不是选票文件")
        report = checking.check(path.read_bytes(), digest=digest)
    except OSError as error:
        raise Unusable(f"读不到 {args.file}：{error.strerror}") from None
    except checking.Unusable as error:
        raise Unusable(f"{args.file}：{error}") from None
    if args.json:
        put(report.as_dict())
    else:
        _tell(report, digest)
    return 0 if report.ok else 1


def _tell(report, digest: str) -> None:
    say(f"选票 {report.ballots} 张，签发凭证 {report.tokens} 个，名单 {report.eligible} 人")
    for one in report.result.get("objects", ()):
        counts = "，".join(f"{name} {n}" for name, n in one["counts"].items())
        say(f"  {one['label']}：{counts}")
    say(f"计票规则：{report.way or '—'}")
    say(f"文件摘要 {report.digest}")
    say(f"表决公钥指纹 {report.key or '—'}")
    say(f"签名公钥指纹 {report.signer or '—'}")
    for problem in report.problems:
        say(f"✗ {problem['detail']}")
    if report.untold:
        say(f"……另有 {report.untold} 处")
    if report.ok:
        say("✓ 签名、凭证、数目相符，重新计票的结果与公布的一致")
        if not digest:
            print("提示：加上 --digest 与另行公布的摘要比对，才能发现整个文件被换过。", file=sys.stderr)
