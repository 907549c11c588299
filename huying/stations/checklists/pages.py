"""A checklist in lists and on its page."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column

TONES = {"draft": "wait", "in_force": "ok", "retired": "wait"}


def _state(row):
    return {"text": "", "lamp": {"tone": TONES[row.state], "word": _t(row.state_label)}}


COLUMNS = [
    Column(key="name", label=_("名称"), cell=lambda r: {"text": str(r), "sub": r.source, "main": True}, export=str, sort="name"),
    Column(key="purpose", label=_("用途"), cell=lambda r: r.get_purpose_display(), sort="purpose"),
    Column(key="items", label=_("项数"), cell=lambda r: len(r.items), numeric=True),
    Column(key="full", label=_("满分"), cell=lambda r: r.full, numeric=True),
    Column(key="state", label=_("状态"), cell=_state, export=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def facts(row, member):
    stars = _t("；").join(
        _t("%(n)s 星不低于 %(least)s%%") % {"n": star, "least": least}
        for star, least in sorted(row.thresholds.items())
    )
    shown = [
        (_t("用途"), row.get_purpose_display()), (_t("适用站点"), row.kind_words()), (_t("依据"), row.source),
        (_t("版次"), _t("第 %(n)s 版") % {"n": row.edition}), (_t("满分"), str(row.full)), (_t("星级"), stars),
    ]  # fmt: skip
    return [(label, value) for label, value in shown if value]


def sections(row, member):
    return [{"title": _t("检查项"), "template": "stations/_items.html", "lines": row.items}]


def api_row(row, member):
    return {
        "name": row.name, "purpose": row.purpose, "kinds": row.kinds, "items": row.items, "thresholds": row.thresholds,
        "source": row.source, "edition": row.edition, "replaces": row.replaces_id,
    }  # fmt: skip
