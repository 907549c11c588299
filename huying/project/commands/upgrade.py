"""huying upgrade"""

from pathlib import Path
from types import SimpleNamespace

from . import ledger
from .console import Unusable, say

HELP = "升级数据库：先备份，再迁移，必要时重建检索，最后核对留痕"


def add_arguments(parser) -> None:
    parser.add_argument("--backup", metavar="文件夹", help="备份写到这里（默认：HUYING_HOME 下的 backups）")
    parser.add_argument("--reindex", action="store_true", help="一定重建检索")


def run(args) -> int:
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from huying.project import archive, founding

    if connection.introspection.table_names():
        try:
            path = archive.write(Path(args.backup or settings.HOME / "backups"), timezone.localtime())
        except (archive.Unfit, OSError) as reason:  # a full disk, too
            raise Unusable(f"没有备份，就不升级。{reason}") from None
        say(f"已备份到 {path}")
    founding.bring_up_to_date()
    say("数据库已是本版本的样子")
    _take_over(timezone.now())
    _thin_outlines(timezone.now())
    _empty_dockets()
    if args.reindex or _index_is_empty():
        say(f"检索已重建：{_reindex()} 项")
    return ledger.verify(SimpleNamespace(congress=None, checkpoint=None, json=False, files=False))


def _take_over(at) -> None:
    """Rows that this version made subjects of are traced from now on."""
    from huying.kernel import process, scope
    from huying.kernel.roster import Congress
    from huying.stations.operations import births

    for congress in Congress.objects.order_by("pk"):
        with scope.congress(congress):
            if number := births.take_over(by=process.house(), at=at):
                say(f"{congress.name}：{number} 个站点补登了留痕")


def _thin_outlines(at) -> None:
    """An outline that an older version kept as fine as it came: every request of its congress would go on reading it."""
    from huying.kernel import process, scope
    from huying.kernel.register import operations
    from huying.kernel.roster import Congress
    from huying.ui.outlines import is_too_fine
    from huying.ui.switches import OUTLINE

    for congress in Congress.objects.order_by("pk"):
        with scope.congress(congress):
            own = OUTLINE.of(congress)
            if not is_too_fine(own):
                continue
            try:
                operations.set_switch(
                    congress,
                    by=process.house(),
                    at=at,
                    name=OUTLINE.key,
                    value=own,
                    reason="升级时简化到地图用得上的精细程度",
                )
            except process.Refused as reason:
                say(f"{congress.name}：地图上的边界没有简化。{reason}")
            else:
                say(f"{congress.name}：地图上的边界已简化")


def _empty_dockets() -> None:
    """Older versions left a deleted voice's first sentence as the name of its docket."""
    from huying.kernel import scope
    from huying.kernel.roster import Congress
    from huying.voices.operations import forgetting

    for congress in Congress.objects.order_by("pk"):
        with scope.congress(congress):
            if number := forgetting.empty_dockets():
                say(f"{congress.name}：{number} 件已删除个人信息的民情，卷宗名称也已清除")


def _reindex() -> int:
    """The index from what is there, then every document from its row: this version may say other words of it."""
    from huying.kernel import scope, search
    from huying.kernel.roster import Congress
    from huying.kernel.subject import SUBJECTS

    search.reindex()
    found = 0
    for congress in Congress.objects.order_by("pk"):
        with scope.congress(congress):
            found += sum(search.rebuild(kind) for kind in SUBJECTS if hasattr(SUBJECTS[kind], "search_text"))
    return found


def _index_is_empty() -> bool:
    from huying.kernel.case import Trace
    from huying.kernel.search import SearchDoc

    return Trace.everywhere.exists() and not SearchDoc.everywhere.exists()
