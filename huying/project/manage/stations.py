"""Houses, stations and points where people meet deputies."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.stations.models import Station
from huying.ui.columns import Column

from . import filters
from .books import Book
from .forms import RowForm, RowMeta


class StationForm(RowForm):
    class Meta(RowMeta):
        model = Station
        fields = ["name", "kind", "parent", "area", "address", "telephone", "hours", "keepers"]

    LABELS = {"parent": _("所属联络站"), "hours": _("接待时间"), "keepers": _("联络员")}

    def narrow(self, name, field):
        super().narrow(name, field)
        if name == "keepers":
            people = Membership.objects.filter(role__in=("keeper", "deputy"), is_active=True).select_related(
                "person"
            )
            field.queryset = people.order_by("person__pinyin", "pk")
            field.required = False

    def values(self):
        data = super().values()
        return {**data, "keepers": list(data["keepers"])} if "keepers" in data else data


def _keepers(station) -> str:
    return _("、").join(str(m) for m in station.keepers.all())


BOOK = Book(
    name="stations",
    model=Station,
    title=_("联络站"),
    one=_("联络站"),
    icon="place",
    lead=_("代表之家、联络站和联络点：群众在这里反映情况，公开页面上列出地址和接待时间。"),
    form=StationForm,
    filters=filters.by_choice("kind", _("类别"), Station.KINDS, use=True),
    rows=lambda: (
        Station.objects.select_related("area", "parent")
        .prefetch_related(Prefetch("keepers", Membership.everywhere.select_related("person")))
        .order_by("-is_active", "area", "name")
    ),
    search=("name__icontains", "address__icontains", "area__name__icontains"),
    empty=_("登记以后，群众可以在公开页面上找到联络站。"),
    columns=[
        Column(
            key="name",
            label=_("名称"),
            sort="name",
            cell=lambda s: {"text": s.name, "sub": s.address},
            export=lambda s: s.name,
        ),
        Column(key="kind", label=_("类别"), sort="kind", cell=lambda s: str(Station.KINDS[s.kind])),
        Column(key="area", label=_("片区"), cell=lambda s: str(s.area or "")),
        Column(key="hours", label=_("接待时间"), cell=lambda s: s.hours),
        Column(key="keepers", label=_("联络员"), cell=_keepers),
        Column(key="use", label=_("状态"), cell=filters.in_use, export=filters.in_use_word),
    ],
)
