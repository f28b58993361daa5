"""The shipped gazetteer from its sources: entries, forms, and what the check found.

`copydesk gazetteer build` calls `build` and writes the files; nothing here reads or writes any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from zstandard import ZstdCompressor

from cleaners.gazetteer.entry import Entry
from cleaners.gazetteer.index import surfaces_of
from cleaners.gazetteer.letters import fold, fold_words, key_of, tokens_of
from cleaners.gazetteer.merge import LONG_FORM, SHARED, merged, words_of_persons
from cleaners.gazetteer.prepare import is_generic, is_latin, prepared
from cleaners.gazetteer.rank import population, ranked, weight
from cleaners.gazetteer.words import is_common, is_nationality

COLUMNS = ("id", "kind", "name", "country", "role", "family", "links", "source", "licence")
CLEARLY = 8  # so many times heavier is the entity a shared name means


class Problem(NamedTuple):
    """Something a check refuses or lists: what, about which name, and why."""

    code: str
    surface: str
    message: str


class Built(NamedTuple):
    """The files of a gazetteer by name, and what the check has to say."""

    files: dict[str, bytes]
    entries: int
    forms: int
    problems: tuple[Problem, ...]


def build(rows: Iterable[Entry]) -> Built:
    """The tables of a gazetteer, the same bytes for the same rows.

    >>> row = Entry("place", "Pyongyang", "Q18808", ("Phyongyang",), source="mine", licence="PD")
    >>> built = build([row])
    >>> sorted(built.files), built.entries, built.forms
    (['entities.tsv.zst', 'forms.tsv.zst', 'parts.txt.zst', 'starts.txt.zst'], 1, 2)
    """
    entries = merged(prepared(rows))
    bearers = words_of_persons(entries)
    entries = ranked(entries, bearers)
    refused = check(entries)
    entries = [e for e in entries if not any(_refused(e))]
    owners = _owners(entries, bearers)
    forms, shared = _decided(owners)
    number = {id(e): n for n, e in enumerate(entries, 1)}
    lines = (
        (key_of(tokens_of(surface)), surface, ",".join(str(number[id(e)]) for e in found))
        for surface, found in forms.items()
    )
    table = sorted("\t".join(line) for line in lines)
    files = {
        "entities.tsv.zst": packed(["\t".join(COLUMNS), *map(_row, entries)]),
        "forms.tsv.zst": packed(table),
        "starts.txt.zst": packed(_starts(table)),
        "parts.txt.zst": packed(sorted(w for w in bearers if is_latin(w))),
    }
    return Built(files, len(entries), len(forms), (*refused, *shared))


def _starts(rows: Sequence[str]) -> list[str]:
    """The first words of the keys, and the bytes of the rows that begin with each."""
    sizes: dict[str, int] = {}
    for row in rows:
        first = row.split("\t", 1)[0].split(" ", 1)[0]
        sizes[first] = sizes.get(first, 0) + len(row.encode()) + 1
    return [" ".join(sizes), " ".join(map(str, sizes.values()))]


def packed(lines: Sequence[str]) -> bytes:
    """Lines as Zstandard, which is read four times as fast as gzip; equal lines, equal bytes."""
    return ZstdCompressor(level=19).compress("".join(f"{line}\n" for line in lines).encode())


def check(entries: Iterable[Entry]) -> tuple[Problem, ...]:
    """Canonical names that are none: official long forms, nationalities, common words.

    >>> bad = ("Georgian", "Here", "Kingdom of Tonga")
    >>> [p.code for p in check(Entry("place", name) for name in bad)]
    ['nationality', 'common-word', 'long-form']
    """
    return tuple(p for e in entries for p in _refused(e))


def _refused(e: Entry) -> Iterable[Problem]:
    tokens = tokens_of(e.name)
    if e.kind == "place" and not population(e) and is_nationality(e.name):
        yield Problem(
            "nationality", e.name, "names a people, not a place; give the place's own name"
        )
    elif len(tokens) == 1 and is_common(e.name) and "country" not in e.role and not population(e):
        yield Problem(
            "common-word", e.name, "is written small elsewhere; it would link by accident"
        )
    elif e.kind == "place" and LONG_FORM.search(e.name) and not SHARED.search(e.name):
        yield Problem("long-form", e.name, "is an official long form; give the short name")


def _owners(entries: Sequence[Entry], bearers: Counter[str]) -> dict[str, list[Entry]]:
    owners: dict[str, list[Entry]] = {}
    for e in entries:
        for surface in surfaces_of(e):
            if surface == e.name or e.kind != "place" or not _is_borne(surface, bearers):
                owners.setdefault(surface, []).append(e)
    return owners


def _is_borne(surface: str, bearers: Counter[str]) -> bool:
    """Whether people are called so: `Dominique` is the French name of Dominica."""
    tokens = tokens_of(surface)
    return len(tokens) == 1 and is_latin(surface) and bearers[fold(tokens[0])] > 1


def _decided(owners: dict[str, list[Entry]]) -> tuple[dict[str, list[Entry]], list[Problem]]:
    """Every form with those it can mean: one where one is clearly meant, else all of them."""
    by_fold: dict[str, list[Entry]] = {}
    for surface, found in owners.items():
        by_fold.setdefault(fold_words(surface), []).extend(found)
    problems: list[Problem] = []
    forms: dict[str, list[Entry]] = {}
    for surface, own in sorted(owners.items()):
        every = {id(e): e for e in by_fold[fold_words(surface)]}
        found = sorted(every.values(), key=lambda e: (-weight(e), e.id or "", e.name))
        if len(found) > 1:
            found = _meant(surface, found)
            found = found if len(found) > 1 or found[0] in own else []
        if len(found) > 1:
            names = "; ".join(f"{e.name} ({e.id or e.role[:40] or e.kind})" for e in found[:4])
            problems.append(Problem("ambiguous", surface, f"can mean {names}; it never links"))
        if found and not _is_accident(surface, found):
            forms[surface] = found
    return forms, problems


def _meant(surface: str, found: Sequence[Entry]) -> list[Entry]:
    """Those a shared name can mean: the one that is far heavier, or the city that bears it.

    Some tables list a country's capital among the country's names.
    """
    cities = [e for e in found if e.name == surface and "capital" in e.role]
    countries = [e for e in found if e.name == surface and "country" in e.role]
    if len(cities) == 1 and not countries:
        return cities
    clear = weight(found[0]) >= CLEARLY * weight(found[1])
    return [found[0]] if clear else list(found)


def _is_accident(surface: str, found: Sequence[Entry]) -> bool:
    """An alias that is a common word, where the entity's own name is another."""
    tokens = tokens_of(surface)
    if "country" in found[0].role and len(tokens) > 1:
        return False
    return is_latin(surface) and is_generic(tokens) and all(e.name != surface for e in found)


def _row(e: Entry) -> str:
    cells = (e.id or "", e.kind, e.name, e.country, e.role[:60], e.family or "")
    return "\t".join((*cells, e.links, e.source[:60], e.licence))
