"""Legal advice on the page."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column

from .. import words
from ..roadside import due, links_to, voice_sections


def _when(row) -> str:
    return f"{timezone.localtime(row.meets_at):%Y-%m-%d %H:%M}" if row.meets_at else ""


COLUMNS = [
    Column(key="title", label=_("问题"), cell=lambda r: {"text": r.voice.title, "main": True}, export=str),
    Column(key="number", label=_("编号"), cell=lambda r: r.voice.number, sort="voice__number"),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
    Column(key="meets", label=_("时间"), cell=_when, sort="meets_at"),
    Column(key="adviser", label=_("解答人"), cell=lambda r: r.adviser, sort="adviser"),
    due(),
]


def facts(row, member):
    rows = [
        (_("提出"), row.opened_on), (_("解答人"), row.adviser), (_("律师事务所、法律援助中心"), row.office),
        (_("时间"), _when(row)), (_("地点"), row.place), (_("没有到场次数"), row.missed or ""),
        (_("法定途径"), words.WAY_NAMES.get(row.way, "")),
        (_("办完"), row.ended_on),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    return voice_sections(row) + ([{"title": _("解答"), "text": row.answer}] if row.answer else [])


def links(row, member):
    return links_to(row, member)


def api_row(row, member) -> dict:
    return {
        "number": row.voice.number, "voice": row.voice_id, "opened_on": row.opened_on, "adviser": row.adviser,
        "office": row.office, "meets_at": row.meets_at, "place": row.place, "missed": row.missed, "answer": row.answer,
        "way": row.way or None, "ended_on": row.ended_on,
    }  # fmt: skip
