"""The chain: every trace carries the hash of the one before it, per congress, and a digest of its subject's content.

What a chain alone cannot show (a cut tail, a chain rewritten whole) is shown against a checkpoint kept elsewhere.
"""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from django.db import models

from .case import Trace
from .prepared import Prepared, insert, put
from .scope import Owned

GENESIS = "0" * 64


class ChainHead(Owned):
    """Last link of a congress's chain; its row lock puts the traces of concurrent transactions in order."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress"], name="one_head")]


class Checkpoint(Owned):
    """Head of the chain on a day, to be published or kept outside."""

    day = models.DateField()
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "day"], name="one_checkpoint_a_day")]


def canonical(value) -> bytes:
    """One spelling for one content: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()


def digest(data: bytes, algorithm: str = "sha256") -> str:
    """Hex digest by the congress's algorithm (sha256 or sm3)."""
    if algorithm == "sm3":
        h = hashes.Hash(hashes.SM3())
        h.update(data)
        return h.finalize().hex()
    return hashlib.sha256(data).hexdigest()


def content_digest(subject, salt: str, algorithm: str) -> str:
    """Salted digest of a subject or record: says nothing of the content once the salt is erased."""
    return digest(salt.encode() + canonical(subject.ledger_content()), algorithm)


def note_digest(salt: str, note: str, algorithm: str) -> str:
    """What the chain keeps of note and salt, also of an empty note: neither can be changed or emptied unseen."""
    return digest(salt.encode() + note.encode(), algorithm)


def fresh_salt() -> str:
    return secrets.token_hex(16)


def link(trace: Trace) -> bytes:
    """The bytes that a trace's hash covers; `note` and `salt` are not among them, their digests are."""
    fields = (
        trace.congress_id, trace.seq, trace.case_id, trace.subject_kind, trace.subject_id, trace.step, trace.source, trace.target,
        trace.by_id, trace.acted_for_id, trace.at.timestamp(), trace.facts, trace.note_digest,
        trace.subject_digest, trace.key, trace.previous,
    )  # fmt: skip
    return canonical(fields)


_head = Prepared(
    lambda congress: (
        ChainHead.everywhere.filter(congress_id=congress).select_for_update().values_list("pk", "seq", "hash")
    ),
    int,
)


def append(traces: list[Trace], congress) -> None:
    """Chain and insert these traces at the end of the open transaction, in their order."""
    if not (heads := _head(congress.pk)):
        ChainHead.objects.get_or_create(congress=congress)
        heads = _head(congress.pk)
    ((pk, seq, previous),) = heads
    for trace in traces:
        seq += 1
        trace.seq, trace.previous = seq, previous
        trace.hash = previous = digest(link(trace), congress.digest)
    insert(traces)
    congress.__dict__.get("_request", {}).pop("head", None)  # see remember.py
    put(ChainHead, [pk], seq=seq, hash=previous)
