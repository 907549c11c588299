"""A process of its own on an SQLite file: `prepare MARKER` makes tables and queues the job, `work` runs a worker."""

import sys
from datetime import timedelta

import django
from django.conf import settings
from django.core.management import call_command


class Nothing:
    """No migrations: tables straight from the models."""

    def __contains__(self, name):
        return True

    def __getitem__(self, name):
        return None


settings.MIGRATION_MODULES = Nothing()
django.setup()

from django.utils import timezone  # noqa: E402

from huying.kernel import jobs, scope, worker  # noqa: E402
from huying.kernel.roster import Congress, Membership, Person  # noqa: E402
from tests.kernel.lost.work import dies_at_first  # noqa: E402

if sys.argv[1] == "prepare":
    call_command("migrate", run_syncdb=True, verbosity=0)
    congress = Congress.objects.create(code="here", name="本县人大", level="county")
    with scope.congress(congress):
        member = Membership.objects.create(person=Person.objects.create(name="甲"), role="clerk")
        jobs.start("导入", dies_at_first, by=member, at=timezone.now(), marker=sys.argv[2])
else:
    jobs.LEASE = timedelta(milliseconds=1)  # the lost one is found at once
    worker.run_worker(once=True, name=sys.argv[2])
