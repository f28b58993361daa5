"""The review page: a list of articles, an article with its differences, and a place to decide."""

import asyncio
import secrets
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from cleaners import Profile, Record
from flows.fault import Fault
from flows.review.actions import act
from flows.review.article import view
from flows.review.guard import Guard
from flows.review.index import SORTS, Index, Summary, Wanted
from flows.review.pages import environment
from flows.sinks import RECORDS, read_record

PAGE = 50  # articles on one page of the list
MOST_FORM = 100_000  # bytes
STATIC = Path(__file__).parent / "static"


class Review:
    """What all requests share: the store, the index, the token, how texts are cleaned."""

    def __init__(self, store: Path, profile: Profile, token: str) -> None:
        self.store, self.profile, self.token = store, profile, token
        self.index = Index(store)

    def list(self, request: Request) -> Response:
        """The articles that are wanted, fifty on a page."""
        self.index.refresh()
        wanted, number = _wanted(request), _whole(request.query_params.get("page"), 1)
        found = self.index.chosen(wanted)
        pages = max(1, -(-len(found) // PAGE))
        number = min(max(1, number), pages)
        rows = [(a, self.index.state(a)) for a in found[(number - 1) * PAGE : number * PAGE]]
        return self._page(
            request,
            "list.html",
            rows=rows,
            found=len(found),
            total=len(self.index.articles),
            wanted=wanted,
            facets=self.index.facets(),
            number=number,
            pages=pages,
            sorts=SORTS,
        )

    def article(self, request: Request) -> Response:
        """One article. Its name is looked up, and never made a path of."""
        self.index.refresh()
        found = self._found(request.path_params["name"])
        if found is None:
            return self._lost(request, "There is no such article in this store.")
        summary, record = found
        order = [a.name for a in self.index.chosen(_wanted(request))]
        at = order.index(summary.name) if summary.name in order else -1
        mine = self.index.decisions.get(record.id, [])
        made = request.query_params.get("did", "")
        return self._page(
            request,
            "article.html",
            view=view(record, mine),
            summary=summary,
            decisions=mine,
            wanted=_wanted(request),
            before=order[at - 1] if at > 0 else None,
            after=order[at + 1] if 0 <= at < len(order) - 1 else None,
            place=(at + 1, len(order)),
            line=_whole(request.query_params.get("line"), 0),
            name=request.query_params.get("name", ""),
            did=next((e for e in mine if e.key == made), None),
            undone=made == "undone",
            waits=request.query_params.get("waits") == "1",
        )

    async def decide(self, request: Request) -> Response:
        """A decision from a form of one of these pages; back to where it was made."""
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MOST_FORM:
                return self._lost(request, "That is too long for a decision.", 413)
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        found = self._found(request.path_params["name"])
        if found is None:
            return self._lost(request, "There is no such article in this store.")
        summary, record = found
        try:
            done = await asyncio.to_thread(act, self.store, record, form, self.profile)
        except Fault as e:
            return self._lost(request, str(e), 409)
        self.index.refresh(at_once=True)
        more = {"did": done.key} | ({"waits": "1"} if done.waits else {})
        query = [*_filters(_wanted(request)), ("token", self.token), *more.items()]
        anchor = f"l{done.line}" if done.line else "top"
        gone = summary.name not in self.index.articles  # all of it was removed: a reject now
        path = "/" if gone else f"/article/{summary.name}"
        return RedirectResponse(f"{path}?{urlencode(query)}#{anchor}", 303)

    def _found(self, name: str) -> tuple[Summary, Record] | None:
        summary = self.index.articles.get(name)
        if summary is None:
            return None
        try:
            return summary, read_record(self.store / RECORDS / f"{summary.name}.json")
        except (OSError, ValueError):
            return None

    def _lost(self, request: Request, why: str, status: int = 404) -> Response:
        return self._page(request, "lost.html", status=status, why=why)

    def _page(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> Response:
        text = (
            environment()
            .get_template(template)
            .render(
                **values,
                store=str(self.store),
                token=self.token,
                link=partial(_link, self.token),
                filters=_filters(_wanted(request)),
            )
        )
        return HTMLResponse(text.encode("utf-8", "replace"), status)


def app(store: Path, profile: Profile, token: str, port: int) -> Starlette:
    """The whole page as an ASGI application for one address."""
    review = Review(store, profile, token)
    review.index.refresh(at_once=True)
    made = Starlette(
        routes=[
            Route("/", review.list),
            Route("/article/{name}", review.article),
            Route("/article/{name}/decide", review.decide, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
    )
    made.add_middleware(Guard, port=port, token=token)
    return made


def serve(store: Path, profile: Profile, port: int, tell: Callable[[str], None]) -> None:
    """Serve until Ctrl-C, on loopback only. Port 0 takes any that is free.

    Raises Fault when the port is taken.
    """
    token = secrets.token_urlsafe(24)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
            listening.listen(128)  # whoever opens the address at once waits, and is not refused
        except OSError as e:
            raise Fault(f"port {port}: {e.strerror}; choose another with --port") from None
        port = listening.getsockname()[1]
        tell(f"http://127.0.0.1:{port}/?token={token}")
        config = uvicorn.Config(
            app(store, profile, token, port),
            log_level="error",  # its log of requests would hold the token
            access_log=False,
            server_header=False,
            lifespan="off",
        )
        uvicorn.Server(config).run([listening])


def _wanted(request: Request) -> Wanted:
    given = request.query_params
    texts = {k: given.get(k, "")[:300] for k in Wanted._fields if k != "least"}
    try:
        least = min(1.0, max(0.0, float(given.get("least", "0") or 0) / 100))
    except ValueError:
        least = 0.0
    sort = texts.pop("sort")
    return Wanted(**texts, least=least, sort=sort if sort in SORTS else "removed")


def _filters(wanted: Wanted) -> list[tuple[str, str]]:
    """What is wanted, as a query."""
    out = [(k, str(v)) for k, v in wanted._asdict().items() if v and k not in ("least", "sort")]
    if wanted.least:
        out.append(("least", f"{100 * wanted.least:g}"))
    return out if wanted.sort == "removed" else [*out, ("sort", wanted.sort)]


def _link(token: str, path: str, *pairs: tuple[str, str], **more: object) -> str:
    """An address on this server; it carries the token on."""
    query = [*pairs, *((k, str(v)) for k, v in more.items()), ("token", token)]
    return f"{path}?{urlencode(query)}"


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else default
