"""A dispute on the page."""

from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column

from .. import words
from ..roadside import due, links_to, voice_sections

COLUMNS = [
    Column(key="title", label=_("纠纷"), cell=lambda r: {"text": r.voice.title, "main": True}, export=str),
    Column(key="number", label=_("编号"), cell=lambda r: r.voice.number, sort="voice__number"),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
    Column(key="handler", label=_("调解人"), cell=lambda r: str(r.handler or r.mediator)),
    Column(key="performs", label=_("约定履行"), cell=lambda r: str(r.performs_on or ""), sort="performs_on"),
    due(),
]


def facts(row, member):
    rows = [
        (_("立档"), row.opened_on), (_("调解人"), row.handler or row.mediator), (_("调解次数"), row.sessions or ""),
        (_("双方当事人"), row.parties), (_("达成协议"), row.agreed_on), (_("约定履行"), row.performs_on),
        (_("回访"), row.revisited_on), (_("法定途径"), words.WAY_NAMES.get(row.way, "")),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    shown = voice_sections(row)
    for one in row.told.order_by("pk"):
        shown.append({"title": f"{one.get_kind_display()} · {one.held_on}", "text": one.text})
    return shown


def links(row, member):
    return links_to(row, member)


def api_row(row, member) -> dict:
    return {
        "number": row.voice.number, "voice": row.voice_id, "opened_on": row.opened_on, "sessions": row.sessions,
        "agreement": row.agreement, "agreed_on": row.agreed_on, "performs_on": row.performs_on,
        "revisited_on": row.revisited_on, "way": row.way or None,
    }  # fmt: skip
