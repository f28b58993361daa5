"""Processes that work for a command."""

import os
import signal

import pytest

from flows.fault import Fault
from flows.pool import pool, spread


def _kill(size: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return size


def test_a_killed_process_is_told_in_one_line() -> None:
    with pool(2) as executor, pytest.raises(Fault, match="was killed"):
        list(spread(executor, 2, _kill, range(9)))


def test_jobs_come_back_in_their_order() -> None:
    with pool(2) as executor:
        assert list(spread(executor, 2, abs, range(-9, 0))) == [9, 8, 7, 6, 5, 4, 3, 2, 1]
