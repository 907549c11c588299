"""How turns on duty look: `entry` to those who hold and keep them, `month` as a calendar, `desk` for signing in, `public`."""

from .entry import COLUMNS, api_row, facts, links, sections, title

__all__ = ["COLUMNS", "api_row", "facts", "links", "sections", "title"]
