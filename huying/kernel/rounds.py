"""One piece of nightly work for every congress, each on its own: what fails in one does not stop the others.

What failed is raised when all have had their turn, so that the job counts as failed and the health page names it.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from . import scope
from .refusals import Refused
from .roster import Congress

log = logging.getLogger("huying.jobs")


class SomeFailed(Exception):
    """qh: KeyError; nz lapse: DataError" : where, and what it was; the log has the rest."""


def each_congress(work: Callable[[], Any] | Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
    """{code: what `work()` gave inside that congress}; of named works {code: {name: what it gave}}."""
    done: dict[str, Any] = {}
    failed: list[str] = []
    for congress in Congress.objects.filter(is_active=True).order_by("pk"):
        with scope.congress(congress):
            if not isinstance(work, Mapping):
                _try(congress.code, congress.code, work, done, failed)
                continue
            done[congress.code] = {}
            for name, part in work.items():
                _try(name, f"{congress.code} {name}", part, done[congress.code], failed)
    if failed:
        raise SomeFailed("; ".join(failed))
    return done


def each_row(rows: Iterable, act: Callable[[Any], Any]) -> int:
    """A step for each of many rows; how many took it. One that refuses now is left for the next day; one that fails is
    named at the end, when all others have had their turn."""
    count, failed = 0, []
    for row in rows:
        try:
            act(row)
            count += 1
        except Refused:
            continue
        except Exception as error:
            log.exception("timetable, row %s", row.pk)
            failed.append(f"{row._meta.model_name} {row.pk}: {type(error).__name__}")
    if failed:
        raise SomeFailed("; ".join(failed[:20]))
    return count


def _try(key: str, where: str, work, done: dict, failed: list[str]) -> None:
    try:
        done[key] = work()
    except Exception as error:
        log.exception("timetable, %s", where)
        failed.append(f"{where}: {type(error).__name__}")
