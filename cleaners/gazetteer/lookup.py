"""Answers about a gazetteer: whom a name can mean, and which names clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleaners.gazetteer.build import Problem
from cleaners.gazetteer.entry import Entry
from cleaners.gazetteer.index import Gazetteer, surfaces_of
from cleaners.gazetteer.letters import fold_words, key_of, same, skeleton, tokens_of


class Found(NamedTuple):
    """One answer: the entity, the form that was asked for, and whether it links."""

    surface: str
    canonical: str
    id: str | None
    kind: str
    links: str
    role: str
    source: str
    licence: str


def find(name: str, names: Gazetteer, never: Iterable[str] = ()) -> tuple[Found, ...]:
    """Whom a name can mean. More than one answer: it is ambiguous and never links."""
    tokens = tokens_of(name)
    if not tokens:
        return ()
    forms = names.group(skeleton(tokens[0])).forms(key_of(tokens))
    fitting = [f for f in forms if all(map(same, tokens, f.tokens))]
    owners = {e.id or e: (f, e) for f in fitting for e in f.owners}
    refused = fold_words(name) in set(map(fold_words, never))
    return tuple(
        Found(
            surface=f.surface,
            canonical=e.name,
            id=e.id,
            kind=e.kind,
            links="never" if refused or len(owners) > 1 else e.links,
            role=e.role,
            source=e.source,
            licence=e.licence,
        )
        for f, e in owners.values()
    )


def clashes(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Forms of two entities that read the same (they never link) or look the same."""
    seen: dict[str, tuple[str, Entry]] = {}
    for entry in entries:
        for surface in surfaces_of(entry):
            tokens = tokens_of(surface)
            other = seen.setdefault(key_of(tokens), (surface, entry))
            if other[1] != entry and (other[1].id is None or other[1].id != entry.id):
                alike = all(map(same, tokens, tokens_of(other[0])))
                code = "ambiguous" if alike else "look-alike"
                yield Problem(code, surface, f"{entry.name} clashes with {other[1].name}")
