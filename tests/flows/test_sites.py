"""What a store learns of its sites, what a person decides, what a run does with both."""

import json
from pathlib import Path

import pytest

from flows.fault import Fault
from flows.sites import Row, forget_site, learn_sites, read_rows, sites_of, write_rows
from tests.flows.running import run

BANNER = "Sign here for the morning letter of the Example Courier"
TOWNS = ("Northham", "Southton", "Eastwick", "Westville", "Midburg", "Overow")


def dump(folder: Path) -> Path:
    """Six stories of one site, each with the site's banner, and one of nowhere."""
    rows = [
        {
            "id": town,
            "url": f"https://www.example.org/{town}",
            "text": f"The council of {town} closed the old bridge for good.\n{BANNER}\n"
            f"Nobody in {town} had asked for it, the mayor told reporters on Tuesday.",
        }
        for town in TOWNS
    ]
    rows.append({"id": "nowhere", "text": f"The bridge was closed on Monday again.\n{BANNER}"})
    path = folder / "dump.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    run(dump(tmp_path), tmp_path / "store")
    return tmp_path / "store"


def test_a_site_is_learned_from_its_articles(store: Path) -> None:
    assert learn_sites(store) == {"example.org": 1}
    assert read_rows(store) == (Row("example.org", "learned", 6, BANNER.casefold()),)
    before = (store / "sites.tsv").read_bytes()
    assert learn_sites(store) == {"example.org": 1}
    assert (store / "sites.tsv").read_bytes() == before


def test_what_a_person_decides_stays(store: Path) -> None:
    decided = [Row("example.org", "never", 6, BANNER), Row("example.org", "always", 0, "Our Firm")]
    write_rows(store, decided)
    learn_sites(store)
    assert {r.use for r in read_rows(store)} == {"never", "always"}
    assert sites_of(read_rows(store))["example.org"].lines == {"our firm"}


def test_a_site_is_forgotten(store: Path) -> None:
    learn_sites(store)
    assert forget_site(store, "example.org") == 1
    assert read_rows(store) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site\tline\n", "line 1: expected the columns site, use, articles, line"),
        ("site\tuse\tarticles\tline\na\tmaybe\t3\tx\n", "line 2: expected site, one of learned"),
        ("site\tuse\tarticles\tline\na\tlearned\tx\ty\n", "line 2"),
    ],
)
def test_a_table_that_was_broken_is_named(store: Path, text: str, message: str) -> None:
    (store / "sites.tsv").write_text(text)
    with pytest.raises(Fault, match=message):
        read_rows(store)
