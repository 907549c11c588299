"""A place comes into being: planned, registered, or many at once from a table or a seed."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import dockets, process, scope
from huying.kernel.case import Case, Trace
from huying.kernel.process import Refused, creates, does
from huying.kernel.register.flow import FLOW as ROSTER
from huying.kernel.register.models import Entry

from .. import kinds
from ..flow import FLOW
from ..models import Station
from . import keeping

MARK = "ZD"


@creates(FLOW["register"])
def register(*, by, at, name, kind="station", keepers=(), opened_on=None, **columns):
    """A place that is open from now on. `columns`: area, parent, base, address, telephone, head, trade, about, hours,
    weekly, off_on_holidays, lat, lon, datum."""
    return _new(name, kind, keepers, at, columns, opened_on=opened_on or timezone.localdate(at))


@creates(FLOW["plan"])
def plan(*, by, at, name, kind="station", keepers=(), **columns):
    """A place that is being built; the public does not see it yet."""
    return _new(name, kind, keepers, at, columns, is_active=False)


@does(FLOW["open_up"])
def open_up(station, *, by, at, opened_on=None):
    """It is built and receives people."""
    station.opened_on, station.is_active = opened_on or timezone.localdate(at), True


def register_many(rows: list[dict], *, by, at) -> list[Station]:
    """Places of an import or a seed, one traced birth each. Rows: arguments of `register`; a parent stands before its
    points in an earlier call."""
    if not rows:
        return []
    day, keepers = timezone.localdate(at), []
    made = []
    cases = dockets.unsaved(MARK, [row["name"] for row in rows], at, counter="stations")
    for row, case in zip(rows, cases, strict=True):
        columns = dict(row)
        keepers.append(columns.pop("keepers", ()))
        columns.setdefault("opened_on", day)
        _fits(columns["name"], columns.setdefault("kind", "station"), columns)
        made.append(Station(**columns, congress=scope.current(), state="open", case=case))
    Case.objects.bulk_create([s.case for s in made], batch_size=500)
    for station in made:
        station.case = station.case  # the id exists only now
    with process.together():
        process.births(FLOW["register"], made, by=by, at=at, facts={"import": True})
        for station, people in zip(made, keepers, strict=True):
            if people:
                keeping.staff(station, by=by, at=at, keepers=list(people))
    return made


def take_over(*, by, at) -> int:
    """After an upgrade: places of this congress from the time before they were subjects get their birth's trace."""
    traced = Trace.objects.filter(subject_kind="stations", subject_id=OuterRef("pk"))
    rows = list(Station.objects.select_related("case").filter(~Exists(traced)).order_by("pk"))
    process.births(FLOW["register"], rows, by=by, at=at, facts={"upgrade": True})
    _release(by=by, at=at)
    return len(rows)


def _release(*, by, at) -> None:
    """Their entries in the roster vouched for columns of that time; from now on the places' own traces do."""
    known = Trace.objects.filter(subject_kind="roster", subject_id=OuterRef("pk"), facts__upgrade=True)
    old = Entry.objects.select_related("case").filter(~Exists(known), kind="stations.station").order_by("pk")
    process.births(ROSTER["enter"], list(old), by=by, at=at, facts={"upgrade": True})


def _new(name, kind, keepers, at, columns, **more):
    name = _fits(name, kind, columns)
    station = Station(name=name, kind=kind, **columns, **more)
    station.case = dockets.one(MARK, name, at, counter="stations")
    station.__dict__["first_keepers"] = list(keepers)
    return station, {"kind": kind, "keepers": sorted(k.pk for k in keepers)}


def _fits(name, kind, columns) -> str:
    """The name, clean; Refused where it is taken or the place cannot hang there."""
    name = name.strip()
    if not name or kind not in kinds.KINDS:
        raise Refused(_("站点要有名称和类别。"))
    keeping.name_free(name)
    keeping.above_fits(None, columns.get("parent"), columns.get("base"), kind)
    keeping.hours_agree(columns.get("weekly") or {}, columns.get("hours", ""))
    keeping.pin_fits(columns.get("lat"), columns.get("lon"))
    return name
