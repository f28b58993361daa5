"""Copydesk and the tools a user would otherwise pick, side by side on labelled data.

    python -m benchmarks.accuracy GOLD_DIR [--lines LINES.jsonl.gz]

See docs/accuracy.md. Nothing is downloaded; a tool that is missing is named.
"""

import argparse
import platform
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from benchmarks.accuracy.tools import INSTALL, Missing, Tool, available
from benchmarks.extraction import REGIMES, Extracted, measure, read_extracted
from flows.evaluate import read_labelled
from flows.fault import Fault
from flows.measure import Labelled, removal

Row = tuple[str | float, ...]
GOLD = ("junk removed %", "story lost %", "articles harmed %", "refused")
LINES = ("F1 %", "body lost %", "junk lines removed %", "harmed %", "perfect %", "refused")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table for each data set; returns the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    ask = argparse.ArgumentParser(prog="benchmarks.accuracy", description=__doc__.split("\n")[0])
    ask.add_argument("gold", type=Path, metavar="GOLD_DIR", help="articles.jsonl, labels.jsonl")
    ask.add_argument("--lines", type=Path, metavar="FILE", help="extracted lines, JSONL or .gz")
    options = ask.parse_args(given)
    try:
        for line in report(options.gold, options.lines, shlex.join(given)):
            print(line, flush=True)
    except Fault as e:
        print(f"accuracy: {e}", file=sys.stderr)
        return 2
    return 0


def report(gold: Path, lines: Path | None, command: str) -> Iterator[str]:
    """The whole output: date and command, who takes part, a table for each data set."""
    articles = read_labelled(gold)
    documents = read_extracted(lines) if lines else ()
    yield f"{date.today()}, Python {platform.python_version()}"
    yield f"$ python -m benchmarks.accuracy {command}"
    found = list(available())
    tools = [t for t in found if isinstance(t, Tool)]
    yield ""
    yield from (f"  {t.name}: {t.source if isinstance(t, Tool) else t.reason}" for t in found)
    yield from _gold_table(articles, tools, gold)
    if lines and find_spec("rapidfuzz") is None:
        yield f"\n{lines}: not measured, rapidfuzz is missing: {INSTALL}"
    elif lines:
        yield from _lines_tables(documents, tools, lines)
    if any(isinstance(t, Missing) for t in found):
        yield "\nSome tools did not run: see above."


def _gold_table(articles: Sequence[Labelled], tools: Sequence[Tool], source: Path) -> Iterator[str]:
    rows: list[Row] = []
    for tool in tools:
        texts, refused = _run(tool, [(a.text, a.url) for a in articles])
        done = removal(articles, texts)
        rows.append((tool.name, done.junk_removed, done.real_lost, done.harmed, refused))
    yield f"\n{source}: {len(articles)} labelled articles"
    yield from table(("tool", *GOLD), rows)


def _lines_tables(
    documents: Sequence[Extracted], tools: Sequence[Tool], source: Path
) -> Iterator[str]:
    rows: dict[str, list[Row]] = {regime: [] for regime in REGIMES}
    for tool in tools:
        for regime in REGIMES:
            part = [d for d in documents if regime in d.groups]
            texts, refused = _run(tool, [(d.text, d.url) for d in part])
            done = measure(part, texts).get(regime)
            if done:
                rows[regime].append((tool.name, *done[1:], refused))
    for regime in REGIMES:
        count = sum(regime in d.groups for d in documents)
        yield f"\n{source}, {regime}: {count} documents"
        yield from table(("tool", *LINES), rows[regime])


def _run(tool: Tool, texts: Sequence[tuple[str, str | None]]) -> tuple[list[str], int]:
    """What is left of every text, and how many were refused whole: nothing is left of those."""
    left = [tool.clean(text, url) for text, url in texts]
    return [text or "" for text in left], sum(text is None for text in left)


def table(head: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    """Rows of a Markdown table, in columns of equal width.

    >>> print("\\n".join(table(("tool", "F1 %"), [("nothing", 93.2)])))
    | tool    |  F1 % |
    |---------|------:|
    | nothing | 93.20 |
    """
    cells = [[f"{c:.2f}" if isinstance(c, float) else str(c) for c in row] for row in rows]
    wide = [max(map(len, column)) for column in zip(head, *cells, strict=True)]

    def line(row: Sequence[str], pad: Callable[[str, int], str] = str.rjust) -> str:
        first, *rest = zip(row, wide, strict=True)
        return " | ".join(("| " + first[0].ljust(first[1]), *(pad(c, w) for c, w in rest))) + " |"

    yield line(head)
    yield "|-" + "-" * wide[0] + "-|" + "|".join("-" * (w + 1) + ":" for w in wide[1:]) + "|"
    yield from map(line, cells)


if __name__ == "__main__":
    sys.exit(main())
