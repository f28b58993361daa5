"""Forms in which pages of the world print who wrote, when, and what a picture shows.

The lines are made, not taken from pages, and stand in facts_forms.tsv. The scorer is off: what is
tested is what the rows know of sites that nobody has seen.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from cleaners.facts import Facts, gather
from tests.carrier import HEADLINE, ROWS, STORY, cleaned

TABLE = Path(__file__).with_name("facts_forms.tsv")


class Form(NamedTuple):
    """A line, where it stands, and the facts in it; none for a sentence that looks alike."""

    language: str
    place: str
    expected: str
    line: str


def _forms() -> list[Form]:
    found: list[Form] = []
    language = ""
    for row in TABLE.read_text("utf-8").splitlines():
        if row.startswith("## "):
            language = row[3:]
        elif not row.startswith("#"):
            place, expected, line = row.split("\t")
            found.append(Form(language, place, expected, line.replace(" ⏎ ", "\n")))
    return found


def page(place: str, line: str) -> str:
    """A small article with the line in it."""
    first, *middle, last = STORY
    return {
        "head": "\n\n".join((HEADLINE, line, *STORY)),
        "mid": "\n\n".join((HEADLINE, first, *middle, line, last)),
        "tail": "\n\n".join((HEADLINE, *STORY, line)),
    }[place]


def missing(expected: str, facts: Facts) -> list[str]:
    """What the facts do not say."""
    found = {
        "by": ";".join(facts.bylines),
        "date": f"{facts.date} {facts.published}",
        "cap": "\n".join(c.text for c in facts.captions),
        "cred": "\n".join(facts.credits),
        "ag": "\n".join(facts.agencies),
    }
    asked = [part.split("=", 1) for part in expected.split("|")]
    return [
        f"{field}={value}: {found[field]!r}"
        for field, value in asked
        if not _says(field, value, found[field])
    ]


def _says(field: str, value: str, found: str) -> bool:
    if field == "date":
        return any(map(str.isdigit, found)) if value == "?" else found.startswith(value)
    return found.lower() == value.lower() if field == "by" else value.lower() in found.lower()


def faults(form: Form) -> list[str]:
    """What is missing or wrong, in words."""
    doc = cleaned(page(form.place, form.line), ROWS)
    facts = gather(doc.source, doc.edits)
    if form.expected == "-":
        moved = (*facts.bylines, *facts.credits, *facts.agencies, *facts.captions)
        is_kept = form.line in doc.text
        return [f"{moved} moved"] * bool(moved) + ["lost"] * (not is_kept)
    stays = [line for line in form.line.split("\n") if line in doc.text]
    return missing(form.expected, facts) + [f"{line!r} stays" for line in stays]


@pytest.mark.parametrize("form", _forms(), ids=lambda f: f"{f.language}: {f.line}")
def test_a_form_is_read(form: Form) -> None:
    assert faults(form) == []


if __name__ == "__main__":
    bad = [(f, faults(f)) for f in _forms()]
    for f, why in bad:
        if why:
            print(f"{f.language}\t{f.place}\t{f.line!r}\t{'; '.join(why)}")
    print(sum(not why for _, why in bad), len(bad))
