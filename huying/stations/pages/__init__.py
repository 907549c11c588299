"""How places look: `entry` to those who keep them, `public` to everybody."""

from .entry import COLUMNS, api_row, facts, sections, title
from .public import index as public_list
from .public import one as public_detail

__all__ = ["COLUMNS", "api_row", "facts", "public_detail", "public_list", "sections", "title"]
