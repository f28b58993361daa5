"""No regular expression of the house outgrows its text, told by counted steps and by no clock."""

import re

import pytest

from tests.fuzz.growth import growth
from tests.fuzz.machine import machine
from tests.fuzz.patterns import Pattern, patterns


@pytest.mark.parametrize("pattern", patterns(), ids=lambda p: p.name)
def test_the_work_of_an_expression_is_in_proportion_to_its_text(pattern: Pattern) -> None:
    found = growth(pattern)
    assert not found.is_slow(), f"{pattern.name}: {found}; cap its repeats"


@pytest.mark.parametrize(
    "slow",
    [
        *(r"(a+)+b", r"(?:a|a)*b", r"(\w+\s?)*:", r"(?:.*,)+x", r"(?:a*b?)*c", r"a*a*b"),
        *(r"\s+$", r"\w+\.", r"\s*,\s*", r"\d+ von", r'".*?"x', r"(?=.*x)a", r"a.*b.*c$"),
        *(r"(?i)[a-z]+://", r"(?:ab)+c", r"x[^\n]*y[^\n]*z"),
        r"(?<![A-Za-z])[^\s\x00-\x7f]++(?![A-Za-z])",
    ],
)
def test_a_slow_expression_is_found(slow: str) -> None:
    assert growth(Pattern("slow", slow, 0), 30).is_slow()


@pytest.mark.parametrize("slow", [r"(?:[:.]|\.\.\.)*", r"(?i)read(?: ?\w| ?\w\w)*", r"(?:a+b?)*"])
def test_one_that_fails_at_the_end_of_a_line_is_found(slow: str) -> None:
    assert not growth(Pattern("slow", slow, 0, is_anchored=True), 30).is_slow()
    assert growth(Pattern("slow", slow, 0, is_anchored=True, is_whole=True), 30).is_slow()


@pytest.mark.parametrize(
    "quick",
    [
        *(r"\s{1,9}$", r"(?<!\w)\w+$", r"\w++", r"[^\W_]+", r"a{0,300}b", r"[,;]\s*"),
        *(r"\n(?:x|y)+", r"(?<!a)a+(?!b)", r"<[^<>]{0,200}>", r"(\w)\1"),
        *(r"(?:the|a) \w{1,20}", r"^\s*x"),
    ],
)
def test_a_quick_expression_is_let_through(quick: str) -> None:
    found = growth(Pattern("quick", quick, 0), 30)
    assert not found.is_slow(), found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?:a|ab)(?:c|bcd)(d*)", "abcd"),
        (r"(a+?)(b*)c", "aabbc aac"),
        (r"(\w)\1", "hello bookkeeper"),
        (r"(?<=x)y(?!z)", "xyz xy y"),
        (r"(?i)Straße|kim\b", "KIM STRAßE kims"),
        (r"(?:(?:a*)b?){1,3}$", "aabaab"),
        (r"\d{2,4}(?:[.:]\d\d)?", "12.30 5 2023 1:30"),
        (r"(?>a+|b)c", "aac bc ac"),
        (r"^x|(?m:^y)", "x\ny x"),
        (r"\w++!", "ab! cd"),
        (r"[^\n]*?,", "a,b\nc,"),
    ],
)
def test_the_machine_finds_what_re_finds(pattern: str, text: str) -> None:
    made, compiled = machine(pattern, 0), re.compile(pattern)
    for at in range(len(text) + 1):
        found = compiled.match(text, at)
        assert made.match(text, at) == (found.end() if found else None), at


ANY_DOT = re.compile(r"\\\.\(\?=\[?\\S\]?\)\|")
SOME_DOT = re.compile(r"\(\?<=(?:[^()]|\([^()]*\))*\)\\\.(?=[|)])")


def test_the_dot_of_an_abbreviation_is_read_one_way() -> None:
    """`Mr.Mr.Mr.` takes for ever where two ways of a repeat read its dots: bounded, but by 90."""
    assert SOME_DOT.search(r"(?:a|\.(?=\S)|(?<=\b(?:Dr|Mr))\.){2,90}")
    assert not SOME_DOT.search(r"(?:a|\.(?=\S)|(?<=\b(?:Dr|Mr))\.(?!\S)){2,90}")
    dotted = [p for p in patterns() if ANY_DOT.search(p.pattern)]
    assert dotted and not [p.name for p in dotted if SOME_DOT.search(p.pattern)]


def test_words_in_a_row_end_somewhere() -> None:
    """Words of which no blank need stand behind are cut in a million ways."""
    loose = re.compile(r"\{1,\d\d\} \?\)\{\d,\d+\}")
    assert loose.search(r"(?:\w{1,20} ?){1,6}")
    assert not [p.name for p in patterns() if loose.search(p.pattern)]


def test_every_expression_is_known() -> None:
    names = {p.name for p in patterns()}
    assert "cleaners.markup.TAG" in names and "translation.second-attribution" in names
    assert sum(name.startswith("boilerplate.") for name in names) > 400
