"""CPU of `copydesk clean --jsonl` against a script that only calls `ftfy.fix_text`.

    python -m benchmarks.speed [--articles 400] [--runs 5] [--corpus FILE.jsonl]

Both run as whole processes over the same articles, in turn. Trust the ratio, not the seconds: the
machine's speed drifts, and both runs of a pair drift with it. The corpus is made from the seeds
(paragraphs drawn with a fixed seed) unless a JSONL file of {id, text} rows is given.
"""

import argparse
import json
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FTFY = (
    "import ftfy, json, sys\n"
    "for line in sys.stdin:\n"
    "    row = json.loads(line)\n"
    "    row['text'] = ftfy.fix_text(row['text'])\n"
    "    print(json.dumps(row, ensure_ascii=False))\n"
)
COPYDESK = (sys.executable, "-m", "flows.cli", "clean", "--jsonl", "-")


def corpus(articles: int) -> str:
    """Articles of about 3 kB, made of the seeds' own paragraphs and page furniture."""
    draw = random.Random(0)
    seeds = [p.read_text("utf-8").split("\n") for p in sorted((ROOT / "seeds").glob("*.txt"))]
    rows = []
    for n in range(articles):
        frame = draw.choice(seeds)
        middle = [draw.choice(draw.choice(seeds)) for _ in range(12)]
        text = "\n".join((*frame[:4], *middle, *frame[-4:]))
        rows.append(json.dumps({"id": str(n), "text": text}, ensure_ascii=False))
    return "\n".join(rows) + "\n"


def cpu(command: tuple[str, ...], feed: str) -> float:
    """User and system seconds of one whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as out:
        subprocess.run(command, input=feed.encode(), stdout=out, cwd=ROOT, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print each pair and the median ratio."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--articles", type=int, default=400)
    ask.add_argument("--runs", type=int, default=5)
    ask.add_argument("--corpus", type=Path)
    args = ask.parse_args()
    feed = args.corpus.read_text("utf-8") if args.corpus else corpus(args.articles)
    pairs = []
    for _ in range(args.runs):
        pairs.append((cpu(COPYDESK, feed), cpu((sys.executable, "-c", FTFY), feed)))
        print(f"copydesk {pairs[-1][0]:.2f} s, ftfy {pairs[-1][1]:.2f} s CPU", file=sys.stderr)
    ratios = sorted(a / b for a, b in pairs)
    print(f"articles {feed.count(chr(10))}, {len(feed.encode()) / 1e6:.1f} MB, {args.runs} pairs")
    print(f"CPU ratio copydesk / ftfy: median {statistics.median(ratios):.2f}", end=" ")
    print(f"({ratios[0]:.2f} to {ratios[-1]:.2f})")
    print(f"Python {platform.python_version()}, ftfy {version('ftfy')}")


if __name__ == "__main__":
    main()
