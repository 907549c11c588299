"""Jobs for the tests of jobs: one that counts, one that breaks, one that dies with its process on the first run."""

import os
import signal
import time
from pathlib import Path

from huying.kernel.case import Counter
from huying.kernel.jobs import job
from huying.kernel.process import Refused


@job(minutes=1)
def count(key):
    """One more, every time it runs."""
    return Counter.take(key)


@job(minutes=10)
def import_rows(progress, rows, refuse=""):
    """Counts its rows, refuses every third."""
    if refuse:
        raise Refused(refuse)
    for n in range(rows):
        if n % 3 == 2:
            progress.fail_row(n + 2, "日期看不懂")
        progress.step(total=rows)
    progress.finish([("新增", rows - len(progress.failures))], url="/c/here/", url_label="看名单")


@job(minutes=1)
def broken(progress=None):
    raise RuntimeError("inner detail nobody should read")


@job(minutes=1)
def dies_at_first(progress, marker):
    """Half of its work is written when the process is killed; a second run finds the marker and lives."""
    from django.db import transaction

    path = Path(marker)
    with transaction.atomic():
        Counter.take("half")
        if not path.exists():
            path.touch()
            os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(60)
        Counter.take("whole")
    progress.finish([("次数", 1)])
