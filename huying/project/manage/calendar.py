"""Years of the working calendar: which are known, and the official notice of a new one."""

import re
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import recompute
from huying.kernel.clocks import CalendarNotice, rules
from huying.kernel.register import operations
from huying.kernel.register.models import Entry
from huying.rules.calendar import national, notice_doubts
from huying.ui import rule_words
from huying.ui.when import calendar_day

from . import notice_text, roster
from .gatekeeping import OFFICE, only
from .rules import crumbs

DAY = re.compile(r"(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})日?")
SPAN = re.compile(r"\s*(?:至|到|—|–|~|～)\s*")
SPLIT = re.compile(r"[、，,;；\s]+")


class DaysField(forms.CharField):
    """Days in Chinese or ISO, spans with 至: "1月1日至3日、2027-02-05". Cleans to a sorted list of dates of the form's year."""

    def __init__(self, **kwargs):
        super().__init__(**{"widget": forms.Textarea({"rows": 4}), "max_length": 3000, **kwargs})


def read_days(text: str, year: int) -> list[date]:
    """The days that a text names. ValueError in Chinese for what is no day."""
    found: set[date] = set()
    for part in SPLIT.split(SPAN.sub("至", text.strip())):
        if not part:
            continue
        part = re.sub(r"[（(].*?[)）]", "", part)
        ends = part.split("至")
        if len(ends) > 2:
            raise ValueError(_t("“%(part)s”看不明白；写法如 2月5日至11日。") % {"part": part})
        first = _day(ends[0], year, None, part)
        last = _day(ends[1], year, first, part) if len(ends) == 2 else first
        if not first <= last <= first + timedelta(days=31):
            raise ValueError(_t("“%(part)s”的起止日期不对。") % {"part": part})
        found.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return sorted(found)


def read_either(text: str, year: int, name: str) -> dict[str, list[date]]:
    """Sentences of the notice, which say themselves what is off and what is worked, or bare days of the field `name`."""
    if not notice_text.is_notice(text):
        return {name: read_days(text, year)}
    off, work = notice_text.read(text, year)
    return {"off": off, "work": work}


def _day(text: str, year: int, first: date | None, part: str) -> date:
    try:
        if match := DAY.fullmatch(text):
            return date(int(match[1] or (first or date(year, 1, 1)).year), int(match[2]), int(match[3]))
        if first is not None and (match := re.fullmatch(r"(\d{1,2})日?", text)):
            return first.replace(day=int(match[1]))
    except ValueError:
        raise ValueError(_t("“%(part)s”不是存在的日期。") % {"part": part}) from None
    raise ValueError(_t("“%(part)s”看不明白；写法如 2月5日至11日。") % {"part": part})


class Notice(forms.Form):
    """The State Council's notice for one year, typed in."""

    year = forms.IntegerField(label=_("年份"), min_value=2020, max_value=2100)
    off = DaysField(
        label=_("放假的日期"),
        help_text=_("可以整段贴上通知原文，也可以只写日期，如：1月1日至3日、2月5日至11日。"),
    )
    work = DaysField(
        label=_("调休上班的日期"),
        required=False,
        help_text=_("如：1月4日、2月14日；上面贴的原文里已经写明的不用再写。"),
    )
    source = forms.CharField(label=_("通知的名称和文号"), max_length=200)
    confirmed = forms.BooleanField(label=_("已对照通知核对，上面的提示不影响"), required=False)

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if "year" not in data:
            return data
        found: dict[str, set[date]] = {"off": set(), "work": set()}
        for name in ("off", "work"):
            try:
                for kind, days in read_either(data.get(name) or "", data["year"], name).items():
                    found[kind].update(days)
            except ValueError as reason:
                self.add_error(name, str(reason))
        if self.errors:
            return data
        data |= {name: sorted(days) for name, days in found.items()}
        try:
            national().with_notice(data["year"], data["off"], data["work"], data["source"])
        except ValueError as reason:
            self.add_error(None, str(reason))
            return data
        self.doubts = [rule_words.retold(d) for d in notice_doubts(data["year"], data["off"], data["work"])]
        if self.doubts and not data["confirmed"]:
            self.add_error("confirmed", _t("请先看下面的核对提示；确实如此的，勾选这里再提交。"))
        return data

    doubts: list[str] = []


def spelled(days: list[str]) -> str:
    """ISO days as short spans: 1月1日至3日、5月1日."""
    spans: list[list[date]] = []
    for day in sorted(date.fromisoformat(d) for d in days):
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(day)
        else:
            spans.append([day])
    return _t("、").join(_span(s[0], s[-1]) for s in spans)


def _span(a: date, b: date) -> str:
    first = calendar_day(a, with_year=False)
    if a == b:
        return first
    same = (a.year, a.month) == (b.year, b.month)
    last = date_format(b, _t("j日")) if same else calendar_day(b, with_year=False)
    return _t("%(first)s至%(last)s") % {"first": first, "last": last}


def years(congress) -> list[dict]:
    """Known years, newest first, with their notice and who entered it."""
    known = rules(congress)[1]
    own = {n.year: n for n in CalendarNotice.objects.filter(congress=congress).order_by("pk")}
    general = {n.year: n for n in CalendarNotice.objects.filter(congress=None).order_by("pk")}
    found = []
    for year in sorted(known.years, reverse=True)[:12]:
        notice = own.get(year) or general.get(year)
        off = notice.off if notice else [d.isoformat() for d in known.off if d.year == year]
        work = notice.work if notice else [d.isoformat() for d in known.work if d.year == year]
        entered = _t("本级录入") if year in own else _t("平台录入") if notice else _t("随软件提供")
        found.append(
            {
                "year": year,
                "source": known.source(year),
                "off": spelled(off),
                "work": spelled(work),
                "entered": entered,
            }
        )
    return found


@only(*OFFICE)
def index(request, code):
    """Known years; the administrator enters the notice of another."""
    may = request.member.role == "admin"
    posted = request.method == "POST"
    if posted and not may:
        from django.http import Http404

        raise Http404
    known, today = rules(request.congress)[1], timezone.localdate()
    missing = [y for y in (today.year, today.year + 1) if y not in known.years]
    form = Notice(
        request.POST if posted else None, initial={"year": missing[0] if missing else today.year + 1}
    )
    if posted and form.is_valid():
        found: dict = {}
        if (
            roster.attempt(request, form, lambda key: _enter(request, form.cleaned_data, key, found))
            is not None
        ):
            messages.success(request, entered(form.cleaned_data["year"], found.get("moved", 0)))
            return redirect("manage:calendar", code=code)
    context = {
        "title": _t("工作日历"), "years": years(request.congress), "missing": missing, "form": form if may else None,
        "stamp": roster.stamp(None), "crumbs": crumbs(code, _t("工作日历")),
    }  # fmt: skip
    return render(request, "manage/calendar.html", context, status=roster._status(form))


def entered(year: int, moved: int) -> str:
    """What became of it: nobody is told where no day has changed."""
    words = {"year": year, "n": moved}
    if not moved:
        return _t("已录入 %(year)s 年放假通知。没有到期的期限都核对过，日期没有变的，没有另行通知。") % words
    return _t("已录入 %(year)s 年放假通知，有 %(n)s 个期限换了日期，已通知有关人员。") % words


def _enter(request, data, key, found):
    """The notice narrows to this congress; open clocks get their day, and people are told."""
    now, congress = timezone.now(), request.congress
    iso = {name: [d.isoformat() for d in data[name]] for name in ("off", "work")}
    with transaction.atomic():
        held = CalendarNotice.objects.filter(congress=congress, year=data["year"]).first()
        if held is None:
            row = CalendarNotice(year=data["year"], source=data["source"], congress=congress, **iso)
            entry = operations.enter(by=request.member, at=now, row=row, reason=data["source"], key=key)
        else:
            entry = operations.entry_of(held, by=request.member, at=now)
            values = {**iso, "source": data["source"]}
            operations.rule(entry, by=request.member, at=now, values=values, source=data["source"], key=key)
        recompute.raise_version(congress)
        found.update(recompute.congress(congress, at=now))
    return Entry.objects.get(pk=entry.pk)
