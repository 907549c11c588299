"""Who is who: congresses, organs, areas, units, people, memberships, terms and sessions."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .accounts.manager import Accounts
from .crypto import EncryptedField, blind_index
from .roles import ROLES
from .scope import Owned


class Congress(models.Model):
    """One people's congress with all its rows; the tenant. `code` stands in every URL."""

    LEVELS = {
        "province": _("省级"),
        "city": _("设区的市"),
        "prefecture": _("自治州"),
        "county": _("县级"),
        "township": _("乡级"),
    }
    code = models.SlugField(max_length=24, unique=True)
    name = models.CharField(max_length=80, unique=True)
    short = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=12, choices=LEVELS)
    kind = models.CharField(max_length=24, blank=True, help_text=_("如 自治区、直辖市、自治县、区"))
    division = models.CharField(max_length=9, blank=True, help_text=_("行政区划代码"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    host = models.CharField(max_length=120, blank=True, db_index=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    profile = models.CharField(max_length=40, default="national")
    overrides = models.JSONField(
        default=dict, blank=True, help_text=_("本级规定：期限键 → 值、法规、条款、日期")
    )
    switches = models.JSONField(default=dict, blank=True, help_text=_("本级设置"))
    rules_version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=8, default="sha256", choices=[("sha256", "SHA-256"), ("sm3", "SM3")])
    is_active = models.BooleanField(default=True)

    def __str__(self):
        return self.name


class Organ(Owned):
    """An organ of the congress or a group of its deputies."""

    KINDS = {
        "standing_committee": _("常务委员会"),
        "chairpersons": _("主任会议"),
        "party_group": _("党组"),
        "special_committee": _("专门委员会"),
        "working_committee": _("工作委员会"),
        "office": _("办公室"),
        "presidium": _("主席团"),
        "delegation": _("代表团"),
        "deputy_group": _("代表小组"),
        "professional_group": _("专业小组"),
    }
    kind = models.CharField(max_length=24, choices=KINDS)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    size = models.PositiveIntegerField(null=True, blank=True, help_text=_("组成人员名额"))
    is_active = models.BooleanField(default=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "name"], name="organ_name")]

    def __str__(self):
        return self.name


class Area(Owned):
    """A town, street, village or community inside the congress's territory."""

    KINDS = {"town": _("乡镇"), "street": _("街道"), "village": _("村"), "community": _("社区")}
    kind = models.CharField(max_length=12, choices=KINDS)
    name = models.CharField(max_length=80)
    division = models.CharField(max_length=12, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "parent", "name"], name="area_name")]

    def __str__(self):
        return self.name


class District(Owned):
    """An electoral district (选区)."""

    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "number"], name="district_number")]

    def __str__(self):
        return f"{self.number} {self.name}"


class Unit(Owned):
    """Whoever handles suggestions: a department, a court, a company; `parent` is the organ that splits to it."""

    KINDS = {
        "government": _("人民政府（办公室）"),
        "department": _("政府工作部门"),
        "supervisory": _("监察委员会"),
        "court": _("人民法院"),
        "procuratorate": _("人民检察院"),
        "town": _("乡镇人民政府、街道办事处"),
        "organisation": _("其他机关和组织"),
    }
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=16, choices=KINDS, default="department")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    head = models.CharField(max_length=40, blank=True)
    contact = models.CharField(max_length=40, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    duties = models.TextField(blank=True, help_text=_("职责清单"))
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "name"], name="unit_name")]

    def __str__(self):
        return self.name


class Person(models.Model):
    """A human being, once, whatever offices they hold; seen by a congress only through a membership there."""

    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=120, blank=True, db_index=True)
    gender = models.CharField(max_length=1, blank=True, choices=[("f", _("女")), ("m", _("男"))])
    nation = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    phone = EncryptedField(blank=True)
    phone_index = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    id_card = EncryptedField(blank=True)
    id_card_index = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    expertise = models.JSONField(default=list, blank=True, help_text=_("专长标签"))
    is_expert = models.BooleanField(default=False)

    def save(self, *args, **kwargs):
        self.phone_index = blind_index(self.phone)
        self.id_card_index = blind_index(self.id_card)
        if not self.pinyin:
            from pypinyin import lazy_pinyin

            self.pinyin = "".join(lazy_pinyin(self.name))[:120]
        super().save(*args, **kwargs)

    def __str__(self):
        return self.name


class Account(AbstractBaseUser):
    """How a person signs in. It grants nothing: memberships do."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=False)
    epoch = models.PositiveIntegerField(default=0)  # raised to end every session of this account
    date_joined = models.DateTimeField(null=True, blank=True)
    objects = Accounts()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    def __str__(self):
        return self.username

    def _get_session_auth_hash(self, secret=None):
        return salted_hmac(
            "huying.session", f"{self.password}:{self.epoch}", secret=secret, algorithm="sha256"
        ).hexdigest()


class Membership(Owned):
    """A person in one role of one congress: who acts. `unit` narrows handlers, `area` keepers, `organ` delegations."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="memberships")
    role = models.CharField(max_length=12, choices=ROLES)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="members")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="members")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="members")
    title = models.CharField(max_length=60, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    standing_in_for: tuple["Membership", ...] = ()  # hats of the absent, put on by the doors for one request

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "role"], name="membership_role"),
            models.Index(fields=["congress", "unit"], name="membership_unit"),
        ]

    def __str__(self):
        return self.person.name if self.person_id else self.role_label

    @property
    def role_label(self):
        return gettext(ROLES[self.role])


class OrganMember(Owned):
    """Who sits in an organ: the standing committee, the council of chairpersons, a special committee, a presidium.

    `member` is any of the person's memberships here, mostly the deputy's. A delegation's members are its deputies
    (Membership.organ); entries here only name its head. Kept through the register (R-STR-13, R-STR-26, R-STR-27).
    """

    POSTS = {
        "chair": _("主任（主席、团长）"),
        "vice": _("副主任（副主席、副团长）"),
        "secretary": _("秘书长"),
        "member": _("委员（成员）"),
    }
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="posts")
    post = models.CharField(max_length=10, choices=POSTS, default="member")
    number = models.PositiveSmallIntegerField(default=0, help_text=_("排列次序"))
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "member"], condition=models.Q(is_active=True), name="organ_member_once"
            )
        ]

    def __str__(self):
        return f"{self.member} · {self.organ}"


class Cover(Owned):
    """Dated stand-in: while it runs, `stand_in` may do what `absent` may, under their own name."""

    absent = models.ForeignKey(Membership, models.PROTECT, related_name="covered_by")
    stand_in = models.ForeignKey(Membership, models.PROTECT, related_name="covers")
    since = models.DateField()
    until = models.DateField()


class Term(Owned):
    """届: from the first session of this congress to the first session of the next (R-STR-02)."""

    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True, help_text=_("代表名额"))
    extra_five_percent = models.BooleanField(default=False, help_text=_("另加百分之五"))
    committee_size = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "number"], name="term_number")]


class Session(Owned):
    """次: one session of a term; suggestions take their official number from it."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "term", "number"], name="session_number")]

    def __str__(self):
        return self.name
