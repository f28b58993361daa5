"""Other people's tools that read exports; each gives rows as plain Python values."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl

Rows = list[Mapping[str, object]]


def duckdb_parquet(folder: Path) -> Rows:
    with duckdb.connect() as base:
        found = base.read_parquet(f"{folder}/**/*.parquet", hive_partitioning=True)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def duckdb_json(folder: Path) -> Rows:
    """Lines or whole files, packed or not: DuckDB tells by itself."""
    with duckdb.connect() as base:
        query = "SELECT json FROM read_json_objects(?)"
        found = base.execute(query, [f"{folder}/**/*.json*"]).fetchall()
        return [json.loads(row) for (row,) in found]


def pandas_parquet(folder: Path) -> Rows:
    found = [pd.read_parquet(path, dtype_backend="pyarrow") for path in files(folder)]
    return [{str(k): v for k, v in row.items()} for f in found for row in f.to_dict("records")]


def pandas_numpy(folder: Path) -> Rows:
    found = [pd.read_parquet(path) for path in files(folder)]
    return [{str(k): v for k, v in row.items()} for f in found for row in f.to_dict("records")]


def pandas_lines(folder: Path) -> Rows:
    found = [pd.read_json(path, lines=True, dtype=False) for path in files(folder)]
    return [json.loads(line) for f in found for line in _lines(f)]


def polars_parquet(folder: Path) -> Rows:
    return list(pl.read_parquet(f"{folder}/**/*.parquet").iter_rows(named=True))


def polars_lines(folder: Path) -> Rows:
    """The texts only: Polars guesses types from the first rows."""
    return list(pl.read_ndjson(files(folder), infer_schema_length=None).iter_rows(named=True))


def datasets_folder(folder: Path) -> Rows:
    from datasets import load_dataset

    found = load_dataset(str(folder.parent), split="train", cache_dir=f"{folder.parent}-cache")
    return list(found)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _lines(frame: pd.DataFrame) -> Iterator[str]:
    made = frame.to_json(orient="records", lines=True, force_ascii=False, double_precision=15)
    return iter(made.splitlines())


PARQUET: tuple[Callable[[Path], Rows], ...] = (
    *(duckdb_parquet, pandas_parquet, pandas_numpy, polars_parquet),
)
