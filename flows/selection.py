"""Which records of a store are wanted, and reading them one by one, in the order of their ids."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cleaners.record import Article, Record
from cleaners.sites import site_of
from flows.fault import Fault
from flows.manifest import NAME, PRESENT, RECORD, Row, known, opened, page
from flows.sinks import read_record

UNKNOWN = "unknown"  # the language of a record that names none
ANY = "any"
MOST = 10  # of what there is that are named


@dataclass(frozen=True)
class Selection:
    """What records must be like. An empty part asks for nothing.

    `since` and `until` are days, both inside. A flag is named by its code, by its stage, or is
    `any`. `without_copies` leaves out what is a copy of another record.
    """

    languages: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    with_flags: tuple[str, ...] = ()
    without_flags: tuple[str, ...] = ()
    without_copies: bool = False

    def why_not(self, record: Article) -> str | None:
        """What speaks against a record; None when it is wanted."""
        if self.languages and (record.language.code or UNKNOWN) not in self.languages:
            return "other language"
        if self.sites and site_of(record.source.url) not in self.sites:
            return "other site"
        if self.since or self.until:
            day = day_of(record)
            if day is None:
                return "no date"
            if (self.since and day < self.since) or (self.until and day > self.until):
                return "other date"
        codes = [flag.code for flag in record.flags]
        if any(not _has(codes, wanted) for wanted in self.with_flags):
            return "lacks a flag"
        if any(_has(codes, unwanted) for unwanted in self.without_flags):
            return "flagged"
        return None


ALL = Selection()


@dataclass
class Count:
    """How many records a store holds, why some were left out, and what was met on the way."""

    held: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)

    def meet(self, record: Record) -> None:
        """Note what a record that was read could have been chosen by."""
        self.languages[record.language.code or UNKNOWN] += 1
        self.flags.update({flag.code for flag in record.flags})


def chosen(
    store: Path, selection: Selection = ALL, count: Count | None = None
) -> Iterator[tuple[Row, Record]]:
    """The records of a store that are wanted, with what the manifest says of them.

    No more than one is held, and no run is kept from writing meanwhile. A record that is withdrawn
    while this goes on is left out.

    Raises Fault for a folder that is no store, and for a record that is damaged or lost.
    """
    count = count or Count()
    copies = copies_in(store) if selection.without_copies else frozenset()
    for row in _rows(store):
        count.held += 1
        count.sites[row.site or UNKNOWN] += 1
        if row.id in copies:
            count.left_out["copy"] += 1
        elif selection.sites and row.site not in selection.sites:
            count.left_out["other site"] += 1
        elif (record := read(store, row)) is None:
            count.held -= 1
        else:
            count.meet(record)
            if reason := selection.why_not(record):
                count.left_out[reason] += 1
            else:
                yield row, record


def unmet(selection: Selection, count: Count) -> Iterator[str]:
    """The filters that fit no record that was looked at, each with what there is instead.

    >>> list(unmet(Selection(languages=("DE", "en")), Count(2, languages=Counter(de=1, en=1))))
    ['language DE fits no record; there is: de, en']
    """
    flags = (*selection.with_flags, *selection.without_flags)
    for what, wanted, met in (
        ("language", selection.languages, count.languages),
        ("site", selection.sites, count.sites),
        ("flag", flags, count.flags),
    ):
        there = ", ".join(sorted(sorted(met), key=met.__getitem__, reverse=True)[:MOST]) or "none"
        fits = _has if what == "flag" else list.__contains__
        for value in dict.fromkeys(wanted):
            if not fits(sorted(met), value):
                yield f"{what} {value} fits no record; there is: {there}"


def read(store: Path, row: Row) -> Record | None:
    """The record of a row; None when it was withdrawn after the row was read."""
    path = store / row.file
    try:
        return read_record(path)
    except FileNotFoundError:
        with opened(store, read_only=True) as base:
            now = known(base, [row.id]).get(row.id)
        if now is None or (now.outcome, now.state) != (RECORD, PRESENT):
            return None
        raise Fault(f"{path}: lost; run `copydesk run` again, it makes it anew") from None


def copies_in(store: Path) -> frozenset[str]:
    """The records that are copies of others. Raises Fault when nobody has looked for them."""
    from flows.duplicates.table import NAME as DUPLICATES
    from flows.duplicates.table import copies

    if not (store / DUPLICATES).is_file():
        raise Fault(
            f"{store}: nobody has looked for duplicates yet; `copydesk duplicates update` does"
        )
    return copies(store)


def day_of(record: Article) -> date | None:
    """The day a record was published, where the page names one."""
    try:
        return date.fromisoformat(record.date) if record.date else None
    except ValueError:
        return None


def _rows(store: Path) -> Iterator[Row]:
    """Every present record, read in pages: between two of them a run may write."""
    if not (store / NAME).is_file():
        raise Fault(f"{store}: no store; expected a folder that `copydesk run` made")
    after = ""
    with opened(store, read_only=True) as base:
        while found := page(base, after):
            yield from found
            after = found[-1].id


def _has(codes: list[str], wanted: str) -> bool:
    """Whether a flag is among some, by its code, its stage, or whatever it is.

    >>> _has(["names.look-alike"], "names"), _has(["names.look-alike"], "name"), _has([], "any")
    (True, False, False)
    """
    return any(wanted in (ANY, code, code.partition(".")[0]) for code in codes)
