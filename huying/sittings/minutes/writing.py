"""The minutes as the facts give them. Papers are Chinese whatever language the reader's pages are in."""

from typing import Any

from django.db.models import Q
from django.utils import timezone, translation

from huying.ballots import words as ballot_words
from huying.rules import registry
from huying.ui import rule_words
from huying.ui.papers.paper import numbered

from ..models import Deliberation, Motion, Resolution, Speech
from ..polling import NOTHING_DECIDED

WEEKDAYS = "一二三四五六日"


def write(sitting) -> str:
    """One paragraph a line; headings as 一、 and （一）. The same facts give the same text, byte for byte."""
    with translation.override("zh-hans"):
        parts = [*_head(sitting), "一、出席情况", *_attendance(sitting)]
        if items := list(sitting.agenda.exclude(state__in=("draft", "dropped")).order_by("place", "pk")):
            parts += [
                "二、会议议程",
                *[f"{numbered(n, 3)}{i.title}" for n, i in enumerate(items, 1)],
                "三、会议情况",
            ]
            facts = _facts(sitting)
            for n, item in enumerate(items, 1):
                parts += _item(item, n, facts)
    return "\n".join(parts)


def day_of(moment) -> str:
    """2026年11月26日（星期四）"""
    day = timezone.localtime(moment).date() if hasattr(moment, "hour") else moment
    return f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"


def clock_of(moment) -> str:
    return timezone.localtime(moment).strftime("%H:%M")


def _head(sitting) -> list[str]:
    if sitting.opened_at is None:
        held = f"{day_of(sitting.day)}，因出席人数不足法定人数，会议没有举行。"
        return [f"会议时间：{held}", f"会议地点：{sitting.place or '未登记'}"]
    end = f"至{_end(sitting)}" if sitting.closed_at else ""
    return [
        f"会议时间：{day_of(sitting.opened_at)}{clock_of(sitting.opened_at)}{end}",
        f"会议地点：{sitting.place or '未登记'}",
        f"会议主持：{sitting.chair or '未登记'}",
    ]


def _end(sitting) -> str:
    same = timezone.localdate(sitting.opened_at) == timezone.localdate(sitting.closed_at)
    return (
        clock_of(sitting.closed_at) if same else f"{day_of(sitting.closed_at)}{clock_of(sitting.closed_at)}"
    )


def _attendance(sitting) -> list[str]:
    rows = list(
        sitting.summons.exclude(state="released").select_related("member__person").order_by("place", "pk")
    )
    stays = sitting.presence.all()
    if sitting.opened_at:  # whoever left before it was opened was not at the sitting
        stays = stays.filter(Q(until=None) | Q(until__gt=sitting.opened_at))
    here = set(stays.values_list("summons", flat=True))
    members = [r for r in rows if r.votes]
    came = [r for r in members if r.pk in here]
    excused = [r for r in members if r.pk not in here and r.state == "excused"]
    absent = [r for r in members if r.pk not in here and r.state != "excused"]
    guests = [
        r for r in rows if not r.votes and (r.pk in here or (r.member_id is None and r.state == "coming"))
    ]
    observers = sitting.observers.filter(state="attended").count()
    base = sitting.base if sitting.base is not None else len(members)
    lines = [f"应到{base}人，到会{len(came)}人，请假{len(excused)}人，缺席{len(absent)}人。"]
    if sitting.present is not None:
        verdict = "符合法定人数" if sitting.quorate else "不足法定人数"
        lines.append(f"宣布开会时在场{sitting.present}人，{verdict}。")
    for label, group in (("出席", came), ("请假", excused), ("缺席", absent)):
        if group:
            lines.append(f"{label}：{'、'.join(r.called for r in group)}。")
    if guests:
        lines.append(f"列席：{'、'.join(_titled(r) for r in guests)}。")
    if observers:
        lines.append(f"旁听：公民{observers}人。")
    return lines


def _titled(row) -> str:
    return f"{row.called}（{row.post}）" if row.post else row.called


def _facts(sitting) -> dict:
    """Everything said and decided, by item; a handful of questions whatever the length of the sitting."""
    found: dict = {}
    told: dict[str, Any] = {
        "speeches": Speech.objects.filter(sitting=sitting, state__in=("spoken", "signed"))
        .select_related("speaker__person").prefetch_related("answers").order_by("place", "pk"),
        "motions": Motion.objects.filter(sitting=sitting).exclude(state="withdrawn").select_related("poll")
        .prefetch_related("amendments__poll", "amendments__mover__person").order_by("pk"),
        "resolutions": Resolution.objects.filter(sitting=sitting).order_by("pk"),
        "deliberations": Deliberation.objects.filter(sitting=sitting).exclude(state__in=("drafted", "dropped")).select_related(
            "unit").order_by("pk"),
    }  # fmt: skip
    for name, rows in told.items():
        for row in rows:
            found.setdefault(row.item_id, {}).setdefault(name, []).append(row)
    return found


def _item(item, n: int, facts) -> list[str]:
    told = facts.get(item.pk, {})
    lines = [f"{numbered(n, 2)}{item.title}"]
    if passed := [s["label"] for s in item.stages if s["ended"]]:
        lines.append(f"依次进行了：{'、'.join(passed)}。")
    if item.presenter and item.taken_up_at:
        lines.append(f"{item.presenter}作了报告（说明）。")
    for speech in told.get("speeches", ()):
        lines += _spoken(speech)
    for motion in told.get("motions", ()):
        amendments = [a for a in motion.amendments.all() if a.state in ("carried", "lost")]
        for amendment in amendments:
            end = "采纳" if amendment.state == "carried" else "没有采纳"
            lines.append(
                f"{amendment.mover}对《{motion.title}》第{amendment.paragraph}段提出修正案，会议{end}。"
            )
    if item.taken_up_at is None and item.state in ("adopted", "untaken") and not item.outcome_words:
        lines.append("这一项没有进行。")
    links = list(item.polls.select_related("poll").order_by("pk"))
    for link in links:
        lines += vote_lines(link.poll)
    for resolution in told.get("resolutions", ()):
        lines.append(f"会议通过了{resolution.title}（{resolution.number}）。")
    for opinion in told.get("deliberations", ()):
        lines.append(f"会议形成审议意见，交{opinion.unit}研究处理。")
    if item.outcome_words and not links:
        lines.append(f"结果：{item.outcome_words}。")
    return lines + _put_off(item)


def _put_off(item) -> list[str]:
    """What the sitting decided of an item that it did not end, and where the item went afterwards."""
    was_begun = item.taken_up_at is not None
    was_deferred = item.state == "deferred" or (item.state == "carried" and (was_begun or item.deferred_at))
    lines = [f"会议决定暂不审议。{item.reason}"] if was_deferred else []
    if item.state == "carried":
        after = item.successor()
        lines.append(
            f"这一项{'' if was_deferred else '没有进行，'}转{after.sitting if after else '下次会议'}。"
        )
    return lines


def _spoken(speech) -> list[str]:
    verb = {"question": "询问", "report": "报告", "comment": "评议", "oath": "表态"}.get(speech.way, "发言")
    post = f"（{speech.post}）" if speech.post else ""
    stand = "" if speech.stand == "none" else f"（{speech.get_stand_display()}）"
    said = _one_line(speech.summary or speech.text) or "（发言稿另附）"
    lines = [f"{speech.who}{post}{verb}{stand}：{said}"]
    return lines + [f"{a.who}答：{_one_line(a.text)}" for a in speech.answers.all()]


def _one_line(text: str) -> str:
    return "；".join(part.strip() for part in text.split("\n") if part.strip())


def vote_lines(poll) -> list[str]:
    """A declared vote with its figures, its rule and what came of it; of annulled ones that they do not count."""
    if poll.state == "annulled":
        return [f"表决“{poll.title}”（{poll.number}）作废，不计结果。"]
    if poll.state != "declared":
        return [f"“{poll.title}”（{poll.number}）没有宣布结果。"]
    way = "记名" if poll.secrecy == "open" else "无记名"
    figures = {line["key"]: line["number"] for line in poll.result.get("lines", ())}
    names = {"base": "应到", "present": "出席", "needed": "通过需要"}
    head = "，".join(f"{names[k]}{figures[k]}" for k in names if k in figures)
    lines = [
        f"会议以{way}方式表决“{poll.title}”（{poll.number}）：{head}{_bracketed(source(poll.way.get('rule', '')))}。"
    ]
    for o in poll.result.get("objects", ()):
        counts = "，".join(f"{_choice(k)}{v}" for k, v in o["counts"].items() if v or k != "unmarked")
        if (silent := (poll.present or 0) - (poll.turnout or 0)) > 0:
            counts += f"，未按表决器{silent}"
        end = ballot_words.OUTCOMES.get(o.get("outcome") or poll.outcome, "")
        lines.append(f"{o['label']}：{counts}。{end}。" if end else f"{o['label']}：{counts}。")
    if poll.outcome in NOTHING_DECIDED:
        lines.append(f"{ballot_words.OUTCOMES[poll.outcome]}。")
    return lines


def source(rule: str) -> str:
    """《地方组织法》第二十五条; "" for what no law says."""
    known = next((r for r in registry.all_rules() if r.id == rule and r.status in "NL"), None)
    return rule_words.cited(known.law, known.article) if known else ""


def _bracketed(words: str) -> str:
    return f"（{words}）" if words else ""


def _choice(key: str) -> str:
    return str(ballot_words.CHOICES.get(key, key))
