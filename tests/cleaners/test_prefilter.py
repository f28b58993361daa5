"""Rows are asked of a text that holds one of their words, however the words are looked for."""

from hypothesis import given
from hypothesis import strategies as st

from cleaners.page import table_of
from cleaners.prefilter import PATIENCE, Prefilter
from cleaners.rule import load

WORDS = [["foto", "photo"], [], ["share", "are "], ["İlgili".lower(), "ş"], ["\U0001f449", "写真"]]
TEXTS = [h for row in load("boilerplate") for h in (*row.hits, *row.misses) if isinstance(h, str)]


def _of(rows: Prefilter, text: str) -> set[int]:
    awake = rows.of(text)
    return {n for n in range(len(WORDS)) if n in awake}


def _patient_and_built() -> tuple[Prefilter, Prefilter]:
    built = Prefilter(WORDS)
    for n in range(PATIENCE + 1):
        built.of(str(n))
    return Prefilter(WORDS), built


@given(st.text("fotphsare İlgılişŞ👉写真\ud800", max_size=30))
def test_both_ways_to_look_find_the_same_rows(text: str) -> None:
    patient, built = _patient_and_built()
    assert _of(patient, text) == _of(built, text)


def test_words_are_found_anywhere_in_any_case_and_within_other_words() -> None:
    for rows in _patient_and_built():
        assert _of(rows, "A TELEPHOTO lens, and more") == {0, 1}
        assert _of(rows, "SHARE this") == {1, 2}
        assert _of(rows, "") == {1}


def test_the_rows_of_the_table_are_the_same_whether_few_or_many_texts_were_asked() -> None:
    rows = table_of(()).prefilter
    few = {text: Prefilter(rows.words).of(text) for text in TEXTS}
    many = Prefilter(rows.words)
    for text in TEXTS[:PATIENCE]:
        many.of(text)
    for text in TEXTS:
        awake = many.of(text)
        assert [n in awake for n in range(len(rows.words))] == [
            n in few[text] for n in range(len(rows.words))
        ]
