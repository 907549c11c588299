"""Units from a table: one row a unit, known by its name."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Unit
from huying.kernel.tables import Column, values

from .importer import Names, Roster, named

KINDS = {  # what people also write beside the labels
    "政府": "government",
    "政府办公室": "government",
    "部门": "department",
    "监委": "supervisory",
    "法院": "court",
    "检察院": "procuratorate",
    "乡镇": "town",
    "街道": "town",
    "其他": "organisation",
}
PLAIN = ("name", "short", "kind", "head", "contact", "telephone", "duties")


class Units(Roster):
    name = "units"
    title = _("单位")
    lead = _("承办单位和它们的负责人、联络人、电话。按名称对应，空格不改原有内容。")

    def __init__(self):
        self.parents = Names(Unit, _("上级单位"))
        self.columns = (
            Column(
                name="name",
                label=_("名称"),
                aliases=("单位", "单位名称", "全称"),
                required=True,
                parse=self.own,
                example="某某县水利局",
            ),
            Column(name="short", label=_("简称"), parse=values.text(20)),
            Column(
                name="kind",
                label=_("类别"),
                aliases=("单位类别",),
                parse=values.choice(KINDS, Unit.KINDS),
                choices=tuple(map(str, Unit.KINDS.values())),
            ),
            Column(
                name="parent",
                label=_("上级"),
                aliases=("上级单位",),
                parse=self.parents,
                help=_("由它分办的机关，如县政府办"),
            ),
            Column(name="head", label=_("负责人"), aliases=("主要负责人",), parse=values.text(40)),
            Column(name="contact", label=_("联络人"), aliases=("联系人", "联络员"), parse=values.text(40)),
            Column(name="telephone", label=_("电话"), aliases=("联系电话",), parse=values.text(40)),
            Column(name="duties", label=_("职责"), aliases=("职责清单", "主要职责"), parse=values.text(5000)),
        )
        super().__init__()

    def own(self, cell):
        name = values.text(80)(cell)
        self.parents.add(name)
        return name

    def key(self, given):
        return given["name"]

    def find(self, given):
        return Unit.objects.filter(name=given["name"]).select_related("parent").first()

    def now(self, unit):
        return {**{n: getattr(unit, n) for n in PLAIN}, "parent": unit.parent.name if unit.parent_id else ""}

    def make(self, given):
        return Unit.objects.create(**self.resolved(given))

    def resolved(self, given):
        return (
            {**given, "parent": named(Unit, given["parent"], _("上级单位"))} if "parent" in given else given
        )


IMPORTERS = {"units": Units}
