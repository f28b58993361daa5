"""What lies at a SOURCE: the files of a folder, of a pattern, of a URL, or one file."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from flows.fault import Fault
from flows.manifest import NAME as MANIFEST
from flows.places import Remote, is_url, listed, place_of
from flows.reading.entry import Loss, unreadable
from flows.reading.formats import EXPECTED, is_article
from flows.sinks import FOLDERS, OWN

MAGIC = re.compile(r"[*?[]")
BRACKETS = re.compile(r"\[(!?)([^\]/]{1,100})\]")


class Seen(NamedTuple):
    """One file, as far as a look at its folder tells. `name` is its path below SOURCE."""

    name: str
    path: str
    size: int = 0
    mtime_ns: int = 0
    loss: Loss | None = None


def walk(source: str, at: Callable[[int, int], None] = lambda n, of: None) -> Iterator[Seen]:
    """All that is named like an article at SOURCE, in the order of paths.

    `at` is told which file of how many comes next. Raises Fault when SOURCE is missing,
    unreadable, or none of the things it can be.
    """
    if is_url(source) and not source.lower().startswith("file://"):
        yield from _elsewhere(source, at)
        return
    source = str(place_of(source))
    try:
        mode = os.stat(source).st_mode  # noqa: PTH116
    except (OSError, ValueError) as e:
        if is_pattern(source):
            yield from _pattern(source, at)
            return
        reason = e.strerror if isinstance(e, OSError) else e
        raise Fault(f"{source}: {reason}; expected {EXPECTED}") from None
    name = os.path.basename(source)  # noqa: PTH119
    if stat.S_ISDIR(mode):
        yield from _folder(source, at, lambda name: True, None)
    elif is_article(name):
        path = os.path.abspath(source)  # noqa: PTH100  pathlib would keep `..`
        yield _file(name, path)
    else:
        raise Fault(f"{source}: expected {EXPECTED}")


def is_pattern(source: str) -> bool:
    """Whether this names files by a pattern: it has a star, and nothing goes by that very name."""
    return MAGIC.search(source) is not None and not os.path.lexists(source)


def exists(source: str) -> bool:
    """Whether there may be something at SOURCE; a pattern and a URL are looked into later."""
    return is_url(source) or is_pattern(source) or Path(source).exists()


def root_of(source: str) -> str:
    """SOURCE as the manifest names it: the same from any folder."""
    if is_url(source):
        return str(place_of(source))
    return os.path.abspath(source)  # noqa: PTH100  pathlib would keep `..`


def _pattern(source: str, at: Callable[[int, int], None]) -> Iterator[Seen]:
    """The files that a pattern names, below the last folder that it names outright."""
    head, inside = _split(source)
    matches = re.compile(translated(inside)).fullmatch
    depth = None if "**" in inside else inside.count("/")
    try:
        yield from _folder(head, at, lambda name: matches(name) is not None, depth)
    except (FileNotFoundError, NotADirectoryError):
        raise Fault(f"{source}: no folder {head!r}; expected {EXPECTED}") from None


def _split(pattern: str) -> tuple[str, str]:
    """The folder in front of a pattern, and the pattern in it.

    >>> _split("/srv/news/2024-*/**/*.txt")
    ('/srv/news', '2024-*/**/*.txt')
    """
    first = MAGIC.search(pattern)
    cut = pattern.rfind("/", 0, first.start() if first else 0)
    return (pattern[:cut] or "/") if cut >= 0 else ".", pattern[cut + 1 :]


def translated(pattern: str) -> str:
    """A pattern as a regular expression: a star stays within a folder, two stars do not.

    >>> bool(re.fullmatch(translated("**/*.txt"), "a/b/c.txt"))
    True
    >>> bool(re.fullmatch(translated("*.txt"), "a/c.txt"))
    False
    """
    out, at = [], 0
    while at < len(pattern):
        some = BRACKETS.match(pattern, at)
        if pattern.startswith("**/", at):
            step, made = 3, r"(?:[^/]+/)*"
        elif pattern.startswith("**", at):
            step, made = 2, r".*"
        elif pattern[at] in "*?":
            step, made = 1, r"[^/]*" if pattern[at] == "*" else r"[^/]"
        elif some:
            chars = some[2].replace("\\", r"\\").replace("[", r"\[").replace("^", r"\^")
            step, made = len(some[0]), f"[{'^/' if some[1] else ''}{chars}]"
        else:
            step, made = 1, re.escape(pattern[at])
        out.append(made)
        at += step
    return "(?s:" + "".join(out) + ")"


def _folder(
    folder: str, at: Callable[[int, int], None], wanted: Callable[[str], bool], depth: int | None
) -> Iterator[Seen]:
    """Everything in a folder. What is hidden is skipped; no link to a folder is followed.

    A folder that holds a manifest is a store, and no source. SOURCE itself may be one: then only
    what the store put there is left out.
    """
    top = os.path.abspath(folder)  # noqa: PTH100  pathlib would be slow here, and keep `..`
    os.stat(top)  # noqa: PTH116  one that is not there is told by the caller
    faults: list[OSError] = []
    found: list[str] = []
    for place, folders, files in os.walk(top, onerror=faults.append):
        inside = place[len(top) :].lstrip("/")
        prefix = f"{inside}/" if inside else ""
        if MANIFEST in files:
            if inside:
                folders.clear()
                continue
            folders[:] = [f for f in folders if f not in FOLDERS]
            files = [f for f in files if f not in OWN]
        links = [name for name in folders if os.path.islink(f"{place}/{name}")]  # noqa: PTH114
        found += (prefix + name for name in files if is_article(name))
        found += (prefix + name for name in folders if is_article(name) or name in links)
        folders[:] = [f for f in folders if not f.startswith(".") and not is_article(f)]
        if depth is not None and prefix.count("/") >= depth:
            folders.clear()
    reasons = {str(e.filename)[len(top) :].lstrip("/"): str(e.strerror) for e in faults}
    if "" in reasons:
        raise Fault(f"{folder}: {reasons['']}; check its permissions")
    names = sorted({*filter(wanted, found), *reasons}, key=os.fsencode)
    real = os.path.realpath(top)
    for n, name in enumerate(names):
        at(n, len(names))
        if name in reasons:
            loss = Loss("unreadable", f"{reasons[name]}; a folder nobody read")
            yield Seen(name, f"{top}/{name}", loss=loss)
        else:
            yield from _entry(name, f"{top}/{name}", real)


def _entry(name: str, path: str, top: str) -> Iterator[Seen]:
    """A file or a link; one look at the disk is enough for a file."""
    try:
        seen = os.lstat(path)
    except OSError:
        yield _file(name, path)  # which says what is wrong
        return
    if stat.S_ISLNK(seen.st_mode):
        yield from _link(name, path, top)
    else:
        yield _file(name, path, seen)


def _link(name: str, path: str, top: str) -> Iterator[Seen]:
    """A link counts as what it leads to, as long as that lies in SOURCE.

    A link to a folder in SOURCE is nothing of its own: what it leads to is listed where it stands.
    """
    try:
        target = Path(path).resolve(strict=True)
    except (OSError, RuntimeError):
        if is_article(Path(path).name):
            yield Seen(name, path, loss=Loss("not-a-file", "a link that leads nowhere; remove it"))
        return
    if not target.is_relative_to(top):
        message = "a link that leads out of SOURCE; copy what it leads to, or give that as SOURCE"
        yield Seen(name, path, loss=Loss("outside-source", message))
    elif is_article(Path(path).name):
        yield _file(name, path)


def _file(name: str, path: str, seen: os.stat_result | None = None) -> Seen:
    """What the disk knows of one file."""
    try:
        seen = seen or os.stat(path)  # noqa: PTH116
    except OSError as e:
        return Seen(name, path, loss=unreadable(e))
    kind = None if stat.S_ISREG(seen.st_mode) else _odd(seen.st_mode)
    if kind:
        message = f"{kind} with the name of an article; rename it or move it away"
        return Seen(name, path, 0, seen.st_mtime_ns, Loss("not-a-file", message))
    return Seen(name, path, seen.st_size, seen.st_mtime_ns)


def _odd(mode: int) -> str:
    """What a thing is that is no regular file."""
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "no regular file")


def _elsewhere(source: str, at: Callable[[int, int], None]) -> Iterator[Seen]:
    """The files below a URL, with the same names as they would have in a folder."""
    head, inside = _split(source) if MAGIC.search(source) else (source, "**")
    top = place_of(head)
    if not isinstance(top, Remote) or top.scheme in ("http", "https"):
        raise Fault(
            f"{source}: cannot be listed; fetch it first, or use a URL as s3://bucket/folder"
        )
    try:
        found = listed(top)
    except OSError as e:
        raise Fault(f"{source}: {e.strerror or e}; expected {EXPECTED}") from None
    stores = {e.name.removesuffix(MANIFEST) for e in found if e.name.endswith(f"/{MANIFEST}")}
    if any(e.name == MANIFEST for e in found):
        stores.update(f"{name}/" for name in FOLDERS)
        stores.update(OWN)
    matches = re.compile(translated(inside)).fullmatch
    chosen = [
        e
        for e in found
        if is_article(e.name.rpartition("/")[2])
        and matches(e.name)
        and not any(part.startswith(".") for part in e.name.split("/"))
        and not any(e.name.startswith(store) for store in stores)
    ]
    if not chosen and [e.url for e in found] == [top.url]:
        raise Fault(f"{source}: expected {EXPECTED}")
    for n, entry in enumerate(chosen):
        at(n, len(chosen))
        yield Seen(entry.name, entry.url, entry.size, entry.stamp)
