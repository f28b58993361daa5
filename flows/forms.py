"""The forms an export can take: each writes articles or records into one part after another."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict

from cleaners.record import Article, LedgerEdit, Record, without_edits
from flows.columns import batch_of, schema_for
from flows.sinks import as_json, file_name

ROWS = 1_000  # records in one group of rows
LEVEL = 9
EMBEDDED, SIDECAR, NONE = "embedded", "sidecar", "none"
JSON, JSONL, JSONL_ZST, PARQUET, DATASETS, TEXT = (
    *("json", "jsonl", "jsonl.zst", "parquet", "datasets", "text"),
)
COLUMNS = ("id", "path", "bytes", "sha256")  # of the list of articles that are files of their own


class Ledger(BaseModel):
    """The edits of one article, beside it: with them it is a record again."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str
    edits: tuple[LedgerEdit, ...]


class Part(Protocol):
    """A part of an export that is being written."""

    def write(self, one: BaseModel) -> None:
        """Add one article, record or ledger."""
        ...

    def close(self) -> None:
        """Write what is still held; the part is whole then."""
        ...


class Form(NamedTuple):
    """How a part is made: what its file is called, and who writes it."""

    suffix: str
    media_type: str
    open: Callable[[Path, type[BaseModel]], Part]


class Lines:
    """JSON, a line each; packed when the name says so."""

    def __init__(self, path: Path, model: type[BaseModel]) -> None:
        self._file: BinaryIO = path.open("xb")
        self._out: BinaryIO = self._file
        if path.suffix == ".zst":
            from zstandard import ZstdCompressor

            self._out = ZstdCompressor(level=LEVEL).stream_writer(self._file)

    def write(self, one: BaseModel) -> None:
        """Add one line."""
        self._out.write(one.model_dump_json().encode() + b"\n")

    def close(self) -> None:
        """End the frame and the file."""
        self._out.close()
        self._file.close()


class Columns:
    """Parquet: typed columns, edits nested, packed with zstd."""

    def __init__(self, path: Path, model: type[BaseModel]) -> None:
        self._schema = schema_for(model)
        import pyarrow.parquet as pq

        self._out = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._held: list[BaseModel] = []

    def write(self, one: BaseModel) -> None:
        """Add one row; a group of rows is written when it is full."""
        self._held.append(one)
        if len(self._held) >= ROWS:
            self._flush()

    def close(self) -> None:
        """Write the last group."""
        if self._held:
            self._flush()
        self._out.close()

    def _flush(self) -> None:
        self._out.write_batch(batch_of(self._held, self._schema))
        self._held.clear()


LINES = Form(".jsonl", "application/jsonlines", Lines)
PACKED = Form(".jsonl.zst", "application/zstd", Lines)
TABLE = Form(".parquet", "application/vnd.apache.parquet", Columns)
FORMS = {JSONL: LINES, JSONL_ZST: PACKED, PARQUET: TABLE, DATASETS: TABLE}


def parted(record: Record, edits: str) -> tuple[Article, Ledger | None]:
    """What is written of a record, and what is written beside it."""
    if edits == EMBEDDED:
        return record, None
    beside = Ledger(id=record.id, edits=record.edits) if edits == SIDECAR else None
    return without_edits(record), beside


def single(article: Article, form: str, headline: bool) -> tuple[str, bytes]:
    """The name and the content of a file that holds one article."""
    name = file_name(article.id)
    if form == JSON:
        return f"{name}.json", as_json(article).encode()
    title = f"{article.headline}\n\n" if headline and article.headline else ""
    return f"{name}.txt", f"{title}{article.text}\n".encode("utf-8", "surrogatepass")


def listed(cells: Sequence[object]) -> bytes:
    """A row of the list of articles that are files of their own."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode("utf-8", "surrogatepass")
