"""The command: `python -m benchmarks.speed [ROW …]`; without a row, all of them."""

import argparse
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.speed.measure import DifferError
from benchmarks.speed.rows import ROWS, How, table

TOOLS = ("ftfy", "langdetect", "pydantic", "datatrove", "py-data-juicer")


def main() -> int:
    """Measure and print; 1 where outputs differ that must agree."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    ask.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}")
    ask.add_argument("--articles", type=int, default=300)
    ask.add_argument("--pairs", type=int, default=5)
    ask.add_argument("--corpus", type=Path, metavar="FILE", help="JSONL rows {id, text}")
    ask.add_argument("--datatrove", default=sys.executable, metavar="PYTHON", help="which has it")
    ask.add_argument("--juicer", default=sys.executable, metavar="PYTHON", help="which has it")
    given = ask.parse_args()
    if odd := sorted(set(given.rows) - ROWS.keys()):
        ask.error(f"no row {', '.join(odd)}; there are {', '.join(ROWS)}")
    how = How(given.articles, given.pairs, given.corpus, given.datatrove, given.juicer)
    print(f"Python {platform.python_version()}, {_versions()}; {platform.machine()}")
    try:
        for line in table(how, given.rows or list(ROWS)):
            print(line, flush=True)
    except DifferError as e:
        print(f"refused: {e}", file=sys.stderr)
        return 1
    return 0


def _versions() -> str:
    found = []
    for tool in TOOLS:
        try:
            found.append(f"{tool} {version(tool)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


if __name__ == "__main__":
    sys.exit(main())
