"""Words: every label is translated, nothing reads like a key, no f-string hides inside gettext."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

import huying
from huying.kernel.subject import SUBJECTS

ROOT = Path(huying.__file__).parent
FILES = [p for p in ROOT.rglob("*.py") if "migrations" not in p.parts]
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "N_", "_t", "pgettext"}


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
