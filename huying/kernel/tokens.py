"""Keys for programs: scoped, with an expiry, shown once; only their digest is kept."""

import hashlib
import secrets

from django.db import models
from django.utils import timezone

from .roster import Membership
from .scope import Owned

PREFIX = "hy_"


class Token(Owned):
    """Acts as `member`, but only in these scopes: "read", "<subject>" (all its steps) or a step code."""

    member = models.ForeignKey(Membership, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    def allows(self, code: str) -> bool:
        """`code` is "read" or a step code."""
        return code in self.scopes or code.partition(".")[0] in self.scopes


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def issue(*, member, name: str, scopes: list[str], expires_at) -> tuple[Token, str]:
    """(token, secret); the secret cannot be had again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        member=member, name=name, scopes=scopes, expires_at=expires_at, digest=_digest(secret)
    )
    return token, secret


def find(secret: str) -> Token | None:
    """The living token of the congress being served; None for anything else."""
    rows = Token.objects.select_related("member__person", "member__unit", "member__organ", "member__area")
    token = rows.filter(digest=_digest(secret), revoked_at=None, expires_at__gt=timezone.now()).first()
    if token is None or not token.member.is_active:
        return None
    today = timezone.localdate()
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    return token
