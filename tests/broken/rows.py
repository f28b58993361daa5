"""Rows and containers: JSON, JSONL, CSV, pages, crawls, Parquet, and what they are packed in."""

import bz2
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import zstandard

from tests.broken.case import FILLED, STORY, Folder, holds

ROW = json.dumps({"id": "good", "text": STORY}) + "\n"
CSV = f'id,text\ngood,"{FILLED}"\n'
PAGE = (
    "<html><head><title>Kim in Moscow</title></head><body><article><h1>Kim in Moscow</h1>"
    + "".join(f"<p>{FILLED} That was day {n} of the talks in the capital.</p>" for n in range(6))
    + "</article></body></html>"
)


def row(text: str = STORY, id: str = "x", **more: object) -> str:
    """A row of JSONL."""
    return json.dumps({"id": id, "text": text, **more}) + "\n"


def jsonl(name: str, how: str, *parts: str | bytes) -> Folder:
    """Rows of JSONL with a good one behind them, which must come through."""
    return Folder(name, how, holds("dump.jsonl", *parts, ROW))


def values(name: str, how: str, *parts: str | bytes) -> Folder:
    """A file of JSON."""
    return Folder(name, how, holds("dump.json", *parts))


def csv(name: str, how: str, *parts: str | bytes) -> Folder:
    """A file of CSV."""
    return Folder(name, how, holds("dump.csv", *parts))


def page(name: str, how: str, *parts: str | bytes) -> Folder:
    """A page of HTML."""
    return Folder(name, how, holds("page.html", *parts))


def crawled(
    body: bytes, head: str = "text/html", status: str = "200 OK", length: str = ""
) -> bytes:
    """A record of a crawl."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {head}\r\n\r\n".encode() + body
    said = length or str(len(http))
    return (
        (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org/a\r\n"
            "WARC-Date: 2024-06-19T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {said}\r\n\r\n"
        ).encode()
        + http
        + b"\r\n\r\n"
    )


def parquet(
    damage: Callable[[bytes], bytes] = bytes, **columns: list[object]
) -> Callable[[Path], object]:
    """A maker of a file of Parquet."""

    def make(folder: Path) -> object:
        import pyarrow as pa
        import pyarrow.parquet as pq

        out = io.BytesIO()
        pq.write_table(pa.table(columns), out)
        return (folder / "dump.parquet").write_bytes(damage(out.getvalue()))

    return make


def zipped() -> bytes:
    """A zip with a text in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("story.txt"), STORY)
    return out.getvalue()


def packed(name: str, how: str, file: str, make: Callable[[], bytes]) -> Folder:
    """A file that is compressed, or should be; made only when it is asked for."""
    return Folder(name, how, lambda folder: (folder / file).write_bytes(make()))


DEEP = '{"id": "x", "text": ' + "[" * 100_000 + "]" * 100_000 + "}\n"
ROWS = "".join(row(f"{FILLED} Day {n}.", id=str(n)) for n in range(8)).encode()
PACKED = gzip.compress(ROWS, compresslevel=0, mtime=0)  # stored: cut anywhere, all before is there

JSONL = (
    jsonl("a row that is no JSON", "words", "broken\n"),
    jsonl("a row that is cut", "half an object", row()[:40] + "\n"),
    jsonl("a file that is cut", "the last row has no end", ROW.replace("good", "first"), row()[:60].rstrip("\n") + "\n"),
    jsonl("a row with single quotes", "Python's repr", "{'id': 'x', 'text': 'Putin arrived.'}\n"),
    jsonl("a row with a comma too many", "before the brace", '{"id": "x", "text": "Putin arrived.",}\n'),
    jsonl("a row with a comment", "// as JavaScript has it", '{"id": "x", "text": "Putin arrived."} // first\n'),
    jsonl("two rows in a line", "no line end between them", row().strip() + row(id="y")),
    jsonl("a row in two lines", "a line feed between its fields", '{"id": "x",\n"text": "Putin arrived."}\n'),
    jsonl("a line end in a string", "not escaped", '{"id": "x", "text": "Putin\narrived."}\n'),
    jsonl("a control in a string", "a NUL, not escaped", '{"id": "x", "text": "Putin\0arrived."}\n'),
    jsonl("a NUL between rows", "a disk that was full", "\0\0\0\0\n"),
    jsonl("a number", "7", "7\n"),
    jsonl("a word", "null", "null\n"),
    jsonl("a string", "no object around it", '"Putin arrived."\n'),
    jsonl("a list", "of rows in one line", "[" + row().strip() + "]\n"),
    jsonl("an empty object", "{}", "{}\n"),
    jsonl("no text", "an id and a url", '{"id": "x", "url": "https://e.org/x"}\n'),
    jsonl("text is null", "null", '{"id": "x", "text": null}\n'),
    jsonl("text is a number", "7", '{"id": "x", "text": 7}\n'),
    jsonl("text is true", "a boolean", '{"id": "x", "text": true}\n'),
    jsonl("text is an object", "with html in it", '{"id": "x", "text": {"html": "<p>Putin</p>"}}\n'),
    jsonl("text is a list of numbers", "[1, 2]", '{"id": "x", "text": [1, 2]}\n'),
    jsonl("text is a list of strings", "its paragraphs", '{"id": "x", "text": ["Putin invited Kim to Moscow.", "He came on Wednesday."]}\n'),
    jsonl("text is a list of lists", "wrapped twice", '{"id": "x", "text": [["Putin arrived."]]}\n'),
    jsonl("text is an empty list", "[]", '{"id": "x", "text": []}\n'),
    jsonl("text is empty", "an empty string", '{"id": "x", "text": ""}\n'),
    jsonl("text is blank", "three spaces", '{"id": "x", "text": "   "}\n'),
    jsonl("NaN", "which is no JSON", '{"id": "x", "text": "Putin arrived in Moscow.", "score": NaN}\n'),
    jsonl("text is NaN", "as pandas writes it", '{"id": "x", "text": NaN}\n'),
    jsonl("id is NaN", "as pandas writes it", '{"id": NaN, "text": "Putin arrived."}\n'),
    jsonl("id is infinite", "Infinity", '{"id": Infinity, "text": "Putin arrived."}\n'),
    jsonl("id is a fraction", "1.5", '{"id": 1.5, "text": "Putin arrived."}\n'),
    jsonl("id is true", "a boolean", '{"id": true, "text": "Putin arrived."}\n'),
    jsonl("id is a list", "[1]", '{"id": [1], "text": "Putin arrived."}\n'),
    jsonl("id is empty", "an empty string", '{"id": "", "text": "Putin arrived."}\n'),
    jsonl("id is null", "null", '{"id": null, "text": "Putin arrived in Moscow on Wednesday."}\n'),
    jsonl("id leads out", "../../etc/passwd", row(id="../../etc/passwd")),
    jsonl("id is long", "5,000 letters", row(id="x" * 5000)),
    jsonl("id with controls", "a NUL and an escape", row(id="x\0\x1b[31m")),
    jsonl("id is half a pair", "\\ud800", row(id="x\ud800")),
    jsonl("the same id twice", "with other texts", row(), row("Kim left Moscow on Friday.")),
    jsonl("an id like another's place", "dump.jsonl:2", row(id="dump.jsonl:2"), "broken\n"),
    jsonl("a huge number", "5,000 digits as id", '{"id": ' + "7" * 5000 + ', "text": "Putin arrived."}\n'),
    jsonl("a large number", "1e999 as id", '{"id": 1e999, "text": "Putin arrived."}\n'),
    jsonl("the same key twice", "text and text", '{"id": "x", "text": "One came.", "text": "Putin invited Kim to Moscow on Wednesday."}\n'),
    jsonl("two columns for the text", "body is empty", '{"id": "x", "body": "", "content": "Putin invited Kim to Moscow."}\n'),
    jsonl("deep nesting", "100,000 lists in each other", DEEP),
    jsonl("url is a number", "7", '{"id": "x", "text": "Putin arrived.", "url": 7}\n'),
    jsonl("url is no address", "javascript:alert(1)", row(url="javascript:alert(1)")),
    jsonl("url with half a pair", "\\udfff", row(url="https://e.org/\udfff")),
    jsonl("title is an object", "with half pairs in it", row(title={"name": "Kim \ud800"}, tags=[1, None, {}])),
    jsonl("a date that is none", "99 of the month", row(published="2024-06-99", author=[])),
    jsonl("bytes that are no UTF-8", "latin-1 in a row", b'{"id": "x", "text": "Le pr\xe9sident a \xe9t\xe9 re\xe7u \xe0 Paris."}\n'),
    jsonl("half a pair in a text", "\\ud800", row(STORY + " \ud800")),
    jsonl("a mark in front", "of UTF-8", b"\xef\xbb\xbf", row()),
    jsonl("a mark in front of each row", "joined files", b"\xef\xbb\xbf", row(), b"\xef\xbb\xbf", row(id="y")),
    jsonl("blank lines", "between rows", "\n\n  \n", row(), "\r\n\n"),
    Folder("old line ends in JSONL", "a carriage return alone", holds("dump.jsonl", row().replace("\n", "\r"), row(id="y"))),
    Folder("UTF-16 JSONL", "with its mark", holds("dump.jsonl", (b"\xff\xfe" + ROW.encode("utf-16-le")))),
    Folder("UTF-32 JSONL", "without a mark", holds("dump.jsonl", ROW.encode("utf-32-le"))),
    Folder("empty JSONL", "0 bytes", holds("dump.jsonl")),
    Folder("JSONL of blanks", "line ends", holds("dump.jsonl", "\n\n\n")),
    Folder("a picture called JSONL", "PNG", holds("dump.jsonl", b"\x89PNG\r\n\x1a\n" + bytes(99))),
    Folder("a page called JSONL", "HTML, an error of a server", holds("dump.jsonl", "<html><body>\n<h1>502 Bad Gateway</h1>\n</body></html>\n")),
)  # fmt: skip
JSON = (
    values("one object", "no list around it", row()),
    values("a list of rows", "as it should be", "[" + row(id="a"), ",", row(id="b") + "]"),
    values("a list that is cut", "the last row has no end", "[" + row(id="a"), ",", row(id="b")[:30]),
    values("a list that never closes", "no ]", "[" + row(id="a"), ",", row(id="b")),
    values("a list in a list", "[[…]]", "[[" + row() + "]]"),
    values("a list in an object", '{"articles": […]}', '{"articles": [' + row() + "]}"),
    values("rows by id", "an object of objects", '{"a": ' + row() + ', "b": ' + row() + "}"),
    values("a bracket too many", "]]", "[" + row() + "]]"),
    values("empty JSON", "0 bytes", b""),
    values("an empty list", "[]", "[]"),
    values("JSON that is words", "no value", "this is no JSON\n"),
    values("a string without an end", "a quote never closed", '[{"id": "x", "text": "Putin arrived.},\n{"id": "y", "text": "Kim left."}]'),
    values("deep JSON", "100,000 lists in each other", DEEP),
    values("brackets only", "100,000 times [", "[" * 100_000),
    values("UTF-16 JSON", "big end first", b"\xfe\xff" + ROW.encode("utf-16-be")),
)  # fmt: skip
TABLES = (
    csv("old line ends", "a carriage return alone", f"id,text\rx,{FILLED}\ry,Kim left Moscow.\r"),
    csv("old line ends after a head", "the first line ends as it should", f"id,text\nx,{FILLED}\ry,Kim left Moscow.\r"),
    csv("a quote never closed", "in the second of three rows", f'id,text\na,{FILLED}\nx,"Kim left.\ngood,{FILLED}\n'),
    csv("a quote in a cell", "5\" of rain", f'id,text\nx,5" of rain fell in Paris.\ngood,{FILLED}\n'),
    csv("cells missing", "one of two", f"id,text\nx\ngood,{FILLED}\n"),
    csv("cells too many", "three of two", f"id,text\nx,Putin arrived,in Moscow\ngood,{FILLED}\n"),
    csv("no column for a text", "id and n", "id,n\nx,7\n"),
    csv("no head", "rows from the first line on", f"1,{FILLED}\n2,{FILLED}\n"),
    csv("only a head", "no row", "id,text\n"),
    csv("an empty table", "0 bytes", b""),
    csv("blank lines", "no head either", "\n\n\n"),
    csv("a NUL in a cell", "a zero byte", f"id,text\nx,Putin\0 arrived in Moscow.\ngood,{FILLED}\n"),
    csv("NULs only", "1,000 zero bytes", bytes(1000)),
    csv("the same column twice", "text and text", f"id,text,text\nx,,{FILLED}\n"),
    csv("UTF-16 CSV", "as a spreadsheet saves it", b"\xff\xfe" + CSV.encode("utf-16-le")),
    csv("UTF-16 CSV without a mark", "little end first", CSV.encode("utf-16-le")),
    csv("latin-1 in a cell", "one row of it", b"id,text\nx,Le pr\xe9sident a \xe9t\xe9 re\xe7u \xe0 Paris.\n"),
    csv("controls in the head", "an escape in a name", "id,te\x1b[31mxt\nx,Putin\n"),
    csv("a long head", "2 MB without a line end", "a," * 1_000_000),
    csv("a workbook called CSV", ".xlsx, which is a zip", zipped()),
)  # fmt: skip
PAGES = (
    page("an empty page", "0 bytes", b""),
    page("a page without a story", "a script", "<html><body><script>1</script></body></html>"),
    page("a page that is cut", "in the middle of a tag", PAGE[: len(PAGE) // 2] + "<p class="),
    page("a page without tags", "words", STORY),
    page("a page of NULs", "1,000 zero bytes", bytes(1000)),
    page("NULs in a page", "behind each tag", PAGE.replace(">", ">\0")),
    page("a page of 60,000 tags", "more than are read", "<b>x</b>" * 30_000 + PAGE),
    page("a deep page", "3,000 times <div>", "<div>" * 3000 + PAGE),
    page("a page with a code page that is none", "charset=klingon", '<meta charset="klingon">' + PAGE),
    page("a page with a code page that is no text", "charset=rot13, hex, base64", b'<meta charset="rot13">' + PAGE.encode() + b"\xe9"),
    page("a page with idna as code page", "charset=idna", b'<meta charset="idna">' + PAGE.encode() + b"\xe9"),
    page("a page that lies about its code page", "says UTF-16, is UTF-8", '<meta charset="utf-16">' + PAGE),
    page("a page with broken bytes", "FE and FF", PAGE.encode().replace(b"Kim", b"K\xfe\xffm")),
    page("a page in UTF-16", "with its mark", b"\xff\xfe" + PAGE.encode("utf-16-le")),
    page("a page in XML", "with a declaration", '<?xml version="1.0" encoding="utf-8"?>' + PAGE),
    page("a page with broken JSON-LD", "metadata without an end", '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>' + PAGE),
    page("a page with deep JSON-LD", "10,000 lists in each other", '<script type="application/ld+json">' + "[" * 10_000 + "</script>" + PAGE),
    page("a page with odd JSON-LD", "numbers where names should be", '<script type="application/ld+json">{"@type": "NewsArticle", "headline": 7, "author": [1, null], "datePublished": {}}</script>' + PAGE),
    page("a PDF called page", "%PDF", b"%PDF-1.7 ..."),
    page("a picture called page", "PNG", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    page("an address that leads nowhere", "a broken base and canonical", '<base href="http://["><link rel="canonical" href="http://[::1">' + PAGE),
)  # fmt: skip
CRAWLS = (
    Folder("an empty crawl", "0 bytes", holds("a.warc")),
    Folder("a crawl that is none", "words", holds("a.warc", "no crawl\r\n" * 9)),
    Folder("a crawl that is cut", "in its second record", holds("a.warc", crawled(PAGE.encode()), crawled(PAGE.encode())[:300])),
    Folder("a crawl without a length", "Content-Length is missing", holds("a.warc", crawled(PAGE.encode()).replace(b"Content-Length", b"Content-Width"))),
    Folder("a crawl with a length of words", "Content-Length: many", holds("a.warc", crawled(PAGE.encode(), length="many"))),
    Folder("a crawl with a length below zero", "Content-Length: -5", holds("a.warc", crawled(PAGE.encode(), length="-5"))),
    Folder("a crawl that says too much", "a length of 10 GB", holds("a.warc", crawled(PAGE.encode(), length="10000000000"))),
    Folder("a page that was not found", "status 404", holds("a.warc", crawled(PAGE.encode(), status="404 Not Found"))),
    Folder("a crawl of pictures", "Content-Type: image/png", holds("a.warc", crawled(b"\x89PNG\r\n\x1a\n", head="image/png"))),
    Folder("a crawl without a story", "a page of a script", holds("a.warc", crawled(b"<html><script>1</script></html>"))),
    Folder("a crawl with an odd code page", "charset=\"\\x00\"", holds("a.warc", crawled(PAGE.encode() + b"\xe9", head="text/html; charset=klingon"))),
    packed("a crawl packed as one", "gzip around all of it", "a.warc.gz", lambda: gzip.compress(crawled(PAGE.encode()) * 2, mtime=0)),
    Folder("a crawl of zero bytes", "1,000 of them", holds("a.warc", bytes(1000))),
    Folder("Parquet that is none", "words", holds("dump.parquet", "no Parquet\n" * 9)),
    Folder("an empty Parquet", "0 bytes", holds("dump.parquet")),
    Folder("Parquet that is cut", "its end is missing", parquet(lambda data: data[:-9], text=["Putin arrived."])),
    Folder("Parquet with a broken head", "its first bytes", parquet(lambda data: b"XXXX" + data[4:], text=["Putin arrived."])),
    Folder("Parquet without a text", "a column of numbers", parquet(n=[1, 2])),
    Folder("Parquet with null as text", "in the first row", parquet(id=["x", "good"], text=[None, FILLED])),
    Folder("Parquet with numbers as text", "a column text of them", parquet(text=[1, 2])),
    Folder("Parquet with bytes as text", "latin-1", parquet(id=["x"], text=["Le président a été reçu à Paris.".encode("latin-1")])),
    Folder("Parquet without rows", "a table of 0 rows", parquet(text=[])),
)  # fmt: skip
PACKS = (
    packed("gzip that is cut", "half of the file is missing", "dump.jsonl.gz", lambda: PACKED[: len(PACKED) // 2]),
    packed("gzip that is none", "words", "dump.jsonl.gz", lambda: b"no gzip at all"),
    packed("an empty gzip", "0 bytes", "dump.jsonl.gz", lambda: b""),
    packed("gzip with a broken middle", "nine bytes are others", "dump.jsonl.gz", lambda: PACKED[:200] + b"XXXXXXXXX" + PACKED[209:]),
    packed("gzip with a wrong checksum", "its last bytes", "story.txt.gz", lambda: gzip.compress(STORY.encode(), mtime=0)[:-8] + bytes(8)),
    packed("gzip with more behind it", "words", "story.txt.gz", lambda: gzip.compress(STORY.encode(), mtime=0) + b"and more"),
    packed("gzip of two members", "joined files", "story.txt.gz", lambda: gzip.compress(FILLED.encode(), mtime=0) * 2),
    packed("gzip in gzip", "packed twice", "dump.jsonl.gz", lambda: gzip.compress(PACKED, mtime=0)),
    packed("gzip twice by name", ".gz.gz", "dump.jsonl.gz.gz", lambda: gzip.compress(PACKED, mtime=0)),
    packed("zstd called gzip", "another packer", "dump.jsonl.gz", lambda: zstandard.compress(ROW.encode())),
    packed("gzip called JSONL", "no .gz in the name", "dump.jsonl", lambda: PACKED),
    packed("zstd that is cut", "its end is missing", "dump.jsonl.zst", lambda: zstandard.compress(ROWS)[:-9]),
    packed("bzip2 that is cut", "its end is missing", "dump.jsonl.bz2", lambda: bz2.compress(ROWS)[:-9]),
    packed("xz that is cut", "its end is missing", "dump.jsonl.xz", lambda: lzma.compress(ROWS)[:-9]),
    packed("xz with a broken middle", "zero bytes", "dump.jsonl.xz", lambda: (lambda d: d[:60] + bytes(20) + d[80:])(lzma.compress(ROWS))),
    packed("a bomb of gzip", "20 MB of zero bytes", "story.txt.gz", lambda: gzip.compress(bytes(20_000_000), mtime=0)),
    packed("a bomb of zstd", "20 MB of zero bytes", "story.txt.zst", lambda: zstandard.compress(bytes(20_000_000))),
    packed("a packed page that is cut", "half of it", "page.html.gz", lambda: gzip.compress(PAGE.encode(), mtime=0)[:200]),
    packed("a packed picture", "PNG, called .txt.gz", "story.txt.gz", lambda: gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(99), mtime=0)),
    packed("a zip archive", "with a text in it", "texts.zip", zipped),
    packed("a tar archive", "packed", "texts.tar.gz", lambda: gzip.compress(bytes(10240), mtime=0)),
    packed("packed Parquet", ".parquet.gz", "dump.parquet.gz", lambda: gzip.compress(b"PAR1", mtime=0)),
)  # fmt: skip
FOLDERS = (*JSONL, *JSON, *TABLES, *PAGES, *CRAWLS, *PACKS)
