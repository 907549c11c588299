"""The network in lists and on pages of single rows."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui.columns import Column

TONES = {
    "draft": "wait",
    "active": "ok",
    "ended": "wait",
    "paired": "ok",
    "logged": "ok",
    "passed": "ok",
    "void": "wait",
}


def _state(row):
    return {"text": "", "lamp": {"tone": TONES[row.state], "word": _t(row.state_label)}}


def rhythm(plan) -> str:
    """每季度至少 1 次"""
    return _t("%(per)s至少 %(n)s 次") % {"per": plan.get_per_display(), "n": plan.times}


STATE = Column(key="state", label=_("状态"), cell=_state, export=lambda r: _t(r.state_label), sort="state")
PLAN_COLUMNS = [
    Column(key="name", label=_("计划"), cell=lambda r: {"text": r.name, "main": True}, export=lambda r: r.name, sort="name"),
    Column(key="kind", label=_("方式"), cell=lambda r: r.get_kind_display()),
    Column(key="rhythm", label=_("频次"), cell=rhythm),
    Column(key="starts", label=_("开始日期"), cell=lambda r: r.starts_on.isoformat(), sort="starts_on"),
    STATE,
]  # fmt: skip
PAIR_COLUMNS = [
    Column(key="above", label=_("联系人"), cell=lambda r: {"text": r.above, "main": True}, export=lambda r: r.above,
           sort="upper__person__pinyin"),
    Column(key="below", label=_("联系对象"), cell=lambda r: {"text": r.below, "sub": _households(r)}, export=lambda r: r.below,
           sort="lower__person__pinyin"),
    Column(key="layer", label=_("层次"), cell=lambda r: r.get_layer_display(), sort="layer"),
    Column(key="plan", label=_("联系计划"), cell=lambda r: str(r.plan or "")),
    Column(key="since", label=_("自"), cell=lambda r: r.since.isoformat(), sort="since"),
    STATE,
]  # fmt: skip
CONTACT_COLUMNS = [
    Column(key="pair", label=_("联系"), cell=lambda r: {"text": str(r.pair), "sub": r.text[:40], "main": True},
           export=lambda r: str(r.pair)),
    Column(key="on", label=_("日期"), cell=lambda r: r.on.isoformat(), sort="on"),
    Column(key="way", label=_("方式"), cell=lambda r: r.get_way_display(), sort="way"),
    Column(key="action", label=_("完成的事项"), cell=lambda r: r.action),
    Column(key="issues", label=_("反映的问题"), cell=lambda r: r.issues[:60], export=lambda r: r.issues),
    STATE,
]  # fmt: skip


def _households(row) -> str:
    return _t("%(n)s 户") % {"n": row.households} if row.households else ""


def _given(rows):
    return [(label, value) for label, value in rows if value not in (None, "", [])]


def plan_facts(row, member):
    return _given([
        (_t("方式"), row.get_kind_display()), (_t("每人联系几人"), row.size), (_t("各项"), _t("；").join(row.actions)),
        (_t("频次"), rhythm(row)), (_t("开始日期"), row.starts_on), (_t("结束日期"), row.ends_on), (_t("依据"), row.basis),
        (_t("联系关系"), row.pairs.filter(state="paired").count()),
    ])  # fmt: skip


def pair_facts(row, member):
    return _given([
        (_t("层次"), row.get_layer_display()), (_t("联系人"), row.above), (_t("联系对象"), row.below),
        (_t("专业组"), row.group), (_t("联系户数"), row.households), (_t("联系计划"), row.plan),
        (_t("频次"), rhythm(row.plan) if row.plan_id else ""), (_t("自"), row.since), (_t("至"), row.until),
        (_t("原因"), row.reason),
    ])  # fmt: skip


def pair_links(row, member):
    """The last contacts, and the way to log one more."""
    code = scope.current().code
    found = []
    if row.state == "paired":
        url = reverse("contacts:log", kwargs={"code": code}) + f"?pair={row.pk}"
        found.append({"label": _t("记一次联系"), "url": url})
    for one in row.contacts.exclude(state="void").order_by("-on", "-pk")[:8]:
        url = reverse("contacts:detail", kwargs={"code": code, "pk": one.pk})
        found.append(
            {"label": f"{one.on.isoformat()} {one.get_way_display()}", "url": url, "sub": one.text[:40]}
        )
    return found


def contact_facts(row, member):
    return _given([
        (_t("联系人"), row.pair.above), (_t("联系对象"), row.pair.below), (_t("日期"), row.on),
        (_t("方式"), row.get_way_display()), (_t("完成的事项"), row.action), (_t("记录人"), row.written_by),
        (_t("作废原因"), row.reason),
    ])  # fmt: skip


def contact_sections(row, member):
    shown = [{"title": _t("联系内容"), "text": row.text}]
    return shown + ([{"title": _t("反映的问题"), "text": row.issues}] if row.issues else [])


def plan_api(row, member) -> dict:
    return {
        "name": row.name, "kind": row.kind, "size": row.size, "actions": row.actions, "times": row.times, "per": row.per,
        "starts_on": row.starts_on, "ends_on": row.ends_on,
    }  # fmt: skip


def pair_api(row, member) -> dict:
    return {
        "layer": row.layer, "upper": row.upper_id, "organ": row.organ_id, "lower": row.lower_id, "area": row.area_id,
        "station": row.station_id, "plan": row.plan_id, "since": row.since, "until": row.until,
    }  # fmt: skip


def contact_api(row, member) -> dict:
    return {
        "pair": row.pair_id,
        "on": row.on,
        "way": row.way,
        "text": row.text,
        "issues": row.issues,
        "action": row.action,
    }
