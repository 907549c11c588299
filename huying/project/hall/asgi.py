"""The hall as raw ASGI: a few addresses below /hall/, no session, no middleware, no log of who asked for what.

GET  /hall/health                  is it alive, and what time is it here
GET  /hall/<code>/events           what is on now, pushed (device, watch or staff ticket)
GET  /hall/<code>/state            the same once
GET  /hall/<code>/mine             where this member has voted already (device ticket)
POST /hall/<code>/<poll>/vote      {marks}: open and separated polls (device ticket)
POST /hall/<code>/<poll>/sign      {blinded}: the blind signature of a verifiable poll (device ticket)
POST /hall/<code>/<poll>/cast      {token, signature, marks}: no ticket, no cookie, nothing of the sender kept
POST /hall/<code>/present/<sitting>  {code}: here I am, and this the door shows (device ticket)
"""

import logging
import time

from django.db import Error
from django.utils.translation import gettext as _

from huying.ballots import casting
from huying.ballots.blind import issuing, scheme, wire
from huying.ballots.devices import tickets
from huying.kernel.groupcommit import Full, Unwritten

from .limits import Limit
from .lobby import Lobby
from .talking import Origins, Problem, Request, answer, preflight, refuse
from .writing import Act

log = logging.getLogger(__name__)
AGAIN = 1  # seconds after which somebody who was not served may ask again


class Hall:
    """The application; made once a process."""

    def __init__(self, origins, lobby: Lobby):
        self.origins, self.lobby = Origins(origins), lobby
        self.presses = Limit(20, 2)  # of one device: a finger, not a program
        self.mistakes = Limit(
            60, 1
        )  # ballots of one address that did not hold; a whole hall shares an address, so that only these count

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            await self.lobby.live(receive, send)
            return
        if scope["type"] != "http":
            return
        request, headers = Request.of(scope, receive), []
        try:
            headers = self.origins.headers(request)
            if request.method == "OPTIONS":
                await preflight(send, headers)
                return
            found = await self.serve(request, send, headers)
            if found is not None:
                await answer(send, 200, found, headers)
        except Problem as problem:
            await refuse(send, problem, headers)
        except Full:
            await refuse(send, Problem(503, "full", _("现在人多，马上再试。"), AGAIN), headers)
        except (Unwritten, Error):
            await refuse(send, Problem(503, "unwritten", _("没有收到，请再试一次。"), AGAIN), headers)
        except Exception:
            log.exception("the hall erred at %s", "/".join(request.path[:2]))
            await refuse(send, Problem(500, "broken", _("会场服务出错，请改用普通页面投票。")), headers)

    async def serve(self, request: Request, send, headers) -> dict | None:
        """The answer, or None where it has been sent already."""
        match request.method, request.path:
            case "GET", ("hall", "health"):
                return self.lobby.health() | {"now": _now()}
            case "GET", ("hall", code, "events"):
                await self.lobby.listen(self._ticket(request, code), request, send, headers)
                return None
            case "GET", ("hall", code, "state"):
                return await self.lobby.once(self._ticket(request, code)) | {"now": _now()}
            case "GET", ("hall", code, "mine"):
                ticket = self._device(request, code)
                return await self.lobby.read(Act("mine", code, 0, ticket.member, ticket.number))
            case "POST", ("hall", code, "present", sitting) if sitting.isdigit():
                ticket = self._device(request, code)
                shown = str((await request.json()).get("code", ""))[:20]
                return await self.lobby.write(
                    Act("present", code, _pk(sitting), ticket.member, ticket.number, shown)
                )
            case "POST", ("hall", code, poll, "vote") if poll.isdigit():
                return await self._vote(request, code, _pk(poll))
            case "POST", ("hall", code, poll, "sign") if poll.isdigit():
                ticket = self._device(request, code)
                try:
                    blinded = wire.read_sign(await request.body())
                except scheme.Unfit:
                    raise _problem(wire.refusal(issuing.UNFIT)) from None
                return await self.lobby.write(
                    Act("sign", code, _pk(poll), ticket.member, ticket.number, blinded)
                )
            case "POST", ("hall", code, poll, "cast") if poll.isdigit():
                return await self._cast(request, code, _pk(poll))
        raise Problem(404, "unknown", _("没有这个地址。"))

    async def _vote(self, request: Request, code: str, poll: int) -> dict:
        ticket = self._device(request, code)
        marks = _marks(await request.json())
        return await self.lobby.write(Act("vote", code, poll, ticket.member, ticket.number, marks))

    async def _cast(self, request: Request, code: str, poll: int) -> dict:
        """Whoever brings a token votes; the address is used only to slow down guessing and is kept nowhere."""
        try:
            ballot = wire.read_cast(await request.body())
        except scheme.Unfit:
            raise _problem(wire.refusal(issuing.UNFIT)) from None
        if not self.mistakes.has(request.address):  # before the signature is checked: that is the work
            raise Problem(429, "too_often", _("请稍后再试。"), AGAIN)
        try:
            return await self.lobby.write(Act("cast", code, poll, 0, 0, ballot))
        except Problem as problem:
            if problem.code == casting.STRANGER:
                self.mistakes.allow(request.address)
            raise

    def _ticket(self, request: Request, code: str) -> tickets.Ticket:
        ticket = self.lobby.ticket(request.ticket)
        if ticket is None or ticket.congress != code:
            raise Problem(401, "ticket", _("这台设备还没有准备好，请先登录并准备。"))
        return ticket

    def _device(self, request: Request, code: str) -> tickets.Ticket:
        ticket = self._ticket(request, code)
        if ticket.kind != tickets.DEVICE:
            raise Problem(403, "ticket", _("这个页面只能看，不能投票。"))
        if not self.presses.allow(ticket.member):
            raise Problem(429, "too_often", _("按得太快，请稍等。"), AGAIN)
        return ticket


def _marks(found: dict) -> dict:
    marks = found.get("marks")
    if not isinstance(marks, dict):
        raise Problem(400, "unreadable", _("内容无法识别。"))
    return marks


def _problem(told: wire.Told) -> Problem:
    status, body = told
    return Problem(status, body["code"], body["say"])


def _pk(digits: str) -> int:
    if len(digits) > 18:
        raise Problem(404, "unknown", _("没有这个地址。"))
    return int(digits)


def _now() -> int:
    return int(time.time() * 1000)
