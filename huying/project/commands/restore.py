"""huying restore ARCHIVE"""

from types import SimpleNamespace

from . import ledger
from .console import Unusable, existing, say, tell

HELP = "把备份恢复到空的地方，核对摘要和留痕"


def add_arguments(parser) -> None:
    parser.add_argument("archive", metavar="备份文件", help="huying backup 写出的文件")


def run(args) -> int:
    from huying.project import archive

    try:
        about = archive.restore(existing(args.archive))
    except archive.Unfit as reason:
        raise Unusable(str(reason)) from None
    say(f"已恢复 {about['made_at']} 的备份，{len(about['entries'])} 个文件的摘要相符")
    for name in archive.missing_keys():
        tell(
            f"注意：环境变量 {name} 里没有备份带来的密钥，加密的号码将读不出来；请把 keys/field.keys 的内容加进去。"
        )
    return ledger.verify(SimpleNamespace(congress=None, checkpoint=None, json=False, files=True))
