"""The schema as a command, and two schemas compared in words."""

import json
from pathlib import Path

import pytest

from cleaners.record import SCHEMA_VERSION
from flows.cli import main
from flows.schema import Json, as_text, differences, digest_of, schema_of


def test_it_names_itself_and_its_version() -> None:
    for name in ("record", "article", "reject"):
        assert schema_of(name)["$id"] == f"urn:copydesk:{name}:{SCHEMA_VERSION}"


def test_the_digest_sees_fields_and_not_words() -> None:
    schema: dict[str, Json] = {
        "properties": {"title": {"type": "string", "title": "Title"}},
        "$defs": {"A": {"description": "said so", "type": "object"}},
    }
    other = json.loads(json.dumps(schema).replace("said so", "meant so").replace("Title", "Name"))
    assert digest_of(schema) == digest_of(other)
    renamed = json.loads(json.dumps(schema).replace('"title": {', '"name": {'))
    assert digest_of(schema) != digest_of(renamed)
    typed = json.loads(json.dumps(schema).replace("object", "array"))
    assert digest_of(schema) != digest_of(typed)


def test_nested_fields_are_told_once() -> None:
    old = schema_of("record")
    new = json.loads(json.dumps(old))
    new["$defs"]["Source"]["properties"]["reader"] = {"$ref": "#/$defs/Reader"}
    new["$defs"]["Reader"] = {"type": "object", "properties": {"name": {"type": "string"}}}
    new["$defs"]["Copyright"]["required"].append("year")
    new["$defs"]["Entity"]["properties"].pop("surface")
    year = "was whole number or null, may be missing; is whole number or null"
    assert list(differences(old, new)) == [
        f"changed  copyright.year: {year}",
        "removed  entities.surface: was string",
        "added    source.reader: object, may be missing",
    ]


def test_the_same_schema_has_no_difference() -> None:
    assert list(differences(schema_of("record"), schema_of("record"))) == []


def test_a_schema_that_holds_itself_ends() -> None:
    loop: dict[str, Json] = {
        "properties": {"a": {"$ref": "#/$defs/A"}},
        "$defs": {"A": {"properties": {"a": {"$ref": "#/$defs/A"}}}},
    }
    own: dict[str, Json] = {"$defs": {"A": {"$ref": "#/$defs/A"}}, **loop}
    assert list(differences(loop, own)) == []


def test_the_command_says_what_is_new(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    old = tmp_path / "old.json"
    old.write_text(as_text("record").replace('"dateline"', '"place"'))
    assert main(["schema", "--diff", str(old)]) == 1
    said = capfdbinary.readouterr().out
    assert b"dateline" in said and b"place" in said
    assert main(["schema", "--article"]) == 0
    now = tmp_path / "now.json"
    now.write_bytes(capfdbinary.readouterr().out)
    assert main(["schema", "--article", "--diff", str(now)]) == 0
    assert capfdbinary.readouterr().out == b"no difference\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "no JSON"), ("[]", "no schema"), ('{"properties": {}, "title": "X"}', "of 'X'")],
)
def test_what_is_no_schema_is_told(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old.json").write_text(text)
    assert main(["schema", "--diff", str(tmp_path / "old.json")]) == 2
    assert said in capsys.readouterr().err
