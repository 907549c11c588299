"""How lectures look."""

from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column as Shown

from .. import words


def who(row) -> str:
    return row.lecturer.person.name if row.lecturer_id else row.speaker


def _when(row) -> str:
    return timezone.localtime(row.starts_at).strftime("%Y-%m-%d %H:%M")


COLUMNS = [
    Shown(key="title", label=_("主题"), cell=lambda r: {"text": r.title, "sub": r.place, "main": True}, export=lambda r: r.title),
    Shown(key="who", label=_("宣讲人"), cell=who, sort="lecturer__person__pinyin"),
    Shown(key="when", label=_("时间"), cell=_when, sort="starts_at"),
    Shown(key="audience", label=_("到场人数"), cell=lambda r: "" if r.audience is None else r.audience, sort="audience",
          numeric=True),
    Shown(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def facts(row, member):
    shown = [(_t("宣讲人"), who(row)), (_t("时间"), _when(row)), (_t("地点"), row.place), (_t("对象"), row.meant_for or "—"),
             (_t("向群众公开"), _t("是") if row.is_open else _t("否"))]  # fmt: skip
    return shown + ([(_t("到场人数"), row.audience)] if row.audience is not None else [])


def sections(row, member):
    said = "\n\n".join(f"{words.FEEDBACK[f.kind]}{_t('：')}{f.text}" for f in row.feedback.order_by("pk"))
    found = ((_t("宣讲提纲"), row.outline), (_t("现场反馈"), said), (_t("反馈汇总"), row.outcome))
    return [{"title": title, "text": text} for title, text in found if text]


def api_row(row, member):
    return {"title": row.title, "lecturer": row.lecturer_id, "speaker": row.speaker, "place": row.place,
            "starts_at": row.starts_at, "meant_for": row.meant_for, "outline": row.outline, "is_open": row.is_open,
            "audience": row.audience, "outcome": row.outcome}  # fmt: skip
