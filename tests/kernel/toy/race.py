"""Many clerks press the same button at once, on a database of its own named by DATABASE_URL; prints what came of it.

python -m tests.kernel.toy.race ROUNDS THREADS
"""

import json
import os
import sys
import threading
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.project.settings")

import django
from django.conf import settings

settings.MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in settings.INSTALLED_APPS}
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from huying.kernel import process, scope, subject  # noqa: E402
from huying.kernel.case import Trace  # noqa: E402
from huying.kernel.verify import verify  # noqa: E402
from tests.kernel.toy.models import Answer, Errand  # noqa: E402
from tests.kernel.toy.operations import assign, remark  # noqa: E402
from tests.kernel.toy.town import AT, build  # noqa: E402


def at_once(town, act, threads):
    """What each of the threads got from `act(n)`, all let loose at the same moment."""
    got, barrier = Counter(), threading.Barrier(threads)

    def press(n):
        with scope.congress(town.here):
            barrier.wait()
            try:
                act(n)
                got["done"] += 1
            except process.Refused as refusal:
                got[type(refusal).__name__] += 1
            except Exception as error:
                got[f"{type(error).__name__}: {error}"] += 1
            finally:
                connections.close_all()

    lanes = [threading.Thread(target=press, args=(n,)) for n in range(threads)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    return dict(got)


def main(rounds, threads):
    call_command("migrate", run_syncdb=True, verbosity=0)
    subject.SUBJECTS["toy_errand"], subject.RECORDS["toy.Answer"] = Errand, Answer
    town = build()
    found = {"assign": Counter(), "births": Counter(), "remarks": Counter(), "same_key": Counter()}
    with scope.congress(town.here):
        for n in range(rounds):
            pk = town.ask().pk

            shown = [
                Errand.objects.get(pk=pk) for _ in range(threads)
            ]  # what each had before them when they pressed

            def press(i, shown=shown):
                assign(shown[i], by=town.clerk, at=AT, unit=town.unit)

            def birth(i, n=n):
                town.ask(key=f"round {n}")

            def again(i, pk=pk, n=n):
                remark(Errand.objects.get(pk=pk), by=town.clerk, at=AT, text="x", key=f"remark {n}")

            def different(i, pk=pk):
                remark(Errand.objects.get(pk=pk), by=town.clerk, at=AT, text="x")

            for name, act in (
                ("same_key", again),
                ("remarks", different),
                ("assign", press),
                ("births", birth),
            ):
                found[name].update(at_once(town, act, threads))
        numbers = list(Trace.objects.order_by("seq").values_list("seq", flat=True))
        report = verify(town.here)
        result = {name: dict(counts) for name, counts in found.items()}
        result["errands"] = Errand.objects.count()
        result["gap_free"] = numbers == list(range(1, len(numbers) + 1))
        result["problems"] = [p.as_dict() for p in report.problems]
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
