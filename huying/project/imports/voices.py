"""Voices of a hotline, a message board or an older system: as history, or newly come in through the front door."""

import unicodedata

from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import access, fields, process
from huying.kernel.roster import Area, Unit
from huying.kernel.tables import Column, values
from huying.voices import operations, words
from huying.voices.flow import FLOW

from .matters import Matters
from .retold import Retold, called, put_together
from .states import is_doubtful, is_finished, taken_as_open

URGENCIES = {str(label): code for code, label in words.URGENCIES.items()} | {
    "紧急": "urgent",
    "危险": "danger",
}

# what hotlines and older systems write in their column of kinds; every other word is an ordinary voice
KINDS = {str(label): code for code, label in words.KINDS.items()} | {
    "纠纷": "dispute", "调解": "dispute", "法律咨询": "legal", "法律": "legal",
    "信访事项": "petition", "来信来访": "petition", "检举": "petition", "控告": "petition", "申诉": "petition",
}  # fmt: skip


_MARKED = _("原系统标注")


def kind(cell) -> str:
    """The kind by its name, "opinion" for a word that names none, "" for an empty cell."""
    said = unicodedata.normalize("NFKC", values.plain(cell)).strip()
    return KINDS.get(said, "opinion") if said else ""


class Voices(Retold, Matters):
    name = "voices"
    core = ("title", "text", "author", "heard_at")
    title = _("民情")
    lead = _("热线、留言板或者旧系统里的群众来信。历史数据不起算期限，也不发通知。")
    columns = (
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

    def bear(self, rows):
        by = self.by if access.may(self.by, FLOW["hear"]) else process.house()
        return operations.import_historic([self.historic(r) for r in rows], by=by, at=self.at)

    def warnings(self, values):
        """Names that no roster has are told, not taken."""
        kept = {"field": self.field_of(values), "area": self.areas.get(values["area"])}
        if self.finished(values):
            kept["unit"] = self.units.get(values["unit"])
        labels = {c.name: c.label for c in self.columns}
        status = values["status"]
        doubtful = [taken_as_open(status)] if is_doubtful(status, timezone.localdate(self.at)) else []
        return doubtful + [
            _t("%(label)s“%(words)s”不在本级的名册或者分类里，没有填入")
            % {"label": labels[n], "words": values[n][:40]}
            for n, found in kept.items()
            if values[n] and not found
        ]

    def field_of(self, values):
        return self.fields.get(unicodedata.normalize("NFKC", values["field"]))

    def finished(self, values) -> bool:
        return is_finished(values["status"], timezone.localdate(self.at))

    def historic(self, values) -> dict:
        """As columns_of; what the other system has finished stands as answered, with its reply and its unit."""
        data = self.columns_of(values)
        data["text"] = put_together(data["text"], reply=values["reply"])
        return data | (self.ended(values, data["heard_on"]) if self.finished(values) else {})

    def ended(self, values, heard_on) -> dict:
        """Columns of a voice that the other system has finished."""
        done = timezone.localdate(values["done_at"]) if values["done_at"] else heard_on
        return {
            "state": "answered",
            "outcome": "explained",  # that it was answered; what was carried out nobody here has seen
            "answered_on": max(done, heard_on),
            "unit_id": self.units.get(values["unit"]),
        }

    def columns_of(self, values) -> dict:
        """Columns of Voice. A label that the tree has not stays in the place's stead only in the table: field is empty."""
        heard = values["heard_at"] or self.at
        data = {name: values[name] for name in ("title", "text", "author", "phone", "place")}
        return data | {
            "external_id": values["external_id"],
            "heard_on": timezone.localdate(heard),
            "urgency": values["urgency"] or "none",
            "kind": values["kind"] or "opinion",
            "field_id": self.field_of(values),
            "area_id": self.areas.get(values["area"]),
        }

    @property
    def fields(self) -> dict:
        if "_fields" not in self.__dict__:
            self._fields = fields.by_name()
        return self._fields

    @property
    def areas(self) -> dict:
        if "_areas" not in self.__dict__:
            self._areas = dict(Area.objects.values_list("name", "pk"))
        return self._areas

    @property
    def units(self) -> dict:
        if "_units" not in self.__dict__:
            rows = Unit.objects.filter(is_active=True).values_list("pk", "name", "short")
            self._units = {name: pk for pk, *names in rows for name in names if name}
        return self._units


class Hotline(Voices):
    """The same table, newly come in: each open row goes through the front door, one step each."""

    name = "hotline"
    known_as = "voices"  # a row that was imported as history does not come in again
    title = _("热线新到工单")
    lead = _(
        "热线、留言板新到的工单。逐件登记：起算分诊期限，检查紧急用语，留了电话的收到编号和查询码；原系统已经办结的按历史导入。"
    )

    def bear(self, rows):
        made = []
        for row in rows:
            made += super().bear([row]) if self.finished(row) else [self._hear(row)]
        return made

    def _hear(self, row):
        data = self.columns_of(row)
        by = self.by if access.may(self.by, FLOW["hear"]) else process.house()
        text = put_together(data["text"], called(row["heard_at"]), row["reply"])
        return operations.hear(
            by=by, at=self.at, title=data["title"], text=text, channel="import", external_id=data["external_id"],
            author=data["author"], phone=data["phone"], place=data["place"], kind=data["kind"],
            urgency=data["urgency"], urgency_reason=str(_MARKED) if data["urgency"] != "none" else "",
            field=fields.Field.objects.filter(pk=data["field_id"]).first() if data["field_id"] else None,
            area=Area.objects.filter(pk=data["area_id"]).first() if data["area_id"] else None,
        )  # fmt: skip


IMPORTERS = {"voices": Voices, "hotline": Hotline}
