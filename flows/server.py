"""A Prefect server of our own, on loopback, that lives as long as the process that needs it.

Prefect's own temporary server outlives a process that is killed, and picks a port that another may
take first. This one ends when its standard input does, which no way of dying can prevent.
"""

import multiprocessing
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flows.fault import Fault

HOST = "127.0.0.1"
LOG = "server.log"
URL, SERVER_AUTH, CLIENT_AUTH = (
    *("PREFECT_API_URL", "PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"),
)
PATIENCE = 120.0  # seconds; a new database takes twenty on a slow machine
TRIES = 3
STOP = 10.0


@contextmanager
def served(home: Path, schedules: bool = False) -> Iterator[str]:
    """The address of a server: the user's where PREFECT_API_URL is set, else one for this process.

    With `schedules` it also starts runs that are due and shows Prefect's pages. When it dies, this
    process ends with it, for whoever watches over it to start both again. A password for it
    (PREFECT_SERVER_API_AUTH_STRING) is used for the calls of this process as well.
    """
    if os.environ.get(URL):
        yield os.environ[URL]
        return
    server, port = _started(home, schedules)
    os.environ[URL] = f"http://{HOST}:{port}/api"
    if os.environ.get(SERVER_AUTH):
        os.environ.setdefault(CLIENT_AUTH, os.environ[SERVER_AUTH])
    stopping = threading.Event()
    given = (server, stopping, home / LOG)
    threading.Thread(target=_end_with_server, args=given, daemon=True).start()
    try:
        with _called(os.environ[URL]) as url:
            yield url
    finally:
        stopping.set()
        del os.environ[URL]
        _stopped(server)


@contextmanager
def _called(url: str) -> Iterator[str]:
    """Make Prefect call this server, even when it has called another one before."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: url}):
        yield url


def _end_with_server(
    server: "subprocess.Popen[bytes]", stopping: threading.Event, log: Path
) -> None:
    """End at once when the server dies unasked: without it no run starts and none can be told of.

    Prefect would call it for five minutes. Runs and workers of this process end with it.
    """
    server.wait()
    if not stopping.is_set():
        message = f"copydesk: Prefect's server has ended, see {log}; what is written stays"
        print(f"{message}, start again", file=sys.stderr, flush=True)
        for run in multiprocessing.active_children():
            run.kill()
        os._exit(2)


def _started(home: Path, schedules: bool) -> tuple["subprocess.Popen[bytes]", int]:
    """A server that answers. Another process may take its port first: then another one is tried."""
    log = home / LOG
    end = time.monotonic() + PATIENCE
    for _ in range(TRIES):
        port = _free_port()
        with log.open("wb") as out:
            server = subprocess.Popen(
                [sys.executable, "-m", "flows.server", str(port), "all" if schedules else "few"],
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=out,
                start_new_session=True,  # Ctrl-C is for the run, which still needs its server
            )
        while server.poll() is None and time.monotonic() < end:
            if _answers(port):
                return server, port
            time.sleep(0.1)
        _stopped(server)
    raise Fault(f"Prefect's server did not start; {log} says why")


def _stopped(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(STOP)
    except subprocess.TimeoutExpired:
        server.kill()
    if server.stdin:
        server.stdin.close()
    server.wait()


def _free_port() -> int:
    with socket.socket() as made:
        made.bind((HOST, 0))
        port: int = made.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://{HOST}:{port}/api/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main(port: int, schedules: bool) -> None:
    """Be the server, until standard input ends."""
    threading.Thread(target=_end_with_input, daemon=True).start()
    if not schedules:
        os.environ["PREFECT_UI_ENABLED"] = "false"
        # Events start automations, which need a server that stays; here they would only pile up.
        os.environ["PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED"] = "false"
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=not schedules, final=True)
    uvicorn.run(app, host=HOST, port=port, log_level="error", lifespan="on")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] == "all")
