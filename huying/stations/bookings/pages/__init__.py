"""How bookings look: `entry` to those who receive, `public` to whoever booked."""

from .entry import COLUMNS, ONLY_PAGES, api_row, banners, facts, links, sections, title

__all__ = ["COLUMNS", "ONLY_PAGES", "api_row", "banners", "facts", "links", "sections", "title"]
