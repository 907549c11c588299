"""The second factor: a time code (RFC 6238) or one of ten recovery codes, kept by allauth's authenticators."""

from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.db import connection, transaction

from ..crypto import _box
from ..roster import Membership
from ..switches import SECOND_FACTOR
from .flow import STAFF


class Sealed(DefaultMFAAdapter):
    """Authenticator secrets encrypted with the installation's field keys."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "Huying"


def required(account) -> bool:
    """Does any congress ask this person for a second factor?"""
    rows = Membership.everywhere.filter(person_id=account.person_id, is_active=True, role__in=STAFF)
    return any(SECOND_FACTOR.of(m.congress) == "staff" for m in rows.select_related("congress"))


def required_of(member) -> bool:
    """The same for one membership whose congress is at hand: no query."""
    return member.role in STAFF and SECOND_FACTOR.of(member.congress) == "staff"


def enrolled(account) -> bool:
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()


def fresh_secret() -> str:
    return totp.generate_totp_secret()


def address(account, secret: str) -> str:
    """otpauth:// address for the QR code."""
    return Sealed().build_totp_url(account, secret)


def enrol(account, secret: str, code: str) -> list[str] | None:
    """Bind the authenticator that shows `code`; the ten recovery codes, or None when the code does not fit."""
    if not (counter := _counter(secret, code)):
        return None
    with transaction.atomic():
        Authenticator.objects.filter(user=account).delete()
        made = totp.TOTP.activate(account, secret).instance
        made.data["counter"] = counter
        made.save(update_fields=["data"])
        return RecoveryCodes.activate(account).generate_codes()


def recovery_codes(account) -> list[str]:
    """Ten new ones; the old ones are void."""
    with transaction.atomic():
        Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
        return RecoveryCodes.activate(account).generate_codes()


def left(account) -> int:
    """How many recovery codes are still unused."""
    kept = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(kept.wrap().get_unused_codes()) if kept else 0


def check(account, code: str) -> bool:
    """Is this the code of now, or an unused recovery code? Each opens once: a replayed one is refused."""
    code = "".join(c for c in code if c.isascii() and c.isdigit())
    with transaction.atomic():
        rows = Authenticator.objects.filter(user=account)
        if connection.features.has_select_for_update:
            rows = rows.select_for_update()
        kept = {a.type: a for a in rows}
        found = kept.get(Authenticator.Type.TOTP)
        if found and len(code) == app_settings.TOTP_DIGITS:
            counter = _counter(decrypt(found.data["secret"]), code)
            if not counter or counter <= found.data.get("counter", 0):
                return False
            found.data["counter"] = counter
            found.save(update_fields=["data"])
            found.record_usage()
            return True
        spare = kept.get(Authenticator.Type.RECOVERY_CODES)
        return bool(spare and spare.wrap().validate_code(code))


def remove(account) -> None:
    Authenticator.objects.filter(user=account).delete()


def _counter(secret: str, code: str) -> int:
    """The time step to which the code belongs (a little before and after now), or 0."""
    fits = (
        c
        for c in totp.yield_hotp_counters_from_time()
        if totp.format_hotp_value(totp.hotp_value(secret, c)) == code
    )
    return next(fits, 0)
