"""The family name in a Chinese name: of two characters where it is one of the compound ones."""

ALL = (
    "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐司徒司空长孙宇文夏侯轩辕南宫西门百里端木独孤淳于单于澹台"
    "公冶申屠太史闻人赫连钟离鲜于闾丘万俟濮阳呼延拓跋东郭南门公羊太叔左丘梁丘宗政仲孙完颜耶律纳兰叶赫"
)
COMPOUND = frozenset(ALL[at : at + 2] for at in range(0, len(ALL), 2))


def of(name: str) -> str:
    """欧阳 of 欧阳修, 王 of 王秀英; of two characters the first, whatever they are."""
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND else name[:1]
