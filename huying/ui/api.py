"""The open API: the same rooms, forms and gate as the pages; problem details for errors, cursors for lists."""

import json

from django.http import Http404, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.security import SessionAuth

from huying.kernel import access, tokens
from huying.kernel.files import BadFile
from huying.kernel.middleware import standing_in_for
from huying.kernel.process import AlreadyDone, Forbidden, Refused, Stale

from . import links, schema, stepping
from .listing import PER_PAGE

MOST = 100
PROBLEM = "application/problem+json"


class Problem(Exception):
    """An error the caller can read: status, title, and per-field errors."""

    def __init__(self, status: int, title: str, **more):
        super().__init__(title)
        self.status, self.title, self.more = status, title, more


def problem(status: int, title: str, **more) -> JsonResponse:
    body = {"type": "about:blank", "status": status, "title": str(title), **more}
    return JsonResponse(body, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False})


class Bearer:
    """Authorization: Bearer hy_… ; sets request.member to the token's membership."""

    openapi_type, openapi_scheme = "http", "bearer"
    openapi_security_schema = {"type": "http", "scheme": "bearer"}

    def __call__(self, request):
        kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret.isascii() or request.congress is None:
            return None
        token = tokens.find(secret.strip())
        if token is not None:
            request.member, request.token = token.member, token
            request.member.standing_in_for = standing_in_for(token.member)
        return token


class Signed(SessionAuth):
    """A signed-in browser; state-changing calls need the CSRF token."""

    def authenticate(self, request, key):
        member = request.member
        return member if member is not None and member.person_id else None


def make(rooms: dict) -> NinjaAPI:
    """The API over these rooms (doors.ROOMS)."""
    api = NinjaAPI(
        title="Huying 呼应", version="1", docs_url="/docs", openapi_url="/openapi.json", auth=[Bearer(), Signed()],
        description=_("与页面同一套表单、同一道关口。错误为 problem+json，列表以游标翻页。"), urls_namespace="api",
    )  # fmt: skip
    for kind in (Problem, Http404, Refused, BadFile, MultiPartParserError, Exception):
        api.add_exception_handler(kind, _handlers[kind])
    for room in rooms.values():
        api.add_router(f"/c/{{code}}/{room.flow.subject}", _router(room), tags=[room.flow.subject])
    return api


def _router(room) -> Router:
    router, subject = Router(), room.flow.subject

    def index(request, code: str, cursor: str = "", limit: int = PER_PAGE, state: str = ""):
        _scope(request, "read")
        rows = room.queries.visible_to(request.member).order_by("-pk")
        if state:
            rows = rows.filter(state=state)
        if cursor:
            rows = rows.filter(pk__lt=links.whole(cursor, 0))
        size = max(1, min(MOST, limit))
        page = list(rows[: size + 1])
        following = str(page[size - 1].pk) if len(page) > size else None
        return answer({"items": [shown(room, r, request.member) for r in page[:size]], "next": following})

    def detail(request, code: str, pk: int):
        _scope(request, "read")
        row = _row(room, request, pk)
        able = [
            s.name
            for s in room.flow.leaving(row.state)
            if s.name in room.doors and access.may(request.member, s, row)
        ]
        return answer({**shown(room, row, request.member), "steps": able})

    router.get("", operation_id=f"{subject}.list", summary=str(_(room.flow.title)))(index)
    router.get("/{int:pk}", operation_id=f"{subject}.detail")(detail)
    for name in room.doors:
        step = room.flow[name]
        where = f"/new/{name}" if step.is_birth else f"/{{int:pk}}/{name}"
        body = {
            "requestBody": {"content": {"application/json": {"schema": schema.of_form(room.form_for(step))}}}
        }
        router.post(where, operation_id=step.code, summary=str(_(step.label)), openapi_extra=body)(
            _act(room, step)
        )
    return router


def _act(room, step):
    def birth(request, code: str):
        return _take(room, step, request, None)

    def act(request, code: str, pk: int):
        return _take(room, step, request, _row(room, request, pk))

    return birth if step.is_birth else act


def _take(room, step, request, row):
    _scope(request, step.code)
    if not access.may(request.member, step, row):
        raise Http404
    data, files = _sent(request)
    form = room.form_for(step)(data, files, row=row, member=request.member)
    sent = stepping.Stamp(data)
    if not form.is_valid() or not sent.is_valid():
        raise Problem(
            400,
            _("有些内容要改"),
            errors={k: list(map(str, v)) for k, v in {**form.errors, **sent.errors}.items()},
        )
    seen, key = sent.cleaned_data["_seen"], sent.cleaned_data["_key"] or None
    try:
        born = stepping.take(room, step, row, request.member, form.cleaned_data, seen=seen, key=key)
    except AlreadyDone as same:
        born = row or room.model.objects.get(pk=same.trace.subject_id)
    fresh = room.queries.visible_to(request.member).filter(pk=(born or row).pk).first()
    body = shown(room, fresh, request.member) if fresh else {"id": (born or row).pk}
    return answer(body, status=201 if row is None else 200)


def _sent(request):
    if request.content_type == "multipart/form-data":
        return request.POST, request.FILES
    try:
        data = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise Problem(400, _("正文不是合法的 JSON")) from None
    if not isinstance(data, dict):
        raise Problem(400, _("正文应为一个 JSON 对象"))
    return {k: _plain(v) for k, v in data.items() if v is not None}, {}


def _plain(value):
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value if isinstance(value, bool | str) else json.dumps(value, ensure_ascii=False)


def _row(room, request, pk):
    if pk > 2**62:
        raise Http404
    return room.row(request.member, pk)


def _scope(request, code):
    token = getattr(request, "token", None)
    if token is not None and not token.allows(code):
        raise Problem(403, _("这把密钥不含此项权限：%(code)s") % {"code": code})


def shown(room, row, member) -> dict:
    """A row for programs: the common columns, and what the room adds by `pages.api_row(row, member)`."""
    common = {
        "id": row.pk, "case": row.case_id, "state": row.state, "state_label": str(_(row.state_label)),
        "version": row.version, "due_on": row.due_on, "born_at": row.born_at,
    }  # fmt: skip
    extra = room.pages.api_row(row, member) if hasattr(room.pages, "api_row") else {}
    return {**common, **extra}


def answer(body: dict, status: int = 200) -> JsonResponse:
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def _refused(request, exc):
    if isinstance(exc, Forbidden):
        return problem(404, _("没有找到"))
    return problem(409, str(exc), stale=isinstance(exc, Stale))


def _unexpected(request, exc):
    if isinstance(exc, UnicodeError | ValueError) and "NUL" in str(exc):
        return problem(400, _("内容里有不能保存的字符"))
    raise exc


_handlers = {
    Problem: lambda request, exc: problem(exc.status, exc.title, **exc.more),
    Http404: lambda request, exc: problem(404, _("没有找到")),
    Refused: _refused,
    BadFile: lambda request, exc: problem(400, str(exc)),
    MultiPartParserError: lambda request, exc: problem(400, _("上传的内容不完整")),
    Exception: _unexpected,
}
