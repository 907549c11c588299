"""Every test vector of the rulebook, and what `minority` says in structure."""

import json
from pathlib import Path

import pytest

from huying.rules import registry
from huying.rules.quotas import minority

_LINES = (Path(__file__).parent / "vectors.txt").read_text(encoding="utf-8").splitlines()
_VECTORS = [tuple(part.strip() for part in line.split(" | ")) for line in _LINES]


def test_all_vectors_are_here():
    assert len(_VECTORS) == 168


@pytest.mark.parametrize(("rule", "name", "args", "expected"), [v for v in _VECTORS if v[1] != "minority"])
def test_vector(rule, name, args, expected):
    assert registry.evaluate(name, json.loads(args)) == json.loads(expected)


@pytest.mark.parametrize(("rule", "name"), sorted({(v[0], v[1]) for v in _VECTORS}))
def test_each_vector_s_rule_is_registered_with_its_function(rule, name):
    assert name in registry.rule(rule).functions


@pytest.mark.parametrize(
    ("share", "rule", "most_seats", "least_ratio"),
    [
        (0.32, "equal", None, None),
        (0.3, "equal", None, None),
        (0.2999, "may_be_lower", 67, None),
        (0.2, "may_be_lower", 67, None),
        (0.15, "may_be_lower", 67, None),
        (0.1499, "may_be_lower", None, 0.5),
        (0.08, "may_be_lower", None, 0.5),
    ],
)
def test_minority(share, rule, most_seats, least_ratio):
    said = minority(share, 224)
    assert (said.rule, said.most_seats, said.least_ratio) == (rule, most_seats, least_ratio)
