"""Fragments of news as an editor would mend, doubt or leave them: names and marks of translation.

The fragments are made, not taken from pages, and were written before anybody looked at how the
rules treat them. They stand in fragments.tsv.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from cleaners import Record, clean
from cleaners.profile import named

TABLE = Path(__file__).with_name("fragments.tsv")
PROFILE = named("fragment")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


class Fragment(NamedTuple):
    """A text, what an editor would do, and whether we are known to fail."""

    stage: str
    wish: str
    text: str
    right: str
    why: str
    known: bool


def _fragments() -> list[Fragment]:
    found: list[Fragment] = []
    for row in TABLE.read_text("utf-8").splitlines():
        if not row.startswith("#"):
            stage, wish, text, right, why = row.split("\t")
            text, right = _read(text), _read(right)
            known = wish.endswith("?")
            found.append(Fragment(stage, wish.rstrip("?"), text, right or text, why, known))
    return found


def _read(cell: str) -> str:
    return ESCAPE.sub(lambda m: chr(int(m[1], 16)), cell.replace("⏎", "\n"))


FRAGMENTS = _fragments()


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda f: f.text[:40])
def test_a_fragment_becomes_what_an_editor_would_make_of_it(fragment: Fragment) -> None:
    record = clean(fragment.text, PROFILE)
    assert isinstance(record, Record)
    doubted = any(f.code.startswith("translation.") for f in record.flags)
    is_right = record.text == fragment.right
    if fragment.wish != "repair":
        is_right &= fragment.stage == "names" or doubted == (fragment.wish == "flag")
    assert is_right != fragment.known, record.text


def test_every_fragment_says_why_and_stands_once() -> None:
    assert all(f.why and f.wish in ("repair", "flag", "leave") for f in FRAGMENTS)
    assert len({f.text for f in FRAGMENTS}) == len(FRAGMENTS)
