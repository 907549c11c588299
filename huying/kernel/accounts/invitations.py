"""Slips: a code of twelve letters and digits that opens one admission once."""

import secrets
from datetime import timedelta

from ..crypto import blind_index
from .models import Invitation

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that a printed slip confuses
LASTS = timedelta(days=14)


def fresh_code() -> str:
    """Twelve signs, 58 bits, in three groups: "K7QM-29TB-XW4H"."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def digest(code: str) -> str:
    """Keyed digest of a typed code; spaces, dashes, case and full-width signs do not matter."""
    plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in code).upper()
    return blind_index("".join(c for c in plain if c in ALPHABET))


def find(code: str, at) -> Invitation | None:
    """The open invitation of this code in whatever congress; None for unknown, used, replaced or expired ones."""
    rows = Invitation.everywhere.filter(digest=digest(code), used_at=None, expires_at__gt=at)
    return rows.select_related("congress", "admission__member__person").first()


def write(admission, *, code: str, by, at) -> Invitation:
    """A new slip; the ones before it open nothing any more."""
    void(admission, at)
    person = admission.member.person
    resets = hasattr(person, "account") and admission.accepted_at is not None
    return Invitation.objects.create(
        admission=admission, digest=digest(code), resets=resets, at=at, expires_at=at + LASTS, by=by
    )


def void(admission, at) -> None:
    """Open slips of this admission open nothing any more."""
    Invitation.objects.filter(admission=admission, used_at=None, expires_at__gt=at).update(expires_at=at)


def use(pk: int, admission, at) -> Invitation | None:
    """Mark it used; None when somebody did so already, or it expired."""
    rows = Invitation.objects.filter(pk=pk, admission=admission, used_at=None, expires_at__gt=at)
    return Invitation.objects.get(pk=pk) if rows.update(used_at=at) else None


def purge(at) -> int:
    """Delete slips that ended a quarter ago; the traces keep that they were."""
    return Invitation.everywhere.filter(expires_at__lt=at - timedelta(days=90)).delete()[0]
