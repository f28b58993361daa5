"""All broken inputs by group, and the outcomes that are held."""

from collections.abc import Iterator
from pathlib import Path

from tests.broken import commands, encodings, places, rows, shapes
from tests.broken.case import Case, Folder, Text

OUTCOMES = Path(__file__).with_name("outcomes.tsv")
GROUPS: dict[str, tuple[Case, ...]] = {
    "Bytes and encodings": encodings.TEXTS,
    "Shapes of texts": shapes.TEXTS,
    "Rows of JSONL": rows.JSONL,
    "JSON": rows.JSON,
    "CSV": rows.TABLES,
    "Pages": rows.PAGES,
    "Crawls and Parquet": rows.CRAWLS,
    "Compressed files": rows.PACKS,
    "Folders": places.FOLDERS,
    "Stores": commands.STORES,
    "Records that were changed": commands.CHANGED,
    "Options": commands.OPTIONS,
}


def cases() -> Iterator[tuple[str, Case]]:
    """Every input with its key, which is its group and its name."""
    return ((f"{group}: {c.name}", c) for group, found in GROUPS.items() for c in found)


def outcomes() -> dict[str, str]:
    """What is held of every input, by its key."""
    lines = OUTCOMES.read_text("utf-8").splitlines() if OUTCOMES.exists() else []
    return {key: held for key, _, held in (line.partition("\t") for line in lines)}


def where(case: Case) -> str:
    """Where an input is given."""
    if isinstance(case, Text):
        return "the library, `clean FILE`, a run"
    return "a run" if isinstance(case, Folder) else "a command"
