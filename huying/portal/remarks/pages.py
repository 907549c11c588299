"""How remarks look to the office."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column as Shown

from .. import formatting, words

OWN = ("remark",)  # the public's form has a page of its own, with a limit against floods

COLUMNS = [
    Shown(key="text", label=_("意见"), cell=lambda r: {"text": formatting.plain(r.text, 60), "sub": r.case.number, "main": True},
          export=lambda r: r.text),
    Shown(key="topic", label=_("关于哪方面"), cell=lambda r: str(words.TOPICS[r.topic]), sort="topic"),
    Shown(key="day", label=_("提出"), cell=lambda r: r.said_on.isoformat(), sort="said_on"),
    Shown(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def title(row) -> str:
    return _t("关于%(topic)s的意见") % {"topic": words.TOPICS[row.topic]}


def facts(row, member):
    shown = [(_t("关于哪方面"), words.TOPICS[row.topic]), (_t("提出"), row.said_on.isoformat())]
    if row.answered_on:
        shown.append((_t("答复日期"), row.answered_on.isoformat()))
    if row.state == "declined":
        shown.append((_t("不予公开的理由"), words.DECLINES[row.declined_kind]))
    return shown


def sections(row, member):
    found = [(_t("意见"), row.text)]
    if row.is_reworded:
        found.append((_t("公开的意见"), row.shown))
    return [{"title": t, "text": x} for t, x in [*found, (_t("答复"), row.answer)] if x]


def api_row(row, member):
    return {"topic": row.topic, "text": row.text, "shown": row.shown, "said_on": row.said_on, "answer": row.answer,
            "answered_on": row.answered_on, "declined_kind": row.declined_kind or None}  # fmt: skip
