"""The papers of a sitting: agenda, sign-in sheet, results, resolutions, opinions, the letter on a test, minutes."""

from django.utils import translation

from huying.kernel import scope
from huying.ui.papers import Facts, Heading, Paper, Para, Run, Table
from huying.ui.papers.paper import blocks, numbered

from .minutes.writing import clock_of, day_of, vote_lines
from .motions import text as wording

CHINESE = "zh-hans"
WAYS = {"keeper": "登记", "code": "扫码", "card": "刷证", "device": "终端", "video": "视频"}


def house(organ=None) -> str:
    """The full name that stands on a paper: the congress, or its standing committee."""
    name = scope.current().name
    return f"{name}常务委员会" if organ is not None and organ.kind == "standing_committee" else name


def minutes(row) -> Paper:
    with translation.override(CHINESE):
        signed = [f"主持人：{row.signer}", f"核对：{row.checker}"] if row.signer else []
        return Paper(
            title=str(row),
            note="" if row.state == "signed" else "未签字，仅供核对",
            body=blocks(row.text),
            signed=signed,
            on=row.signed_on,
        )


def differences(row) -> Paper:
    """What was corrected, place by place, with the reasons."""
    with translation.override(CHINESE):
        body: list = [Para("【】内为新写入的文字，〔〕内为删去的文字。")]
        for pieces in wording.compare(wording.split(row.written), wording.split(row.text)):
            body.append(Para([Run(words, look) for look, words in pieces]))
        body += [Heading("更正记录", 1)]
        body += [
            Para(f"{numbered(v.number, 3)}{day_of(v.at)}{clock_of(v.at)}，{v.by}：{v.reason}")
            for v in row.versions.order_by("number")
        ]
        return Paper(title=f"{row}更正对照", body=body)


def agenda(sitting) -> Paper:
    with translation.override(CHINESE):
        rows = list(sitting.agenda.exclude(state__in=("dropped",)).order_by("place", "pk"))
        body: list = [
            Facts([("时间", f"{day_of(sitting.day)}{sitting.starts_at:%H:%M}"), ("地点", sitting.place)])
        ]
        body += [
            Para(f"{numbered(n, 1)}{i.title}" + (f"（{i.presenter}）" if i.presenter else "") + _stages(i))
            for n, i in enumerate(rows, 1)
        ]
        if sitting.program:
            lines = [
                [b["day"], f"{b['from']}—{b['to']}", _dealt_with(b, n, rows)]
                for n, b in enumerate(sitting.program, 1)
            ]
            body += [Heading("日程", 1), Table(["日期", "时间", "内容"], lines, [2, 2, 6])]
        draft = "" if sitting.agenda_version else "草案"
        return Paper(title=f"{sitting}议程{draft}", body=body)


def _dealt_with(block, n: int, rows) -> str:
    """What a half-day is for: its own words and the items that are put there."""
    return "；".join(filter(None, [block["what"], *(i.title for i in rows if i.block == n)]))


def _stages(item) -> str:
    return f"（{'—'.join(s['label'] for s in item.stages)}）" if item.stages else ""


def sign_in(sitting) -> Paper:
    """Who was called, who came when and left when; blank lines to sign where the sitting is still ahead."""
    with translation.override(CHINESE):
        stays: dict = {}
        for stay in sitting.presence.order_by("since"):
            stays.setdefault(stay.summons_id, []).append(stay)
        lines = []
        called = list(
            sitting.summons.exclude(state="released").select_related("member__person").order_by("place", "pk")
        )
        called.sort(key=lambda s: not s.votes)  # members in the order of the roll, then who attends
        for n, one in enumerate(called, 1):
            mine = stays.get(one.pk, [])
            come = "；".join(f"{clock_of(s.since)}{f'—{clock_of(s.until)}' if s.until else ''}" for s in mine)
            note = WAYS.get(mine[0].way, "") if mine else ("请假" if one.state == "excused" else "")
            lines.append([n, one.called, one.post or one.get_right_display(), come, note])
        table = Table(["序号", "姓名", "职务", "到会离会", "备注"], lines, [1, 2, 4, 3, 2])
        facts = Facts([("时间", f"{day_of(sitting.day)}{sitting.starts_at:%H:%M}"), ("地点", sitting.place),
                       ("应到", sitting.base), ("开会时在场", sitting.present)])  # fmt: skip
        return Paper(title=f"{sitting}签到册", body=[facts, table])


def results(sitting) -> Paper:
    """Every vote of the sitting with its arithmetic, to be signed by those who counted."""
    with translation.override(CHINESE):
        body: list = []
        n = 0
        for item in sitting.agenda.order_by("place", "pk").prefetch_related("polls__poll"):
            for link in item.polls.all():
                n += 1
                body.append(Heading(link.poll.title, 1, n))
                body += [Para(line) for line in vote_lines(link.poll)]
                if link.poll.digest:
                    body.append(Para(f"票面摘要（SHA-256）：{link.poll.digest}"))
        return Paper(
            title=f"{sitting}表决结果",
            body=body or [Para("这次会议没有表决。")],
            signed=["监票人：", "计票人："],
        )


def resolution(row) -> Paper:
    with translation.override(CHINESE):
        body = blocks(row.text)
        if row.duties.exists():
            table = [
                [d.place, d.text, d.unit, d.finish_on.isoformat()]
                for d in row.duties.select_related("unit").order_by("place")
            ]
            body = [*body, Table(["序号", "事项", "承办单位", "完成日期"], table, [1, 5, 3, 2], "落实事项")]
        note = f"{row.adopted_on.year}年{row.adopted_on.month}月{row.adopted_on.day}日{row.sitting}通过"
        organ = house(row.sitting.organ)
        return Paper(
            organ=organ,
            number=row.number,
            title=row.title,
            note=note,
            body=body,
            signed=[organ],
            on=row.signed_on or row.adopted_on,
        )


def opinion(row) -> Paper:
    with translation.override(CHINESE):
        organ = house(row.sitting.organ)
        asked = (
            Para(
                f"请于{row.report_by.year}年{row.report_by.month}月{row.report_by.day}日前书面报告研究处理情况。"
            )
            if row.report_by
            else None
        )
        body = [
            Para(f"{row.sitting}审议了“{row.item.title}”，形成审议意见如下："),
            *blocks(row.text),
            *([asked] if asked else []),
        ]
        return Paper(
            organ=organ,
            number=row.number,
            title=row.title,
            to=str(row.unit),
            body=body,
            signed=[f"{organ}办公室"],
            on=row.sent_on,
        )


def hearing(row) -> Paper:
    """The letter that tells the Party committee what the test came to (S073)."""
    with translation.override(CHINESE):
        organ = house(row.sitting.organ)
        lines = []
        for r in row.result:
            c = r["counts"]
            lines.append(
                [
                    r["name"],
                    c.get("satisfied", 0),
                    c.get("basically", 0),
                    c.get("dissatisfied", 0),
                    c.get("abstain", 0),
                    f"{r['rate']}%",
                ]
            )
        table = Table(
            ["单位", "满意", "基本满意", "不满意", "弃权", "满意率"],
            lines,
            [4, 1.3, 1.7, 1.5, 1.3, 1.6],
            "满意度测评结果",
        )
        body: list = [
            Para(
                f"{row.sitting}听取了{row.reporter}关于“{row.item.title}”的专题汇报，领衔代表作了评议，组成人员进行了审议，"
                "并以无记名方式进行了满意度测评。现将结果报告如下。"
            ),
            table,
        ]
        if comments := list(row.comments.select_related("deputy__person", "unit").order_by("pk")):
            body.append(Heading("代表评议意见", 1, 1))
            body += [Para(f"{c.deputy}{f'（{c.unit}）' if c.unit_id else ''}：{c.text}") for c in comments]
        title = f"关于{row.item.title}满意度测评结果的报告"
        return Paper(organ=organ, number=row.number, title=title, to=row.sent_to or "中共委员会",
                     body=body, signed=[organ], on=row.sent_on)  # fmt: skip


def motion(row) -> Paper:
    """The text for the vote, the changes of the adopted amendments marked in it."""
    with translation.override(CHINESE):
        compared = wording.compare(row.base, row.paragraphs)
        body: list = [Para([Run(words, look) for look, words in pieces]) for pieces in compared]
        if any(wording.is_changed(pieces) for pieces in compared):
            body.insert(0, Para("【】内为修正案增加的文字，〔〕内为删去的文字。"))
        return Paper(title=f"{row.title}（表决稿）" if row.made else f"{row.title}（草案）", body=body)
