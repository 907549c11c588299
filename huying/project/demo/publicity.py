"""The public side of the demo: columns with articles, correspondents, lectures to come, remarks on the congress and answers."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from huying.kernel import process
from huying.portal import operations as articles
from huying.portal.columns import operations as columns
from huying.portal.columns.models import Column
from huying.portal.correspondents import operations as correspondents
from huying.portal.lectures import operations as lectures
from huying.portal.models import Tally
from huying.portal.remarks import operations as remarks
from huying.suggestions import queries as suggestions

from . import days

TEXTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def add(ground, now: datetime) -> None:
    """Everything at its own day; the newest articles were read most."""
    first, second = ground.clerks[0], ground.clerks[1] if len(ground.clerks) > 1 else ground.clerks[0]
    checker = second if second != first else next(m for m in ground.cast.values() if m.role == "leader")
    with process.together():
        columns.plant(by=first, at=now - timedelta(days=60))
    kinds = {c.kind: c for c in Column.objects.all()}
    told = list(suggestions.published().filter(is_solved=True)[:3])
    with process.together():
        for n, told_of in enumerate(TEXTS["articles"]):
            kind, ago, title = told_of["kind"], told_of["ago"], told_of["title"]
            at = _morning(now - timedelta(days=ago))
            cases = [told[n % len(told)].number] if kind == "echo" and told else []
            if cases:  # the heading names the matter that the text tells
                about = told[n % len(told)].title.removeprefix("关于").removesuffix("的建议")
                title = f"有了结果：{about}"
            body = told_of["text"] or _echo(told[n % len(told)] if told else None)
            byline = "县人大常委会办公室" if kind == "notices" else ""
            row = articles.draft(by=first, at=at, title=title, text=body, column=kinds[kind], cases=cases, byline=byline,
                                 is_pinned=told_of["pinned"])  # fmt: skip
            articles.submit(row, by=first, at=at)
            articles.approve(row, by=checker, at=at)
            articles.publish(row, by=first, at=at)
            Tally.objects.create(
                day=timezone.localdate(at), kind="article", key=str(row.pk), count=max(20, 400 - 12 * ago)
            )
        _down(first, checker, kinds["news"], now)
        articles.draft(
            by=first,
            at=now,
            title="下周代表接待预告",
            text="（待补）各站接待的代表和时间。",
            column=kinds["news"],
        )
    _people(ground, first, checker, now)
    _remarks(first, now)
    for name, count in (("know", 812), ("join", 143), ("speak", 467), ("supervise", 58)):
        Tally.objects.create(day=timezone.localdate(now), kind="entry", key=name, count=count)


def _echo(row) -> str:
    if row is None:
        return "群众在联络站说了这件事，代表到现场看过以后提出建议，现在已经办成。"
    return (
        f"群众在联络站说起这件事，代表到现场看过，写成了《{row.title}》。\n\n## 办理经过\n\n"
        f"- {row.submitted_on} 代表提出\n- {row.assigned_on} 交办\n- {row.replied_on} 答复\n\n"
        "承办单位到现场和代表一起定了办法。完工那天，第一个来看的是当初来站里说事的人。"
    )


def _down(first, checker, column, now) -> None:
    at = _morning(now - timedelta(days=33))
    row = articles.draft(by=first, at=at, title="上月接待情况一览", text="各站接待人数。", column=column)
    articles.submit(row, by=first, at=at)
    articles.approve(row, by=checker, at=at)
    articles.publish(row, by=first, at=at)
    later = at + timedelta(days=1)
    articles.withdraw(row, by=first, at=later, kind="error", reason="统计口径有误，更正后另行发布。")


def _people(ground, first, checker, now) -> None:
    day = timezone.localdate(now)
    keepers = list(ground.keepers.values())[:3]
    with process.together():
        for member in keepers:
            correspondents.enrol(
                by=first, at=now, member=member, kind="correspondent", since=day.replace(month=1, day=8)
            )
        for n, member in enumerate(keepers[:2]):
            at = _morning(now - timedelta(days=30 + n))
            row = articles.contribute(
                by=member, at=at, title=("站里的一天", "雨天的上门接待")[n], text="来稿：联络站里的见闻。"
            )
            if n == 0:
                articles.approve(row, by=checker, at=at)
                articles.publish(row, by=first, at=at)
                articles.log_elsewhere(
                    row, by=first, at=now, medium="青禾报", level="county", on=day - timedelta(days=20)
                )
        for one in TEXTS["lectures"]:
            ahead = one["ahead"]
            at = datetime.combine(day + timedelta(days=ahead), time.fromisoformat(one["clock"]), days.CHINA)
            lecturer = ground.deputies[ahead % len(ground.deputies)]
            lectures.plan(
                by=first,
                at=now,
                title=one["title"],
                place=one["place"],
                starts_at=at,
                lecturer=lecturer,
                meant_for=one["whom"],
            )


def _remarks(first, now) -> None:
    with process.together():
        for one in TEXTS["remarks"]:
            at = now - timedelta(days=one["ago"])
            row = remarks.remark(by=process.public(), at=at, topic=one["topic"], text=one["text"])
            remarks.answer(row, by=first, at=at + timedelta(days=6), answer=one["answer"])
        remarks.remark(
            by=process.public(),
            at=now - timedelta(days=2),
            topic="oversight",
            text="执法检查的报告能不能也公开？",
        )


def _morning(at: datetime) -> datetime:
    return at.replace(hour=9, minute=30, second=0, microsecond=0)
