"""Opinions of observers and attending deputies in lists and on their page."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui import storytelling
from huying.ui.columns import Column


def _whose(row) -> str:
    return str(row.author) if row.author_id else _t("旁听公民 %(number)s") % {"number": row.observer.number}


COLUMNS = [
    Column(key="text", label=_("意见"), cell=lambda r: {"text": r.text[:60], "main": True, "sub": str(r.sitting)},
           export=lambda r: r.text),
    Column(key="whose", label=_("谁的意见"), cell=_whose),
    Column(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


OWN = ("write",)  # the public writes from the page of its application


def facts(row, member):
    rows = [
        (_("会议"), row.sitting),
        (_("议题"), row.item),
        (_("谁的意见"), _whose(row)),
        (_("公开"), _t("是") if row.is_public else ""),
    ]
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(row, member):
    made = [{"title": _("意见"), "text": row.text}]
    return made + ([{"title": _("答复"), "text": row.reply}] if row.reply else [])


def story(row, member):
    return storytelling.since(row, 0)


def api_row(row, member):
    return {"sitting": row.sitting_id, "item": row.item_id, "author": row.author_id, "text": row.text, "reply": row.reply or None,
            "is_public": row.is_public}  # fmt: skip
