"""Five times the records need no more memory to export."""

import subprocess
import sys
from pathlib import Path

from cleaners import Record, clean
from flows.manifest import RECORD, Row, opened, remember
from flows.sinks import make_store, write
from tests.expected import ROOT, SEEDS

MEASURED = (
    "import resource, sys; from flows.cli import main; status = main(sys.argv[1:]); "
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss); sys.exit(status)"
)


def filled(store: Path, count: int) -> Path:
    """A store of the seeds' records under many ids."""
    made = [clean(seed.read_bytes(), id=seed.name) for seed in SEEDS]
    found = [r for r in made if isinstance(r, Record)]
    make_store(store)
    rows = []
    for n in range(count):
        record = found[n % len(found)].model_copy(update={"id": f"{n:06}"})
        file = write(store, record, None)
        mark = record.pipeline.fingerprint
        rows.append(Row(record.id, record.source.sha256, mark, RECORD, file))
    with opened(store) as base:
        remember(base, rows)
    return store


def peak(store: Path, form: str, *more: str) -> int:
    """The most that an export ever held, in kB."""
    out = store.parent / f"{store.name}-{form}"
    command = ["export", str(store), "--out", str(out), "--format", form, *more]
    ran = [sys.executable, "-c", MEASURED, *command]
    done = subprocess.run(ran, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout.splitlines()[-1])


def test_memory_does_not_grow_with_the_number_of_records(tmp_path: Path) -> None:
    few, many = (filled(tmp_path / str(n), n) for n in (2_000, 10_000))
    for form in ("json", "jsonl.zst", "parquet"):
        one, two = (peak(store, form, "--by", "language") for store in (few, many))
        print(f"{form}: peak kB at 2,000 records {one}, at 10,000 {two}")
        assert two <= 1.1 * one
