"""Decisions of people about a store's articles: one file that only grows, a line for each.

A line says who decided what, when and why, about which record, and on which source: so it is stale
as soon as the source is another one. A decision is undone by another line. Only `forget` rewrites
the file: it takes out every line about one record.
"""

import fcntl
import getpass
import hashlib
import os
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cleaners.decisions import Decision, digest
from cleaners.document import Span
from cleaners.rule import KINDS
from flows.fault import Fault
from flows.places import Place
from flows.sinks import write_whole

NAME, LOCK = "decisions.jsonl", ".decisions.lock"
What = Literal["keep", "remove", "name", "accept", "reviewed", "undo", "forget", "recall"]


class Entry(BaseModel):
    """One line of the file.

    `keep`, `remove` and `name` go into `clean`. `accept` says that an edit is right, `reviewed`
    that the whole article is. `undo` takes the line with the key `undoes` back. `forget` is a
    tombstone: `id` is then a digest of the record's id; `recall` lifts it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    when: str
    who: str
    what: What
    id: str
    source: str = ""
    span: tuple[int, int] = (0, 0)
    before: str = ""
    rule: str = ""
    kind: str = ""
    after: str = ""
    reason: str = Field("", max_length=2000)
    undoes: str = ""

    def decision(self) -> Decision | None:
        """What `clean` is given; None for a line that changes no edit."""
        if self.what not in ("keep", "remove", "name"):
            return None
        return Decision(
            *(self.what, self.source, Span(*self.span), self.before),
            *(self.rule, self.kind, self.after, self.reason),
        )


class Decided(NamedTuple):
    """What `clean` is given for one article, and its digest."""

    decisions: tuple[Decision, ...] = ()
    digest: str = ""


NOTHING = Decided()


def entry(what: What, id: str, who: str = "", /, **more: object) -> Entry:
    """A new line, of now. Raises Fault when it cannot be one."""
    data = {
        "key": secrets.token_hex(6),
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who or _user(),
        "what": what,
        "id": id,
        **more,
    }
    try:
        made = Entry.model_validate(data)
    except ValidationError as e:
        first = e.errors()[0]
        raise Fault(f"decision: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if what == "remove" and made.kind not in KINDS:
        raise Fault(f"{made.kind!r} is no class of lines; expected one of {', '.join(KINDS)}")
    if what == "name" and not made.after.strip():
        raise Fault("a name cannot be corrected to nothing; to remove a line is another decision")
    if what == "name" and len(made.after.splitlines()) > 1:
        raise Fault("a name stands on one line; expected one without a line break")
    return made


def append(store: Path, entries: Sequence[Entry]) -> None:
    """Add lines at the end, all together, so that two people at once lose nothing.

    A line that a kill has cut short was never confirmed to anybody; it is taken away first.
    """
    data = "".join(f"{e.model_dump_json(exclude_defaults=True)}\n" for e in entries).encode()
    with _alone(store):
        number = os.open(store / NAME, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        with open(number, "r+b", buffering=0) as file:  # noqa: PTH123  it is open already
            _mend(number)
            while data:
                data = data[file.write(data) or 0 :]
            os.fsync(number)


def read(store: Place) -> list[Entry]:
    """Every line, in the order in which people decided. Raises Fault for one that is none."""
    path = store / NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    out = []
    for n, line in enumerate(data.split(b"\n")[:-1], 1):  # what has no line break is not whole yet
        try:
            out.append(Entry.model_validate_json(line))
        except ValidationError as e:
            message = e.errors()[0]["msg"]
            raise Fault(
                f"{path}, line {n}: no decision: {message}; mend the line, or delete it"
            ) from None
    return out


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The decisions that nobody has undone."""
    entries = list(entries)
    undone = {e.undoes for e in entries if e.what == "undo"}
    return [
        e for e in entries if e.key not in undone and e.what not in ("undo", "forget", "recall")
    ]


def grouped(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Decisions by the id of their record."""
    out: dict[str, list[Entry]] = defaultdict(list)
    for e in entries:
        out[e.id].append(e)
    return dict(out)


def of_record(store: Place, id: str) -> list[Entry]:
    """The decisions about one record that stand."""
    return [e for e in standing(read(store)) if e.id == id]


def decided(store: Place) -> dict[str, Decided]:
    """What people have decided, by the id of the record, for `clean`."""
    return decided_in(read(store))


def decided_in(entries: Iterable[Entry]) -> dict[str, Decided]:
    """What these lines say to `clean`, by the id of the record."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for e in standing(entries):
        decision = e.decision()
        if decision:
            found[e.id].append(decision)
    return {id: Decided(tuple(some), digest(some)) for id, some in found.items()}


def chosen(all_of_them: Mapping[str, Decided], ids: Iterable[str]) -> dict[str, Decided]:
    """What a shard needs."""
    return {id: all_of_them[id] for id in ids if id in all_of_them} if all_of_them else {}


def undo(store: Path, key: str, who: str = "") -> Entry:
    """Take a decision back; returns it. Raises Fault when there is none with this key."""
    found = next((e for e in standing(read(store)) if e.key == key), None)
    if found is None:
        raise Fault(f"no decision {key!r} stands; `copydesk decisions list` shows them")
    append(store, [entry("undo", found.id, who, undoes=key)])
    return found


def tombstone(id: str) -> str:
    """How a forgotten record is known again, without its id.

    >>> tombstone("politics/kim.txt")
    'a772c184d634ebfb775d2b8ea8c3061d'
    """
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def forgotten(store: Place) -> frozenset[str]:
    """The tombstones of a store."""
    return forgotten_in(read(store))


def forgotten_in(entries: Iterable[Entry]) -> frozenset[str]:
    """The tombstones among these lines."""
    found: set[str] = set()
    for e in entries:
        if e.what == "forget":
            found.add(e.id)
        elif e.what == "recall":
            found.discard(e.id)
    return frozenset(found)


def drop(store: Path, id: str) -> int:
    """Take every line about a record out of the file; returns how many. Only for `forget`."""
    if not (store / NAME).exists():
        return 0
    with _alone(store):
        entries = read(store)
        kept = [e for e in entries if e.id != id]
        if len(kept) < len(entries):
            lines = (f"{e.model_dump_json(exclude_defaults=True)}\n" for e in kept)
            write_whole(store / NAME, "".join(lines).encode())
    return len(entries) - len(kept)


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """Hold the file of decisions for the moment of a write; it needs no lock to be read."""
    try:
        number = os.open(store / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as e:
        raise Fault(f"{store}: {e.strerror}; expected a store that may be written to") from None
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def _mend(number: int) -> None:
    """Cut off what follows the last line break."""
    size = end = os.fstat(number).st_size
    while end:
        start = max(0, end - 65536)
        at = os.pread(number, end - start, start).rfind(b"\n")
        if at >= 0:
            end = start + at + 1
            break
        end = start
    if end < size:
        os.ftruncate(number, end)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
