"""Lines that look like furniture and are often story: only strong evidence may take them."""

from __future__ import annotations

from collections.abc import Sequence

from cleaners.tagger.features import COLON, NAMES
from cleaners.tagger.shape import SENTENCE_ENDS

LONGEST = 1000  # characters; a longer line can hold a whole article, and nothing takes it
SHARED = 0.6  # of the topic words
NEVER = 2.0  # no score is that high
DOUBTED = 1.5  # nor that high, but the line is flagged
SHORT = 7  # words
PLAIN = 1.8  # of the line's own wording, from −4 (stories) to 4 (page furniture)
TOLD = 0.8  # the same for a sentence with a paragraph of the story on one side only
DATED = 3.2  # the same for a short sentence with a day in it, which is the page's wording too
LETTERS = 0.2  # of its letters, from −4 to 4
STRONG = 0.25  # of the doubt that the threshold allows is what a guarded line may have
_AT = {name: n for n, name in enumerate(NAMES)}


def threshold(row: Sequence[float], remove: float) -> float:
    """The score that a line must reach to go; more than 1 for a line that never goes.

    >>> row = [0.0] * len(NAMES)
    >>> threshold(row, 0.8)
    0.8
    >>> row[_AT["continues"]] = 1.0
    >>> threshold(row, 0.8)
    0.95

    So must a whole sentence in the wording of stories:

    >>> row = [0.0] * len(NAMES)
    >>> row[_AT["words"]], row[_AT["end mark"]], row[_AT["prose before"]] = 12.0, 1.0, 3.0
    >>> row[_AT["letters"]] = -0.3
    >>> threshold(row, 0.8)
    0.95
    """
    if row[_AT["characters"]] > LONGEST or _is_only_paragraph(row):
        return NEVER
    if is_plain_sentence(row):
        return DOUBTED
    return 1 - (1 - remove) * STRONG if is_guarded(row) else remove


def is_plain_sentence(row: Sequence[float]) -> bool:
    """A short sentence with nothing of the page in its own wording: “Nobody was hurt.”

    It may end a story between two advertisements. What stands beside it says nothing of it, and it
    is too short to say much itself.
    """
    is_short = row[_AT["words"]] <= SHORT and row[_AT["end mark"]] in SENTENCE_ENDS
    has_number = row[_AT["digits"]] > 0 and row[_AT["end mark"]] == 1
    is_dated = has_number and row[_AT["letters"]] < LETTERS and row[_AT["furniture"]] < DATED
    return is_short and (row[_AT["furniture"]] < PLAIN or is_dated)


def _is_only_paragraph(row: Sequence[float]) -> bool:
    is_sentence = row[_AT["words"]] >= 6 and row[_AT["end mark"]] in SENTENCE_ENDS
    return is_sentence and not row[_AT["prose before"]] and not row[_AT["prose after"]]


def is_guarded(row: Sequence[float]) -> bool:
    """Whether a line is a subhead or part of a list, a table, a quotation, a broken sentence.

    Or a whole sentence in the wording of stories, whatever stands around it.
    """
    is_broken = row[_AT["continues"]] or row[_AT["continued"]]
    announces = row[_AT["end mark"]] == COLON or row[_AT["block announced"]]
    is_told = row[_AT["shared with story"]] >= SHARED and row[_AT["words"]] >= 8
    return bool(is_broken or announces or is_told or _is_prose(row) or _is_in_list(row))


def _is_prose(row: Sequence[float]) -> bool:
    """A whole sentence in the letters of stories, or one beside a paragraph of the story."""
    is_sentence = row[_AT["words"]] > SHORT and row[_AT["end mark"]] in SENTENCE_ENDS
    return is_sentence and (row[_AT["letters"]] < 0 or _is_beside_prose(row))


def _is_beside_prose(row: Sequence[float]) -> bool:
    """Whether paragraphs touch the line on both sides, or one does and its wording is no page's.

    Links two lines away say little of a sentence between two paragraphs.
    """
    if not row[_AT["prose before"]] or not row[_AT["prose after"]]:
        return False
    nearest = sorted((row[_AT["since prose"]], row[_AT["until prose"]]))
    return nearest[1] <= 1 or (nearest[0] <= 1 and row[_AT["furniture"]] < TOLD)


def _is_in_list(row: Sequence[float]) -> bool:
    """A bullet, a quotation, or a line of a table of numbers, between two paragraphs."""
    if not row[_AT["prose before"]] or not row[_AT["prose after"]]:
        return False
    numbers = max(row[_AT[name]] for name in ("digits", "digits above", "digits below"))
    is_table = numbers > 0.05 and row[_AT["block lines"]] >= 3 and not row[_AT["time"]]
    return is_table or row[_AT["start mark"]] in (2, 3)
