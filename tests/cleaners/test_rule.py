"""A malformed table stops with the file, the row and what to do."""

from pathlib import Path

import pytest

from cleaners.byline_lines import CREDIT
from cleaners.guards import SOURCE, WITHOUT_YEAR
from cleaners.page import ROLE
from cleaners.rule import STAGES, TableError, _checked, load, parse, read, rule
from cleaners.shapes import BARE_AGENCY
from cleaners.starts import beginnings
from cleaners.suspicion import HUMAN

GOOD = """
[[rule]]
id = "email-notice"
why = "WordPress prints it."
pattern = 'Your email'
hits = ["Your email"]
misses = ["Your emails"]
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('hits = ["Your email"]', "hits = []", 'rule "email-notice": hits is empty; add a text'),
        ('misses = ["Your emails"]', "", "misses is empty"),
        ('why = "WordPress prints it."', 'why = " "', "why is empty"),
        ("pattern = 'Your email'", "pattern = 'Your (email'", "pattern does not compile"),
        ("pattern = 'Your email'", "pattern = '(?P<mail>Your) email'", "are no fields"),
        ("pattern = 'Your email'", "pattern = '{{nobody}} email'", "there is no term 'nobody'"),
        ("pattern = 'Your email'", "", "give a pattern or a function"),
        ('id = "email-notice"', 'id = "Email Notice"', "expected lower-case-words"),
        ('id = "email-notice"', 'id = "email-notice"\nzone = "middle"', "zone"),
        ('id = "email-notice"', 'id = "email-notice"\nkind = "junk"', "expected one of headline"),
        (
            'id = "email-notice"',
            'id = "email-notice"\nfield = "author"',
            "expected one of headline",
        ),
        ('id = "email-notice"', 'id = "email-notice"\ncolour = "red"', "colour"),
        ("[[rule]]", "[rule]", "expected only [[rule]] and [[fallback]] rows"),
        ("[[rule]]", "[[rule", "not valid TOML"),
    ],
)
def test_a_bad_row_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        parse(GOOD.replace(old, new), "boilerplate", "rules/boilerplate.toml")
    assert "rules/boilerplate.toml" in str(caught.value)
    assert message in str(caught.value)


def test_an_id_that_stands_twice_is_named() -> None:
    with pytest.raises(TableError, match='"email-notice": the id is used twice'):
        parse(GOOD * 2, "boilerplate", "rules/boilerplate.toml")


def test_a_good_row_is_read() -> None:
    (row,) = parse(GOOD, "boilerplate", "rules/boilerplate.toml")
    assert row.id == "boilerplate.email-notice"
    assert row.regex.fullmatch("Your email")


def test_fallbacks_come_after_the_rows_of_every_table() -> None:
    """“MENU” is Portuguese on pages that somebody met, and Danish from knowledge alone."""
    rows = load("boilerplate")
    first = next(n for n, row in enumerate(rows) if row.fallback)
    assert all(row.fallback for row in rows[first:])
    names = [row.name for row in rows]
    assert names.index("pt-navigation") < first <= names.index("da-navigation")


@pytest.mark.parametrize("name", [BARE_AGENCY, CREDIT, ROLE, SOURCE, WITHOUT_YEAR])
def test_rows_that_the_code_names_are_there(name: str) -> None:
    assert rule(f"boilerplate.{name}").pattern


def test_marks_that_people_leave_too_are_rows() -> None:
    assert {row.name for row in load("translation")} >= HUMAN


def test_the_checked_rows_are_those_of_the_tables() -> None:
    """Read from `checked.json` or from the tables themselves, the rules are the same."""
    assert _checked() is not None, "a table changed; run `python docs/generate.py --write`"
    for stage in STAGES:
        rows = read(stage)
        assert rows == load(stage)
        for taken, row in zip(load(stage), rows, strict=True):
            assert taken.model_dump() == row.model_dump()
            assert set(taken.begins.split("\n")) == beginnings(row.spelled_out)


def test_a_damaged_file_of_checked_rows_is_read_past(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/checked.json").write_text("<<<<<<< HEAD")
    monkeypatch.setattr("cleaners.rule.files", lambda package: tmp_path)
    assert _checked.__wrapped__() is None
