"""A little of the fuzzing that `make soak` does for an hour: the same inputs each time."""

import contextlib
import json
from pathlib import Path
from random import Random

import pytest

from tests.fuzz import pieces
from tests.fuzz.loop import Failure, Target, fuzzed, made, table, tried
from tests.fuzz.targets import TARGETS

INPUTS = 12  # of each target


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.name)
def test_what_must_hold_holds_for_made_inputs(target: Target) -> None:
    for number in range(INPUTS):
        result = tried(target, made(target, 0, number), number)
        assert isinstance(result, str), result.told


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.name)
def test_a_number_gives_the_same_input_again(target: Target) -> None:
    assert made(target, 5, 3) == made(target, 5, 3)


def test_names_of_targets_are_unique() -> None:
    names = [target.name for target in TARGETS]
    assert len(names) == len(set(names)) and not any("~" in name for name in names)


def test_a_failing_input_is_written_and_fails_again(tmp_path: Path) -> None:
    def check(data: bytes, folder: Path) -> str:
        return str(json.loads(data)["text"])

    target = Target("odd", lambda random: random.choice((b"{}", b'{"text": "x"}')), check)
    said: list[str] = []
    accounts = fuzzed([target], 7, 0.02, tmp_path / "found", said.append, every=0.01)
    account = accounts["odd"]
    assert account.failures.total() + account.outcomes["x"] == account.inputs
    assert len(account.failures) == 1 and said
    first = min((tmp_path / "found").glob("odd~7~*.txt"))
    assert "KeyError" in first.read_text() and "python -m tests.fuzz" in first.read_text()
    again = tried(target, first.with_suffix("").read_bytes())
    assert isinstance(again, Failure) and again.place == next(iter(account.failures))
    assert "times KeyError" in "\n".join(table(accounts))


def test_what_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(data: bytes, folder: Path) -> str:
        while True:
            with contextlib.suppress(Exception):
                Random().random()

    monkeypatch.setattr("tests.fuzz.loop.LIMIT", 0.05)
    result = tried(Target("hang", lambda random: b"", hang), b"")
    assert isinstance(result, Failure) and result.place.startswith("TooLong")


def test_what_a_library_says_is_a_failure() -> None:
    def speak(data: bytes, folder: Path) -> str:
        import logging

        logging.getLogger("somebody").warning("look at this")
        return "said"

    result = tried(Target("loud", lambda random: b"", speak), b"")
    assert isinstance(result, Failure) and "logs somebody: look at this" in result.told


def test_damage_changes_bytes() -> None:
    raw = b"Putin arrived in Pyongyang on Wednesday."
    changed = sum(pieces.damaged(Random(n), raw) != raw for n in range(50))
    assert changed > 40
