"""The examples in the docstrings hold; what trains and times is not imported for them."""

import doctest
from types import ModuleType

import pytest

import benchmarks.accuracy.__main__
from benchmarks import extraction
from benchmarks.accuracy import keywords, tools


@pytest.mark.parametrize(
    "module", [benchmarks.accuracy.__main__, extraction, keywords, tools], ids=lambda m: m.__name__
)
def test_the_examples_hold(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed
