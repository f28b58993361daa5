"""The five real articles, byte for byte, and what a careful editor would check in each."""

import json
from pathlib import Path

import pytest

from cleaners import Record, clean
from cleaners.record import restore
from tests.expected import SEEDS, expected_path, record_text


def record(number: int) -> Record:
    found = clean(SEEDS[number].read_bytes(), id=SEEDS[number].name)
    assert isinstance(found, Record)
    return found


def rules(found: Record) -> list[str]:
    return [e.rule for e in found.edits]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda s: s.stem)
def test_a_seed_comes_out_as_expected(seed: Path) -> None:
    assert record_text(seed) == expected_path(seed).read_text("utf-8")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda s: s.stem)
def test_a_seed_comes_back(seed: Path) -> None:
    found = clean(seed.read_bytes())
    assert isinstance(found, Record)
    assert restore(Record.model_validate_json(found.model_dump_json())) == seed.read_bytes()


@pytest.mark.parametrize("seed", SEEDS, ids=lambda s: s.stem)
def test_a_second_pass_over_the_text_changes_nothing(seed: Path) -> None:
    found = clean(seed.read_bytes())
    assert isinstance(found, Record)
    again = clean(found.text)
    assert isinstance(again, Record)
    assert again.text == found.text


def test_the_expected_records_hold_no_pipeline() -> None:
    assert all("pipeline" not in json.loads(expected_path(s).read_text("utf-8")) for s in SEEDS)


def test_seed_000() -> None:
    found = record(0)
    assert found.headline and found.headline.startswith("Invitation to Kim for a historic visit!")
    assert found.text.startswith("Russian President Putin came to North Korea again")
    assert {"repeats.headline-cut-short", "names.look-alike", "names.spell"} <= {*rules(found)}
    assert [r for r in rules(found) if r.startswith("translation.")] == [
        "translation.orphan-said",
        "translation.second-attribution",
        "translation.orphan-knowledge",
        "translation.orphan-words",
    ]
    flags = [f.code for f in found.flags]
    assert flags.count("translation.participle-opener") == 2
    assert {"translation.split-quote", "translation.impersonal-stated"} < {*flags}
    assert ".” “We support the implementation" in found.text
    assert found.agencies == ("AA", "DHA")
    assert found.bylines == ("Hazar Saygın",)
    assert "Kim Il-Sung Square" in found.text
    assert "Jong-Un" not in found.text and found.text.count("Kim Jong-un") == 2
    assert found.mt_suspect.score == 1.0


def test_seed_001() -> None:
    found = record(1)
    assert found.headline == "Kim Jong-un Pledges Full Support To Russia During Summit With Putin"
    assert found.copyright and (found.copyright.holder, found.copyright.year) == ("ANN", 2023)
    assert found.text.startswith("North Korean leader Kim Jong-un announces")
    assert "\nRussia recognized Korea.\n" in found.text
    assert "email address" not in found.text and "Leave a Reply" not in found.text


def test_seed_002() -> None:
    found = record(2)
    assert found.headline == "North Korea-Russia meeting over & here are the topics of discussion"
    assert [c.text for c in found.captions] == ["President Putin & Supreme Leader Kim Jong-un"]
    assert "Vostochny Cosmodrome" in found.text
    assert not any(word in found.text for word in ("Dark Mode", "WhatsApp", "Comment", "\u00a0"))
    ids = {e.canonical: e.id for e in found.entities}
    assert (ids["Kim Jong-un"], ids["Vladimir Putin"]) == ("Q56226", "Q7747")


def test_seed_003() -> None:
    found = record(3)
    assert [c.credit for c in found.captions] == [found.credits.index("Reuters")] * 3
    assert found.captions[1].text == "Crowds of flag-waving children greeted the duo in the capital"
    source = SEEDS[3].read_text("utf-8")
    assert found.captions[1].span.of(source) == found.captions[1].text
    assert "MORE ON" not in found.text
    assert "He added that North Korea “expresses full support" in found.text
    assert found.developing
    assert found.agencies == ("Agencies",)
    assert "changing rapidly.\n“In such a situation" in found.text


def test_seed_004() -> None:
    found = record(4)
    assert found.headline is None
    assert {*rules(found)} == {"names.spell"}
    assert "\nWelcome of the President:\n" in found.text
