"""Procedures of deliberation in lists and on their page."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column

ARROW = " → "


def _kind(row) -> str:
    return _t(row.get_kind_display()) if row.kind else _t("各类议题")


COLUMNS = [
    Column(key="name", label=_("名称"), cell=lambda r: {"text": r.name, "main": True, "sub": ARROW.join(r.stages)},
           export=lambda r: r.name),
    Column(key="kind", label=_("适用的议题"), cell=_kind, sort="kind"),
    Column(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def facts(row, member):
    return [(_("适用的议题"), _kind(row)), (_("环节"), ARROW.join(row.stages))]


def api_row(row, member):
    return {"name": row.name, "kind": row.kind or None, "stages": row.stages}
