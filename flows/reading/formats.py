"""Which names are articles, and which reader opens the files that hold many."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from flows.reading.entry import Broken, How, Reader
from flows.reading.streams import SUFFIXES, compression

TEXTS = (".txt", ".md")
PAGES = (".html", ".htm", ".xhtml")
READERS = {
    ".jsonl": ("json_rows", "open_lines"),
    ".ndjson": ("json_rows", "open_lines"),
    ".json": ("json_rows", "open_values"),
    ".csv": ("csv_rows", "open_csv"),
    ".tsv": ("csv_rows", "open_csv"),
    ".parquet": ("parquet", "open_parquet"),
    ".warc": ("warc", "open_warc"),
    ".wet": ("warc", "open_warc"),
}
"""The module and the function for each kind of container; imported only when one is met."""
LINES = (".jsonl", ".ndjson")
CRAWLS = (".warc", ".wet")
ARCHIVES = frozenset({".zip", ".tar", ".tgz", ".tbz2", ".txz", ".7z", ".rar", *SUFFIXES})
ARTICLES = frozenset({*TEXTS, *PAGES, *READERS, *ARCHIVES})
EXPECTED = (
    "a folder, a pattern as 'articles/*.txt', a URL as s3://bucket/folder, or a file of .txt, .md, "
    ".html, .jsonl, .json, .csv, .parquet, .warc or .wet"
)


def kind_of(name: str) -> str:
    """The suffix that tells a file's format, without that of its compression.

    >>> kind_of("dump.JSONL.gz"), kind_of("CC-MAIN.warc.wet.gz"), kind_of("pages.tar.gz")
    ('.jsonl', '.wet', '.tar')
    """
    lower = name.lower()
    lower = lower.removesuffix(compression(lower))
    return lower[dot:] if (dot := lower.rfind(".")) > 0 else ""


def is_article(name: str) -> bool:
    """Whether a file of this name is taken for an article, or for many; an archive is, to be told.

    >>> is_article("Kim visits Moscow.TXT"), is_article(".draft.txt"), is_article("photo.jpg")
    (True, False, False)
    """
    return not name.startswith(".") and (name.endswith(TEXTS) or kind_of(name) in ARTICLES)


def open_reader(path: str, size: int, how: How) -> Reader:
    """A container, open. Raises Broken when it is none that can be read."""
    kind = kind_of(path)
    if kind == ".parquet" and compression(path):
        raise Broken("archive", "Parquet inside another compression; unpack it")
    module, name = READERS[kind]
    make = cast(
        Callable[[str, int, How], Reader], getattr(import_module(f"flows.reading.{module}"), name)
    )
    return make(path, size, how)
