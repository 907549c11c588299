"""Keys for programs: scoped, with an expiry, shown once; only their digest is kept."""

import hashlib
import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .roster import Account, Membership
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
    used_on = models.DateField(null=True)  # the day, so that reading costs one write a day and not one a call

    def allows(self, code: str) -> bool:
        """`code` is "read" or a step code."""
        return code in self.scopes or ("." in code and code.partition(".")[0] in self.scopes)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def issue(*, member, name: str, scopes: list[str], expires_at) -> tuple[Token, str]:
    """(token, secret); the secret cannot be had again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        member=member, name=name, scopes=scopes, expires_at=expires_at, digest=_digest(secret)
    )
    return token, secret


def find(secret: str, *, at=None) -> Token | None:
    """The living token of the congress being served; None for anything else, a leaver's token included."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    if not secret.startswith(PREFIX):
        return None
    rows = Token.objects.filter(digest=_digest(secret), revoked_at=None, expires_at__gt=at)
    rows = rows.filter(
        Q(member__since=None) | Q(member__since__lte=today),
        Q(member__until=None) | Q(member__until__gte=today),
        member__is_active=True,
        member__person__isnull=False,
    )
    token = rows.select_related("member__person", "member__unit", "member__organ", "member__area").first()
    if token is None or Account.objects.filter(person=token.member.person, is_active=False).exists():
        return None
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    return token
