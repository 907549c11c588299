"""The congress's own switches for programs: read, asked, set; the page's forms and the page's step."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path

from huying.kernel import switchboard
from huying.kernel.process import AlreadyDone, Stale
from huying.kernel.register import operations, queries
from huying.kernel.register.flow import FLOW
from huying.ui import schema, stepping, switching

from . import bodies
from .auth import need
from .calls import answer
from .problems import Problem

STEP = FLOW["switch"]
READERS = ("admin", "clerk", "leader")


def settable() -> list[switchboard.Switch]:
    return [one for one in switchboard.all_of_them() if not one.by_house]


def index(request, code: Path[str]):
    _readable(request)
    here = request.congress
    return answer({
        "version": queries.version_of(here),
        "items": [shown(one, here) for one in switchboard.all_of_them()],
        "unknown": switchboard.unknown(here),
    })  # fmt: skip


def one(switch):
    def call(request, code: Path[str]):
        _readable(request)
        return answer({**shown(switch, request.congress), "version": queries.version_of(request.congress)})

    return call


def asks(switch):
    def call(request, code: Path[str]):
        need(request, STEP.code)
        _writable(request)
        form = switching.form_of(switch)(row=request.congress, member=request.member)
        about = {"step": STEP.code, "label": str(switch.label), "then": str(switch.effect)}
        return answer(
            {**about, "version": queries.version_of(request.congress), "fields": schema.asked(form)}
        )

    return call


def act(switch):
    def call(request, code: Path[str]):
        need(request, STEP.code)
        _writable(request)
        here, (data, uploads) = request.congress, bodies.sent(request)
        sent = stepping.Stamp(data)
        form = switching.form_of(switch)(data, uploads, row=here, member=request.member)
        form.sent = frozenset((*data, *uploads))
        bodies.known(form, data, uploads)
        if not form.is_valid() or not sent.is_valid():
            errors = {k: list(map(str, v)) for k, v in {**form.errors, **sent.errors}.items()}
            raise Problem(400, _("有些内容要改"), errors=errors)
        try:
            operations.set_switch(
                here, by=request.member, at=timezone.now(), name=switch.key, value=form.value,
                reason=form.cleaned_data["reason"], seen=sent.cleaned_data["_seen"], key=sent.cleaned_data["_key"] or None,
            )  # fmt: skip
        except AlreadyDone:
            here.refresh_from_db()
        except Stale as reason:
            raise Problem(409, str(reason), stale=True, version=queries.version_of(here)) from None
        return answer({**shown(switch, here), "version": queries.version_of(here)})

    return call


def shown(switch, congress) -> dict:
    value = switch.of(congress)
    return {
        "key": switch.key, "label": str(switch.label), "says": str(switch.says), "effect": str(switch.effect),
        "area": str(switch.area), "kind": type(switch.kind).__name__.lower(), "value": value,
        "value_label": switch.in_words(value), "usual": switch.usual(congress), "own": switch.is_own(congress),
        "unreadable": switch.is_unreadable(congress), "allowed": switch.kind.allowed(),
        "laws": switching.laws(switch),
    }  # fmt: skip


def _readable(request):
    need(request, "read")
    if request.member.role not in READERS:
        raise Http404


def _writable(request):
    if request.member.role not in STEP.by:
        raise Http404
