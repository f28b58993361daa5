"""Every format gives the same articles, and says where each stands."""

import bz2
import gzip
import hashlib
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from flows.article import Lost, Raw
from flows.reading.entry import Columns
from flows.reading.idle import forgotten
from flows.sources import Look, Ref, discover, read, without_duplicates

MOST = 200_000
ROWS = [
    {"id": "a", "text": 'He said: "We met, in Moscow."\nThen he left.', "url": "https://e.org/a"},
    {"id": "b", "text": "Путин прибыл в Пхеньян; ночью.", "url": "https://e.org/b"},
    {"id": "c", "text": "Third | story\twith signs.", "url": "https://e.org/c"},
]
PACKS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


def as_csv(rows: list[dict[str, str]], separator: str = ",") -> bytes:
    cells = (['"' + v.replace('"', '""') + '"' for v in row.values()] for row in rows)
    lines = [separator.join(rows[0]), *(separator.join(row) for row in cells)]
    return ("\r\n".join(lines) + "\r\n").encode()


def as_parquet(rows: list[dict[str, str]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out, row_group_size=2)
    return out.getvalue()


MAKE: dict[str, Callable[[], bytes]] = {
    ".jsonl": lambda: "".join(json.dumps(r) + "\n" for r in ROWS).encode(),
    ".ndjson": lambda: "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in ROWS).encode(),
    ".json": lambda: json.dumps(ROWS, indent=2).encode(),
    ".csv": lambda: as_csv(ROWS),
    ".tsv": lambda: as_csv(ROWS, "\t"),
}


def listed(source: Path | str, columns: Columns = ()) -> list[Ref]:
    return list(without_duplicates(discover(source, Look(MOST, columns=columns))))


def articles(source: Path | str, columns: Columns = ()) -> dict[str, Raw | str]:
    """What comes of each reference, or the code of its reject."""
    with forgotten():
        got = {ref.id: read(ref, MOST, columns) for ref in listed(source, columns)}
    return {id: g.reject.code if isinstance(g, Lost) else g for id, g in got.items()}


@pytest.mark.parametrize("packed", PACKS)
@pytest.mark.parametrize("kind", MAKE)
def test_rows_in_any_format_and_compression(tmp_path: Path, kind: str, packed: str) -> None:
    path = tmp_path / f"dump{kind}{packed}"
    path.write_bytes(PACKS[packed](MAKE[kind]()))
    found = articles(tmp_path)
    assert list(found) == ["a", "b", "c"]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for row in ROWS:
        raw = found[row["id"]]
        assert isinstance(raw, Raw) and raw.container
        assert (raw.data, raw.url, raw.given) == (row["text"], row["url"], ())
        assert raw.container.sha256 == digest and raw.container.path == path.name


def test_rows_of_parquet(tmp_path: Path) -> None:
    (tmp_path / "dump.parquet").write_bytes(as_parquet(ROWS))
    found = articles(tmp_path)
    assert [
        (raw.data, raw.container and raw.container.place) for raw in map(whole, found.values())
    ] == [(row["text"], f"row {n}") for n, row in enumerate(ROWS, 1)]


def whole(raw: Raw | str) -> Raw:
    assert isinstance(raw, Raw), raw
    return raw


@pytest.mark.parametrize("kind", MAKE)
def test_rows_are_read_in_any_order(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"dump{kind}.gz").write_bytes(gzip.compress(MAKE[kind]()))
    refs = listed(tmp_path)
    with forgotten():
        for ref in (*refs, *reversed(refs), refs[2], refs[0]):
            raw = read(ref, MOST)
            assert isinstance(raw, Raw)
            assert raw.data == {row["id"]: row["text"] for row in ROWS}[ref.id]


@pytest.mark.parametrize("packed", PACKS)
def test_a_compressed_text_is_an_article(tmp_path: Path, packed: str) -> None:
    (tmp_path / f"a.txt{packed}").write_bytes(PACKS[packed](b"Putin arrived.\n"))
    raw = whole(articles(tmp_path)[f"a.txt{packed}"])
    assert raw.data == b"Putin arrived.\n"
    assert (raw.container.place if raw.container else None) == (
        "the whole file" if packed else None
    )


PAGE = (
    """<html><head><title>Kim visits Moscow - Example</title>
<meta property="og:title" content="Kim visits Moscow | Example News">
<meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2024-06-18T09:00:00Z">
<link rel="canonical" href="https://example.org/kim">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Example"},
 {"@type": "NewsArticle", "headline": "Kim visits Moscow &amp; leaves",
  "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "John Smith"}],
  "datePublished": "2024-06-19T08:00:00+02:00"}]}</script></head><body>
<nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Kim visits Moscow &amp; leaves</h1>"""
    + "".join(
        f"<p>The delegation met officials for talks about trade on day {n} of the visit, and both "
        "sides said that the meeting had been useful.</p>"
        for n in ("one", "two", "three", "four")
    )
    + "</article><footer>© 2024 Example News</footer></body></html>"
)


def record(url: str, type: str, kind: str, block: bytes) -> bytes:
    """One record of a WARC."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Record-ID: <urn:{hashlib.sha256(url.encode() + block).hexdigest()}>\r\n"
        f"WARC-Date: 2024-06-19T10:00:00Z\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(block)}\r\n"
    )
    return f"{head}\r\n".encode() + block + b"\r\n\r\n"


def page(url: str, status: str, kind: str, content: bytes) -> bytes:
    """A response of a server in a WARC."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    return record(url, "response", "application/http; msgtype=response", head.encode() + content)


@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.warc", "crawl.warc.zst"])
def test_pages_of_a_crawl(tmp_path: Path, name: str) -> None:
    asked = b"GET /1 HTTP/1.1\r\nHost: e.org\r\n\r\n"
    records = (
        record("https://e.org/1", "request", "application/http; msgtype=request", asked),
        page("https://e.org/1", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
        page("https://e.org/2", "404 Not Found", "text/html", PAGE.encode()),
        page("https://e.org/3", "200 OK", "image/png", b"\x89PNG"),
        page(
            "https://e.org/4",
            "200 OK",
            "text/html",
            b"<html><body><script>x()</script></body></html>",
        ),
        page("https://e.org/5", "200 OK", "text/html; charset=utf-16", PAGE.encode("utf-16")),
    )
    packed = map(gzip.compress, records) if name.endswith(".gz") else records
    data = b"".join(packed)
    (tmp_path / name).write_bytes(zstandard.compress(data) if name.endswith("zst") else data)
    found = articles(tmp_path)
    assert list(found) == ["https://e.org/1", "https://e.org/4", "https://e.org/5"]
    assert found["https://e.org/4"] == "no-article"
    for id in ("https://e.org/1", "https://e.org/5"):
        raw = whole(found[id])
        assert raw.url == id and "day three of the visit" in str(raw.data)
        assert raw.extractor and raw.extractor.name == "trafilatura" and raw.extractor.version
        assert raw.container and raw.container.place.startswith("offset ")


def test_texts_of_a_wet_file(tmp_path: Path) -> None:
    texts = (f"Putin arrived in Pyongyang, part {n}.".encode() for n in (1, 2))
    records = (record(f"https://e.org/{t[-2]}", "conversion", "text/plain", t) for t in texts)
    (tmp_path / "x.warc.wet.gz").write_bytes(b"".join(map(gzip.compress, records)))
    found = articles(tmp_path)
    assert [whole(raw).data for raw in found.values()] == [
        b"Putin arrived in Pyongyang, part 1.",
        b"Putin arrived in Pyongyang, part 2.",
    ]


def test_a_page_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "kim.html").write_text(PAGE, "utf-8")
    raw = whole(articles(tmp_path)["kim.html"])
    assert raw.url == "https://example.org/kim"
    assert {(g.field, g.value, g.origin) for g in raw.given} == {
        ("headline", "Kim visits Moscow & leaves", "json-ld"),
        ("bylines", "Jane Doe", "json-ld"),
        ("bylines", "John Smith", "json-ld"),
        ("published", "2024-06-19T08:00:00+02:00", "json-ld"),
        ("url", "https://example.org/kim", "canonical"),
    }
    assert raw.container and raw.container.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()


def test_a_page_without_json_ld_speaks_opengraph(tmp_path: Path) -> None:
    plain = PAGE.replace("application/ld+json", "text/plain")
    (tmp_path / "kim.htm.gz").write_bytes(gzip.compress(plain.encode()))
    given = whole(articles(tmp_path)["kim.htm.gz"]).given
    assert {(g.field, g.value, g.origin) for g in given} == {
        ("headline", "Kim visits Moscow", "opengraph"),
        ("published", "2024-06-18T09:00:00Z", "opengraph"),
        ("url", "https://example.org/kim", "canonical"),
    }
