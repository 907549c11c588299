"""Attachments of a case: checked on the way in, seen by those who see the case, never served as a page."""

import hashlib
import logging
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.http import FileResponse, Http404, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from . import content, process, scope, shelf, visibility
from .case import Trace
from .content import BadFile
from .prepared import Rows
from .scope import Owned

log = logging.getLogger("huying.files")
INLINE = ("jpg", "png", "webp", "gif", "pdf")
MEGABYTE = 2**20
SCANS = ("off", "clean", "held", "found", "own")
INSIDE = "/inside"  # after a subject's kind: files that not everybody who sees the subject may see


class Closed(BadFile):
    """The scanner has not looked yet, or has found something."""


class File(Owned):
    """One attachment. `subject_id` 0: of any subject of that kind; no kind either: of the whole case."""

    case = models.ForeignKey("kernel.Case", models.PROTECT, related_name="files")
    subject_kind = models.CharField(max_length=24, blank=True)
    subject_id = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)  # of what is kept
    received_sha256 = models.CharField(max_length=64)  # of what was sent, before EXIF was taken out
    place = models.CharField(max_length=120)
    by = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # off: nobody was asked; held: waits for the scanner, nobody opens it; found: shut for good; own: made by this house
    scan = models.CharField(max_length=8, default="off", choices=[(s, s) for s in SCANS])
    is_public = models.BooleanField(default=False)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "subject_kind", "subject_id", "received_sha256"], name="file_once"
            )
        ]
        indexes = [models.Index(fields=["congress", "subject_kind", "subject_id"], name="file_subject")]

    def __str__(self):
        return self.name

    @property
    def mime(self) -> str:
        return content.MIMES[self.kind]

    @property
    def is_picture(self) -> bool:
        return self.mime.startswith("image/")


def store(upload, *, case, by, at, subject=None, inside=False) -> File:
    """Keep an upload (anything with .name and .read()). BadFile says in Chinese why not; then nothing is left.

    `subject` may still be unsaved: the gate binds the file once its birth has a number. `inside`: only for those whom
    the room's answer for the kind "<subject>/inside" names. The same bytes sent again for the same subject give the
    same row. Inside a step the trace carries the digest.
    """
    file = _kept(upload, case=case, by=by, at=at, subject=subject, inside=inside)
    process.attach(file.pk, file.sha256)
    return file


class Inspected(NamedTuple):
    """What was found in an upload before anything was written: the digest of what was sent, what is kept, the scan."""

    digest: str
    found: content.Content
    scan: str


def inspect(upload) -> Inspected:
    """Look at an upload, and let the scanner look, without a database; BadFile says why it is not taken.

    Remembered on the upload: a form asks before the step, so that no transaction waits for a scanner.
    """
    if (known := getattr(upload, "inspected", None)) is None:
        data = read(upload)
        found = content.check(upload.name or "", data)
        known = Inspected(hashlib.sha256(data).hexdigest(), found, scanned(upload.name, data))
        upload.inspected = known
    return known


def made(name: str, data: bytes, scan: str = "own") -> ContentFile:
    """Bytes as an upload that the scanner need not see again: written by this house (own), copied from a file here,
    or drawn from an upload that was inspected; then `scan` is what was said of that one."""
    upload = ContentFile(data, name=name)
    upload.inspected = Inspected(hashlib.sha256(data).hexdigest(), content.check(name, data), scan)  # type: ignore[attr-defined]
    return upload


def _kept(upload, *, case, by, at, subject, inside) -> File:
    digest, found, scanned = inspect(upload)
    where = {
        "case": case,
        "subject_kind": subject.FLOW.subject + INSIDE * inside if subject is not None else "",
        "subject_id": (subject.pk or 0) if subject is not None else 0,
        "received_sha256": digest,
    }
    if known := File.objects.filter(**where).first():
        return known
    place = shelf.put(found.data)
    try:
        with transaction.atomic():
            return File.objects.create(
                **where, name=content.clean_name(upload.name, found.kind), kind=found.kind, size=len(found.data),
                sha256=hashlib.sha256(found.data).hexdigest(), place=place, by=by, at=at, scan=scanned,
            )  # fmt: skip
    except IntegrityError:
        shelf.drop(place)
        return File.objects.get(**where)  # the same file, sent twice at once
    except BaseException:
        shelf.drop(place)
        raise


def bind(pks: list[int], subject) -> None:
    """Called by the gate: the files that a birth brought belong to it alone, not to all of its kind in the case."""
    File.objects.filter(pk__in=pks, case_id=subject.case_id, subject_id=0).update(subject_id=subject.pk)


def of(subject):
    """The files of a subject that all may see who see it, in the order in which they came; wherever its case moved."""
    return _of(subject).filter(subject_kind=subject.FLOW.subject)


def at_birth(subject):
    """The files that came with the subject itself: not what was hung on it while it was handled."""
    traces = Trace.objects.filter(subject_kind=subject.FLOW.subject, subject_id=subject.pk).order_by("seq")
    born = traces.values_list("facts", flat=True).first() or {}
    return of(subject).filter(pk__in=[pk for pk, _digest in born.get("files", ())])


def again(subject) -> list[ContentFile]:
    """What came with a subject once more, as uploads for the case that another congress opens; no paper of this house."""
    return copies(at_birth(subject))


def copies(rows) -> list[ContentFile]:
    """These files as uploads for another subject; what the scanner shut stays where it is."""
    found = []
    for file in rows:
        if file.scan == "found":
            continue
        with shelf.open_(file.place) as kept:
            found.append(made(file.name, kept.read(), file.scan))
    return found


def seen(subject, member, beside=()) -> list[File]:
    """The files of a subject that this member may see; with them the open ones of rows `beside` it, which they may see too."""
    kind, inside = subject.FLOW.subject, subject.FLOW.subject + INSIDE
    if beside:
        wanted = _place(subject) & models.Q(subject_kind__in=[kind, inside])
        for row in beside:
            wanted |= models.Q(subject_kind=row.FLOW.subject, subject_id=row.pk)
        found = list(File.objects.filter(wanted).order_by("pk"))
    else:
        found = _at(scope.current().pk, subject.pk, subject.case_id, kind, inside)
    if all(f.subject_kind != inside for f in found) or visibility.sees(
        member, subject.case_id, inside, subject.pk
    ):
        return found
    return [f for f in found if f.subject_kind != inside]


_at = Rows(
    lambda congress, pk, case, kind, inside: File.everywhere.filter(
        models.Q(subject_id=pk) | models.Q(case_id=case, subject_id=0),
        congress_id=congress, subject_kind__in=[kind, inside],
    ).order_by("pk"),
    int, int, int, str, str,
)  # fmt: skip


def _of(subject):
    return File.objects.filter(_place(subject)).order_by("pk")


def _place(subject) -> models.Q:
    return models.Q(subject_id=subject.pk) | models.Q(case_id=subject.case_id, subject_id=0)


def may_see(member, file: File) -> bool:
    """Whoever sees the file's subject sees the file; a published one is for everybody."""
    if file.congress_id != scope.current().pk:
        return False
    return file.is_public or visibility.sees(member, file.case_id, file.subject_kind, file.subject_id)


def open_for(member, file: File):
    """The file's bytes as an open binary file; PermissionError for who may not see it."""
    if not may_see(member, file):
        raise PermissionError(_("找不到这个文件。"))
    return opened(file)


def opened(file: File):
    """The bytes of a file that may be seen. Closed where the scanner keeps it shut, BadFile where it is gone."""
    if file.scan == "held":
        raise Closed(_("这个文件还在等待查毒，通过以后才能打开。"))
    if file.scan == "found":
        raise Closed(_("这个文件查出病毒，已经封存，不能打开。"))
    return shelf.open_(file.place)


def any_held(at) -> bool:
    """In any congress: does a file wait for the scanner?"""
    return File.everywhere.filter(scan="held").exists()


def matches(file: File, upload) -> bool:
    """Is this upload the file, byte for byte: as it was sent in, or as it was downloaded from here?"""
    return hashlib.sha256(read(upload)).hexdigest() in (file.sha256, file.received_sha256)


def sweep(at) -> int:
    """Remove bytes older than a day that no row knows, left by steps that were rolled back; how many there were."""
    from .tables.importing import Import

    known = {
        *File.objects.values_list("place", flat=True),
        *Import.wanted(at).values_list("place", flat=True),
    }
    lost = [place for place in shelf.older(at - timedelta(days=1)) if place not in known]
    for place in lost:
        shelf.drop(place)
    return len(lost)


def serve(request, pk: int, **_kwargs):
    """The download; 404 for whoever may not see it. A browser is told to keep it out of our pages."""
    file = File.objects.filter(pk=pk).first() if pk < 2**63 else None
    try:
        body = open_for(request.member, file) if file else None
    except Closed as reason:
        return HttpResponse(str(reason), status=409, content_type="text/plain; charset=utf-8")
    except (PermissionError, BadFile):
        body = None
    if body is None:
        raise Http404
    inline = file.kind in INLINE and "download" not in request.GET
    response = FileResponse(body, as_attachment=not inline, filename=file.name, content_type=file.mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def read(upload, limit: int = 0) -> bytes:
    """All bytes of an upload, or BadFile where they are more than `limit` (default: setting FILE_MAX_BYTES)."""
    limit = limit or getattr(settings, "FILE_MAX_BYTES", 20 * MEGABYTE)
    size = getattr(upload, "size", None)
    if size is None or size <= limit:
        upload.seek(0)
        data = upload.read(limit + 1)
        if len(data) <= limit:
            return data
    raise BadFile(_("文件太大，最多 %(size)s MB。") % {"size": f"{limit / MEGABYTE:g}"})


def scanned(name: str, data: bytes, *, may_wait: bool = True) -> str:
    """What stands on a file of these bytes: off, clean or held. BadFile for a virus; and where the scanner does not
    answer and FILE_SCANNER_DOWN says "refuse", or what is uploaded cannot wait (a table that is read at once)."""
    if not getattr(settings, "FILE_SCANNER", ""):
        return "off"
    if (reason := ask(name, data)) is None:
        if may_wait and getattr(settings, "FILE_SCANNER_DOWN", "refuse") == "hold":
            return "held"
        raise BadFile(_("暂时无法检查病毒，请稍后再上传。"))
    if reason:
        raise BadFile(_("文件没有通过病毒检查：%(reason)s") % {"reason": reason})
    return "clean"


def ask(name: str, data: bytes) -> str | None:
    """The answer of FILE_SCANNER (dotted path; `scan(name, data)`): a reason, "" for clean, None for no answer."""
    try:
        return import_string(settings.FILE_SCANNER)(name, data)
    except Exception as error:  # a scanner that does not answer lets nothing through
        log.warning("the scanner did not answer: %s", error)
        return None
