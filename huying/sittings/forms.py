"""What the steps of a sitting ask."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.roster import Organ, Term

from . import kinds, naming, timeliness
from .agenda.kinds import FIRST
from .asking import (
    CHAIRS,
    DEPUTIES,
    FOLLOWING,
    ORGANS,
    SESSIONS,
    WHOLES,
    Asks,
    Clock,
    Day,
    Many,
    One,
    Reason,
    Remark,
    Source,
    figure,
    line,
    pick,
    prose,
)
from .boxes import Deputies
from .models import AgendaItem, Sitting
from .operations.attending import MOST
from .operations.holding import untouched

BLOCK = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})\s+(\d{1,2}:\d{2})\s*[-–—~到]\s*(\d{1,2}:\d{2})\s*(.*)$")


class ProgramField(forms.CharField):
    """Half-days of a longer sitting, one a line: 2026-02-03 09:00-11:30 开幕会."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value):
        text = super().clean(value)
        found = []
        for one in filter(None, (row.strip() for row in text.splitlines())):
            if not (match := BLOCK.match(one)):
                raise forms.ValidationError(_t("这一行看不懂：%(line)s") % {"line": one[:60]})
            day, start, end, what = match.groups()
            found.append({"day": day, "from": start.zfill(5), "to": end.zfill(5), "what": what})
        return found


def program_field():
    return ProgramField(
        label=_("日程"), required=False, max_length=6000,
        help_text=_("会期多于半天的，一行一场：2026-02-03 09:00-11:30 开幕会"),
    )  # fmt: skip


def spelled(program) -> str:
    """The program as the field reads it."""
    return "\n".join(f"{b['day']} {b['from']}-{b['to']} {b.get('what', '')}".strip() for b in program)


def _is_taken(kind: str, number: int, day, organ) -> bool:
    """Is there a sitting of this kind, body and number in the term that the day falls into?"""
    rows = Sitting.objects.filter(kind=kind, ordinal=number, organ=organ).exclude(state="cancelled")
    term = Term.objects.filter(starts_on__lte=day).order_by("-starts_on").first()
    return rows.filter(day__gte=term.starts_on).exists() if term else rows.exists()


class Plan(Asks):
    kind = forms.ChoiceField(label=_("会议类型"))
    title = line(_("会议名称"), 120)
    number = figure(_("第几次"), 1, 999, required=False)
    organ = One(ORGANS, _("由哪个机构举行"), required=False, empty_label=_("代表大会、联席会不选"))
    session = One(SESSIONS, _("属于哪次代表大会会议"), required=False, empty_label=_("不属于"))
    whole = One(WHOLES, _("是哪次会议的一部分"), required=False, empty_label=_("单独举行"))
    nature = pick(kinds.NATURES, _("性质"))
    day = forms.DateField(label=_("开始日期"), widget=Day())
    until = forms.DateField(
        label=_("结束日期"), widget=Day(), required=False, help_text=_("一天开完的不填。")
    )
    starts_at = forms.TimeField(label=_("开始时间"), widget=Clock(), initial="09:00")
    place = line(_("地点"), 120, required=False)
    chair = One(CHAIRS, _("主持人"), required=False)
    program = program_field()
    basis = line(_("召集依据"), required=False, help_text=_("例如第几次主任会议决定；临时召集的必须写明。"))
    signatures = figure(
        _("提议的代表人数"), 1, 3000, required=False, help_text=_("由代表提议临时召集的填写。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = kinds.of_level(scope.current().level)
        self.fields["kind"].choices = [(k.code, _t(k.label)) for k in found]
        self.fields["nature"].choices = [(k, _t(v)) for k, v in kinds.NATURES.items()]
        if "session" not in self.initial and "whole" not in self.initial:
            self._usual({k.code for k in found})

    def clean(self):
        data = super().clean() or {}
        kind, organ, day = kinds.KINDS.get(data.get("kind", "")), data.get("organ"), data.get("day")
        if kind and kind.body == "organ" and (organ is None or organ.kind not in kind.organs):
            names = {"kind": _t(kind.label), "organs": "、".join(str(Organ.KINDS[k]) for k in kind.organs)}
            self.add_error("organ", _t("“%(kind)s”由%(organs)s举行，请选择。") % names)
        if day and day < timezone.localdate():
            self.add_error("day", _t("日期已经过了。"))
        if kind and kind.code == "plenary" and data.get("session") is None and "session" not in self.errors:
            self.add_error(
                "session", _t("请选择这是哪一次代表大会会议；还没有登记的，先在“召开会议准备”登记。")
            )
        number = data.get("number")
        if kind and number and day and _is_taken(kind.code, number, day, organ):
            self.add_error("number", _t("本届已经有第 %(n)s 次这类会议。") % {"n": number})
        return data

    def _usual(self, known) -> None:
        """The kind that is planned most often, with the body that holds it."""
        usual = kinds.KINDS["standing" if "standing" in known else "township_presidium"]
        kind = kinds.KINDS.get(self.initial.setdefault("kind", usual.code), usual)
        rows = [o for o in self.fields["organ"].queryset if o.kind in kind.organs]
        if len(rows) == 1:
            self.initial.setdefault("organ", rows[0].pk)


class Change(Asks):
    title = line(_("会议名称"), 120)
    number = figure(_("第几次"), 1, 999, required=False)
    starts_at = forms.TimeField(label=_("开始时间"), widget=Clock())
    place = line(_("地点"), 120, required=False)
    chair = One(CHAIRS, _("主持人"), required=False)
    program = program_field()
    basis = line(_("召集依据"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, Sitting):
            for name in ("title", "starts_at", "place", "chair", "basis"):
                self.initial.setdefault(name, getattr(self.row, name))
            self.initial.setdefault("number", self.row.ordinal)
            self.initial.setdefault("program", spelled(self.row.program))


class SetAgenda(Asks):
    basis = line(_("由哪次会议确定"), required=False, help_text=_("例如第十二次主任会议，2026年11月20日。"))


BRING = _("请带出席证和会议材料，提前十五分钟签到；不能到会的，收到通知后请假并写明原因。")


class Notify(Asks):
    sometimes = ("late_reason",)
    bring = prose(
        _("请带什么、注意什么"), 2000, required=False, rows=3, initial=BRING, help_text=_("写在会议通知上。")
    )
    with_offices = forms.BooleanField(
        label=_("同时通知“一府一委两院”负责人列席"), required=False, initial=True
    )
    late_reason = line(_("通知晚于规定时间的理由"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, Sitting):
            due = timeliness.notice_of(self.row.rules, self.row.day, self.row.nature)
            if not due.late(timezone.localdate()):
                del self.fields["late_reason"]


class Postpone(Asks):
    day = forms.DateField(label=_("改到哪一天"), widget=Day())
    starts_at = forms.TimeField(label=_("开始时间"), widget=Clock(), required=False)
    until = forms.DateField(label=_("结束日期"), widget=Day(), required=False)
    place = line(_("地点"), 120, required=False)
    reason = line(_("原因"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, Sitting):
            self.initial.setdefault("day", self.row.day)
            self.initial.setdefault("starts_at", self.row.starts_at)


class CloseDoors(Asks):
    basis = line(_("依据"), help_text=_("例如主席团征求各代表团意见后的决定。"))


class Constitute(Asks):
    """The presidium as a pasted list, by ticks, or both; names are read among the deputies in office."""

    listed = prose(
        _("主席团名单"), 20_000, required=False, rows=6,
        help_text=_("粘贴姓名或者证号，一行一个，或者用顿号、空格隔开；同名的写证号。"),
    )  # fmt: skip
    presidium = Deputies(_("也可以按代表团勾选"), required=False)
    executive = prose(
        _("常务主席"), 4000, required=False, rows=2, help_text=_("写姓名或者证号，应在主席团名单里。")
    )
    secretary = One(DEPUTIES, _("秘书长"))

    def clean(self):
        data = super().clean() or {}
        ticked = list(data.get("presidium") or ())
        chosen = {m.pk: m for m in [*self._read("listed", data), *ticked]}
        if not chosen and "listed" not in self.errors and "presidium" not in self.errors:
            self.add_error("listed", _t("请粘贴主席团名单，或者在下面勾选。"))
        data["presidium"], data["executive"] = list(chosen.values()), self._read("executive", data)
        outside = [str(m) for m in data["executive"] if m.pk not in chosen]
        if outside and "listed" not in self.errors:  # one fault is told once
            self.add_error("executive", _t("不在主席团名单里：%(names)s") % {"names": "、".join(outside)})
        data.pop("listed", None)
        return data

    def _read(self, name, data) -> list:
        people = {m.pk: m for m in self.fields["presidium"].queryset}
        try:
            keys = naming.read(
                data.get(name) or "", [(m.pk, m.person.name, m.card or "") for m in people.values()]
            )
        except naming.Unread as reason:
            self.add_error(name, str(reason))
            return []
        return [people[key] for key in keys]


class Preside(Asks):
    chair = One(CHAIRS, _("主持人"))
    reason = line(_("说明"), required=False, help_text=_("例如主任委托副主任主持。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, Sitting):
            self.initial.setdefault("chair", self.row.chair)


def _untouched(form):
    return AgendaItem.objects.filter(pk__in=[one.pk for one in untouched(form.row)] if form.row else [])


class Close(Asks):
    """What was not reached: the ticked items go on to the next sitting, the others are noted as not taken up."""

    sometimes = ("carry", "following")
    carry = Many(
        Source(AgendaItem, lambda form: _untouched(form).order_by("place", "pk")), _("没有进行的议题，哪些转下次会议"),
        required=False, help_text=_("没有勾的记作“未进行”。"),
    )  # fmt: skip
    following = One(FOLLOWING, _("转到哪次会议"), required=False, empty_label=_("还没有排定，排定时自动列入"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not isinstance(self.row, Sitting):
            return
        left = list(self.fields["carry"].queryset)
        if not left:
            del self.fields["carry"], self.fields["following"]
            return
        self.initial.setdefault("carry", [one.pk for one in left if one.kind != FIRST])
        if first := self.fields["following"].queryset.first():
            self.initial.setdefault("following", first.pk)


class NumberSeats(Asks):
    rows = figure(_("几排"), 1, 200, initial=16)
    per_row = figure(_("每排几座"), 1, 200, initial=20)


class SignIn(Asks):
    code = line(_("签到码"), 20, help_text=_("会场屏幕上的八位数字，两分钟一换；扫屏幕上的二维码不用输入。"))


class TakeAttendance(Asks):
    """Cards, seats or names, one a line; who comes and who goes."""

    coming = prose(
        _("到会"),
        200_000,
        required=False,
        rows=8,
        help_text=_("证号、座位号或者姓名，一行一个；可以粘贴 CSV。"),
    )
    going = prose(_("离会"), 200_000, required=False, rows=3)

    def clean(self):
        from huying.kernel.process import Refused

        from . import attendance

        super().clean()
        data, at = self.cleaned_data, timezone.now()
        for name in ("coming", "going"):
            text = data.get(name) or ""
            try:
                data[name] = attendance.read_cards(self.row, text, at)[:MOST] if text.strip() else []
            except Refused as reason:
                self.add_error(name, str(reason))
        return data


class Filter(forms.Form):
    """The list's filters; they stand in the address."""

    kind = forms.ChoiceField(label=_("会议类型"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    year = forms.IntegerField(label=_("年份"), required=False, min_value=1950, max_value=2199)

    fields: dict[str, Any]  # choices are given per request

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        every = [("", _("全部"))]
        self.fields["kind"].choices = every + [
            (k.code, _t(k.label)) for k in kinds.of_level(scope.current().level)
        ]
        self.fields["state"].choices = every + [(k, _t(v)) for k, v in Sitting.FLOW.states.items()]

    def apply(self, rows, member):
        data = self.cleaned_data
        for name in ("kind", "state"):
            if data.get(name):
                rows = rows.filter(**{name: data[name]})
        return rows.filter(day__year=data["year"]) if data.get("year") else rows


STEPS = {
    "plan": Plan, "change": Change, "set_agenda": SetAgenda, "notify": Notify, "postpone": Postpone, "close_doors": CloseDoors,
    "cancel": Reason, "close": Close, "constitute": Constitute, "number_seats": NumberSeats, "sign_in": SignIn,
    "sign_out": Remark, "take_attendance": TakeAttendance, "fail": Remark, "suspend": Remark, "preside": Preside,
}  # fmt: skip
