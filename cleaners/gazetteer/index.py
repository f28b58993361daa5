"""The forms of many names, found by their first word; the big table stays one sorted block of bytes.

Reading sixty thousand entities into dictionaries takes a second, and most texts need a hundred.
So the shipped table is unpacked, not parsed: a name is looked up by bisection, and only the forms
that begin with a word of the text ever become objects.
"""

from __future__ import annotations

import gzip
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from cleaners.gazetteer.entry import KINDS, LINKS, Entry, parse
from cleaners.gazetteer.letters import fold, skeleton, tokens_of

if TYPE_CHECKING:
    from cleaners.gazetteer.scan import Scan
    from cleaners.gazetteer.spelling import Verdict

BLOCK = 4096  # bytes between two keys of the directory
MOST_TOKENS = 6
REMEMBERED = 1 << 16  # words and lines kept in mind


class Form(NamedTuple):
    """One way to write a name. With two owners it is ambiguous and never links."""

    surface: str
    tokens: tuple[str, ...]
    owners: tuple[Entry, ...]

    @property
    def entry(self) -> Entry:
        """Who is meant; ask only a form that is not ambiguous."""
        return self.owners[0]

    @property
    def ambiguous(self) -> bool:
        """Whether two entities share this form."""
        return len(self.owners) > 1


class Group(NamedTuple):
    """All forms that begin with one word: by their skeletons, and how many words they have."""

    forms: dict[tuple[str, ...], tuple[Form, ...]]
    sizes: tuple[int, ...]  # longest first


NO_GROUP = Group({}, ())


class Table:
    """The shipped gazetteer: two sorted tables, unpacked but not parsed.

    A row of `forms` is key, surface, numbers of the entities; a row of `entities` has the columns
    of its first line.
    """

    def __init__(self, forms: bytes, entities: bytes) -> None:
        self._forms = b"\n" + forms
        self._rows = entities.split(b"\n")
        self._offsets = [0]
        self._keys = [b""]
        for at in range(BLOCK, len(self._forms), BLOCK):
            start = self._forms.find(b"\n", at)
            if start < 0 or start + 1 >= len(self._forms):
                break
            key = self._forms[start + 1 : self._forms.index(b"\t", start)].split(b" ", 1)[0]
            if key != self._keys[-1]:  # a block that begins inside a group is no place to start
                self._keys.append(key)
                self._offsets.append(start)
        self._entries: dict[int, Entry] = {}

    def group(self, first: str) -> list[Form]:
        """Every form whose first word has this skeleton."""
        key = first.encode()
        block = max(bisect_right(self._keys, key) - 1, 0)
        # The group may begin in the block before: there its first word comes last.
        at = self._offsets[max(block - 1, 0)]
        stop = self._offsets[block + 1] if block + 1 < len(self._offsets) else len(self._forms)
        starts = [self._forms.find(b"\n" + key + mark, at, stop + len(key) + 2) for mark in (b"\t", b" ")]
        found = [s for s in starts if s >= 0]
        return list(self._read(key, min(found))) if found else []

    def entities(self) -> Iterable[Entry]:
        """Every entity, in order."""
        return (self._entry(n) for n in range(1, len(self._rows)) if self._rows[n])

    def surfaces(self) -> Iterable[tuple[str, tuple[int, ...]]]:
        """Every form with the numbers of its owners."""
        for row in self._forms[1:].decode().split("\n"):
            if row:
                _, surface, owners = row.split("\t")
                yield surface, tuple(map(int, owners.split(",")))

    def _read(self, key: bytes, at: int) -> Iterable[Form]:
        while at < len(self._forms) - 1:
            stop = self._forms.find(b"\n", at + 1)
            stop = len(self._forms) if stop < 0 else stop
            row = self._forms[at + 1 : stop]
            if not row.startswith(key) or row[len(key) : len(key) + 1] not in (b"\t", b" "):
                return
            _, surface, owners = row.decode().split("\t")
            yield Form(
                surface, tokens_of(surface), tuple(self._entry(int(n)) for n in owners.split(","))
            )
            at = stop

    def _entry(self, number: int) -> Entry:
        found = self._entries.get(number)
        if found is None:
            id_, kind, name, country, role, family, links, source, licence = (
                self._rows[number].decode().split("\t")
            )
            found = self._entries[number] = Entry(
                kind=KINDS[kind],
                name=name,
                id=id_ or None,
                country=country,
                role=role,
                family=family or None,
                links=LINKS[links],
                source=source,
                licence=licence,
            )
        return found


class Gazetteer:
    """The layers of names as one: a later layer has the last word on a form it knows.

    `never` lists surfaces that are no name, whatever a layer says.
    """

    def __init__(
        self,
        layers: Sequence[Sequence[Entry]],
        table: Table | None = None,
        never: Iterable[str] = (),
    ) -> None:
        self._table = table
        self._never = frozenset(n.casefold() for n in never)
        self._layers = tuple(_layer(entries) for entries in layers)
        self._groups: dict[str, Group] = {}
        self.words: dict[str, Group] = {}  # what `scan` has looked up
        self.lines: dict[str, Scan] = {}  # and what it has found
        self.verdicts: dict[str, Verdict | None] = {}  # and what `spelling` thinks of a word

    def group(self, first: str) -> Group:
        """The forms whose first word has this skeleton, of all layers."""
        found = self._groups.get(first)
        if found is None:
            if len(self._groups) > REMEMBERED:
                self._groups.clear()
            found = self._groups[first] = self._merged(first)
        return found

    def _merged(self, first: str) -> Group:
        known: dict[tuple[str, ...], dict[tuple[str, ...], Form]] = {}
        table = self._table.group(first) if self._table else []
        for forms in (table, *(layer.get(first, ()) for layer in self._layers)):
            later: dict[tuple[str, ...], Form] = {}
            for form in forms:
                if form.surface.casefold() not in self._never:
                    spelled = tuple(map(fold, form.tokens))
                    later[spelled] = _shared(later[spelled], form) if spelled in later else form
            for spelled, form in later.items():
                known.setdefault(tuple(map(skeleton, form.tokens)), {})[spelled] = form
        if not known:
            return NO_GROUP
        sizes = sorted({len(k) for k in known}, reverse=True)
        return Group({k: tuple(v.values()) for k, v in known.items()}, tuple(sizes))


def _layer(entries: Iterable[Entry]) -> dict[str, list[Form]]:
    owners: dict[str, list[Entry]] = {}
    for entry in entries:
        for surface in surfaces_of(entry):
            if entry not in owners.setdefault(surface, []):
                owners[surface].append(entry)
    groups: dict[str, list[Form]] = {}
    for surface, found in owners.items():
        tokens = tokens_of(surface)
        if tokens:
            form = Form(surface, tokens, tuple(found))
            groups.setdefault(skeleton(tokens[0]), []).append(form)
    return groups


def surfaces_of(entry: Entry) -> tuple[str, ...]:
    """Every way to write an entity's full name."""
    return tuple(dict.fromkeys((entry.name, *((entry.ap,) if entry.ap else ()), *entry.aliases)))


def _shared(a: Form, b: Form) -> Form:
    """Two forms that differ in case or accents only, as one that may have two owners."""
    owners = dict.fromkeys((*a.owners, *b.owners))
    return a._replace(owners=tuple(owners))


def unpack(name: str) -> bytes:
    """A packed table that lies beside this module."""
    return gzip.decompress((files("cleaners") / "gazetteer" / name).read_bytes())


@cache
def shipped_table() -> Table:
    """The tables that `copydesk gazetteer build` made."""
    return Table(unpack("forms.tsv.gz"), unpack("entities.tsv.gz"))


@cache
def by_hand() -> tuple[Entry, ...]:
    """The rows a person keeps, each with its reason."""
    text = (files("cleaners") / "gazetteer" / "hand.tsv").read_text("utf-8")
    return tuple(parse(text, "gazetteer/hand.tsv"))


@cache
def never_linked() -> tuple[str, ...]:
    """Surfaces that are no names, one a line; a line that starts with # is a remark."""
    text = (files("cleaners") / "gazetteer" / "never.txt").read_text("utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def gazetteer(layers: tuple[str, ...] = (), never: tuple[str, ...] = ()) -> Gazetteer:
    """The shipped names, those kept by hand, and the tables of `layers` on top.

    >>> gazetteer().group("pyongyang") is gazetteer().group("pyongyang")
    True
    """
    own = [tuple(parse(text, f"layer {n}")) for n, text in enumerate(layers, 1)]
    return Gazetteer([by_hand(), *own], shipped_table(), (*never_linked(), *never))
