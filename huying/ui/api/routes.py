"""Which calls there are: the rooms, the books of the roster, the files, and who I am."""

import json
from typing import Any, cast

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, gettext_lazy
from ninja import NinjaAPI, Path, Router
from ninja.responses import NinjaJSONEncoder

from huying.kernel import files

from . import books, calls, document, refusals, switches
from .auth import Bearer, PerMinute, Signed, need
from .calls import answer

PREFIX = "/api/v1"
_: Any = gettext_lazy  # ninja says str; it becomes one when the document is read, in the reader's language


class Api(NinjaAPI):
    """Ninja routes, asks who calls and how often; what a call takes and gives is described by document.py."""

    def __init__(self, **more):
        super().__init__(**more)
        self._documents: dict[str, Any] = {}

    def get_openapi_schema(self, *, path_prefix=None, path_params=None):
        """The document in the reader's language. It is the same for everybody and takes seconds: made once a language."""
        language = get_language() or ""
        if language not in self._documents:
            made = document.finished(super().get_openapi_schema(path_prefix=f"{PREFIX}/", path_params={}))
            self._documents[language] = json.loads(json.dumps(made, cls=NinjaJSONEncoder))
        return self._documents[language]


def make(rooms: dict) -> Api:
    """The API over these rooms (doors.ROOMS) and the books of the roster."""
    api = Api(
        title="Huying 呼应", version="1", docs_url=None, openapi_url="/openapi.json", auth=[Bearer(), Signed()],
        throttle=PerMinute(), urls_namespace="api",
        description=_("与页面同一套表单、同一道关口。错误为 application/problem+json，列表以游标翻页。"),
    )  # fmt: skip
    for kind, handler in refusals.HANDLERS.items():
        api.add_exception_handler(kind, handler)
    api.add_router("/c/{slug:code}", _congress(rooms), tags=[_("本级")])
    for room in rooms.values():
        api.add_router(f"/c/{{slug:code}}/{room.flow.subject}", _room(room), tags=[_(room.flow.title)])
    return api


def _congress(rooms) -> Router:
    """Who am I here, the books of the roster, and the files of matters that I may see."""
    router = Router()

    def me(request, code: Path[str]):
        return answer(calls.me(request, rooms))

    def file(request, code: Path[str], pk: Path[int]):
        need(request, "read")
        return files.serve(request, pk)

    router.get(
        "/me", operation_id="me", summary=_("我是谁，能看什么、办什么"), openapi_extra=document.answers("Me")
    )(me)
    router.get(
        "/files/{int:pk}", operation_id="files.download", summary=_("下载附件"), openapi_extra=document.download()
    )(file)  # fmt: skip
    _switches(router)
    for name, book in books.BOOKS.items():
        extra, label = document.book(book), cast("Any", book.label)
        router.get(f"/{name}", operation_id=f"{name}.list", summary=label, openapi_extra=extra)(_book(book))
    return router


def _switches(router: Router) -> None:
    """The congress's own switches: all, one, what it asks, setting it."""
    router.get(
        "/settings", operation_id="settings.list", summary=_("本级设置"), openapi_extra=document.answers("Switches", 404)
    )(switches.index)  # fmt: skip
    for one in switches.settable():
        where, label = f"/settings/{one.key}", cast("Any", one.label)
        reads = (("", "detail", switches.one, "Switch"), ("/change", "asks", switches.asks, "Asks"))
        for tail, name, call, schema in reads:
            extra = document.answers(schema, 404)
            router.get(
                f"{where}{tail}",
                operation_id=f"settings.{one.key}.{name}",
                summary=label,
                openapi_extra=extra,
            )(call(one))
        router.post(
            f"{where}/change", operation_id=f"settings.{one.key}.change", summary=label, openapi_extra=document.switch(one)
        )(switches.act(one))  # fmt: skip


def _book(book):
    def index(request, code: Path[str]):
        need(request, "read")
        items, following = books.page(book, request)
        return answer({"items": items, "next": following})

    return index


def _summary(words, room, step=None) -> str:
    """In the reader's language, when it is read."""
    return words % {"room": gettext(room.flow.title), "step": gettext(step.label) if step else ""}


_named: Any = lazy(_summary, str)


def _room(room) -> Router:
    router, subject = Router(), room.flow.subject
    reads = (
        ("", "list", _("%(room)s：列表"), calls.index, document.room_list(room)),
        ("/{int:pk}", "detail", _("%(room)s：一件"), calls.detail, document.answers("Row", 404)),
        ("/{int:pk}/story", "story", _("%(room)s：经过"), calls.story, document.answers("Story", 404)),
    )
    for where, name, summary, call, extra in reads:
        router.get(
            where, operation_id=f"{subject}.{name}", summary=_named(summary, room), openapi_extra=extra
        )(call(room))
    for name in room.doors:
        if name in getattr(room.pages, "ONLY_PAGES", ()):
            continue  # its outcome is shown on a page, once: a code, a number in clear
        step = room.flow[name]
        where = f"/new/{name}" if step.is_birth else f"/{{int:pk}}/{name}"
        router.get(
            where, operation_id=f"{step.code}.asks", summary=_named(_("%(room)s：%(step)s（要填什么）"), room, step),
            openapi_extra=document.answers("Asks", 404),
        )(calls.asks(room, step))  # fmt: skip
        router.post(
            where, operation_id=step.code, summary=_named(_("%(room)s：%(step)s"), room, step),
            openapi_extra=document.step(room, step),
        )(calls.act(room, step))  # fmt: skip
    return router


__all__ = ["Api", "make"]
