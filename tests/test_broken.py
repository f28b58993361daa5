"""Every broken input ends as docs/broken.md says: a record, a reject, one line of a command."""

import json
from pathlib import Path

import pytest

from cleaners import Record, clean
from cleaners.record import restore
from flows.commands.clean import single
from tests.broken.case import Case, Command, Folder, Text
from tests.broken.outcome import NEWS, of_command, of_folder, told
from tests.broken.table import cases, outcomes

CASES = dict(cases())
HELD = outcomes()


def of_kind(kind: type[Case]) -> list[str]:
    return [key for key, case in CASES.items() if isinstance(case, kind)]


def test_every_input_has_an_outcome_and_a_name_of_its_own() -> None:
    assert len(list(cases())) == len(CASES)
    assert list(CASES) == list(HELD), "run `python -m tests.broken`, and read the diff"


@pytest.mark.parametrize("key", of_kind(Text))
def test_bytes(key: str, tmp_path: Path) -> None:
    """The library, the filter and a run agree, and nothing is lost."""
    case = CASES[key]
    assert isinstance(case, Text)
    made = case.make()
    data = made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
    result = clean(made)
    assert told(result, has_story=True) == HELD[key]
    if isinstance(result, Record):
        assert restore(result) == data
        assert json.loads(result.model_dump_json())["text"] == result.text
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    (filtered,) = single(str(path), NEWS)
    assert filtered.source.sha256 in (result.source.sha256, None)
    assert type(filtered) is type(result)


def test_bytes_as_files_of_one_folder(tmp_path: Path) -> None:
    """A run over all of them: no file takes another with it, and the counts add up."""
    texts = [(key, case) for key, case in CASES.items() if isinstance(case, Text)]

    def make(folder: Path) -> None:
        for n, (_, case) in enumerate(texts):
            made = case.make()
            data = made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
            (folder / f"{n:03}.txt").write_bytes(data)

    rejects = [HELD[key].split("**")[1] for key, _ in texts if HELD[key].startswith("**")]
    found = of_folder(Folder("all", "", make), tmp_path)
    for code in set(rejects):
        assert f"**{code}**" in found


@pytest.mark.parametrize("key", of_kind(Folder))
def test_files_of_a_run(key: str, tmp_path: Path) -> None:
    case = CASES[key]
    assert isinstance(case, Folder)
    assert of_folder(case, tmp_path) == HELD[key]


@pytest.mark.parametrize("key", of_kind(Command))
def test_commands(key: str, tmp_path: Path) -> None:
    case = CASES[key]
    assert isinstance(case, Command)
    assert of_command(case, tmp_path) == HELD[key]
