"""A store, one of whose own files is damaged: every reader says so in one line, or reads on."""

import atexit
import contextlib
import io
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from random import Random

from cleaners import Record
from cleaners.profile import named
from flows import decisions, work
from flows.batch import run_shard
from flows.cli import main
from flows.fault import Fault
from flows.lock import locked
from flows.manifest import NAME as MANIFEST
from flows.runs import last_report, report_of, write_report
from flows.settings import Settings
from flows.sites import read_rows
from flows.status import status
from flows.store import open_store
from tests.carrier import STORY
from tests.fuzz import pieces
from tests.fuzz.loop import Target

NEWS = named("news")
SETTINGS = Settings(shard_articles=4, duplicates=False)
FILES = (MANIFEST, "decisions.jsonl", "sites.tsv", "report", "record", "datapackage.json")
COMMANDS = (
    *(("status",), ("decisions", "list"), ("sites", "show"), ("rejects", "list")),
    *(("changes",), ("export", "--format", "jsonl", "--out", "OUT")),
)
QUERIES = (
    "UPDATE sources SET file = '../../x'",
    "UPDATE sources SET id = NULL",
    "UPDATE sources SET outcome = 'odd', state = 'odd'",
    "UPDATE sources SET digest = NULL, mtime_ns = 'x', size = 'y'",
    "UPDATE sources SET site = x'ff', file = x'00ff'",
    "DELETE FROM sources WHERE rowid % 2",
    "DROP TABLE changes",
    "DROP TABLE learned",
    "DROP TABLE containers",
    "DELETE FROM feed",
    "UPDATE feed SET store = NULL",
    "UPDATE changes SET kind = 7, id = x'ff'",
    "PRAGMA user_version = 99",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = -1",
    "ALTER TABLE sources ADD COLUMN more",
    "CREATE TRIGGER t BEFORE INSERT ON sources BEGIN SELECT raise(ABORT, 'no'); END",
)


@cache
def template() -> Path:
    """A small store with all that a store can hold, and its SOURCE beside it."""
    home = Path(tempfile.mkdtemp(prefix="copydesk-fuzz-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    inbox, store = home / "inbox", home / "store"
    inbox.mkdir()
    (inbox / "a.txt").write_text("\n".join(STORY))
    (inbox / "empty.txt").write_text("")
    line = "Follow the Example on every channel\n"
    rows = [
        {"url": f"https://e.org/{n}", "text": f"{line}{STORY[n % 6]} {'abcdefgh'[n]} said so.\n"}
        for n in range(8)
    ]
    (inbox / "dump.jsonl").write_text("\n".join(map(json.dumps, rows)))
    run(inbox, store, is_reported=True)
    (inbox / "a.txt").write_text("\n".join(STORY[::-1]))
    seen = decisions.entry("reviewed", "a.txt", "somebody")
    decisions.append(store, [seen, decisions.entry("accept", "a.txt", "x", source="0" * 64)])
    run(inbox, store, is_reported=True)
    return home


def run(inbox: Path, store: Path, is_reported: bool = False) -> dict[str, int]:
    """One run without Prefect; its counts must add up."""
    with locked(store):
        found = work.run(inbox, store, NEWS, SETTINGS, partial(map, run_shard))
        if is_reported:
            report = report_of(found, store, "inbox", NEWS, SETTINGS, 1.0)
            write_report(store, report, 5)
    counts = found.counts
    assert counts["in"] == counts["clean"] + counts["unchanged"] + counts["rejected"], counts
    return counts


def path_in(store: Path, what: str) -> Path:
    """The file that is damaged: one by its name, or the first record, or the last report."""
    if what == "report":
        return max((store / "reports").glob("*.json"))
    return min((store / "records").glob("*.json")) if what == "record" else store / what


def damaged_file(random: Random) -> bytes:
    """The name of a file of a store, and what it holds from now on."""
    what = random.choice((*FILES, MANIFEST))
    path = path_in(template() / "store", what)
    raw = path.read_bytes()
    if what == MANIFEST and random.random() < 0.6:
        made = _queried(path, random.sample(QUERIES, random.randint(1, 2)))
    elif path.suffix in (".json", ".jsonl") and random.random() < 0.5:
        made = _other_values(random, raw)
    else:
        made = pieces.damaged(random, raw)
    return what.encode() + b"\n" + made


def _queried(path: Path, queries: list[str]) -> bytes:
    """The manifest as a person with the shell of SQLite leaves it."""
    base = sqlite3.connect(":memory:")
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.backup(base)
    for query in queries:
        with contextlib.suppress(sqlite3.Error):
            base.execute(query)
            base.commit()
    made = base.serialize()
    base.close()
    return made


def _other_values(random: Random, raw: bytes) -> bytes:
    """Lines of JSON, or one JSON, with other values."""
    lines = raw.split(b"\n") if raw.count(b"\n{") else [raw]
    out = []
    for line in lines:
        data = json.loads(line) if line.strip() else None
        if isinstance(data, dict) and data:
            key = random.choice(list(data))
            data[key] = random.choice((None, -1, "", "x", [], {}, 1e300, [1, 2], {"a": None}))
            line = json.dumps(data).encode()
        out.append(line)
    return b"\n".join(out)


def check_store(data: bytes, folder: Path) -> str:
    home = folder / "home"
    shutil.copytree(template(), home)
    store = home / "store"
    name, _, raw = data.partition(b"\n")
    what = name.decode()
    path_in(store, what).write_bytes(raw)
    said = [read(partial(reader, store)) for reader in READERS]
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        heard = io.StringIO()
        with contextlib.redirect_stderr(heard):
            for command in COMMANDS:
                words = [word.replace("OUT", str(folder / "out")) for word in command]
                main(
                    [words[0], *words[1:2], str(store), *words[2:]]
                    if _has_verb(words)
                    else [words[0], str(store), *words[1:]]
                )
    assert "Traceback" not in heard.getvalue()
    said.append(read(partial(run, home / "inbox", store)))
    return f"{what}: {'fault' if any(said) else 'read'}"


def _has_verb(words: list[str]) -> bool:
    return len(words) > 1 and not words[1].startswith("--")


def read(reader: Callable[[], object]) -> str:
    """What a reader says of a store that it cannot read; empty when it can."""
    try:
        reader()
    except Fault as e:
        assert str(e).strip(), "a fault that says nothing"
        return str(e)
    return ""


def _records(store: Path) -> None:
    for record in open_store(store).records():
        assert isinstance(record, Record)


def _changes(store: Path) -> None:
    found = open_store(store)
    for change in found.changes():
        assert change.cursor
    found.cursor()
    found.get("a.txt")


READERS: tuple[Callable[[Path], object], ...] = (
    *(_records, _changes, read_rows, decisions.read, decisions.decided, decisions.forgotten),
    *(last_report, lambda store: list(status(store, NEWS))),
)

TARGETS = (Target("store", damaged_file, check_store),)
