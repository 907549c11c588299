"""Parts: what they show, what they refuse, and that hostile text stays text."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.template import Context, Template

from huying.ui import cells, icons, parts, when

HOSTILE = '"><script>alert(1)</script>'
TEMPLATES = Path(parts.__file__).parent / "templates" / "ui" / "parts"


def safe(html: str) -> bool:
    return "<script" not in html and "&lt;script" in html


def test_a_lamp_has_tone_and_word():
    assert parts.lamp({"tone": "late", "word": "超期 3 天"}) == '<span class="lamp late">超期 3 天</span>'
    assert parts.lamp("ok", "已答复") == '<span class="lamp ok">已答复</span>'


def test_a_met_clock_is_ok_and_an_unknown_tone_waits():
    assert 'class="lamp ok"' in parts.lamp("done", "已办")
    assert 'class="lamp wait"' in parts.lamp('x" onclick="y', "词")


def test_no_clock_no_lamp():
    assert parts.lamp(None) == ""


def test_four_words_never_say_done_for_what_was_not_done():
    html = parts.four_words(4, "暂难办理", "涉及规划调整")
    assert "已落实" not in html
    assert "暂难办理" in html
    assert "涉及规划调整" in html
    assert html.count("done") == 3


def test_four_words_mark_where_it_stands():
    html = parts.four_words(2, days=["6月3日", "6月5日"])
    assert html.count('class="done') == 2
    assert html.count('aria-current="step"') == 1
    assert "6月5日" in html


def test_four_words_refuse_a_fifth():
    with pytest.raises(ValueError, match="reached"):
        parts.four_words(5)


def test_shares_fill_the_bar():
    cut = parts.shares([{"label": "赞成", "count": 2}, {"label": "反对", "count": 1, "tone": "late"}])
    assert [p["width"] for p in cut] == ["66.667%", "33.333%"]
    assert cut[1]["x"] == "66.667%"
    assert cut[1]["paint"] == "flate"


def test_shares_of_nothing_are_zero():
    assert parts.shares([{"label": "赞成", "count": 0}])[0]["share"] == 0


@pytest.mark.parametrize(
    ("amount", "text"),
    [(12.5, "12.50 元"), (9999.99, "9,999.99 元"), (1234567.8, "123.46 万元"), (-20000, "-2.00 万元")],
)
def test_money(amount, text):
    assert f">{text}<" in parts.money(amount)


def test_progress_without_a_known_end_names_only_what_is_done():
    html = parts.progress(7, 0, "导入")
    assert "已处理 7" in html
    assert "aria-valuenow" not in html


def test_progress_never_passes_the_end():
    assert 'aria-valuenow="100"' in parts.progress(12, 10)


def test_the_clock_shows_its_arithmetic_and_one_weekday():
    html = parts.clock(
        {
            "label": "答复期限",
            "tone": "ok",
            "word": "还有 35 天",
            "day": date(2026, 12, 28),
            "weekday": "周一",
            "sentence": "9月28日 ＋ 3 个月",
            "article": "代表法第五十一条",
        }
    )
    assert html.count("周一") == 1
    assert "9月28日 ＋ 3 个月" in html
    assert "<details>" in html


def test_steps_say_who_else_can():
    html = parts.steps([], ["答复要由住建局提交。"])
    assert "现在没有需要您办的事" in html
    assert "答复要由住建局提交。" in html


def test_a_qr_code_is_drawn_without_styles():
    html = parts.qr("https://example.org/说", "扫码反映")
    assert "<path" in html
    assert "style=" not in html


def test_an_unknown_icon_breaks_no_menu():
    assert icons.icon("no such") == icons.icon("more")


@pytest.mark.parametrize(
    "html",
    [
        lambda: parts.lamp("ok", HOSTILE),
        lambda: cells.body(
            [
                {
                    "url": HOSTILE,
                    "pk": HOSTILE,
                    "name": HOSTILE,
                    "bulk": True,
                    "cells": [dict.fromkeys(("label", "text", "sub"), HOSTILE)],
                }
            ],
            True,
        ),
        lambda: parts.story(
            [{"label": HOSTILE, "who": HOSTILE, "when": HOSTILE, "note": HOSTILE, "law": HOSTILE}]
        ),
        lambda: parts.steps([{"name": HOSTILE, "label": HOSTILE, "url": HOSTILE, "law": HOSTILE}], [HOSTILE]),
        lambda: parts.trays([{"label": HOSTILE, "count": HOSTILE, "url": HOSTILE}], HOSTILE),
        lambda: parts.person({"name": HOSTILE, "sub": HOSTILE, "url": HOSTILE}),
        lambda: parts.figure(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        lambda: parts.vote_bar([{"label": HOSTILE, "count": 1, "tone": HOSTILE}], HOSTILE),
        lambda: parts.file_list(
            [{"name": HOSTILE, "url": HOSTILE, "size": HOSTILE, "kind": HOSTILE, "note": HOSTILE}]
        ),
        lambda: parts.empty_state(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        lambda: parts.pager({"prev": HOSTILE, "next": HOSTILE, "label": HOSTILE}),
        lambda: parts.clock(
            {
                "label": HOSTILE,
                "word": HOSTILE,
                "day": HOSTILE,
                "weekday": HOSTILE,
                "sentence": HOSTILE,
                "article": HOSTILE,
            }
        ),
        lambda: parts.four_words(1, HOSTILE, HOSTILE, [HOSTILE]),
        lambda: parts.progress(1, 2, HOSTILE),
        lambda: parts.money(1, HOSTILE),
        lambda: parts.rating({"tone": HOSTILE, "word": HOSTILE}, None, HOSTILE),
        lambda: parts.code_box(HOSTILE, HOSTILE),
        lambda: parts.qr(HOSTILE, HOSTILE),
    ],
)
def test_hostile_text_stays_text(html):
    assert safe(html())


def test_every_part_is_small_and_starts_with_its_context():
    files = sorted(TEMPLATES.glob("*.html"))
    assert len(files) >= 14  # trays and the menu at the side are drawn in Python
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 40, file.name
        assert lines[0].startswith("{# Context"), file.name


def test_times_are_absolute_with_the_distance_beside(now):
    html = Template("{% load parts %}{{ t|moment:now }}").render(
        Context({"t": now - timedelta(days=3), "now": now})
    )
    assert "11月18日 周三 10:00" in html
    assert "（3 天前）" in html
    assert 'datetime="2026-11-18T10:00:00+08:00"' in html


def test_a_day_says_its_year_when_it_is_another():
    today = date(2026, 11, 21)
    assert when.day_words(date(2027, 3, 1), today) == "2027年3月1日 周一"
    assert when.day_words(date(2026, 3, 2), today) == "3月2日 周一"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (timedelta(seconds=-5), "刚刚"),
        (timedelta(minutes=-5), "5 分钟前"),
        (timedelta(hours=-3), "3 小时前"),
        (timedelta(days=-1), "昨天"),
        (timedelta(days=1), "明天"),
        (timedelta(days=5), "还有 5 天"),
        (timedelta(hours=2), "今天"),
    ],
)
def test_distance(now: datetime, change, words):
    assert when.ago(now + change, now) == words


def test_moments_of_other_zones_are_told_in_the_local_one(now):
    import datetime as dt

    utc = dt.datetime(2026, 11, 20, 16, 30, tzinfo=dt.UTC)
    assert when.moment_words(utc, now) == "11月21日 周六 00:30"


def test_words_pass_the_filters_unchanged():
    assert Template("{% load parts %}{{ t|day }}{{ t|moment }}").render(Context({"t": "待定"})) == "待定待定"


def test_exactly_one_cell_leads_a_row():
    first, second = {"label": "编号", "text": "1"}, {"label": "题目", "text": "乙"}
    html = cells.body([{"url": "/1", "pk": 1, "cells": [first, second]}], picks=False)
    assert '<td class="lead-cell" data-label="编号"><div><a class="title" href="/1">1</a>' in html
    html = cells.body([{"url": "/1", "pk": 1, "cells": [first, {**second, "main": True}]}], picks=False)
    assert html.count("<a ") == 1
    assert '<a class="title" href="/1">乙</a>' in html


def test_a_zero_is_a_number_and_none_is_nothing():
    row = [
        {"label": "题目", "text": "甲"},
        {"label": "件数", "text": 0, "numeric": True},
        {"label": "率", "text": None},
    ]
    html = cells.body([{"url": "", "pk": 1, "cells": row}], picks=False)
    assert '<td class="n" data-label="件数"><div>0</div></td>' in html
    assert 'data-label="率"><div></div></td>' in html


def test_only_rows_that_may_be_handled_together_have_a_box():
    rows = [{"pk": 1, "bulk": True, "name": "甲", "cells": []}, {"pk": 2, "bulk": False, "cells": []}]
    html = cells.body(rows, picks=True)
    assert html.count('name="pk"') == 1
    assert 'aria-label="选择 甲"' in html
    assert html.count('class="pick"') == 2


def test_of_many_steps_the_usual_ones_stand_open_and_the_rest_is_folded():
    made = [{"name": f"s{n}", "label": f"第{n}步", "url": "/x", "danger": n == 1} for n in range(9)]
    page = str(parts.steps(made))
    shown, _mark, folded = page.partition("<details")
    assert [n for n in range(9) if f"第{n}步" in shown] == [0, 2, 3, 4, 5] and "第1步" in folded
    assert "<details" not in str(parts.steps(made[:6]))
