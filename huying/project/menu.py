"""The menu: who sees which entry."""


def chrome(request) -> dict:
    """What every page needs around it: congress, member, menu."""
    return {"congress": getattr(request, "congress", None), "member": getattr(request, "member", None), "menu": [], "bottom": []}
