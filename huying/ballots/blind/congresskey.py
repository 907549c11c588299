"""The key with which a congress signs its files of ballots (Ed25519): one a congress, under the installation's secrets.

It lies with the other keys in HOME/keys, so `huying backup` carries it. Whoever copies it can sign in the congress's name;
that a file is the one that was declared is shown by its digest in the trace and on the poster, not by this signature alone.
"""

import base64
import contextlib
import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


def private(congress) -> Ed25519PrivateKey:
    """The congress's key, made at the first call; two processes at once get the same one."""
    folder = Path(settings.HOME) / "keys"
    path = folder / f"ballots-{congress.code}.ed25519"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(Ed25519PrivateKey.generate().private_bytes_raw().hex())
        with contextlib.suppress(FileExistsError):  # somebody was faster; theirs counts
            os.link(draft, path)
        draft.unlink()
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))


def public(congress) -> bytes:
    """The public half, 32 bytes."""
    return private(congress).public_key().public_bytes_raw()


def fingerprint(congress) -> str:
    """SHA-256 of the public half, as `huying ballot verify` prints it."""
    return hashlib.sha256(public(congress)).hexdigest()


def signed(congress, raw: bytes) -> dict[str, str]:
    """What stands under `signed` in a file: key and signature over these bytes."""
    key = private(congress)
    return {
        "key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        "signature": base64.b64encode(key.sign(raw)).decode(),
    }
