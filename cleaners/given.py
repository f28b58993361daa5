"""What is said of an article beside its text: by its page's metadata, or by the columns of its row.

What the text itself says comes first; what is given fills the fields that the text leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from cleaners.dates import iso_day
from cleaners.facts import AGENCY, Facts
from cleaners.people import persons

FIELDS = {  # of a record that can be filled, and what has to be given for each
    "headline": "headline",
    "bylines": "bylines",
    "author": "bylines",
    "agencies": "bylines",
    "published": "published",
    "date": "published",
    "tags": "tags",
}


class Given(NamedTuple):
    """One field's value, and who says so. A field of several values is given several times.

    `field` is one of headline, bylines, published, tags; others are left alone.
    """

    field: str
    value: str
    origin: str


def headline_given(given: Iterable[Given]) -> str | None:
    """The headline that is given, where one is."""
    return next(iter(_values(given, "headline")), None)


def filled(facts: Facts, given: Iterable[Given]) -> tuple[Facts, tuple[tuple[str, str], ...]]:
    """The facts with their empty fields filled; and which fields those are, each with its origin.

    >>> found, origins = filled(Facts(), [Given("published", "2024-06-19T10:27Z", "json-ld")])
    >>> found.date, origins
    ('2024-06-19', (('published', 'json-ld'), ('date', 'json-ld')))
    """
    given = tuple(given)
    lines, dates = _values(given, "bylines"), _values(given, "published")
    names = dict.fromkeys(name for line in lines for name in persons(line))
    people = tuple(n for n in names if not AGENCY.fullmatch(n))
    agencies = tuple(n for n in names if AGENCY.fullmatch(n))
    by_text, by_date = facts.bylines or facts.author, facts.published or facts.date
    found = replace(
        facts,
        headline=facts.headline or headline_given(given),
        bylines=facts.bylines if by_text else people,
        author=facts.author if by_text else lines,
        agencies=facts.agencies or agencies,
        published=facts.published if by_date else next(iter(dates), None),
        date=facts.date if by_date else next(filter(None, map(iso_day, dates)), None),
        tags=facts.tags or _values(given, "tags"),
    )
    by = {g.field: g.origin for g in reversed(given)}
    new = [f for f in FIELDS if getattr(found, f) != getattr(facts, f)]
    return found, tuple((f, by[FIELDS[f]]) for f in new)


def _values(given: Iterable[Given], field: str) -> tuple[str, ...]:
    """What is given for a field, on one line each, once each."""
    values = (" ".join(g.value.split()) for g in given if g.field == field)
    return tuple(dict.fromkeys(v for v in values if v))
