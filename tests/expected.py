"""The five seeds as they must come out. `python -m tests.expected` rewrites them; read the diff."""

import json
from pathlib import Path

from cleaners import Record, clean

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def expected_path(seed: Path) -> Path:
    """Where the record of a seed is kept."""
    return ROOT / "data" / "expected" / f"{seed.stem}.json"


def record_text(seed: Path) -> str:
    """The record of a seed without `pipeline`, which changes with every version."""
    record = clean(seed.read_bytes(), id=seed.name)
    assert isinstance(record, Record)
    data = json.loads(record.model_dump_json(exclude={"pipeline"}))
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Rewrite data/expected and say what changed."""
    for seed in SEEDS:
        path, text = expected_path(seed), record_text(seed)
        same = path.exists() and path.read_text("utf-8") == text
        path.write_text(text, "utf-8", newline="\n")
        print(f"{'same   ' if same else 'written'} {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
