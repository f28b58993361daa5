"""What a run did, for people: a table on the terminal, a few lines of markdown for Prefect.

Texts of articles are untrusted: control characters and markup never reach the terminal.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaners import Record
from cleaners.rule import kind_of
from flows.manifest import RECORD
from flows.sinks import records, rejects

MOST = 30  # rows of the table; a longer list is not read
REPAIRS = ("characters.", "translation.", "names.look-alike")
REMOVALS = ("boilerplate.", "repeats.")


def show(store: Path, counts: Mapping[str, int], console: Console | None = None) -> None:
    """The table of a store's records, its rejects, the counts of the run, and where things are."""
    out = console or Console()
    total = len(list((store / "records").glob("*.json")))
    if 0 < total <= MOST:
        out.print(table(list(records(store))))
    for reject in list(rejects(store))[:MOST]:
        line = Text("reject ", style="red")
        out.print(line + plain(f"{reject.code}  {reject.message}", 160), soft_wrap=True)
    out.print(
        f"{counts['in']} in: {counts['clean']} clean, {counts['unchanged']} unchanged, "
        f"{counts['rejected']} rejected"
    )
    if not counts["in"]:
        out.print("Nothing to do: no .txt, .md or .jsonl file was found.")
    out.print(Text(f"{total} records in {store / 'records'}"), soft_wrap=True)


def table(found: Sequence[Record]) -> Table:
    """One row for each record."""
    out = Table(
        box=None, pad_edge=False, header_style="bold", show_edge=False, padding=(0, 2, 1, 0)
    )
    for name in ("article", "lang", "headline", "lines removed", "repairs", "names", "flags"):
        out.add_column(name, overflow="fold")
    for record in found:
        out.add_row(
            plain(record.id, 24),
            plain(record.language.code or "?", 7),
            plain(record.headline or "–", 60),
            plain(removed(record), 120),
            str(sum(e.rule.startswith(REPAIRS) for e in record.edits)),
            names(record),
            plain(_counted(Counter(f.code for f in record.flags)), 90),
        )
    return out


def removed(record: Record) -> str:
    """Lines and parts of lines that left the text, by class."""
    kinds = (
        e.kind or kind_of(e.rule) or e.rule
        for e in record.edits
        if e.rule.startswith(REMOVALS) and not e.after
    )
    return _counted(Counter(kinds))


def names(record: Record) -> str:
    """How many mentions were linked, and how many names were spelled one way."""
    spelled = sum(e.rule == "names.spell" for e in record.edits)
    return f"{len(record.entities)} linked, {spelled} spelled"


def as_markdown(result: Mapping[str, int], counts: Mapping[str, int]) -> str:
    """The counts of a run as a small table; no text of any article."""
    lines = ["| | |", "|---|---:|", *(f"| {k} | {v:,} |" for k, v in result.items())]
    reasons = {k: v for k, v in counts.items() if k not in (RECORD, "unchanged") and v}
    lines += [f"| rejected: {k} | {v:,} |" for k, v in sorted(reasons.items())]
    return "\n".join(lines) + "\n"


def plain(text: str, most: int) -> Text:
    r"""Text without control characters or markup, cut to so many characters.

    >>> plain("red \x1b[31m [bold]x[/]", 40).plain
    'red �[31m [bold]x[/]'
    """
    safe = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return Text(safe if len(safe) <= most else safe[: most - 1] + "…")


def _counted(found: Mapping[str, int]) -> str:
    return ", ".join(f"{k} {v}" if v > 1 else k for k, v in sorted(found.items())) or "–"
