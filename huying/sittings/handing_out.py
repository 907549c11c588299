"""Papers of one row as downloads: paper.docx and paper.pdf beside its page."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import scope
from huying.ui.papers import sending

from . import queries as sittings
from .reach import OFFICE


def view(queries, make):
    """A view that hands out `make(row)` to whoever sees the row."""

    @require_safe
    @never_cache
    def paper(request, code, pk, kind):
        if kind not in sending.KINDS:
            raise Http404
        row = get_object_or_404(queries.visible_to(request.member), pk=pk)
        return sending.download(make(row), kind)

    return paper


def door(page):
    """Its address, for `extra` of doors.for_flow."""
    return path("<int:pk>/paper.<slug:kind>", page, name="paper")


def to_sitting(sitting, member) -> list[dict]:
    """The way back to the sitting, for who may look into it."""
    if member.role not in OFFICE and not sittings.visible_to(member).filter(pk=sitting.pk).exists():
        return []
    return [
        {
            "label": str(sitting),
            "url": reverse("sittings:detail", kwargs={"code": scope.current().code, "pk": sitting.pk}),
        }
    ]


def links(subject: str, row, label: str = "") -> list[dict]:
    """The two downloads as related links of a detail page; `label` names what they are, with %(kind)s."""
    code = scope.current().code
    said = label or _("下载公文（%(kind)s）")
    return [
        {"label": said % {"kind": kind.upper()},
         "url": reverse(f"{subject}:paper", kwargs={"code": code, "pk": row.pk, "kind": kind})}
        for kind in sending.KINDS
    ]  # fmt: skip
