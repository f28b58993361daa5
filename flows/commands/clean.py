"""`copydesk clean`: articles in, clean text or records out. A plain filter without Prefect."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from cleaners import Profile, Record, Reject
from flows.article import Lost, Raw, cleaned, rejected
from flows.commands.arguments import Add, add_columns, add_profile, write
from flows.commands.files import INPUT_HELP, opened
from flows.fault import Fault
from flows.profiles import read_profile
from flows.reading.columns import RowError, parse_columns
from flows.reading.entry import Columns
from flows.reading.formats import LINES, PAGES, READERS, kind_of
from flows.reading.rows import Line, lines, longest_line, read_row
from flows.reading.streams import compression
from flows.stdin import STDIN
from flows.stopwatch import Stopwatch
from flows.terminal import shown

CHUNK = 1 << 20


def add_clean(add: Add) -> None:
    """`copydesk clean`."""
    clean = add(
        *(
            "clean",
            clean_one,
            "Clean one article, or rows of JSONL, from a file or standard input.",
        ),
        "copydesk clean article.txt",
        "copydesk clean --json article.txt > record.json",
        "zcat dump.jsonl.gz | copydesk clean --jsonl - > records.jsonl",
    )
    clean.add_argument("file", nargs="?", default=STDIN, metavar="FILE", help=INPUT_HELP)
    form = clean.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="write the whole record, not its text")
    form.add_argument(
        "--jsonl",
        action="store_true",
        help="read rows {text, id?, url?}; write one record line for each, in the same order",
    )
    add_columns(clean)
    clean.add_argument(
        "--profile-stages", action="store_true", help="say at the end where the CPU time went"
    )
    clean.add_argument("--strict", action="store_true", help="exit with 1 on any reject")
    add_profile(clean)


def clean_one(options: argparse.Namespace) -> int:
    """`copydesk clean`."""
    profile = read_profile(options.profile, options.set)
    columns = parse_columns(options.columns or "")
    watch = Stopwatch() if options.profile_stages else None
    if options.columns and not options.jsonl:
        raise Fault("--columns: names the columns of rows; give --jsonl as well")
    if options.jsonl:
        results = _rows(options.file, profile, columns, watch)
    else:
        results = single(options.file, profile, watch)
    any_reject = False
    for result in results:
        any_reject |= isinstance(result, Reject)
        if options.json or options.jsonl:
            write(_as_line(result))
        elif isinstance(result, Record):
            write(result.text + "\n")
        else:
            print(shown(f"copydesk: {result.id}: {result.message}", 2000), file=sys.stderr)
    if watch:
        watch("reading and writing")
        print("\n".join(watch.lines()), file=sys.stderr)
    return 1 if any_reject and options.strict else 0


def single(
    path: str, profile: Profile, watch: Stopwatch | None = None
) -> Iterator[Record | Reject]:
    """The one article of a file. Its id is the file's name."""
    if kind_of(path) in READERS:
        each = "clean each with `copydesk clean --jsonl`, or " if kind_of(path) in LINES else ""
        raise Fault(f"{path}: rows of articles; {each}use `copydesk run`")
    if kind_of(path) in PAGES or compression(path):
        yield _page(path, profile, watch)
        return
    name, most = None if path == STDIN else Path(path).name, profile.reject.max_bytes
    with opened(path) as stream:
        data = stream.read(most + 1)
        if len(data) <= most:
            yield _timed(Raw(name, data), profile, watch)
            return
        size = len(data)
        while more := stream.read(CHUNK):
            size += len(more)
    message = f"{size:,} bytes; reject.max_bytes is {most:,}. Is it a dump of many articles?"
    yield rejected(name or "stdin", "too-large", message, size=size)


def _page(path: str, profile: Profile, watch: Stopwatch | None) -> Record | Reject:
    """The article of a page, or of a file that is compressed."""
    from flows.sources import Look, discover, read

    most = profile.reject.max_bytes
    raw = read(next(discover(path, Look(most))), most)
    return raw.reject if isinstance(raw, Lost) else _timed(raw, profile, watch)


def _timed(raw: Raw, profile: Profile, watch: Stopwatch | None) -> Record | Reject:
    if watch is None:
        return cleaned(raw, profile)
    watch.begin()
    result = cleaned(raw, profile, observe=watch)
    watch("record")
    return result


def _rows(
    path: str, profile: Profile, columns: Columns, watch: Stopwatch | None = None
) -> Iterator[Record | Reject]:
    """Every row of a file, as it comes in; no more than one is held."""
    name = "stdin" if path == STDIN else Path(path).name
    with opened(path) as stream:
        for line in lines(stream, longest_line(profile.reject.max_bytes)):
            yield _row(f"{name}:{line.number}", line, profile, columns, watch)


def _row(
    place: str, line: Line, profile: Profile, columns: Columns, watch: Stopwatch | None
) -> Record | Reject:
    if line.data is None:
        message = f"a row of {line.size:,} bytes; reject.max_bytes is {profile.reject.max_bytes:,}"
        return rejected(place, "too-large", message, size=line.size)
    try:
        row = read_row(line.data, columns)
    except RowError as e:
        message = f"line {line.number}: {e}"
        return rejected(e.id or place, "bad-row", message, name=place, data=line.data)
    id = row.id or row.url or place
    made = Raw(id, row.text, place, row.url, given=row.given, extractor=row.extractor)
    return _timed(made, profile, watch)


def _as_line(result: Record | Reject) -> str:
    """A record as it is; a reject as a row that no reader can take for an empty article."""
    if isinstance(result, Record):
        return result.model_dump_json() + "\n"
    reject = {"code": result.code, "message": result.message}
    row = {"id": result.id, "text": "", "reject": reject}
    return json.dumps(row, ensure_ascii=False) + "\n"
