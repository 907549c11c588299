"""How sittings look: `entry` in lists and on their page, `door` for who comes and goes, `calendar`, `rules`, `kit`, `public`."""

from .entry import COLUMNS, api_row, concerns, facts, links, not_yet, reading, sections, story, title
from .public import public_detail, public_list

__all__ = [
    "COLUMNS",
    "api_row",
    "concerns",
    "facts",
    "links",
    "not_yet",
    "public_detail",
    "public_list",
    "reading",
    "sections",
    "story",
    "title",
]
