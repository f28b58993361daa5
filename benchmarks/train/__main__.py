"""The command: read the data, train, write `cleaners/tagger/weights/`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.train.corpus import samples
from benchmarks.train.fit import fitted, measured
from benchmarks.train.vocabulary import counts, phrases, words_of

WEIGHTS = Path(__file__).resolve().parents[2] / "cleaners/tagger/weights"


def main() -> None:
    """Train on everything but the held-out fifth; the same data give the same bytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with gold/, lines/ and phrases/")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    known, wording = samples(given.data), phrases(given.data)
    seen = counts(known)
    words = words_of(seen, sorted(seen), wording)
    trees = fitted(measured(known, seen, wording))
    given.out.mkdir(parents=True, exist_ok=True)
    for name, data in (("lexicon", words), ("trees", trees)):
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (given.out / f"{name}.json").write_text(text + "\n", "utf-8")
        print(f"{name}.json: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
