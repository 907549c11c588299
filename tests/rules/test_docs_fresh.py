"""docs/rules.md is what the register and the profiles say today."""

from pathlib import Path

from huying.rules import profiles, registry
from huying.rules.docs import page

_FILE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_fresh():
    assert _FILE.read_text(encoding="utf-8") == page(), "run: .venv/bin/huying rules docs > docs/rules.md"


def test_the_page_names_every_rule_and_setting():
    text = page()
    assert all(f"| {rule.id} |" in text for rule in registry.all_rules())
    assert all(f"`{key}`" in text for key in profiles.load("national").settings)
    assert all(f"`{name}`" in text for name in profiles.names())
