"""The few line drawings of the interface: 24 × 24 paths, drawn for Huying, coloured by the text around them."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "desk": "M4 10.5 12 4l8 6.5V20H4zM9.5 20v-6h5v6",
    "voice": "M4 5h16v11H10l-4 4v-4H4zM8 9h8M8 12.5h5",
    "suggestion": "M6 3h9l4 4v14H6zM15 3v4h4M9.5 12h6M9.5 16h6",
    "people": (
        "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6"
        "M16 4.5a3.3 3.3 0 0 1 0 6.2M18 14.6c2.1.9 3.5 2.8 3.5 5.4"
    ),
    "unit": "M4 21V9h7V3h9v18M2.5 21h19M14 7h3M14 11h3M14 15h3M7 13h1M7 17h1",
    "chart": "M4 4v16h16M8.5 16v-5M13 16V7M17.5 16v-3",
    "rule": "M12 3v18M7 21h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z",
    "inbox": "M4 13 6.5 5h11L20 13v6H4zM4 13h5a3 3 0 0 0 6 0h5",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8 3.5V8M16 3.5V8",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20.5 20.5",
    "book": "M4 5c3-1 6-.6 8 1v14c-2-1.6-5-2-8-1zM20 5c-3-1-6-.6-8 1v14c2-1.6 5-2 8-1z",
    "me": "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-4 3.3-6.5 7.5-6.5s7.5 2.5 7.5 6.5",
    "bell": "M6 16.5V10a6 6 0 0 1 12 0v6.5l1.5 1.5h-15zM10 20.5h4",
    "file": "M6 3h8l4 4v14H6zM14 3v4h4",
    "check": "M4.5 12.5 10 18 19.5 7",
    "progress": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2",
    "open": "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
    "download": "M12 4v11M7.5 11 12 15.5 16.5 11M4.5 20h15",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "upload": "M12 16V5M7.5 9.5 12 5l4.5 4.5M4.5 20h15",
    "moon": "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
    "alert": "M12 4 21 20H3zM12 10v4.5M12 17.3v.1",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "place": (
        "M12 21c4.5-4.5 6.5-8 6.5-11a6.5 6.5 0 1 0-13 0c0 3 2 6.5 6.5 11z"
        "M12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
    ),
    "phone": "M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1-1 2-2 2C10.5 20 4 13.5 4 5.5c0-1 1-2 2-2z",
    "home": "M4 10.5 12 4l8 6.5V20H4z",
    "paper": "M6 3h9l4 4v14H6zM15 3v4h4M9.5 12h6M9.5 16h6",
    "plus": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 8v8M8 12h8",
    "map": "M3.5 6 9 4l6 2 5.5-2v14L15 20l-6-2-5.5 2zM9 4v14M15 6v14",
    "health": "M3 12h4l2.5-6 4 12 2.5-6h5",
    "more": "M5 12h.1M12 12h.1M19 12h.1",
}


@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """The drawing called `name`; unknown names give a plain dot row, so that a menu never breaks over a picture."""
    path = PATHS.get(name, PATHS["more"])
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        mark_safe(path),  # noqa: S308 - our own constant
    )
