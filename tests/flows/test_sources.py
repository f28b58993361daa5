"""Bad input is a reject with its place, and every other article still comes out."""

import io
import json
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import sources
from flows.article import Lost, Raw
from flows.fault import Fault
from flows.sources import Look, Ref, discover, read, without_duplicates

MOST = 5_000_000
STORY = "Putin invited the North Korean leader to Moscow on Wednesday.\n"


def found(source: Path) -> dict[str, Ref]:
    return {ref.id: ref for ref in without_duplicates(discover(source, Look(MOST)))}


def code(ref: Ref) -> str:
    got = read(ref, MOST)
    return got.reject.code if isinstance(got, Lost) else "read"


def test_a_folder_is_listed_in_the_order_of_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.MD", "c.jpg", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY)
    assert list(found(tmp_path)) == ["a/b.MD", "a/z.txt", "b.txt"]


def test_one_file_is_a_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    assert list(found(tmp_path / "a.txt")) == ["a.txt"]


def test_a_missing_source_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="No such file or directory; expected a folder"):
        list(discover(tmp_path / "nowhere", Look(MOST)))


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert not found(tmp_path)


def test_what_only_has_an_articles_name_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "socket.txt"))
        (tmp_path / "good.txt").write_text(STORY)
        codes = {id: code(ref) for id, ref in found(tmp_path).items()}
    assert codes == {
        "folder.txt": "not-a-file",
        "good.txt": "read",
        "pipe.txt": "not-a-file",
        "socket.txt": "not-a-file",
    }


def test_links_that_loop_or_lead_out_are_rejected(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (inside / "loop.txt").symlink_to(inside / "loop.txt")
    (inside / "nowhere.txt").symlink_to(inside / "gone.txt")
    (inside / "out.txt").symlink_to(outside / "secret.txt")
    (inside / "self").symlink_to(inside)
    (inside / "away").symlink_to(outside)
    (inside / "good.txt").write_text(STORY)
    (inside / "alias.txt").symlink_to(inside / "good.txt")
    codes = {id: code(ref) for id, ref in found(inside).items()}
    assert codes == {
        "alias.txt": "read",
        "away": "outside-source",
        "good.txt": "read",
        "loop.txt": "not-a-file",
        "nowhere.txt": "not-a-file",
        "out.txt": "outside-source",
    }


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder anybody may enter, while this process may not do more than anybody."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in folder.iterdir():
            path.chmod(0o755)


def test_what_cannot_be_read_is_rejected(open_folder: Path) -> None:
    (open_folder / "locked").mkdir()
    (open_folder / "locked.txt").write_text(STORY)
    (open_folder / "good.txt").write_text(STORY)
    for name in ("locked", "locked.txt"):
        (open_folder / name).chmod(0)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        codes = {id: code(ref) for id, ref in found(open_folder).items()}
    finally:
        os.seteuid(was)
    assert codes == {"good.txt": "read", "locked": "unreadable", "locked.txt": "unreadable"}


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as big:
        big.truncate(50_000_000)
    got = read(found(tmp_path)["big.txt"], MOST)
    assert isinstance(got, Lost) and got.data is None
    assert got.reject.code == "too-large" and "50,000,000 bytes" in got.reject.message


class Growing(io.BufferedReader):
    """A file that somebody else writes to while it is read."""

    def __init__(self, path: str) -> None:
        super().__init__(io.FileIO(path))
        self.path = Path(path)

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        with self.path.open("a") as other:
            other.write("More to follow.")
        return data


def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    ref = found(tmp_path)["a.txt"]
    monkeypatch.setattr(sources, "opened", Growing)
    got = read(ref, MOST)
    assert isinstance(got, Lost) and got.reject.code == "changed-while-read"
    assert got.data == STORY.encode()


def test_a_file_that_went_away(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    ref = found(tmp_path)["a.txt"]
    (tmp_path / "a.txt").unlink()
    assert code(ref) == "unreadable"


def rows(path: Path, *lines: bytes | dict[str, object]) -> Path:
    """A file of rows."""
    made = (n if isinstance(n, bytes) else json.dumps(n).encode() for n in lines)
    path.write_bytes(b"\n".join(made) + b"\n")
    return path


def test_rows_of_jsonl_are_sources(tmp_path: Path) -> None:
    path = rows(
        tmp_path / "dump.jsonl",
        {"id": "one", "text": "Putin arrived.", "url": "https://example.org/1"},
        b"",
        {"text": "No id."},
        b"{broken",
        {"id": "three"},
        {"id": "one", "text": "Again."},
        {"id": "lone", "text": "half \ud800 pair"},
        b'["a", "list"]',
    )
    refs = found(path)
    got = {id: read(ref, MOST) for id, ref in refs.items()}
    codes = {id: g.reject.code if isinstance(g, Lost) else "read" for id, g in got.items()}
    assert codes == {
        "one": "read",
        "dump.jsonl:3": "read",
        "dump.jsonl:4": "bad-row",
        "three": "bad-row",
        "one#dump.jsonl:6": "duplicate-id",
        "lone": "read",
        "dump.jsonl:8": "bad-row",
    }
    first = got["one"]
    assert isinstance(first, Raw) and first.url == "https://example.org/1"
    assert first.container and first.container.place == "line 1"
    broken = got["dump.jsonl:4"]
    assert isinstance(broken, Lost) and broken.data == b"{broken\n"
    again = got["one#dump.jsonl:6"]
    assert isinstance(again, Lost) and again.data == b"Again."


def test_a_row_of_fifty_megabytes_is_rejected_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    with path.open("wb") as out:
        out.write(b'{"text": "' + b"x" * 50_000_000 + b'"}\n{"id": "b", "text": "Putin."}\n')
    assert [code(ref) for ref in found(path).values()] == ["too-large", "read"]


def test_rows_that_moved_since_they_were_listed(tmp_path: Path) -> None:
    path = rows(tmp_path / "dump.jsonl", {"id": "a", "text": "Putin arrived."})
    ref = found(path)["a"]
    rows(path, {"id": "a", "text": "Putin  left."})
    assert code(ref) == "changed-while-read"


def test_a_row_that_is_no_utf8_keeps_its_bytes(tmp_path: Path) -> None:
    path = rows(tmp_path / "dump.jsonl", b'{"id": "a", "text": "caf\xe9 in Paris"}')
    got = read(found(path)["a"], MOST)
    assert isinstance(got, Raw) and got.data == b"caf\xe9 in Paris"
