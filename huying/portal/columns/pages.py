"""How columns look."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column as Shown

from .. import words

COLUMNS = [
    Shown(key="title", label=_("栏目名称"), cell=lambda c: {"text": c.title, "sub": c.intro, "main": True},
          export=lambda c: c.title),
    Shown(key="kind", label=_("种类"), cell=lambda c: str(words.KINDS[c.kind]), sort="kind"),
    Shown(key="carriers", label=_("刊播载体"), cell=lambda c: _t("、").join(str(words.CARRIERS[k]) for k in c.carriers)),
    Shown(key="place", label=_("排列"), cell=lambda c: c.place, sort="place", numeric=True),
    Shown(key="state", label=_("状态"), cell=lambda c: _t(c.state_label), sort="state"),
]  # fmt: skip


def facts(row, member):
    return [
        (_t("种类"), words.KINDS[row.kind]), (_t("一句话说明"), row.intro or "—"),
        (_t("刊播载体"), _t("、").join(str(words.CARRIERS[k]) for k in row.carriers) or "—"),
        (_t("放在首页"), _t("是") if row.on_home else _t("否")), (_t("稿件"), row.articles.filter(state="published").count()),
    ]  # fmt: skip


def sections(row, member):
    return [{"title": _t("选题计划"), "text": row.plan}] if row.plan else []


def api_row(row, member):
    return {"title": row.title, "kind": row.kind, "intro": row.intro, "plan": row.plan, "carriers": row.carriers,
            "place": row.place, "on_home": row.on_home}  # fmt: skip
