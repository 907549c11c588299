"""The notices of the State Council as they were published: every day of the year comes out as the official calendar has it."""

from datetime import date, timedelta

import pytest

from huying.project.manage import calendar, notice_text
from huying.rules.calendar import Calendar, national

NOTICES = {
    2024: """
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
""",
    2025: """
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
""",
    2026: """
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节等放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2025年11月4日
""",
}


@pytest.mark.parametrize("year", NOTICES)
def test_a_whole_notice_gives_the_official_calendar(year):
    off, work = notice_text.read(NOTICES[year], year)
    read, known = Calendar(frozenset(off), frozenset(work), ((year, "通知"),)), national()
    days = [
        date(year, 1, 1) + timedelta(days=n) for n in range((date(year, 12, 31) - date(year, 1, 1)).days + 1)
    ]
    assert [d for d in days if read.is_workday(d) != known.is_workday(d)] == []


def test_one_sentence_and_bridges_over_the_new_year():
    off, work = notice_text.read(
        "元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（周一）上班。", 2027
    )
    assert (off, work) == ([date(2027, 1, d) for d in (1, 2, 3)], [date(2027, 1, 4)])
    off, _work = notice_text.read("元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023)
    assert off == [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)]
    assert notice_text.read("2月14日（周日）上班。", 2027) == ([], [date(2027, 2, 14)])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "元旦：1月1日（周四）至3日（周六）放假调休，共3天。",
            "2027-01-01 是星期五，写的却不是",
        ),  # another year's
        ("春节：2月5日至11日放假调休，共9天。", "9 天，日期却有 7 天"),
        ("春节：2月30日放假。", "不是存在的日期"),
        ("春节：2月11日至5日放假。", "起止日期不对"),
        ("春节：2月5日前后放假。", "看不明白"),
        ("春节从2月5日起放假。", "看不明白"),
    ],
)
def test_what_is_no_such_sentence_is_refused_and_named(text, why):
    with pytest.raises(ValueError, match=why) as refused:
        notice_text.read(text, 2027)
    assert text[:4] in str(refused.value)


def test_the_form_takes_the_notice_in_one_piece():
    sent = {"year": 2026, "off": NOTICES[2026], "work": "", "source": "国办发明电〔2025〕7号"}
    form = calendar.Notice(sent)
    assert form.is_valid(), form.errors
    assert date(2026, 2, 28) in form.cleaned_data["work"] and len(form.cleaned_data["off"]) == 33
    assert calendar.Notice({**sent, "off": "元旦：1月1日放假。大概吧1月2日上班吗"}).errors["off"]


def test_nobody_is_said_to_be_told_where_nothing_moved():
    assert "已通知" not in calendar.entered(2027, 0) and "3 个期限" in calendar.entered(2027, 3)
