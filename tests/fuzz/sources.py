"""Every format that articles come in, whole and damaged, packed and not."""

import bz2
import gzip
import io
import json
import lzma
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from cleaners import clean
from cleaners.profile import named
from flows.article import Lost, Raw, bytes_of
from flows.reading.columns import ORDER
from flows.reading.idle import forgotten
from flows.sources import Look, Ref, discover, read, without_duplicates
from flows.terminal import shown
from tests.flows.reading.test_formats import PAGE, page, record
from tests.fuzz import pieces
from tests.fuzz.loop import Target
from tests.fuzz.texts import judged, visible

MOST = 60_000  # bytes of one article
CLEANED = 2  # articles of one file that are cleaned too
FRAGMENT = named("fragment")
CHARSETS = (
    *("utf-8", "UTF8", "windows-1251", "iso-8859-1", "x-sjis", "utf-16", "utf-7", "idna", "zip"),
    *("rot13", "unicode_escape", "undefined", "none", "\x00", "", "ü", "hex", "base64", "a" * 80),
    *("utf-8; boundary=x", "'utf-8'", "utf_8_sig", "mbcs", "punycode", "raw_unicode_escape", "-"),
)
ODD: tuple[object, ...] = (
    *(None, True, 0, -1.5, 10**30, float("nan"), [], {}, "", [["a"]], {"sections": [["a"], 1]}),
    *(["a", "b"], {"name": "a"}, [{"name": ["a"]}], {"raw": 7}, "\ud800", "\x00", {"$oid": "5"}),
)
TYPES = ("text/html", "text/html", "application/xhtml+xml", "text/plain", "image/png", "")


def name_of(random: Random) -> str:
    """A column: one that is known, one that looks like it, or anything."""
    if random.random() < 0.7:
        return random.choice(random.choice(list(ORDER.values())))
    return random.choice(("Text", "body\x1b[2J", "\ud800", "", "a\nb", "_id", "text\x00", "x" * 90))


def row(random: Random) -> dict[str, object]:
    out: dict[str, object] = {"text": pieces.text(random, 5)}
    for _ in range(random.randint(0, 4)):
        odd = random.random() < 0.4
        out[name_of(random)] = random.choice(ODD) if odd else pieces.text(random, 1)
    if random.random() < 0.1:
        del out["text"]
    return out


def as_bytes(random: Random, text: str) -> bytes:
    return text.encode(random.choice(("utf-8", "utf-8", "utf-8", "cp1252", "utf-16")), "replace")


def jsonl(random: Random) -> bytes:
    end = random.choice(("\n", "\n", "\r\n", "\n\n"))
    ascii_only = random.random() < 0.5
    made = (json.dumps(row(random), ensure_ascii=ascii_only) for _ in range(random.randint(0, 5)))
    return as_bytes(random, end.join(made))


def values(random: Random) -> bytes:
    rows = [row(random) for _ in range(random.randint(0, 5))]
    whole = random.choice((rows, rows, {"articles": rows}, rows[:1], row(random), [rows]))
    return as_bytes(random, json.dumps(whole, indent=random.choice((None, 1))))


def csv_rows(random: Random) -> bytes:
    separator = random.choice(",;\t|")
    names = ["text", *(name_of(random) for _ in range(random.randint(0, 3)))]
    random.shuffle(names)
    lines = [separator.join(visible(n) for n in names)]
    for _ in range(random.randint(0, 5)):
        cells = [visible(pieces.text(random, 2)) for _ in names]
        quoted = ('"' + c.replace('"', '""') + '"' if random.random() < 0.9 else c for c in cells)
        lines.append(separator.join(quoted))
    return as_bytes(random, random.choice(("\n", "\r\n", "\n", "\r")).join(lines))


def parquet(random: Random) -> bytes:
    names = dict.fromkeys(["text", *(visible(name_of(random)) for _ in range(3))])
    rows = random.randint(0, 6)
    columns = {}
    for name in names:
        kind = random.random()
        cells: list[object] = [visible(pieces.text(random, 2)) for _ in range(rows)]
        if kind < 0.1:
            cells = [random.randrange(10**9) for _ in range(rows)]
        elif kind < 0.2:
            cells = [str(cell).encode() for cell in cells]
        elif kind < 0.3:
            cells = [[cell, None] for cell in cells]
        columns[name] = pa.array([None if random.random() < 0.1 else c for c in cells])
    out = io.BytesIO()
    packed = random.choice(("none", "zstd", "snappy", "gzip"))
    pq.write_table(pa.table(columns), out, row_group_size=2, compression=packed)
    return out.getvalue()


def html(random: Random) -> bytes:
    kind = random.random()
    text = visible(pieces.text(random, 6))
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    made = PAGE if kind < 0.5 else f"<html><body><article>{paragraphs}</article></body></html>"
    charset = random.choice(CHARSETS)
    made = made.replace("<head>", f'<head><meta charset="{charset}">')
    if random.random() < 0.5:
        made = made.replace("Kim visits Moscow", random.choice(pieces.HOSTILE), 2)
        made = visible(made)
    return as_bytes(random, made)


def warc(random: Random, is_packed: bool = False) -> bytes:
    records = []
    for n in range(random.randint(0, 4)):
        charset = random.choice(("", f"; charset={random.choice(CHARSETS)}"))
        kind = random.choice(TYPES) + visible(charset)
        url = random.choice((f"https://e.org/{n}", "", "urn:x", "<https://e.org/é>"))
        made = page(url, random.choice(("200 OK", "200 OK", "404 No", "x")), kind, html(random))
        if random.random() < 0.3:
            made = record(url, "conversion", "text/plain", pieces.data(random))
        if random.random() < 0.4:
            made = _headers(random, made)
        records.append(gzip.compress(made, mtime=0) if is_packed else made)
    return b"".join(records)


def _headers(random: Random, made: bytes) -> bytes:
    """A record with a line of its heads that is gone, or that says something else."""
    head, blank, body = made.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    at = random.randrange(len(lines))
    name = lines[at].partition(b":")[0]
    odd = random.choice((b"", b"-1", b"9" * 30, b"\xff", b"x", b"chunked", b"gzip", b"br", b"1e3"))
    lines[at : at + 1] = random.choice(([], [name + b": " + odd], [lines[at]] * 2, [name]))
    if random.random() < 0.3:
        lines.append(b"Content-Encoding: " + odd)
    return b"\r\n".join(lines) + blank + body


PACKS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": partial(gzip.compress, mtime=0),
    ".zst": zstandard.compress,
    ".xz": lzma.compress,
    ".bz2": bz2.compress,
}


def file(make: Callable[[Random], bytes], packed: str, random: Random) -> bytes:
    """The bytes of a file: made, often damaged, packed, sometimes damaged again."""
    out = make(random)
    if random.random() < 0.5:
        out = pieces.damaged(random, out)
    if packed:
        out = PACKS[packed](out)
        if random.random() < 0.5:
            out = pieces.damaged(random, out, 2)
    return out


def check_file(name: str, data: bytes, folder: Path) -> str:
    """Listed twice and read: every piece is an article or a reject with a reason, nothing else."""
    (folder / name).write_bytes(data)
    with forgotten():
        refs = _listed(folder)
        assert _listed(folder) == refs, "two listings differ"
        assert len({ref.id for ref in refs}) == len(refs), "an id that is there twice"
        got = [read(ref, MOST) for ref in refs]
    for ref, found in zip(refs, got, strict=True):
        if isinstance(found, Lost):
            reject = found.reject
            assert shown(reject.message, 5_000) == reject.message, f"controls, {reject.code}"
            assert reject.code != "changed-while-read", "a file that nobody touched has changed"
            type(reject).model_validate_json(reject.model_dump_json())
        else:
            assert found.id == ref.id
    raws = [found for found in got if isinstance(found, Raw)]
    for raw in raws[:CLEANED]:
        data = bytes_of(raw)
        judged(clean(raw.data, FRAGMENT, url=raw.url, given=raw.given, name=raw.name), data)
    lost = sorted({found.reject.code for found in got if isinstance(found, Lost)})
    return " ".join((["read"] if raws else []) + list(lost)) or "nothing"


def _listed(folder: Path) -> list[Ref]:
    return list(without_duplicates(discover(folder, Look(MOST))))


def target(kind: str, make: Callable[[Random], bytes], packed: str = "") -> Target:
    name = f"a.{kind}{packed}"
    return Target(f"{kind}{packed}", partial(file, make, packed), partial(check_file, name))


TARGETS = (
    *(target("txt", pieces.data), target("txt", pieces.data, ".gz")),
    *(target("jsonl", jsonl), target("jsonl", jsonl, ".zst"), target("jsonl", jsonl, ".gz")),
    *(target("json", values), target("json", values, ".xz")),
    *(target("csv", csv_rows), target("csv", csv_rows, ".bz2")),
    *(target("html", html), target("html", html, ".zst")),
    *(target("parquet", parquet), target("warc", warc), target("warc", warc, ".zst")),
    Target(
        "warc.gz",
        lambda random: (
            pieces.damaged(random, warc(random, True))
            if random.random() < 0.5
            else warc(random, True)
        ),
        partial(check_file, "a.warc.gz"),
    ),
)
