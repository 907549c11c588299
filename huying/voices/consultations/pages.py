"""A consultation at the desk: who, where, minutes, what was agreed, the thread."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import access, scope
from huying.kernel.roster import Membership, Unit
from huying.ui.columns import Column

from ..followups.flow import FLOW as FOLLOWUPS
from ..posts.flow import FLOW as POSTS


def _when(row) -> str:
    if row.held_on:
        return row.held_on.isoformat()
    return f"{timezone.localtime(row.meets_at):%Y-%m-%d %H:%M}" if row.meets_at else ""


COLUMNS = [
    Column(
        key="topic", label=_("议题"), cell=lambda r: {"text": r.topic, "main": True}, export=lambda r: r.topic
    ),
    Column(key="kind", label=_("形式"), cell=lambda r: str(r.get_kind_display()), sort="kind"),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
    Column(key="when", label=_("时间"), cell=_when, sort="meets_at"),
    Column(key="place", label=_("地点"), cell=lambda r: r.place or (r.station.name if r.station_id else "")),
    Column(key="host", label=_("召集人"), cell=lambda r: str(r.host)),
]


def _url(name, **more):
    return reverse(name, kwargs={"code": scope.current().code, **more})


def invited(row) -> str:
    """Names of the deputies and units invited, and who else."""
    deputies = Membership.objects.filter(pk__in=row.deputies).select_related("person") if row.deputies else ()
    units = Unit.objects.filter(pk__in=row.units) if row.units else ()
    names = [m.person.name for m in deputies if m.person] + [u.short or u.name for u in units]
    return "、".join([*names, *([row.people] if row.people else [])])


def facts(row, member):
    code = row.join_code if row.state == "open" and access.may(member, row.FLOW["hold"], row) else ""
    rows = [
        (_("形式"), row.get_kind_display()), (_("时间"), _when(row)), (_("地点"), row.place), (_("联络站"), row.station),
        (_("召集人"), row.host), (_("邀请"), invited(row)), (_("领域"), row.field), (_("到场人数"), row.attended or ""),
        (_("对公众开放"), _t("是") if row.is_open else ""), (_("参加码"), code), (_("公开"), row.published_on),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


PARTS = (
    ("text", _("议题说明")), ("minutes", _("会议记录")), ("told", _("宣讲的政策")), ("heard", _("听到的意见")),
    ("solved", _("现场解决的矛盾、问题")), ("conclusion", _("结论")),
)  # fmt: skip


def sections(row, member):
    shown = [{"title": label, "text": getattr(row, name)} for name, label in PARTS if getattr(row, name)]
    agreed = list(row.followups.select_related("unit", "owner__person").order_by("finish_on", "pk"))
    if agreed or row.state in ("held", "concluded", "published"):
        add = row.state in ("held", "concluded", "published") and access.may(
            member, row.FLOW["conclude"], row
        )
        context = {
            "items": [{"row": f, "url": _url("followups:detail", pk=f.pk)} for f in agreed],
            "add": f"{_url('followups:set')}?consultation={row.pk}"
            if add and access.may(member, FOLLOWUPS["set"])
            else "",
        }
        shown.append(
            {"title": _("议定事项"), "template": "consultations/_agreed.html", "context": context, **context}
        )
    said = list(
        row.posts.select_related("member__person")
        .exclude(state__in=["waiting", "hidden"])
        .order_by("pk")[:200]
    )
    if said or row.state == "open":
        context = {
            "posts": said, "waiting": f"{_url('posts:list')}?tray=waiting",
            "write": f"{_url('posts:write')}?consultation={row.pk}"
            if row.state == "open" and access.may(member, POSTS["write"]) else "",
        }  # fmt: skip
        shown.append({"title": _("讨论"), "template": "consultations/_thread.html", **context})
    return shown


def links(row, member):
    found = []
    if row.is_public:
        found.append({"label": _t("公开页面"), "url": _url("consultations:public_one", pk=row.pk)})
    elif row.state == "open":
        found.append(
            {"label": _t("群众参加页面（要参加码）"), "url": _url("consultations:public_one", pk=row.pk)}
        )
    return found


def api_row(row, member) -> dict:
    return {
        "number": row.number, "kind": row.kind, "topic": row.topic, "text": row.text, "place": row.place,
        "meets_at": row.meets_at, "held_on": row.held_on, "attended": row.attended, "minutes": row.minutes, "told": row.told,
        "heard": row.heard, "solved": row.solved, "conclusion": row.conclusion, "published_on": row.published_on,
    }  # fmt: skip
