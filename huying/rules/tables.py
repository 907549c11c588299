"""Reading the TOML tables that lie beside the code."""

import tomllib
from importlib.resources import files
from typing import Any


def read(folder: str, name: str) -> dict[str, Any]:
    """The table `folder/name.toml` of this package; "." is the package itself (inside a ZIP no path has a dot)."""
    place = files(__package__) if folder == "." else files(__package__) / folder
    return tomllib.loads((place / f"{name}.toml").read_text(encoding="utf-8"))
