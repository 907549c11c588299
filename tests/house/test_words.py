"""Words: every label is translated, nothing reads like a key, no f-string hides inside gettext."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

import huying
from huying.kernel.subject import SUBJECTS

ROOT = Path(huying.__file__).parent
FILES = [p for p in ROOT.rglob("*.py") if "migrations" not in p.parts]
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "N_", "_t", "_g", "_l", "pgettext"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_f_string_inside_gettext(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            for argument in node.args:
                assert not isinstance(argument, ast.JoinedStr), f"{path}:{node.lineno}"


@pytest.mark.parametrize(
    "subject", sorted(k for k, m in SUBJECTS.items() if m.__module__.startswith("huying."))
)
def test_every_label_of_a_flow_has_its_english(subject):
    flow = SUBJECTS[subject].FLOW
    words = [flow.title, *flow.states.values()]
    words += [w for s in flow.steps.values() for w in (s.label, s.public, s.then) if w]
    with override("en"):
        missing = [w for w in words if gettext(w) == w]
    assert not missing


# --- the English catalogue -------------------------------------------------------------------------------------

CATALOGUES = sorted(ROOT.glob("**/locale/en/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%|<[^>]+>")
HAN = re.compile("[\u4e00-\u9fff]+")


def entries() -> list[tuple[list[str], list[str]]]:
    """([text, its plural], [translations]) of every entry of every catalogue."""
    found = []
    for block in (b for c in CATALOGUES for b in c.read_text(encoding="utf-8").split("\n\n")[1:]):
        texts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if match := re.match(r'(?:([a-z_]+(?:\[\d\])?) )?"(.*)"$', line):
                name = match[1] or name  # a long text goes on in the next line
                texts[name] = texts.get(name, "") + match[2]
        sources = [text for key, text in texts.items() if key.startswith(("msgid", "msgctxt"))]
        found.append((sources, [text for key, text in texts.items() if key.startswith("msgstr")]))
    return found


def test_no_text_is_without_english():
    assert len(entries()) > 1500
    assert [sources for sources, english in entries() if not all(english)] == []


def test_the_catalogues_agree_on_a_word():
    said: dict = {}
    for sources, english in entries():
        said.setdefault(tuple(sources), set()).add(tuple(english))
    assert {sources for sources, ways in said.items() if len(ways) > 1} == set()


def test_placeholders_are_the_same_in_both_languages():
    def marks(text):
        return set(PLACEHOLDER.findall(text))

    wrong = []
    for sources, english in entries():
        known = [marks(text) for text in sources]
        wrong += [(sources, one) for one in english if marks(one) not in known]
    assert wrong == []


def test_the_english_holds_no_chinese():
    assert [
        one for _sources, english in entries() for one in english if HAN.search(one.replace("呼应", ""))
    ] == []


def test_one_and_many_differ_where_a_number_stands():
    same = [sources for sources, english in entries() if len(english) > 1 and english[0] == english[1]]
    assert [sources for sources in same if "%(n)s" not in sources[0]] == []


def test_every_name_of_gettext_is_known_to_the_extraction():
    from tools.messages import ALIASES

    names = re.compile(r"gettext(?:_lazy)? as (\w+)")
    used = {name for path in FILES for name in names.findall(path.read_text())}
    assert used <= {"_", *ALIASES}
