"""Voices of a hotline, a message board or an older system."""

import unicodedata

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel import access, fields, process
from huying.kernel.crypto import blind_index
from huying.kernel.roster import Area
from huying.kernel.tables import Column, values
from huying.voices import operations, words
from huying.voices.flow import FLOW
from huying.voices.models import Voice

from .importer import Matters, blank

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


class Voices(Matters):
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
            aliases=("title", "主题", "留言主题", "诉求标题"),
            parse=values.text(),
            example="老街路灯不亮",
        ),
        Column(
            name="text",
            label=_("反映内容"),
            aliases=("detail", "内容", "留言详情", "诉求内容", "正文", "text", "content"),
            required=True,
            parse=values.text(200_000),
        ),
        Column(
            name="heard_at",
            label=_("反映时间"),
            aliases=("sent_at", "留言时间", "时间", "日期", "反映日期", "来信日期", "受理时间"),
            parse=values.moment(),
            example="2026-03-02 14:00",
        ),
        Column(
            name="field",
            label=_("领域"),
            aliases=("label", "一级标签", "标签", "类别", "分类", "问题类别"),
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
            aliases=("user_id", "留言用户", "姓名", "用户", "来信人"),
            parse=values.text(60),
        ),
        Column(name="phone", label=_("电话"), aliases=("手机", "联系电话", "phone"), parse=values.text(40)),
        Column(name="area", label=_("片区"), aliases=("乡镇", "街道", "所属乡镇"), parse=values.text(80)),
        Column(name="place", label=_("地点"), aliases=("地址", "事发地点"), parse=values.text(200)),
    )

    def bear(self, rows):
        by = self.by if access.may(self.by, FLOW["hear"]) else process.house()
        return operations.import_historic([self.columns_of(r) for r in rows], by=by, at=self.at)

    def amend(self, pk, values):
        given = {n: v for n, v in self.columns_of(values).items() if not blank(v)}
        if blank(values["heard_at"]):
            given.pop("heard_on")
        if blank(values["urgency"]):
            given.pop("urgency")
        if blank(values["kind"]):
            given.pop("kind")
        if "phone" in given:
            given["phone_index"] = blind_index(given["phone"])
        operations.amend_import(Voice.objects.get(pk=pk), by=process.house(), at=self.at, **given)

    def columns_of(self, values) -> dict:
        """Columns of Voice. A label that the tree has not stays in the place's stead only in the table: field is empty."""
        heard = values["heard_at"] or self.at
        data = {name: values[name] for name in ("title", "text", "author", "phone", "place")}
        return data | {
            "external_id": values["external_id"],
            "heard_on": timezone.localdate(heard),
            "urgency": values["urgency"] or "none",
            "kind": values["kind"] or "opinion",
            "field_id": self.fields.get(unicodedata.normalize("NFKC", values["field"])),
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


IMPORTERS = {"voices": Voices}
