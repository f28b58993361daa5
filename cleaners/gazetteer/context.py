"""Words around a name that tell whether the name stands alone, and for whom: `context.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_TABLE = tomllib.loads((files("cleaners") / "gazetteer" / "context.toml").read_text("utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(str(_TABLE[name]).split())


def _by_word(name: str) -> Mapping[str, str]:
    return {w: key for key, words in _TABLE[name].items() for w in str(words).split()}


TITLES = _words("titles")
LONGER_NAME = _words("longer_name")
BEFORE_NAME = _words("before_name")
AFFAIRS = _words("affairs")
DIRECTIONS = _words("directions")
DAYS = _words("days")
LINKERS = _words("linkers")
POLITICS = _words("politics")
SPORTS = _words("sports")
NUMBERED = _words("numbered")
KOREAN_FAMILIES = _words("korean_families")
PLACE_BEFORE = _by_word("place_before")
MEANS_ELSE = _by_word("means_else")
ANY = "any"  # the language of a word that several have


@cache
def signs_of(country: str) -> frozenset[str]:
    """Words that show a text to be about a country.

    >>> "American" in signs_of("United States"), "Russia" in signs_of("Russia")
    (True, True)
    """
    words = [w for w in country.lower().replace(";", " ").split() if len(w) > 3]
    every = (*str(_TABLE["peoples"].get(country, "")).split(), *words)
    return frozenset(form for w in every for form in (w.capitalize(), w.upper()))
