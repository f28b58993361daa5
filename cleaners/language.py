"""The language of a cleaned text. It adds a fact and edits nothing."""

from __future__ import annotations

from functools import cache
from threading import Lock

import langdetect
from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import init_factory

from cleaners.record import Language

LEAST_LETTERS = 20
LONGEST = 5_000  # code points; langdetect samples, so more text costs time and changes nothing
BCP47 = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}
_LOADING = Lock()
NOTHING = Language(code=None, confidence=None, method="none")


def identify(text: str) -> Language:
    """The language langdetect names first, with its probability; none for under 20 letters.

    The code is ISO 639-1; Chinese carries its script (BCP 47).

    >>> identify("Putin invited the North Korean leader to Moscow.").code
    'en'
    >>> identify("Reuters").code is None
    True
    """
    sample = text[:LONGEST]
    if sum(map(str.isalpha, sample)) < LEAST_LETTERS:
        return NOTHING
    with _LOADING:
        _load()
    try:
        best = langdetect.detect_langs(sample)[0]
    except LangDetectException:
        return NOTHING
    code = BCP47.get(best.lang, best.lang)
    return Language(code=code, confidence=round(best.prob, 2), method="langdetect")


@cache
def _load() -> None:
    """langdetect draws at random; one seed makes equal texts give equal answers.

    Its profiles are loaded here, behind a lock: left alone, a second thread would use the factory
    while the first still fills it, and call English Romanian.
    """
    DetectorFactory.seed = 0
    init_factory()
