"""What writing and signing ask: the words of a suggestion, invitations, signatures on paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.ui.forms import attachments

from .asking import DELEGATIONS, DEPUTIES, FIELDS, UNITS, Asks, Many, One, Source, prose
from .models import Suggestion
from .operations.given import current_unit


class Words(Asks):
    """The suggestion itself: one matter, facts and advice (代表法 第二十四条)."""

    autosave = True
    title = forms.CharField(
        label=_("标题"), max_length=200, required=False, help_text=_("一事一议，写明要解决的一件事。")
    )
    text = prose(
        _("情况和问题"),
        required=False,
        rows=12,
        help_text=_("写明时间、地点、事实；不写个人隐私。涉密的请改用“登记涉密建议”。"),
    )
    advice = prose(_("具体建议"), required=False, rows=6, help_text=_("希望怎样解决，由谁解决。"))
    field = One(FIELDS, _("领域"), required=False)
    wished_unit = One(UNITS, _("希望的承办单位"), required=False, help_text=_("供交办时参考。"))
    wished = forms.CharField(label=_("名录里没有的单位"), max_length=120, required=False)
    contact_by = forms.ChoiceField(
        label=_("希望的沟通方式"), choices=list(Suggestion.CONTACTS.items()), required=False
    )
    delegation = One(DELEGATIONS, _("以代表团名义"), required=False)
    hide_name = forms.BooleanField(
        label=_("对承办单位和公众隐去姓名"), required=False, help_text=_("沟通由人大机关转达。")
    )
    share_phone = forms.BooleanField(
        label=_("承办单位可以查看我的手机号"),
        required=False,
        help_text=_("不选的，承办单位通过人大机关联系您；每次查看都记入办理记录。"),
    )
    files = attachments()


class Draft(Words):
    sometimes = ("author",)
    author = One(DEPUTIES, _("领衔代表"), help_text=_("代录纸质建议，请上传扫描件。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        _only_for_clerks(self)


class RegisterSecret(Asks):
    sometimes = ("author",)
    paper_number = forms.CharField(label=_("纸质件编号"), max_length=60)
    paper_place = forms.CharField(
        label=_("纸质件存放处"), max_length=120, help_text=_("不要写任何内容或者能看出内容的标题。")
    )
    field = One(FIELDS, _("领域"), required=False)
    wished_unit = One(UNITS, _("希望的承办单位"), required=False)
    author = One(DEPUTIES, _("领衔代表"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _only_for_clerks(self)


def _only_for_clerks(form):
    """A deputy writes in their own name; a clerk says for whom."""
    if form.member is not None and form.member.role == "deputy":
        del form.fields["author"]


class Edit(Words):
    sometimes = ("paper_number", "paper_place")
    paper_number = forms.CharField(label=_("纸质件编号"), max_length=60)
    paper_place = forms.CharField(label=_("纸质件存放处"), max_length=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        secret = self.row is not None and self.row.secret
        for name in ("title", "text", "advice", "files") if secret else ("paper_number", "paper_place"):
            del self.fields[name]
        if not secret:
            self.fields["title"].required = True
        if self.row is None:
            return
        for name in (
            "title",
            "text",
            "advice",
            "wished",
            "contact_by",
            "hide_name",
            "share_phone",
            "paper_number",
            "paper_place",
        ):
            self.initial.setdefault(name, getattr(self.row, name))
        for name in ("field", "delegation"):
            self.initial.setdefault(name, getattr(self.row, f"{name}_id"))
        now = current_unit(self.row.wished_unit)  # a unit that no longer exists: its successor is offered
        self.initial.setdefault("wished_unit", now.pk if now else None)


def _cosigners(*answers):
    def rows(form):
        members = Membership.objects.filter(role="deputy").select_related("person")
        return (
            members.filter(pk__in=form.row.cosigns.filter(answer__in=answers).values("deputy"))
            if form.row
            else members.none()
        )

    return Source(Membership, rows)


def _others(form):
    rows = DEPUTIES.rows(form)
    return rows.exclude(pk=form.row.author_id) if form.row is not None else rows


class Invite(Asks):
    deputies = Many(
        Source(Membership, _others), _("邀请哪些代表联名"), help_text=_("每位代表自己确认以后才算联名。")
    )


class Uninvite(Asks):
    deputy = One(_cosigners("invited", "confirmed"), _("代表"))


class Sign(Asks):
    """A deputy only says yes; a clerk says for whom, with the signed paper."""

    sometimes = ("deputy",)
    answers = ("invited",)
    deputy = One(_cosigners("invited"), _("联名代表"))
    files = attachments(label=_("签名件扫描"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is None or self.member.role == "deputy":
            del self.fields["deputy"], self.fields["files"]


class Decline(Sign):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("files", None)


class AgreeWithdrawal(Sign):
    deputy = One(_cosigners("confirmed"), _("联名代表"))
