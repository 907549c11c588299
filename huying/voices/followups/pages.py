"""A thing agreed at the desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui.columns import Column

from ..roadside import due

COLUMNS = [
    Column(
        key="text", label=_("事项"), cell=lambda r: {"text": str(r), "main": True}, export=lambda r: r.text
    ),
    Column(key="of", label=_("协商"), cell=lambda r: r.consultation.topic),
    Column(key="who", label=_("负责"), cell=lambda r: r.doer),
    Column(key="finish", label=_("完成日期"), cell=lambda r: str(r.finish_on), sort="finish_on"),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
    due(),
]


def facts(row, member):
    rows = [
        (_("协商"), row.consultation.topic), (_("负责"), row.doer), (_("完成日期"), row.finish_on), (_("落实"), row.finished_on),
        (_("民情"), row.voice.number if row.voice_id else ""),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    shown = [{"title": _("事项"), "text": row.text}]
    return shown + ([{"title": _("落实情况"), "text": row.result}] if row.result else [])


def links(row, member):
    where = reverse("consultations:detail", kwargs={"code": scope.current().code, "pk": row.consultation_id})
    return [{"label": row.consultation.topic, "url": where, "sub": row.consultation.number}]


def api_row(row, member) -> dict:
    return {
        "consultation": row.consultation_id, "text": row.text, "who": row.doer, "finish_on": row.finish_on,
        "finished_on": row.finished_on, "result": row.result, "voice": row.voice_id,
    }  # fmt: skip
