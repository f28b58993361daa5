"""Rows out of Wikidata: a JSON dump (one entity a line) or the result of a SPARQL query.

A query gives `item`, `itemLabel` and, if it likes, `itemAltLabel`, `kind`, `familyLabel`,
`countryLabel`. In a dump a human is a person, what has coordinates a place; other entities are left
out unless their class is an organisation's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from cleaners.gazetteer.entry import KINDS, Entry, GazetteerError

HUMAN = "Q5"
ORGANISATIONS = frozenset({"Q43229", "Q783794", "Q4830453", "Q484652", "Q327333", "Q476028"})
LICENCE = "CC0-1.0"
LANGUAGES = ("en", "mul")


def entries(lines: Iterable[str], where: str) -> Iterator[Entry]:
    """The entities of a dump or of a query result.

    >>> row = '{"id": "Q18808", "labels": {"en": {"value": "Pyongyang"}}, "claims": {"P625": []}}'
    >>> [(e.id, e.kind, e.name) for e in entries(["[", row + ",", "]"], "dump.json")]
    [('Q18808', 'place', 'Pyongyang')]
    """
    buffer: list[str] = []
    for n, line in enumerate(lines, 1):
        bare = line.strip().rstrip(",")
        if buffer or (n == 1 and bare.startswith("{") and '"labels"' not in bare):
            buffer.append(line)
        elif bare and bare not in "[]":
            entry = _entity(_parsed(bare, f"{where}, line {n}"), where)
            if entry:
                yield entry
    if buffer:
        yield from _results(_parsed("".join(buffer), where), where)


def _parsed(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as e:
        raise GazetteerError(f"{where}: not valid JSON: {e}") from None


def _results(data: object, where: str) -> Iterator[Entry]:
    rows = _at(data, "results", "bindings")
    if not isinstance(rows, list):
        raise GazetteerError(f"{where}: expected a query result with results.bindings")
    for row in rows:
        name, kind = _text(row, "itemLabel"), KINDS.get(_text(row, "kind") or "person")
        id_ = _text(row, "item").rpartition("/")[2]
        if name and kind and name != id_:
            yield Entry(
                kind=kind,
                name=name,
                id=id_ or None,
                aliases=tuple(a for a in _text(row, "itemAltLabel").split(", ") if a),
                country=_text(row, "countryLabel"),
                family=_text(row, "familyLabel") or None,
                source=f"wikidata: {where}",
                licence=LICENCE,
            )


def _entity(data: object, where: str) -> Entry | None:
    labels = _at(data, "labels")
    id_ = _at(data, "id")
    if not isinstance(labels, dict) or not isinstance(id_, str):
        return None
    name = next((v for c in LANGUAGES if (v := _text(labels, c))), "")
    claims = _at(data, "claims")
    kinds = {_at(c, "mainsnak", "datavalue", "value", "id") for c in _list(_at(claims, "P31"))}
    place = isinstance(claims, dict) and "P625" in claims
    kind = "person" if HUMAN in kinds else "organisation" if kinds & ORGANISATIONS else "place"
    if not name or (kind == "place" and not place):
        return None
    return Entry(
        kind=KINDS[kind],
        name=name,
        id=id_,
        aliases=tuple(dict.fromkeys(a for a in _names(data, labels) if a != name)),
        source=f"wikidata: {where}",
        licence=LICENCE,
    )


def _names(data: object, labels: dict[str, object]) -> Iterator[str]:
    for language in sorted(labels):
        yield _text(labels, language)
    aliases = _at(data, "aliases")
    if isinstance(aliases, dict):
        for language in sorted(aliases):
            for alias in _list(aliases[language]):
                yield _text({"": alias}, "")


def _at(data: object, *path: str) -> object:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _list(data: object) -> list[object]:
    return data if isinstance(data, list) else []


def _text(data: object, key: str) -> str:
    value = _at(data, key, "value")
    return value if isinstance(value, str) else ""
