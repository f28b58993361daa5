"""A made inbox that changes between runs: texts, rows of two sites with their furniture, junk."""

import json
import random
from pathlib import Path

from tests.flows.running import STORY
from tests.flows.test_sites import BANNER

FEWEST, MOST = 20, 60
FURNITURE = (BANNER, "Write to the desk of the Example Gazette in the old mill")
BROKEN = (b"", b" \n\t\n", bytes(range(256)) * 4, b"\xff\xfe\x00", b"x" * 40)
CAPE = "caf\u00e9 on the square"


class Feed:
    """One folder, changed by chance; the same seed makes the same changes."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance, self.made = folder, chance, 0
        self.rows: list[dict[str, str]] = []
        folder.mkdir()
        for _ in range(FEWEST):
            self._add()
        for _ in range(8):
            self._add_row()
        self._write_rows()

    def ids(self) -> set[str]:
        """The id of every article that lies there."""
        return {path.name for path in self._texts()} | {row["url"] for row in self.rows}

    def source(self, id: str) -> bytes:
        """The bytes of one of them."""
        texts = [row["text"] for row in self.rows if row["url"] == id]
        return texts[0].encode() if texts else (self.folder / id).read_bytes()

    def turn(self, many: bool) -> None:
        """A few changes, or none; or so many that a run needs workers."""
        steps = (self._add, self._change, self._delete, self._rename, self._break, self._turn_rows)
        for _ in range(20 if many else self.chance.randrange(5)):
            self.chance.choices(steps, (4, 3, 2, 2, 1, 3))[0]()

    def _texts(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("*.txt") if path.is_file())

    def _any(self) -> Path:
        return self.chance.choice(self._texts())

    def _add(self) -> None:
        if len(self._texts()) < MOST - len(self.rows):
            self.made += 1
            self._put(f"{self.made:05}.txt", self._story().encode(self._encoding()))

    def _change(self) -> None:
        self._put(self._any().name, self._story().encode(self._encoding()))

    def _break(self) -> None:
        self._put(self._any().name, self.chance.choice(BROKEN))

    def _delete(self) -> None:
        if len(self._texts()) > FEWEST // 2:
            self._any().unlink()

    def _rename(self) -> None:
        self.made += 1
        self._any().rename(self.folder / f"{self.made:05}-again.txt")

    def _turn_rows(self) -> None:
        if self.rows and self.chance.random() < 0.4:
            self.rows.pop(self.chance.randrange(len(self.rows)))
        if self.rows and self.chance.random() < 0.4:
            row = self.chance.choice(self.rows)
            row["text"] += STORY
        if len(self.rows) < MOST // 2:
            self._add_row()
        self._write_rows()

    def _add_row(self) -> None:
        self.made += 1
        site, town = self.chance.randrange(2), town_of(self.made)
        text = (
            f"The council of {town} closed the old bridge for good.\n{FURNITURE[site]}\n"
            f"Nobody in {town} had asked for it, the mayor told reporters on Tuesday.\n"
        )
        self.rows.append({"url": f"https://site{site}.example.org/{self.made}", "text": text})

    def _write_rows(self) -> None:
        self._put("dump.jsonl", "\n".join(map(json.dumps, self.rows)).encode())

    def _story(self) -> str:
        lines = self.chance.randrange(1, 9)
        return "".join(f"{STORY}Line {n} of {self.made}: {CAPE}.\n" for n in range(lines))

    def _encoding(self) -> str:
        return self.chance.choices(("utf-8", "latin-1", "utf-16"), (8, 1, 1))[0]

    def _put(self, name: str, data: bytes) -> None:
        """A file that is whole when it appears, as docs/running.md asks for."""
        aside = self.folder.with_name("aside")
        aside.write_bytes(data)
        aside.replace(self.folder / name)


def town_of(number: int) -> str:
    """A name for a number; digits would not tell two stories apart.

    >>> town_of(7), town_of(123)
    ('Hham', 'Bcdham')
    """
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).capitalize() + "ham"
