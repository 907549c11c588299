"""The training itself: behind the pages, with progress. Killed anywhere, it leaves the model in use as it was."""

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.jobs import enqueue, job
from huying.kernel.process import Refused, house
from huying.kernel.progress import Progress

from .. import in_use
from ..engine.faults import EngineFault
from . import comparing, corrections, operations
from .models import TriageModel


def _lost(*, model) -> None:
    """The worker was lost again and again: the version does not stay "in training", which would refuse every later one."""
    row = TriageModel.objects.get(pk=model)
    if row.state == "training":
        operations.fail(row, by=house(), at=timezone.now(), text=_("训练中断了几次，已经停下，请重新训练。"))


@job(minutes=60, lost=_lost)
def learn(*, model, progress=None):
    """Compare by cross-validation, learn from all rows, write the file, say so."""
    row = TriageModel.objects.get(pk=model)
    if row.state != "training":
        return
    try:
        figures, blend, rows = _work(progress)
        row.refresh_from_db()
        if row.state != "training":  # somebody stopped it
            return
        blend.own.save(row.path)
        data = row.path.read_bytes()
    except Exception as error:  # whatever ended it: nothing stays "in training" for ever
        row.refresh_from_db()
        said = str(error) if isinstance(error, EngineFault | OSError | Refused) else type(error).__name__
        if row.state == "training":
            operations.fail(row, by=house(), at=timezone.now(), text=said or type(error).__name__)
        if isinstance(error, EngineFault | OSError):
            raise Refused(said) from error
        raise
    operations.measure(
        row, by=house(), at=timezone.now(), labels=blend.codes, rows=[[r.pk, r.code] for r in rows], figures=figures,
        digest=hashlib.sha256(data).hexdigest(), size=len(data),
    )  # fmt: skip
    if progress is not None:
        progress.finish(_told(figures), url=_address(row), url_label=_("看比较，决定是否启用"))


def _work(progress):
    shipped = in_use.shipped().shipped
    rows = corrections.learnable(corrections.rows())
    if progress is not None:
        progress.step(0, total=2 * corrections.FOLDS + 1)
    current = TriageModel.objects.filter(state="in_use").first()
    known = {(pk, code) for pk, code in current.rows} if current else set()
    figures = comparing.compare(
        shipped, rows, known, (lambda: progress.step()) if progress else (lambda: None)
    )
    blend = comparing.learn(shipped, rows)
    if blend.own is None:
        raise Refused(_("更正记录不够，没有训练成。"))
    return figures, blend, rows


def _told(figures):
    return [
        (_("参加比较的件数"), figures["rows"]),
        (_("新版本 macro-F1"), figures["new"]["macro_f1"]),
        (_("现用版本 macro-F1"), figures["now"]["macro_f1"]),
    ]


def _address(row) -> str:
    from django.urls import reverse

    return reverse("classifiers:detail", kwargs={"code": row.congress.code, "pk": row.pk})


def launch(model, *, by, at):
    """Reaction on `train`: the job exists once the step is committed."""
    task = enqueue(learn, progress=model.shown, model=model.pk)
    Progress.objects.filter(pk=model.shown).update(task=str(task.id)[:40])
