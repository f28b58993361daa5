"""Broken, huge and lying files: a reject with its place, and everything else goes on."""

import bz2
import gzip
import io
import json
import logging
import random
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaners.profile import named
from flows.article import Lost, Raw, cleaned
from flows.manifest import PRESENT, WITHDRAWN, opened, rows
from flows.reading import extra, html, streams
from flows.reading.entry import Broken
from flows.sources import read
from tests.flows.reading.test_formats import MOST, PAGE, articles, listed, page, record
from tests.flows.running import run

LINES = [
    json.dumps({"id": str(n), "text": f"Story {n} of the day, {'x' * n}."}) for n in range(900)
]
DUMP = ("\n".join(LINES) + "\n").encode()


def codes(folder: Path) -> dict[str, str]:
    return {id: raw if isinstance(raw, str) else "read" for id, raw in articles(folder).items()}


def told(folder: Path, id: str) -> Lost:
    ref = next(ref for ref in listed(folder) if ref.id == id)
    got = read(ref, MOST)
    assert isinstance(got, Lost)
    return got


def test_a_file_that_is_cut_gives_what_came_before(tmp_path: Path) -> None:
    packed = gzip.compress(DUMP)
    (tmp_path / "dump.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "z.txt").write_text("Putin arrived.")
    found = codes(tmp_path)
    assert found["dump.jsonl.gz"] == "broken-file" and found["z.txt"] == "read"
    assert 300 < sum(code == "read" for code in found.values()) < 600
    reject = told(tmp_path, "dump.jsonl.gz").reject
    assert (
        reject.message.startswith("after line ") and "in the middle of its gzip" in reject.message
    )
    assert reject.source.container and reject.source.container.place.startswith("after line ")


def test_a_cut_file_withdraws_nothing(tmp_path: Path) -> None:
    inbox, store = tmp_path / "in", tmp_path / "store"
    inbox.mkdir()
    packed = gzip.compress(DUMP)
    (inbox / "dump.jsonl.gz").write_bytes(packed)
    assert run(inbox, store)["clean"] == 900
    (inbox / "dump.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    assert "withdrawn" not in run(inbox, store)
    (inbox / "dump.jsonl.gz").write_bytes(packed)
    assert run(inbox, store) == {"in": 900, "unchanged": 900, "withdrawn": 1}
    with opened(store) as base:
        assert {(row.state, row.outcome) for row in rows(base)} == {
            (PRESENT, "record"),
            (WITHDRAWN, "broken-file"),
        }


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.jsonl.gz", b'{"text": "no gzip"}', "no gzip"),
        ("a.jsonl", gzip.compress(DUMP, mtime=0), "holds gzip data"),
        ("a.csv", b"PK\x03\x04" + DUMP, "holds zip data"),
        ("a.csv", b"id,text\r1,Putin arrived.\r", "a carriage return alone"),
        ("a.jsonl.gz", gzip.compress(gzip.compress(DUMP, mtime=0), mtime=0), "holds gzip data"),
        ("a.parquet", DUMP, "no Parquet"),
        ("a.parquet", b"PAR1" + DUMP + b"PAR1", "no Parquet"),
        ("a.warc.gz", gzip.compress(b"no crawl\r\n" * 9, mtime=0), "no WARC"),
        ("a.warc", b"", ""),
        ("a.jsonl", "\ufefftext".encode("utf-16-le"), "UTF-16"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text("Putin arrived.")
    assert codes(tmp_path) == ({name: "broken-file"} if data else {}) | {"z.txt": "read"}
    if data:
        assert says in told(tmp_path, name).reject.message


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.jsonl.gz.gz", "a.7z", "a.parquet.gz"])
def test_an_archive_is_told_of(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"whatever")
    assert codes(tmp_path) == {name: "archive"}


def test_a_bomb_goes_off_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "FREE", 1 << 20)
    line = json.dumps({"id": "first", "text": "Putin arrived."}).encode() + b"\n"
    (tmp_path / "a.jsonl.bz2").write_bytes(bz2.compress(line + b"\0" * 50_000_000))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"\0" * 50_000_000))
    (tmp_path / "z.txt").write_text("Putin arrived.")
    found = codes(tmp_path)
    assert found == {
        "first": "read",
        "a.jsonl.bz2": "bomb",
        "b.txt.gz": "too-large",
        "z.txt": "read",
    }
    assert told(tmp_path, "a.jsonl.bz2").reject.message.startswith("after line 1: ")


def test_the_whole_size_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST", 100_000)
    packed = gzip.compress(DUMP + bytes(range(256)) * 1000)
    with pytest.raises(Broken, match="100,000 in all"):
        streams.unpacked(io.BytesIO(packed), ".gz").read()


@pytest.mark.parametrize("kind", [".jsonl", ".json", ".csv"])
def test_a_line_without_an_end_is_not_held(tmp_path: Path, kind: str) -> None:
    """Two megabytes stand for two gigabytes: the most that is held is that of `longest_line`."""
    long, good = "x" * 2_000_000, {"id": "b", "text": "Putin."}
    rows = [{"id": "a", "text": long}, good]
    text = {
        ".jsonl": "\n".join(map(json.dumps, rows)),
        ".json": json.dumps(rows),
        ".csv": f'id,text\na,"{long}"\nb,Putin.\n',
    }[kind]
    (tmp_path / f"dump{kind}").write_text(text)
    assert list(codes(tmp_path).values()) == ["too-large", "read"]


def test_of_two_columns_of_one_name_the_first_that_is_not_empty_counts(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text,text\n1,Putin.,\n2,,Kim.\n3,Putin.,Kim.\n")
    found = [(id, got.data) for id, got in articles(tmp_path).items() if isinstance(got, Raw)]
    assert found == [("1", "Putin."), ("2", "Kim."), ("3", "Putin.")]


def test_broken_rows_of_csv_take_no_other_row_with_them(tmp_path: Path) -> None:
    lines = (
        b"id;text;url",
        b"1;Good one.;https://e.org/1",
        b'2;"A quote that never closes.;https://e.org/2',
        b"3;Good again.;https://e.org/3",
        b"4;too few",
        b'5;"Two\r\nlines.";https://e.org/5',
        b"",
        b'6;5" of rain in Paris;https://e.org/6',
        b"7;caf\xe9 in Paris;https://e.org/7",
        b"8;;https://e.org/8",
        b"3;Once more.;",
    )
    (tmp_path / "dump.csv").write_bytes(b"\n".join(lines) + b"\n")
    assert codes(tmp_path) == {
        "1": "read",
        "dump.csv:3": "bad-row",
        "3": "read",
        "dump.csv:5": "bad-row",
        "5": "read",
        "6": "read",
        "7": "read",
        "8": "read",  # an empty text, which `clean` rejects
        "3#dump.csv:12": "duplicate-id",
    }
    got = articles(tmp_path)
    assert isinstance(got["7"], Raw) and got["7"].data == "café in Paris".encode("latin-1")
    assert isinstance(got["5"], Raw) and got["5"].data == "Two\r\nlines."
    assert isinstance(got["6"], Raw) and got["6"].data == '5" of rain in Paris'
    broken = told(tmp_path, "dump.csv:3")
    assert broken.data == lines[2] + b"\n" and "expected 3 cells, found 2" in broken.reject.message


def test_broken_values_of_json(tmp_path: Path) -> None:
    data = (
        b'\xef\xbb\xbf[{"id": "1", "text": "One."}, 7,\n{"id": "2"},\n {"id": "3", "text": "]}"}]'
    )
    (tmp_path / "dump.json").write_bytes(data)
    assert codes(tmp_path) == {"1": "read", "dump.json:2": "bad-row", "2": "bad-row", "3": "read"}


def test_a_table_without_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,inhalt\n1,Putin traf ein.\n")
    pq.write_table(pa.table({"n": [1, 2]}), tmp_path / "b.parquet")
    assert codes(tmp_path) == {"a.csv": "no-columns", "b.parquet": "no-columns"}
    assert "found id, inhalt; name the column" in told(tmp_path, "a.csv").reject.message


def test_rows_of_parquet_that_are_no_articles(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": ["1", None, "3", "1"],
            "text": ["One.", None, "y" * (MOST + 1), "Again."],
            "date": pa.array([1_718_000_000] * 4, pa.timestamp("s")),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    assert codes(tmp_path) == {
        "1": "read",
        "a.parquet:2": "bad-row",
        "a.parquet:3": "too-large",
        "1#a.parquet:4": "duplicate-id",
    }
    first = articles(tmp_path)["1"]
    assert isinstance(first, Raw)
    assert [g[:2] for g in first.given] == [("published", "2024-06-10T06:13:20")]


def test_parquet_that_is_damaged_inside(tmp_path: Path) -> None:
    texts = [f"Story {n} of the day." + "x" * 200 for n in range(400)]
    out = io.BytesIO()
    pq.write_table(pa.table({"text": texts}), out, row_group_size=100, compression="zstd")
    data = bytearray(out.getvalue())
    at = len(data) // 2
    data[at : at + 300] = bytes(300)
    (tmp_path / "a.parquet").write_bytes(data)
    found = codes(tmp_path)
    assert found["a.parquet"] == "broken-file" and found["a.parquet:1"] == "read"


def test_parquet_whose_statistics_are_damaged_ends_no_process(tmp_path: Path) -> None:
    """A file that fuzzing made: pyarrow called `abort` when it was asked for a chunk of it."""
    made = Path(__file__).with_name("damaged.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(made)
    assert codes(tmp_path) == {"a.parquet": "broken-file"}


@pytest.mark.parametrize("told", [2, 4])
def test_parquet_that_tells_of_other_rows_than_it_holds(tmp_path: Path, told: int) -> None:
    path = tmp_path / "a.parquet"
    rows = [{"text": f"Putin arrived in Moscow with {n} men."} for n in range(3)]
    pq.write_table(pa.Table.from_pylist(rows), path)
    sound = path.read_bytes()
    for at in range(len(sound) - 8, 0, -1):  # the last 3 of its end that is the count of rows
        path.write_bytes(sound[:at] + bytes((2 * told,)) + sound[at + 1 :])
        if sound[at] == 6 and pq.read_metadata(path).num_rows == told:
            break
    assert pq.read_metadata(path).row_group(0).num_rows == 3
    found = codes(tmp_path)
    assert sorted(found.values()) == ["broken-file", "read", "read", "read"]


def test_a_crawl_that_is_cut(tmp_path: Path) -> None:
    pages = [page(f"https://e.org/{n}", "200 OK", "text/html", PAGE.encode()) for n in range(3)]
    for name, records in (("a.warc", pages), ("b.warc.gz", list(map(gzip.compress, pages)))):
        folder = tmp_path / name[0]
        folder.mkdir()
        (folder / name).write_bytes(b"".join(records)[:-100])
        assert codes(folder) == {
            "https://e.org/0": "read",
            "https://e.org/1": "read",
            name: "broken-file",
        }


@pytest.mark.parametrize("kind", ["response", "conversion"])
def test_a_crawl_record_without_a_length(tmp_path: Path, kind: str) -> None:
    first = page("https://e.org/0", "200 OK", "text/html", PAGE.encode())
    second = record("https://e.org/1", kind, "text/plain", b"HTTP/1.1 200 OK\r\n\r\nPutin came.")
    lost = second.replace(b"Content-Length", b"Content-Longth", 1)
    (tmp_path / "a.warc").write_bytes(first + lost + first)
    assert codes(tmp_path) == {"https://e.org/0": "read", "a.warc": "broken-file"}
    assert "does not say its length" in told(tmp_path, "a.warc").reject.message


@pytest.mark.parametrize("length", [b"9", b"-1", b"many"])
def test_a_crawl_record_of_a_wrong_length_is_told_of_and_nothing_is_printed(
    tmp_path: Path, length: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    first = page("https://e.org/0", "200 OK", "text/html", PAGE.encode())
    text = record("https://e.org/1", "conversion", "text/plain", b"Putin arrived.\nThen he left.")
    (tmp_path / "a.warc").write_bytes(first + text.replace(b": 28", b": " + length))
    assert codes(tmp_path).pop("a.warc") == "broken-file"
    assert capfd.readouterr() == ("", "")


def test_a_crawl_record_whose_content_is_packed_and_damaged(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What can be unpacked of a page is no page."""
    packed = bytearray(gzip.compress(PAGE.encode() + random.Random(1).randbytes(90_000), mtime=0))
    packed[-30_000:-20_000] = bytes(10_000)
    kind = "text/html\r\nContent-Encoding: gzip"
    (tmp_path / "a.warc").write_bytes(page("https://e.org/0", "200 OK", kind, bytes(packed)))
    assert codes(tmp_path) == {"https://e.org/0": "broken-file"}
    assert capfd.readouterr() == ("", "")


def test_what_warcio_says_reaches_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.warc").write_bytes(record("https://e.org/a b", "conversion", "text/plain", b"a"))
    assert len(codes(tmp_path)) == 1 and not caplog.records


CHARSETS = (
    "\x00",
    "undefined",
    "idna",
    "punycode",
    "unicode_escape",
    "zip",
    "rot13",
    "ü",
    "a" * 99,
)


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_charset_that_is_none(tmp_path: Path, charset: str) -> None:
    said = PAGE.replace("<head>", f'<head><meta charset="{charset}">').replace("Kim", "Kím")
    kind = f"text/html; charset={charset}"
    data = said.encode("latin-1")
    (tmp_path / "a.warc").write_bytes(page("https://e.org/0", "200 OK", kind, data))
    (tmp_path / "b.html").write_bytes(data)
    for raw in articles(tmp_path).values():
        assert isinstance(raw, Raw) and "The delegation met officials" in str(raw.data)


def test_names_of_columns_obey_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,\x1b[2Jinhalt\n1,Putin.\n")
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "1", "text\x00": ["a", 1]}))
    assert r"found id, \x1b[2Jinhalt; name" in told(tmp_path, "a.csv").reject.message
    assert r"expected a string as text\x00, found" in told(tmp_path, "1").reject.message


def test_a_column_whose_name_is_no_utf8_fills_a_field(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"text,title\xff\nPutin arrived in the city.,A visit\n")
    (raw,) = articles(tmp_path, (("headline", "title\udcff"),)).values()
    assert isinstance(raw, Raw) and raw.given[0].origin == r"column title\udcff"
    assert cleaned(raw, named("news")).model_dump_json()


def test_a_page_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "b.html").write_bytes(b"")
    (tmp_path / "c.html").write_text("<html><body><script>1</script></body></html>")
    (tmp_path / "d.html").write_text("<div>" * 30_000 + "deep")
    (tmp_path / "z.html").write_text(PAGE)
    found = codes(tmp_path)
    assert found.pop("d.html") in ("no-article", "read")
    assert found == {
        "a.html": "broken-file",
        "b.html": "no-article",
        "c.html": "no-article",
        "z.html": "read",
    }


def test_a_page_that_is_none_is_told_of_by_us_alone(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger(html.NAME).setLevel(logging.NOTSET)
    with pytest.raises(Broken):
        html.read_page(b"<h4ml><body><article><p>the the Van </p></article></bOdy></itml>")
    assert not caplog.records


def test_a_format_whose_library_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reject says what to install; the next run tries again, though the file is unchanged."""
    inbox, store = tmp_path / "in", tmp_path / "store"
    inbox.mkdir()
    (inbox / "a.html").write_text(PAGE)
    (inbox / "b.txt").write_text("Putin arrived in Pyongyang on Wednesday morning.")

    def missing(module: str, name: str) -> None:
        raise Broken("missing-extra", f"pip install copydesk[{name}]")

    with monkeypatch.context() as patched:
        patched.setattr(html, "needed", missing)
        assert run(inbox, store) == {"in": 2, "clean": 1, "rejected": 1, "new": 2}
    assert run(inbox, store)["clean"] == 1


def test_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Broken, match=r"pip install copydesk\[html\]"):
        extra.needed("no_such_module_anywhere", "html")


def test_a_compressed_dump_is_unpacked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shards of a compressed container read on where the last one stopped."""
    inbox, store = tmp_path / "in", tmp_path / "store"
    inbox.mkdir()
    (inbox / "dump.jsonl.gz").write_bytes(gzip.compress(DUMP))
    unpacked = 0
    plain = streams.Unpacked.readinto

    def counted(self: streams.Unpacked, buffer: bytearray) -> int:
        nonlocal unpacked
        size = plain(self, buffer)
        unpacked += size
        return size

    monkeypatch.setattr(streams.Unpacked, "readinto", counted)
    assert run(inbox, store, shard=7)["clean"] == 900
    assert unpacked < 3 * len(DUMP)  # listed once, read once


@pytest.mark.parametrize(
    ("name", "module"), [("a.parquet", "pyarrow"), ("a.warc", "warcio"), ("a.html", "trafilatura")]
)
def test_without_its_library_a_format_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    """As on a machine where the extra was never installed."""
    for loaded in [m for m in sys.modules if m.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"PAR1")
    assert codes(tmp_path) == {name: "missing-extra"}


def test_a_quote_that_never_closes_takes_no_other_row_with_it(tmp_path: Path) -> None:
    quote = {3: '"'}
    rows = [f"k{n},{quote.get(n, '')}Story number {n} says that it rained." for n in range(1, 9)]
    (tmp_path / "a.csv").write_text("\n".join(("id,text", *rows)) + "\n")
    assert codes(tmp_path) == {f"k{n}": "read" for n in range(1, 9)}


def test_a_closed_quote_at_the_end_of_the_file_is_one_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,"Kim left.\nHe came back."\n')
    assert codes(tmp_path) == {"1": "read"}


def test_values_in_one_line_have_ids_of_their_own(tmp_path: Path) -> None:
    rows = [{"text": f"Story number {n} says that it rained."} for n in range(1, 5)]
    (tmp_path / "a.json").write_text(json.dumps([*rows, 7]))
    places = {f"a.json:{n}": "read" for n in range(1, 5)}
    assert codes(tmp_path) == {**places, "a.json:5": "bad-row"}
    assert told(tmp_path, "a.json:5").reject.message.startswith("value 5: no JSON")
