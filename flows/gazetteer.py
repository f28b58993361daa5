"""Reading gazetteer sources, writing the shipped tables, looking names up."""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaners.gazetteer import wikidata
from cleaners.gazetteer.build import Built, Problem, check, packed
from cleaners.gazetteer.build import build as tables
from cleaners.gazetteer.entry import Entry, parse
from cleaners.gazetteer.index import gazetteer, never_linked
from cleaners.gazetteer.lookup import Found, clashes, find

SHIPPED = Path(__file__).resolve().parent.parent / "cleaners" / "gazetteer"
NOT_ROWS = {"SOURCES.tsv"}


def read(path: Path) -> Iterator[Entry]:
    """The rows of a table, of every table in a folder, or of a Wikidata dump or query result."""
    if path.is_dir():
        files = (f for f in path.iterdir() if f.suffix in {".tsv", ".json"} | {".jsonl", ".gz"})
        for file in sorted(files):
            if file.name not in NOT_ROWS:
                yield from read(file)
    elif ".json" in path.suffixes or ".jsonl" in path.suffixes:
        yield from wikidata.entries(_lines(path), path.name)
    else:
        yield from parse(path.read_text("utf-8"), path.name)


def build(sources: Path, into: Path = SHIPPED) -> Built:
    """Make the tables from a folder of sources and write them."""
    built = tables(read(sources))
    for name, data in built.files.items():
        (into / name).write_bytes(data)
    return built


def build_words(lists: Iterable[Path], into: Path = SHIPPED) -> int:
    """Make the list of English words from plain word lists; possessives are left out."""
    words = {w for path in lists for w in path.read_text("utf-8").split("\n")}
    kept = sorted(w for w in words if w.isalpha() and (len(w) > 1 or w in {"a", "I", "A"}))
    (into / "words.txt.zst").write_bytes(packed(kept))
    return len(kept)


def layers(*paths: Path) -> tuple[str, ...]:
    """The texts of the tables in files or folders, as `Profile.names.gazetteer` wants them.

    Every table is checked as it is read; a path that is not there is no layer.
    """
    files = [f for p in paths for f in (sorted(p.glob("*.tsv")) if p.is_dir() else [p])]
    texts = [(f, f.read_text("utf-8")) for f in files if f.is_file()]
    for file, text in texts:
        for _ in parse(text, str(file)):
            pass
    return tuple(text for _, text in texts)


def check_files(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """What is wrong with tables of one's own: refused names, and clashes of two names."""
    entries = [e for path in paths for e in read(path)]
    return (*check(entries), *clashes(entries))


def lookup(name: str, layers: tuple[str, ...] = ()) -> tuple[Found, ...]:
    """Whom or what a name can mean, and whether it links."""
    return find(name, gazetteer(layers), never_linked())


def _lines(path: Path) -> Iterator[str]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from file
    else:
        with path.open(encoding="utf-8") as file:
            yield from file
