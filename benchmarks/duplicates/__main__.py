"""How well, and how fast, the same story is found twice.

    python -m benchmarks.duplicates quality [--stories 400] [--corpus FILE.jsonl]
    python -m benchmarks.duplicates speed STORE [--articles 200000] [--join memory|duckdb]
    python -m benchmarks.duplicates join FOLDER memory|duckdb [--bodies 1000000]

`quality` makes copies of stories (of a corpus of {text} rows, where one is given) and look-alikes.
`speed` fills STORE with made records when it is empty; it may be run again on the same one. `join`
is about the join alone, over made keys.
"""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.duplicates import joins, quality, speed


def main() -> None:
    """Print what was measured."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ways = ask.add_subparsers(required=True, dest="way")
    well = ways.add_parser("quality")
    well.add_argument("--stories", type=int, default=400)
    well.add_argument("--corpus", type=Path)
    fast = ways.add_parser("speed")
    fast.add_argument("store", type=Path)
    fast.add_argument("--articles", type=int, default=200_000)
    fast.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    fast.add_argument("--join", choices=("auto", "memory", "duckdb"), default="auto")
    alone = ways.add_parser("join")
    alone.add_argument("folder", type=Path)
    alone.add_argument("where", choices=("memory", "duckdb"))
    alone.add_argument("--bodies", type=int, default=1_000_000)
    args = ask.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    if args.way == "quality":
        lines = well_found(args.corpus, args.stories)
    elif args.way == "speed":
        lines = speed.measure(args.store, args.articles, args.processes, args.join)
    else:
        lines = joins.measure(args.folder, args.bodies, args.where)
    for line in lines:
        print(line, flush=True)


def well_found(path: Path | None, stories: int) -> Iterator[str]:
    """What was found of the copies of a corpus, or of made stories."""
    bases = corpus(path) if path else quality.stories(stories)
    with tempfile.TemporaryDirectory() as store:
        yield from quality.measure(Path(store), quality.made(bases, 300))


def corpus(path: Path) -> list[str]:
    """The texts of a file of rows that are long enough to be cut in half."""
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    return [text for text in texts if len(text) > 800]


if __name__ == "__main__":
    main()
