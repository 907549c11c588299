"""Stars and the names of example sites: given and taken with their basis, published (S022, S034)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.process import Refused, does

from .. import kinds
from ..flow import FLOW
from ..models import Honour


@does(FLOW["award_star"])
def award_star(station, *, by, at, star, basis):
    """One to five stars, with the decision or the assessment they rest on."""
    if station.star == star:
        raise Refused(_("已经是 %(n)s 星。") % {"n": star})
    station.star, station.star_on = star, timezone.localdate(at)
    _written(station, by, at, "star", str(star), basis)
    return {"star": star}


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


def _written(station, by, at, what, value, basis):
    Honour.objects.create(
        case_id=station.case_id, station=station, what=what, value=value, basis=basis, by=by, at=at
    )
