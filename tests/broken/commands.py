"""Stores that something happened to, and options that cannot be meant."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from tests.broken.case import Command, both, runs

RUN = ("run", "in", "--out", "store")


def one(folder: Path, inside: str = "store/records") -> Path:
    """The first file of a part of the store."""
    return min((folder / inside).iterdir())


def spoiled(*arguments: str, spoil: Callable[[Path], object]) -> Callable[[Path], list[str]]:
    """Something happens to the folder, then the command comes."""

    def make(folder: Path) -> list[str]:
        spoil(folder)
        return list(arguments)

    return make


def written(name: str, data: bytes | str) -> Callable[[Path], object]:
    """A file of the folder with other bytes; `*` is the first of its kind."""

    def spoil(folder: Path) -> object:
        path = min(folder.glob(name), default=folder / name)
        return path.write_bytes(data if isinstance(data, bytes) else data.encode())

    return spoil


def changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    """A file of the folder, changed."""

    def spoil(folder: Path) -> object:
        path = min(folder.glob(name))
        return path.write_bytes(change(path.read_bytes()))

    return spoil


def asked(statement: str) -> Callable[[Path], object]:
    """The manifest after a statement of SQL."""

    def spoil(folder: Path) -> object:
        with sqlite3.connect(folder / "store/manifest.sqlite") as base:
            base.executescript(statement)
        base.close()
        return None

    return spoil


def told(command: str, change: Callable[[bytes], bytes]) -> Callable[[Path], list[str]]:
    """A command that reads the first record of the store, which was changed."""

    def make(folder: Path) -> list[str]:
        path = one(folder)
        path.write_bytes(change(path.read_bytes()))
        return [command, str(path.relative_to(folder))]

    return make


def emptied(name: str) -> Callable[[Path], object]:
    """A folder whose files are gone."""

    def spoil(folder: Path) -> object:
        for path in (folder / name).iterdir():
            path.unlink()
        return None

    return spoil


def edited(key: str, value: object) -> Callable[[bytes], bytes]:
    """A record with another value of one field."""
    return lambda data: json.dumps({**json.loads(data), key: value}).encode()


MIDDLE = 4096 * 2


def scratched(data: bytes) -> bytes:
    """A database with zero bytes in its middle."""
    return data[:MIDDLE] + bytes(len(data) - MIDDLE)


RECORDS = "store/records/*.json"
REPORT = "store/reports/*.json"
MANIFEST = "store/manifest.sqlite"
STORES = (
    Command("a manifest of words", "and `status`", spoiled("status", "store", spoil=written(MANIFEST, "no manifest\n" * 400))),
    Command("a manifest of words, run", "and `run`", spoiled(*RUN, spoil=written(MANIFEST, "no manifest\n" * 400))),
    Command("an empty manifest", "0 bytes, and `status`", spoiled("status", "store", spoil=written(MANIFEST, b""))),
    Command("an empty manifest, run", "0 bytes, and `run`", spoiled(*RUN, spoil=written(MANIFEST, b""))),
    Command("a manifest that is cut", "its first page is left; `status`", spoiled("status", "store", spoil=changed(MANIFEST, lambda data: data[:5000]))),
    Command("a manifest that is cut, run", "its first page is left; `run`", spoiled(*RUN, spoil=changed(MANIFEST, lambda data: data[:5000]))),
    Command("a scratched manifest", "zero bytes in it; `status`", spoiled("status", "store", spoil=changed(MANIFEST, scratched))),
    Command("a scratched manifest, run", "zero bytes in it; `run`", spoiled(*RUN, spoil=changed(MANIFEST, scratched))),
    Command("a scratched manifest, export", "zero bytes in it; `export`", spoiled("export", "store", "--out", "out", "--format", "jsonl", spoil=changed(MANIFEST, scratched))),
    Command("a scratched manifest, changes", "zero bytes in it; `changes`", spoiled("changes", "store", spoil=changed(MANIFEST, scratched))),
    Command("a manifest of another program", "other tables", spoiled("status", "store", spoil=asked("DROP TABLE sources; CREATE TABLE sources (x)"))),
    Command("a manifest of the future", "version 99", spoiled("status", "store", spoil=asked("PRAGMA user_version = 99"))),
    Command("a manifest that is a folder", "and `run`", spoiled(*RUN, spoil=both(lambda folder: (folder / MANIFEST).unlink(), lambda folder: (folder / MANIFEST).mkdir()))),
    Command("a manifest that is gone", "and `status`", spoiled("status", "store", spoil=lambda folder: (folder / MANIFEST).unlink())),
    Command("a manifest that is gone, run", "and `run`", spoiled(*RUN, spoil=lambda folder: (folder / MANIFEST).unlink())),
    Command("a report of words", "and `status`", spoiled("status", "store", spoil=written(REPORT, "no report"))),
    Command("a report of another shape", "{} and `status`", spoiled("status", "store", spoil=written(REPORT, "{}"))),
    Command("an empty report", "0 bytes, and `status`", spoiled("status", "store", spoil=written(REPORT, b""))),
    Command("an empty report, run", "0 bytes, and `run`", spoiled(*RUN, spoil=written(REPORT, b""))),
    Command("a report with a run that is no time", "and `status`", spoiled("status", "store", spoil=changed(REPORT, edited("run", "yesterday")))),
    Command("a report that is a folder", "and `status`", spoiled("status", "store", spoil=lambda folder: (folder / "store/reports/20990101T000000Z-99.json").mkdir())),
    Command("a record of words", "and `export`", spoiled("export", "store", "--out", "out", "--format", "jsonl", spoil=written(RECORDS, "no record"))),
    Command("a record that is gone", "and `export`", spoiled("export", "store", "--out", "out", "--format", "jsonl", spoil=lambda folder: one(folder).unlink())),
    Command("a record of words, run", "and `run`, nothing new", spoiled(*RUN, spoil=written(RECORDS, "no record"))),
    Command("a record that is gone, run", "and `run`", spoiled(*RUN, spoil=lambda folder: one(folder).unlink())),
    Command("a reject of words", "and `rejects list`", spoiled("rejects", "list", "store", spoil=written("store/rejects/*.json", "no reject"))),
    Command("a reject that is gone", "and `rejects retry`", spoiled("rejects", "retry", "store", spoil=emptied("store/rejects"))),
    Command("sites of words", "sites.tsv, and `run`", spoiled(*RUN, spoil=written("store/sites.tsv", "no table\n"))),
    Command("sites that are no UTF-8", "sites.tsv, and `sites show`", spoiled("sites", "show", "store", spoil=written("store/sites.tsv", b"\xff\xfe\x00"))),
    Command("decisions of words", "decisions.jsonl, and `run`", spoiled(*RUN, spoil=written("store/decisions.jsonl", "no decision\n"))),
    Command("decisions of another shape", "a list, and `decisions`", spoiled("decisions", "list", "store", spoil=written("store/decisions.jsonl", "[]\n"))),
    Command("a data package of words", "datapackage.json, and `run`", spoiled(*RUN, spoil=written("store/datapackage.json", "no package"))),
    Command("a data package that is gone", "and `run`", spoiled(*RUN, spoil=lambda folder: (folder / "store/datapackage.json").unlink())),
    Command("duplicates of words", "duplicates.sqlite, and `duplicates list`", spoiled("duplicates", "list", "store", spoil=written("store/duplicates.sqlite", "no table"))),
    Command("the lock of a dead process", "a pid that is gone; `run`", spoiled(*RUN, spoil=written("store/.lock", "999999999\n"))),
    Command("a lock of words", "and `run`", spoiled(*RUN, spoil=written("store/.lock", "no lock\n"))),
    Command("a lock that is a folder", "and `run`", spoiled(*RUN, spoil=both(lambda folder: (folder / "store/.lock").unlink(), lambda folder: (folder / "store/.lock").mkdir()))),
    Command("left-overs of a killed run", "temporary files; `run`", spoiled(*RUN, spoil=written("store/records/.copydesk-x", "half"))),
    Command("records are a file", "not a folder; `run`", spoiled("run", "in", "--out", "other", spoil=both(lambda folder: (folder / "other").mkdir(), written("other/records", "x")))),
    Command("a store that is a file", "and `run`", spoiled("run", "in", "--out", "other", spoil=written("other", "x"))),
    Command("a store that is none", "a folder; `status`", runs("status", "in")),
    Command("a store that is not there", "and `status`", runs("status", "nowhere")),
    Command("a store that is a file, status", "and `status`", runs("status", "story.txt")),
)  # fmt: skip
CHANGED = (
    Command("a record of words, undo", "no JSON", told("undo", lambda data: b"no record")),
    Command("an empty record, undo", "0 bytes", told("undo", lambda data: b"")),
    Command("a record that is cut", "half of it", told("undo", lambda data: data[: len(data) // 2])),
    Command("a record with another text", "the ledger leads elsewhere", told("undo", edited("text", "Kim left."))),
    Command("a record without its ledger", "no edits", told("undo", edited("edits", []))),
    Command("a record with an edit behind its end", "a place that is not there", told("undo", edited("edits", [{"rule": "names.spell", "start": 10**9, "before": "a", "after": "b", "source": [0, 1]}]))),
    Command("a record with a field too many", "unknown to the contract", told("undo", edited("colour", "red"))),
    Command("a record of the future", "schema_version 99", told("undo", edited("schema_version", "99"))),
    Command("a record that is a list", "[]", told("explain", lambda data: b"[]")),
    Command("a record with half a pair", "\\ud800 as headline", told("explain", edited("headline", "\ud800"))),
    Command("a record of NULs", "100 zero bytes", told("diff", lambda data: bytes(100))),
    Command("a deep record", "10,000 lists", told("undo", lambda data: b"[" * 10_000)),
    Command("a text as a record", "undo story.txt", runs("undo", "story.txt")),
    Command("a reject as a record", "undo of a reject", lambda folder: ["undo", str(one(folder, "store/rejects").relative_to(folder))]),
)  # fmt: skip
OPTIONS = (
    Command("no command", "nothing", runs()),
    Command("a command that is none", "copydesk tidy", runs("tidy")),
    Command("a file that is not there", "clean", runs("clean", "nowhere.txt")),
    Command("a folder as a file", "clean in/", runs("clean", "in")),
    Command("a name with a NUL", "clean", runs("clean", "a\0b.txt")),
    Command("a name that is too long", "clean", runs("clean", "x" * 5000)),
    Command("a source that is not there", "run", runs("run", "nowhere", "--out", "new")),
    Command("a source of another kind", "a picture", spoiled("run", "photo.jpg", "--out", "new", spoil=written("photo.jpg", b"\xff\xd8"))),
    Command("a source with a NUL", "run", runs("run", "a\0b", "--out", "new")),
    Command("a source that is empty", "run ''", runs("run", "", "--out", "new")),
    Command("a pattern that finds nothing", "in/*.md", runs("run", "in/*.md", "--out", "new")),
    Command("a pattern in no folder", "nowhere/*.txt", runs("run", "nowhere/*.txt", "--out", "new")),
    Command("a URL that cannot be listed", "https", runs("run", "https://127.0.0.1:9/", "--out", "new", "--dry-run")),
    Command("a URL of no known kind", "klingon://", runs("run", "klingon://x/", "--out", "new", "--dry-run")),
    Command("no store", "run without --out", runs("run", "in")),
    Command("an empty store", "--out ''", runs("run", "in", "--out", "")),
    Command("a store with a NUL", "--out", runs("run", "in", "--out", "a\0b")),
    Command("the store is the source", "--out in", runs("run", "in", "--out", "in")),
    Command("the store in the source", "--out in/store", runs("run", "in", "--out", "in/store")),
    Command("the store is a link to itself", "--out loop", spoiled("run", "in", "--out", "loop", spoil=lambda folder: (folder / "loop").symlink_to("loop"))),
    Command("the source is a link to itself", "run loop", spoiled("run", "loop", "--out", "new", spoil=lambda folder: (folder / "loop").symlink_to("loop"))),
    Command("the source is the store", "run store", runs("run", "store", "--out", "new")),
    Command("a profile that is none", "--profile klingon", runs("clean", "--profile", "klingon", "story.txt")),
    Command("a profile that is not there", "--profile my.toml", runs("clean", "--profile", "my.toml", "story.txt")),
    Command("a profile that is no TOML", "words", spoiled("clean", "--profile", "my.toml", "story.txt", spoil=written("my.toml", "no toml"))),
    Command("a profile that is no UTF-8", "latin-1", spoiled("clean", "--profile", "my.toml", "story.txt", spoil=written("my.toml", b'name = "\xe9"'))),
    Command("a profile without a name", "empty", spoiled("clean", "--profile", "my.toml", "story.txt", spoil=written("my.toml", ""))),
    Command("a profile with a setting too many", "colour", spoiled("clean", "--profile", "my.toml", "story.txt", spoil=written("my.toml", 'name = "x"\ncolour = "red"'))),
    Command("a profile with a rule that is none", "off = klingon", spoiled("clean", "--profile", "my.toml", "story.txt", spoil=written("my.toml", 'name = "x"\noff = ["klingon"]'))),
    Command("a profile with a wrong kind", "max_bytes = many", spoiled("clean", "--profile", "my.toml", "story.txt", spoil=written("my.toml", 'name = "x"\n[reject]\nmax_bytes = "many"'))),
    Command("a profile that is a folder", "my.toml/", spoiled("clean", "--profile", "my.toml", "story.txt", spoil=lambda folder: (folder / "my.toml").mkdir())),
    Command("a profile with half a pair", "in its TOML", spoiled("clean", "--profile", "my.toml", "story.txt", spoil=written("my.toml", 'name = "\\ud800"'))),
    Command("a setting without a value", "--set names.style", runs("clean", "--set", "names.style", "story.txt")),
    Command("a setting that is none", "--set colour=red", runs("clean", "--set", "colour=red", "story.txt")),
    Command("a setting of no section", "--set a.b.c=1", runs("clean", "--set", "a.b.c=1", "story.txt")),
    Command("a setting with a wrong value", "--set boilerplate.remove=2", runs("clean", "--set", "boilerplate.remove=2", "story.txt")),
    Command("a setting that is a section", "--set names=1", runs("clean", "--set", "names=1", "story.txt")),
    Command("a setting of NaN", "--set boilerplate.remove=nan", runs("clean", "--set", "boilerplate.remove=nan", "story.txt")),
    Command("a setting without a name", "--set =1", runs("clean", "--set", "=1", "story.txt")),
    Command("columns of no field", "--columns colour=x", runs("run", "in", "--out", "new", "--columns", "colour=x")),
    Command("columns without a sign", "--columns text", runs("run", "in", "--out", "new", "--columns", "text")),
    Command("a field twice", "--columns text=a,text=b", runs("run", "in", "--out", "new", "--columns", "text=a,text=b")),
    Command("no column for the text", "--columns text=", runs("run", "in", "--out", "new", "--columns", "text=")),
    Command("no workers", "--workers 0", runs("run", "in", "--out", "new", "--workers", "0")),
    Command("workers of words", "--workers many", runs("run", "in", "--out", "new", "--workers", "many")),
    Command("settings that are no TOML", "copydesk.toml", spoiled(*RUN, spoil=written("copydesk.toml", "no toml"))),
    Command("settings that are none", "colour in copydesk.toml", spoiled(*RUN, spoil=written("copydesk.toml", 'colour = "red"'))),
    Command("settings with a wrong kind", "workers in copydesk.toml", spoiled(*RUN, spoil=written("copydesk.toml", 'workers = "many"'))),
    Command("settings that are no UTF-8", "copydesk.toml", spoiled(*RUN, spoil=written("copydesk.toml", b"license = '\xff'"))),
    Command("settings that are a folder", "copydesk.toml/", spoiled(*RUN, spoil=lambda folder: (folder / "copydesk.toml").mkdir())),
    Command("an export into itself", "--out store/out", runs("export", "store", "--out", "store/out", "--format", "jsonl")),
    Command("an export over a folder", "--out in", runs("export", "store", "--out", "in", "--format", "jsonl")),
    Command("an export that replaces a folder of others", "--out in --replace", runs("export", "store", "--out", "in", "--format", "jsonl", "--replace")),
    Command("an export over a file", "--out story.txt --replace", runs("export", "store", "--out", "story.txt", "--format", "jsonl", "--replace")),
    Command("an export below a file", "--out story.txt/out", runs("export", "store", "--out", "story.txt/out", "--format", "jsonl")),
    Command("an export to a link to itself", "--out loop", spoiled("export", "store", "--out", "loop", "--format", "jsonl", spoil=lambda folder: (folder / "loop").symlink_to("loop"))),
    Command("an export to a link to nothing", "--out link", spoiled("export", "store", "--out", "link", "--format", "jsonl", spoil=lambda folder: (folder / "link").symlink_to("gone"))),
    Command("an export to nowhere", "--out ''", runs("export", "store", "--out", "", "--format", "jsonl")),
    Command("an export to a NUL", "--out", runs("export", "store", "--out", "a\0b", "--format", "jsonl")),
    Command("an export with a long name", "5,000 letters", runs("export", "store", "--out", "x" * 5000, "--format", "jsonl")),
    Command("an export of no form", "--format docx", runs("export", "store", "--out", "out", "--format", "docx")),
    Command("an export of texts with edits", "--format text --edits embedded", runs("export", "store", "--out", "out", "--format", "text", "--edits", "embedded")),
    Command("an export since a day that is none", "--since 2024-02-30", runs("export", "store", "--out", "out", "--format", "jsonl", "--since", "2024-02-30")),
    Command("an export by colour", "--by colour", runs("export", "store", "--out", "out", "--format", "jsonl", "--by", "colour")),
    Command("a cursor that is none", "--since yesterday", runs("changes", "store", "--since", "yesterday")),
    Command("a cursor of the future", "--since 999", runs("changes", "store", "--since", "999")),
    Command("a rule that is none", "rules klingon", runs("rules", "klingon")),
    Command("a line that is not there", "explain --line 999", runs("explain", "--line", "999", "story.txt")),
    Command("rows without --jsonl", "clean dump.jsonl", spoiled("clean", "dump.jsonl", spoil=written("dump.jsonl", '{"text": "x"}'))),
    Command("a schema that is none", "schema --diff story.txt", runs("schema", "--diff", "story.txt")),
    Command("labels that are none", "evaluate in", runs("evaluate", "in")),
    Command("a reject that is none", "rejects show store klingon", runs("rejects", "show", "store", "klingon")),
    Command("no reject", "rejects accept store", runs("rejects", "accept", "store")),
    Command("a record with no copy", "duplicates show store klingon", runs("duplicates", "show", "store", "klingon")),
    Command("a strict reject", "clean --strict of an empty file", spoiled("clean", "--strict", "empty.txt", spoil=written("empty.txt", ""))),
    Command("a story as it should be", "clean story.txt", runs("clean", "story.txt")),
)  # fmt: skip
