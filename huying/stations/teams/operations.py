"""Binding four parties to an area."""

from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.process import Refused, creates, does

from ..models import Team
from .flow import FLOW

COLUMNS = ("leader", "deputy", "station", "community", "contact")


@creates(FLOW["bind"])
def bind(*, by, at, area, leader, deputy, station, community, contact=""):
    """One team an area."""
    if area is None:
        raise Refused(_("请选择片区。"))
    _free(area.pk)
    team = Team(area=area)
    _set(team, leader, deputy, station, community, contact)
    team.case = dockets.one_of_year("LD", team, at)
    return team, {"area": area.pk}


@does(FLOW["change"])
def change(team, *, by, at, leader, deputy, station, community, contact=""):
    """Other people, the same area."""
    before = [getattr(team, name) for name in COLUMNS]
    _set(team, leader, deputy, station, community, contact)
    changed = [name for name, old in zip(COLUMNS, before, strict=True) if getattr(team, name) != old]
    if not changed:
        raise Refused(_("没有改动。"))
    return {"fields": changed}


@does(FLOW["end"])
def end(team, *, by, at, reason):
    team.reason = given.text(reason, _("原因"), 500)
    return {"note": team.reason}


@does(FLOW["renew"])
def renew(team, *, by, at):
    _free(team.area_id)


def _free(area) -> None:
    if Team.objects.filter(area=area, state="bound").exists():
        raise Refused(_("这个片区已经有四方联动。"))


def _set(team, leader, deputy, station, community, contact):
    if (
        leader is None
        or leader.role != "leader"
        or deputy is None
        or deputy.role != "deputy"
        or station is None
    ):
        raise Refused(_("请选齐领导、代表和站点。"))
    team.leader, team.deputy, team.station = leader, deputy, station
    team.community = given.text(community, _("村、社区组织"), 80)
    team.contact = given.text(contact, _("社区联系电话"), 40, required=False)
