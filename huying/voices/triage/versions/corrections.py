"""What the office corrected: the rows that a congress's own model learns from. Its own rows only."""

import hashlib
import re
import unicodedata
from typing import NamedTuple

from huying.kernel.case import Trace

from ...models import Voice

MOST = 5000  # newest corrections that are learned from
EACH = 5  # a field with fewer examples is not learned yet
LEAST = 30  # fewer rows make no model
FOLDS = 5
PLAIN = re.compile(r"[^\w]+")


class Row(NamedTuple):
    """One correction: the voice, its words, the top-level field that a person chose, its group of near-duplicates."""

    pk: int
    title: str
    text: str
    code: str
    group: str


def rows() -> list[Row]:
    """The newest MOST voices whose field a person set by the step `classify`; the field as it stands now."""
    traces = Trace.objects.filter(subject_kind="voices", step="voices.classify", by__person__isnull=False)
    chosen: dict[int, None] = {}
    for pk, facts in traces.order_by("-seq").values_list("subject_id", "facts")[: 4 * MOST]:
        if facts.get("field"):
            chosen.setdefault(pk)
    found = []
    wanted = list(chosen)[:MOST]
    for start in range(0, len(wanted), 500):
        part = Voice.objects.filter(pk__in=wanted[start : start + 500], field__isnull=False)
        part = part.exclude(state__in=("said", "declined")).select_related("field__parent").order_by("pk")
        found += [
            _row(voice) for voice in part.only("title", "text", "merged_into_id", "congress_id", "field")
        ]
    return sorted(found)


def learnable(every: list[Row]) -> list[Row]:
    """Without the fields that have too few examples."""
    counts: dict[str, int] = {}
    for row in every:
        counts[row.code] = counts.get(row.code, 0) + 1
    return [row for row in every if counts[row.code] >= EACH]


def fold(row: Row) -> int:
    """0 … FOLDS-1, the same for a whole group and in every run."""
    return int(hashlib.sha256(row.group.encode()).hexdigest()[:8], 16) % FOLDS


def _row(voice) -> Row:
    top = voice.field.parent or voice.field
    lead = str(voice.merged_into_id or "")
    plain = PLAIN.sub("", unicodedata.normalize("NFKC", voice.text))[:60]
    return Row(voice.pk, voice.title, voice.text, top.code, lead or plain)
