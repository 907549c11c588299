"""Areas and electoral districts from tables."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Area, District
from huying.kernel.tables import Column, values

from .importer import Names, Roster, named

# what people also write beside the labels
AREA_KINDS = {"镇": "town", "乡": "town"}


class Areas(Roster):
    name = "areas"
    title = _("片区")
    lead = _("乡镇、街道和村、社区。按名称和上级对应。")

    def __init__(self):
        self.parents = Names(Area, _("上级片区"))
        self.columns = (
            Column(
                name="name",
                label=_("名称"),
                aliases=("片区", "乡镇", "村", "社区"),
                required=True,
                parse=self.own,
                example="城关镇",
            ),
            Column(
                name="kind",
                label=_("类别"),
                required=True,
                parse=values.choice(AREA_KINDS, Area.KINDS),
                choices=tuple(map(str, Area.KINDS.values())),
            ),
            Column(name="parent", label=_("上级"), aliases=("所属乡镇", "上级片区"), parse=self.parents),
            Column(
                name="division", label=_("行政区划代码"), aliases=("区划代码", "代码"), parse=values.text(12)
            ),
        )
        super().__init__()

    def own(self, cell):
        name = values.text(80)(cell)
        self.parents.add(name)
        return name

    def key(self, given):
        return f"{given['parent']}/{given['name']}"

    def find(self, given):
        rows = Area.objects.select_related("parent")
        above = {"parent__name": given["parent"]} if given["parent"] else {"parent": None}
        return rows.filter(name=given["name"], **above).first()

    def now(self, area):
        parent = area.parent.name if area.parent_id else ""
        return {"name": area.name, "kind": area.kind, "parent": parent, "division": area.division}

    def make(self, given):
        return Area.objects.create(**self.resolved(given))

    def resolved(self, given):
        return (
            {**given, "parent": named(Area, given["parent"], _("上级片区"))} if "parent" in given else given
        )


class Districts(Roster):
    name = "districts"
    title = _("选区")
    lead = _("选区号、名称和应选名额。按选区号对应。")

    def __init__(self):
        self.columns = (
            Column(
                name="number",
                label=_("选区号"),
                aliases=("序号", "编号", "选区编号"),
                required=True,
                parse=values.integer(1, 9999),
            ),
            Column(
                name="name",
                label=_("名称"),
                aliases=("选区", "选区名称"),
                required=True,
                parse=values.text(80),
            ),
            Column(name="area", label=_("片区"), aliases=("乡镇", "所属乡镇"), parse=Names(Area, _("片区"))),
            Column(
                name="seats",
                label=_("应选名额"),
                aliases=("名额", "应选代表"),
                parse=values.integer(1, 3),
                help=_("一名至三名"),
            ),
        )
        super().__init__()

    def key(self, given):
        return str(given["number"])

    def find(self, given):
        return District.objects.filter(number=given["number"]).select_related("area").first()

    def now(self, district):
        area = district.area.name if district.area_id else ""
        return {"number": district.number, "name": district.name, "seats": district.seats, "area": area}

    def make(self, given):
        return District.objects.create(**self.resolved(given))

    def resolved(self, given):
        return {**given, "area": named(Area, given["area"], _("片区"))} if "area" in given else given


IMPORTERS = {"areas": Areas, "districts": Districts}
