"""Invented messages of invented places: three fields, enough to learn from, nobody's words."""

THINGS = {
    "环境保护": ["工厂夜里排放黑烟", "河水发臭死鱼很多", "工地扬尘遮住天空", "养猪场臭气熏人", "油烟机噪声整夜不停"],
    "教育文体": ["小学班额太大老师不够", "补课收费没有发票", "幼儿园学位摇号不公", "体育馆周末不开门", "中学食堂饭菜不好"],
    "交通运输": ["公交车半小时不来一班", "出租车拒载还绕路", "客运站班车停开", "快递网点包裹积压", "县道路面坑洼不平"],
}  # fmt: skip
PLACES = ["青禾县东岭镇", "青禾县柳泉街道", "白石市南门社区", "白石市枫叶小区", "云汀县竹溪村"]
ASKS = ["请尽快处理。", "希望有关部门来看看。", "已经反映过两次。", "群众意见很大。"]


def rows() -> list[dict[str, str]]:
    """60 labelled messages, always the same."""
    found = []
    for label, things in THINGS.items():
        for n, thing in enumerate(things):
            for m, place in enumerate(PLACES[:4]):
                found.append(
                    {"title": f"{place}{thing}", "detail": f"{place}的{thing}，{ASKS[(n + m) % 4]}", "label": label,
                     "group": f"{label}{n}"}
                )  # fmt: skip
    return found
