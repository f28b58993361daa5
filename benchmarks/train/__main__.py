"""The command: read the data, train, write `cleaners/tagger/weights/` and `grown.py`.

python -m benchmarks.train DATA     train
python -m benchmarks.train          only write grown.py again, from the weights as they are
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.train.source import source

WEIGHTS = Path(__file__).resolve().parents[2] / "cleaners/tagger/weights"


def main() -> None:
    """Train on everything but the held-out fifth; the same data give the same bytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="with gold/, lines/ and phrases/")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    if given.data:
        train(given.data, given.out)
    data = (given.out / "trees.json").read_bytes()
    (given.out.parent / "grown.py").write_text(source(json.loads(data), data), "utf-8")


def train(data: Path, out: Path) -> None:
    """Write the weights that the labelled data give."""
    from benchmarks.train.corpus import samples
    from benchmarks.train.fit import fitted, measured
    from benchmarks.train.letters import runs_of, spelled
    from benchmarks.train.vocabulary import counts, phrases, words_of

    known, wording = samples(data), phrases(data)
    seen = counts(known)
    lines = spelled(known)
    content = {
        "lexicon": words_of(seen, sorted(seen), wording),
        "letters": runs_of(lines),
        "trees": fitted(measured(known, seen, wording, lines)),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, values in content.items():
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        (out / f"{name}.json").write_text(text + "\n", "utf-8")
        print(f"{name}.json: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
