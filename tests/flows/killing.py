"""Runs that are killed: how to start one, kill all of it, and compare what it leaves."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from flows.journal import START, WITHDRAWN, Change, changes
from flows.manifest import PRESENT, RECORD, opened, rows
from flows.sinks import TEMPORARY
from tests.expected import ROOT
from tests.flows.running import STORY, old, run, tree


def fill(inbox: Path, articles: int) -> None:
    """Text files and rows of one site, a few of which are rejected."""
    inbox.mkdir()
    for n in range(articles // 2):
        text = "" if n % 23 == 0 else f"{STORY}Article {n} of many.\n" * (n % 7 + 1)
        (inbox / f"{n:05}.txt").write_text(text)
        old(inbox / f"{n:05}.txt")
    made = (
        {"url": f"https://example.org/{n}", "text": f"{STORY}Story {n}.\nSign here for our letter"}
        for n in range(articles - articles // 2)
    )
    (inbox / "dump.jsonl").write_text("\n".join(map(json.dumps, made)))
    old(inbox / "dump.jsonl")


def change(inbox: Path) -> None:
    """Every ninth text goes away, the others go on."""
    for n, path in enumerate(sorted(inbox.glob("*.txt"))):
        if n % 9 == 0:
            path.unlink()
        else:
            path.write_text(path.read_text() + "More came in on Thursday.\n")
            old(path, 3)


def state(store: Path) -> dict[str, object]:
    """All of a store that a run decides: files, and what the manifest says of sources."""
    files = {k: v for k, v in tree(store).items() if not k.startswith("reports/")}
    with opened(store, read_only=True) as base:
        return {**files, "manifest": list(rows(base))}


class Follower:
    """One who reads the journal of a store whenever it likes, and keeps what it has read."""

    def __init__(self) -> None:
        self.cursor = START
        self.seen: list[Change] = []
        self.mirror: dict[str, str | None] = {}

    def follow(self, store: Path) -> None:
        """Read what is new, and do what it says; a change that makes no sense is an error."""
        with opened(store, read_only=True) as base:
            for change in changes(base, self.cursor):
                assert (change.id in self.mirror) == (change.kind != "added"), change
                if change.kind == WITHDRAWN:
                    del self.mirror[change.id]
                else:
                    self.mirror[change.id] = change.digest
                self.seen.append(change)
                self.cursor = change.cursor

    def check(self, store: Path) -> None:
        """What was followed is what the store holds, and is what one who comes late reads."""
        self.follow(store)
        with opened(store, read_only=True) as base:
            held = rows(base, "outcome = ? AND state = ?", RECORD, PRESENT)
            assert self.mirror == {row.id: row.digest for row in held}
            assert self.seen == list(changes(base))


def changes_of(store: Path) -> list[Change]:
    """The whole journal of a store."""
    with opened(store, read_only=True) as base:
        return list(changes(base))


def kinds(found: list[Change]) -> list[tuple[str, str, str | None]]:
    """What happened to which record, whenever it did."""
    return sorted((c.id, c.kind, c.digest) for c in found)


def environment(home: Path, **more: str) -> dict[str, str]:
    """That of a user with a home of their own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "COPYDESK_"))}
    ours = {"HOME": str(home), "COPYDESK_HOME": str(home), "COPYDESK_SHARD_ARTICLES": "20"}
    return {**kept, **ours, **more}


def start(inbox: Path, store: Path, env: dict[str, str]) -> "subprocess.Popen[bytes]":
    """A run of two workers, in a process group of its own."""
    command = (sys.executable, "-m", "flows.cli", "run", str(inbox), "--out", str(store))
    return subprocess.Popen(
        [*command, "--workers", "2"],
        cwd=ROOT,
        env=env,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finish(inbox: Path, store: Path, env: dict[str, str]) -> None:
    """A run that nobody disturbs."""
    with start(inbox, store, env) as made:
        _, errors = made.communicate()
        assert made.returncode == 0, errors.decode()


def kill(
    inbox: Path, store: Path, env: dict[str, str], chance: random.Random, most: int, whole: bool
) -> bool:
    """Start a run and kill it somewhere; returns whether it was still alive.

    SIGKILL goes to the whole process group, or only to the first process of it.
    """
    before, wanted = writes(store), chance.randrange(0, most)
    with start(inbox, store, env) as made:
        while made.poll() is None and not has_begun(store, made.pid):
            time.sleep(0.002)
        end = time.monotonic() + 90
        while made.poll() is None and writes(store) < before + wanted and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(chance.random() / 20)
        killed = made.poll() is None
        if killed:
            os.killpg(made.pid, signal.SIGKILL) if whole else made.kill()
    assert not left_alive(env["COPYDESK_HOME"]), "a process was left behind"
    return killed


def has_begun(store: Path, pid: int) -> bool:
    """Whether this very run has held the store, if only to see that it is free."""
    try:
        return (store / ".lock").read_text() == f"{pid}\n"
    except OSError:
        return False


def writes(store: Path) -> int:
    """How many files a store holds; versions and rejects are files too."""
    return sum(len(files) for _, _, files in os.walk(store))


def left_alive(home: str) -> list[int]:
    """The processes of a run that still live five seconds after it was killed."""
    end = time.monotonic() + 5
    while (found := list(_processes(home.encode()))) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def _processes(home: bytes) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and int(folder.name) != os.getpid():
            try:
                environ = (folder / "environ").read_bytes()
            except OSError:
                continue
            if b"COPYDESK_HOME=" + home in environ:
                yield int(folder.name)


def kill_and_compare(folder: Path, env: dict[str, str], articles: int, kills: int) -> None:
    """Kill a run again and again, first on a new store, then on changed sources; then compare."""
    inbox, store, calm = folder / "inbox", folder / "store", folder / "calm"
    chance, follower = random.Random(kills), Follower()
    fill(inbox, articles)
    for half in (kills - kills // 2, kills // 2):
        most = articles // kills
        killed = []
        for n in range(half):
            killed.append(kill(inbox, store, env, chance, most, whole=n % 2 == 0))
            follower.follow(store)
        print(f"{sum(killed)} of {half} killed, {writes(store)} files written")
        finish(inbox, store, env)
        run(inbox, calm, shard=20)
        assert state(store) == state(calm)
        follower.check(store)
        assert kinds(follower.seen) == kinds(changes_of(calm))
        assert not list(store.rglob(f"{TEMPORARY}*"))
        change(inbox)
