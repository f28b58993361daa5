"""docs/sources.md says what the code does: its examples run, its tables are whole."""

import doctest
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaners import Record
from flows.article import Lost, cleaned
from flows.profiles import read_profile
from flows.reading.columns import ORDER
from flows.reading.formats import ARTICLES
from flows.reading.streams import SUFFIXES
from flows.sources import Look, discover, read

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"
TEXT = PAGE.read_text("utf-8")
MOST = 5_000_000
ARTICLE = "".join(f"<p>The delegation held talks about trade on day {n}.</p>" for n in range(9))
JSON_LD = """{"@type": "NewsArticle", "headline": "Kim visits Moscow",
 "author": {"name": "Jane Doe"}, "datePublished": "2024-06-19T08:00:00Z"}"""
HTML = f"""<html><head><link rel="canonical" href="https://example.org/kim">
<script type="application/ld+json">{JSON_LD}</script></head>
<body><article><h1>Kim visits Moscow</h1>{ARTICLE}</article></body></html>"""


def show(folder: Path) -> None:
    for ref in discover(folder, Look(MOST)):
        raw = read(ref, MOST)
        if isinstance(raw, Lost):
            what = f"{raw.reject.code}: {raw.reject.message}"
        else:
            what = repr(raw.data)
        print(f"{ref.id:<15}  {ref.name:<12}  {what}")


def record_of(path: Path) -> Record:
    raw = read(next(discover(path, Look(MOST))), MOST)
    assert not isinstance(raw, Lost)
    made = cleaned(raw, read_profile("news", ()))
    assert isinstance(made, Record)
    return made


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def test_its_examples_run(folder: Path) -> None:
    names = {
        "inbox": lambda: folder,
        "show": show,
        "record_of": record_of,
        "PAGE_WITH_JSON_LD": HTML,
    }
    made = doctest.DocTestParser().get_doctest(TEXT, names, "sources.md", str(PAGE), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(made).attempted > 5
    assert runner.failures == 0


def test_it_names_every_column_in_order() -> None:
    for field, columns in ORDER.items():
        row = re.search(rf"^\| {field} \| (.*) \|$", TEXT, re.MULTILINE)
        assert row and row[1] == ", ".join(f"`{c}`" for c in columns), field


def test_it_names_every_format() -> None:
    told = set(re.findall(r"`(\.\w+)`", TEXT))
    assert told >= {*ARTICLES, *SUFFIXES} - {".tgz", ".tbz2", ".txz"}
