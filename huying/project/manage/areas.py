"""Areas inside the territory, and the electoral districts drawn over them."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Area, District
from huying.ui.columns import Column

from . import filters
from .books import Book
from .forms import RowForm, RowMeta


class AreaForm(RowForm):
    class Meta(RowMeta):
        model = Area
        fields = ["name", "kind", "parent", "division"]

    def clean_division(self):
        code = self.cleaned_data["division"].strip()
        if code and not (code.isascii() and code.isdigit() and len(code) in (6, 9, 12)):
            self.add_error("division", _t("行政区划代码是 6、9 或 12 位数字。"))
        return code


class DistrictForm(RowForm):
    class Meta(RowMeta):
        model = District
        fields = ["number", "name", "area", "seats"]

    LABELS = {"number": _("选区号"), "seats": _("应选名额")}

    def clean_seats(self):
        """《选举法》第二十五条: one to three deputies are elected in a district."""
        seats = self.cleaned_data["seats"]
        if not 1 <= seats <= 3:
            self.add_error(
                "seats", _t("选区的大小，按照每一选区选一名至三名代表划分（《选举法》第二十五条）。")
            )
        return seats


AREAS = Book(
    name="areas",
    model=Area,
    title=_("片区"),
    one=_("片区"),
    icon="map",
    can_end=False,
    lead=_("乡镇、街道和村、社区；民情和代表按片区归口。"),
    form=AreaForm,
    filters=filters.by_choice("kind", _("类别"), Area.KINDS),
    rows=lambda: Area.objects.select_related("parent").order_by("division", "pk"),
    search=("name__icontains", "division__startswith"),
    empty=_("登记乡镇和街道以后，民情可以按片区归口。"),
    columns=[
        Column(key="name", label=_("名称"), sort="name", cell=lambda a: a.name),
        Column(key="kind", label=_("类别"), sort="kind", cell=lambda a: str(Area.KINDS[a.kind])),
        Column(key="parent", label=_("上级"), cell=lambda a: str(a.parent or "")),
        Column(key="division", label=_("行政区划代码"), sort="division", cell=lambda a: a.division),
    ],
)

DISTRICTS = Book(
    name="districts",
    model=District,
    title=_("选区"),
    one=_("选区"),
    icon="place",
    can_end=False,
    lead=_("直接选举的选区和应选名额；代表的席位记在选区上。"),
    form=DistrictForm,
    rows=lambda: (
        District.objects.select_related("area")
        .annotate(held=Count("seats_held", filter=Q(seats_held__until=None)))
        .order_by("number")
    ),
    search=("name__icontains", "area__name__icontains"),
    empty=_("直接选举的人大在这里登记选区；间接选举的不用登记。"),
    columns=[
        Column(
            key="number",
            label=_("选区号"),
            sort="number",
            cell=lambda d: _t("第 %(n)s 选区") % {"n": d.number},
            export=lambda d: d.number,
        ),
        Column(key="name", label=_("名称"), sort="name", cell=lambda d: d.name),
        Column(key="area", label=_("片区"), cell=lambda d: str(d.area or "")),
        Column(key="seats", label=_("应选名额"), sort="seats", cell=lambda d: d.seats, numeric=True),
        Column(key="held", label=_("现任代表"), cell=lambda d: d.held, numeric=True),
    ],
)
