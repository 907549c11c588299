"""Another county's clerk, a stranger, and people of this county who are not concerned: nothing, by any door."""

from .roads import assigns, checks, receives, say, writes

TITLE = "关于加装护栏的建议"
VOICE = "西街下水道堵了"


def test_by_guessed_addresses_lists_searches_and_files(county, clock):
    number, code = say(county.citizen(), f"{VOICE}，污水漫街。", phone="13900002222", author="周桂香")
    writes(county.lin, TITLE, "没有护栏。")
    matter = county.lin.here
    checks(county.zhou, TITLE)
    assigns(county.zhou, TITLE, lead="青禾县交通运输局")
    part = receives(county.liu, TITLE).here
    voice = county.he.finds(VOICE, "voices/?tray=heard").here

    beside = county.neighbour
    for address in (matter, part, voice):
        own = address.replace("/c/qinghe/", "/c/linxi/")
        for step in ("", "accept/", "triage/", "receive/", "slip/"):
            beside.visit(address + step, 404)
            beside.visit(own + step, 404)
            county.citizen().visit(address + step, 404)
    for place in (
        "suggestions/",
        "suggestions/?export=csv",
        "voices/",
        "voices/?export=csv",
        "suggestions/handlings/",
    ):
        beside.visit(place).reads_not(TITLE, VOICE)
        beside.visit(f"{place.partition('?')[0]}?q=护栏").reads_not(TITLE)
        beside.visit(f"/c/qinghe/{place}", 404)

    county.zheng.visit(matter, 404)  # a unit of this county that has no part in it
    county.wang.visit(part, 404)
    county.gao.visit(matter, 404)  # a colleague who has not signed
    stranger = county.citizen()
    for place in ("manage/", "board/", "suggestions/rates/", "voices/", "news/", "me/", "admin/health/"):
        stranger.visit(place, 404)
    stranger.visit("voices/follow/").send("查看", 422, number=number, code="0000 0000").reads_not("周桂香")
    stranger.visit("suggestions/public/").reads_not(TITLE)
    assert code
