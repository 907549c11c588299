"""The life of a verifiable poll's key, and the two checks that the lanes hand to issuing.issue and casting.cast_verifiable.

Made at the opening, published at once, used only while the poll is open, destroyed when it closes. It is read from its file
for every list of messages: no process keeps it in memory, so that destroying the file is the end of it.
"""

from django.conf import settings

from .. import casting, keys, kinds
from . import paper, publickey, signing
from .scheme import Unfit

KIND = "rsa"


def make_key(poll) -> str:
    """A fresh key of BALLOT_KEY_BITS bits in the key store; the public half as text."""
    keys.destroy(poll, KIND)  # of an opening that was rolled back: nobody has ever seen its public half
    bits = settings.BALLOT_KEY_BITS
    if bits not in publickey.BITS:
        raise ValueError(f"BALLOT_KEY_BITS: {bits}")
    private = signing.generate(bits)
    keys.keep(poll, private, KIND)
    with signing.Signer(private) as signer:
        return signer.public.text


def sign(now: casting.Running, messages: list[bytes]) -> list[bytes | Unfit]:
    """Blind signatures in the order of the messages, Unfit in place of one that is none. keys.NoKey where the key is gone."""
    with signing.Signer(keys.load(now.uid, KIND)) as signer:
        return signer.sign_each(messages)


def genuine(now: casting.Running, ballot: casting.Returned) -> bool:
    """Was this ballot signed for this poll, with the very marks that will be stored? A sheet that cannot be taken is judged
    as it came, so that its sender learns what is wrong with it."""
    try:
        marks = kinds.validate(now.spec, ballot.marks)
    except kinds.BadSheet:
        marks = ballot.marks
    except ValueError:  # nobody without a name may break a whole list of ballots
        return False
    try:
        spelt = kinds.canonical(marks)
    except (ValueError, TypeError, RecursionError):
        return False
    if len(spelt) > paper.MOST_BYTES:
        return False
    return paper.holds(publickey.read(now.public_key), bytes(ballot.token), spelt, bytes(ballot.signature))


def fingerprint(public_key: str) -> str:
    """What is read aloud before the voting: SHA-256 of the published key, 64 hex digits."""
    return publickey.read(public_key).fingerprint
