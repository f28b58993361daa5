"""What a store has learned of its sites: a table that a person can read and edit.

Each row of `sites.tsv` is one line of one site. `use` says what it is: `learned` rows come and go
with every `copydesk sites learn`; a person writes `always` or `never`, and those rows stay.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cleaners import Record
from cleaners.sites import Site, learn, normal
from flows.fault import Fault
from flows.manifest import files_by_site, opened, remember_learned, sites_to_learn
from flows.overlap import ahead, hands
from flows.places import Place
from flows.sinks import read_record, write_whole

NAME = "sites.tsv"
COLUMNS = ("site", "use", "articles", "line")
USES = ("learned", "always", "never")
LEARN_FROM = 2_000  # articles of one site; more teach nothing new and cost memory
PAGE_RULES = re.compile(r"(?:boilerplate|repeats|decisions\.remove)\b")


class Row(NamedTuple):
    """One line of one site, and how many of its distinct articles print it."""

    site: str
    use: str
    articles: int
    line: str


def read_rows(store: Place) -> tuple[Row, ...]:
    """The table of a store; empty when nothing was learned. Raises Fault for a bad row."""
    path = store / NAME
    try:
        lines = path.read_bytes().decode().split("\n")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as e:
        reason = e.strerror if isinstance(e, OSError) else "no UTF-8"
        raise Fault(f"{path}: {reason}; mend it, or delete it to learn anew") from None
    if lines and tuple(lines[0].split("\t")) != COLUMNS:
        raise Fault(f"{path}, line 1: expected the columns {', '.join(COLUMNS)}, parted by tabs")
    return tuple(_row(path, n, line) for n, line in enumerate(lines[1:], 2) if line.strip())


def sites_of(rows: Iterable[Row]) -> dict[str, Site]:
    """What `clean` is given for each site: the lines in use."""
    lines: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.use != "never":
            lines[row.site].add(normal(row.line))
    for row in rows:
        if row.use == "never":
            lines[row.site].discard(normal(row.line))
    return {name: Site(name, frozenset(found)) for name, found in lines.items() if found}


def learn_sites(store: Place, names: Iterable[str] | None = None) -> dict[str, int]:
    """Learn the furniture of some sites anew, or of all; returns how many lines each has.

    What a person has decided stays. The table is replaced as a whole. A site of many articles is
    learned from those with the smallest digests: lots that fall the same each time.
    """
    with opened(store) as base:
        return _learn(store, base, names)


def learn_due(store: Place, base: sqlite3.Connection) -> None:
    """Learn the sites that have grown by a tenth since they were learned."""
    due = sites_to_learn(base)
    if due:
        _learn(store, base, due)


def _learn(store: Place, base: sqlite3.Connection, names: Iterable[str] | None) -> dict[str, int]:
    files = files_by_site(base)
    chosen = sorted(files if names is None else set(names) & set(files))
    before = read_rows(store)
    kept = [r for r in before if r.site not in chosen or r.use != "learned"]
    decided = {(r.site, normal(r.line)) for r in kept}
    for name in chosen:
        with hands(store) as executor:
            read = ahead(executor, lambda file: read_record(store / file), files[name][:LEARN_FROM])
            found = learn(map(_lines, read))
        rows = (Row(name, "learned", f.articles, f.line) for f in found)
        kept += [r for r in rows if (r.site, r.line) not in decided]
    if kept != list(before):
        write_rows(store, kept)
    remember_learned(base, chosen)
    return {name: sum(r.site == name and r.use != "never" for r in kept) for name in chosen}


def forget_site(store: Place, name: str) -> int:
    """Take all lines of a site out of the table; returns how many there were."""
    rows = read_rows(store)
    kept = [r for r in rows if r.site != name]
    if len(kept) < len(rows):
        write_rows(store, kept)
    return len(rows) - len(kept)


def write_rows(store: Place, rows: Iterable[Row]) -> None:
    """Replace the table, whole or not at all."""
    ordered = sorted(rows, key=lambda r: (r.site, -r.articles, r.line))
    lines = ["\t".join(COLUMNS), *("\t".join(map(str, row)) for row in ordered)]
    write_whole(store / NAME, "".join(f"{line}\n" for line in lines).encode())


def chosen(sites: Mapping[str, Site], names: Iterable[str | None]) -> dict[str, Site]:
    """The sites a shard needs."""
    return {name: sites[name] for name in names if name is not None and name in sites}


def _lines(record: Record) -> list[str]:
    """Every line of an article after its repairs: those that stayed and those that went."""
    gone = (e.before for e in record.edits if PAGE_RULES.match(e.rule))
    return [line for part in (record.text, *gone) for line in part.split("\n")]


def _row(path: Place, n: int, line: str) -> Row:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS) or cells[1] not in USES or not cells[2].isdecimal():
        raise Fault(
            f"{path}, line {n}: expected site, one of {'/'.join(USES)}, a number and a line, "
            f"parted by tabs; found {line[:80]!r}"
        )
    return Row(cells[0], cells[1], int(cells[2]), cells[3])
