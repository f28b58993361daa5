"""The language of a cleaned text. It adds a fact and edits nothing.

Common words and scripts decide where they leave no doubt, in a tenth of a millisecond. langdetect,
which takes eighty times as long, decides the rest. `method` says who did.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING

import orjson

from cleaners.alphabets import words
from cleaners.common_words import told
from cleaners.record import Language

if TYPE_CHECKING:
    from langdetect import DetectorFactory

LEAST_LETTERS = 20
LONGEST = 5_000  # code points; langdetect samples, so more text costs time and changes nothing
BCP47 = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}
TOLD = 0.99  # of 1,740 development texts that `told` decides, langdetect names 1,740 the same
_LOADING = Lock()
# Whose pages print 06/07 for a day of July. English ones print it both ways.
DAY_FIRST = words(
    "ar bg bn ca cs da de el es et fa fi fr gl he hi hr id it lv mk nl no pl pt ro ru sk sl sq sr "
    "sv tr uk ur vi"
)
NOTHING = Language(code=None, confidence=None, method="none")


def identify(text: str) -> Language:
    """The language of a text, and how sure that is; none for under 20 letters.

    The code is ISO 639-1; Chinese carries its script (BCP 47).

    >>> identify("Putin invited the North Korean leader to Moscow.").code
    'en'
    >>> identify("Reuters").code is None
    True
    """
    sample = text[:LONGEST]
    found = told(sample)
    if found:
        return Language(code=found.code, confidence=TOLD, method=found.method)
    if sum(map(str.isalpha, sample)) < LEAST_LETTERS:
        return NOTHING
    return _detected(sample)


def _detected(sample: str) -> Language:
    from langdetect import LangDetectException

    with _LOADING:
        detector = _factory().create()
    detector.append(sample)
    try:
        best = detector.get_probabilities()[0]
    except LangDetectException:
        return NOTHING
    code = BCP47.get(best.lang, best.lang)
    return Language(code=code, confidence=round(best.prob, 2), method="langdetect")


@cache
def _factory() -> DetectorFactory:
    """langdetect draws at random; one seed makes equal texts give equal answers.

    Its own loading takes twice as long and adds languages up in the order in which the file system
    lists them. This one is asked behind a lock: left alone, a second thread would use the tables
    while the first still fills them, and call English Romanian.
    """
    from langdetect import DetectorFactory

    factory = DetectorFactory()
    factory.set_seed(0)
    factory.langlist, factory.word_lang_prob_map = _tables()
    return factory


def _tables() -> tuple[list[str], dict[str, list[float]]]:
    """The languages that langdetect knows, and how often each of them has a run of letters."""
    paths = sorted((files("langdetect") / "profiles").iterdir(), key=lambda path: path.name)
    profiles = [orjson.loads(path.read_bytes()) for path in paths if path.is_file()]
    shares: dict[str, list[float]] = {}
    nowhere = [0.0] * len(profiles)
    for n, profile in enumerate(profiles):
        sizes = profile["n_words"]
        for run, times in profile["freq"].items():
            row = shares.get(run)
            if row is None:
                row = shares[run] = nowhere.copy()
            if len(run) <= len(sizes):
                row[n] = times / sizes[len(run) - 1]
    return [profile["name"] for profile in profiles], shares
