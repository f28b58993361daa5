"""Exports: what is in them is what the store holds, whoever reads it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cleaners.record import Article, LedgerEdit, Record, with_edits, without_edits
from flows import selection
from flows.cli import main
from flows.columns import article_of, record_of
from flows.export import export
from flows.fault import Busy, Fault
from flows.forms import Ledger
from flows.lock import locked
from flows.selection import Selection, day_of
from flows.sinks import records
from flows.wish import Export, Wish
from tests.flows import readers, varied
from tests.flows.readers import Rows

ALL = ("json", "jsonl", "jsonl.zst", "parquet", "datasets")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return varied.make(tmp_path_factory.mktemp("varied"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def held(store: Path) -> list[Record]:
    return sorted(records(store), key=lambda r: r.id)


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in readers.files(folder)}


def in_order(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: str(row["id"]))


@pytest.mark.parametrize("form", ["json", "jsonl", "jsonl.zst"])
@pytest.mark.parametrize("edits", ["embedded", "none"])
def test_json_is_read_back_equal(store: Path, out: Path, form: str, edits: str) -> None:
    export(store, out, Wish(form, edits))
    rows = in_order(readers.duckdb_json(out / "data"))
    kind: type[Article] = Record if edits == "embedded" else Article
    expected = held(store) if edits == "embedded" else list(map(without_edits, held(store)))
    assert [kind.model_validate_json(json.dumps(row)) for row in rows] == expected


def test_lines_are_read_back_equal_by_data_frames(store: Path, out: Path) -> None:
    export(store, out, Wish("jsonl"))
    rows = readers.pandas_lines(out / "data")
    assert [Record.model_validate_json(json.dumps(row)) for row in rows] == held(store)
    texts = [
        (row["id"], row["headline"], row["text"]) for row in readers.polars_lines(out / "data")
    ]
    assert texts == [(r.id, r.headline, r.text) for r in held(store)]


@pytest.mark.parametrize("read", readers.PARQUET, ids=lambda f: f.__name__)
@pytest.mark.parametrize("edits", ["embedded", "none"])
def test_parquet_is_read_back_equal(
    store: Path, out: Path, read: Callable[[Path], Rows], edits: str
) -> None:
    export(store, out, Wish("parquet", edits))
    rows = in_order(read(out / "data"))
    if edits == "embedded":
        assert [record_of(row) for row in rows] == held(store)
    else:
        assert [article_of(row) for row in rows] == list(map(without_edits, held(store)))


def test_datasets_reads_the_folder(store: Path, out: Path) -> None:
    export(store, out, Wish("datasets", part_size=9_000))
    rows = readers.datasets_folder(out / "data")
    assert [record_of(row) for row in rows] == held(store)


@pytest.mark.parametrize("form", ALL)
def test_a_sidecar_and_its_articles_are_the_records(store: Path, out: Path, form: str) -> None:
    export(store, out, Wish(form, "sidecar", by=("language",), part_size=3_000))
    if form in ("parquet", "datasets"):
        articles = [article_of(row) for row in readers.polars_parquet(out / "data")]
        rows = readers.duckdb_parquet(out / "edits")
        ledgers = {str(row["id"]): ledger_of(row, held(store)) for row in rows}
    else:
        lines = [json.dumps(row) for row in readers.duckdb_json(out / "data")]
        articles = list(map(Article.model_validate_json, lines))
        found = map(json.dumps, readers.duckdb_json(out / "edits"))
        ledgers = {one.id: one.edits for one in map(Ledger.model_validate_json, found)}
    joined = [with_edits(article, ledgers[article.id]) for article in articles]
    assert sorted(joined, key=lambda r: r.id) == held(store)


def ledger_of(row: object, found: list[Record]) -> tuple[LedgerEdit, ...]:
    """The edits of a row of Parquet, read by way of a record that has the other fields."""
    assert isinstance(row, dict)
    record = next(r for r in found if r.id == row["id"])
    from flows.columns import batch_of, schema_for

    whole = batch_of([record], schema_for(Record)).to_pylist()[0]
    return record_of({**whole, "edits": row["edits"]}).edits


@pytest.mark.parametrize("headline", [False, True])
def test_plain_text_is_read_back_equal(store: Path, out: Path, headline: bool) -> None:
    export(store, out, Wish("text", "none", headline=headline))
    found = sorted(path.read_text("utf-8") for path in readers.files(out / "data"))
    title = {r.id: f"{r.headline}\n\n" if headline and r.headline else "" for r in held(store)}
    assert found == sorted(f"{title[r.id]}{r.text}\n" for r in held(store))
    with pytest.raises(Fault, match="plain text holds no edits"):
        export(store, out.with_name("other"), Wish("text"))


@pytest.mark.parametrize("form", [*ALL, "text"])
def test_the_same_store_gives_the_same_bytes(store: Path, tmp_path: Path, form: str) -> None:
    wish = Wish(form, "none" if form == "text" else "sidecar", by=("date", "site"), part_size=2_000)
    export(store, tmp_path / "one", wish)
    export(store, tmp_path / "deep/other", wish)
    assert content(tmp_path / "one") == content(tmp_path / "deep/other")


def test_parts_are_named_by_what_they_hold(store: Path, out: Path) -> None:
    done = export(store, out, Wish("parquet", by=("language", "site", "date")))
    found = {
        path.parent.relative_to(out / "data").as_posix() for path in readers.files(out / "data")
    }
    nothing = "__HIVE_DEFAULT_PARTITION__"
    assert f"lang=fr/site={nothing}/day={nothing}" in found
    assert "lang=de/site=example.com/day=2023-09-12" in found
    assert done.records == len(held(store))
    rows = readers.duckdb_parquet(out / "data")
    folders = {str(row["id"]): (row["lang"], row["site"], str(row["day"])) for row in rows}
    assert folders["https://www.example.com/3"] == ("de", "example.com", "2023-09-12")
    assert folders["latin.txt"] == ("fr", None, "None")


def test_parts_end_at_their_size(store: Path, out: Path) -> None:
    export(store, out, Wish("jsonl", "none", part_size=1))
    assert len(readers.files(out / "data")) == len(held(store))
    rows = [json.loads(path.read_text("utf-8")) for path in readers.files(out / "data")]
    assert [row["id"] for row in rows] == [r.id for r in held(store)]


def ids(store: Path, out: Path, wanted: Selection) -> tuple[list[str], Export]:
    done = export(store, out, Wish("jsonl", selection=wanted))
    return [str(row["id"]) for row in readers.duckdb_json(out / "data")], done


@pytest.mark.parametrize(
    ("wanted", "held_for"),
    [
        (Selection(languages=("de", "fr")), lambda r: r.language.code in ("de", "fr")),
        (Selection(sites=("example.com",)), lambda r: "example.com" in (r.source.url or "")),
        (
            Selection(since=date(2023, 9, 13), until=date(2023, 9, 13)),
            lambda r: day_of(r) == date(2023, 9, 13),
        ),
        (Selection(with_flags=("any",)), lambda r: r.flags),
        (Selection(without_flags=("decode",)), lambda r: "decode" not in str(r.flags)),
        (
            Selection(with_flags=("decode.guessed-encoding",), without_flags=("boilerplate",)),
            lambda r: r.id == "latin.txt",
        ),
    ],
)
def test_only_what_is_wanted_is_written(
    store: Path, out: Path, wanted: Selection, held_for: Callable[[Record], bool]
) -> None:
    found, done = ids(store, out, wanted)
    assert found == [r.id for r in held(store) if held_for(r)] and found
    assert done.records + done.count.left_out.total() == done.count.held == len(held(store))


def test_copies_are_left_out(store: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Selection(without_copies=True)
    monkeypatch.setattr(selection, "copies_in", lambda store: frozenset({"latin.txt"}))
    found, done = ids(store, out, wanted)
    assert "latin.txt" not in found and done.count.left_out == {"copy": 1}


def test_copies_that_nobody_looked_for_are_told(tmp_path: Path, out: Path) -> None:
    store = varied.make(tmp_path)
    (store / "duplicates.sqlite").unlink(missing_ok=True)
    with pytest.raises(Fault, match="duplicates"):
        export(store, out, Wish("jsonl", selection=Selection(without_copies=True)))
    assert not out.exists()


@pytest.mark.parametrize("form", [*ALL, "text"])
def test_nothing_wanted_is_an_empty_export(store: Path, out: Path, form: str) -> None:
    wish = Wish(form, "none", selection=Selection(languages=("xx",)))
    assert export(store, out, wish).records == 0
    if form in ("parquet", "datasets"):
        assert readers.polars_parquet(out / "data") == []


def test_a_folder_is_not_overwritten(store: Path, out: Path) -> None:
    export(store, out, Wish("jsonl"))
    before = content(out)
    with pytest.raises(Fault, match="is there already"):
        export(store, out, Wish("text", "none"))
    assert content(out) == before
    export(store, out, Wish("text", "none"), replace=True)
    assert not (out / "data/part-00000.jsonl").exists() and (out / "articles.csv").exists()
    assert [p.name for p in out.parent.iterdir()] == ["out"]


def test_nothing_but_an_export_is_replaced(store: Path, out: Path) -> None:
    out.mkdir()
    (out / "thesis.tex").write_text("years of work")
    with pytest.raises(Fault, match="no export of Copydesk"):
        export(store, out, Wish("jsonl"), replace=True)
    with pytest.raises(Fault, match="inside the store"):
        export(store, store / "records", Wish("jsonl"), replace=True)
    assert (out / "thesis.tex").read_text() == "years of work"


def test_a_link_to_itself_is_told(store: Path, out: Path) -> None:
    out.symlink_to(out)
    with pytest.raises(Fault, match="a link that leads to itself"):
        export(store, out, Wish("jsonl"))
    assert [p.name for p in out.parent.iterdir()] == ["out"]


def test_an_export_that_fails_leaves_nothing(
    store: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(store, out, Wish("jsonl"))
    before = content(out)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.export.describe_export", full)
    with pytest.raises(OSError, match="No space left"):
        export(store, out, Wish("parquet"), replace=True)
    assert content(out) == before and [p.name for p in out.parent.iterdir()] == ["out"]


def test_a_run_and_an_export_wait_for_each_other(store: Path, out: Path) -> None:
    with locked(store), pytest.raises(Busy, match="held by a run"):
        export(store, out, Wish("jsonl"))
    assert not out.exists()


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    store = varied.make(tmp_path)
    path = next((store / "records").glob("latin*"))
    path.write_text(path.read_text("utf-8").replace("Paris", "Lyon!"), "utf-8")
    with pytest.raises(Fault, match=r"latin.*no record any more: the ledger does not"):
        export(store, tmp_path / "out", Wish("jsonl"))
    path.unlink()
    with pytest.raises(Fault, match=r"latin.*lost; run `copydesk run` again"):
        export(store, tmp_path / "out", Wish("jsonl"))
    assert not (tmp_path / "out").exists()


def test_the_command_says_what_it_left_out(
    store: Path, out: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    command = ["export", str(store), "--out", str(out), "--format", "jsonl.zst"]
    assert main([*command, "--language", "fr", "--by", "language,date", "--part-size", "1"]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert said.startswith(f"1 of 15 records in {out}\n") and "14  left out: other language" in said
    wrong = ["--language", "DE", "--language", "fr", "--with-flag", "mood"]
    assert main([*command, *wrong, "--replace"]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert "language DE fits no record; there is: " in said and "language fr" not in said
    assert "flag mood fits no record; there is: " in said
    assert main(command) == 2
    assert b"--replace" in capfdbinary.readouterr().err
    for wrong in (["--by", "mood"], ["--by", "date,date"], ["--since", "soon"]):
        with pytest.raises(SystemExit):
            main([*command, *wrong])


def test_the_command_lists_changes(store: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["changes", str(store), "--limit", "2"]) == 0
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [line["kind"] for line in lines] == ["added", "added"]
    assert main(["changes", str(store), "--since", lines[-1]["cursor"]]) == 0
    assert len(capfdbinary.readouterr().out.splitlines()) == 13
    assert main(["changes", str(store), "--since", "nonsense"]) == 2
    assert b"is no cursor" in capfdbinary.readouterr().err
