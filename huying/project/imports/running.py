"""An import as long work: queued, with its progress, taken up again where it stopped."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import jobs
from huying.kernel.process import Refused
from huying.kernel.register import operations
from huying.kernel.tables import importing
from huying.kernel.tables.importing import Import

from . import importer

FIRST = 5  # warnings that stand under the result


@jobs.job(minutes=60)
def run(job: int, progress=None):
    """Write what is left of an import. Calling it twice writes nothing twice."""
    found = Import.objects.select_related("by").get(pk=job)
    write(found, step=progress.step if progress else lambda n: None)
    if progress is not None:
        for one in found.told("error"):
            progress.fail_row(one["line"], one["reason"])
        result = [
            (_("新增"), found.created),
            (_("更新"), found.updated),
            (_("没有变化"), found.unchanged),
            (_("有错误"), found.count("error")),
            *([(_("没有全部照填"), warned)] if (warned := found.count("warning")) else []),
        ]
        where = reverse("manage:import_result", kwargs={"code": found.congress.code, "pk": found.pk})
        progress.finish(result, message=_not_as_said(found), url=where, url_label=_("看全部结果"))


def _not_as_said(found: Import) -> str:
    """The first rows that were taken, but not all of whose words found a place."""
    said = [_("第 %(line)s 行：%(reason)s") % one for one in found.told("warning")[:FIRST]]
    return _("已经写入、但没有全部照填的：") + "；".join(said) if said else ""


def write(found: Import, *, step=lambda n: None) -> Import:
    """Apply, and leave a trace of the file on the congress's entry."""
    at = timezone.now()
    running = importer(found.sheet).acting(by=found.by, at=at)

    def write_rows(rows):
        running.write(rows)

    was_done = found.state == "done"
    told = found.done
    try:
        lot = _counted(write_rows, found, step, told)
        importing.apply(found, running.sheet, running.existing, lot, at=at)
    except importing.Overtaken as same:
        raise Refused(str(same)) from same
    if not was_done:
        trace(found, at=at)
    return found


def _counted(write_rows, found, step, told):
    """`write` that tells how far the import is: rows before this lot were dealt with."""
    state = {"told": told}

    def call(rows):
        write_rows(rows)
        if found.done > state["told"]:
            step(found.done - state["told"])
            state["told"] = found.done

    return call


def trace(found: Import, *, at) -> None:
    """Which file was taken in, by whom, with what result."""
    entry = operations.entry_of(found.congress, by=found.by, at=at)
    counts = {
        "created": found.created,
        "updated": found.updated,
        "unchanged": found.unchanged,
        "errors": found.count("error"),
    }
    operations.import_table(entry, by=found.by, at=at, table=found.sheet, counts=counts, digest=found.sha256)


def look(found: Import, limit: int | None = None):
    """The rows of an import as they would be written."""
    running = importer(found.sheet).acting(by=found.by, at=timezone.now())
    return importing.look(found, running.sheet, running.existing, limit)
