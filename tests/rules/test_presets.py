"""Every preset value with its article, and the article's own words where the laws are at hand."""

import re
from pathlib import Path

import pytest

from huying.rules import profiles, registry

_LINES = (Path(__file__).parent / "presets.txt").read_text(encoding="utf-8").splitlines()
_ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in _LINES if not line.startswith("#")]
_NUMERALS = {n: i for i, n in enumerate("一二三四五", 1)}


def _shown(value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return "".join(item["code"] for item in value), str(len(value))
    return (str(value).lower() if isinstance(value, bool) else str(value),)


@pytest.mark.parametrize(("name", "key", "value", "article", "words"), _ROWS)
def test_preset(name, key, value, article, words):
    setting = profiles.load(name).setting(key)
    assert value in _shown(setting.value)
    assert setting.article == article
    assert setting.layer == name
    assert setting.status == ("N" if name == "national" else "L")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", setting.date)
    assert setting.direction in ("duty", "right")


def test_no_preset_value_is_missing_from_the_table():
    table = {(name, key) for name, key, *_ in _ROWS}
    for name in profiles.names():
        for setting in profiles.load(name).settings.values():
            if setting.layer == name and setting.status in "NL":
                assert (name, setting.key) in table


@pytest.mark.realdata
@pytest.mark.parametrize(("name", "key", "value", "article", "words"), _ROWS)
def test_the_article_says_so(data, name, key, value, article, words):
    setting = profiles.load(name).setting(key)
    number, paragraph = re.fullmatch(r"(第[^条]+条)(?:第(.)款)?", article).groups()
    paragraphs = _paragraphs(data / "laws", setting.law, setting.date, number)
    if paragraph:
        assert words in paragraphs[_NUMERALS[paragraph] - 1]
    else:
        assert words in "".join(paragraphs)


def _paragraphs(folder: Path, law: str, version: str, number: str) -> list[str]:
    """The paragraphs (款) of one article; numbered items are joined to the paragraph that they belong to."""
    names = (law, registry.laws().get(law, (law,))[0].removeprefix("中华人民共和国"))
    found = [f for f in folder.glob("*.md") if re.sub(r"\(.*", "", f.stem).endswith(names)]
    dated = [f for f in found if f"({version})" in f.name] or found
    assert len(dated) == 1, (law, version, found)
    text = dated[0].read_text(encoding="utf-8").replace("**", "")
    body = re.search(rf"^{number}\s+(.*?)(?=^第[^条\n]+条\s|^#|\Z)", text, re.S | re.M)[1]
    paragraphs: list[str] = []
    for line in filter(None, (line.strip() for line in body.splitlines())):
        if paragraphs and re.match(r"[（(][一二三四五六七八九十]+[）)]", line):
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
    return paragraphs
