"""The whole seed as one transaction: it is there, or nothing of it is."""

import gc
from collections import Counter as Tally
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from huying.kernel import lamps, scope
from huying.kernel.case import Trace
from huying.kernel.delivery import Delivery
from huying.kernel.notices import Notice
from huying.kernel.roster import Congress
from huying.kernel.subject import SUBJECTS

from ..switches import DEMO
from . import (
    accounts,
    afterlife,
    appraising,
    consulting,
    contacts,
    days,
    duties,
    hints,
    plan,
    polls,
    publicity,
    roster,
    sittings,
    stations,
)
from .ground import Names
from .stage import Stage

UNREAD = timedelta(days=6)


class NotEmpty(Exception):
    """The database holds other congresses; the demo does not mix with them."""


@dataclass
class Seeded:
    """What was made. `accounts` hold passwords only right after the seed."""

    fresh: bool
    accounts: list[dict] = field(default_factory=list)
    counts: dict = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def seed(
    *,
    day: date,
    number: int = 1,
    scale: float = 1.0,
    tell: Callable[[str], None] = lambda text: None,
    until: datetime | None = None,
) -> Seeded:
    """Seed once, as everybody left it on the evening before `day`: whatever hour of that day it is, nothing lies ahead, and
    the same day gives the same county. No news is of a moment after `until` (only a `day` to come has such).

    A database that has the demo is left as it is; one with other congresses raises NotEmpty.
    """
    if there():
        return Seeded(False, accounts.known(), counts())
    if Congress.objects.exists():
        raise NotEmpty
    if _mark().exists():
        tell("上一次装入演示数据没有完成，当时写入的内容已由数据库全部撤销；现在从头装入。")
    _mark().parent.mkdir(parents=True, exist_ok=True)
    _mark().write_text(f"{day.isoformat()} {number}\n", encoding="utf-8")
    begun = datetime.combine(day, time(0), days.CHINA)
    now = begun - timedelta(hours=4)
    with transaction.atomic(), _unhurried():
        grounds, refused = _build(day, number, scale, begun, now, tell)
        with scope.congress(grounds[0].congress):
            stations.add(grounds[0], now)
            contacts.add(grounds[0], now)
            duties.add(grounds[0], now)
            consulting.add(grounds[0], now)
            polls.add(grounds[0], now)
            sittings.add(grounds[0], now)
            appraising.tested(grounds[0], now)
            appraising.wished(grounds[0], now)
            appraising.to_and_fro(grounds[0], now)
        hints.add(grounds, now)
        _quiet(now)
        made = accounts.open_all(grounds, now)
        afterlife.add(grounds, now)
        if until is not None:
            Notice.everywhere.filter(at__gt=until).update(at=until)
    _mark().unlink(missing_ok=True)
    return Seeded(True, made, counts(), refused)


def there() -> bool:
    """Is the demo in this database?"""
    return any(DEMO.of(c) for c in Congress.objects.all())


def counts() -> dict:
    """{congress code: {table: rows, "states": {subject: {state: rows}}}}."""
    found = {}
    for congress in Congress.objects.order_by("-pk"):
        with scope.congress(congress):
            states = {
                kind: dict(sorted(Tally(model.objects.values_list("state", flat=True)).items()))
                for kind, model in sorted(SUBJECTS.items())
            }
            rows = {kind: sum(by_state.values()) for kind, by_state in states.items()}
            found[congress.code] = {**rows, "traces": Trace.objects.count(), "states": states}
    return found


def _count(tell, short, n):
    if n % 1200 < 120:
        tell(f"{short}：已办 {n} 步")


def _build(day, number, scale, begun, now, tell):
    root = f"huying {number} {day.isoformat()}"
    names = Names(days.lots("names", number))
    county, city = roster.congresses()
    grounds, refused = [], []
    for congress, build, fill in ((county, roster.county, plan.county), (city, roster.city, plan.city)):
        tell(f"{congress.short}：登记名册……")
        with scope.congress(congress):
            ground = build(days.lots(root, congress.code, "roster"), day, names, *grounds)
            ground.root, ground.today = f"{root} {congress.code}", day
            stage = Stage(congress, begun)
            fill(ground, stage, day, days.lots(ground.root, "plan"), scale)
        stage.play(partial(_count, tell, congress.short))
        with scope.congress(congress):
            lamps.turn(begun)
            if congress is county:
                publicity.add(ground, now)
        grounds.append(ground)
        refused += stage.refused
    return grounds, refused


@contextmanager
def _unhurried():
    """A seed makes many objects that live long; looking through them again and again costs a fifth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _quiet(now) -> None:
    """Two years of news were read long ago; nothing of the past is sent out by a worker."""
    Notice.everywhere.filter(sent_at=None).update(sent_at=now)
    Notice.everywhere.filter(at__lt=now - UNREAD).update(read_at=now - UNREAD)
    Delivery.everywhere.all().delete()


def _mark() -> Path:
    """Lies beside the data while a seed is under way, so that the next one can say what became of it."""
    return Path(settings.HOME) / "demo.unfinished"
