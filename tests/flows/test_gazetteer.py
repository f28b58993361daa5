"""The gazetteer command: build, check, lookup."""

from pathlib import Path

import pytest

from cleaners.gazetteer import GazetteerError
from flows.cli import main
from flows.gazetteer import build, check_files, layers, lookup, read
from flows.profiles import read_profile

ROWS = (
    "id\tkind\tname\taliases\tcountry\trole\tfamily_name\tsource\tlicence\n"
    "Q1\tplace\tTestville\tТествилль\tTestland\tcapital\t\tmine\tCC0\n"
    "\tperson\tAnn Test\t\tTestland\tPresident\tTest\tmine\tCC0\n"
)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "rows.tsv").write_text(ROWS, "utf-8")
    (folder / "SOURCES.tsv").write_text("no rows\n", "utf-8")
    return folder


def test_a_folder_of_sources_becomes_tables(sources: Path, tmp_path: Path) -> None:
    into = tmp_path / "out"
    into.mkdir()
    built = build(sources, into)
    assert (built.entries, built.forms) == (2, 3)
    assert {f.name for f in into.iterdir()} == set(built.files)


def test_the_check_refuses_with_a_code(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text(ROWS.replace("Testville", "Here"), "utf-8")
    assert [p.code for p in check_files([table])] == ["common-word"]
    assert main(["gazetteer", "check", str(table)]) == 1
    assert "common-word\tHere" in capfd.readouterr().err


def test_a_name_is_looked_up(capfd: pytest.CaptureFixture[str]) -> None:
    assert [f.id for f in lookup("Vladimir Putin")] == ["Q7747"]
    assert main(["gazetteer", "lookup", "Vladimir Putin"]) == 0
    assert '"Q7747"' in capfd.readouterr().out
    assert main(["gazetteer", "lookup", "Nobody Whatsoever"]) == 1


def test_rows_are_read_from_every_table_of_a_folder(sources: Path) -> None:
    assert [e.name for e in read(sources)] == ["Testville", "Ann Test"]


def test_layers_are_the_texts_of_sound_tables(sources: Path, tmp_path: Path) -> None:
    (sources / "SOURCES.tsv").unlink()
    assert layers(sources, tmp_path / "missing") == (ROWS,)
    assert [f.canonical for f in lookup("Testville", layers(sources))] == ["Testville"]
    (sources / "bad.tsv").write_text("no table", "utf-8")
    with pytest.raises(GazetteerError, match=r"bad\.tsv"):
        layers(sources)


def test_a_projects_own_names_are_laid_over(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data/gazetteer").mkdir(parents=True)
    (tmp_path / "data/gazetteer/mine.tsv").write_text(ROWS, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nowhere"))
    assert read_profile("news").names.gazetteer == (ROWS,)
    (tmp_path / "data/gazetteer/mine.tsv").write_text("no table", "utf-8")
    with pytest.raises(GazetteerError, match=r"mine\.tsv"):
        read_profile("news")
