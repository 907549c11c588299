"""Stars and the names of example sites: given and taken with their basis, published (S022, S034)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.process import Refused, does

from .. import kinds
from ..flow import FLOW
from ..models import Honour


@does(FLOW["award_star"])
def award_star(station, *, by, at, star, basis, assessment=None):
    """One to five stars, with the decision they rest on, and the assessment whose score allows them."""
    if assessment is not None:
        _allows(assessment, station, star)
    if station.star == star:
        raise Refused(_("已经是 %(n)s 星。") % {"n": star})
    station.star, station.star_on = star, timezone.localdate(at)
    _written(station, by, at, "star", str(star), basis, assessment)
    return {"star": star, **({"assessment": assessment.pk} if assessment else {})}


@does(FLOW["withdraw_star"])
def withdraw_star(station, *, by, at, basis):
    """The star is taken back."""
    if station.star is None:
        raise Refused(_("还没有评定星级。"))
    before, station.star, station.star_on = station.star, None, None
    _written(station, by, at, "star", "0", basis)
    return {"before": before}


@does(FLOW["designate"])
def designate(station, *, by, at, designation, basis):
    """Named an example by this congress or one above."""
    if designation not in kinds.DESIGNATIONS:
        raise Refused(_("没有这一种示范点。"))
    if station.designation == designation:
        raise Refused(_("已经是这一种示范点。"))
    station.designation, station.designated_on = designation, timezone.localdate(at)
    _written(station, by, at, "designation", designation, basis)
    return {"designation": designation}


@does(FLOW["undesignate"])
def undesignate(station, *, by, at, basis):
    """No longer an example."""
    if not station.designation:
        raise Refused(_("它现在不是示范点。"))
    before, station.designation, station.designated_on = station.designation, "", None
    _written(station, by, at, "designation", "", basis)
    return {"before": before}


def _allows(assessment, station, star):
    if assessment.station_id != station.pk or assessment.state != "confirmed":
        raise Refused(_("只能依据本站已经确认的检查评定星级。"))
    if not assessment.stars or star > assessment.stars:
        words = {"percent": assessment.percent, "n": assessment.stars or 0}
        raise Refused(_("这次检查得分 %(percent)s%%，按评定标准最多 %(n)s 星。") % words)


def _written(station, by, at, what, value, basis, assessment=None):
    Honour.objects.create(
        case_id=station.case_id,
        station=station,
        what=what,
        value=value,
        basis=basis,
        assessment=assessment,
        by=by,
        at=at,
    )
