"""What the steps of a consultation ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.fields import Field
from huying.kernel.roster import Membership, Unit
from huying.stations.models import Station
from huying.ui.forms import Day, FilesField, ManyRows

from .. import words
from ..forms.base import OFFERED, Base, RowChoice, Text, long, offer, pick
from ..forms.triage import moment
from .flow import FLOW
from .models import KINDS


class Plan(Base):
    autosave = True
    topic = forms.CharField(label=_("议题"), max_length=120)
    kind = pick(KINDS, _("形式"), initial="meeting")
    meets_at = moment(_("时间"), required=False, help_text=_("只在线上讨论的议事群可以不填。"))
    place = forms.CharField(label=_("地点"), required=False, max_length=120)
    station = RowChoice(Station, _("联络站"), required=False)
    text = long(_("议题说明"), required=False, rows=3)
    field = RowChoice(Field, _("领域"), required=False)
    deputies = ManyRows(Membership.everywhere.none(), label=_("邀请的代表"), required=False)
    units = ManyRows(Unit.everywhere.none(), label=_("邀请的单位"), required=False)
    people = forms.CharField(label=_("邀请的其他人"), required=False, max_length=400)
    is_open = forms.BooleanField(label=_("对公众开放：不用参加码就可以看和发言"), required=False)
    files = FilesField()  # type: ignore[assignment]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "deputies", OFFERED[Membership](self))
        offer(self, "units", OFFERED[Unit](self))
        if self.row is not None:
            for name in (
                "topic",
                "kind",
                "meets_at",
                "place",
                "text",
                "deputies",
                "units",
                "people",
                "is_open",
            ):
                self.initial.setdefault(name, getattr(self.row, name))
            self.initial.setdefault("station", self.row.station_id)
            self.initial.setdefault("field", self.row.field_id)


class Change(Plan):
    autosave = False


def _parts(form) -> None:
    """Minutes; of a talk on the threshing ground also what was told, heard, solved."""
    form.fields["held_on"] = forms.DateField(label=_("哪一天开的"), widget=Day)
    form.fields["attended"] = forms.IntegerField(
        label=_("到场人数"), required=False, min_value=0, max_value=99_999
    )
    form.fields["minutes"] = long(_("会议记录"), required=False, rows=6)
    form.fields["told"] = long(_("宣讲了什么政策"), required=False, rows=2)
    form.fields["heard"] = long(_("听到了什么意见"), required=False, rows=2)
    form.fields["solved"] = long(_("现场解决了什么矛盾、问题"), required=False, rows=2)


class Hold(Base):
    autosave = True
    files = FilesField(label=_("签到表、照片"))  # type: ignore[assignment]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _parts(self)
        self.order_fields(["held_on", "attended", "minutes", "told", "heard", "solved", "files"])

    def clean(self):
        data = super().clean() or {}
        if not self.errors and not any(
            data.get(name, "").strip() for name in ("minutes", "told", "heard", "solved")
        ):
            self.add_error("minutes", _("请写下会议记录。"))
        data["attended"] = data.get("attended") or 0
        return data


class Record(Plan, Hold):
    """Held already: the arrangement and the minutes at once."""

    FIRST = ("topic", "kind", "held_on", "place", "attended", "minutes", "told", "heard", "solved", "files")
    meets_at = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _parts(self)
        self.order_fields(self.FIRST)


class Conclude(Base):
    autosave = True
    conclusion = long(_("结论"), help_text=_("达成了什么共识，还有什么分歧。要落实的事项在下一步逐项写。"))
    files = FilesField()  # type: ignore[assignment]


class TakeDown(Base):
    reason = pick(words.TAKEN_DOWN, _("理由"), help_text=_("公开的撤下记录里只写这一条理由。"))
    text = long(_("内部说明"), required=False, rows=2)


class Filter(forms.Form):
    tray = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("形式"), required=False, choices=[("", _("全部形式")), *KINDS.items()])
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部状态")), *((k, _(v)) for k, v in FLOW.states.items())],
    )

    def apply(self, rows, member):
        for name in ("kind", "state"):
            if value := self.cleaned_data.get(name):
                rows = rows.filter(**{name: value})
        return rows


STEPS = {
    "plan": Plan, "record": Record, "change": Change, "hold": Hold, "conclude": Conclude, "cancel": Text, "take_down": TakeDown,
}  # fmt: skip
