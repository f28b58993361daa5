"""The contract: it changes only with a version and a line in CHANGELOG.md, and old records stay."""

import json
import re

import pytest
from pydantic import ValidationError

from cleaners import clean
from cleaners.record import (
    OLDER,
    SCHEMA_VERSION,
    Article,
    Record,
    Reject,
    restore,
    with_edits,
    without_edits,
)
from flows.schema import MODELS, digest_of, schema_of
from tests.expected import ROOT

OLD = ROOT / "tests/contract"
HOW = "docs/contract.md says how to raise the version"


def test_the_contract_changes_only_with_a_version() -> None:
    lines = (ROOT / "docs/schema-versions.tsv").read_text("utf-8").splitlines()
    held = {tuple(cells[:2]): cells[2] for cells in (line.split("\t") for line in lines)}
    for name in MODELS:
        found = digest_of(schema_of(name))
        assert held.get((SCHEMA_VERSION, name)) == found, f"{name}: other fields; {HOW}"


def test_every_version_has_a_line_in_the_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"schema\D{{1,3}}{re.escape(SCHEMA_VERSION)}\b", text), (
        f"CHANGELOG.md: expected a line that says what is new in schema {SCHEMA_VERSION}; {HOW}"
    )


@pytest.mark.parametrize("version", OLDER)
def test_records_of_older_versions_are_read(version: str) -> None:
    data = (OLD / f"record-{version}.json").read_bytes()
    record = Record.model_validate_json(data)
    assert f'"schema_version": "{version}"'.encode() in data
    assert record.schema_version == SCHEMA_VERSION
    assert restore(record).endswith(b"\xff")
    reject = Reject.model_validate_json((OLD / f"reject-{version}.json").read_bytes())
    assert reject.schema_version == SCHEMA_VERSION


@pytest.mark.parametrize("odd", [float("inf"), float("nan"), -0.1, 1.1])
def test_a_confidence_and_a_score_are_shares(odd: float) -> None:
    record = json.loads(a_record().model_dump_json())
    record["language"]["confidence"] = odd
    with pytest.raises(ValidationError, match=r"language\.confidence"):
        Record.model_validate_json(json.dumps(record))
    record = json.loads(a_record().model_dump_json())
    record["edits"][0]["score"] = odd
    with pytest.raises(ValidationError, match=r"edits\.0\.score"):
        Record.model_validate_json(json.dumps(record))


def a_record() -> Record:
    made = clean((ROOT / "seeds/002_54148001c24df2e1.txt").read_bytes())
    assert isinstance(made, Record)
    return made


def test_an_article_has_all_fields_of_a_record_but_its_edits() -> None:
    assert set(Record.model_fields) - set(Article.model_fields) == {"edits"}
    record = a_record()
    article = without_edits(record)
    assert not isinstance(article, Record)
    assert article.model_dump() == record.model_dump(exclude={"edits"})
    assert Article.model_validate_json(article.model_dump_json()) == article


def test_no_article_is_a_record_and_no_record_an_article() -> None:
    record = a_record()
    with pytest.raises(ValueError, match="edits"):
        Record.model_validate_json(without_edits(record).model_dump_json())
    with pytest.raises(ValueError, match="edits"):
        Article.model_validate_json(record.model_dump_json())


def test_an_article_and_its_ledger_are_the_record() -> None:
    record = a_record()
    assert with_edits(without_edits(record), record.edits) == record
    with pytest.raises(ValueError, match="1 validation error for Record"):
        with_edits(without_edits(record), record.edits[1:])
