"""What near-duplicates share: a body's exact digest, its shingles, its names and numbers, its keys.

Two bodies are compared by their words alone. Case, line breaks, spaces, quotation marks and dashes
differ from site to site and say nothing about the story; words, numbers and their order do.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import rensa

VERSION = 1
"""To be raised whenever a text would get another signature."""

WORDS, CHARACTERS = 3, 8
"""How many tokens make a shingle: of words, and where most tokens are single characters."""
NEAR = 0.8
"""The share of their shingles that near copies have in common, and partial ones of the shorter."""
AGREED = 0.6
"""The share of numbers, and of names, that copies have in common."""
REPLACED, TOLD = 3, 0.6
"""Look-alikes: so many numbers and names stand in the place of others, and they alone account for
this share of all that differs."""

BANDS, ROWS, SEED = 20, 6, 1
SAMPLED, MOST_SAMPLES = 1 << 27, 16  # one run of tokens in 32, and no more of them
MOST_SHINGLES, MOST_MARKS = 4096, 128
Hashes = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.uint64]
Kind = Literal["exact", "near", "partial", "other"]

_MARKS = "".join(
    re.escape(chr(c)) for c in range(0x300, 0x20F0) if unicodedata.category(chr(c)) in ("Mn", "Mc")
)
# Chinese, Japanese, Thai, Lao, Burmese and Khmer put no blanks between words.
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_SYMBOLS = "[$€£¥₹%]"
_MINUS = r"(?:(?<!\S)[-−](?=\d))?"
_WORD = re.compile(rf"{_MINUS}[^\W_]+|{_SYMBOLS}")
_TOKEN = re.compile(rf"[{_SINGLE}]|{_MINUS}(?:[^\W_{_SINGLE}]|[{_MARKS}])+|{_SYMBOLS}")
_WIDE = re.compile(f"[{_SINGLE}{_MARKS}]")  # what the faster _WORD does not know
_CAPITALS = "".join(chr(c) for c in range(0x41, 0x2C00) if unicodedata.category(chr(c)) == "Lu")
# A capital after a word or a comma: where a sentence begins, every word has one.
_NAME = re.compile(rf"(?<=[\w,;] )[{_CAPITALS}][^\W\d_]+")
_DIGIT = re.compile(r"\d")
_ODD = np.uint64(0x9E3779B97F4A7C15)


class Signature(NamedTuple):
    """All that is compared of a body.

    `exact` is the digest of its words. `keys` are the hashes under which a body that may be a copy
    is looked up. `shingles`, `numbers` and `names` are sets, as sorted hashes; of a very long text
    those with the smallest hashes.
    """

    exact: bytes
    keys: Keys
    shingles: Hashes
    numbers: Hashes
    names: Hashes


class Relation(NamedTuple):
    """What two bodies are to each other; `similarity` is that of Jaccard, over their shingles."""

    kind: Kind
    similarity: float


def mark() -> str:
    """What signatures depend on beside the text. Those of another mark cannot be compared."""
    return (
        f"{VERSION} rensa {version('rensa')} unicode {unicodedata.unidata_version} {sys.byteorder}"
    )


def tokens(text: str) -> list[str]:
    """The words of a text; each character where a script has no blanks between words.

    >>> tokens("“It’s −5 °C,” he said;\\nprices fell 3.2%.")
    ['it', 's', '−5', 'c', 'he', 'said', 'prices', 'fell', '3', '2', '%']
    >>> tokens("金正恩访俄")
    ['金', '正', '恩', '访', '俄']
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return (_TOKEN if _WIDE.search(plain) else _WORD).findall(plain)


def signature(text: str) -> Signature:
    """The signature of a body. One without any word is its own: only its very twin is its copy.

    >>> one, two = map(signature, ("Putin came.\\n“Good,” he said.", 'PUTIN CAME. "Good", he said'))
    >>> one.exact == two.exact, signature("***").exact == signature("…").exact
    (True, False)
    """
    words = tokens(text) or [text]
    hashes = np.fromiter(map(_hash, words), np.uint64, len(words))
    size = CHARACTERS if 2 * sum(map(len, words)) < 3 * len(words) else WORDS
    shingles = _runs(hashes, size)
    exact = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16)
    others = (word for word in set(words) if not word.isalpha())
    return Signature(
        exact.digest(),
        np.concatenate((_bands(shingles), _samples(hashes, 2 * size))),
        shingles[:MOST_SHINGLES],
        _set(word for word in others if _DIGIT.search(word)),
        _set(name.casefold() for name in set(_NAME.findall(text))),
    )


def relation(one: Signature, two: Signature) -> Relation:
    """Whether two bodies tell the same story in the same words.

    `partial` copies were cut, added to or rewritten in part. The longer one must not be twice as
    long: a round-up holds several stories and is a copy of none.

    >>> report = "The River Thames rose to 3 metres at Kingston on Monday; 40 streets were shut."
    >>> edited = report.replace("were shut", "were closed")
    >>> filled = report.replace("Thames", "Trent").replace("Kingston", "Nottingham")
    >>> [relation(signature(report), signature(other)).kind for other in (edited, filled)]
    ['near', 'other']
    """
    if one.exact == two.exact:
        return Relation("exact", 1.0)
    words = _overlap(one.shingles, two.shingles, MOST_SHINGLES)
    similarity = words.shared / max(1, words.less + words.more - words.shared)
    is_partial = words.shared >= NEAR * words.less and 2 * words.shared > words.more
    kind: Kind = "near" if similarity >= NEAR else "partial" if is_partial else "other"
    if kind != "other" and _look_alike(one, two, words):
        kind = "other"
    return Relation(kind, round(similarity, 4))


class _Overlap(NamedTuple):
    """How many hashes two sets share, and how many the smaller and the larger one have."""

    shared: int
    less: int
    more: int

    @property
    def replaced(self) -> int:
        """How many of the smaller one's have no counterpart; as many of the other have none."""
        return self.less - self.shared


def _look_alike(one: Signature, two: Signature, words: _Overlap) -> bool:
    """Whether two bodies are one template, filled in twice: they differ in names and numbers.

    A later version of a story has other numbers as well, but most are as they were; and what else
    is new in it is made of plain words.
    """
    numbers = _overlap(one.numbers, two.numbers, MOST_MARKS)
    names = _overlap(one.names, two.names, MOST_MARKS)
    if any(marks.shared < AGREED * marks.less for marks in (numbers, names)):
        return True
    replaced = numbers.replaced + names.replaced
    return replaced >= REPLACED and replaced * WORDS >= TOLD * words.replaced


def _overlap(one: Hashes, two: Hashes, most: int) -> _Overlap:
    """What two sets share.

    Sets that were cut short are compared up to the smaller of their last hashes: below it both are
    whole, and what holds there holds for all of them.
    """
    ends = [part[-1] for part in (one, two) if len(part) == most]
    if ends:
        one, two = (part[: np.searchsorted(part, min(ends), "right")] for part in (one, two))
    both = np.concatenate((one, two))
    both.sort()
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    return _Overlap(shared, min(len(one), len(two)), max(len(one), len(two)))


def _bands(shingles: Hashes) -> Keys:
    """Keys that two bodies share the likelier, the more of their shingles are the same."""
    ends = np.array([0, len(shingles)], np.uint64)
    hashed = rensa.RMinHash.digest_matrix_from_flat_token_hashes(
        shingles.astype(np.uint64), ends, BANDS * ROWS, SEED
    )
    rows = np.array(hashed.to_rows()[0], np.uint64).reshape(BANDS, ROWS)
    keys = np.arange(BANDS, dtype=np.uint64)
    for n in range(ROWS):
        keys = _mixed(keys ^ rows[:, n])
    return keys


def _samples(words: Keys, size: int) -> Keys:
    """Long runs of words, chosen by their hashes alone: a cut copy has those of its part."""
    runs = _combined(words, size)
    return np.unique(runs[(runs >> np.uint64(32)) < SAMPLED])[:MOST_SAMPLES]


def _runs(words: Keys, size: int) -> Hashes:
    runs = _combined(words, min(size, len(words))) >> np.uint64(32)
    return _unique(runs.astype(np.uint32))


def _combined(words: Keys, size: int) -> Keys:
    """One hash for each run of `size` words, in their order."""
    count = max(0, len(words) - size + 1)
    out = np.zeros(count, np.uint64)
    for n in range(size):
        out = out * _ODD + words[n : n + count]
    return _mixed(out)


def _mixed(x: Keys) -> Keys:
    """Every bit of a hash depends on every bit of what went in: the end of SplitMix64."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def _set(words: Iterable[str]) -> Hashes:
    """A set of words as sorted hashes."""
    return _unique(np.array([_hash(word) >> 32 for word in words], np.uint32))[:MOST_MARKS]


def _unique(hashes: Hashes) -> Hashes:
    """The hashes, sorted, each once; `numpy.unique` is slow for so few."""
    ordered = np.sort(hashes)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]


@lru_cache(1 << 18)
def _hash(word: str) -> int:
    data = word.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")
