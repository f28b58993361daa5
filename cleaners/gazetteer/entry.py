"""One row of a gazetteer: who or what is meant, how it is written, and where that was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["person", "place", "organisation"]
Links = Literal["alone", "context", "never"]
KINDS: dict[str, Kind] = {
    "person": "person",
    "place": "place",
    "organisation": "organisation",
    "org": "organisation",
}
LINKS: dict[str, Links] = {"": "alone", "alone": "alone", "context": "context", "never": "never"}
NEEDED = ("kind", "name", "source", "licence")
OTHER = ("id", "aliases", "country", "role", "family", "cues", "ap", "links", "reason")
SYNONYMS = {"family_name": "family"}


class GazetteerError(ValueError):
    """A gazetteer that cannot be used; the message names the file and the line."""


class Entry(NamedTuple):
    """One person, place or organisation.

    `id` is a Wikidata identifier, from data only. `family` is the part of a person's name that may
    stand alone once the text has named the person; `cues` are titles that name a person together
    with it (`Russian President Putin`). `ap` is the spelling of the news agencies. `links` says
    whether a mention is linked by itself, only in a fitting context, or never.
    """

    kind: Kind
    name: str
    id: str | None = None
    aliases: tuple[str, ...] = ()
    country: str = ""
    role: str = ""
    family: str | None = None
    cues: tuple[str, ...] = ()
    ap: str | None = None
    links: Links = "alone"
    source: str = ""
    licence: str = ""


def parse(tsv: str, where: str) -> Iterator[Entry]:
    """The rows of one table; its first line names the columns, in any order.

    `kind`, `name`, `source` and `licence` are needed. `where` names the table in errors.

    >>> row = "kind\\tname\\tsource\\tlicence\\nplace\\tOslo\\tmine\\tCC0"
    >>> [e.name for e in parse(row, "x.tsv")]
    ['Oslo']
    >>> list(parse("kind\\tname\\nplace\\tPyongyang", "x.tsv"))
    Traceback (most recent call last):
    ...
    cleaners.gazetteer.entry.GazetteerError: x.tsv, line 1: no column source; add it
    """
    rows = [r for r in tsv.split("\n") if r]
    columns = [SYNONYMS.get(c, c) for c in rows[0].split("\t")] if rows else []
    for column in NEEDED:
        if column not in columns:
            raise GazetteerError(f"{where}, line 1: no column {column}; add it")
    for column in columns:
        if column not in (*NEEDED, *OTHER):
            known = ", ".join((*NEEDED, *OTHER))
            raise GazetteerError(f"{where}, line 1: unknown column {column!r}; known are {known}")
    for n, row in enumerate(rows[1:], 2):
        cells = row.split("\t")
        if len(cells) != len(columns):
            found = f"found {len(cells)} columns, expected {len(columns)}"
            raise GazetteerError(f"{where}, line {n}: {found}")
        yield _entry(dict(zip(columns, cells, strict=True)), f"{where}, line {n}")


def _entry(row: dict[str, str], where: str) -> Entry:
    for column in NEEDED:
        if not row[column].strip():
            raise GazetteerError(f"{where}: {column} is empty; every row needs one")
    kind, links = KINDS.get(row["kind"]), LINKS.get(row.get("links", ""))
    if kind is None or links is None:
        raise GazetteerError(
            f"{where}: kind {row['kind']!r} or links {row.get('links')!r} is unknown; "
            f"expected one of {', '.join(KINDS)} and one of {', '.join(filter(None, LINKS))}"
        )
    return Entry(
        kind=kind,
        name=row["name"].strip(),
        id=row.get("id") or None,
        aliases=_parts(row.get("aliases", "")),
        country=row.get("country", ""),
        role=row.get("role", ""),
        family=row.get("family") or None,
        cues=_parts(row.get("cues", "")),
        ap=row.get("ap") or None,
        links=links,
        source=row["source"],
        licence=row["licence"],
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(a.strip() for a in cell.split("|") if a.strip())
