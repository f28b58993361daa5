"""What comes out of a broken input, in words that are the same on any machine."""

import contextlib
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

from cleaners import Record, Reject, clean
from cleaners.profile import named
from flows import work
from flows.batch import run_shard
from flows.cli import main
from flows.lock import locked
from flows.manifest import opened, rows
from flows.places import place_of
from flows.runs import report_of, write_report
from flows.settings import Settings
from flows.sinks import read_record, read_reject
from tests.broken.case import FILLED, STORY, Command, Folder, Text

NEWS = named("news")
HERE = Settings(duplicates=False, workers=1)
# What other people's libraries say may change with their version.
THEIRS = re.compile(
    r"(?<=no JSON: ).+|(?<=Invalid JSON: ).+?(?=; |$)|(?<=no CSV: ).+|(?<=no Parquet: ).+|(?<=not valid TOML: ).+"
    r"|(?<=manifest\.sqlite: ).+(?=; is it a manifest\?)"
    r"|(?<=copydesk\.toml: ).+|(?<=unpacked bytes \().+(?=\); fetch)|(?<=behind offset 0: ).+"
    r"|(?<=invalid choice: ).+|(?<=ind offset )[1-9]\d*: .+"
)
COUNTS = re.compile(r"\d+ in: ")  # what a run says of its articles
TIME = re.compile(r"\d{8}T\d{6}Z")
LONG = re.compile(r"(\w|\0)\1{20,}…?")  # one sign over and over
SHOWN = ("decode", "characters")  # stages whose rules are named: the others see a story, or none
MOST = 5  # results of one folder that are told one by one


def of_text(case: Text) -> str:
    """What the library makes of the bytes."""
    return told(clean(case.make()), has_story=True)


def of_folder(case: Folder, folder: Path) -> str:
    """What a run makes of the files; raises when its counts do not add up."""
    source, store = folder / "in", folder / "store"
    source.mkdir()
    case.make(source)
    _run(source, store)
    with opened(store) as base:
        found = {
            r.id: told(
                read_record(store / r.file)
                if r.outcome == "record"
                else read_reject(store / r.file)
            )
            for r in rows(base)
        }
    if len(found) > MOST:
        counts = Counter(found.values())
        return "; ".join(f"{n} × {what}" if n > 1 else what for what, n in counts.items())
    return "; ".join(f"`{_name(id)}` {what}" for id, what in found.items()) or "nothing to do"


def of_command(case: Command, folder: Path) -> str:
    """The exit code of a command, and the last line that it says."""
    prepare(folder)
    before = tree(folder / "in")
    with _inside(folder):
        arguments = case.make(folder)
        code, said = _called(arguments)
    lost = before - tree(folder / "in")
    assert not lost, f"{lost} of SOURCE are gone"
    lines = [line for line in said.splitlines() if line.strip()] or ["nothing is said"]
    line = next((line for line in lines if COUNTS.match(line)), lines[-1])
    return f"exit {code}: {_plain(TIME.sub('…', line.replace(str(folder), '…')))}"


def prepare(folder: Path) -> None:
    """A store of two records and a reject, its SOURCE, and a text."""
    source = folder / "in"
    source.mkdir()
    (source / "a.txt").write_text(STORY)
    (source / "b.txt").write_text(f"{FILLED} Then both left the city.")
    (source / "empty.txt").write_text("")
    (folder / "story.txt").write_text(STORY)
    _run(source, folder / "store")


def tree(folder: Path) -> set[tuple[str, bytes]]:
    """Every file of a folder that is no link."""
    found = (p for p in folder.rglob("*.txt") if p.is_file() and not p.is_symlink())
    return {(p.name, p.read_bytes()) for p in found}


def told(result: Record | Reject, has_story: bool = False) -> str:
    """A record by its encoding and what was done to its letters, a reject by code and message."""
    if isinstance(result, Reject):
        return f"**{result.code}**: {_plain(result.message)}"
    seen = {*(e.rule for e in result.edits), *(f.code for f in result.flags)}
    marks = sorted(rule for rule in seen if rule.split(".")[0] in SHOWN)
    out = f"record, {result.source.encoding}{' with its mark' if result.source.bom else ''}"
    if has_story and FILLED in result.text:
        out += ", the whole story"
    return out + "".join(f", `{mark}`" for mark in marks)


def _run(source: Path | str, store: Path) -> None:
    """A run without Prefect, with its report."""
    with locked(store):
        result = work.run(
            source, store, NEWS, HERE, partial(map, run_shard), work.Options(learn=False)
        )
        write_report(store, report_of(result, store, str(source), NEWS, HERE, 0.0), 9)


def _called(arguments: list[str]) -> tuple[int, str]:
    """A command in this process, its `run` without Prefect."""
    from flows.commands import run as command

    written = io.BytesIO()
    out, err = io.TextIOWrapper(written, "utf-8"), io.StringIO()
    plain, kept = command._call, (sys.stdout, sys.stderr)
    command._call = lambda options: _run(options.source, cast(Path, place_of(options.out)))
    sys.stdout, sys.stderr = out, err
    try:
        with _without_server():
            code = main(arguments)
    except SystemExit as e:
        code = int(str(e.code))
    finally:
        command._call = plain
        sys.stdout, sys.stderr = kept
    out.flush()
    said = err.getvalue() or written.getvalue().decode("utf-8", "replace")
    return code, said


@contextlib.contextmanager
def _no_server(home: Path, schedules: bool = False) -> Iterator[str]:
    yield ""


def _as_it_is(home: Path, quiet: bool = False) -> Path:
    return home


@contextlib.contextmanager
def _without_server() -> Iterator[None]:
    from flows import server, settings

    served, prepare_prefect = server.served, settings.prepare_prefect
    server.served = _no_server
    settings.prepare_prefect = _as_it_is
    try:
        yield
    finally:
        server.served, settings.prepare_prefect = served, prepare_prefect


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    here, columns = Path.cwd(), os.environ.get("COLUMNS")
    os.chdir(folder)
    os.environ["COLUMNS"] = "80"
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.pop("COLUMNS")
        if columns is not None:
            os.environ["COLUMNS"] = columns


def _plain(message: str) -> str:
    """A message without what other libraries say, and no longer than a cell of a table may be."""
    line = LONG.sub(r"\1…", THEIRS.sub("…", message.rstrip()))
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
    return safe if len(safe) < 240 else f"{safe[:239]}…"


def _name(id: str) -> str:
    return _plain(id if len(id) < 40 else f"{id[:39]}…").replace("`", "ˋ").replace("\n", "\\n")
