"""How places look: `entry` to those who keep them, `public` to everybody, `board` to the office."""

from .board import board
from .entry import COLUMNS, api_row, facts, links, sections, title
from .public import index as public_list
from .public import one as public_detail
from .public import poster

__all__ = [
    "COLUMNS", "api_row", "board", "facts", "links", "poster", "public_detail", "public_list", "sections", "title",
]  # fmt: skip
