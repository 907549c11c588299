"""Voices alike to one: the same matter, or one of the same kind, with the sentences that match."""

from collections import defaultdict
from dataclasses import dataclass, field

from ... import queries
from ...models import Voice
from ..engine.near import SAME, matching
from ..engine.near import alike as likeness
from . import keys as index

TOPIC = 0.35  # from here on two voices speak of the same kind of matter
JUDGED = 40  # candidates whose texts are read
MERGEABLE = ("heard", "consulting", "handed", "adopted")
READ = (
    "congress_id", "state", "number", "title", "text", "heard_on", "unit__name", "unit__short", "merged_into_id",
    "outcome", "area_id",
)  # fmt: skip


@dataclass
class Alike:
    """Another voice, how alike (0–1), whether it is taken for the same matter, the sentences [(here, there)]."""

    voice: Voice
    score: float
    same: bool
    sentences: list = field(default_factory=list)

    @property
    def percent(self) -> int:
        return round(100 * self.score)

    @property
    def may_merge(self) -> bool:
        return self.voice.state in MERGEABLE


def alike(voice, member, most: int = 6) -> list[Alike]:
    """What the member may see of the same matter, likest first, past years and ended ones included. Two queries."""
    mine = index.read(voice.title, voice.text)
    weights: dict[int, float] = defaultdict(float)
    fresh = set()
    for pk, key in index.sharing(index.telling(mine), voice.pk):
        if key == index.FRESH:
            fresh.add(pk)
        else:
            weights[pk] += mine.whole[key] ** 2
    best = sorted(weights, key=lambda pk: (-weights[pk], -pk))[:JUDGED]
    rows = queries.visible_to(member).select_related(None).select_related("unit").exclude(state="said")
    found = []
    for other in rows.only(*READ).filter(pk__in={*best, *fresh}):
        score = likeness(mine, index.read(other.title, other.text))
        if score >= TOPIC:
            found.append(Alike(other, round(score, 4), score >= SAME))
    found.sort(key=lambda a: (-a.score, -a.voice.pk))
    for one in found[:most]:
        pairs = matching(voice.title, voice.text, one.voice.title, one.voice.text, most=3)
        one.sentences = [(a[:160], b[:160]) for _i, _j, a, b in pairs]
    return found[:most]
