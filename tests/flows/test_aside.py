"""A folder that is whole or not there, wherever the one who writes it dies."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows.aside import whole
from flows.fault import Busy
from flows.package import EXPORT, PACKAGE
from tests.expected import ROOT


class Stopped(BaseException):
    """As Ctrl-C."""


def write(out: Path, text: str, replace: bool = True) -> None:
    with whole(out, replace) as folder:
        (folder / PACKAGE).write_text(f'{{"name": "{EXPORT}"}}')
        (folder / "text").write_text(text)


DYING = """
import os, pathlib, shutil, sys
from tests.flows.test_aside import write

rename, left = pathlib.Path.rename, int(sys.argv[2])

def dying(self, target):
    global left
    if not left:
        os.kill(os.getpid(), 9)
    left -= 1
    return rename(self, target)

pathlib.Path.rename = dying
shutil.rmtree = lambda *a, **k: os.kill(os.getpid(), 9)
write(pathlib.Path(sys.argv[1]), "two")
"""


@pytest.mark.parametrize(("after", "there"), [(0, "one"), (1, None), (2, "two")])
def test_a_kill_leaves_the_old_or_the_new(tmp_path: Path, after: int, there: str | None) -> None:
    """Killed before the first rename, between the two, or before the old one is deleted."""
    out = tmp_path / "out"
    write(out, "one")
    command = [sys.executable, "-c", DYING, str(out), str(after)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert (out / "text").read_text() == there if there else not out.exists()
    with pytest.raises(Stopped), whole(out, True):
        assert (out / "text").read_text() == (there or "one"), "nothing is lost"
        raise Stopped
    assert (out / "text").read_text() == (there or "one")
    write(out, "three")
    assert (out / "text").read_text() == "three"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_two_that_write_one_folder_do_not_mix(tmp_path: Path) -> None:
    with whole(tmp_path / "out", False) as folder:
        (folder / "mine").write_text("x")
        with pytest.raises(Busy, match="another export is writing it"):
            write(tmp_path / "out", "y")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["mine"]


def test_what_a_killed_one_left_is_swept(tmp_path: Path) -> None:
    left = tmp_path / ".copydesk-new-out"
    (left / "deep").mkdir(parents=True)
    (left / "deep/half").write_text("half")
    write(tmp_path / "out", "whole", replace=False)
    assert {p.name for p in (tmp_path / "out").iterdir()} == {PACKAGE, "text"}


def test_an_empty_folder_may_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", "one", replace=False)
    assert (tmp_path / "out/text").read_text() == "one"


def test_what_a_link_names_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    link, out = tmp_path / "link", tmp_path / "there" / "out"
    link.symlink_to(out)
    for text in ("one", "two", "three"):
        write(link, text)
        assert link.is_symlink() and (out / "text").read_text() == text
    assert [p.name for p in out.parent.iterdir()] == ["out"]


def test_the_folder_one_stands_in_may_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    write(Path(), "one")
    assert (tmp_path / "out" / "text").read_text() == "one"
