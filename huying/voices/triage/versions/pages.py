"""A version's page: the comparison, field by field, with what it cannot know said beside it."""

from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.fields import Field
from huying.ui.columns import Column

from .. import in_use
from ..notes import LIMITS


def _macro(row, which):
    return f"{row.figures[which]['macro_f1']:.3f}" if row.figures else ""


COLUMNS = [
    Column(key="number", label=_("版本"), cell=lambda r: {"text": str(r), "main": True}, sort="number"),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
    Column(key="rows", label=_("学习的更正"), cell=lambda r: r.figures.get("rows", ""), numeric=True),
    Column(key="new", label=_("macro-F1"), cell=lambda r: _macro(r, "new"), numeric=True),
    Column(key="now", label=_("当时在用的"), cell=lambda r: _macro(r, "now"), numeric=True),
    Column(
        key="trained",
        label=_("训练于"),
        cell=lambda r: r.trained_at.date().isoformat() if r.trained_at else "",
    ),
]


def facts(row, member):
    rows = [
        (_("学习的更正"), row.figures.get("rows")), (_("能提示的领域"), len(row.labels) or None),
        (_("接替"), row.predecessor), (_("文件"), f"{row.size / 2**20:.1f} MB" if row.size else ""),
        (_("文件摘要"), row.digest[:16]), (_("没有训练成的原因"), row.reason),
        (_("说明"), in_use.hints().note if row.state == "in_use" else ""),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(row, member):
    if not row.figures:
        return []
    names = dict(Field.objects.filter(parent=None).values_list("code", "name"))
    new, now = row.figures["new"]["per_class"], row.figures["now"]["per_class"]
    table = [
        {
            "name": names.get(code, code),
            "support": new[code]["support"],
            "new": new[code]["f1"],
            "now": now[code]["f1"],
        }
        for code in new
    ]
    context = {"figures": row.figures, "table": table, "limits": _g(LIMITS)}
    row.comparison = context
    return [{"title": _("与当时在用的版本比较"), "template": "voices/triage/_figures.html"}]


def story(row, member):
    """Its own traces only: all versions share a docket."""
    from huying.ui import storytelling

    return storytelling.since(row, 0)


def api_row(row, member) -> dict:
    return {
        "number": row.number, "labels": row.labels, "figures": row.figures, "digest": row.digest, "size": row.size,
        "trained_at": row.trained_at,
    }  # fmt: skip


def after(step, row) -> str:
    code = scope.current().code
    if step.name == "train" and row.shown:
        return reverse("job", kwargs={"code": code, "pk": row.shown})
    return reverse("classifiers:detail", kwargs={"code": code, "pk": row.pk})
