"""Attachments that came while the scanner did not answer: it looks at them later, and what it finds then is no secret."""

import logging

from . import files, notices, process, shelf
from .acts import the_act
from .content import BadFile
from .files import INSIDE, File
from .nobody import house
from .subject import SUBJECTS

log = logging.getLogger("huying.files")
NOBODY = ("public", "house")  # whom no notice reaches


def scan(at) -> dict[str, int]:
    """Let the scanner look at what waits, of the congress being served: {"clean": n, "found": n, "held": n}.

    What it finds is shut for good, as an act of the house on the matter that it hangs on; the bytes stay, for the trace of
    the step that brought them vouches for them.
    """
    done = {"clean": 0, "found": 0, "held": 0}
    for file in File.objects.filter(scan="held").select_related("by").order_by("pk"):
        try:
            with shelf.open_(file.place) as kept:
                said = files.ask(file.name, kept.read())
        except BadFile:
            said = None
        verdict = "held" if said is None else "found" if said else "clean"
        done[verdict] += 1
        if verdict == "clean":
            _set(file, verdict)
        elif verdict == "found":
            log.warning("file %s: %s", file.pk, said)
            _shut(file, at)
    return done


def _set(file: File, verdict: str) -> None:
    File.objects.filter(pk=file.pk).update(scan=verdict)


def _shut(file: File, at) -> None:
    """In the trace; the act tells the office, and here the sender. Without a matter (of a whole case) only the row says so."""
    model = SUBJECTS.get(file.subject_kind.removesuffix(INSIDE))
    subject = model.objects.filter(pk=file.subject_id).first() if model is not None else None
    if model is None or subject is None:
        return _set(file, "found")
    step = the_act(model, "shut_file")

    @process.does(step)
    def body(row, *, by, at):
        _set(file, "found")
        if file.by.role not in NOBODY and file.by.role not in step.tells:
            notices.tell_people(step.code, row, {file.by_id}, at=at)
        return {"shut": [file.pk]}

    body(subject, by=house(), at=at)
    return None
