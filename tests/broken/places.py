"""Folders that hold more than files."""

import os
import socket
from pathlib import Path

from tests.broken.case import FILLED, STORY, Folder, both, holds


def bound(folder: Path) -> object:
    """A socket with an article's name; its path is made short, systems take 108 bytes."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("a.txt")
    finally:
        os.chdir(here)
    return None


def nested(folder: Path) -> object:
    """Folders in folders, as deep as their path may be long."""
    deep = folder / "/".join(["d" * 50] * 60)
    deep.mkdir(parents=True)
    return (deep / "a.txt").write_text(STORY)


def store_inside(folder: Path) -> object:
    """What a run left in a folder below SOURCE."""
    (folder / "store/records").mkdir(parents=True)
    (folder / "store/manifest.sqlite").write_bytes(b"")
    (folder / "a.txt").write_text(STORY)
    return (folder / "store/records/a.json").write_text('{"text": "Putin arrived."}')


FOLDERS = (
    Folder("an empty folder", "no file", lambda folder: None),
    Folder("no article", "a picture and a program", holds("photo.jpg", b"\xff\xd8")),
    Folder("a folder with an article's name", "a.txt/", lambda folder: (folder / "a.txt").mkdir()),
    Folder("a folder with a dump's name", "dump.jsonl/", lambda folder: (folder / "dump.jsonl").mkdir()),
    Folder("a link to itself", "a.txt → a.txt", lambda folder: (folder / "a.txt").symlink_to("a.txt")),
    Folder("two links in a ring", "a.txt → b.txt → a.txt", both(lambda folder: (folder / "a.txt").symlink_to("b.txt"), lambda folder: (folder / "b.txt").symlink_to("a.txt"))),
    Folder("a link to the folder it is in", "deeper → .", both(lambda folder: (folder / "deeper").symlink_to("."), lambda folder: (folder / "a.txt").write_text(STORY))),
    Folder("a link to nothing", "a.txt → gone.txt", lambda folder: (folder / "a.txt").symlink_to("gone.txt")),
    Folder("a link that leads out", "a.txt → /etc/hostname", lambda folder: (folder / "a.txt").symlink_to("/etc/hostname")),
    Folder("a linked folder that leads out", "out → /etc", lambda folder: (folder / "out").symlink_to("/etc")),
    Folder("a link to a device", "a.txt → /dev/zero", lambda folder: (folder / "a.txt").symlink_to("/dev/zero")),
    Folder("a link to a file beside it", "b.txt → a.txt", both(lambda folder: (folder / "a.txt").write_text(STORY), lambda folder: (folder / "b.txt").symlink_to("a.txt"))),
    Folder("a hard link", "two names of one file", both(lambda folder: (folder / "a.txt").write_text(STORY), lambda folder: (folder / "b.txt").hardlink_to(folder / "a.txt"))),
    Folder("a named pipe", "nobody writes to it", lambda folder: os.mkfifo(folder / "a.txt")),
    Folder("a named pipe called JSONL", "nobody writes to it", lambda folder: os.mkfifo(folder / "dump.jsonl")),
    Folder("a socket", "a.txt", bound),
    Folder("a name that is no UTF-8", "caf\\xe9.txt", holds(os.fsdecode(b"caf\xe9.txt"), STORY)),
    Folder("a name with a line end", "a\\nb.txt", holds("a\nb.txt", STORY)),
    Folder("a name with an escape", "ESC [31m", holds("\x1b[31mred.txt", STORY)),
    Folder("a name that turns around", "U+202E", holds("a\u202etxt.exe.txt", STORY)),
    Folder("a name of blanks", "a space", holds(" .txt", STORY)),
    Folder("a name with quotes", "';--\"", holds("a'; DROP TABLE sources;--\".txt", STORY)),
    Folder("a name of a formula", "=cmd", holds("=cmd|' C'!A0.txt", STORY)),
    Folder("a long name", "255 bytes", holds("x" * 251 + ".txt", STORY)),
    Folder("a name of letters and marks", "é as one and as two", both(lambda folder: (folder / "caf\u00e9.txt").write_text(STORY), lambda folder: (folder / "cafe\u0301.txt").write_text(FILLED))),
    Folder("names that differ by case", "A.txt and a.TXT", both(lambda folder: (folder / "A.txt").write_text(STORY), lambda folder: (folder / "a.TXT").write_text(FILLED))),
    Folder("a hidden file", ".draft.txt", holds(".draft.txt", STORY)),
    Folder("only a suffix", ".txt", holds(".txt", STORY)),
    Folder("a deep folder", "60 folders in each other", nested),
    Folder("a store below SOURCE", "records of another run", store_inside),
    Folder("a file with holes", "6 MB that lie nowhere", both(lambda folder: (folder / "a.txt").touch(), lambda folder: os.truncate(folder / "a.txt", 6_000_000))),
)  # fmt: skip
