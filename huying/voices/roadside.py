"""What the pages of all files of voices show alike: the voice beside the file, the nearest day."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import clocks
from huying.ui.columns import Column

from . import queries


def due() -> Column:
    """The nearest open clock."""

    def cell(row):
        return clocks.cell(row.due_on, timezone.localdate()) if row.due_on else ""

    return Column(
        key="due", label=_("期限"), cell=cell, sort="due_on",
        export=lambda r: r.due_on.isoformat() if r.due_on else "",
    )  # fmt: skip


def voice_sections(row) -> list[dict]:
    return [{"title": _("反映内容"), "text": row.voice.text}]


def links_to(row, member) -> list[dict]:
    """The voice, for who may see it."""
    if not queries.visible_to(member).filter(pk=row.voice_id).exists():
        return []
    where = reverse("voices:detail", kwargs={"code": scope.current().code, "pk": row.voice_id})
    return [{"label": row.voice.title, "url": where, "sub": row.voice.number}]
