"""The index never hides a row that would match."""

import re

import pytest

from cleaners.rule import DATED, Rule, all_rules, load, terms
from cleaners.starts import DEPTH, PATIENCE, Index, beginnings, fold, holds_digit

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


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\d", True),
        ("a1?", False),
        (r"(?:am )?[0-3]?\d\.", True),
        (r"(?:19|20)\d\d|May", False),
        (r"(?:19|20)", True),
        (r"(?P<published>(?i:May) \d{1,2})", True),
        (r"May (?:\d\d){0,2}", False),
        (r"(?=\d)\w+", False),
        (r"[\d-]{1,3}", False),
        (r"[^0-9]", False),
        (r"\\d|\(1\)", False),
    ],
)
def test_a_digit_in_every_match(pattern: str, expected: bool) -> None:
    assert holds_digit(pattern) is expected


def test_what_an_undated_pattern_leaves_out_holds_a_digit() -> None:
    left_out = [name for name in terms() if DATED.fullmatch(f"{{{{{name}}}}}")]
    assert left_out and all(holds_digit(terms()[name]) for name in left_out)


@pytest.mark.parametrize(
    "row", [r for r in all_rules() if DATED.search(r.pattern or "")], ids=lambda r: r.id
)
def test_an_undated_pattern_finds_the_same_where_no_digit_stands(row: Rule) -> None:
    for hit in row.hits:
        text = re.sub(r"\d", "", hit if isinstance(hit, str) else hit[0])
        found, same = row.regex.fullmatch(text), row.undated.fullmatch(text)
        assert (found and found.groupdict()) == (same and same.groupdict())


@pytest.mark.parametrize("row", [r for r in all_rules() if r.holds_digit], ids=lambda r: r.id)
def test_what_rows_with_a_digit_find_has_one(row: Rule) -> None:
    hits = [hit if isinstance(hit, str) else hit[0] for hit in row.hits]
    assert all(any(map(str.isdecimal, hit)) for hit in hits)


def test_a_pattern_of_many_beginnings_is_asked_about_fewer_characters() -> None:
    found = beginnings("[a-z][a-z][a-z]")
    assert {len(b) for b in found} == {1}
    assert all(len(b) <= DEPTH for b in found)


def test_turkish_letters_fold_as_patterns_do() -> None:
    assert fold("İ") == fold("I") == fold("ı") == fold("i")


def test_rows_keep_the_order_of_the_table() -> None:
    index = Index(["sha", "", "\n".join(["pho", "sha"])], str)
    assert index.at("Share this", 0) == ("sha", "", "pho\nsha")


def test_searched_or_in_order_the_index_finds_the_same() -> None:
    rows = [row for row in load("boilerplate") if row.pattern]
    keys = sorted({begin for row in rows for begin in row.begins.split("\n")})
    assert len(keys) > 4 * PATIENCE
    ordered = Index(rows, lambda row: row.begins)
    found = {key: ordered.at(key, 0) for key in keys}  # most are asked when all are in order
    for n in range(0, len(keys), PATIENCE // 4):
        searched = Index(rows, lambda row: row.begins)
        for key in keys[n : n + 8]:
            assert searched.at(key, 0) == found[key], key


@pytest.mark.parametrize("text", ["\0", "\n", "\0\n", "a\0b"])
def test_what_stands_between_beginnings_begins_nothing(text: str) -> None:
    assert Index(["a", "b"], str).at(text, 0) == (("a",) if text[0] == "a" else ())
