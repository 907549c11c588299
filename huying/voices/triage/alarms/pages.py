"""An alarm's page: the signs with their words, the voice beside it."""

from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui.columns import Column

from ... import words


def _title(row):
    return {"text": row.voice.title, "sub": row.kinds, "main": True}


COLUMNS = [
    Column(key="title", label=_("民情"), cell=_title, export=lambda r: r.voice.title),
    Column(key="kinds", label=_("系统看到的"), cell=lambda r: _g("、").join(s["words"] for s in r.said)),
    Column(key="level", label=_("缓急"), cell=lambda r: str(words.URGENCIES.get(r.level, "")), sort="level"),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
]


def facts(row, member):
    return [
        (_("系统提示"), words.URGENCIES.get(row.level, "")),
        (_("涉及"), row.kinds),
        (_("民情编号"), row.voice.number),
    ]


def sections(row, member):
    shown = [{"title": f"{s['kind']}{_g('：')}{s['words']}", "text": s["sentence"]} for s in row.said]
    note = _g("这是系统按固定规则看出来的，可能看错，由您确认或者解除。")
    return [*shown, {"title": _("说明"), "text": note}]


def links(row, member):
    return [{"label": row.voice.title, "url": _voice(row), "sub": row.voice.number}]


def api_row(row, member) -> dict:
    return {
        "voice": row.voice.number,
        "level": row.level,
        "kinds": [s[0] for s in row.signs],
        "words": [s[2] for s in row.signs],
    }


def after(step, row) -> str:
    """Back to where the decision was needed."""
    return _voice(row)


def _voice(row) -> str:
    name = "triage" if row.voice.state in ("heard", "consulting") else "detail"
    return reverse(f"voices:{name}", kwargs={"code": scope.current().code, "pk": row.voice_id})
