"""A store of the seeds and of hostile pages, and the review page on it, in a real browser."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from cleaners.profile import named
from tests.carrier import HEADLINE, STORY
from tests.expected import SEEDS
from tests.flows.running import run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--no-first-run", "--disable-sync"),
)
HOSTILE = "\n".join(
    (
        "<script>document.title = 'stolen'</script> & <img src=x onerror=alert(1)>",
        *STORY,
        "\u202eThe minister said it backwards on Tuesday.\u202c <b>Not bold</b>, he said.",
        "x" * 1_000_000,
        'He said: "></p><script>alert(2)</script> on the evening of the same day.',
    )
)


class Page(NamedTuple):
    """A review page that is served: its store and its address, with the token."""

    store: Path
    url: str

    @property
    def root(self) -> str:
        """The address without the token."""
        return self.url.partition("/?")[0]

    @property
    def token(self) -> str:
        """What who may read and decide has."""
        return self.url.partition("token=")[2]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an inbox and its store, made once."""
    base = tmp_path_factory.mktemp("review")
    inbox = base / "inbox"
    inbox.mkdir()
    for seed in SEEDS:
        shutil.copy(seed, inbox)
    (inbox / "hostile.txt").write_text(HOSTILE)
    (inbox / "plain.txt").write_text("\n".join((HEADLINE, *STORY)))
    run(inbox, base / "store")
    return base


@pytest.fixture
def page(made: Path, tmp_path: Path) -> Iterator[Page]:
    """A review page on a store of its own."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    yield from served(tmp_path / "store")


def served(store: Path) -> Iterator[Page]:
    """Serve a store in a thread of this process."""
    import uvicorn

    from flows.review.server import serve

    told: list[str] = []
    servers: list[uvicorn.Server] = []

    def keep(server: uvicorn.Server) -> None:
        servers.append(server)

    with pytest.MonkeyPatch.context() as patch:
        started = uvicorn.Server.__init__

        def init(self: uvicorn.Server, config: uvicorn.Config) -> None:
            started(self, config)
            keep(self)

        patch.setattr(uvicorn.Server, "__init__", init)
        thread = threading.Thread(target=serve, args=(store, named("news"), 0, told.append))
        thread.start()
        until = time.monotonic() + 60
        while not (told and servers and servers[0].started):
            if time.monotonic() > until or not thread.is_alive():
                raise RuntimeError("the review page did not start")
            time.sleep(0.02)
    yield Page(store, told[0])
    servers[0].should_exit = True
    thread.join(30)
