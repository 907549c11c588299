"""Reading the TOML tables that lie beside the code."""

import tomllib
from importlib.resources import files
from typing import Any


def read(folder: str, name: str) -> dict[str, Any]:
    """The table `folder/name.toml` of this package."""
    return tomllib.loads((files(__package__) / folder / f"{name}.toml").read_text(encoding="utf-8"))
