"""What a unit's steps ask."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Unit
from huying.ui.forms import attachments

from ..asking import UNITS, Asks, Day, Many, One, Reason, Source, Urge, listed, pick, prose
from ..models import Contact, Suggestion
from ..operations.given import current_unit
from .parts import below


def _below(form):
    """The units among which an organ may split."""
    if form.row is None:
        return Unit.objects.none()
    return UNITS.rows(form).filter(pk__in=below(form.row.unit))


def _instead(form):
    """Who may get what is returned: below the same organ, or any unit at the first stage."""
    if form.row is None:
        return Unit.objects.none()
    rows = UNITS.rows(form).exclude(pk=form.row.unit_id)
    return rows.filter(pk__in=below(form.row.parent.unit)) if form.row.parent_id else rows


class AskReturn(Asks):
    reason = prose(_("退办理由"), help_text=_("写明为什么不属于本单位职责；同意以前仍由本单位负责。"))
    proposed = One(Source(Unit, _instead), _("建议改交的单位"), required=False)


class GrantReturn(Asks):
    unit = One(
        Source(Unit, _instead),
        _("改交哪个单位"),
        required=False,
        help_text=_("主办、分办单位退办的必须选择；第一次交办的日期一直保留。"),
    )
    reason = prose(_("意见"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("unit", self.row.proposed_id)
            self.fields["unit"].required = self.row.role != "co"


class LetGo(Asks):
    """A word where the unit was closed; of a secret none."""

    sometimes = ("note",)
    note = prose(_("说明"), required=False, rows=3, help_text=_("如：机构改革的文件和文号。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None and self.row.suggestion.secret:
            del self.fields["note"]


class HandOn(LetGo):
    """Who takes over the work of a unit that was closed: its successor where it has one, but a person decides."""

    field_order = ("unit", "note")
    unit = One(Source(Unit, _instead), _("改由哪个单位办理"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        after = current_unit(self.row.unit) if self.row is not None else None
        if after is not None and self.fields["unit"].queryset.filter(pk=after.pk).exists():
            self.initial.setdefault("unit", after.pk)


class Split(Asks):
    sometimes = ("mode",)
    mode = pick(Suggestion.MODES, _("办理方式"), initial="lead")
    lead = One(Source(Unit, _below), _("主办单位"), required=False)
    co = Many(Source(Unit, _below), _("协办单位"), required=False)
    separate = Many(Source(Unit, _below), _("分办单位"), required=False)
    note = prose(_("分办意见"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        role = self.row.role if self.row is not None else "lead"
        for name in {"co": ("mode", "lead", "separate"), "separate": ("mode", "lead", "co")}.get(role, ()):
            del self.fields[name]


class Unsplit(Asks):
    reason = prose(_("理由"), required=False, rows=3)


class OnPaper(Asks):
    """A step that asks for words; of a secret it asks for the number of the paper instead, and says why."""

    written: tuple[str, ...] = ()
    paper_number = forms.CharField(
        label=_("纸质件编号"),
        max_length=60,
        help_text=_("涉密建议：内容只写在纸质件上，不得录入文字，不得上传文件；平台只登记编号。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        secret = self.row is not None and self.row.suggestion.secret
        self.autosave = self.autosave and not secret
        for name in self.written if secret else ("paper_number",):
            del self.fields[name]


class LogContact(OnPaper):
    written = ("who", "summary", "files")
    sometimes = (*written, "paper_number")
    way = pick(Contact.WAYS, _("沟通方式"))
    held_on = forms.DateField(label=_("沟通日期"), required=False, widget=Day, help_text=_("不填为今天。"))
    who = forms.CharField(label=_("沟通对象"), max_length=120)
    summary = prose(
        _("沟通情况"),
        help_text=_("代表说了什么，本单位怎么回应。答复以前至少沟通一次（代表法第五十一条第二款）。"),
    )
    files = attachments()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None and not self.row.suggestion.hide_name and "who" in self.fields:
            self.initial.setdefault("who", str(self.row.suggestion.author or self.row.suggestion.author_text))


class SeePhone(Asks):
    text = prose(_("查看的理由"), rows=2, help_text=_("如：约代表到现场察看。查看的人和理由会记入办理记录。"))


class AskCall(Asks):
    wish = forms.CharField(
        label=_("想沟通的事和方便的时间"),
        max_length=300,
        required=False,
        help_text=_("可以不填；本单位的联系电话在名录里。"),
    )


class AnswerCall(Asks):
    answer = forms.CharField(
        label=_("回应"), max_length=300, required=False, help_text=_("如：周三下午去电；已转达代表。")
    )
    share_phone = forms.BooleanField(label=_("同意这个单位查看我的手机号"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role != "deputy":
            del self.fields["share_phone"]


class GiveOpinion(OnPaper):
    autosave = True
    written = ("text", "files")
    sometimes = (*written, "paper_number")
    text = prose(_("会办意见"), help_text=_("写明本单位能办什么、何时办、有什么困难。"))
    files = attachments()


class Promises(forms.CharField):
    """One promise a line, a day at its end where there is one: 年底前完成改造 2026-12-31."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value):
        made = []
        for line in super().clean(value).splitlines():
            what, _gap, day = line.strip().rpartition(" ")
            try:
                made.append({"what": what.strip(), "by": date.fromisoformat(day).isoformat()})
            except ValueError:
                made.append({"what": line.strip(), "by": ""})
        return [item for item in made if item["what"]]


class Reply(Asks):
    autosave = True
    text = prose(
        _("答复内容"),
        required=False,
        rows=12,
        help_text=_("先说办了什么、结果如何；办不到的说明依据和理由。"),
    )
    result_class = forms.ChoiceField(label=_("办理结果"))
    promised = Promises(
        label=_("承诺事项"),
        required=False,
        help_text=_("每行一项，末尾可写完成日期，如：年底前完成改造 2026-12-31"),
    )
    signer = forms.CharField(label=_("签发人"), max_length=40, help_text=_("单位负责人签发。"))
    may_publish = forms.BooleanField(label=_("已经审查，答复可以公开"), required=False, initial=True)
    paper_number = forms.CharField(label=_("纸质件编号"), max_length=60, required=False)
    files = attachments(label=_("签发件和附件"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result_class"].choices = [("", "—"), *listed("suggestion.result_classes")]
        if self.row is None:
            return
        self.initial.setdefault("signer", self.row.unit.head)
        if self.row.suggestion.secret:
            self.autosave = False
            self.fields["paper_number"].required = True
            for name in ("text", "files", "may_publish", "promised"):
                del self.fields[name]
        else:
            del self.fields["paper_number"]
            self.fields["text"].required = True


STEPS = {
    "ask_return": AskReturn, "grant_return": GrantReturn, "refuse_return": Reason, "split": Split, "unsplit": Unsplit,
    "hand_on": HandOn, "succeed": HandOn, "let_go": LetGo,
    "see_phone": SeePhone, "ask_call": AskCall, "answer_call": AnswerCall,
    "urge": Urge, "log_contact": LogContact, "give_opinion": GiveOpinion, "send_back_opinion": Reason, "reply": Reply,
}  # fmt: skip
