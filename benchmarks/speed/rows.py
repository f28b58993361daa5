"""One function for each row of the table. Each gives the figures it found, as text."""

import hashlib
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import ftfy

from benchmarks.speed import rivals
from benchmarks.speed.corpus import articles
from benchmarks.speed.measure import ROOT, DifferError, Run, follow, ratio, run, versus
from cleaners.characters import CONFIG, find_damage
from cleaners.document import Document
from cleaners.profile import Profile
from cleaners.rule import load

CLEAN = (sys.executable, "-m", "flows.cli", "clean")


class How(NamedTuple):
    """How to measure: articles, pairs, a corpus of one's own, Pythons that have other tools."""

    articles: int = 300
    pairs: int = 5
    corpus: Path | None = None
    datatrove: str = sys.executable
    juicer: str = sys.executable


def feed(how: How) -> bytes:
    """The rows of JSONL that every tool reads."""
    return how.corpus.read_bytes() if how.corpus else "".join(articles(how.articles)).encode()


def script(text: str, python: str = sys.executable) -> tuple[str, ...]:
    """The command for one of the rivals."""
    return (python, "-c", text)


def same_articles(ours: Run, theirs: Run) -> bool:
    """Whether every article came out of both, once and in order, and none of ours empty."""
    rows = [[json.loads(line) for line in r.out.splitlines()] for r in (ours, theirs)]
    return [r["id"] for r in rows[0]] == [r["id"] for r in rows[1]] and all(
        r["text"] for r in rows[0]
    )


def against(how: How, text: str, python: str) -> str:
    """`copydesk clean --jsonl`, all stages, against one of the rivals."""
    data = feed(how)
    return str(
        versus(
            lambda: run((*CLEAN, "--jsonl", "-"), data),
            lambda: run(script(text, python), data),
            how.pairs,
            same_articles,
        )
    )


def with_ftfy(how: How) -> str:
    """All stages against a script that only calls ftfy.fix_text."""
    return against(how, rivals.FTFY, sys.executable)


def with_datatrove(how: How) -> str:
    """All stages against datatrove's FTFY, C4, Gopher and MinHash blocks."""
    if not _has(how.datatrove, "datatrove", "tokenizers"):
        return (
            "not here: pip install datatrove tokenizers ftfy nltk regex spacy 'xxhash<4'; "
            "--datatrove PYTHON"
        )
    return against(how, rivals.DATATROVE, how.datatrove)


def with_juicer(how: How) -> str:
    """All stages against four text mappers of Data-Juicer."""
    if not _has(how.juicer, "data_juicer", "aiohttp"):
        return "not here: pip install py-data-juicer aiohttp; --juicer PYTHON"
    return against(how, rivals.JUICER, how.juicer)


def start(how: How) -> str:
    """One article against a script that imports pydantic, ftfy, langdetect and detects a line."""
    text = json.loads(next(articles(1)))["text"].encode()
    return str(
        versus(
            lambda: run((*CLEAN, "--json"), text),
            lambda: run(script(rivals.START), text),
            2 * how.pairs,
            lambda ours, theirs: (
                json.loads(ours.out)["language"]["code"] == "en" and theirs.out == b"en\n"
            ),
        )
    )


ONLY = Profile(  # what ftfy may change too
    name="ftfy",
    off=tuple(
        r.id
        for r in load("characters")
        if r.name not in ("mojibake", "normal-form") and not r.message
    ),
)


def repair(how: How) -> str:
    """Repair of wrong code pages against ftfy.fix_text with the same settings, in one process."""
    texts = [str(json.loads(line)["text"]) for line in feed(how).splitlines()]
    found = []
    for _ in range(how.pairs):
        ours, mine = _timed(lambda: [_repaired(t) for t in texts])
        theirs, other = _timed(lambda: [ftfy.fix_text(t, CONFIG) for t in texts])
        if mine != other:
            n = next(n for n, (a, b) in enumerate(zip(mine, other, strict=True)) if a != b)
            raise DifferError(f"article {n} comes out in two ways; a ratio would say nothing")
        found.append(ours / theirs)
    return str(ratio(found))


def _repaired(text: str) -> str:
    return Document.of(text).apply(find_damage(text, ONLY)).text


def _timed(work: Callable[[], list[str]]) -> tuple[float, list[str]]:
    before = time.process_time()
    done = work()
    return time.process_time() - before, done


def processes(how: How) -> str:
    """How much faster a run into a store is on two processes than on one, by the clock."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        (inbox / "dump.jsonl").write_bytes(feed(how._replace(articles=10 * how.articles)))
        for n in range(how.pairs):
            one, two = (_stored(inbox, Path(folder) / f"store{n}-{w}", w) for w in (1, 2))
            if one[1] != two[1]:
                raise DifferError("two processes write other records than one")
            found.append(one[0] / two[0])
    return str(ratio(found))


def _stored(inbox: Path, store: Path, workers: int) -> tuple[float, str]:
    """The seconds of a run, and a digest of the records it wrote."""
    work = store.parent / "work.py"
    work.write_text(rivals.STORE)
    command = (sys.executable, str(work), str(inbox), str(store), str(workers))
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    digest = hashlib.sha256()
    for path in sorted((store / "records").rglob("*.json")):
        digest.update(path.read_bytes())
    return float(done.stdout), digest.hexdigest()


def growth(how: How) -> str:
    """CPU for one article, and the peak of memory, of few articles and of twenty times as many."""
    few, many = 10 * how.articles, 200 * how.articles
    (cpu, peak), (later, higher) = map(_followed, (few, many))
    return (
        f"{few:,} articles: {1e3 * cpu / few:.2f} ms, {peak / 1024:.0f} MB; "
        f"{many:,}: {1e3 * later / many:.2f} ms, {higher / 1024:.0f} MB; "
        f"CPU × {later / many / (cpu / few):.2f}, memory × {higher / peak:.2f}"
    )


def _followed(count: int) -> tuple[float, int]:
    """CPU and peak of a process that cleans so many articles, none of which this one holds."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out:
        given.writelines(map(str.encode, articles(count)))
        given.seek(0)
        found = follow((*CLEAN, "--jsonl", "-"), given, out)
        out.seek(0)
        if sum(1 for _ in out) != count:
            raise DifferError("not every article came out")
        return found


def _has(python: str, *modules: str) -> bool:
    if python == sys.executable:
        return all(importlib.util.find_spec(module) for module in modules)
    imports = f"import {', '.join(modules)}"
    return subprocess.run((python, "-c", imports), capture_output=True, check=False).returncode == 0


ROWS: dict[str, tuple[Callable[[How], str], str]] = {
    "ftfy": (with_ftfy, "all stages, CPU / a script that only calls ftfy.fix_text"),
    "datatrove": (with_datatrove, "all stages, CPU / datatrove's FTFY + C4 + Gopher + MinHash"),
    "juicer": (with_juicer, "all stages, CPU / four text mappers of Data-Juicer"),
    "repair": (repair, "repair of code pages, CPU / ftfy.fix_text, equal results"),
    "start": (start, "start on one article, CPU / pydantic + ftfy + langdetect on one line"),
    "processes": (processes, "two processes against one: times as fast"),
    "growth": (growth, "few articles and twenty times as many"),
}


def table(how: How, names: list[str]) -> Iterator[str]:
    """The rows that are asked for, each as a line."""
    for name in names:
        measure, about = ROWS[name]
        try:
            yield f"{about}: {measure(how)}"
        except subprocess.CalledProcessError as e:
            yield f"{about}: no figure; {e.cmd[0]} failed with {e.returncode}"
