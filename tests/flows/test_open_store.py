"""A store in Python: lazy, filtered, only read, in whatever tool is wanted."""

import itertools
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import cast

import polars as pl
import pytest

from cleaners.record import Article, Record, without_edits
from flows import selection
from flows.columns import article_of, record_of
from flows.fault import Fault
from flows.selection import day_of
from flows.sinks import read_record, records
from flows.store import Filters, Store, open_store, selection_of
from tests.expected import ROOT
from tests.flows import varied
from tests.flows.running import run


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return varied.make(tmp_path_factory.mktemp("varied"))


@pytest.fixture
def store(path: Path) -> Store:
    return open_store(path)


@pytest.fixture
def held(path: Path) -> list[Record]:
    return sorted(records(path), key=lambda r: r.id)


def test_records_and_articles(store: Store, held: list[Record]) -> None:
    assert list(store.records()) == held
    articles = list(store.articles())
    assert articles == list(map(without_edits, held))
    assert not any(isinstance(a, Record) for a in articles)


def test_filters(store: Store, held: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    def ids(found: Iterator[Record]) -> list[str]:
        return [r.id for r in found]

    german = [r.id for r in held if r.language.code == "de"]
    assert ids(store.records(language="de")) == german
    assert ids(store.records(language=["de", "fr"], until="2023-09-12")) == [
        r.id for r in held if r.language.code == "de" and day_of(r)
    ]
    assert ids(store.records(site="example.com", since=date(2023, 9, 14))) == [
        "https://www.example.com/11",
        "https://www.example.com/5",
    ]
    assert ids(store.records(with_flags="decode.guessed-encoding")) == ["latin.txt"]
    assert "latin.txt" not in ids(store.records(without_flags="any"))
    assert ids(store.records(since=datetime(2023, 9, 14, 12))) == ids(
        store.records(since="2023-09-14")
    )
    monkeypatch.setattr(selection, "copies_in", lambda store: frozenset(german))
    assert not set(german) & set(ids(store.records(without_copies=True)))


def test_a_filter_that_is_none_is_told(store: Store) -> None:
    with pytest.raises(Fault, match="no filter 'langauge'; expected language"):
        selection_of(cast("Filters", {"langauge": "en"}))
    with pytest.raises(Fault, match="is no day"):
        store.records(since="yesterday")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The records that were read so far."""
    paths: list[Path] = []

    def reading(path: Path) -> Record:
        paths.append(path)
        return read_record(path)

    monkeypatch.setattr(selection, "read_record", reading)
    return paths


def test_records_come_one_by_one(store: Store, seen: list[Path]) -> None:
    assert len(list(itertools.islice(store.records(), 3))) == 3
    assert len(seen) == 3


def test_arrow_comes_in_batches(store: Store, held: list[Record]) -> None:
    reader = store.to_arrow(edits=True)
    assert [record_of(row) for batch in reader for row in batch.to_pylist()] == held
    rows = store.to_arrow(language="fr").read_all().to_pylist()
    assert [article_of(row).id for row in rows] == ["latin.txt"]


def test_pandas(store: Store, held: list[Record]) -> None:
    frame = store.to_pandas()
    assert list(frame["text"]) == [r.text for r in held]
    assert "edits" not in frame
    assert [article_of(row) for row in named(frame.to_dict("records"))] == list(
        map(without_edits, held)
    )


def named(rows: object) -> list[dict[str, object]]:
    assert isinstance(rows, list)
    return rows


def test_polars_is_lazy(store: Store, held: list[Record], seen: list[Path]) -> None:
    frame = store.to_polars(edits=True)
    assert isinstance(frame, pl.LazyFrame)
    assert [record_of(row) for row in frame.collect().iter_rows(named=True)] == held
    code = pl.col("language").struct.field("code")
    found = frame.filter(code == "de").select("id", "headline").collect()
    assert list(found["id"]) == [r.id for r in held if r.language.code == "de"]
    assert list(frame.filter(code == "fr").head(1).collect()["id"]) == ["latin.txt"]
    seen.clear()
    assert frame.head(2).collect().height == 2
    assert len(seen) == 2


def test_datasets_are_streamed(store: Store, held: list[Record]) -> None:
    dataset = store.to_datasets(edits=True)
    for _ in range(2):
        assert [record_of(row) for row in dataset] == held
    assert [row["id"] for row in store.to_datasets(language="fr")] == ["latin.txt"]


def test_changes_go_on_from_a_cursor(tmp_path: Path) -> None:
    store = open_store(varied.make(tmp_path))
    changes = list(store.changes())
    assert {c.kind for c in changes} == {"added"} and changes[-1].cursor == store.cursor()
    (tmp_path / "inbox/latin.txt").unlink()
    run(tmp_path / "inbox", store.path)
    assert [(c.kind, c.id) for c in store.changes(changes[-1].cursor)] == [
        ("withdrawn", "latin.txt")
    ]
    assert "latin.txt" not in [r.id for r in store.records()]


def test_a_record_that_goes_away_meanwhile_is_left_out(tmp_path: Path) -> None:
    store = open_store(varied.make(tmp_path))
    found = store.records()
    next(found)
    (tmp_path / "inbox/latin.txt").unlink()
    run(tmp_path / "inbox", store.path)
    assert "latin.txt" not in [r.id for r in found]


def test_reading_keeps_no_run_from_writing(tmp_path: Path) -> None:
    store = open_store(varied.make(tmp_path))
    found, changes = store.records(), store.changes()
    next(found), next(changes)
    assert run(tmp_path / "inbox", store.path, "fragment")["clean"] == 15
    assert len(list(found)) == 14
    assert len(list(changes)) == 14 + 15, "those that came meanwhile are told too"


def test_reading_writes_nothing(path: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in path.rglob("*")}
    store = open_store(path)
    list(store.articles()), list(store.changes()), store.to_pandas()
    assert {p: p.stat().st_mtime_ns for p in path.rglob("*")} == before


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="no store; expected a folder that `copydesk run` made"):
        open_store(tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_article_is_typed(store: Store) -> None:
    article: Article = next(store.articles(language="en"))
    assert article.source.sha256 and article.language.code == "en"


def test_heavy_tools_are_imported_only_where_they_are_used(path: Path) -> None:
    code = (
        "import sys; from flows.store import open_store; s = open_store(sys.argv[1]); "
        "list(s.articles()); list(s.changes()); "
        "print({'prefect', 'pyarrow', 'pandas', 'polars', 'datasets'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("module", ["pyarrow", "pandas", "polars", "datasets"])
def test_a_tool_that_is_missing_is_named(
    store: Store, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.columns import schema_for

    schema_for.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)
    ask = {
        "pyarrow": store.to_arrow,
        "pandas": store.to_pandas,
        "polars": store.to_polars,
        "datasets": store.to_datasets,
    }[module]
    need = "copydesk\\[parquet\\]" if module == "pyarrow" else module
    with pytest.raises(Fault, match=f"pip install {need}"):
        ask()
