"""Known people, places and organisations: the names they go by, from the TSV files beside this.

A form that two entities share is ambiguous: it is never linked and never a reason to repair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

Kind = Literal["person", "place", "organisation"]
COLUMNS = ("id", "kind", "name", "aliases", "family", "cues", "source", "licence")
TOKEN = re.compile(r"[^\W_]+")


class GazetteerError(ValueError):
    """A gazetteer that cannot be used; the message names the file and the line."""


class Entry(NamedTuple):
    """One person, place or organisation. `id` is a Wikidata identifier, from data only."""

    id: str | None
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    family: str | None
    cues: tuple[str, ...]
    source: str
    licence: str


class Form(NamedTuple):
    """One way to write an entity's name, as its tokens."""

    entry: Entry
    surface: str
    tokens: tuple[str, ...]


class Gazetteer(NamedTuple):
    """Forms by their folded tokens, and by the skeletons of their tokens (first token first)."""

    entries: tuple[Entry, ...]
    forms: dict[tuple[str, ...], Form]
    skeletons: dict[tuple[str, ...], Form]
    starts: dict[str, tuple[int, ...]]
    skeleton_starts: dict[str, tuple[int, ...]]


def tokens_of(text: str) -> tuple[str, ...]:
    """The words of a name; hyphens, dots and spaces only part them.

    >>> tokens_of("Kim Il-sung")
    ('Kim', 'Il', 'sung')
    """
    return tuple(TOKEN.findall(text))


def fold(token: str) -> str:
    """A token without case and accents.

    >>> fold("António")
    'antonio'
    """
    plain = unicodedata.normalize("NFKD", token)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def skeleton(token: str) -> str:
    """A token with every letter that looks like another made the same.

    >>> skeleton("II") == skeleton("Il"), skeleton("Kirn") == skeleton("Kim")
    (True, True)
    """
    key = token.translate(_TWINS).casefold()
    return key.replace("rn", "m").replace("vv", "w").replace("cl", "d")


_TWINS = str.maketrans({"I": "l", "1": "l", "|": "l", "O": "o", "0": "o"})


def parse(tsv: str, where: str) -> Iterator[Entry]:
    """The rows of one file. `where` names it in errors."""
    rows = tsv.splitlines()
    if not rows or tuple(rows[0].split("\t")) != COLUMNS:
        raise GazetteerError(f"{where}, line 1: expected the columns {', '.join(COLUMNS)}")
    for n, row in enumerate(rows[1:], 2):
        cells = row.split("\t")
        if len(cells) != len(COLUMNS):
            raise GazetteerError(
                f"{where}, line {n}: found {len(cells)} columns, expected {len(COLUMNS)}"
            )
        id_, kind, name, aliases, family, cues, source, licence = cells
        if kind not in ("person", "place", "organisation") or not name or not licence:
            raise GazetteerError(f"{where}, line {n}: needs a kind, a name and a licence: {row!r}")
        yield Entry(
            id_ or None,
            cast(Kind, kind),
            name,
            tuple(a for a in aliases.split("|") if a),
            family or None,
            tuple(c for c in cues.split("|") if c),
            source,
            licence,
        )


def build(entries: Iterable[Entry]) -> Gazetteer:
    """The index over entries; forms that two entries share are left out."""
    every = tuple(entries)
    by_tokens: dict[tuple[str, ...], list[Form]] = {}
    by_skeleton: dict[tuple[str, ...], list[Form]] = {}
    for entry in every:
        for surface in (entry.name, *entry.aliases):
            tokens = tokens_of(surface)
            form = Form(entry, surface, tokens)
            by_tokens.setdefault(tuple(map(fold, tokens)), []).append(form)
            by_skeleton.setdefault(tuple(map(skeleton, tokens)), []).append(form)
    forms = {k: v[0] for k, v in by_tokens.items() if _agree(v)}
    skeletons = {k: v[0] for k, v in by_skeleton.items() if _agree(v) and len(k) > 1}
    return Gazetteer(every, forms, skeletons, _starts(forms), _starts(skeletons))


@cache
def shipped() -> Gazetteer:
    """The gazetteer that comes with Copydesk."""
    folder = files("cleaners") / "gazetteer"
    tables = sorted((f for f in folder.iterdir() if f.name.endswith(".tsv")), key=lambda f: f.name)
    return build(e for f in tables for e in parse(f.read_text("utf-8"), f"gazetteer/{f.name}"))


def _agree(forms: list[Form]) -> bool:
    return len({(f.entry.id, f.entry.name) for f in forms}) == 1


def _starts(keys: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """For each first token the lengths of the forms that begin with it, longest first."""
    sizes: dict[str, set[int]] = {}
    for key in keys:
        sizes.setdefault(key[0], set()).add(len(key))
    return {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}
