"""Train, measure, adopt, go back. The file is written whole before the row says so; the model in use is never touched."""

from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.case import Case
from huying.kernel.given import clean
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.progress import Progress
from huying.kernel.switches import PREFIX
from huying.kernel.words import recorded

from ...operations.shared import day_of
from ..engine.classifier import Classifier
from ..engine.faults import EngineFault
from . import corrections
from .flow import FLOW
from .models import TriageModel


@creates(FLOW["train"])
def train(*, by, at):
    """Begin: the work itself is a job that the wiring board starts (jobs.launch)."""
    if TriageModel.objects.filter(state="training").exists():
        raise Refused(_("已有一版正在训练，请等它结束，或者先停止训练。"))
    rows = corrections.learnable(corrections.rows())
    if len(rows) < corrections.LEAST or len({row.code for row in rows}) < 2:
        raise Refused(
            _(
                "更正记录还不够：至少要两个领域、每个领域 %(each)s 件以上、合计 %(least)s 件，现在够用的有 %(n)s 件。"
            )
            % {"each": corrections.EACH, "least": corrections.LEAST, "n": len(rows)}
        )
    newest = TriageModel.objects.order_by("-number").first()
    number = newest.number + 1 if newest else 1
    with recorded():
        title = _("训练分诊模型第 %(n)s 版") % {"n": number}
    shown = Progress.objects.create(title=title, by=by, at=at)
    return TriageModel(number=number, case=_docket(at), shown=shown.pk), {"number": number, "rows": len(rows)}


@does(FLOW["measure"])
def measure(model, *, by, at, labels, rows, figures, digest, size):
    """What came out; the file lies in its place already."""
    model.labels, model.rows, model.figures = labels, rows, figures
    model.digest, model.size, model.trained_at = digest, size, at
    return {
        "digest": digest,
        "rows": len(rows),
        "macro_f1": figures["new"]["macro_f1"],
        "now": figures["now"]["macro_f1"],
    }


@does(FLOW["fail"])
def fail(model, *, by, at, text=""):
    """It was not finished; the one in use goes on."""
    model.reason = clean(text)[:300]
    return {"note": model.reason}


@does(FLOW["adopt"])
def adopt(model, *, by, at, text=""):
    """From now on this one hints; the one before is kept to go back to."""
    if not model.path.is_file():
        raise Refused(_("这一版的文件已经不在，不能启用；请重新训练。"))
    try:
        Classifier.load(
            model.path
        )  # one trained before an upgrade of the engine says so here, not in every hint
    except EngineFault as fault:
        raise Refused(str(fault)) from fault
    before = TriageModel.objects.filter(state="in_use").first()
    if before is not None:
        retire(before, by=house(), at=at)
    model.predecessor = before
    return {"digest": model.digest, "before": before.number if before else 0, "note": clean(text)}


@does(FLOW["retire"])
def retire(model, *, by, at):
    """Another one is put to use."""
    return {"number": model.number}


@does(FLOW["go_back"])
def go_back(model, *, by, at, text=""):
    """The one before hints again; where its file is gone or there was none, the shipped one."""
    before = model.predecessor
    usable = before is not None and before.state == "retired" and before.path.is_file()
    if usable:
        # this row leaves its place first: of a congress only one may be in use
        _queue(model, before)
    return {"to": before.number if usable else 0, "note": clean(text)}


@does(FLOW["resume"])
def resume(model, *, by, at):
    """Back in use after a later one was taken back."""
    return {"number": model.number}


def _queue(model, before) -> None:
    model.__dict__["resumes"] = before


def after_going_back(model, *, by, at):
    """Reaction, once the row has left its place."""
    if (before := model.__dict__.pop("resumes", None)) is not None:
        resume(before, by=house(), at=at)


@recorded()
def _docket(at) -> Case:
    """All versions share a docket: they take no numbers from the matters of the congress."""
    congress = scope.current()
    number = f"{PREFIX.of(congress)}-FZ-model"[:32]
    return Case.objects.get_or_create(
        number=number, defaults={"title": _("分诊模型"), "opened_on": day_of(at)}
    )[0]
