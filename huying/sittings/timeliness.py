"""Is the notice in time, do the meetings come often enough: the rules of R-STR-15, 17, 20, 24, 25, 32 read against rows."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.clocks import rules
from huying.rules import meetings, registry
from huying.ui import rule_words

from .models import Sitting

FREE = ("urgent", "extraordinary")  # 临时召集的可以临时通知


@dataclass(frozen=True)
class Notice:
    """`latest` is the last day in time; None where the profile sets no term for this kind, or it is called on the spot."""

    latest: date | None
    term: str
    source: str
    rule: str

    def late(self, today: date) -> bool:
        return self.latest is not None and today > self.latest


def notice_of(kind, day: date, nature: str = "regular") -> Notice:
    """By when the notice of a sitting on that day is due."""
    if not kind.notice_key:
        return Notice(None, "", "", "")
    setting = rules()[0].setting(kind.notice_key)
    source = rule_words.cited(setting.law, setting.article)
    if setting.value is None or nature in FREE:
        return Notice(None, "", source, kind.notice_rule)
    latest = meetings.latest_notice(day, setting.value)
    return Notice(latest, rule_words.term(setting.value), source, kind.notice_rule)


@dataclass(frozen=True)
class Finding:
    """One check of the meetings against a rule. tone: ok | warn | late."""

    tone: str
    text: str
    rule: str
    source: str


def findings(today: date) -> list[Finding]:
    """Frequency of plenary, standing committee and township presidium, and late notices, in the year of `today`."""
    level = scope.current().level
    rows = list(Sitting.objects.filter(quorate=True).values_list("kind", "day"))
    held = {
        kind: [day for k, day in rows if k == kind] for kind in ("plenary", "standing", "township_presidium")
    }
    found = [_sessions(held["plenary"], level, today)]
    if level == "township":
        found += _gaps(held["township_presidium"], "sittings.township_presidium_gap_months", today, "warn")
    else:
        found += _gaps(held["standing"], "sittings.committee_gap_months", today, "warn")
        found.append(_per_year(held["standing"], today))
    return found + _late(today)


def _sessions(days, level, today) -> Finding:
    rule, number = registry.rule("R-STR-15"), sum(d.year == today.year for d in days)
    source = rule_words.cited(rule.law, rule.article)
    words = {"year": today.year, "n": number}
    if number == 0:
        tone = "late" if today.month == 12 and today.day == 31 else "warn"
        return Finding(tone, _("%(year)s 年还没有举行代表大会会议；每年至少一次。") % words, rule.id, source)
    if level == "township" and number == 1:
        return Finding(
            "warn", _("%(year)s 年已举行代表大会会议 1 次；乡级一般举行两次。") % words, rule.id, source
        )
    return Finding("ok", _("%(year)s 年已举行代表大会会议 %(n)s 次。") % words, rule.id, source)


def _gaps(days, key, today, tone) -> list[Finding]:
    setting = rules()[0].setting(key)
    source = rule_words.cited(setting.law, setting.article)
    wide = meetings.gaps([d for d in days if d.year >= today.year - 1], setting.value, today)
    if not wide:
        text = _("最近两年相邻两次会议都不超过 %(n)s 个月。") % {"n": setting.value}
        return [Finding("ok", text, setting.rule, source)] if days else []
    return [
        Finding(tone, _gap_words(gap, setting.value), setting.rule, source) for gap in wide
    ]  # fmt: skip


def _gap_words(gap, months) -> str:
    words = {"a": gap.after.isoformat(), "b": gap.next.isoformat() if gap.next else "", "n": months}
    if gap.next:
        return _("%(a)s 到 %(b)s 相隔超过 %(n)s 个月。") % words
    return _("%(a)s 以后已经超过 %(n)s 个月没有举行会议。") % words


def _per_year(days, today) -> Finding:
    setting = rules()[0].setting("sittings.committee_per_year")
    source = rule_words.cited(setting.law, setting.article)
    short = meetings.missing_in_year(days, today.year, setting.value)
    words = {"year": today.year, "n": setting.value - short, "least": setting.value, "short": short}
    if not short:
        return Finding("ok", _("%(year)s 年常委会会议已不少于 %(least)s 次。") % words, setting.rule, source)
    ended = today.month == 12 and today.day == 31
    text = _("%(year)s 年常委会会议已举行 %(n)s 次，离全年 %(least)s 次还差 %(short)s 次。") % words
    return Finding("late" if ended else "warn", text, setting.rule, source)


def _late(today) -> list[Finding]:
    rows = Sitting.objects.filter(day__year=today.year).exclude(late_reason="").order_by("-day")[:20]
    found = []
    for row in rows:
        due = notice_of(row.rules, row.day)
        words = {"title": row.title, "reason": row.late_reason}
        found.append(
            Finding("warn", _("%(title)s的通知晚于规定时间，理由：%(reason)s") % words, due.rule, due.source)
        )
    return found
