"""A small "shipped" model, learned from invented messages, and corrections of an office."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from huying.voices.triage.engine import classifier, learning
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
def _written(_version: int) -> bytes:
    """The file of this version of models: learned and packed once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fields.npz"
        Classifier().fit(messages(), seed=0).save(path)
        return path.read_bytes()


def shipped_file(folder):
    path = folder / "fields.npz"
    path.write_bytes(_written(classifier.VERSION))
    return path


_learned: dict[tuple, dict] = {}
_learn = learning.learn


def learn_once(model, rows, unlabelled, *, seed, progress):
    """As `learning.learn`, remembering what it made of the same rows: tests of versions train on the same corrections."""
    asked = (classifier.VERSION, *(tuple(sorted(row.items())) for row in [*rows, {}, *unlabelled]))
    if asked not in _learned:
        _learned[asked] = dict(vars(_learn(model, rows, unlabelled, seed=seed, progress=progress)))
    vars(model).update(_learned[asked])
    model.card = dict(model.card)
    return model
