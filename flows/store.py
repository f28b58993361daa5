"""A store in Python: open it, go through its records, hand them to other tools.

    from flows.store import open_store

    store = open_store("store/")
    for record in store.records(language="en", without_copies=True):
        print(record.headline)

Nothing is ever written. Records come one by one, in the order of their ids.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from cleaners.record import Article, Record, without_edits
from flows import journal
from flows.columns import batch_of, schema_for
from flows.fault import Fault
from flows.journal import START, Change
from flows.manifest import NAME, PRESENT, RECORD, known, opened
from flows.selection import Selection, chosen, read

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from datasets import IterableDataset

__all__ = ["Article", "Change", "Record", "Store", "open_store"]
BATCH = 1_000  # records in one batch of columns


class Filters(TypedDict, total=False):
    """What records must be like.

    `language` and `site` are one name or several; `since` and `until` are days, both inside, as
    `date` or as `2026-11-25`; a flag is named by its code, by its stage, or is `any`.
    """

    language: str | Iterable[str]
    site: str | Iterable[str]
    since: date | str
    until: date | str
    with_flags: str | Iterable[str]
    without_flags: str | Iterable[str]
    without_copies: bool


@dataclass(frozen=True)
class Store:
    """A store that is only read. Make one with `open_store`."""

    path: Path

    def records(self, **filters: Unpack[Filters]) -> Iterator[Record]:
        """The records that are wanted, each with its ledger and checked against it."""
        return (record for _, record in chosen(self.path, selection_of(filters)))

    def get(self, id: str) -> Record | None:
        """The record with this id as it is now; None when there is none."""
        with opened(self.path, read_only=True) as base:
            row = known(base, [id]).get(id)
        if row is None or (row.outcome, row.state) != (RECORD, PRESENT):
            return None
        return read(self.path, row)

    def articles(self, **filters: Unpack[Filters]) -> Iterator[Article]:
        """The same without their ledgers."""
        return map(without_edits, self.records(**filters))

    def changes(self, since: str = START, limit: int = -1) -> Iterator[Change]:
        """What became of records after a cursor, in order; each change carries the next cursor.

        Raises Fault for a cursor that this store has not given.
        """
        with opened(self.path, read_only=True) as base:
            yield from journal.changes(base, since, limit)

    def cursor(self) -> str:
        """Where the changes end now."""
        with opened(self.path, read_only=True) as base:
            return journal.end(base)

    def to_arrow(self, edits: bool = False, **filters: Unpack[Filters]) -> "pa.RecordBatchReader":
        """Typed columns in batches, made as they are asked for."""
        schema = schema_for(_model(edits))
        import pyarrow as pa

        return pa.RecordBatchReader.from_batches(schema, self._batches(edits, filters))

    def to_pandas(self, edits: bool = False, **filters: Unpack[Filters]) -> "pd.DataFrame":
        """A data frame of all that is wanted; it has to fit into memory."""
        _expect("pandas")
        frame: pd.DataFrame = self.to_arrow(edits, **filters).read_pandas()
        return frame

    def to_polars(self, edits: bool = False, **filters: Unpack[Filters]) -> "pl.LazyFrame":
        """A lazy frame: nothing is read before it is collected, and no more than is asked for."""
        _expect("polars")
        import polars as pl
        from polars.io.plugins import register_io_source

        schema = schema_for(_model(edits))
        empty = pl.from_arrow(schema.empty_table())

        def source(
            columns: list[str] | None,
            predicate: pl.Expr | None,
            most: int | None,
            size: int | None,
        ) -> Iterator[pl.DataFrame]:
            for batch in self._batches(edits, filters, most):
                frame = pl.DataFrame(pl.from_arrow(batch))
                frame = frame if columns is None else frame.select(columns)
                yield frame if predicate is None else frame.filter(predicate)

        return register_io_source(source, schema=pl.DataFrame(empty).schema)

    def to_datasets(self, edits: bool = False, **filters: Unpack[Filters]) -> "IterableDataset":
        """A streamed dataset: each pass reads the store anew, record by record."""
        _expect("datasets")
        from datasets import Features, IterableDataset

        def rows() -> Iterator[dict[str, object]]:
            for batch in self._batches(edits, filters, size=100):
                yield from batch.to_pylist()

        features = Features.from_arrow_schema(schema_for(_model(edits)))
        return IterableDataset.from_generator(rows, features=features)

    def _batches(
        self, edits: bool, filters: Filters, most: int | None = None, size: int = BATCH
    ) -> Iterator["pa.RecordBatch"]:
        schema = schema_for(_model(edits))
        found: Iterator[Article] = (self.records if edits else self.articles)(**filters)
        found = islice(found, most)
        while some := list(islice(found, size)):
            yield batch_of(some, schema)


def open_store(path: str | Path) -> Store:
    """A store that `copydesk run` made. Raises Fault for a folder that is none."""
    store = Path(path)
    if not (store / NAME).is_file():
        raise Fault(f"{store}: no store; expected a folder that `copydesk run` made")
    return Store(store)


def selection_of(filters: Filters) -> Selection:
    """Filters as people give them. Raises Fault for a name that is no filter, and for no day."""
    unknown = sorted(filters.keys() - Filters.__optional_keys__)
    if unknown:
        known = ", ".join(sorted(Filters.__optional_keys__))
        raise Fault(f"no filter {unknown[0]!r}; expected {known}")
    return Selection(
        languages=_names(filters.get("language", ())),
        sites=_names(filters.get("site", ())),
        since=_day(filters.get("since")),
        until=_day(filters.get("until")),
        with_flags=_names(filters.get("with_flags", ())),
        without_flags=_names(filters.get("without_flags", ())),
        without_copies=filters.get("without_copies", False),
    )


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _day(given: date | str | None) -> date | None:
    try:
        if isinstance(given, datetime):
            return given.date()
        return date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise Fault(f"{given!r} is no day; expected one as 2026-11-25") from None


def _model(edits: bool) -> type[Article]:
    return Record if edits else Article


def _expect(module: Literal["pandas", "polars", "datasets"]) -> None:
    try:
        __import__(module)
    except ImportError:
        raise Fault(f"this needs {module}: pip install {module}") from None
