"""People and their memberships: one person, several offices. Numbers stand masked; to see one whole is a step of its own."""

from typing import Any

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.accounts import operations as accounts
from huying.kernel.accounts import queries as account_queries
from huying.kernel.accounts.models import BELOW, Admission
from huying.kernel.crypto import blind_index, mask
from huying.kernel.process import Refused
from huying.kernel.register import operations
from huying.kernel.roles import ROLES
from huying.kernel.roster import Membership, Organ, Person, Unit
from huying.ui.columns import Column

from . import checking, filters
from .books import Book
from .forms import RowForm, RowMeta, Why
from .roster import entry_for

OFFERED = tuple(role for role in ROLES if role not in ("public", "house"))
OWN = (
    "name",
    "gender",
    "nation",
    "phone",
    "id_card",
    "email",
    "expertise",
    "is_expert",
)  # columns of the person
LONE = ("phone", "id_card")  # never filled in: masked beside, empty means unchanged


class PersonForm(RowForm):
    """A person in one role. Typing the same name and phone again adds a role to the same person."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    gender = forms.ChoiceField(
        label=_("性别"), choices=[("", "—"), ("f", _("女")), ("m", _("男"))], required=False
    )
    nation = forms.CharField(label=_("民族"), max_length=20, required=False)
    phone = forms.CharField(label=_("手机"), max_length=20, required=False)
    id_card = forms.CharField(label=_("身份证号"), max_length=18, required=False)
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    expertise = forms.CharField(
        label=_("专长"), max_length=200, required=False, help_text=_("几项之间用顿号隔开，如：法律、水利。")
    )
    is_expert = forms.BooleanField(label=_("列入专家库"), required=False)

    class Meta(RowMeta):
        model = Membership
        fields = ["role", "title", "unit", "organ", "area", "since"]

    LABELS = {"unit": _("单位（经办人必填）"), "organ": _("代表团或机构"), "area": _("片区")}
    field_order = [
        "name",
        "role",
        "title",
        "unit",
        "organ",
        "area",
        "since",
        "phone",
        "email",
        "gender",
        "nation",
        "id_card",
        "expertise",
        "is_expert",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = OFFERED if self.member is not None and self.member.role == "admin" else BELOW
        self.fields["role"].choices = [("", _t("请选择")), *((role, _t(ROLES[role])) for role in offered)]
        self.person = person = self.instance.person if self.instance.pk else None
        if person is None:
            return
        for name in OWN:
            self.initial.setdefault(name, "" if name in LONE else getattr(person, name))
        self.initial["expertise"] = "、".join(person.expertise)
        for name in LONE:
            shown = mask(getattr(person, name)) or _t("没有登记")
            self.fields[name].help_text = _t("现在登记的是：%(shown)s。留空表示不改。") % {"shown": shown}
        if why := why_not_person(person, self.member):
            for name in OWN:
                self.fields[name].disabled = True
            self.fields["name"].help_text = why

    def clean_name(self):
        return checking.name_of(self.cleaned_data["name"])

    def clean_phone(self):
        return checking.phone(self.cleaned_data["phone"])

    def clean_id_card(self):
        return checking.id_card(self.cleaned_data["id_card"])

    def clean_expertise(self):
        return checking.tags(self.cleaned_data["expertise"])

    def clean(self):
        data = super().clean()
        if data.get("role") == "handler" and not data.get("unit"):
            self.add_error("unit", _t("承办单位经办人要选单位。"))
        return data

    def personal(self) -> dict:
        """Columns of the person as typed; untouched numbers left out."""
        data = {name: self.cleaned_data[name] for name in OWN if name in self.cleaned_data}
        return {name: value for name, value in data.items() if name not in LONE or value}

    def values(self):
        own = (
            {}
            if self.fields["name"].disabled
            else {f"person.{name}": value for name, value in self.personal().items()}
        )
        return {**own, **{name: self.cleaned_data[name] for name in self._meta.fields}}


def why_not_person(person, member) -> str:
    """Why this member may not change the person's own data; "" when they may."""
    if account_queries.home(person.pk) not in (None, scope.current().pk):
        return _t("这位人员的账号由另一人大管理，个人信息请到那里更正。")
    above = Membership.objects.filter(person=person, is_active=True).exclude(role__in=BELOW).exists()
    if above and (member is None or member.role != "admin"):
        return _t("这位人员还有机关或者管理身份，个人信息由管理员更正。")
    return ""


def enter(request, form, key):
    """List the membership and open its admission, so that a slip can be handed out."""
    now, personal = timezone.now(), form.personal()
    person = person_of(personal)
    values = {name: form.cleaned_data[name] for name in form._meta.fields}
    if (
        person.pk
        and Membership.objects.filter(
            person=person, role=values["role"], unit=values["unit"], is_active=True
        ).exists()
    ):
        raise Refused(_t("%(name)s已经有这一身份。") % {"name": person.name})
    row = Membership(congress=scope.current(), person=person, **values)
    entry = operations.enter(by=request.member, at=now, row=row, key=key)
    accounts.of(row, at=now)
    return entry


def person_of(personal: dict) -> Person:
    """The person of this name and phone, or a new unsaved one."""
    if phone := personal.get("phone"):
        known = Person.objects.filter(name=personal["name"], phone_index=blind_index(phone)).first()
        if known is not None:
            return known
    return Person(**personal)


def leave(request, found, form, key):
    """Leaving an office closes its access too: one act for both."""
    now = timezone.now()
    accounts.leave(
        accounts.of(found, at=now), by=request.member, at=now, key=key, reason=form.cleaned_data["reason"]
    )
    return entry_for(request, Membership.objects.get(pk=found.pk))[0]


def readmit(request, found, form, key):
    now = timezone.now()
    accounts.readmit(
        accounts.of(found, at=now), by=request.member, at=now, key=key, reason=form.cleaned_data["reason"]
    )
    return entry_for(request, Membership.objects.get(pk=found.pk))[0]


class Filter(filters.InUse):
    role = forms.ChoiceField(label=_("身份"), required=False)
    unit = forms.ModelChoiceField(
        Unit.everywhere.none(), label=_("单位"), required=False, empty_label=_("全部")
    )
    organ = forms.ModelChoiceField(
        Organ.everywhere.none(), label=_("机构"), required=False, empty_label=_("全部")
    )
    expert = forms.BooleanField(label=_("只看专家"), required=False)
    field_order = ["role", "organ", "unit", "use", "expert"]
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _t("全部")), *((role, _t(ROLES[role])) for role in OFFERED)]
        self.fields["unit"].queryset = Unit.objects.order_by("name")
        self.fields["organ"].queryset = Organ.objects.order_by("name")

    def apply(self, rows):
        rows, data = super().apply(rows), self.cleaned_data
        for name in ("role", "unit", "organ"):
            rows = rows.filter(**{name: data[name]}) if data[name] else rows
        return rows.filter(person__is_expert=True) if data["expert"] else rows


def about(row, member):
    """The other offices the person holds here; expertise."""
    others = (
        Membership.objects.filter(person=row.person_id)
        .exclude(pk=row.pk)
        .select_related("unit", "organ", "area")
    )
    lines = [
        " · ".join(filter(None, [_t(ROLES[m.role]), m.title, where(m), "" if m.is_active else _t("已离任")]))
        for m in others
    ]
    found = [{"title": _t("同一人的其他身份"), "lines": lines}] if lines else []
    numbers = [(_t("手机"), mask(row.person.phone)), (_t("身份证号"), mask(row.person.id_card))]
    shown = [f"{label}{_t('：')}{number}" for label, number in numbers if number]
    return found + ([{"title": _t("号码"), "lines": shown}] if shown else [])


def deeds(row, member):
    """Account, whole numbers, another office, the seat."""
    code = scope.current().code
    made: list[tuple[str, str, dict]] = []
    may = member.role == "admin" or row.role in BELOW
    if may and (admission := Admission.objects.filter(member=row).first()):
        made.append((_t("账号和邀请凭条"), "admissions:detail", {"pk": admission.pk}))
        made.append((_t("查看完整号码"), "admissions:unmask", {"pk": admission.pk}))
    if row.role == "deputy":
        made.append((_t("登记席位"), "seats:take", {}))
    made.append((_t("再登记一个身份"), "manage:new", {"book": "people"}))
    found = []
    for label, name, args in made:
        try:
            url = reverse(name, kwargs={"code": code, **args})
        except NoReverseMatch:
            continue  # the room of that page is not open here
        found.append({"label": label, "url": url + (f"?member={row.pk}" if name == "seats:take" else "")})
    return found


def where(m) -> str:
    return str(m.unit or m.organ or m.area or "")


BOOK = Book(
    name="people",
    model=Membership,
    title=_("人员"),
    one=_("人员"),
    icon="people",
    lead=_("同一人可以有几个身份；姓名和手机都相同的视为同一人。离任的停用，不删除。"),
    form=PersonForm,
    end_form=Why,
    filters=Filter,
    about=about,
    deeds=deeds,
    operations={"enter": enter, "end": leave, "restore": readmit},
    rows=lambda: (
        Membership.objects.exclude(person=None)
        .select_related("person", "unit", "organ", "area")
        .order_by("-is_active", "person__pinyin", "pk")
    ),
    search=(
        "person__name__icontains",
        "person__pinyin__icontains",
        "title__icontains",
        "unit__name__icontains",
        "organ__name__icontains",
    ),
    empty=_("登记以后，代表、经办人和工作人员会出现在这里；也可以用表格一次导入。"),
    columns=[
        Column(
            key="name",
            label=_("姓名"),
            sort="person__pinyin",
            cell=lambda m: {"text": m.person.name, "sub": _t("、").join(m.person.expertise)},
            export=lambda m: m.person.name,
        ),
        Column(
            key="role",
            label=_("身份"),
            sort="role",
            cell=lambda m: {"text": _t(ROLES[m.role]), "sub": m.title},
            export=lambda m: _t(ROLES[m.role]),
        ),
        Column(key="where", label=_("所在"), cell=where),
        Column(key="phone", label=_("手机"), cell=lambda m: mask(m.person.phone)),
        Column(key="expert", label=_("专家"), cell=lambda m: _t("专家") if m.person.is_expert else ""),
        Column(key="use", label=_("状态"), cell=filters.in_use, export=filters.in_use_word),
    ],
)
