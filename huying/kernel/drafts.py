"""What somebody is still writing: saved while typing, given back when the form is opened again, gone when it is taken."""

import json
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .crypto import seal, unseal
from .roster import Membership
from .scope import Owned

LONGEST = 400_000  # characters of one draft: three texts of the longest kind
MOST = 60  # drafts of one member; the oldest makes room
LASTS = timedelta(days=90)
PUBLIC = "drafts"  # where a visitor without account keeps theirs: in their own session
PUBLIC_LONGEST = 20_000


class TooLong(ValueError):
    """The text is longer than a draft may be; the message is for the reader."""


class Draft(Owned):
    """One form's texts by field name. `key` is "<subject>.<step>:<pk or new>". Never passwords, never files."""

    member = models.ForeignKey(Membership, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "member", "key"], name="one_draft_a_form")]
        indexes = [models.Index(fields=["at"], name="draft_at")]


def save(member, key: str, data: dict, *, at=None) -> Draft:
    """Keep these texts under the key, in place of what was there. TooLong where there is too much of it."""
    _measure(data, LONGEST)
    at = at or timezone.now()
    with transaction.atomic():
        draft, made = Draft.objects.update_or_create(
            member=member, key=key[:80], defaults={"data": data, "at": at}
        )
        if made:
            rest = (
                Draft.objects.filter(member=member).order_by("-at", "-pk").values_list("pk", flat=True)[MOST:]
            )
            Draft.objects.filter(pk__in=list(rest)).delete()
    return draft


def load(member, key: str) -> Draft | None:
    return Draft.objects.filter(member=member, key=key[:80]).first()


def begun(member) -> set[str]:
    """Births that this member has begun to write and not taken: codes of steps ("suggestions.draft")."""
    keys = Draft.objects.filter(member=member, key__endswith=":new").values_list("key", flat=True)
    return {key.removesuffix(":new") for key in keys}


def drop(member, key: str) -> None:
    Draft.objects.filter(member=member, key=key[:80]).delete()


def save_public(session, key: str, data: dict, *, at) -> None:
    """The same for a visitor, in their session: one draft, smaller, gone with the session. A session is signed, not
    secret, and a draft holds names and telephones: it stands there encrypted."""
    _measure(data, PUBLIC_LONGEST)
    session[PUBLIC] = {"key": key[:80], "sealed": seal(json.dumps(data)), "at": at.isoformat()}


def load_public(session, key: str) -> dict:
    kept = session.get(PUBLIC) or {}
    if kept.get("key") != key[:80] or not kept.get("sealed"):
        return {}
    return json.loads(unseal(kept["sealed"], int(LASTS.total_seconds())) or "{}")


def drop_public(session) -> None:
    session.pop(PUBLIC, None)


def texts(post) -> dict:
    """What of a submitted form is worth keeping: its texts and choices, not its marks and secrets."""
    names = (
        n for n in post if not n.startswith("_") and n not in ("csrfmiddlewaretoken", "password", "code")
    )
    given = {n.replace("\x00", ""): [v.replace("\x00", "") for v in post.getlist(n)] for n in names}
    return {n: v if len(v) > 1 else v[0] for n, v in given.items() if any(v)}


def purge(at) -> int:
    """Delete drafts that nobody touched for a season."""
    return Draft.everywhere.filter(at__lt=at - LASTS).delete()[0]


def _measure(data: dict, most: int) -> None:
    if sum(len(str(v)) for v in data.values()) > most or len(data) > 200:
        raise TooLong(_("草稿太长，没有存上。请先另存一份，或分成几件。"))
