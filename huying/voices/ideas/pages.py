"""An idea at the desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import blocks
from huying.ui.columns import Column

OWN = ("send",)  # has a page of its own, with limits against floods
COLUMNS = [
    Column(
        key="text", label=_("意见"), cell=lambda r: {"text": str(r), "main": True}, export=lambda r: r.text
    ),
    Column(key="number", label=_("编号"), cell=lambda r: r.number, sort="number"),
    Column(key="call", label=_("征集"), cell=lambda r: r.call.title),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
    Column(key="sent", label=_("收到"), cell=lambda r: r.sent_on.isoformat(), sort="sent_on"),
    Column(key="answer", label=_("答复"), cell=lambda r: r.answer[:40], export=lambda r: r.answer),
]


def facts(row, member):
    flag = _("含有本级提示名单里的词语，请人工判断。") if row.is_flagged else ""
    rows = [(_("收到"), row.sent_on), (_("答复"), row.answered_on), (_("用语提示"), flag)]
    return [(label, value) for label, value in rows if value]


def banners(row, member) -> list[dict]:
    """What cannot wait."""
    return blocks.of("idea.pressing", row)


def sections(row, member):
    shown = [{"title": _("意见"), "text": row.text}]
    return shown + ([{"title": _("答复"), "text": row.answer}] if row.answer else [])


def links(row, member):
    where = reverse("calls:detail", kwargs={"code": scope.current().code, "pk": row.call_id})
    return [{"label": row.call.title, "url": where, "sub": row.call.number}]


def api_row(row, member) -> dict:
    return {
        "number": row.number, "call": row.call_id, "text": row.text, "sent_on": row.sent_on, "answer": row.answer,
        "answered_on": row.answered_on,
    }  # fmt: skip


def api_once(row) -> dict:
    return {"code": row.fresh_code} if getattr(row, "fresh_code", "") else {}
