"""Registering a voice and putting right what was registered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.fields import Field
from huying.kernel.roster import Area
from huying.stations.models import Station
from huying.ui.forms import Day, FilesField

from .. import words
from .base import Base, RowChoice, long, own_station, pick


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
        {k: v for k, v in words.CHANNELS.items() if k not in ("web", "import", "forward")},
        _("来源"),
        initial="station",
    )
    kind = pick(words.KINDS, _("类型"), initial="opinion", required=False)
    field = RowChoice(Field, _("领域"), required=False)
    place = forms.CharField(label=_("地点"), required=False, max_length=200)
    happened_on = forms.DateField(label=_("发生日期"), required=False, widget=Day)
    urgency = pick(words.URGENCIES, _("缓急"), initial="none")
    urgency_reason = forms.CharField(label=_("急在哪里"), required=False, max_length=200)
    is_anonymous = forms.BooleanField(label=_("群众要求匿名"), required=False)
    is_protected = forms.BooleanField(label=_("保护身份（只有正在办理的人能看到是谁）"), required=False)
    files = FilesField()  # type: ignore[assignment]

    FIRST = ("text", "author", "phone", "station", "place")  # what the minute needs; the rest is folded

    def clean_kind(self):
        return self.cleaned_data["kind"] or "opinion"

    def first(self):
        return [self[name] for name in self.FIRST]

    def rest(self):
        return [field for field in self.visible_fields() if field.name not in self.FIRST]

    def rest_has_errors(self) -> bool:
        return any(field.errors for field in self.rest())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].initial = own_station(self.member)
        if self.member is not None and self.member.role == "deputy":
            self.fields["channel"].initial = "deputy"


class Classify(Base):
    field = RowChoice(Field, _("领域"), required=False)
    area = RowChoice(Area, _("片区"), required=False)
    urgency = pick(words.URGENCIES, _("缓急"))
    urgency_reason = forms.CharField(label=_("急在哪里"), required=False, max_length=200)
    kind = pick(words.KINDS, _("类型"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("kind", self.row.kind)
            for name in ("field", "area", "urgency", "urgency_reason"):
                self.initial.setdefault(
                    name, getattr(self.row, f"{name}_id", None) or getattr(self.row, name)
                )


class Amend(Base):
    """Begins with what stands there."""

    title = forms.CharField(label=_("标题"), max_length=200)
    text = long(_("反映的内容"))
    place = forms.CharField(label=_("地点"), required=False, max_length=200)
    happened_on = forms.DateField(label=_("发生日期"), required=False, widget=Day)
    note = forms.CharField(label=_("为什么更正"), required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "text", "place", "happened_on"):
            self.initial.setdefault(name, getattr(self.row, name, None))


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


class Unmask(Base):
    text = forms.CharField(label=_("为什么要看"), max_length=200, help_text=_("会记入办理记录。"))


class RenewCode(Base):
    text = forms.CharField(
        label=_("怎样核实了本人"), max_length=200, help_text=_("例如当面核对证件、回拨登记的电话。")
    )
