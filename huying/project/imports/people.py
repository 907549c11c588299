"""People with their memberships, from a table: known by name, role and telephone (or unit, where no telephone is given)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.accounts import operations as accounts
from huying.kernel.accounts.models import BELOW
from huying.kernel.crypto import blind_index
from huying.kernel.process import Refused
from huying.kernel.register import operations
from huying.kernel.roles import ROLES
from huying.kernel.roster import Area, Membership, Organ, Person, Unit
from huying.kernel.tables import Column, values
from huying.project.manage import checking
from huying.project.manage.people import why_not_person

from .importer import Names, Roster, blank, named

PUBLIC = tuple(role for role in ROLES if role not in ("public", "house"))
LABELS = {str(ROLES[r]): r for r in PUBLIC} | {
    "代表": "deputy",
    "经办人": "handler",
    "工作人员": "clerk",
    "联系人": "handler",
}
OWN = ("phone", "id_card", "email", "gender", "nation", "expertise", "is_expert")
PLACES = {"unit": (Unit, _("单位")), "organ": (Organ, _("机构")), "area": (Area, _("片区"))}


def checked(check, longest=60):
    """A parser out of a check that refuses as forms do."""

    def parse(cell):
        try:
            return check(values.text(longest)(cell))
        except ValidationError as reason:
            raise ValueError(reason.messages[0]) from None

    return parse


PERSON = (
    Column(
        name="name", label=_("姓名"), aliases=("代表姓名",), required=True, parse=checked(checking.name_of)
    ),
    Column(
        name="phone",
        label=_("手机"),
        aliases=("电话", "联系电话", "手机号", "手机号码"),
        parse=checked(checking.phone),
    ),
    Column(name="gender", label=_("性别"), parse=values.choice({"女": "f", "男": "m"}), choices=("女", "男")),
    Column(name="nation", label=_("民族"), parse=values.text(20)),
    Column(name="email", label=_("电子邮箱"), aliases=("邮箱",), parse=values.text(120)),
    Column(
        name="id_card", label=_("身份证号"), aliases=("身份证", "身份证号码"), parse=checked(checking.id_card)
    ),
    Column(
        name="expertise",
        label=_("专长"),
        aliases=("专业特长",),
        parse=checked(checking.tags, 200),
        help=_("几项之间用顿号"),
    ),
)


class People(Roster):
    name = "people"
    title = _("人员")
    lead = _("各身份的人员。姓名和手机都相同的视为同一人；空格不改原有内容。")

    def __init__(self):
        self.columns = (
            PERSON[0],
            Column(
                name="role",
                label=_("身份"),
                aliases=("角色",),
                required=True,
                parse=values.choice(LABELS),
                choices=tuple(str(ROLES[r]) for r in PUBLIC),
            ),
            Column(name="title", label=_("职务"), parse=values.text(60)),
            Column(
                name="unit", label=_("单位"), aliases=("承办单位", "所在单位"), parse=Names(Unit, _("单位"))
            ),
            Column(
                name="organ", label=_("机构"), aliases=("代表团", "委员会"), parse=Names(Organ, _("机构"))
            ),
            Column(name="area", label=_("片区"), aliases=("乡镇",), parse=Names(Area, _("片区"))),
            Column(name="since", label=_("任职日期"), parse=values.day()),
            *PERSON[1:],
            Column(
                name="is_expert",
                label=_("专家"),
                parse=values.choice({"是": True, "否": False}),
                choices=("是", "否"),
            ),
        )
        super().__init__()

    def key(self, given):
        return "|".join(
            (given["name"], given["role"], given["phone"], "" if given["phone"] else given["unit"])
        )

    def find(self, given):
        rows = Membership.objects.filter(person__name=given["name"], role=given["role"]).select_related(
            "person", "unit", "organ", "area"
        )
        if given["phone"]:
            same = rows.filter(person__phone_index=blind_index(given["phone"])).first()
            return same or rows.filter(person__phone_index="").first()
        if given["unit"]:
            rows = rows.filter(unit__name=given["unit"])
        return rows.order_by("-is_active", "pk").first()

    def now(self, member):
        person, found = (
            member.person,
            {"name": member.person.name, "role": member.role, "title": member.title, "since": member.since},
        )
        found |= {name: getattr(person, name) for name in OWN}
        return found | {name: place.name if (place := getattr(member, name)) else "" for name in PLACES}

    def make(self, given):
        self.allowed(given["role"])
        if given["role"] == "handler" and not given.get("unit"):
            raise Refused(_t("经办人要写明单位"))
        own = {n: v for n, v in given.items() if n in OWN}
        person = person_of(given["name"], own)
        rest = self.resolved({n: v for n, v in given.items() if n not in OWN and n != "name"})
        member = Membership.objects.create(person=person, **rest)
        operations.follow(member, at=self.at)
        accounts.of(member, at=self.at)
        return member

    def change(self, row, given):
        self.allowed(row.role)
        own = [n for n, v in given.items() if n in OWN and getattr(row.person, n) != v]
        if own and (why := why_not_person(row.person, self.by)):
            raise Refused(why)
        super().change(row, given)

    def allowed(self, role):
        if self.by.role == "clerk" and role not in BELOW:
            raise Refused(_t("机关工作人员只能登记代表、联络员和经办人；其他身份请找管理员"))

    def resolved(self, given):
        found = {(f"person.{n}" if n in (*OWN, "name") else n): v for n, v in given.items()}
        for name, (model, what) in PLACES.items():
            if not blank(found.get(name)):
                found[name] = named(model, found[name], what)
        return found


def person_of(name, own) -> Person:
    """The person of this name and telephone, or a new one."""
    if phone := own.get("phone"):
        known = Person.objects.filter(name=name, phone_index=blind_index(phone)).first()
        if known is not None:
            return known
    return Person.objects.create(name=name, **own)


IMPORTERS = {"people": People}
