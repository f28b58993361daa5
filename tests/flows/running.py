"""What most tests of a store begin with: a story, a run over it, what the store then holds."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from cleaners import Record
from cleaners.profile import Profile, named
from flows import work
from flows.batch import run_shard
from flows.lock import NAME as LOCK
from flows.lock import locked
from flows.settings import Settings
from flows.sinks import file_name, read_record
from flows.work import Options
from tests.expected import ROOT

NEWS = named("news")
STORY = "Putin invited the North Korean leader Kim to Moscow on Wednesday.\n"
BASE = [sys.executable, "-m", "flows.cli"]
HERE = Settings()
MINUTE = 60_000_000_000  # nanoseconds


def run(
    source: Path | str,
    store: Path,
    profile: str | Profile = "news",
    shard: int = 500,
    options: Options = Options(),  # noqa: B008  it is frozen
) -> dict[str, int]:
    """All of SOURCE, shard by shard, in this process; returns the counts that are not zero."""
    settings = HERE.model_copy(update={"shard_articles": shard})
    clean = partial(map, run_shard)
    with locked(store):
        chosen = named(profile) if isinstance(profile, str) else profile
        result = work.run(source, store, chosen, settings, clean, options)
    return {k: n for k, n in result.counts.items() if n}


def copydesk(*args: str, feed: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own."""
    known: Mapping[str, str] = {**os.environ, **env}
    return subprocess.run([*BASE, *args], input=feed, capture_output=True, cwd=ROOT, env=known)


def tree(store: Path) -> dict[str, bytes]:
    """Every file of a store but its manifest and its lock."""
    found = [p for p in store.rglob("*") if p.is_file() and p.name not in (LOCK, "manifest.sqlite")]
    return {str(p.relative_to(store)): p.read_bytes() for p in found}


def record(store: Path, id: str) -> Record:
    """The record that a store has of an id."""
    return read_record(store / "records" / f"{file_name(id)}.json")


def old(path: Path, minutes: int = 5) -> Path:
    """A file that was last changed some minutes ago, so that its time is trusted."""
    then = time.time_ns() - minutes * MINUTE
    os.utime(path, ns=(then, then))
    return path
