"""A manifest that is damaged is told of in one line, and one that is sound is not blamed."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from cleaners.profile import named
from flows.fault import Fault
from flows.manifest import NAME, Row, opened, page, rows
from flows.status import status
from flows.store import open_store
from tests.flows.running import STORY, run


@pytest.fixture
def store(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(40):
        (inbox / f"{n}.txt").write_text(f"{STORY}Article {n} of many.\n")
    run(inbox, tmp_path / "store")
    return tmp_path / "store"


def read(store: Path) -> None:
    found = open_store(store)
    assert [record.id for record in found.records()]
    assert [change.cursor for change in found.changes()]
    with opened(store) as base:
        assert [row.id.encode() for row in rows(base)]


@pytest.mark.parametrize(
    "query",
    [
        "UPDATE sources SET file = x'ff'",
        "UPDATE sources SET file = 'records/' || CAST(x'00' AS TEXT)",
        "UPDATE sources SET file = '../inbox/3.txt'",
        "UPDATE sources SET file = '/etc/hostname'",
        "UPDATE sources SET file = ''",
        "UPDATE sources SET site = x'ff', size = 'much'",
        "UPDATE feed SET store = x'ff'",
        "DELETE FROM feed",
        "UPDATE changes SET kind = 7, id = x'ff'",
        "UPDATE changes SET id = CAST(x'ff' AS TEXT)",
    ],
)
def test_values_that_no_run_has_written(store: Path, query: str) -> None:
    with closing(sqlite3.connect(store / NAME)) as base, base:
        base.execute(query)
    with pytest.raises(Fault, match=r"manifest\.sqlite: "):
        read(store)


@pytest.mark.parametrize(
    "query",
    [
        "UPDATE sources SET outcome = x'ff' WHERE id = '2.txt'",
        "UPDATE sources SET state = x'ff' WHERE id = '2.txt'",
        "UPDATE sources SET fingerprint = x'ff' WHERE id = '2.txt'",
    ],
)
def test_a_store_s_status_tells_of_such_values_too(store: Path, query: str) -> None:
    with closing(sqlite3.connect(store / NAME)) as base, base:
        base.execute("UPDATE sources SET outcome = 'empty' WHERE id = '1.txt'")
        base.execute(query)
    with pytest.raises(Fault, match=r"manifest\.sqlite: "):
        list(status(store, named("news")))


def test_a_manifest_moves_no_file_of_others(store: Path) -> None:
    inbox, mine = store.parent / "inbox", store.parent / "mine.json"
    mine.write_text("{}")
    (inbox / "3.txt").unlink()
    with closing(sqlite3.connect(store / NAME)) as base, base:
        base.execute("UPDATE sources SET file = '../mine.json' WHERE id = '3.txt'")
    with pytest.raises(Fault, match=r"manifest\.sqlite: "):
        run(inbox, store)
    assert mine.is_file()


@pytest.mark.parametrize("at", [0, 20, 90, 105, 4096, 4100])
def test_bytes_that_have_changed(store: Path, at: int) -> None:
    data = bytearray((store / NAME).read_bytes())
    data[at : at + 600] = b"\xa5" * 600
    (store / NAME).write_bytes(data)
    with pytest.raises(Fault, match=r"manifest\.sqlite: "):
        read(store)


def test_a_fault_elsewhere_is_not_the_manifest_s(store: Path) -> None:
    with pytest.raises(KeyError), opened(store) as base:
        assert base.execute("SELECT count(*) FROM sources").fetchone() == (40,)
        raise KeyError("something else")


def test_rows_out_of_order_end_the_reading(store: Path) -> None:
    """A broken index can give the same rows for ever."""
    with opened(store) as base:
        backwards = page(base, "")[::-1]

    class Broken:
        def execute(self, query: str, values: object) -> list[Row]:
            return backwards

    with pytest.raises(sqlite3.DatabaseError, match="out of order"):
        page(cast(sqlite3.Connection, Broken()), "")
