"""SOURCE as a pattern, a URL, standard input; a store is never a source."""

import io
import json
import sys
from pathlib import Path

import fsspec
import pytest

from flows import decisions, sites
from flows.fault import Fault
from flows.manifest import opened, rows
from flows.package import CROISSANT, PACKAGE, SCHEMA
from flows.sinks import OWN, records
from flows.sources import Look, discover
from flows.walk import exists, is_pattern, walk
from flows.work import Options
from tests.flows.reading.test_formats import PAGE, listed
from tests.flows.running import run

STORY = "Putin invited the North Korean leader to Moscow on Wednesday.\n"


def names(source: Path | str) -> list[str]:
    return [seen.name for seen in walk(str(source))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "articles"
    for name in ("a.txt", "b.md", "2024/c.txt", "2024/06/d.txt", "2025/e.txt", "[f].txt", "g.jpg"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(f"{STORY}{name}")
    return top


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["[f].txt", "a.txt"]),
        ("**/*.txt", ["2024/06/d.txt", "2024/c.txt", "2025/e.txt", "[f].txt", "a.txt"]),
        ("2024/**", ["06/d.txt", "c.txt"]),
        ("202[!5]/*", ["2024/c.txt"]),
        ("202?/*.txt", ["2024/c.txt", "2025/e.txt"]),
        ("[ab].*", ["a.txt", "b.md"]),
        ("*.jpg", []),
        ("[f].txt", ["[f].txt"]),  # a file of that very name
    ],
)
def test_a_pattern_names_files(folder: Path, pattern: str, found: list[str]) -> None:
    assert names(folder / pattern) == found


def test_a_pattern_below_no_folder(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="no folder"):
        names(tmp_path / "nowhere" / "*.txt")
    assert is_pattern("x/*.txt") and not is_pattern("x/a.txt")
    assert exists("s3://bucket/x") and not exists(str(tmp_path / "no.txt"))


def test_a_run_over_a_pattern(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run(f"{folder}/**/*.txt", store)["clean"] == 5
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text(STORY)
    assert run(f"{folder}/**/*.txt", store) == {
        **{"in": 5, "clean": 1, "unchanged": 4},
        **{"new": 1, "withdrawn": 1},
    }


def test_what_a_store_writes_beside_its_folders_is_known() -> None:
    assert {PACKAGE, CROISSANT, SCHEMA, decisions.NAME, sites.NAME} == OWN


def test_a_store_is_no_source(folder: Path) -> None:
    store = folder / "store"
    assert run(folder, store)["in"] == 6
    assert run(folder, store) == {"in": 6, "unchanged": 6}
    assert run(folder, folder)["in"] == 6
    assert run(folder, folder) == {"in": 6, "unchanged": 6}


def test_a_source_behind_a_url(tmp_path: Path) -> None:
    files = fsspec.filesystem("memory")
    page = PAGE.encode()
    dump = "".join(json.dumps({"id": n, "text": f"{STORY} {n}"}) + "\n" for n in range(5))
    for name, data in {
        "a.txt": STORY.encode(),
        "sub/b.html": page,
        "sub/dump.jsonl": dump.encode(),
        "sub/.hidden.txt": b"no",
        "old/manifest.sqlite": b"",
        "old/records/x.json": b"{}",
        "photo.jpg": b"",
    }.items():
        files.pipe_file(f"/desk/{name}", data)
    store = tmp_path / "store"
    assert names("memory://desk") == ["a.txt", "sub/b.html", "sub/dump.jsonl"]
    assert names("memory://desk/**/*.html") == ["sub/b.html"]
    assert names("memory://desk/a.txt") == ["a.txt"]
    assert run("memory://desk", store)["clean"] == 7
    assert run("memory://desk", store)["unchanged"] == 7
    files.rm_file("/desk/a.txt")
    assert run("memory://desk", store)["withdrawn"] == 1


@pytest.mark.parametrize("source", ["https://example.org/a.txt", "memory://nothing-here", "s9://x"])
def test_a_url_that_cannot_be_listed(source: str) -> None:
    with pytest.raises(Fault):
        names(source)


def test_rows_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They go by id, url, or text; a second batch takes nothing from the first."""

    def pipe(*given: dict[str, str]) -> dict[str, int]:
        data = "".join(json.dumps(row) + "\n" for row in given).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return run("-", tmp_path / "store")

    one, two = {"id": "1", "text": f"One. {STORY}"}, {"text": f"Two. {STORY}"}
    assert pipe(one, two)["clean"] == 2
    assert pipe({"text": f"Three. {STORY}"})["clean"] == 1
    assert pipe(one, two) == {"in": 2, "unchanged": 2}
    found = {record.id: record for record in records(tmp_path / "store")}
    assert len(found) == 3 and found["1"].source.container
    assert found["1"].source.container.path == "stdin"
    assert not [p for p in (tmp_path / "store").iterdir() if p.name.startswith(".copydesk-")]


def test_named_columns_redo_the_rows(tmp_path: Path) -> None:
    inbox, store = tmp_path / "in", tmp_path / "store"
    inbox.mkdir()
    row = {"id": "1", "text": "A teaser of the story.", "inhalt": STORY}
    (inbox / "a.jsonl").write_text(json.dumps(row) + "\n")
    (inbox / "b.txt").write_text(STORY)
    assert run(inbox, store)["clean"] == 2
    named = Options(columns=(("text", "inhalt"),))
    assert run(inbox, store, options=named) == {"in": 2, "clean": 1, "unchanged": 1, "changed": 1}
    assert run(inbox, store, options=named) == {"in": 2, "unchanged": 2}
    with opened(store) as base:
        assert {row.id: "+" in row.fingerprint for row in rows(base)} == {"1": True, "b.txt": False}


def test_a_listing_counts_the_columns_it_took(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Link,Article Body,Headline\nhttps://e.org/1,Putin arrived.,A\n"
    )
    look = Look(10_000)
    look.meter.columns.clear()
    assert [ref.id for ref in discover(tmp_path, look)] == ["https://e.org/1"]
    assert look.meter.columns == {"text=Article Body, url=Link, headline=Headline": 1}
    assert listed(tmp_path)[0].site == "e.org"
