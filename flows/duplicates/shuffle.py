"""The same join for more keys than fit into memory: Parquet files, and DuckDB over them."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from flows.duplicates.join import CHUNK, NEIGHBOURS, Pairs, unrolled
from flows.fault import Fault

FOLDER = ".duplicates"
MEMORY = "1GB"
# First only the keys that bodies share; then each body's place under its key.
PAIRS = f"""
WITH shared AS (SELECT key FROM read_parquet($keys) GROUP BY key HAVING count(*) > 1),
  placed AS (SELECT key, n, row_number() OVER (PARTITION BY key ORDER BY place) AS place
    FROM read_parquet($keys) JOIN shared USING (key))
SELECT DISTINCT least(a.n, b.n) AS one, greatest(a.n, b.n) AS two
FROM placed a JOIN placed b ON a.key = b.key
  AND b.place BETWEEN a.place + 1 AND a.place + {NEIGHBOURS}
"""  # noqa: S608  a number of ours


def candidates(base: sqlite3.Connection, store: Path) -> Iterator[Pairs]:
    """The pairs that `join.candidates` finds, each once, in bounded memory.

    What DuckDB cannot hold it spills into a folder of the store.
    """
    try:
        import duckdb
        import pyarrow  # noqa: F401
    except ImportError:
        raise Fault("this join of duplicates needs DuckDB: pip install copydesk[parquet]") from None
    with _emptied(store / FOLDER) as folder:
        keys = folder / "keys.parquet"
        _write(base, keys)
        settings = {"memory_limit": MEMORY, "temp_directory": str(folder)}
        with duckdb.connect(config={**settings, "preserve_insertion_order": "false"}) as engine:
            found = engine.execute(PAIRS, {"keys": str(keys)})
            while some := found.fetchmany(CHUNK):
                both = np.array(some, np.int64)
                yield both[:, 0], both[:, 1]


@contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """A folder for as long as the join takes; what a killed one has left there goes first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(base: sqlite3.Connection, path: Path) -> None:
    """Every key of every body as a row of Parquet, with the body's place among all bodies."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    types = pa.schema([("key", pa.uint64()), ("n", pa.int64()), ("place", pa.int64())])
    with ParquetWriter(path, types) as writer:
        at = 0
        for numbers, keys in unrolled(base):
            is_next = np.concatenate(([False], numbers[1:] != numbers[:-1]))
            places = at + np.cumsum(is_next)
            at = int(places[-1]) + 1
            writer.write_table(pa.table([keys, numbers, places], schema=types))
