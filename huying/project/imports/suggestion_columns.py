"""The columns of a table of suggestions, by all the names that older systems give them."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.tables import Column, values

SOLVED = {"是": True, "否": False, "已解决": True, "未解决": False, "已经解决": True, "A": True}

COLUMNS = (
    Column(
        name="external_id",
        label=_("编号"),
        aliases=("proposal_no", "建议编号", "提案编号", "建议号", "id"),
        parse=values.text(78),
    ),
    Column(name="row", label=_("行号"), aliases=("row", "序号"), parse=values.text(40)),
    Column(
        name="title",
        label=_("标题"),
        aliases=("title", "题目", "案由", "建议标题", "建议名称"),
        required=True,
        parse=values.text(200),
    ),
    Column(
        name="text",
        label=_("正文"),
        aliases=("content", "内容", "建议内容", "情况和问题", "text", "detail"),
        parse=values.text(500_000),
    ),
    Column(name="advice", label=_("具体建议"), aliases=("建议", "对策建议"), parse=values.text(200_000)),
    Column(
        name="submitted_at",
        label=_("提出日期"),
        aliases=("published_at", "提交日期", "提交时间", "日期", "时间"),
        parse=values.moment(),
    ),
    Column(name="year", label=_("年份"), aliases=("year", "年度"), parse=values.integer(1954, 2100)),
    Column(
        name="field",
        label=_("领域"),
        aliases=("category", "类别", "分类", "label"),
        parse=values.text(60),
    ),
    Column(
        name="author",
        label=_("领衔代表"),
        aliases=("proposers", "提出者", "提案人", "代表", "代表姓名", "建议人"),
        parse=values.text(120),
    ),
    Column(
        name="cosigners",
        label=_("联名代表"),
        aliases=("联名", "联名人", "附议人", "附议代表", "联署代表"),
        parse=values.text(2000),
        help=_("几位的用顿号分开"),
    ),
    Column(name="session", label=_("会议"), aliases=("会次", "届次"), parse=values.text(80)),
    Column(name="unit", label=_("承办单位"), aliases=("主办单位", "办理单位"), parse=values.text(80)),
    Column(name="replied_on", label=_("答复日期"), aliases=("答复时间",), parse=values.day()),
    Column(name="closed_on", label=_("办结日期"), aliases=("办结时间",), parse=values.day()),
    Column(
        name="status",
        label=_("状态"),
        aliases=("办理状态", "建议状态", "当前状态", "办理进度"),
        parse=values.text(40),
        help=_("已办结、已答复的按办结导入"),
    ),
    Column(
        name="result",
        label=_("办理结果"),
        aliases=("结果", "办理结果类别", "结果类别", "答复类别", "办理类别", "答复分类"),
        parse=values.text(500),
        help=_("A、B、C 等类别，或者原来的说法；有结果的按办结导入"),
    ),
    Column(
        name="reply",
        label=_("答复内容"),
        aliases=("答复", "答复意见", "办理答复", "答复全文", "回复内容", "复函"),
        parse=values.text(200_000),
    ),
    Column(name="is_solved", label=_("是否解决"), parse=values.choice(SOLVED), choices=("是", "否")),
)
