"""Units: whoever handles suggestions. A dissolved unit is ended with its successor, never deleted."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Unit
from huying.kernel.subject import SUBJECTS
from huying.ui import doors, links
from huying.ui.columns import Column

from . import filters
from .books import Book
from .forms import RowForm, RowMeta, Why


class UnitForm(RowForm):
    class Meta(RowMeta):
        model = Unit
        fields = ["name", "short", "kind", "parent", "head", "contact", "telephone", "duties"]
        widgets = {"duties": forms.Textarea({"rows": 4})}

    LABELS = {"parent": _("上级（向它分办的机关）"), "duties": _("职责清单")}


class Dissolve(Why):
    """Why the unit ends and who takes over its duties."""

    successor = forms.ModelChoiceField(Unit.everywhere.none(), label=_("承接单位"), required=False)
    field_order = ["successor", "reason"]
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Unit.objects.filter(is_active=True).exclude(pk=self.row.pk).order_by("name")
        self.fields["successor"].queryset = rows
        if found := in_words(open_matters(self.row)):
            words = _t(
                "这个单位名下还有没有办完的（%(found)s）。停用不会把它们自动转走，期限照常走，"
                "改交以前原来的经办人还可以办理；停用以后请人大机关在“承办单位已停用”里逐件或者成批改由其他单位办理。"
            )
            self.fields["successor"].help_text = words % {"found": found}

    def values(self):
        return {"successor": self.cleaned_data["successor"]}


def open_matters(unit) -> dict[str, int]:
    """Unfinished rows of every process that name the unit: subject → how many."""
    found: dict[str, int] = {}
    for kind, model in SUBJECTS.items():
        for field in model._meta.concrete_fields:
            if field.many_to_one and field.related_model is Unit and field.name in ("unit", "lead_unit"):
                n = model.objects.filter(**{field.name: unit}).exclude(state__in=model.FLOW.ends()).count()
                if n:
                    found[kind] = n
    return found


def in_words(found: dict[str, int]) -> str:
    """ "办理：3 件、民情：1 件"."""
    said = (_t("%(kind)s：%(n)s 件") % {"kind": _t(SUBJECTS[k].FLOW.title), "n": n} for k, n in found.items())
    return _t("、").join(said)


def deeds(unit, member) -> list[dict]:
    """Of a closed unit: the way to what it had in hand, for who can give it to another one."""
    if unit.is_active or member.role != "clerk":
        return []
    ways = (("handlings", "ended", _t("改由其他单位办理：建议 %(n)s 件")),
            ("voices", "unit_ended", _t("指定承办单位：民情 %(n)s 件")))  # fmt: skip
    found = []
    for kind, name, words in ways:
        room = doors.ROOMS[kind]
        tray = next(t for t in room.trays if t.name == name)
        if n := tray.rows(member).filter(unit=unit).count():
            url = f"{links.to(room, 'list')}?tray={name}"
            found.append({"label": words % {"n": n}, "url": url, "primary": not found})
    return found


def about(unit, member):
    """Who works there, who hangs on it, and what is not finished."""
    people = unit.members.filter(congress=unit.congress_id, is_active=True).select_related("person")
    lines = [f"{m} · {m.title or _t(m.role_label)}" for m in people[:50]]
    below = [str(u) for u in unit.children.all()[:50]]
    open_ = [in_words({k: n}) for k, n in open_matters(unit).items()]
    groups = [(_t("经办人"), lines), (_t("下级单位"), below), (_t("没有办完的事项"), open_)]
    return [{"title": title, "lines": found} for title, found in groups if found]


BOOK = Book(
    name="units",
    model=Unit,
    title=_("单位"),
    one=_("单位"),
    icon="unit",
    lead=_("承办建议和民情的机关、组织；撤并的单位停用并写明承接单位，原有记录保留。"),
    form=UnitForm,
    end_form=Dissolve,
    filters=filters.by_choice("kind", _("类别"), Unit.KINDS, use=True),
    about=about,
    deeds=deeds,
    rows=lambda: Unit.objects.select_related("parent", "successor").order_by("-is_active", "name"),
    search=(
        "name__icontains",
        "short__icontains",
        "head__icontains",
        "contact__icontains",
        "duties__icontains",
    ),
    empty=_("登记以后，承办单位会出现在这里；也可以用表格一次导入。"),
    columns=[
        Column(
            key="name",
            label=_("名称"),
            sort="name",
            cell=lambda u: {"text": u.name, "sub": u.short},
            export=lambda u: u.name,
        ),
        Column(key="kind", label=_("类别"), sort="kind", cell=lambda u: str(Unit.KINDS[u.kind])),
        Column(key="parent", label=_("上级"), cell=lambda u: str(u.parent or "")),
        Column(key="head", label=_("负责人"), cell=lambda u: u.head),
        Column(
            key="contact",
            label=_("联络人"),
            cell=lambda u: {"text": u.contact, "sub": u.telephone},
            export=lambda u: f"{u.contact} {u.telephone}".strip(),
        ),
        Column(
            key="use",
            label=_("状态"),
            cell=lambda u: {
                **filters.in_use(u),
                "sub": _t("承接：%(unit)s") % {"unit": u.successor} if u.successor_id else "",
            },
            export=filters.in_use_word,
        ),
    ],
)
