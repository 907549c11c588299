"""The subject tree: two levels, renamed, added to, switched off; aliases are the names under which imports know a node."""

from django import forms
from django.db.models import F
from django.db.models.functions import Coalesce
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import fields as tree
from huying.kernel.fields import Field
from huying.kernel.register import operations
from huying.ui.columns import Column

from . import checking, filters
from .books import Book
from .forms import RowForm, RowMeta
from .gatekeeping import OFFICE, only


class FieldForm(RowForm):
    aliases = forms.CharField(
        label=_("别名"),
        max_length=300,
        required=False,
        help_text=_("导入的表格里用的其他叫法，几个之间用顿号隔开。"),
    )

    class Meta(RowMeta):
        model = Field
        fields = ["name", "parent", "aliases", "order"]

    LABELS = {"parent": _("上级领域"), "order": _("次序")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False
        self.initial["aliases"] = "、".join(self.instance.aliases or [])

    def narrow(self, name, field):
        super().narrow(name, field)
        field.queryset = Field.objects.filter(parent=None).exclude(pk=self.instance.pk)

    def clean_order(self):
        return self.cleaned_data["order"] or 0

    def clean_aliases(self):
        return checking.tags(self.cleaned_data["aliases"])

    def clean(self):
        data = super().clean()
        if data.get("parent") and self.instance.pk and self.instance.children.exists():
            self.add_error("parent", _t("它自己还有下级领域；领域只分两级。"))
        taken = {name: pk for name, pk in tree.by_name().items() if pk != self.instance.pk}
        same = Field.objects.filter(name=data.get("name"), parent=data.get("parent")).exclude(
            pk=self.instance.pk
        )
        if same.exists():
            self.add_error("name", _t("同一级里已经有这个名称。"))
        if clash := [a for a in data.get("aliases") or [] if a in taken]:
            self.add_error("aliases", _t("“%(name)s”已经是另一个领域的名称或者别名。") % {"name": clash[0]})
        return data

    def row(self):
        made, many = super().row()
        made.code = free_code(made.name)
        return made, many


def free_code(name: str) -> str:
    """A code in Latin letters that no node has."""
    from pypinyin import lazy_pinyin

    stem = slugify("-".join(lazy_pinyin(name)))[:32] or "field"
    taken = set(Field.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(c for c in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if c not in taken)


def deeds(row, member):
    return []


@only(*OFFICE, methods=("POST",))
def plant(request, code):
    """The default tree for a congress that has none; nodes that exist stay as the office made them."""
    tree.plant()
    operations.enter_all(Field.objects.all(), by=request.member, at=timezone.now())
    return redirect("manage:list", code=code, book="fields")


# each parent, and its children right below it
IN_THE_TREE = (
    Coalesce("parent__order", "order"), Coalesce("parent_id", "pk"), F("parent_id").asc(nulls_first=True), "order", "pk",
)  # fmt: skip


def _named(field) -> dict:
    """A child stands further in, below its parent."""
    drawn = (
        {"html": format_html('<span class="leaf">{}</span>', field.said)}
        if field.parent_id
        else {"text": field.said}
    )
    return {**drawn, "sub": _t("、").join(field.aliases), "main": True}


BOOK = Book(
    name="fields",
    model=Field,
    title=_("领域"),
    one=_("领域"),
    icon="book",
    lead=_("民情和建议按同一棵两级领域树分类；停用的领域不能再选，原有的分类保留。"),
    form=FieldForm,
    filters=filters.InUse,
    deeds=deeds,
    rows=lambda: Field.objects.select_related("parent").order_by(*IN_THE_TREE),
    search=("name__icontains", "parent__name__icontains", "aliases__icontains", "code__icontains"),
    empty=_("还没有领域。可以先装入通用的领域树，再按本地需要修改。"),
    columns=[
        Column(
            key="name",
            label=_("名称"),
            cell=_named,
            export=lambda f: f.name,
        ),
        Column(
            key="parent",
            label=_("上级领域"),
            sort="parent__order",
            cell=lambda f: f.parent.said if f.parent_id else "",
        ),
        Column(key="order", label=_("次序"), sort="order", cell=lambda f: f.order, numeric=True),
        Column(key="use", label=_("状态"), cell=filters.in_use, export=filters.in_use_word),
    ],
)
