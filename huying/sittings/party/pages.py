"""Party organs of a session in lists and on their page."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column

COLUMNS = [
    Column(key="name", label=_("名称"), cell=lambda r: {"text": r.name, "main": True, "sub": str(r.session)},
           export=lambda r: r.name),
    Column(key="kind", label=_("类别"), cell=lambda r: str(r.get_kind_display()), sort="kind"),
    Column(key="secretary", label=_("书记"), cell=lambda r: str(r.secretary or "")),
    Column(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def facts(row, member):
    rows = [(_("会议"), row.session), (_("类别"), row.get_kind_display()), (_("代表团"), row.delegation),
            (_("书记"), row.secretary),
            (_("批准文件"), row.basis)]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(row, member):
    made = [{"title": _("组成人员"), "text": row.members}] if row.members else []
    meetings = list(row.meetings.order_by("-day", "-pk")[:100])
    return made + (
        [{"title": _("会议记录"), "template": "party_organs/_meetings.html", "meetings": meetings}]
        if meetings
        else []
    )


def api_row(row, member):
    return {"session": row.session_id, "kind": row.kind, "name": row.name, "delegation": row.delegation_id,
            "meetings": [{"day": m.day, "subject": m.subject, "numbers": m.numbers}
                         for m in row.meetings.order_by("day")[:100]]}  # fmt: skip
