"""Every label of the data has its place in our tree, and the pages can say which have examples."""

import tomllib
from pathlib import Path

from huying import kernel
from huying.voices.triage.engine.subjects import FIELDS, LIMITS, WITHOUT_EXAMPLES, field_of, label_of


def test_the_labels_map_onto_the_tree_one_to_one():
    tree = tomllib.loads((Path(kernel.__file__).parent / "fields.toml").read_text(encoding="utf-8"))
    codes = [*FIELDS.values(), *WITHOUT_EXAMPLES.values()]
    assert len(codes) == len(set(codes)) == 15
    assert set(codes) == set(tree)


def test_labels_and_codes_both_pass():
    assert field_of("卫生计生") == "health"
    assert field_of("民政") == "civil"
    assert field_of("urban-roads") == "urban-roads"
    assert field_of("没有的") == ""
    assert label_of("health") == "卫生计生"
    assert label_of("urban-roads") == "urban-roads"
    assert "七类" in LIMITS
