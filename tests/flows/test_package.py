"""What stores and exports say of themselves, checked by the official validators."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import frictionless
import jsonschema
import mlcroissant
import pytest

from flows import package
from flows.export import export
from flows.manifest import opened
from flows.package import describe_store
from flows.settings import Settings
from flows.wish import Wish
from tests.flows import varied
from tests.flows.readers import files
from tests.flows.running import STORY, old, run, tree

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

FORMS = ("json", "jsonl", "jsonl.zst", "parquet", "datasets", "text")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return varied.make(tmp_path_factory.mktemp("varied"))


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """The validator of Croissant logs what it recommends."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def check(folder: Path) -> mlcroissant.Dataset:
    """Both files are valid, and every digest is that of its file."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])
    assert report.stats["tasks"] > 0
    dataset = mlcroissant.Dataset(str(folder / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    return dataset


def said(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


def numbers(folder: Path) -> dict[str, object]:
    found = said(folder)["copydesk"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("edits", ["embedded", "sidecar", "none"])
def test_every_export_is_valid(store: Path, tmp_path: Path, form: str, edits: str) -> None:
    wish = Wish(form, "none" if form == "text" else edits, by=("language",), part_size=9_000)
    done = export(store, tmp_path / "out", wish)
    check(tmp_path / "out")
    facts = numbers(tmp_path / "out")
    assert facts["records"] == facts["held_by_store"] == done.records == 15
    listed = {str(f.path) for f in done.files} | {"datapackage.json", "croissant.json"}
    if form in ("json", "text"):
        rows = (tmp_path / "out/articles.csv").read_text("utf-8").splitlines()[1:]
        listed |= {row.split(",")[1] for row in rows}
    assert listed == {str(p.relative_to(tmp_path / "out")) for p in files(tmp_path / "out")}


@pytest.mark.filterwarnings("ignore:The inplace keyword")
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_croissant_leads_to_the_texts(store: Path, tmp_path: Path, form: str) -> None:
    export(store, tmp_path / "out", Wish(form, by=("language", "date"), part_size=9_000))
    rows = list(check(tmp_path / "out").records("articles"))
    texts = {row["articles/id"].decode(): row["articles/text"].decode() for row in rows}
    assert len(texts) == 15
    assert texts["latin.txt"].startswith("Le café était fermé")


@pytest.mark.parametrize("edits", ["embedded", "none"])
def test_an_export_carries_the_schema_of_what_is_in_it(
    store: Path, tmp_path: Path, edits: str
) -> None:
    export(store, tmp_path / "out", Wish("jsonl", edits))
    (path,) = (tmp_path / "out").glob("*.schema.json")
    schema = json.loads(path.read_text("utf-8"))
    lines = (tmp_path / "out/data/part-00000.jsonl").read_text("utf-8").splitlines()
    for line in lines:
        jsonschema.validate(json.loads(line), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**json.loads(lines[0]), "colour": "red"}, schema)


def test_a_file_that_was_changed_is_not_valid(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "out", Wish("jsonl"))
    with (tmp_path / "out/data/part-00000.jsonl").open("ab") as stream:
        stream.write(b"\n")
    assert not frictionless.validate(str(tmp_path / "out/datapackage.json")).valid


def test_the_licence_is_the_publishers_until_a_setting_says_so(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "one", Wish("jsonl"))
    export(store, tmp_path / "two", Wish("jsonl", license="CC-BY-4.0"))
    export(store, tmp_path / "url", Wish("datasets", license="https://example.org/a: b"))
    titles = [str(said(tmp_path / name)["licenses"]) for name in ("one", "two", "url")]
    assert "belong to their publishers" in titles[0] and "CC-BY-4.0" in titles[1]
    for name in ("one", "two", "url"):
        check(tmp_path / name)
    card = (tmp_path / "url/README.md").read_text("utf-8")
    assert 'license: "https://example.org/a: b"\n' in card


def test_a_store_is_valid_and_counts_what_it_holds(store: Path) -> None:
    check(store)
    facts = numbers(store)
    assert (facts["records"], facts["rejects"], facts["withdrawn"]) == (15, 2, 0)


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    inbox, store = tmp_path / "inbox", tmp_path / "store"
    inbox.mkdir()
    for n in range(2):
        (inbox / f"{n}.txt").write_text(f"{STORY}Day {n}.")
        old(inbox / f"{n}.txt")
    run(inbox, store)
    first = numbers(store)
    (inbox / "1.txt").rename(inbox / "1.away")
    run(inbox, store)
    second = numbers(store)
    assert second["digest"] != first["digest"] and second["withdrawn"] == 1
    (inbox / "1.away").rename(inbox / "1.txt")
    run(inbox, store)
    assert numbers(store) == first


def test_a_store_that_did_not_change_is_not_described_again(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(store)

    def never(*_: object) -> str:
        raise AssertionError("the manifest was read")

    with opened(store) as base:
        with monkeypatch.context() as patched:
            patched.setattr(package, "state_digest", never)
            describe_store(store, base, Settings().license)
            with pytest.raises(AssertionError):
                describe_store(store, base, "CC0-1.0")
        (store / "croissant.json").unlink()
        describe_store(store, base, None)
    assert tree(store) == before
