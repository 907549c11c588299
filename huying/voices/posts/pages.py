"""A post at the desk."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import blocks
from huying.ui.columns import Column

from .. import words

OWN = ("say",)  # has a page of its own, with limits against floods


def _who(row) -> str:
    return str(row.member) if row.member_id else row.name or str(_("群众"))


def _when(row) -> str:
    return f"{timezone.localtime(row.said_at):%Y-%m-%d %H:%M}"


COLUMNS = [
    Column(
        key="text", label=_("发言"), cell=lambda r: {"text": str(r), "main": True}, export=lambda r: r.text
    ),
    Column(key="of", label=_("协商"), cell=lambda r: r.consultation.topic),
    Column(key="who", label=_("谁"), cell=_who),
    Column(key="when", label=_("时间"), cell=_when, sort="said_at"),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
]


def facts(row, member):
    reason = {**words.DECLINES, **words.TAKEN_DOWN}.get(row.reason, "")
    flag = _("含有本级提示名单里的词语，请人工判断。") if row.is_flagged else ""
    rows = [(_("谁"), _who(row)), (_("时间"), _when(row)), (_("理由"), reason), (_("用语提示"), flag)]
    return [(label, value) for label, value in rows if value]


def banners(row, member) -> list[dict]:
    """What cannot wait."""
    return blocks.of("post.pressing", row)


def sections(row, member):
    return [{"title": _("发言"), "text": row.text}]


def links(row, member):
    where = reverse("consultations:detail", kwargs={"code": scope.current().code, "pk": row.consultation_id})
    return [{"label": row.consultation.topic, "url": where, "sub": row.consultation.number}]


def after(step, row) -> str:
    """Back to the thread."""
    return reverse("consultations:detail", kwargs={"code": scope.current().code, "pk": row.consultation_id})


def api_row(row, member) -> dict:
    return {"consultation": row.consultation_id, "text": row.text, "who": _who(row), "said_at": row.said_at}
