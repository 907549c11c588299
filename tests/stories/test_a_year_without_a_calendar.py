"""Nobody guesses a holiday: the clock stands as 日历待公布 until the official notice is entered; then people are told."""

from .roads import writes

TITLE = "关于修复跨年道路的建议"


def test_the_clock_waits_for_the_notice_and_then_says_its_day(county, clock):
    clock.on("2026-12-24")
    writes(county.lin, TITLE, "道路损坏。").reads("日历待公布")
    county.zhou.visit("").finds(TITLE, "suggestions/?tray=submitted").reads("日历待公布")

    page = county.fang.visit("manage/calendar/").reads("2027 年的放假通知还没有录入")
    holidays = (
        "1月1日至3日、2月5日至11日、4月3日至5日、5月1日至5日、6月9日至11日、9月15日至17日、10月1日至7日"
    )
    page.send("录入", 422, year="2027", off="1月1日至3日", source="国办发明电〔2026〕9号").reads(
        "请对照通知再核对"
    )
    page.send(
        "录入", year="2027", off=holidays, work="2月14日、9月18日", source="国办发明电〔2026〕9号"
    ).reads("已录入 2027 年放假通知", "已通知有关人员")

    county.zhou.finds(TITLE, "suggestions/?tray=submitted").reads("2027年1月8日").reads_not("日历待公布")
    county.zhou.visit("news/").reads(TITLE)
