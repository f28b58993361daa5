"""One real Prefect server on loopback for all tests that run flows."""

import os
from collections.abc import Iterator

import pytest

from flows.server import served
from flows.settings import prepare_prefect


@pytest.fixture(scope="session")
def prefect_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with a new database; the environment is left as it was."""
    before = dict(os.environ)
    for name in [n for n in before if n.startswith(("PREFECT_", "COPYDESK_"))]:
        del os.environ[name]
    try:
        home = prepare_prefect(tmp_path_factory.mktemp("prefect"))
        with served(home) as url:
            inside = dict(os.environ)
            os.environ.clear()
            os.environ.update(before)
            yield url
            os.environ.update({"PREFECT_API_URL": inside["PREFECT_API_URL"]})
    finally:
        os.environ.clear()
        os.environ.update(before)
