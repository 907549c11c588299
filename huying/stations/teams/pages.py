"""Teams in lists, and the page of one with its list of matters."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui.columns import Column

from . import queries

COLUMNS = [
    Column(key="area", label=_("片区"), cell=lambda t: {"text": str(t.area), "main": True},
           export=lambda t: str(t.area), sort="area__name"),
    Column(key="leader", label=_("领导"), cell=lambda t: str(t.leader)),
    Column(key="deputy", label=_("代表"), cell=lambda t: str(t.deputy)),
    Column(key="station", label=_("站点"), cell=lambda t: t.station.name),
    Column(key="community", label=_("村、社区"), cell=lambda t: t.community),
    Column(key="state", label=_("状态"), cell=lambda t: _t(t.state_label), sort="state"),
]  # fmt: skip


def title(team) -> str:
    return _t("%(area)s四方联动") % {"area": team.area}


def facts(team, member):
    rows = [
        (_("领导"), team.leader), (_("代表"), team.deputy), (_("站点"), team.station),
        (_("村、社区"), f"{team.community} {team.contact}".strip()), (_("原因"), team.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(team, member):
    rows = queries.matters(team, member)
    code = scope.current().code
    ends = ("answered", "settled", "declined", "merged")
    listed = [
        {"title": str(v), "number": v.number, "state": _t(v.state_label), "owner": str(v.unit or v.deputy or ""),
         "open": v.state not in ends,
         "url": reverse("voices:detail", kwargs={"code": code, "pk": v.pk})}
        for v in rows
    ]  # fmt: skip
    left = sum(one["open"] for one in listed)
    return [
        {
            "title": _("共同的事项清单"),
            "template": "teams/_matters.html",
            "matters": listed,
            "open": left,
            "done": len(listed) - left,
        }
    ]


def api_row(team, member):
    return {
        "area": team.area_id,
        "leader": team.leader_id,
        "deputy": team.deputy_id,
        "station": team.station_id,
        "community": team.community,
    }
