"""For the verifier: are the attachments that traces name still there, with the bytes that were kept?"""

import hashlib

from .case import Trace
from .content import BadFile
from .files import INSIDE, File
from .shelf import open_


def check(traces: list, report, read_bytes: bool) -> None:
    """Compare the digests in these traces with the rows, and with the bytes on disk where `read_bytes`."""
    wanted = {}
    for trace in traces:
        for pk, digest in trace.facts.get("files", ()) if isinstance(trace.facts, dict) else ():
            wanted[pk] = (trace, digest)
    rows = File.objects.in_bulk(list(wanted))
    for pk, (trace, digest) in wanted.items():
        row = rows.get(pk)
        if row is None and _was_erased(pk, trace):
            continue
        if row is None:
            report.add("file_gone", f"附件 {pk} 的登记不见了", trace)
        elif row.sha256 != digest:
            report.add("file", f"附件 {pk} 的登记与留痕不符：被直接改动", trace)
        elif read_bytes and (kept := _digest(row.place)) != digest and (kept or not _was_shut(row)):
            report.add("file_bytes", f"附件 {pk} 的内容不见了，或者与留痕不符", trace)


def _was_erased(pk: int, born: Trace) -> bool:
    """Does a trace of the same subject say that the file went with the person's data?"""
    traces = Trace.objects.filter(
        subject_kind=born.subject_kind, subject_id=born.subject_id, step=f"{born.subject_kind}.erase"
    )
    return any(pk in facts.get("gone", ()) for facts in traces.values_list("facts", flat=True))


def _was_shut(row: File) -> bool:
    """Did the scanner find something, and does a trace say so? Then a guard of the machine may have taken the bytes away."""
    kind = row.subject_kind.removesuffix(INSIDE)
    step = f"{kind}.shut_file"
    traces = Trace.objects.filter(subject_kind=kind, subject_id=row.subject_id, step=step)
    shut = [pk for facts in traces.values_list("facts", flat=True) for pk in facts.get("shut", ())]
    return row.scan == "found" and row.pk in shut


def _digest(place: str) -> str:
    try:
        with open_(place) as body:
            return hashlib.sha256(body.read()).hexdigest()
    except (OSError, BadFile):
        return ""
