"""A paper as a download: ?as=docx or ?as=pdf."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from .as_pdf import NoPdf, pdf
from .paper import Paper


def docx(paper: Paper) -> bytes:
    """Loaded when the first one is asked for: the library is large."""
    from . import as_docx

    return as_docx.docx(paper)


KINDS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "pdf": ("application/pdf", pdf),
}


def download(paper: Paper, kind: str) -> HttpResponse:
    """The file; where the machine cannot set a PDF, the sentence that says so (503). KeyError for an unknown kind."""
    mime, make = KINDS[kind]
    try:
        body = make(paper)
    except NoPdf as missing:
        return HttpResponse(str(missing), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(body, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(True, f"{paper.file_name}.{kind}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
