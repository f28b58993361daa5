"""Words that every match holds are in every match."""

import pytest

from cleaners.held import held
from cleaners.page import squeezed
from cleaners.rule import Rule, all_rules
from cleaners.starts import fold

ROWS = [r for r in all_rules() if r.held]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"Foto ?: ?\w+", ("foto",)),
        (r"(?:Foto|Bild)s?: .+", ("bild", "foto")),
        (r"(?:Foto )?\w+", ()),  # nothing of it must stand there
        (r"(?:read|\w{4}) on", (" on",)),
        (r"[Tt]ags?", ("tag",)),
        (r"\w+[(（]", ("(", "（")),
        (r"[a-z] ?(?:摄|攝)", ("摄", "攝")),  # one character of Chinese is a word
        (r"(?:by|von) .+ \| .+ (?:online|daily)", ("daily", "online")),  # rarer than " | "
        (r"[a-z] \d", ()),  # a blank is in every line
        (r"(?:ab|cd){2,3}", ("ab", "cd")),
        (r"(?:ab|cd){0,3}", ()),
        (r"(?=never)by", ("by",)),
        ("İlgili", ("ilgili",)),
    ],
)
def test_words_of_a_pattern(pattern: str, words: tuple[str, ...]) -> None:
    assert held(pattern) == words


def test_a_pattern_that_ignores_case_is_read_so_too() -> None:
    assert held("(?:ΣΧΕΤΙΚΑ|Share)", ignore_case=True) == ("share", "σχετικα")


def test_words_that_are_too_many_say_nothing() -> None:
    assert held("|".join(f"{n:03}" for n in range(600))) == ()


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r.id)
def test_every_hit_of_a_row_holds_one_of_its_words(row: Rule) -> None:
    for hit in row.hits:
        text = hit if isinstance(hit, str) else hit[0]
        lines = [fold(squeezed(line)) for line in text.split("\n")]
        assert any(word in line for line in lines for word in row.held)
        if row.part == "line":
            assert any(row.regex.search(squeezed(line)) for line in text.split("\n"))
