"""The index never hides a row that would match."""

import pytest

from cleaners.rule import Rule, load
from cleaners.starts import DEPTH, Index, beginnings, fold

PATTERNS = [pytest.param(r, id=r.name) for r in load("boilerplate") if r.pattern]


@pytest.mark.parametrize("rule", PATTERNS)
def test_every_example_begins_as_its_pattern_says(rule: Rule) -> None:
    index = Index([rule], lambda r: r.begins)
    for hit in rule.hits:
        assert isinstance(hit, str)
        assert index.at(hit.strip(), 0) == (rule,), hit  # blanks before junk are no part of it


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("abc", {"abc"}),
        ("abcdef", {"abc"}),
        ("a?bc", {"abc", "bc"}),
        ("(?:ab|cd)e", {"abe", "cde"}),
        ("(?P<tags>a|b)+x", {"a", "b"}),
        ("[A-C]x", {"ax", "bx", "cx"}),
        (r"\d", set("0123456789")),
        (r"\bIl", {"il"}),
        ("(?!no)yes", {"yes"}),
        ("(?i:Read) x", {"rea"}),
        ("a{2}b", {"aab"}),
        ("a{0,3}b", {"a", "b"}),
        ("ab*", {"a"}),
        (r"\w+x", {""}),
        ("[^x]y", {""}),
        ("x|", {""}),
        (r"\u00dcber", {"übe"}),
    ],
)
def test_beginnings(pattern: str, expected: set[str]) -> None:
    assert beginnings(pattern) == expected


def test_a_pattern_of_many_beginnings_is_asked_about_fewer_characters() -> None:
    found = beginnings("[a-z][a-z][a-z]")
    assert {len(b) for b in found} == {1}
    assert all(len(b) <= DEPTH for b in found)


def test_turkish_letters_fold_as_patterns_do() -> None:
    assert fold("İ") == fold("I") == fold("ı") == fold("i")


def test_rows_keep_the_order_of_the_table() -> None:
    index = Index(["share", ".+", "sha"], beginnings)
    assert index.at("Share this", 0) == ("share", ".+", "sha")
