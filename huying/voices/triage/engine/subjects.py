"""From the labels that have examples to our own subject tree (`huying/kernel/fields.toml`).

The public data that the shipped model was trained on knows 15 first-level labels; only seven have examples.
A model can name no field that it never saw: wherever a figure or a hint is shown, `LIMITS` is shown with it.
"""

FIELDS = {
    "城乡建设": "urban",
    "交通运输": "transport",
    "环境保护": "environment",
    "教育文体": "education",
    "劳动和社会保障": "labour",
    "卫生计生": "health",
    "商贸旅游": "commerce",
}
WITHOUT_EXAMPLES = {
    "党务政务": "party",
    "国土资源": "land",
    "纪检监察": "discipline",
    "经济管理": "economy",
    "科技与信息产业": "science",
    "民政": "civil",
    "农村农业": "rural",
    "政法": "justice",
}
LIMITS = (
    "随软件提供的模型只学过七类：城乡建设、交通运输、生态环境、教育文体、劳动和社会保障、卫生健康、商贸旅游；"
    "其余八类没有样本，不会被推荐，须由人工判断。"
)


def field_of(label: str) -> str:
    """The code in our tree for a label of the data or for one of our codes; "" if it is neither.

    A congress that trains on its own corrections uses the codes of its tree as labels: they pass as they are."""
    return FIELDS.get(label) or WITHOUT_EXAMPLES.get(label) or (label if label.isascii() else "")


def label_of(field: str) -> str:
    """The data's label for a top-level code of our tree; the code itself where the data has none."""
    known = {code: label for label, code in (FIELDS | WITHOUT_EXAMPLES).items()}
    return known.get(field, field)
