"""What becomes of every exception that a call may raise; apart from problems.py, which every page's request passes."""

import logging

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja.errors import HttpError, Throttled, ValidationError

from huying.kernel.files import BadFile
from huying.kernel.process import Forbidden, Refused, Stale, Unavailable

from .problems import Problem, problem


def _refused(request, exc):
    if isinstance(exc, Forbidden):
        return problem(404)
    if isinstance(exc, Unavailable):
        return problem(503, exc, headers={"Retry-After": "2"})
    return problem(409, exc, stale=isinstance(exc, Stale))


def _http(request, exc):
    if isinstance(exc, Throttled):
        return problem(429, headers={"Retry-After": str(exc.wait or 1)})
    if exc.status_code == 403:
        return problem(403, _("请求没有带上页面的防伪造标记（X-CSRFToken）"))
    return problem(exc.status_code)


def _unexpected(request, exc):
    logging.getLogger("huying.errors").exception("the API failed", exc_info=exc)
    return problem(500)


HANDLERS = {
    Problem: lambda request, exc: problem(exc.status, exc.title, **exc.more),
    Http404: lambda request, exc: problem(404),
    Refused: _refused,
    BadFile: lambda request, exc: problem(400, exc),
    HttpError: _http,
    ValidationError: lambda request, exc: problem(400),
    RequestDataTooBig: lambda request, exc: problem(413),
    SuspiciousOperation: lambda request, exc: problem(400),
    UnreadablePostError: lambda request, exc: problem(400, _("内容没有传完")),
    MultiPartParserError: lambda request, exc: problem(400, _("上传的内容不完整")),
    Exception: _unexpected,
}
