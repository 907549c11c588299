"""Accounts of the named people. Passwords are made fresh, shown once and kept nowhere but as a hash."""

import secrets

from huying.kernel import scope
from huying.kernel.accounts import factors, operations, signin
from huying.kernel.roles import ROLES
from huying.kernel.roster import Account, Membership

from . import people

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that a printed line confuses


def password() -> str:
    """Four groups of four: 78 bits."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(4))


def open_all(grounds, at) -> list[dict]:
    """An account for each of the cast; [{username, password, name, offices}]."""
    found: dict[str, dict] = {}
    for ground in grounds:
        with scope.congress(ground.congress):
            for who in people.CAST:
                member = ground.cast.get(who.key)
                if member is None:
                    continue
                if who.key in found:  # one account, one more office
                    operations.of(member, at=at)
                    continue
                fresh = password()
                operations.open_for(member, username=who.key, password_hash=signin.hashed(fresh), at=at)
                found[who.key] = {"username": who.key, "password": fresh, "name": who.name}
    return [row | {"offices": offices(row["username"])} for row in found.values()]


def renew() -> list[dict]:
    """New passwords for the cast's accounts; sessions end, a bound second factor goes."""
    made = []
    for account in Account.objects.filter(username__in=list(people.KEYS)).order_by("pk"):
        fresh = password()
        account.password, account.epoch, account.is_active = signin.hashed(fresh), account.epoch + 1, True
        account.save(update_fields=["password", "epoch", "is_active"])
        factors.remove(account)
        made.append({"username": account.username, "password": fresh, "name": account.person.name})
    return [row | {"offices": offices(row["username"])} for row in made]


def known() -> list[dict]:
    """The accounts without any password."""
    rows = Account.objects.filter(username__in=list(people.KEYS)).select_related("person").order_by("pk")
    return [{"username": a.username, "name": a.person.name, "offices": offices(a.username)} for a in rows]


def offices(username: str) -> list[str]:
    """What the person may act as: "青禾县 · 人大代表 · 青石街道代表团"."""
    rows = Membership.everywhere.filter(person__account__username=username, is_active=True)
    found = []
    for m in rows.select_related("congress", "unit", "organ").order_by("pk"):
        place = m.unit.short if m.unit_id else m.organ.name if m.organ_id else m.title
        found.append(" · ".join(filter(None, [m.congress.short, str(ROLES[m.role]), place])))
    return found
