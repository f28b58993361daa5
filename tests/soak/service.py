"""A schedule as a user serves it, seen from outside: its processes, its runs, what it holds."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.expected import ROOT
from tests.flows.killing import environment, has_begun

PATIENCE = 300.0  # seconds for a start, or for a run; the machine may be busy
LOOK = 0.3
BEGUN = "auto_scheduled AND run_count > 0"


class Process(NamedTuple):
    """One that is alive, told apart from a later one of the same number by its start."""

    pid: int
    parent: int
    began: str
    words: bytes


class Held(NamedTuple):
    """What the schedule's process and its server hold: open handles, resident kB."""

    handles: int
    memory: int
    server_handles: int
    server_memory: int


def processes() -> list[Process]:
    """All of this machine."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdecimal():
                words = (folder / "stat").read_text().rsplit(") ", 1)[1].split()
                line = (folder / "cmdline").read_bytes()
                if words[0] != "Z":
                    found.append(Process(int(folder.name), int(words[1]), words[19], line))
        except OSError:
            continue
    return found


def below(pid: int, found: list[Process]) -> list[Process]:
    """The descendants of a process, itself aside."""
    mine = [one for one in found if one.parent == pid]
    return mine + [deeper for one in mine for deeper in below(one.pid, found)]


class Service:
    """`copydesk schedule` on one store, started again and again."""

    def __init__(self, inbox: Path, store: Path, home: Path) -> None:
        self.store, self.home, self.starts = store, home, 0
        self.base = home / "prefect/prefect.db"
        self.log = home.with_name("schedule.log")
        self.env = environment(
            home,
            COPYDESK_SHARD_ARTICLES="6",
            COPYDESK_WORKERS="2",
            PREFECT_RUNNER_POLL_FREQUENCY="2",
            PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS="20",
        )
        words = ("schedule", str(inbox), "--out", str(store), "--every", "6s")
        self.command = (sys.executable, "-m", "tests.soak.pace", *words)
        self.made: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The schedule's own process."""
        assert self.made
        return self.made.pid

    def start(self) -> None:
        """Start it, and wait until its server answers."""
        self.starts += 1
        with self.log.open("ab") as log:
            self.made = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.env,
                start_new_session=True,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        assert self.made.stdout
        line = self.made.stdout.readline()
        self.made.stdout.close()
        assert b"answers at http://127.0.0.1" in line, self.log.read_text()[-3000:]

    def stop(self) -> int:
        """End it as Ctrl-C and systemd do; returns its status."""
        assert self.made
        self.made.send_signal(signal.SIGTERM)
        return self.made.wait(PATIENCE)

    def ended(self) -> bool:
        """Whether its process is gone."""
        assert self.made
        return self.made.poll() is not None

    def family(self) -> list[Process]:
        """All that it has started and that lives."""
        return below(self.pid, processes())

    def server(self) -> int | None:
        """The process of its Prefect server."""
        found = [one.pid for one in self.family() if b"flows.server" in one.words]
        return found[0] if found else None

    def run(self) -> int | None:
        """The process of the run that is at work, or is about to be."""
        found = [one for one in self.family() if one.parent == self.pid]
        return max((one.pid for one in found if b"spawn_main" in one.words), default=None)

    def workers(self, run: int) -> list[int]:
        """The processes that clean for a run: children of its fork server."""
        mine = below(run, processes())
        return [one.pid for one in mine if one.parent != run]

    def next_run(self, last: int | None) -> int | None:
        """The process of the first run after the last one; None when the schedule is gone."""
        end = time.monotonic() + PATIENCE
        while not self.ended():
            found = self.run()
            if found not in (None, last):
                return found
            assert time.monotonic() < end, f"no run began any more: {self.states()}"
            time.sleep(LOOK)
        return None

    def holds(self, run: int) -> bool:
        """Whether this run has begun to work on the store."""
        return has_begun(self.store, run)

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """What Prefect's database answers."""
        with closing(sqlite3.connect(f"{self.base.as_uri()}?mode=ro", uri=True, timeout=60)) as b:
            return b.execute(query).fetchall()

    def begun(self) -> int:
        """How many scheduled runs have begun so far."""
        return int(str(self.ask(f"SELECT count(*) FROM flow_run WHERE {BEGUN}")[0][0]))  # noqa: S608

    def states(self) -> Counter[str]:
        """How the runs ended that had begun, and those that were cancelled since one went on."""
        query = f"SELECT state_type, {BEGUN} FROM flow_run WHERE state_type <> 'SCHEDULED'"  # noqa: S608
        return Counter(f"{state}{'' if begun else ' unbegun'}" for state, begun in self.ask(query))

    def failures(self) -> Counter[str]:
        """What is said of the runs that failed, by the last words of it."""
        found = self.ask(
            "SELECT s.message FROM flow_run r JOIN flow_run_state s ON s.id = r.state_id"
            " WHERE r.state_type = 'FAILED'"
        )
        return Counter(str(message)[-200:] for (message,) in found)

    def completed(self) -> int:
        """How many runs have ended well."""
        query = "SELECT count(*) FROM flow_run WHERE state_type = 'COMPLETED'"
        return int(str(self.ask(query)[0][0]))

    def size(self) -> int:
        """Bytes of Prefect's database."""
        return sum(path.stat().st_size for path in self.base.parent.glob(f"{self.base.name}*"))

    def held(self) -> Held | None:
        """What it holds now; None when it or its server is gone."""
        server = self.server()
        try:
            return Held(*_held(self.pid), *_held(server)) if server else None
        except OSError:
            return None


def _held(pid: int) -> tuple[int, int]:
    handles = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    memory = [int(line.split()[1]) for line in lines if line.startswith("VmRSS")]
    if not memory:
        raise ProcessLookupError(pid)
    return handles, memory[0]
