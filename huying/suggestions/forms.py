"""What the steps of a suggestion ask; page and API clean the same forms."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.fields import Field
from huying.ui.forms import attachments
from huying.ui.sifting import Ready

from . import choosing, numbers, withdrawn
from .asking import (
    DELEGATIONS,
    FIELDS,
    UNITS,
    Asks,
    Day,
    Many,
    Note,
    One,
    Reason,
    Source,
    Urge,
    listed,
    pick,
    prose,
)  # fmt: skip
from .models import Rating, Suggestion
from .operations.given import current_unit
from .queries import author_name, visible_to
from .writing import AgreeWithdrawal, Decline, Draft, Edit, Invite, RegisterSecret, Sign, Uninvite

CHECKED = ("submitted", "accepted", "assigned")


class Withdraw(Asks):
    reason = prose(_("理由"), required=False, rows=3)
    files = attachments(label=_("书面撤回申请"))


class Accept(Asks):
    field = One(FIELDS, _("领域"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("field", self.row.field_id)


class TreatAsLetter(Asks):
    ground = forms.ChoiceField(
        label=_("属于哪一种情形"), help_text=_("本级规定列明的不应当作为建议提出的情形。")
    )
    reason = prose(_("说明"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [("", "—"), *listed("suggestion.inadmissible")]


def _mergeable(form):
    rows = visible_to(form.member).filter(state__in=CHECKED) if form.member else Suggestion.objects.none()
    return rows.exclude(pk=form.row.pk) if form.row is not None else rows


class Numbered(One):
    """Two suggestions may have one title: the number tells them apart."""

    def label_from_instance(self, row):
        return f"{numbers.shown(row) or author_name(row)} {row}"


class Merge(Asks):
    into = Numbered(
        Source(Suggestion, _mergeable), _("并入哪一件"), help_text=_("两位代表都会得到通知和答复。")
    )
    reason = prose(_("理由"), required=False, rows=3)


class Assign(Asks):
    mode = pick(Suggestion.MODES, _("办理方式"), initial="lead")
    lead = One(UNITS, _("主办单位"), required=False, help_text=_("有且只有一个，对答复负责。"))
    co = Many(UNITS, _("协办单位"), required=False, help_text=_("向主办单位提出会办意见。"))
    separate = Many(
        UNITS, _("分办单位"), required=False, help_text=_("各自答复代表；选“分别办理”时填写，至少两个。")
    )
    assigned_on = forms.DateField(
        label=_("交办日期"), required=False, widget=Day, help_text=_("不填为今天；三个月从这一天起算。")
    )
    meeting = forms.CharField(
        label=_("交办会"), max_length=80, required=False, help_text=_("在会上集中交办的，写会议名称。")
    )
    note = prose(_("交办意见"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None and (unit := current_unit(self.row.wished_unit)):
            self.initial.setdefault("lead", unit.pk)

    def clean(self):
        super().clean()
        data = self.cleaned_data
        wished = self.initial.get("lead")
        if data.get("mode") == "separate" and data.get("lead") and data["lead"].pk == wished:
            data["lead"] = None  # filled in by the page, not chosen; the page hides it in this mode
        return data


class AddUnit(Asks):
    unit = One(UNITS, _("承办单位"))
    note = prose(_("说明"), required=False, rows=3)


class Coordinate(Asks):
    note = prose(
        _("协调意见"), rows=4, help_text=_("写明由哪个单位主办、其他单位做什么、为什么；有关单位都会看到。")
    )


class HearProgress(Asks):
    held_on = forms.DateField(label=_("听取日期"), required=False, widget=Day)
    summary = prose(_("听取情况"), help_text=_("各承办单位的进展、代表的意见、提出的要求。"))


class Rate(Asks):
    """Sealed: satisfied and basically satisfied are not shown to the unit before the window ends."""

    attitude = pick(Rating.LEVELS, _("办理态度"), widget=forms.RadioSelect)
    result = pick(Rating.LEVELS, _("办理结果"), widget=forms.RadioSelect)
    reason = prose(
        _("不满意的理由"), required=False, rows=4, help_text=_("有一项不满意的必须写；将据此重新办理。")
    )
    reason_to_unit = forms.BooleanField(label=_("理由可以告诉承办单位"), required=False, initial=True)
    files = attachments(label=_("评价表扫描"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is None or self.member.role == "deputy":
            del self.fields["files"]

    def clean(self):
        data = super().clean()
        if "no" in (data.get("attitude"), data.get("result")) and not data.get("reason", "").strip():
            self.add_error("reason", _("请写明不满意的理由。"))
        return data


class Meet(Asks):
    held_on = forms.DateField(label=_("会商日期"), required=False, widget=Day)
    attendees = forms.CharField(
        label=_("参加人员"), max_length=300, help_text=_("代表、承办单位负责人、人大机关。")
    )
    conclusion = prose(_("会商情况"))
    files = attachments()


class CloseDisagreed(Asks):
    statement = prose(_("双方的不同意见"), help_text=_("如实写明代表要求什么、承办单位为什么办不到。"))


class DelegationEvaluate(Asks):
    delegation = One(DELEGATIONS, _("代表团"))
    held_on = forms.DateField(label=_("评议日期"), required=False, widget=Day)
    level = pick({"": _("请选择"), **Rating.LEVELS}, _("评议结果"))
    text = prose(_("评议意见"), required=False, rows=4, help_text=_("不满意的必须写明。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None and (own := self.row.own_delegation()):
            self.fields["delegation"].initial = own

    def clean(self):
        """Everything that is wrong at once."""
        data = super().clean()
        if data.get("level") == "no" and not data.get("text", "").strip():
            self.add_error("text", _("请写明评议意见。"))
        if (day := data.get("held_on")) and day > timezone.localdate():
            self.add_error("held_on", _("评议日期不能晚于今天。"))
        return data


class Unpublish(Asks):
    kind = forms.ChoiceField(
        label=_("原因"),
        choices=[("", _("请选择")), *withdrawn.KINDS.items()],
        help_text=_("列入公开的撤下记录。"),
    )
    reason = prose(_("撤下理由（只在本系统内看得到）"), rows=3)


class Publish(Asks):
    secrecy_checked = forms.BooleanField(label=_("已经审查：不涉及国家秘密、商业秘密"))
    privacy_checked = forms.BooleanField(
        label=_("已经审查：不泄露个人隐私"), help_text=_("代表要求隐去姓名的，公开时自动隐去。")
    )


class Key(Asks):
    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        help_text=_("经济社会发展、群众切身利益、社会普遍关注（代表法第五十二条）。"),
    )


STEPS = {
    "draft": Draft, "register_secret": RegisterSecret, "edit": Edit, "invite": Invite,
    "uninvite": Uninvite, "confirm": Sign, "decline": Decline,
    "agree_withdrawal": AgreeWithdrawal, "withdraw": Withdraw, "accept": Accept, "advise_withdrawal": Reason,
    "send_back": Reason, "treat_as_letter": TreatAsLetter, "merge": Merge, "uncheck": Reason, "assign": Assign,
    "unassign": Reason, "add_unit": AddUnit, "urge": Urge, "coordinate": Coordinate, "hear_progress": HearProgress,
    "rate": Rate, "redo": Reason,
    "reopen": Reason,
    "meet": Meet, "reply_again": Note, "close_disagreed": CloseDisagreed, "delegation_evaluate": DelegationEvaluate,
    "publish": Publish, "unpublish": Unpublish, "mark_key": Key, "unmark_key": Reason,
}  # fmt: skip


class Filter(forms.Form):
    """The list's filters; they stay in the address."""

    state = forms.ChoiceField(label=_("状态"), required=False)
    field = choosing.Choice(_("领域"))
    unit = choosing.Choice(_("承办单位"))
    session = choosing.Choice(_("会议"))
    kind = forms.ChoiceField(
        label=_("提出时间"), required=False, choices=[("", _("全部")), *Suggestion.KINDS.items()]
    )
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = Ready(
            [
                ("", _t("全部")),
                *((k, _t(v)) for k, v in Suggestion.FLOW.states.items()),
            ]
        )
        self.fields["field"].choices = choosing.fields()
        self.fields["unit"].choices = choosing.units_ever()
        self.fields["session"].choices = choosing.sessions()

    def apply(self, rows, member):
        for name in ("state", "session", "kind"):
            if value := self.cleaned_data.get(name):
                rows = rows.filter(**{name: value})
        if unit := self.cleaned_data.get("unit"):
            rows = rows.filter(lead_unit=unit)
        if field := self.cleaned_data.get("field"):
            below = Field.objects.filter(parent=field).values_list("pk", flat=True)
            rows = rows.filter(field__in=[field, *below])
        return rows
