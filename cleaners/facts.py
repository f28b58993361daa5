"""What moved out of the text, sorted into the record's fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleaners.document import Edit, Span
from cleaners.record import Caption, Copyright, Published

AGENCY_SEPARATOR = re.compile(r"\s*[-–/,;&]\s*|\s+and\s+")
BYLINE_SEPARATOR = re.compile(r"\s*[,;&]\s*|\s+and\s+")
COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\)|\s)*(?P<year>\d{4})(?:\s*[-–]\s*\d{4})?[,.]?\s*(?P<holder>.*?)"
    r"[.,|]?\s*(?:all rights reserved)?[.\s]*",
    re.IGNORECASE,
)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Facts:
    """The fields of a record that come from removed text."""

    headline: str | None = None
    bylines: tuple[str, ...] = ()
    dateline: str | None = None
    published: Published | None = None
    agencies: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()
    copyright: Copyright | None = None
    tags: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    developing: bool = False


def headline_of(edits: Iterable[Edit]) -> str | None:
    """The headline, when an edit moved one out."""
    return next((v for e in edits for field, v in e.facts if field == "headline"), None)


def gather(source: str, edits: Sequence[Edit]) -> Facts:
    """Every fact that the edits moved out, in the order of the source text, each once."""
    found: dict[str, list[str]] = {}
    for edit in sorted(edits, key=lambda e: e.source):
        for field, value in edit.facts:
            found.setdefault(field, []).append(value)

    def first(field: str) -> str | None:
        return found.get(field, [None])[0]

    raw_date, raw_copyright = first("published"), first("copyright")
    return Facts(
        headline=headline_of(edits),
        bylines=_split(found.get("bylines", ()), BYLINE_SEPARATOR),
        dateline=first("dateline"),
        published=published(raw_date) if raw_date else None,
        agencies=_split(found.get("agencies", ()), AGENCY_SEPARATOR),
        credits=tuple(dict.fromkeys(found.get("credits", ()))),
        captions=tuple(_captions(source, edits)),
        copyright=copyright_of(raw_copyright) if raw_copyright else None,
        tags=tuple(dict.fromkeys(found.get("tags", ()))),
        corrections=tuple(found.get("corrections", ())),
        developing="developing" in found,
    )


def published(raw: str) -> Published:
    """A date as printed; `iso` only where it is ISO 8601 already.

    >>> published("2024-06-19").iso, published("06/07/2024").iso
    ('2024-06-19', None)
    """
    found = ISO_DATE.fullmatch(raw.strip())
    return Published(raw=raw, iso=found[0] if found else None)


def copyright_of(raw: str) -> Copyright:
    """The holder and the year of a copyright line.

    >>> copyright_of("Copyright © 2023 ANN All Rights Reserved").holder
    'ANN'
    """
    found = COPYRIGHT.fullmatch(raw.strip())
    if not found:
        return Copyright(raw=raw)
    return Copyright(raw=raw, holder=found["holder"].strip() or None, year=int(found["year"]))


def _split(values: Iterable[str], separator: re.Pattern[str]) -> tuple[str, ...]:
    parts = (part.strip() for value in values for part in separator.split(value))
    return tuple(dict.fromkeys(p for p in parts if p))


def _captions(source: str, edits: Sequence[Edit]) -> Iterable[Caption]:
    """A caption takes the credit that was removed right behind it."""
    moved = sorted((e for e in edits if e.facts), key=lambda e: e.source)
    for n, edit in enumerate(moved):
        facts = dict(edit.facts)
        if "captions" not in facts:
            continue
        credit = facts.get("credits")
        if credit is None and n + 1 < len(moved):
            below = moved[n + 1]
            if below.source.start - edit.source.end <= 2:
                credit = dict(below.facts).get("credits")
        start, end = edit.source
        end = start + len(source[start:end].rstrip())
        yield Caption(text=facts["captions"], credit=credit, span=Span(start, end))
