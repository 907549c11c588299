"""Minutes on their page: the text, what was corrected against the facts, remarks; and the papers."""

from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import storytelling
from huying.ui.columns import Column

from .. import handing_out, papers
from ..motions import text as wording
from ..reach import OFFICE
from . import queries

TONES = {"drafted": "wait", "circulated": "warn", "signed": "ok"}
COLUMNS = [
    Column(key="title", label=_("会议"), cell=lambda r: {"text": str(r.sitting), "main": True}, export=lambda r: str(r.sitting)),
    Column(key="day", label=_("日期"), cell=lambda r: r.sitting.day.isoformat(), sort="sitting__day"),
    Column(key="state", label=_("状态"), sort="state", export=lambda r: _t(r.state_label),
           cell=lambda r: {"text": "", "lamp": {"tone": TONES[r.state], "word": _t(r.state_label)}}),
]  # fmt: skip
paper = handing_out.view(queries, papers.minutes)
compare = handing_out.view(queries, papers.differences)
DOORS = [handing_out.door(paper), path("<int:pk>/compare.<slug:kind>", compare, name="compare")]


def facts(row, member):
    rows = [(_("会议"), row.sitting), (_("核对"), " ".join(filter(None, (row.checker, str(row.checked_on or ""))))),
            (_("签字"), " ".join(filter(None, (row.signer, str(row.signed_on or "")))))]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    made = [{"title": _("正文"), "text": row.text}]
    if row.text != row.written and member.role in OFFICE:
        compared = wording.compare(wording.split(row.written), wording.split(row.text))
        changed = [pieces for pieces in compared if wording.is_changed(pieces)]
        made.append(
            {"title": _("与事实自动成文的不同"), "template": "motions/_compare.html", "paragraphs": changed}
        )
    if (
        versions := list(row.versions.select_related("by__person").order_by("number"))
        if member.role in OFFICE
        else []
    ):
        lines = [f"{v.number}. {v.at:%Y-%m-%d} {v.by}：{v.reason}" for v in versions]
        made.append({"title": _("更正记录"), "text": "\n".join(lines)})
    if remarks := list(row.remarks.select_related("by__person").order_by("pk")):
        made.append({"title": _("组成人员的意见"), "text": "\n".join(f"{r.by}：{r.text}" for r in remarks)})
    return made


def links(row, member):
    code = scope.current().code
    made = handing_out.to_sitting(row.sitting, member)
    made += handing_out.links("minutes", row)
    if row.text != row.written and member.role in OFFICE:
        url = reverse("minutes:compare", kwargs={"code": code, "pk": row.pk, "kind": "docx"})
        made.append({"label": _("更正对照（DOCX）"), "url": url})
    return made


def story(row, member):
    """Its own steps: the docket is the whole sitting's."""
    return storytelling.since(row, 0)


def api_row(row, member):
    return {
        "sitting": row.sitting_id, "text": row.text, "written": row.written, "checked_on": row.checked_on,
        "signed_on": row.signed_on, "signer": row.signer,
    }  # fmt: skip
