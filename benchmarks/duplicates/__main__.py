"""How well, and how fast, the same story is found twice.

    python -m benchmarks.duplicates quality [--stories 400] [--corpus FILE.jsonl]
    python -m benchmarks.duplicates speed STORE [--articles 200000] [--join memory|duckdb]

`quality` makes copies of stories (of a corpus of {text} rows, where one is given) and look-alikes.
`speed` fills STORE with made records when it is empty; it may be run again on the same one.
"""

import argparse
import json
import os
import platform
import tempfile
from pathlib import Path

from benchmarks.duplicates import quality, speed


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
    args = ask.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    if args.way == "speed":
        for line in speed.measure(args.store, args.articles, args.processes, args.join):
            print(line, flush=True)
        return
    bases = corpus(args.corpus) if args.corpus else quality.stories(args.stories)
    with tempfile.TemporaryDirectory() as store:
        for line in quality.measure(Path(store), quality.made(bases, 300)):
            print(line)


def corpus(path: Path) -> list[str]:
    """The texts of a file of rows that are long enough to be cut in half."""
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    return [text for text in texts if len(text) > 800]


if __name__ == "__main__":
    main()
