"""What a run did, as a table on the terminal.

Texts of articles are untrusted: control characters and markup never reach the terminal.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaners import Record
from flows.places import Place
from flows.rejected import where
from flows.runs import Report
from flows.sinks import RECORDS, REJECTS, REPORTS, files_in, records, rejects
from flows.tally import REPAIRS, class_of
from flows.terminal import shown

MORE = {
    "changed": "with other bytes than before; what was made of the older ones is kept",
    "upgraded": "redone because the rules or the profile have changed",
    "decided": "redone because of what people have decided",
    "forgotten": "forgotten and not cleaned again (`copydesk forget --recall` lifts that)",
    "withdrawn": "withdrawn, because gone from SOURCE",
    "outdated": "outdated among the unchanged: other furniture of the site is known now, which "
    "--refresh heeds",
}
MOST = 30  # rows of the table; a longer list is not read


def show(store: Place, report: Report, console: Console | None = None) -> None:
    """The table of a small store's records, its rejects, the counts of a run, where things are."""
    out, counts = console or Console(), report.counts
    total = len(files_in(store, RECORDS))
    if counts["in"] and 0 < total <= MOST:
        out.print(table(list(records(store))))
    for reject in islice(rejects(store), MOST if counts["in"] else 0):
        line = Text("reject ", style="red")
        text = f"{shown(reject.id, 60)}{where(reject)}  {reject.code}: {reject.message}"
        out.print(line + _plain(text, 240), soft_wrap=True)
    out.print(
        f"{counts['in']:,} in: {counts['clean']:,} clean, {counts['unchanged']:,} unchanged, "
        f"{counts['rejected']:,} rejected"
    )
    earlier = len(files_in(store, REJECTS)) - counts["rejected"] if counts["in"] else 0
    if earlier > 0:
        out.print(f"{earlier:,} more rejected in earlier runs", soft_wrap=True)
    for key, meaning in MORE.items():
        if counts.get(key):
            out.print(f"{counts[key]:,} {meaning}", soft_wrap=True)
    for columns, rows in report.columns.items():
        out.print(Text(f"{rows:,} rows: {shown(columns, 300)}"), soft_wrap=True)
    if not counts["in"]:
        out.print("Nothing to do: no article was found. docs/sources.md names the formats.")
    out.print(
        Text(f"{total:,} record{'' if total == 1 else 's'} in {store / RECORDS}"), soft_wrap=True
    )
    out.print(Text(f"report: {store / REPORTS / report.run}.md"), soft_wrap=True)


def table(found: Sequence[Record]) -> Table:
    """One row for each record, narrow enough for a terminal of 80 columns."""
    out = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", padding=(0, 1, 1, 0))
    out.add_column("article", no_wrap=True, max_width=12)
    out.add_column("lang", no_wrap=True)
    for name in ("headline", "lines removed", "repairs, names, flags"):
        out.add_column(name, ratio=1)
    for record in found:
        fixed = _counted(Counter(map(_stage, repairs(record))))
        doubts = _counted(Counter(_stage(f.code) for f in record.flags))
        out.add_row(
            _plain(record.id, 60),
            _plain(record.language.code or "?", 7),
            _plain(record.headline or "–", 90),
            _plain(removed(record), 160),
            Text(f"repairs: {fixed}\nnames: {names(record)}\nflags: {doubts}"),
        )
    return out


def removed(record: Record) -> str:
    """Lines and parts of lines that left the text, by class."""
    kinds = filter(None, (class_of(e.rule, e.after, e.kind) for e in record.edits))
    return _counted(Counter(kind.replace("_", " ") for kind in kinds))


def repairs(record: Record) -> list[str]:
    """The rules that repaired something in a record, once for each repair."""
    return [e.rule for e in record.edits if e.rule.startswith(REPAIRS)]


def names(record: Record) -> str:
    """How many mentions were linked, and how many names were spelled one way."""
    spelled = sum(e.rule == "names.spell" for e in record.edits)
    return f"{len(record.entities)} linked" + (f", {spelled} spelled" if spelled else "")


def _plain(text: str, most: int) -> Text:
    """Text without control characters or markup, cut to so many characters."""
    return Text(shown(text, most))


def _counted(found: Mapping[str, int]) -> str:
    return ", ".join(f"{k} {v}" if v > 1 else k for k, v in sorted(found.items())) or "–"


def _stage(rule: str) -> str:
    return rule.partition(".")[0]
