"""A small "shipped" model, learned from invented messages, and corrections of an office."""

from functools import cache

from huying.voices.triage.engine.classifier import Classifier

SAID = {
    "交通运输": [
        "公交车晚点",
        "公交班次太少",
        "客运站乱收费",
        "公路坑洼没人修",
        "出租车拒载",
        "快递不送上门",
    ],
    "教育文体": [
        "小学学位不够",
        "老师收补课费",
        "幼儿园太贵",
        "操场跑道开裂",
        "学校食堂不干净",
        "图书馆开放时间短",
    ],
    "劳动和社会保障": [
        "工资拖欠三个月",
        "社保断缴",
        "退休金少发",
        "工伤认定太慢",
        "劳动合同不签",
        "就业培训走过场",
    ],
}
ENDS = ("，希望解决。", "，反映多次没有结果。", "，请有关部门管一管。", "，影响大家生活。")


def messages(said=SAID):
    return [
        {"title": text, "detail": text + end, "label": label}
        for label, texts in said.items()
        for text in texts
        for end in ENDS
    ]


@cache
def _trained():
    return Classifier().fit(messages(), seed=0)


def shipped_file(folder):
    path = folder / "fields.npz"
    _trained().save(path)
    return path
