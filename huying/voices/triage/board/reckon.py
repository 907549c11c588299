"""Reckon the hot matters of a period and keep them; the engine finds them, here they get places and links."""

import re
from collections import Counter
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from huying.kernel.crypto import blind_index
from huying.kernel.roster import Area

from ...models import HotMatter, HotRun, HotVoice, Voice
from ..engine import hot as engine
from ..engine.places import KINDS, names
from .periods import trend

MOST = 6000  # newest voices of a period that are compared: about a minute and 100 MB
KEPT = 60  # matters of a run
UNKNOWN = "?"  # all who left neither telephone nor name count as one: they may be one
_BARE = re.compile(r"[（(\[【]\s*[）)\]】]")  # brackets in which a place stood
RUNS = 8  # runs kept of each span
READ = (
    "pk",
    "title",
    "text",
    "heard_on",
    "phone_index",
    "author",
    "area",
    "area__parent",
    "area__name",
    "field__parent",
    "field",
    "place",
)


def reckon(span: str, since: date, until: date, *, by=None, at, step=lambda n, total: None) -> HotRun:
    """One run over the voices received in [since, until]; whole or not at all."""
    rows = Voice.objects.filter(heard_on__range=(since, until)).exclude(state__in=("said", "declined"))
    voices = list(rows.order_by("-pk").values(*READ)[:MOST])
    step(1, 3)
    found = engine.hot([_message(v) for v in voices], most=KEPT, until=until)
    step(1, 3)
    by_pk = {v["pk"]: v for v in voices}
    areas = [name for name in Area.objects.values_list("name", flat=True) if len(name) > 1]
    with transaction.atomic():
        run = HotRun.objects.create(
            span=span, since=since, until=until, made_at=at, by=by, voices=len(voices)
        )
        for one in found:
            _keep(run, one, [by_pk[pk] for pk in one.ids], areas)
        old = HotRun.objects.filter(span=span).order_by("-pk").values_list("pk", flat=True)[RUNS:]
        HotRun.objects.filter(pk__in=list(old)).delete()
    step(1, 3)
    return run


def _message(v) -> dict:
    noon = timezone.make_aware(datetime.combine(v["heard_on"], time(12)))
    return {
        "id": v["pk"],
        "title": v["title"],
        "detail": v["text"],
        "at": noon,
        "person": v["phone_index"] or blind_index(v["author"]) or UNKNOWN,
    }


def _keep(run, one, voices, areas) -> None:
    days = [v["heard_on"] for v in voices]
    matter = HotMatter.objects.create(
        run=run, rank=one.rank, title=_heading(one, voices, areas)[:200],
        place=(one.place or _common(voices, "place") or "")[:200],
        area_id=_common(voices, "area") or _common(voices, "area__parent"),
        field_id=_common(voices, "field__parent") or _common(voices, "field"),
        first_on=min(days), last_on=max(days), people=one.people, messages=one.messages, heat=one.heat,
        parts=one.addends._asdict(), trend=trend(days, run.since, run.until),
    )  # fmt: skip
    congress = run.congress
    HotVoice.objects.bulk_create(HotVoice(congress=congress, matter=matter, voice_id=v["pk"]) for v in voices)


def _heading(one, voices, areas) -> str:
    """The title nearest to all others, without the places that only a few of them name: 西庄村：孩子… becomes 孩子…"""
    heading = one.title
    for name in sorted((a for a in areas if a in heading), key=len, reverse=True):
        if not _shared(name, voices):
            heading = heading.replace(name, "")
    for name in sorted(names(heading), key=len, reverse=True):
        if not _shared(name, voices):  # a school stays a school: 白杨中心小学 becomes 小学
            heading = heading.replace(name, next(kind for kind in KINDS if name.endswith(kind)))
    return _BARE.sub("", heading).strip("：:，,、·-— ") or one.title


def _shared(name, voices) -> bool:
    read = ("title", "text", "place", "area__name")
    return 2 * sum(any(name in (v[column] or "") for column in read) for v in voices) >= len(voices)


def _common(voices, column):
    """What at least half of them share."""
    counts = Counter(v[column] for v in voices if v[column])
    value, n = next(iter(counts.most_common(1)), (None, 0))
    return value if n * 2 >= len(voices) else None
