"""A special hearing on its page: who reports, who comments, what the test came to."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ballots import words
from huying.kernel import scope
from huying.ui import storytelling
from huying.ui.columns import Column

from .. import handing_out, papers
from . import queries
from .operations import names

TONES = {"arranged": "wait", "tested": "warn", "sent": "ok"}
GRADES = ("satisfied", "basically", "dissatisfied", "abstain")
PAINT = {"satisfied": "ok", "basically": "warn", "dissatisfied": "late", "abstain": "wait"}
COLUMNS = [
    Column(key="title", label=_("议题"), cell=lambda r: {"text": str(r), "sub": str(r.sitting), "main": True}, export=str),
    Column(key="reporter", label=_("汇报人"), cell=lambda r: r.reporter),
    Column(key="units", label=_("单位数"), cell=lambda r: len(r.units), numeric=True),
    Column(key="state", label=_("状态"), sort="state", export=lambda r: _t(r.state_label),
           cell=lambda r: {"text": "", "lamp": {"tone": TONES.get(r.state, "wait"), "word": _t(r.state_label)}}),
]  # fmt: skip
paper = handing_out.view(queries, papers.hearing)


def facts(row, member):
    deputies = "、".join(str(m) for m in row.leads_members())
    rows = [
        (_("会议"), row.sitting), (_("汇报人"), row.reporter), (_("被测评的单位"), "、".join(names(row).values())),
        (_("评议的领衔代表"), deputies), (_("有关编号"), "、".join(row.numbers)), (_("报送"), row.sent_to),
            (_("文号"), row.number),
        (_("日期"), row.sent_on), (_("理由"), row.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    made = []
    if row.result:
        made.append(
            {
                "title": _("测评结果"),
                "template": "hearings/_result.html",
                "units": [_unit(r) for r in row.result],
            }
        )
    if comments := list(row.comments.select_related("deputy__person", "unit").order_by("pk")):
        made.append({"title": _("代表评议意见"), "template": "hearings/_comments.html", "comments": comments})
    return made


def _unit(line) -> dict:
    bar = [
        {"label": _t(words.CHOICES[g]), "count": line["counts"].get(g, 0), "tone": PAINT[g]} for g in GRADES
    ]
    return {
        "name": line["name"],
        "bar": bar,
        "rate": line["rate"],
        "outcome": _t(words.OUTCOMES[line["outcome"]]) if line["outcome"] else "",
    }


def links(row, member):
    code = scope.current().code
    made = handing_out.to_sitting(row.sitting, member)
    if row.poll_id:
        made.append(
            {
                "label": _("这次测评"),
                "url": reverse("polls:detail", kwargs={"code": code, "pk": row.poll_id}),
                "sub": row.poll.number,
            }
        )
    return made + (handing_out.links("hearings", row) if row.result else [])


def story(row, member):
    """Its own steps: the docket is the whole sitting's."""
    return storytelling.since(row, 0)


def api_row(row, member):
    return {
        "sitting": row.sitting_id, "item": row.item_id, "reporter": row.reporter, "units": row.units, "deputies": row.deputies,
        "numbers": row.numbers, "poll": row.poll_id, "result": row.result, "sent_to": row.sent_to, "sent_on": row.sent_on,
    }  # fmt: skip
