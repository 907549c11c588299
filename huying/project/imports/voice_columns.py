"""The columns of a table of voices, by all the names that hotlines and message boards give them."""

import unicodedata

from django.utils.translation import gettext_lazy as _

from huying.kernel.tables import Column, values
from huying.voices import words

URGENCIES = {str(label): code for code, label in words.URGENCIES.items()} | {
    "紧急": "urgent",
    "危险": "danger",
}

# what hotlines and older systems write in their column of kinds; every other word is an ordinary voice
KINDS = {str(label): code for code, label in words.KINDS.items()} | {
    "纠纷": "dispute", "调解": "dispute", "法律咨询": "legal", "法律": "legal",
    "信访事项": "petition", "来信来访": "petition", "检举": "petition", "控告": "petition", "申诉": "petition",
}  # fmt: skip


def kind(cell) -> str:
    """The kind by its name, "opinion" for a word that names none, "" for an empty cell."""
    said = unicodedata.normalize("NFKC", values.plain(cell)).strip()
    return KINDS.get(said, "opinion") if said else ""


COLUMNS = (
    Column(
        name="external_id",
        label=_("编号"),
        aliases=("message_id", "留言编号", "信件编号", "诉求编号", "工单编号", "工单号", "id"),
        parse=values.text(78),
        help=_("原系统的编号；同一编号再导入只更新"),
    ),
    Column(name="row", label=_("行号"), aliases=("row", "序号"), parse=values.text(40)),
    Column(
        name="title",
        label=_("标题"),
        aliases=(
            "title",
            "主题",
            "留言主题",
            "诉求标题",
            "诉求主题",
            "来电主题",
            "工单标题",
            "工单主题",
            "事项名称",
        ),
        parse=values.text(),
        example="老街路灯不亮",
    ),
    Column(
        name="text",
        label=_("反映内容"),
        aliases=(
            "detail",
            "内容",
            "留言详情",
            "诉求内容",
            "诉求详情",
            "来电详情",
            "工单详情",
            "诉求描述",
            "具体内容",
            "来电内容",
            "工单内容",
            "问题描述",
            "正文",
            "text",
            "content",
        ),
        required=True,
        parse=values.text(200_000),
    ),
    Column(
        name="heard_at",
        label=_("反映时间"),
        aliases=(
            "sent_at",
            "留言时间",
            "来电时间",
            "受理时间",
            "登记时间",
            "诉求时间",
            "来电日期",
            "受理日期",
            "登记日期",
            "诉求日期",
            "留言日期",
            "时间",
            "日期",
            "反映日期",
            "来信日期",
        ),
        parse=values.moment(),
        example="2026-03-02 14:00",
    ),
    Column(
        name="field",
        label=_("领域"),
        aliases=(
            "label",
            "一级标签",
            "标签",
            "类别",
            "分类",
            "问题类别",
            "诉求类别",
            "问题分类",
            "归口类别",
        ),
        parse=values.text(60),
    ),
    Column(
        name="kind",
        label=_("类型"),
        aliases=("诉求类型", "来信类型", "事项类型", "信件类型"),
        parse=kind,
        help=_("矛盾纠纷、法律援助、信访；其他一律按反映情况"),
    ),
    Column(
        name="urgency",
        label=_("缓急"),
        aliases=("紧急程度",),
        parse=values.choice(URGENCIES),
        choices=tuple(URGENCIES),
    ),
    Column(
        name="author",
        label=_("反映人"),
        aliases=(
            "user_id",
            "留言用户",
            "姓名",
            "用户",
            "来信人",
            "来电人",
            "来电人姓名",
            "诉求人",
            "联系人",
        ),
        parse=values.text(60),
    ),
    Column(
        name="phone",
        label=_("电话"),
        aliases=("手机", "联系电话", "来电号码", "联系方式", "来电人电话", "手机号", "手机号码", "phone"),
        parse=values.text(40),
    ),
    Column(
        name="area",
        label=_("片区"),
        aliases=(
            "乡镇",
            "街道",
            "镇街",
            "所属乡镇",
            "所属街道",
            "所属镇",
            "所属镇街",
            "所在镇街",
            "所在乡镇",
            "所在街道",
            "所属区域",
            "事发区域",
        ),
        parse=values.text(80),
    ),
    Column(
        name="place",
        label=_("地点"),
        aliases=("地址", "事发地点", "事发地址", "诉求地址"),
        parse=values.text(200),
    ),
    Column(
        name="unit",
        label=_("承办单位"),
        aliases=("办理单位", "主办单位", "承办部门", "责任单位", "转办单位"),
        parse=values.text(120),
        help=_("名册上有的单位才会填入，只用于已经办结的"),
    ),
    Column(
        name="status",
        label=_("状态"),
        aliases=("工单状态", "办理状态", "处理状态", "当前状态"),
        parse=values.text(40),
        help=_("已办结、已答复的按已答复导入，不再分诊"),
    ),
    Column(
        name="reply",
        label=_("答复内容"),
        aliases=("办理结果", "答复", "回复内容", "处理结果", "办理情况", "办结意见"),
        parse=values.text(200_000),
    ),
    Column(
        name="done_at",
        label=_("办结时间"),
        aliases=("答复时间", "办结日期", "回复时间", "完成时间"),
        parse=values.moment(),
    ),
)
