"""A paper of a sitting in lists and on its page."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import storytelling
from huying.ui.columns import Column


def _cell(row):
    return {"text": row.title, "main": True, "sub": row.item.title if row.item_id else row.sitting.title}


COLUMNS = [
    Column(key="title", label=_("材料"), cell=_cell, export=lambda r: r.title),
    Column(key="sitting", label=_("会议"), cell=lambda r: str(r.sitting)),
    Column(
        key="audience", label=_("阅读范围"), cell=lambda r: str(r.get_audience_display()), sort="audience"
    ),
    Column(key="version", label=_("版本"), cell=lambda r: r.version_number, numeric=True),
    Column(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
]


def facts(row, member):
    rows = [
        (_("会议"), row.sitting),
        (_("议题"), row.item),
        (_("阅读范围"), row.get_audience_display()),
        (_("版本"), row.version_number),
    ]
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(row, member):
    made = [{"title": _("正文"), "text": row.text}] if row.text else []
    if row.version_number > 1:
        versions = list(row.versions.order_by("-number")[:50])
        made.append({"title": _("版本"), "template": "materials/_versions.html", "versions": versions})
    return made


def links(row, member):
    return [
        {
            "label": str(row.sitting),
            "url": reverse("sittings:detail", kwargs={"code": scope.current().code, "pk": row.sitting_id}),
        }
    ]


def story(row, member):
    return storytelling.since(row, 0)


def public_list(request, code):
    from django.http import Http404

    raise Http404  # the public reads a paper from the page of its sitting


def public_detail(request, code, pk):
    """A paper that is open to everybody."""
    from django.shortcuts import get_object_or_404, render

    from huying.kernel import files

    from . import queries

    row = get_object_or_404(queries.visible_to(request.member), pk=pk, state="offered")
    context = {"title": row.title, "row": row, "files": files.of(row)}
    return render(request, "materials/place.html", context)


def api_row(row, member):
    return {
        "sitting": row.sitting_id, "item": row.item_id, "title": row.title, "audience": row.audience,
        "version_number": row.version_number, "text": row.text,
    }  # fmt: skip
