"""What one article costs a run, on this machine: the figures that docs/scale.md reckons with.

    python -m benchmarks.scale [--articles 2000] [--known 100000] [--runner process|dask]

Cleans made articles of about 3.6 kB in one process, or in a Dask cluster of two, and counts the CPU
seconds of all processes, Prefect's server included, then bytes written. Then it has a run look at a
folder of which every file is known, for its seconds and the memory that each known article costs
the process that leads.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.speed.corpus import articles as made_articles
from benchmarks.speed.measure import ROOT
from cleaners.fingerprint import fingerprint
from cleaners.profile import named
from flows.listing import Listing
from flows.manifest import RECORD, Row, opened, remember
from flows.sinks import RECORDS, file_name, make_store
from flows.work import Options, origin_of

OLD_NS = 1_600_000_000_000_000_000
KNOWN = "import sys; from benchmarks.scale import look; look(sys.argv[1], sys.argv[2])"


def cleaning(folder: Path, articles: int, runner: str) -> dict[str, float]:
    """CPU and bytes of a run on new articles, for each of them."""
    source, store = folder / "dump.jsonl", folder / "store"
    source.write_text("".join(made_articles(articles)))
    env = {**os.environ, "COPYDESK_HOME": str(folder / "home"), "COPYDESK_RUNNER": runner}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # One worker is this very process; the CPU of a pool's processes is told to nobody.
    workers = "1" if runner == "process" else "2"
    command = ("-m", "flows.cli", "run", str(source), "--out", str(store), "--workers", workers)
    subprocess.run([sys.executable, *command], env=env, cwd=ROOT, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    records = [path.read_bytes() for path in sorted((store / RECORDS).iterdir())]
    return {
        "bytes of a source": source.stat().st_size / articles,
        "CPU ms": 1000 * sum(used(after)) / articles - 1000 * sum(used(before)) / articles,
        "bytes of a record": sum(map(len, records)) / articles,
        "bytes in the manifest": (store / "manifest.sqlite").stat().st_size / articles,
    }


def used(usage: resource.struct_rusage) -> tuple[float, float]:
    """Seconds of a process, its own and the system's for it."""
    return usage.ru_utime, usage.ru_stime


def knowing(folder: Path, articles: int) -> dict[str, float]:
    """Seconds and memory of a run that finds everything as it was, for each article."""
    few, many = (looked(folder / str(n), n) for n in (articles // 10, articles))
    more = articles - articles // 10
    return {
        "us to see that nothing changed": 1e6 * (many["seconds"] - few["seconds"]) / more,
        "bytes of the leader's memory": 1024 * (many["kB"] - few["kB"]) / more,
    }


def looked(folder: Path, articles: int) -> dict[str, float]:
    """A listing of so many files and of the manifest that knows them, in a process of its own."""
    inbox, store = folder / "inbox", make_store(folder / "store")
    inbox.mkdir()
    origin = origin_of(inbox, store, named("news"), Options())
    rows = []
    for n in range(articles):
        id = f"{n:09}-a-title-of-usual-length.txt"
        (inbox / id).write_bytes(b"x")
        os.utime(inbox / id, ns=(OLD_NS, OLD_NS))
        file = f"{RECORDS}/{file_name(id)}.json"
        (folder / "store" / file).touch()
        digest = f"{n:064x}"
        row = Row(id, digest, origin.mark, RECORD, file, root=origin.root, size=1, mtime_ns=OLD_NS)
        rows.append(row)
    with opened(store) as base:
        remember(base, rows)
    command = [sys.executable, "-c", KNOWN, str(inbox), str(store)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def look(source: str, store: str) -> None:
    """Print what it takes to see that nothing has changed."""
    fingerprint(named("news"))
    start = time.perf_counter()
    origin = origin_of(Path(source), Path(store), named("news"), Options())
    with opened(Path(store), read_only=True) as base:
        listing = Listing(base, origin)
        if any(True for _ in listing.items()) or list(listing.gone()):
            raise RuntimeError("something changed")
    peak = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
    print(json.dumps({"seconds": time.perf_counter() - start, "kB": int(peak)}))


def main() -> None:
    """Print a line for each figure."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--articles", type=int, default=2000)
    ask.add_argument("--known", type=int, default=100_000)
    ask.add_argument("--runner", default="process")
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = cleaning(Path(folder), given.articles, given.runner)
        if given.known:
            found |= knowing(Path(folder) / "known", given.known)
        for name, value in found.items():
            print(f"{name:<34} {value:12,.2f}")


if __name__ == "__main__":
    main()
