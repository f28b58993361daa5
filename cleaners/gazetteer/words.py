"""English words (SCOWL) and the words that names of persons are made of."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from zstandard import ZstdDecompressor

from cleaners.gazetteer.letters import fold

PEOPLES = ("ish", "ese", "wiss", "tch", "nch")
NATIONALITIES = ("an", "i", "ine", "ene")


@cache
def words() -> frozenset[str]:
    """English words as written: `house`, `Paul`, `NATO`.

    >>> "government" in words(), "govemment" in words()
    (True, False)
    """
    return frozenset(_read("words.txt.zst"))


@cache
def parts() -> frozenset[str]:
    """The folded words of persons' names.

    >>> "guterres" in parts(), "guterrez" in parts()
    (True, False)
    """
    return frozenset(_read("parts.txt.zst"))


def is_word(token: str) -> bool:
    """Whether this is an English word, in this case or in lower case.

    >>> is_word("Government"), is_word("paul"), is_word("PAUL")
    (True, False, True)
    """
    known = words()
    return (
        token in known
        or token.lower() in known
        or (token.isupper() and token.capitalize() in known)
    )


def is_common(token: str) -> bool:
    """Whether this is a word written small: `here`, `north`, `time`.

    >>> is_common("Here"), is_common("Pyongyang")
    (True, False)
    """
    return token.lower() in words()


def is_nationality(word: str) -> bool:
    """Whether this English word names a people: it has a plural, or the ending of one.

    >>> is_nationality("Georgian"), is_nationality("Swiss"), is_nationality("Georgia")
    (True, True, False)
    """
    known = words()
    if word not in known or not word[0].isupper():
        return False
    if word.endswith(PEOPLES):
        return True
    return word.endswith(NATIONALITIES) and f"{word}s" in known


def is_known(token: str) -> bool:
    """Whether this is a word, or part of a person's name."""
    return is_word(token) or fold(token) in parts()


def _read(name: str) -> list[str]:
    data = (files("cleaners") / "gazetteer" / name).read_bytes()
    return ZstdDecompressor().decompress(data).decode("utf-8").split("\n")
