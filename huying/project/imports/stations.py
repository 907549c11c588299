"""Places where people meet deputies, from tables: the tree, the hours of the week, and pins for the map."""

from decimal import Decimal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.process import Refused
from huying.kernel.roster import Area
from huying.kernel.tables import Column, values
from huying.stations import kinds, opening, operations
from huying.stations.models import Station

from .importer import Names, Roster, blank, named

# what people also write beside the labels
KINDS = {"家": "house", "站": "station", "点": "point", "活动室": "room", "基地": "base"}
DATUMS = {
    "WGS84": "wgs84",
    "GPS": "wgs84",
    "天地图": "wgs84",
    "GCJ02": "gcj02",
    "高德": "gcj02",
    "腾讯": "gcj02",
}
PLAIN = ("name", "kind", "address", "telephone", "head", "trade", "hours", "lat", "lon")
PIN = ("lat", "lon", "datum")


def week(cell) -> str:
    """The week's hours in one spelling, so that the same hours written otherwise are no change."""
    text = values.narrow(cell)
    try:
        return opening.spoken_week(opening.parse_week(text))
    except opening.BadHours as wrong:
        raise ValueError(
            _t("看不懂“%(where)s”，请写成 周一至周五 8:30-11:30,14:00-17:00") % {"where": wrong.where[:40]}
        ) from None


def degrees(low, high):
    """Degrees with six decimals, within the country."""

    def parse(cell):
        value = values.number()(cell)
        if value is not None and not low <= value <= high:
            raise ValueError(
                _t("“%(cell)s”超出范围，纬度和经度可能填反了") % {"cell": values.narrow(cell)[:40]}
            )
        return None if value is None else round(Decimal(value), 6)

    return parse


class Stations(Roster):
    name = "stations"
    title = _("联络站")
    lead = _("代表之家、联络站和联络点的地址、接待时间和地图位置。按名称对应；上级站点排在前面。")

    def __init__(self):
        self.parents = Names(Station, _("上级站点"))
        self.columns = (
            Column(name="name", label=_("名称"), aliases=("联络站", "站点名称"), required=True, parse=self.own),
            Column(name="kind", label=_("类别"), parse=values.choice(KINDS, Station.KINDS),
                   choices=tuple(map(str, Station.KINDS.values()))),
            Column(name="area", label=_("片区"), aliases=("乡镇", "所属乡镇"), parse=Names(Area, _("片区"))),
            Column(name="parent", label=_("上级站点"), aliases=("所属站点", "所属联络站"), parse=self.parents),
            Column(name="address", label=_("地址"), parse=values.text(120)),
            Column(name="telephone", label=_("电话"), aliases=("联系电话",), parse=values.text(40)),
            Column(name="head", label=_("负责人"), aliases=("站长",), parse=values.text(40)),
            Column(name="trade", label=_("行业"), parse=values.text(40), help=_("行业联络站填写")),
            Column(name="week", label=_("每周开放时间"), aliases=("开放时间",), parse=week,
                   example="周一至周五 8:30-11:30,14:00-17:00；每月第一个周三 9:00-11:00"),
            Column(name="hours", label=_("接待时间"), aliases=("接待说明",), parse=values.text(120), example="来人请提前打电话"),
            Column(name="lat", label=_("纬度"), aliases=("北纬",), parse=degrees(3, 54), example="36.123456"),
            Column(name="lon", label=_("经度"), aliases=("东经",), parse=degrees(73, 136), example="118.123456"),
            Column(name="datum", label=_("坐标系"), parse=values.choice(DATUMS, kinds.DATUMS),
                   choices=tuple(map(str, kinds.DATUMS.values())), help=_("不填为 WGS-84")),
        )  # fmt: skip
        super().__init__()

    def own(self, cell):
        name = values.text(80)(cell)
        self.parents.add(name)
        return name

    def key(self, given):
        return given["name"]

    def find(self, given):
        return Station.objects.filter(name=given["name"]).select_related("area", "parent").first()

    def now(self, station):
        return {
            **{n: getattr(station, n) for n in PLAIN},
            "area": station.area.name if station.area_id else "",
            "parent": station.parent.name if station.parent_id else "",
            "week": opening.spoken_week(station.weekly),
            "datum": station.datum if station.lat is not None else "",
        }

    def write(self, rows):
        """Places are subjects of their own: born and corrected by their steps, not by the register."""
        fresh: list[dict] = []
        for row in rows:
            given = {n: v for n, v in row.values.items() if not blank(v)}
            if row.action == "update":
                self.correct(self.find(row.values), self.resolved(given))
                continue
            if given.get("parent") in {f["name"] for f in fresh}:
                self._bear(fresh)
                fresh = []
            fresh.append(given)
        self._bear(fresh)

    def _bear(self, fresh):
        made = [self.resolved(given) for given in fresh]
        for row in made:
            if text := row.pop("week", ""):
                row["weekly"] = opening.parse_week(text)
        operations.register_many(made, by=self.by, at=self.at)

    def correct(self, station, given) -> None:
        """Each part of the row by its own step; what stands already is left alone."""
        took = {"by": self.by, "at": self.at}
        week = opening.parse_week(given.pop("week", "")) or station.weekly
        hours = given.pop("hours", station.hours)
        if (week, hours) != (station.weekly, station.hours):
            operations.set_hours(
                station, weekly=week, hours=hours, off_on_holidays=station.off_on_holidays, **took
            )
        pin = {n: given.pop(n, getattr(station, n)) for n in PIN}
        if pin != {n: getattr(station, n) for n in PIN}:
            operations.place_pin(station, **pin, **took)
        if new := {n: v for n, v in given.items() if getattr(station, n) != v}:
            operations.amend(station, **new, **took)

    def resolved(self, given):
        found = dict(given)
        if "area" in found:
            found["area"] = named(Area, found["area"], _("片区"))
        if "parent" in found:
            found["parent"] = named(Station, found["parent"], _("上级站点"))
        if ("lat" in found) != ("lon" in found):
            raise Refused(_t("纬度和经度要一起填。"))
        return found


IMPORTERS = {"stations": Stations}
