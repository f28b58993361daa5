"""Two code pages, and what a text looks like that was written in one and read in the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import ftfy.bad_codecs

ftfy.bad_codecs.ok()  # the code pages that read every byte
CP1252, CP1250, CP1251 = "sloppy-windows-1252", "sloppy-windows-1250", "sloppy-windows-1251"


class Pair(NamedTuple):
    """A code page that a text is shown in, the one it was written in, and for which languages."""

    shown: str
    true: str
    languages: tuple[str, ...] = ()

    @property
    def is_mac(self) -> bool:
        """Whether the Macintosh had a hand in it: its letters read as symbols and capitals."""
        return "mac_roman" in self

    @property
    def reason(self) -> str:
        """What happened, in words."""
        return f"{_plain_name(self.true)} read as {_plain_name(self.shown)}"


class Reading(NamedTuple):
    """A line read anew, what proves the reading, and the pair that it proves."""

    text: str
    reason: str
    pair: Pair


Proven = frozenset[Pair]
NONE: Proven = frozenset()
HIGH = re.compile("[^\x00-\x7f]+")


@cache
def shows(codec: str) -> frozenset[str]:
    """Every character that a code page has beyond ASCII."""
    return frozenset(bytes(range(0x80, 0x100)).decode(codec, "ignore"))


@cache
def letter_map(shown: str, true: str) -> Mapping[int, int]:
    """Which shown character stands for which true one, where the two differ."""
    pairs: dict[int, int] = {}
    for n in range(0x80, 0x100):
        byte = bytes((n,))
        try:
            a, b = byte.decode(shown), byte.decode(true)
        except UnicodeDecodeError:
            continue
        if a != b:
            pairs[ord(a)] = ord(b)
    return pairs


def _plain_name(codec: str) -> str:
    return codec.replace("sloppy-windows-", "cp")
