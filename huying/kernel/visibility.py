"""Who may see what: every room names the rows of its subjects that a member may see; files and search ask here."""

from collections.abc import Callable

from django.db.models import QuerySet

from . import scope

_rows: dict[str, Callable[..., QuerySet]] = {}


def register(subject_kind: str, rows: Callable[..., QuerySet]) -> None:
    """`rows(member)` is the room's visible_to for subjects of this kind. Asking twice replaces the first answer."""
    _rows[subject_kind] = rows


def kinds() -> tuple[str, ...]:
    """The subject kinds that a room has spoken for."""
    return tuple(_rows)


def rows(subject_kind: str, member) -> QuerySet | None:
    """What the member may see of this kind in the congress being served; None where no room has spoken for it."""
    found = _rows.get(subject_kind)
    return None if found is None else found(member).filter(congress=scope.current())


def sees(member, case_id: int, subject_kind: str = "", subject_id: int = 0) -> bool:
    """May the member see this subject, or (no id) any subject of that kind, or (no kind) any subject of the case?"""
    if member is None or member.congress_id != scope.current().pk or not member.is_active:
        return False
    for kind in [subject_kind] if subject_kind else kinds():
        found = rows(kind, member)
        if found is not None:
            found = found.filter(**({"pk": subject_id} if subject_id else {"case_id": case_id}))
            if found.order_by().exists():
                return True
    return False
