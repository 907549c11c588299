"""How correspondents look."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui.columns import Column as Shown


def _name(row) -> dict:
    return {"text": row.member.person.name, "sub": str(row.member.unit or row.member.title), "main": True}


COLUMNS = [
    Shown(key="name", label=_("姓名"), cell=_name,
          export=lambda c: c.member.person.name, sort="member__person__pinyin"),
    Shown(key="kind", label=_("类别"), cell=lambda c: c.get_kind_display(), sort="kind"),
    Shown(key="beat", label=_("联系的领域或者片区"), cell=lambda c: c.beat),
    Shown(key="since", label=_("登记日期"), cell=lambda c: c.since.isoformat(), sort="since"),
    Shown(key="state", label=_("状态"), cell=lambda c: _t(c.state_label), sort="state"),
]  # fmt: skip


def facts(row, member):
    return [
        (_t("类别"), row.get_kind_display()),
        (_t("联系的领域或者片区"), row.beat or "—"),
        (_t("登记日期"), row.since.isoformat()),
    ]


def links(row, member):
    url = reverse("articles:ranking", kwargs={"code": scope.current().code})
    return (
        [{"label": _t("通讯员刊发排名"), "url": url, "sub": ""}]
        if member.role in ("clerk", "leader", "admin")
        else []
    )


def api_row(row, member):
    return {
        "member": row.member_id,
        "name": row.member.person.name,
        "kind": row.kind,
        "beat": row.beat,
        "since": row.since,
    }
