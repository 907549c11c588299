"""huying ballot: a published file of ballots, checked and counted again without database or network; the check as one file."""

import sys
from pathlib import Path

from .console import Unusable, existing, put, say, subcommands

HELP = "核对公布的选票文件（离线，不用数据库）"
DJANGO = False


def add_arguments(parser) -> None:
    known = {
        "verify": ("核对签名、凭证和数目，重新计票", _verify),
        "carry": ("把核对程序写成一个文件，可以交给没有装呼应的人", _carry),
    }
    subcommands(parser, known)


def _verify(parser) -> None:
    parser.add_argument("file", metavar="文件", help="下载的选票文件")
    parser.add_argument(
        "--digest", metavar="摘要", default="", help="另行公布的 SHA-256 摘要（64 位十六进制）"
    )
    parser.add_argument(
        "--signer",
        metavar="指纹",
        default="",
        help="签名公钥的指纹：从表决的页面或者核对告示抄来（64 位十六进制）",
    )
    parser.add_argument(
        "--key", metavar="指纹", default="", help="表决公钥的指纹：开始表决时公布的（64 位十六进制）"
    )
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def _carry(parser) -> None:
    parser.add_argument("file", metavar="文件", help="写到哪里，如 huying-verify.pyz")


def run(args) -> int:
    return _carried(args.file) if args.what == "carry" else _checked(args)


def _carried(name: str) -> int:
    from huying.ballots.blind import carried

    try:
        Path(name).write_bytes(carried.program())
    except OSError as error:
        raise Unusable(f"写不了 {name}：{error.strerror}") from None
    say(f"已写出 {name}，SHA-256 {carried.digest()}")
    return 0


def _checked(args) -> int:
    from huying.ballots.blind import checking

    path = existing(args.file)
    given = {
        "digest": _hex(args.digest, "摘要"),
        "signer": _hex(args.signer, "签名公钥指纹"),
        "key": _hex(args.key, "表决公钥指纹"),
    }
    try:
        if path.stat().st_size > checking.MOST_BYTES:
            raise checking.Unusable("文件太大，不是选票文件")
        report = checking.check(path.read_bytes(), **given)
    except OSError as error:
        raise Unusable(f"读不到 {args.file}：{error.strerror}") from None
    except checking.Unusable as error:
        raise Unusable(f"{args.file}：{error}") from None
    if args.json:
        put(report.as_dict())
    else:
        _tell(report, given)
    return 0 if report.ok else 1


def _hex(text: str, what: str) -> str:
    """64 hex digits as they are copied from paper: with blanks, colons or capitals; "" where none are given."""
    plain = "".join(text.replace(":", " ").split()).lower()
    if text and (len(plain) != 64 or set(plain) - set("0123456789abcdef")):
        raise Unusable(f"{what}应当是 64 位十六进制数")
    return plain


def _tell(report, given: dict[str, str]) -> None:
    from huying.ballots import words

    say(f"选票 {report.ballots} 张，签发凭证 {report.tokens} 个，名单 {report.eligible} 人")
    for one in report.result.get("objects", ()):
        called = words.CHOICES | report.options.get(one["key"], {})
        counts = "，".join(f"{called.get(name, name)} {n}" for name, n in one["counts"].items())
        outcome = f"——{words.OUTCOMES[one['outcome']]}" if one["outcome"] else ""
        say(f"  {one['label']}：{counts}{outcome}")
    if report.result:
        say(f"结论：{words.OUTCOMES[report.result['outcome']]}")
    say(f"计票规则：{report.way or '—'}")
    say(f"文件摘要 {report.digest}")
    say(f"表决公钥指纹 {report.key or '—'}")
    say(f"签名公钥指纹 {report.signer or '—'}")
    if not given["signer"]:
        say(
            "没有固定签名人：只查了签名成立，没有查签名的是不是这个人大。请从核对告示抄签名公钥指纹，用 --signer 给出。"
        )
    for problem in report.problems:
        say(f"✗ {problem['detail']}")
    if report.untold:
        say(f"……另有 {report.untold} 处")
    if report.ok:
        say("✓ 签名、凭证、数目相符，重新计票的结果与公布的一致")
        if not given["digest"]:
            print("提示：加上 --digest 与另行公布的摘要比对，才能发现整个文件被换过。", file=sys.stderr)
