"""The forms of many names, found by their first word; the big table stays a block of bytes.

Reading sixty thousand entities into dictionaries takes a second, and most texts need a hundred.
So the shipped table is unpacked, not parsed: a name is looked up by bisection, and only the forms
that begin with a word of the text ever become objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate, chain
from typing import NamedTuple

import orjson
from zstandard import ZstdDecompressor

from cleaners.gazetteer.entry import KINDS, LINKS, Entry, parse
from cleaners.gazetteer.letters import fold, fold_words, key_of, skeleton, tokens_of

REMEMBERED = 1 << 16  # words kept in mind


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


class Group:
    """All forms that begin with one word, by their skeletons.

    `longer` tells, for each second word, how many words the forms with it have, longest first.
    A form becomes an object when its whole skeleton is asked for, and no sooner: most names that
    begin with `John` never stand in a text.
    """

    __slots__ = ("_keys", "_layers", "_ready", "_rows", "_table", "longer")

    def __init__(
        self,
        rows: dict[str, list[str]],
        table: Table | None,
        layers: Sequence[dict[str, list[Form]]],
    ) -> None:
        self._rows, self._table, self._layers = rows, table, layers
        self._ready: dict[str, tuple[Form, ...]] = {}
        self._keys = {*rows, *chain.from_iterable(layers)}
        sizes: dict[str, set[int]] = {}
        for key in self._keys:
            words = key.split(" ")
            if len(words) > 1:
                sizes.setdefault(words[1], set()).add(len(words))
        self.longer = {second: tuple(sorted(v, reverse=True)) for second, v in sizes.items()}

    def forms(self, key: str) -> tuple[Form, ...]:
        """The forms with this skeleton; a later layer has the last word on a spelling."""
        if key not in self._keys:
            return ()
        found = self._ready.get(key)
        if found is None:
            found = self._ready[key] = tuple(self._merged(key))
        return found

    def _merged(self, key: str) -> Iterable[Form]:
        table = [self._table.form(row) for row in self._rows.get(key, ())] if self._table else []
        known: dict[tuple[str, ...], list[Form]] = {}
        for forms in (table, *(layer.get(key, ()) for layer in self._layers)):
            later: dict[tuple[str, ...], list[Form]] = {}
            for form in forms:
                later.setdefault(tuple(map(fold, form.tokens)), []).append(form)
            known.update({k: _shared(v) for k, v in later.items()})
        return [form for forms in known.values() for form in forms]


NO_GROUP = Group({}, None, ())


class Table:
    """The shipped gazetteer: sorted tables, unpacked but not parsed.

    A row of `forms` is key, surface, numbers of the entities; the first line of `starts` names
    every first word of a key in order, the second how many bytes the rows that begin with it take;
    a row of `entities` has the columns of its first line.
    """

    def __init__(self, forms: bytes, starts: bytes, entities: bytes) -> None:
        self._forms = forms
        firsts, sizes = starts.split(b"\n")[:2]
        self._numbers = dict(zip(firsts.decode().split(" "), range(len(starts)), strict=False))
        self._ends = [0, *accumulate(orjson.loads(b"[%b]" % sizes.replace(b" ", b",")))]
        self._rows = entities.split(b"\n")
        self._entries: dict[int, Entry] = {}

    def group(self, first: str) -> dict[str, list[str]]:
        """The rows whose first word has this skeleton, by their whole skeletons."""
        number = self._numbers.get(first)
        out: dict[str, list[str]] = {}
        if number is not None:
            rows = self._forms[self._ends[number] : self._ends[number + 1] - 1]
            for row in rows.decode().split("\n"):
                key, _, rest = row.partition("\t")
                out.setdefault(key, []).append(rest)
        return out

    def form(self, row: str) -> Form:
        """A row as a form with its owners."""
        surface, _, owners = row.partition("\t")
        return Form(
            surface, tokens_of(surface), tuple(self._entry(int(n)) for n in owners.split(","))
        )

    def entities(self) -> Iterable[Entry]:
        """Every entity, in order."""
        return (self._entry(n) for n in range(1, len(self._rows)) if self._rows[n])

    def surfaces(self) -> Iterable[tuple[str, tuple[int, ...]]]:
        """Every form with the numbers of its owners."""
        for row in self._forms.decode().split("\n"):
            if row:
                _, surface, owners = row.split("\t")
                yield surface, tuple(map(int, owners.split(",")))

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
        self._never = frozenset(fold_words(n) for n in never)
        self._never_keys = frozenset(key_of(tokens_of(n)) for n in never)
        self._layers = tuple(_layer(entries, self._never) for entries in layers)
        self._groups: dict[str, Group] = {}

    def group(self, first: str) -> Group:
        """The forms whose first word has this skeleton, of all layers."""
        found = self._groups.get(first)
        if found is None:
            if len(self._groups) > REMEMBERED:
                self._groups.clear()
            found = self._groups[first] = self._merged(first)
        return found

    def _merged(self, first: str) -> Group:
        rows = self._table.group(first) if self._table else {}
        layers = [forms for layer in self._layers if (forms := layer.get(first))]
        if not rows and not layers:
            return NO_GROUP
        for key in [k for k in rows if k in self._never_keys]:
            kept = [r for r in rows[key] if fold_words(r.partition("\t")[0]) not in self._never]
            rows[key] = kept
        return Group({k: v for k, v in rows.items() if v}, self._table, layers)


def _layer(entries: Iterable[Entry], never: frozenset[str]) -> dict[str, dict[str, list[Form]]]:
    owners: dict[str, list[Entry]] = {}
    for entry in entries:
        for surface in surfaces_of(entry):
            if fold_words(surface) not in never:
                owners.setdefault(surface, []).append(entry)
    groups: dict[str, dict[str, list[Form]]] = {}
    for surface, found in owners.items():
        tokens = tokens_of(surface)
        if tokens:
            form = Form(surface, tokens, _distinct(found))
            group = groups.setdefault(skeleton(tokens[0]), {})
            group.setdefault(key_of(tokens), []).append(form)
    return groups


def surfaces_of(entry: Entry) -> tuple[str, ...]:
    """Every way to write an entity's full name."""
    return tuple(dict.fromkeys((entry.name, *((entry.ap,) if entry.ap else ()), *entry.aliases)))


def _distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entities that differ; two rows of one entity are one."""
    return tuple({e.id or e: e for e in entries}.values())


def _shared(forms: list[Form]) -> list[Form]:
    """Forms that differ in case or accents only: who owns one owns them all."""
    owners = _distinct(e for f in forms for e in f.owners)
    return [f._replace(owners=owners) for f in forms]


def _unpack(name: str) -> bytes:
    """A packed table that lies beside this module."""
    return ZstdDecompressor().decompress((files("cleaners") / "gazetteer" / name).read_bytes())


@cache
def shipped_table() -> Table:
    """The tables that `copydesk gazetteer build` made."""
    return Table(_unpack("forms.tsv.zst"), _unpack("starts.txt.zst"), _unpack("entities.tsv.zst"))


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


def gazetteer(layers: tuple[str, ...] = (), never: tuple[str, ...] = ()) -> Gazetteer:
    """The shipped names, those kept by hand, and the tables of `layers` on top; made once.

    >>> gazetteer() is gazetteer((), ())
    True
    """
    return _laid(layers, never)


@cache
def _laid(layers: tuple[str, ...], never: tuple[str, ...]) -> Gazetteer:
    own = [tuple(parse(text, f"layer {n}")) for n, text in enumerate(layers, 1)]
    return Gazetteer([by_hand(), *own], shipped_table(), (*never_linked(), *never))
