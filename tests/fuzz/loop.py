"""The loop: made inputs, one after another, each judged by what must hold for any input.

An input is bytes, made from a seed, a target's name and a number: so it can be made again. One that
fails is written to a file, with its traceback and the command that tries it again.
"""

import logging
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

LIMIT = 60  # CPU seconds of one input, far more than the largest one needs
TABLE = 10  # lines of progress, then all counts: a trial can be cut at any time
KEPT = 3  # inputs that are written of one and the same failure


class Target(NamedTuple):
    """What is fuzzed: how an input is made, and what is checked.

    `check` gets the input and an empty folder; it says in a word what came out, and raises where
    something does not hold.
    """

    name: str
    make: Callable[[Random], bytes]
    check: Callable[[bytes, Path], str]


class TooLong(BaseException):
    """An input takes more than LIMIT; no `except Exception` may swallow that."""


class Failure(NamedTuple):
    """An input for which something does not hold; `place` tells one failure from another."""

    target: str
    number: int
    data: bytes
    place: str
    told: str


@dataclass
class Account:
    """What became of one target's inputs."""

    inputs: int = 0
    seconds: float = 0.0
    slowest: tuple[float, int] = (0.0, -1)
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)


def made(target: Target, seed: int, number: int) -> bytes:
    """The input of this number."""
    return target.make(Random(f"{seed}/{target.name}/{number}"))


def tried(target: Target, data: bytes, number: int = 0) -> str | Failure:
    """What comes out of one input."""
    try:
        with tempfile.TemporaryDirectory() as folder, bounded(LIMIT), silent():
            return target.check(data, Path(folder))
    except (Exception, TooLong) as e:
        frames = traceback.extract_tb(e.__traceback__)
        last = next((f for f in reversed(frames) if "/tests/fuzz/" not in f.filename), frames[-1])
        place = f"{type(e).__name__} at {Path(last.filename).name}:{last.lineno}"
        if isinstance(e, AssertionError):
            place = f"{place} {str(e)[:60]!r}"
        return Failure(target.name, number, data, place, traceback.format_exc())


def fuzzed(
    targets: Sequence[Target],
    seed: int,
    seconds: float,
    found: Path,
    say: Callable[[str], None],
    every: float = 60,
) -> dict[str, Account]:
    """Try inputs for so many seconds of CPU, each target for the same share of them."""
    accounts = {target.name: Account() for target in targets}
    begun = told = time.process_time()
    lines = 0
    while (now := time.process_time()) - begun < seconds:
        target = min(targets, key=lambda t: accounts[t.name].seconds)
        account = accounts[target.name]
        _account(account, target, seed, found)
        account.seconds += time.process_time() - now
        if now - told > every:
            told = now
            say(progress(accounts, now - begun, seconds))
            lines += 1
            if lines % TABLE == 0:
                say("\n".join(table(accounts)))
    return accounts


def _account(account: Account, target: Target, seed: int, found: Path) -> None:
    number = account.inputs
    data = made(target, seed, number)
    start = time.process_time()
    result = tried(target, data, number)
    account.slowest = max(account.slowest, (time.process_time() - start, number))
    account.inputs += 1
    if isinstance(result, str):
        account.outcomes[result] += 1
        return
    account.failures[result.place] += 1
    if account.failures[result.place] <= KEPT:
        write_down(result, seed, found)


def write_down(failure: Failure, seed: int, found: Path) -> Path:
    """Keep a failing input, and beside it how to try it again."""
    found.mkdir(parents=True, exist_ok=True)
    path = found / f"{failure.target}~{seed}~{failure.number}"
    path.write_bytes(failure.data)
    told = f"{failure.place}\npython -m tests.fuzz '{path}'\n\n{failure.told}"
    path.with_name(f"{path.name}.txt").write_text(told, errors="backslashreplace")
    return path


def progress(accounts: dict[str, Account], spent: float, seconds: float) -> str:
    """One line: how far the loop is."""
    inputs = sum(a.inputs for a in accounts.values())
    failed = sum(a.failures.total() for a in accounts.values())
    kinds = len({kind for a in accounts.values() for kind in a.failures})
    return f"{spent:,.0f} of {seconds:,.0f} s: {inputs:,} inputs, {failed:,} fail ({kinds} kinds)"


def table(accounts: dict[str, Account]) -> Iterator[str]:
    """The lines that say what became of every target's inputs."""
    yield f"{'target':<18}{'inputs':>9}{'CPU s':>8}{'slowest':>9}{'fail':>6}  came out as"
    for name, a in accounts.items():
        outcomes = ", ".join(f"{what} {n:,}" for what, n in a.outcomes.most_common(6))
        numbers = f"{a.inputs:>9,}{a.seconds:>8,.0f}{a.slowest[0]:>8.2f}s{a.failures.total():>6,}"
        yield f"{name:<18}{numbers}  {outcomes}"
        yield from (f"    {n:,} times {place}" for place, n in a.failures.most_common())
    total = sum(a.inputs for a in accounts.values())
    yield f"{'all':<18}{total:>9,}{sum(a.seconds for a in accounts.values()):>8,.0f}"


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise TooLong in what takes more CPU than this."""

    def stop(number: int, frame: object) -> None:
        raise TooLong(f"more than {seconds} s of CPU")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class _Heard(logging.Handler):
    """Holds what libraries would print for the user, who can do nothing with it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name}: {record.getMessage()}")


@contextmanager
def silent() -> Iterator[None]:
    """Nothing may be logged that would reach the terminal."""
    heard = _Heard()
    logging.getLogger().addHandler(heard)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(heard)
    assert not heard.said, f"logs {heard.said[0][:80]}"
