"""What each call of a room does: list, one row, its story, what a step asks, the step itself."""

from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from ninja import Path

from huying.kernel import access, files
from huying.kernel.process import Stale
from huying.kernel.roles import ROLES
from huying.ui import detailing, schema, stepping, storytelling

from . import bodies, lists
from .auth import need
from .problems import Problem

LOCATION = "/api/v1/c/{code}/{subject}/{pk}"


def index(room):
    def call(request, code: Path[str]):
        need(request, "read")
        rows, following = lists.page(room, request)
        return answer({"items": [shown(room, r, request.member) for r in rows], "next": following})

    return call


def detail(room):
    def call(request, code: Path[str], pk: Path[int]):
        need(request, "read")
        row = _row(room, request, pk)
        able, refused = detailing.actions(room, row, request.member)
        return answer(
            {
                **shown(room, row, request.member),
                "steps": [s["name"] for s in able],
                "refusals": refused,
                "files": [_file(request, f) for f in files.seen(row, request.member)],
                "page": lists.page_url(room, row),
            }
        )

    return call


def story(room):
    """The matter's story as the page tells it to this person."""

    def call(request, code: Path[str], pk: Path[int]):
        need(request, "read")
        row = _row(room, request, pk)
        tell = getattr(room.pages, "story", None)
        items = tell(row, request.member) if tell else storytelling.story(row.case_id, request.member)
        return answer({"items": [_told(i) for i in items]})

    return call


def asks(room, step):
    """What the step's form asks of this person about this row, with the choices that they have."""

    def birth(request, code: Path[str]):
        return _asks(room, step, request, None)

    def one(request, code: Path[str], pk: Path[int]):
        return _asks(room, step, request, _row(room, request, pk))

    return birth if step.is_birth else one


def act(room, step):
    def birth(request, code: Path[str]):
        return _act(room, step, request, None)

    def one(request, code: Path[str], pk: Path[int]):
        return _act(room, step, request, pk)

    return birth if step.is_birth else one


def me(request, rooms) -> dict:
    need(request, "read")
    member, token = request.member, getattr(request, "token", None)
    return {
        "member": member.pk,
        "name": member.person.name,
        "role": member.role,
        "role_label": str(_(ROLES[member.role])),
        "unit": member.unit.name if member.unit_id else None,
        "congress": {"code": request.congress.code, "name": request.congress.name},
        "scopes": token.scopes if token else None,
        "expires_at": token.expires_at if token else None,
        "rooms": {
            name: {
                "title": str(_(room.flow.title)),
                "births": lists.births(room, member),
                "trays": lists.trays(room, member),
            }
            for name, room in rooms.items()
        },
    }


def shown(room, row, member) -> dict:
    """A row for programs: the common columns, and what the room adds by `pages.api_row(row, member)`."""
    common = {
        "id": row.pk, "case": row.case_id, "state": row.state, "state_label": str(_(row.state_label)),
        "version": row.version, "due_on": row.due_on, "born_at": row.born_at,
    }  # fmt: skip
    extra = room.pages.api_row(row, member) if hasattr(room.pages, "api_row") else {}
    return {**extra, **common}


def answer(body: dict, status: int = 200, headers=None) -> JsonResponse:
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "private, no-store"
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def _asks(room, step, request, row):
    need(request, step.code)
    if not access.may(request.member, step, row) or (row is not None and row.state not in step.source):
        raise Http404
    form = room.form_for(step)(row=row, member=request.member)
    about = {"step": step.code, "label": str(_(step.label)), "then": str(_(step.then)) if step.then else ""}
    return answer({**about, "version": row.version if row else None, "fields": schema.asked(form)})


def _act(room, step, request, pk):
    need(request, step.code)
    member = request.member
    data, uploads = bodies.sent(request)
    sent = stepping.Stamp(data)
    key = sent.cleaned_data["_key"] if sent.is_valid() else ""
    if key and (done := stepping.earlier(room, step, None, member, key)) and pk in (None, done.pk):
        return _done(room, done, request)
    row = _row(room, request, pk) if pk is not None else None
    if not access.may(member, step, row):
        raise Http404
    form = room.form_for(step)(data, uploads, row=row, member=member)
    bodies.known(form, data, uploads)
    if not form.is_valid() or not sent.is_valid():
        errors = {k: list(map(str, v)) for k, v in {**form.errors, **sent.errors}.items()}
        raise Problem(400, _("有些内容要改"), errors=errors)
    seen = sent.cleaned_data["_seen"]
    try:
        born = stepping.take(room, step, row, member, form.cleaned_data, seen=seen, key=key or None)
    except Stale as reason:
        raise Problem(409, str(reason), stale=True, **_moved(row, seen)) from None
    return _done(room, born or row, request, status=200 if row is not None else 201)


def _done(room, row, request, status=200):
    """The row as it now is; only its id where the step has taken it out of this person's sight."""
    fresh = room.queries.visible_to(request.member).filter(pk=row.pk).first()
    body = shown(room, fresh, request.member) if fresh else {"id": row.pk}
    if hasattr(room.pages, "api_once"):
        body |= room.pages.api_once(row)
    where = LOCATION.format(code=request.congress.code, subject=room.flow.subject, pk=row.pk)
    return answer(body, status, {"Location": where} if status == 201 else None)


def _moved(row, seen) -> dict:
    if row is None:
        return {}
    changed = storytelling.since(row, row.version if seen is None else seen)
    return {
        "version": row.version,
        "state": row.state,
        "changed": [{"label": str(i["label"]), "when": i["when"]} for i in changed],
    }


def _told(item) -> dict:
    return {
        "label": str(item["label"]),
        "who": str(item.get("who", "")),
        "when": item["when"],
        "note": str(item.get("note", "")),
        "public": bool(item.get("public")),
        "law": str(item.get("law", "")),
    }


def _file(request, file) -> dict:
    return {
        "id": file.pk,
        "name": file.name,
        "type": file.mime,
        "size": file.size,
        "sha256": file.sha256,
        "url": f"/api/v1/c/{request.congress.code}/files/{file.pk}",
    }


def _row(room, request, pk):
    if pk > 2**62:
        raise Http404
    return room.row(request.member, pk)
