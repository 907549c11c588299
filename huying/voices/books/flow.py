"""Books of the office: the table of routes, the chain of contacts, the watch list. Each line is entered, changed, ended."""

from huying.rules.flow import N_, Flow, Step


def book(subject: str, title: str, *, by: tuple[str, ...], then: str) -> Flow:
    """The flow of one book."""
    return Flow(
        subject,
        title=title,
        sub=True,
        states={"listed": N_("使用中"), "ended": N_("已停用")},
        steps=[
            Step(name="enter", label=N_("登记一条"), target="listed", by=by, primary=True, then=then),
            Step(name="change", label=N_("更正"), source=("listed",), by=by, primary=True, then=then),
            Step(name="end", label=N_("停用"), source=("listed",), target="ended", by=by, danger=True),
            Step(name="restore", label=N_("恢复使用"), source=("ended",), target="listed", by=by, then=then),
        ],
    )  # fmt: skip


ROUTES = book("routes", N_("转交表"), by=("clerk",), then=N_("转交时按这张表提出承办单位，由人决定。"))
CHAINS = book(
    "chains",
    N_("联系链"),
    by=("clerk", "keeper"),
    then=N_("代表联系议政代表，议政代表联系居民代表，居民代表联系居民。"),
)
PLANS = book(
    "plans",
    N_("紧急处置提示"),
    by=("clerk",),
    then=N_("确认紧急以后，这些步骤显示在那件民情的最上面。"),
)
WATCH = book(
    "watchlists",
    N_("提示名单"),
    by=("clerk",),
    then=N_("含有名单里词语的内容只作标记，由人判断，不会自动删除。"),
)
