"""Where the pictures under a map come from: an address with {z}, {x}, {y}, or nothing at all."""

import re
from typing import Any

ADDRESS = re.compile(r"https?://[\w.:{}\[\]-]+/\S*|/\S*")


def read(url: str, attribution: str = "", subdomains: str = "") -> dict[str, Any]:
    """The setting TILES: {url, attribution, subdomains}, or {} where no tiles are wanted.

    ValueError for an address that no tile can be asked for.
    """
    if not url:
        return {}
    if not ADDRESS.fullmatch(url) or not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise ValueError("HUYING_TILES: 需要含有 {z}、{x}、{y} 的 http(s) 地址")
    return {"url": url, "attribution": attribution, "subdomains": subdomains or "abc"}


def sources(tiles: dict[str, Any]) -> list[str]:
    """What the content policy must let pictures come from: one host, with a star where subdomains vary."""
    if not tiles or tiles["url"].startswith("/"):
        return []
    scheme, _slashes, rest = tiles["url"].partition("://")
    host = rest.partition("/")[0]
    first, dot, others = host.partition(".")
    return [f"{scheme}://{'*' + dot + others if '{s}' in first else host}"]
