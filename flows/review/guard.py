"""Who may read the page and write: who has the token, from this machine, from this page."""

import secrets

from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
READING = ("GET", "HEAD")
OPEN = "/static/"  # holds nothing of a store


def is_token(given: str, token: str) -> bool:
    """Whether a token is the right one; takes the same time for every wrong one."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), token.encode())


class Guard:
    """Lets only requests through that were meant for this server, and dresses every answer.

    The host must be a name of this machine: a page elsewhere that lets its own name point here
    (DNS rebinding) reads nothing. Other users of the machine reach the port too: whatever shows or
    changes an article needs the token. A request that writes must come from a page of this server.
    """

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self.app, self.token = app, token
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((k.lower().encode(), v.encode()) for k, v in HEADERS.items()),
                ]
            await send(message)

        refused = self._refused(scope, Headers(scope=scope))
        await (refused or self.app)(scope, receive, dressed)

    def _refused(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if host not in self.hosts:
            return PlainTextResponse("This page is only for this machine.\n", 421)
        given = QueryParams(scope["query_string"]).get("token", "")
        if not scope["path"].startswith(OPEN) and not is_token(given, self.token):
            why = "Only who has the whole address that `copydesk review` printed may read this.\n"
            return PlainTextResponse(why, 403)
        if scope["method"] not in READING:
            same = headers.get("origin") == f"http://{host}"
            site = headers.get("sec-fetch-site", "same-origin")
            if not same or site != "same-origin":
                return PlainTextResponse("Only a page of this server may write.\n", 403)
        return None
