"""500 scheduled runs in a row of an inbox that changes, with kills by chance.

SOAK_RUNS and SOAK_SEED choose others; after SOAK_MINUTES no more are begun. Kills of the server and
of the schedule stop after three fifths of the runs or half of the minutes, so that one process
serves long enough to show whether it grows.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from flows.sinks import files_in, read_record
from tests.flows.killing import Follower, left_alive
from tests.soak.feed import Feed
from tests.soak.service import LOOK, PATIENCE, Held, Process, Service, processes
from tests.soak.verify import compare, taken, verify

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
RUNS, SEED = int(os.environ.get("SOAK_RUNS", "500")), int(os.environ.get("SOAK_SEED", "1"))
MINUTES = float(os.environ.get("SOAK_MINUTES", "600"))
EVERY = 25  # runs between two looks at the store
LINGER = 120.0  # seconds that what a killed process had started may need to see that it is gone
SHARE = 0.4  # of runs that are disturbed
KINDS = {"run": 6, "run at work": 7, "worker": 5, "server": 1, "schedule": 1, "all": 1}
SERVING = ("server", "schedule", "all")
KNOWN = ("a process that cleaned was killed", "held by a run with pid")


class Trial:
    """One trial: what is served, what was killed, what was seen."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.chance = folder, random.Random(SEED)
        self.feed = Feed(folder / "inbox", self.chance)
        self.service = Service(self.feed.folder, folder / "store", folder / "home")
        self.follower = Follower()
        self.kills: Counter[str] = Counter()
        self.held: dict[int, list[Held]] = {}
        self.orphans: dict[Process, float] = {}
        self.longest = 0.0
        self.looks = 0
        self.began = time.monotonic()

    def plan(self) -> str | None:
        """What to kill during the next run; mostly nothing."""
        if self.chance.random() > SHARE:
            return None
        minutes = (time.monotonic() - self.began) / 60
        may_end = self.service.begun() < 0.6 * RUNS and minutes < MINUTES / 2
        kinds = {k: n for k, n in KINDS.items() if k not in SERVING or may_end}
        return self.chance.choices(list(kinds), list(kinds.values()))[0]

    def disturb(self, kind: str, run: int) -> None:
        """Kill something at a moment of chance."""
        if kind == "run at work":
            self.wait(lambda: self.service.holds(run) or not alive(run), 0.02)
            time.sleep(self.chance.random() * 0.8)
            self.kill(kind, [run])
        elif kind == "worker":
            self.wait(lambda: bool(self.service.workers(run)) or not alive(run))
            time.sleep(self.chance.random() * 1.5)
            self.kill(kind, self.service.workers(run)[:1])
        else:
            time.sleep(self.chance.random() * 5)
            server = self.service.server()
            self.kill(kind, {"run": [run], "server": [server or 0]}.get(kind, [self.service.pid]))

    def kill(self, kind: str, pids: list[int]) -> None:
        """SIGKILL; what the killed one had started is watched from then on."""
        family = self.service.family()
        if not pids or not alive(pids[0]):
            return
        self.kills[kind] += 1
        if kind == "all":
            pids = [self.service.pid, *(one.pid for one in family)]
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if kind in SERVING:
            self.orphans.update(dict.fromkeys(family, time.monotonic()))

    def watch(self) -> None:
        """Nothing that was left behind lives for long."""
        now, there = time.monotonic(), set(processes())
        for one, since in list(self.orphans.items()):
            if not any((o.pid, o.began) == (one.pid, one.began) for o in there):
                del self.orphans[one]
                continue
            self.longest = max(self.longest, now - since)
            assert now - since < LINGER, f"left behind: {one}"

    def wait(self, is_so: Callable[[], bool], look: float = LOOK) -> None:
        end = time.monotonic() + PATIENCE
        while not is_so() and not self.service.ended():
            assert time.monotonic() < end, self.service.states()
            time.sleep(look)

    def one(self, last: int | None) -> int | None:
        """The next run, disturbed or not; returns its process."""
        kind = self.plan()
        self.feed.turn(many=kind == "worker")
        run = self.service.next_run(last)
        if run and kind:
            self.disturb(kind, run)
        if run:
            self.wait(lambda: not alive(run))
            held = self.service.held()
            self.held.setdefault(self.service.starts, []).extend([held] if held else [])
        self.watch()
        if self.service.made and run and self.kills_end_it():
            self.service.made.wait(PATIENCE)
            self.service.start()
        return run

    def kills_end_it(self) -> bool:
        """Whether the schedule is gone or about to be, with its server."""
        return self.service.ended() or self.service.server() is None

    def look(self) -> None:
        """A run that nobody disturbs, then the store as it is."""
        self.looks += 1
        seen = self.service.completed()
        last = self.service.run()
        if last:
            self.wait(lambda: not alive(last))
            seen = self.service.completed()
        self.wait(lambda: self.service.completed() > seen)
        here = self.folder / "look"
        copy = taken(self.service.store, here / "store")
        verify(copy, self.feed)
        self.follower.check(copy)
        compare(copy, self.feed, here)
        shutil.rmtree(here)
        self.say()

    def say(self) -> None:
        service, held = self.service, self.held.get(self.service.starts, [])
        print(
            f"{time.strftime('%H:%M:%S')} {service.begun()} runs, {self.looks} looks, "
            f"killed {dict(self.kills)}, {service.starts} starts, {dict(service.states())}, "
            f"{held[-1] if held else None}, database {service.size() / 1e6:.1f} MB, "
            f"orphans at most {self.longest:.0f} s",
            flush=True,
        )


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    """One whose schedule does not outlive it."""
    made = Trial(tmp_path)
    made.service.start()
    yield made
    if not made.service.ended():
        os.kill(made.service.pid, signal.SIGKILL)


def test_scheduled_runs_with_kills(trial: Trial) -> None:
    service, began = trial.service, trial.began
    run, due = None, EVERY
    while service.begun() < RUNS and time.monotonic() - began < 60 * MINUTES:
        run = trial.one(run)
        if service.begun() >= due:
            trial.look()
            due = service.begun() + EVERY
    trial.look()
    assert service.stop() == 0, service.log.read_text()[-3000:]
    trial.say()
    print(f"{(time.monotonic() - began) / 60:.0f} minutes; failed: {dict(service.failures())}")
    _nothing_is_left(trial)
    _nothing_grew(max(trial.held.values(), key=len))


def _nothing_is_left(trial: Trial) -> None:
    """No process, no run that is said to go on, no version that cannot be read."""
    service = trial.service
    assert any(not left_alive(str(service.home)) for _ in range(12))
    going_on = [s for s in service.states().elements() if s.startswith(("RUNNING", "PENDING"))]
    assert len(going_on) <= 1, "only the one that the end has cut off"
    assert service.states()["COMPLETED"] >= service.begun() - trial.kills.total() - trial.looks
    for message in service.failures():
        assert any(known in message for known in KNOWN), message
    versions = [*(service.store / "versions").glob("*/*.json")]
    for path in versions:
        assert read_record(path).source.sha256.startswith(path.stem)
    reports = files_in(service.store, "reports")
    print(f"{len(versions)} versions, {len(reports)} reports")
    assert len(reports) <= 200


def _nothing_grew(held: list[Held]) -> None:
    """Medians of the first and the last fifth of the longest time that one process served."""
    fifth = max(1, len(held) // 5)
    first, last = _middle(held[:fifth]), _middle(held[-fifth:])
    print(f"{len(held)} runs of one process: first {first}, last {last}")
    assert last.handles <= first.handles + 10 and last.server_handles <= first.server_handles + 20
    assert last.memory <= 1.3 * first.memory + 20_000
    assert last.server_memory <= 1.5 * first.server_memory + 50_000


def _middle(held: list[Held]) -> Held:
    return Held(*(int(median(one[n] for one in held)) for n in range(len(Held._fields))))
