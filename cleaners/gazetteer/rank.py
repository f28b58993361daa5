"""How far a name may be trusted: linked by itself, only in a fitting context, or never.

A leader's full name is known to every reader. A member of a parliament may share his with a baker,
a small town with a family, and a club with its city: those need a second sign in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cleaners.gazetteer.entry import Entry, Links
from cleaners.gazetteer.letters import fold, tokens_of
from cleaners.gazetteer.prepare import is_generic
from cleaners.gazetteer.words import is_common, is_word

LEADER = re.compile(
    r"\b(?:President(?! of the (?:Senate|National|Chamber))|Prime Minister|Premier|Chancellor"
    r"|Vice President|[Cc]hief of state|[Hh]ead of government|Supreme Leader|King|Queen"
    r"|Secretary-General|Taoiseach|Minister (?:of|for) (?:Foreign|Defen[cs]e|External|Finance)"
    r"|Secretary of (?:State|Defense)|Foreign (?:Secretary|Minister)|Pope|General Secretary)\b"
)
LESSER = re.compile(r"Deputy|Parliamentary|Shadow|Under")
POPULATION = re.compile(r"city (\d+)k")
RARE = 2  # at most so many persons bear a word of a rare name
SAINTS = ("San", "Santa", "Santo", "São", "Saint", "St", "La", "El", "Los", "Las")  # many places
BIG_CITY = 1_000_000


def population(e: Entry) -> int:
    """Inhabitants of a city, 0 for what is none.

    >>> population(Entry("place", "Raleigh", role="city 482k gn:4487042"))
    482000
    """
    found = POPULATION.search(e.role)
    return int(found[1]) * 1000 if found else 0


def weight(e: Entry) -> int:
    """How likely a bare name means this entity, beside others of the same name."""
    if e.kind == "organisation":
        return 400_000
    if e.kind == "person":
        return 10_000_000 if LEADER.search(e.role) else 1_000_000
    if "country" in e.role:
        return 1_000_000_000
    if "capital" in e.role:
        return 5 * max(population(e), 2_000_000)
    if population(e):
        return population(e)
    if "birthplace" in e.role and "region" not in e.role:
        return 30_000
    return 30_000_000 if "United States" in e.country else 1_500_000


def ranked(entries: Iterable[Entry], bearers: Counter[str]) -> list[Entry]:
    """The entries with their trust."""
    return [e._replace(links=links_of(e, bearers)) for e in entries]


def links_of(e: Entry, bearers: Counter[str]) -> Links:
    """The trust one entry deserves. `bearers` counts the persons that bear a word.

    >>> links_of(Entry("place", "Bergweiler", role="birthplace of a politician"), Counter())
    'context'
    """
    tokens = tokens_of(e.name)
    if e.kind == "person":
        return _person(e, tokens, bearers)
    if e.kind == "place":
        return _place(e, tokens, bearers)
    return _organisation(e, tokens, bearers)


def _person(e: Entry, tokens: tuple[str, ...], bearers: Counter[str]) -> Links:
    if e.source.startswith("factbook") or (LEADER.search(e.role) and not LESSER.search(e.role)):
        return "alone"
    first, last = bearers[fold(tokens[0])], bearers[fold(tokens[-1])]
    rare = min(first, last) <= RARE and not any(map(is_word, (tokens[-1], tokens[0])))
    return "alone" if rare else "context"


def _place(e: Entry, tokens: tuple[str, ...], bearers: Counter[str]) -> Links:
    if "country" in e.role:
        return "alone"
    if "capital" not in e.role and (e.country in ("Vietnam", "Viet Nam") or tokens[0] in SAINTS):
        return "context"
    person_like = len(tokens) == 1 and bearers[fold(tokens[0])] > 0
    common = is_generic(tokens)
    if "capital" in e.role or population(e) >= BIG_CITY:
        doubtful = common or (person_like and population(e) < BIG_CITY)
        return "context" if doubtful else "alone"
    if "region" in e.role and len(e.name) > 4:
        return "context" if common or person_like else "alone"
    return "context"


def _organisation(e: Entry, tokens: tuple[str, ...], bearers: Counter[str]) -> Links:
    if is_generic(tokens):
        return "never"
    if len(tokens) > 1:
        sure = any(not is_common(t) and len(t) > 2 for t in tokens)
        if e.role == "political party":
            return "context" if sure else "never"
        return "alone" if sure else "never"
    name = tokens[0]  # `Seria`, `República`: a single word is a word of some language
    if e.role.startswith(("international", "news agency")):
        return "alone" if len(name) > 3 or e.id else "never"
    plain = not is_word(name) and not bearers[fold(name)] and len(name) > 5
    return "alone" if plain and e.role.startswith("terrorist") else "never"
