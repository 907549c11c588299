"""What the steps ask; both doors clean these forms."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huying.kernel.fields import Field
from huying.kernel.roster import Area, Membership, Unit
from huying.stations.models import Station
from huying.ui.forms import Day, FilesField, StepForm

from . import words
from .models import Voice, stations_of

LONGEST = 20_000
TOO_LONG = _("最多 %(limit_value)d 字，现在有 %(show_value)d 字。请写要点，其余作为附件上传。")


def long(label, *, required=True, help_text="", rows=5):
    """A field for prose: any length up to LONGEST, nothing cut silently."""
    return forms.CharField(
        label=label, required=required, max_length=LONGEST, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip


def pick(choices, label, **more):
    return forms.ChoiceField(label=label, choices=list(choices.items()), **more)


class RowChoice(forms.ModelChoiceField):
    """A choice among rows of the congress being served; asked for when the form is made."""

    def __init__(self, model, label, **more):
        super().__init__(model.everywhere.none(), label=label, **more)
        self.model = model


class Base(StepForm):
    """Fills the row choices inside the congress that is being served."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            model = getattr(field, "model", None)
            if model is not None:
                field.queryset = OFFERED[model](self)


def _units(form):
    return Unit.objects.filter(is_active=True).order_by("name")


def _stations(form):
    rows = Station.objects.filter(is_active=True).order_by("name")
    return rows.filter(pk__in=kept) if (kept := _kept(form)) else rows


def _kept(form):
    return stations_of(form.member) if form.member is not None and form.member.role == "keeper" else ()


OFFERED = {
    Unit: _units,
    Station: _stations,
    Field: lambda form: Field.objects.filter(is_active=True).select_related("parent").order_by("parent__order", "order", "pk"),
    Area: lambda form: Area.objects.order_by("name"),
    Membership: lambda form: Membership.objects.filter(role="deputy", is_active=True).select_related("person").order_by(
        "person__pinyin"
    ),
    Voice: lambda form: Voice.objects.filter(state__in=["heard", "consulting", "handed", "adopted", "merged"]),
}  # fmt: skip


class Hear(Base):
    """A visitor in under a minute: the text first, everything else may stay as it is."""

    autosave = True
    text = long(_("反映什么事"), help_text=_("照群众的原话记，写明在哪里、什么时候、希望怎么办。"))
    title = forms.CharField(
        label=_("标题"), required=False, max_length=200, help_text=_("不填则取第一句话。")
    )
    author = forms.CharField(label=_("姓名"), required=False, max_length=60)
    phone = forms.CharField(
        label=_("手机号"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    station = RowChoice(Station, _("联络站"), required=False)
    channel = pick(
        {k: v for k, v in words.CHANNELS.items() if k not in ("web", "import")}, _("来源"), initial="station"
    )
    field = RowChoice(Field, _("领域"), required=False)
    place = forms.CharField(label=_("地点"), required=False, max_length=200)
    happened_on = forms.DateField(label=_("发生日期"), required=False, widget=Day)
    urgency = pick(words.URGENCIES, _("缓急"), initial="none")
    urgency_reason = forms.CharField(label=_("急在哪里"), required=False, max_length=200)
    is_anonymous = forms.BooleanField(label=_("群众要求匿名"), required=False)
    is_protected = forms.BooleanField(label=_("保护身份（只有正在办理的人能看到是谁）"), required=False)
    files = FilesField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = _kept(self)
        if len(kept) == 1:
            self.fields["station"].initial = next(iter(kept))
        if self.member is not None and self.member.role == "deputy":
            self.fields["channel"].initial = "deputy"


class Classify(Base):
    field = RowChoice(Field, _("领域"), required=False)
    area = RowChoice(Area, _("片区"), required=False)
    urgency = pick(words.URGENCIES, _("缓急"))
    urgency_reason = forms.CharField(label=_("急在哪里"), required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in ("field", "area", "urgency", "urgency_reason"):
                self.initial.setdefault(
                    name, getattr(self.row, f"{name}_id", None) or getattr(self.row, name)
                )


class Text(Base):
    """A step that asks for one reason or explanation."""

    autosave = True
    text = long(_("说明"))


class Remark(Base):
    text = long(_("备注"), required=False, rows=3)


class Explain(Text):
    text = long(_("向群众解释说明"), help_text=_("写明依据的法律法规或者政策，用群众看得懂的话。"))


class Refer(Base):
    way = pick(words.WAY_NAMES, _("法定途径"), help_text=_("指引文字会一并告诉群众。"))
    text = long(_("补充说明"), required=False, rows=3)


class Settle(Base):
    text = long(_("怎样当场解决的"), help_text=_("这就是“已落实”的依据，请写实。"))
    files = FilesField()


class HandOver(Base):
    tier = pick(words.TIERS, _("层级"))
    unit = RowChoice(Unit, _("承办单位"))
    text = long(_("转交说明"), required=False, rows=3)


class Consult(Base):
    units = forms.ModelMultipleChoiceField(Unit.everywhere.none(), label=_("参加单位"), required=False)
    members = long(_("参加人员"), required=False, rows=2)
    place = forms.CharField(label=_("地点"), required=False, max_length=120)
    meets_at = forms.DateTimeField(
        label=_("时间"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    text = long(_("要研究的问题"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = _units(self)


class Conclude(Base):
    autosave = True
    conclusion = long(_("会诊结论"))
    tier = pick(words.TIERS, _("层级"), initial="county")
    unit = RowChoice(Unit, _("牵头单位"))
    due_on = forms.DateField(label=_("办理期限"), required=False, widget=Day)
    files = FilesField()


class Adopt(Base):
    """A deputy adopts for themselves; keeper and clerk name the deputy."""

    deputy = RowChoice(Membership, _("认领的代表"))
    text = long(_("备注"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role == "deputy":
            del self.fields["deputy"]


class Merge(Base):
    into = forms.CharField(
        label=_("并入哪一件"), max_length=32, help_text=_("填写编号；相似的民情列在分诊页上。")
    )
    text = long(_("备注"), required=False, rows=2)

    def clean_into(self):
        number = self.cleaned_data["into"].strip()
        rows = OFFERED[Voice](self).filter(Q(number=number) | Q(number=number.upper()))
        if (voice := rows.select_related("merged_into").first()) is None:
            raise forms.ValidationError(_("没有这个编号，或者那一件已经答复、不能再并入。"))
        return voice


class Decline(Base):
    reason = pick({k: v for k, v in words.DECLINES.items() if k != "unconfirmed"}, _("理由"))
    text = long(_("给群众的说明"), required=False, rows=3)


class Direct(Base):
    unit = RowChoice(Unit, _("承办单位"))
    tier = pick(words.TIERS, _("层级"), initial="county")
    text = long(_("说明"), required=False, rows=3)


class Result(Base):
    """An honest result: solved, planned for a day, or not possible for a reason."""

    autosave = True
    outcome = pick(words.RESULTS, _("办理结果"))
    text = long(_("办理情况"))
    planned_on = forms.DateField(
        label=_("哪一天办成"), required=False, widget=Day, help_text=_("列入计划的必填。")
    )
    reason = forms.CharField(
        label=_("为什么暂时办不了"),
        required=False,
        max_length=500,
        help_text=_("暂难办理的必填，会原样告诉群众。"),
    )
    files = FilesField()

    def clean(self):
        data = super().clean()
        if (
            data.get("outcome") == "planned"
            and not data.get("planned_on")
            and "planned_on" not in self.errors
        ):
            self.add_error("planned_on", _("列入计划的，请写明哪一天办成。"))
        if (
            data.get("outcome") == "cannot"
            and not data.get("reason", "").strip()
            and "reason" not in self.errors
        ):
            self.add_error("reason", _("暂时办不了的，请写明原因。"))
        return data


class Answer(Result):
    """Begins with what the unit reported: say it once."""

    text = long(_("答复群众的话"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        report = self.row.written("report").last() if self.row is not None and self.row.reported_on else None
        if report is not None:
            for name in ("outcome", "text", "planned_on", "reason"):
                self.initial.setdefault(name, getattr(report, name))


class Fulfil(Base):
    text = long(_("落实的依据"), help_text=_("例如验收单、照片、与群众核实的情况。没有落实的不能确认。"))
    files = FilesField()


class Rate(Base):
    rating = pick(words.RATINGS, _("评价"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("哪里不满意"), required=False, max_length=500, help_text=_("不满意的请写明原因。")
    )


class Reopen(Base):
    reason = long(_("为什么要重新办理"))


class RenewCode(Base):
    text = forms.CharField(
        label=_("怎样核实了本人"), max_length=200, help_text=_("例如当面核对证件、回拨登记的电话。")
    )


class Unmask(Base):
    text = forms.CharField(label=_("为什么要看"), max_length=200, help_text=_("会记入办理记录。"))


class Correct(Base):
    author = forms.CharField(label=_("姓名"), required=False, max_length=60, help_text=_("留空即删除。"))
    phone = forms.CharField(label=_("手机号"), required=False, max_length=40, help_text=_("留空即删除。"))
    is_anonymous = forms.BooleanField(label=_("匿名"), required=False)
    is_protected = forms.BooleanField(label=_("保护身份"), required=False)
    text = forms.CharField(label=_("谁提出、怎样核实"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("is_anonymous", "is_protected"):
            self.initial.setdefault(name, bool(self.row and getattr(self.row, name)))


class Filter(forms.Form):
    """The list's filters; they stand in the address."""

    tray = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("查找"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部状态")), *Voice.FLOW.states.items()]
    )
    urgency = forms.ChoiceField(
        label=_("缓急"), required=False, choices=[("", _("全部缓急")), *words.URGENCIES.items()]
    )
    field = forms.ChoiceField(label=_("领域"), required=False)
    station = forms.ChoiceField(label=_("联络站"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tops = Field.objects.filter(parent=None).values_list("pk", "name")
        self.fields["field"].choices = [("", _("全部领域")), *tops]
        self.fields["station"].choices = [
            ("", _("全部联络站")),
            *Station.objects.order_by("name").values_list("pk", "name"),
        ]

    def apply(self, rows, member):
        data = self.cleaned_data
        for name in ("state", "urgency", "station"):
            if data.get(name):
                rows = rows.filter(**{name: data[name]})
        if data.get("field"):
            rows = rows.filter(Q(field=data["field"]) | Q(field__parent=data["field"]))
        return rows


STEPS = {
    "hear": Hear, "classify": Classify, "explain": Explain, "refer": Refer, "settle": Settle, "hand_over": HandOver,
    "consult": Consult, "conclude": Conclude, "adopt": Adopt, "merge": Merge, "unmerge": Remark, "decline": Decline,
    "take_back": Text, "send_back": Text, "ask_office": Text, "direct": Direct, "report": Result, "answer": Answer,
    "fulfil": Fulfil, "close": Remark, "rate": Rate, "reopen": Reopen, "release": Text, "urge": Remark, "unmask": Unmask,
    "renew_code": RenewCode, "correct": Correct,
}  # fmt: skip
