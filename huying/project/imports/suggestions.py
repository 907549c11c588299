"""Suggestions of earlier years. An author who is no known deputy stays text."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel import fields, process
from huying.kernel.roster import Membership, Session, Unit
from huying.kernel.tables import Column, values
from huying.suggestions import operations
from huying.suggestions.models import Suggestion

from .importer import blank
from .matters import Matters

SOLVED = {"是": True, "否": False, "已解决": True, "未解决": False, "已经解决": True, "A": True}


class Suggestions(Matters):
    name = "suggestions"
    core = ("title", "text", "author", "submitted_at")
    title = _("代表建议")
    lead = _("往年的建议。有答复或者办结日期的记为办结，其余记为待审核；不起算期限，也不发通知。")
    columns = (
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
        Column(name="session", label=_("会议"), aliases=("会次", "届次"), parse=values.text(80)),
        Column(name="unit", label=_("承办单位"), aliases=("主办单位", "办理单位"), parse=values.text(80)),
        Column(name="replied_on", label=_("答复日期"), aliases=("答复时间",), parse=values.day()),
        Column(name="closed_on", label=_("办结日期"), aliases=("办结时间",), parse=values.day()),
        Column(name="is_solved", label=_("是否解决"), parse=values.choice(SOLVED), choices=("是", "否")),
    )

    def bear(self, rows):
        return operations.import_historic(
            [self.columns_of(r) for r in rows], by=process.house(), at=self.at, facts={"import": True}
        )

    def amend(self, pk, values, changed):
        given = {
            n: v
            for n, v in self.columns_of(values).items()
            if not blank(v) and n not in ("state", "outcome", "kind")
        }
        if blank(values["submitted_at"]) and blank(values["year"]):
            given.pop("submitted_on")
        operations.amend_import(Suggestion.objects.get(pk=pk), by=process.house(), at=self.at, **given)

    def columns_of(self, given) -> dict:
        """Columns of Suggestion. What was never answered is not closed."""
        submitted = self.submitted(given)
        member = self.deputy(given["author"])
        ended = given["replied_on"] or given["closed_on"]
        session = Session.objects.filter(name=given["session"]).first() if given["session"] else None
        unit = Unit.objects.filter(name=given["unit"]).first() if given["unit"] else None
        return {
            "title": given["title"],
            "text": given["text"],
            "advice": given["advice"],
            "external_id": given["external_id"],
            "submitted_on": submitted,
            "field_id": self.fields.get(given["field"]),
            "author": member,
            "author_text": "" if member else given["author"],
            "session": session,
            "lead_unit": unit,
            "wished": "" if unit else given["unit"][:120],
            "kind": "in_session" if session else "recess",
            "replied_on": given["replied_on"],
            "closed_on": given["closed_on"] or given["replied_on"],
            "is_solved": given["is_solved"] if isinstance(given["is_solved"], bool) else None,
            "state": "closed" if ended else "submitted",
            "outcome": "imported" if ended else "",
        }

    def submitted(self, given):
        if given["submitted_at"]:
            return timezone.localdate(given["submitted_at"])
        today = timezone.localdate(self.at)
        return today.replace(year=given["year"], month=1, day=1) if given["year"] else today

    def deputy(self, name):
        """The one deputy of this name here; two of them, or none, leave the name as text."""
        if "_deputies" not in self.__dict__:
            self._deputies: dict = {}
            for m in Membership.objects.filter(role="deputy").exclude(person=None).select_related("person"):
                self._deputies[m.person.name] = None if m.person.name in self._deputies else m
        return self._deputies.get(name)

    @property
    def fields(self) -> dict:
        if "_fields" not in self.__dict__:
            self._fields = fields.by_name()
        return self._fields


IMPORTERS = {"suggestions": Suggestions}
