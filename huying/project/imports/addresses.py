"""The table of addresses: which village, estate or street belongs to which area, electoral district and station."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.deputies.addresses.matching import SHORTEST, normal
from huying.deputies.models import Address
from huying.kernel.process import Refused
from huying.kernel.register import operations
from huying.kernel.roster import Area, District
from huying.kernel.tables import Column, values
from huying.stations.models import Station

from .importer import Names, Roster, named


def _place(cell: str) -> str:
    """A name that can be found again: two letters, signs or numbers at least, marks and blanks apart."""
    text = values.text(80)(cell)
    if len(normal(text)) < SHORTEST:
        raise ValueError(_t("“%(name)s”太短，认不出是什么地方") % {"name": text})
    return text


class Addresses(Roster):
    name = "addresses"
    title = _("地址表")
    lead = _(
        "村、社区、小区和路名属于哪个片区、选区和站点，群众按住址找代表时用。改名、合并的，原名留在表里并写明现名。"
    )

    def __init__(self):
        self.columns = (
            Column(name="text", label=_("地址"), aliases=("名称", "村（社区）", "小区", "路名"), required=True,
                   parse=_place, example="柳林镇大柳村"),
            Column(name="area", label=_("片区"), aliases=("乡镇", "村", "社区"), parse=Names(Area, _("片区"))),
            Column(name="district", label=_("选区号"), aliases=("选区", "选区编号"), parse=values.integer(1, 9999)),
            Column(name="station", label=_("联络站"), aliases=("站点",), parse=Names(Station, _("联络站"))),
            Column(name="since", label=_("启用日期"), parse=values.day()),
            Column(name="until", label=_("停用日期"), aliases=("改名日期", "撤并日期"), parse=values.day()),
            Column(name="successor", label=_("现名"), aliases=("并入", "改名为"), parse=values.text(80),
                   help=_("改名或者合并后的名称；写了现名，原名也能查到")),
        )  # fmt: skip
        super().__init__()

    def key(self, given):
        return normal(given["text"])

    def find(self, given):
        rows = Address.objects.select_related("area", "district", "station", "successor")
        return rows.filter(key=normal(given["text"])).first()

    def now(self, row):
        return {
            "text": row.text, "area": row.area.name if row.area_id else "",
            "district": row.district.number if row.district_id else None,
            "station": row.station.name if row.station_id else "", "since": row.since, "until": row.until,
            "successor": row.successor.text if row.successor_id else "",
        }  # fmt: skip

    def make(self, given):
        row = self.find(given)
        if row is None:
            return Address.objects.create(**self.resolved(given))
        if any(
            self.now(row)[n] != v for n, v in given.items()
        ):  # an earlier line named it as what it has become
            self.change(row, given)
        return row

    def resolved(self, given):
        found = dict(given)
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            raise Refused(_t("停用日期早于启用日期"))
        if "area" in found:
            found["area"] = named(Area, found["area"], _("片区"))
        if "station" in found:
            found["station"] = named(Station, found["station"], _("联络站"))
        if "district" in found:
            found["district"] = self.district(found["district"])
        if "successor" in found:
            found["successor"] = self.successor(found["successor"], found["text"])
        return found

    def district(self, number):
        found = District.objects.filter(number=number).first()
        if found is None:
            raise Refused(_t("第 %(n)s 选区不在名册上") % {"n": number})
        return found

    def successor(self, name, of):
        """The place it has become; entered along with it where the table names it further down."""
        if normal(name) == normal(of):
            raise Refused(_t("“%(name)s”的现名不能是它自己") % {"name": of})
        found = Address.objects.filter(key=normal(name)).first()
        if found is None:
            found = Address.objects.create(text=name)
            operations.enter_all([found], by=self.by, at=self.at, facts={"import": True})
        if self._leads_back(found, normal(of)):
            raise Refused(_t("“%(name)s”和它的现名绕成了一圈") % {"name": of})
        return found

    def _leads_back(self, place, key) -> bool:
        """Would this place, over its own renamings, become the one that is to be renamed into it?"""
        seen = set()
        while place is not None and place.pk not in seen:
            if place.key == key:
                return True
            seen.add(place.pk)
            place = place.successor
        return False


IMPORTERS = {"addresses": Addresses}
