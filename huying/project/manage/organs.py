"""Organs of the congress and groups of its deputies, as a tree."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.roster import Organ
from huying.ui.columns import Column

from . import filters
from .books import Book
from .forms import RowForm, RowMeta


class OrganForm(RowForm):
    class Meta(RowMeta):
        model = Organ
        fields = ["name", "kind", "parent", "size"]

    def clean_kind(self):
        """Only the county level and above have a standing committee, and with it its organs (R-STR-01)."""
        kind = self.cleaned_data["kind"]
        if kind in ("standing_committee", "working_committee") and scope.current().level == "township":
            raise self.error(_t("乡、民族乡、镇的人民代表大会不设常务委员会（《地方组织法》第四十六条）。"))
        return kind

    def error(self, text):
        from django.core.exceptions import ValidationError

        return ValidationError(text)


def about(organ, member):
    people = organ.members.filter(congress=organ.congress_id, is_active=True).select_related("person")
    lines = [f"{m} · {m.title or _t(m.role_label)}" for m in people[:200]]
    below = [str(o) for o in organ.children.all()]
    groups = [(_t("成员"), lines), (_t("下设"), below)]
    return [{"title": title, "lines": found} for title, found in groups if found]


BOOK = Book(
    name="organs", model=Organ, title=_("机构和代表团"), one=_("机构"), icon="unit",
    lead=_("常委会、专门委员会、工作机构、代表团、代表小组和专业小组。"),
    form=OrganForm, filters=filters.by_choice("kind", _("类别"), Organ.KINDS, use=True), about=about,
    rows=lambda: Organ.objects.select_related("parent").order_by("-is_active", "kind", "name"),
    search=("name__icontains",), empty=_("先登记常委会和各代表团，再把代表编入代表团。"),
    columns=[
        Column(key="name", label=_("名称"), sort="name", cell=lambda o: o.name),
        Column(key="kind", label=_("类别"), sort="kind", cell=lambda o: str(Organ.KINDS[o.kind])),
        Column(key="parent", label=_("上级"), cell=lambda o: str(o.parent or "")),
        Column(key="size", label=_("组成人员名额"), sort="size", cell=lambda o: o.size or "", numeric=True),
        Column(key="use", label=_("状态"), cell=filters.in_use, export=filters.in_use_word),
    ],
)  # fmt: skip
