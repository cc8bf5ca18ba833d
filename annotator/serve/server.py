"""The server: lets people in by their links, gives them their page, and joins the page to their terminal.

Nothing is answered that comes under another host's name or from another origin's page; what a page needs lies here.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import WSMsgType, web

from annotator.serve.pages import LEFT_OUT, PAGE, WELCOME, asset
from annotator.serve.people import People, Person
from annotator.serve.seat import Seat

_COOKIE = "annotator"
_LONGEST_MESSAGE = 1_000_000
_HEARTBEAT = 15.0
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """The answers to a browser; `origins` are the addresses (`https://host:port`) it is reached at."""

    def __init__(self, people: People, seats: Mapping[str, Seat], origins: frozenset[str]) -> None:
        self._people, self._seats, self._origins = people, seats, origins
        self._hosts = frozenset(origin.partition("://")[2] for origin in origins)

    def app(self) -> web.Application:
        """The application for aiohttp."""
        app = web.Application(middlewares=[self._check], client_max_size=_LONGEST_MESSAGE)
        app.router.add_get("/in/{token}", self._let_in)
        app.router.add_get("/static/{name}", self._static)
        app.router.add_get("/{place}/", self._page)
        app.router.add_get("/{place}/state", self._state)
        app.router.add_get("/{place}/terminal/{page}", self._terminal)
        app.on_shutdown.append(self._leave)
        return app

    @web.middleware
    async def _check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what comes by another name or from elsewhere; put the headers on what is answered."""
        origin = request.headers.get("Origin")
        if request.headers.get("Host", "") not in self._hosts or (origin is not None and origin not in self._origins):
            return _refused()
        try:
            response = await handler(request)
        except web.HTTPException:
            return _refused(404)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    async def _let_in(self, request: web.Request) -> web.Response:
        """Take a link for a pass: a cookie for the person's page alone, which a script goes to.

        A redirection would come from the site that had the link, and leave out the cookie.
        """
        person = self._people.behind(request.match_info["token"])
        if person is None:
            return _refused()
        response = web.Response(text=WELCOME.replace("PLACE", person.place), content_type="text/html")
        response.set_cookie(
            _COOKIE,
            self._people.let_in(person),
            path=f"/{person.place}/",
            httponly=True,
            samesite="Strict",
            secure=f"https://{request.host}" in self._origins,
        )
        return response

    def _who(self, request: web.Request) -> Person | None:
        """Whoever has a pass for the page that is asked for."""
        person = self._people.with_pass(request.cookies.get(_COOKIE, ""))
        return person if person and person.place == request.match_info["place"] else None

    async def _static(self, request: web.Request) -> web.Response:
        found = asset(request.match_info["name"])
        if found is None:
            return _refused(404)
        kind, data = found
        return web.Response(body=data, content_type=kind)

    async def _page(self, request: web.Request) -> web.Response:
        person = self._who(request)
        if person is None:
            return _refused()
        return web.Response(text=PAGE, content_type="text/html")

    async def _state(self, request: web.Request) -> web.Response:
        """What has become of a page that shows nothing any more: elsewhere, left, or merely cut off."""
        person = self._who(request)
        if person is None:
            return _refused()
        seat = self._seats[person.name]
        state = "here" if seat.shows(request.query.get("page", "")) else "elsewhere" if seat.shown else "left"
        return web.json_response({"state": "waiting" if state == "left" and seat.taken else state})

    async def _terminal(self, request: web.Request) -> web.StreamResponse:
        """Join a page to the person's terminal for as long as it is there."""
        person = self._who(request)
        if person is None or request.headers.get("Origin") not in self._origins:
            return _refused()
        page = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=_LONGEST_MESSAGE)
        await page.prepare(request)
        seat = self._seats[person.name]
        size = _number(request.query.get("width"), 80), _number(request.query.get("height"), 24)
        try:
            await seat.sit_down(page, request.match_info["page"], size)
            async for message in page:
                if message.type == WSMsgType.TEXT:
                    await self._heard(seat, page, message.data)
        except OSError:
            await page.send_bytes(b"The server has no terminal left: try again later.\r\n")
        finally:
            seat.get_up(page)
        return page

    async def _heard(self, seat: Seat, page: web.WebSocketResponse, data: str) -> None:
        """One message of the page: `["stdin", TEXT]`, `["resize", {"width", "height"}]`, `["ping", ANYTHING]`."""
        try:
            kind, *rest = json.loads(data)
            if kind == "stdin":
                seat.write(page, rest[0].encode(errors="replace"))
            elif kind == "resize":
                seat.resize(page, int(rest[0]["width"]), int(rest[0]["height"]))
            elif kind == "ping":
                await page.send_json(["pong", str(rest[0])])
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError):
            return  # no message of ours

    async def _leave(self, _app: web.Application) -> None:
        for seat in self._seats.values():
            await seat.leave()


def _refused(status: int = 403) -> web.Response:
    return web.Response(status=status, text=LEFT_OUT, content_type="text/html", headers=_HEADERS)


def _number(said: Any, otherwise: int) -> int:
    return int(said) if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 5 else otherwise
