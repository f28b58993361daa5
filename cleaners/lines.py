"""Lines of a text with their offsets, and what can be seen of a line without understanding it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleaners.later import later

END_MARKS = ".!?…。．｡！？।॥؟۔։።။។"
CLOSERS = "\"'”’“‘»›«‹)]」』】）》〉］〕｣＂＇"
QUOTES = "\"“„«»「'"
# “Go home,” she said: a comma or a stop within the closing mark, and who said it; or a comma behind
# the mark, where more is quoted than a title.
SAID = re.compile(
    r"[,.!?][\"”»“] ?[A-ZÀ-Þ]?[a-zà-ÿ]"
    r"|(?:\w{1,30}\W{1,3}){4}(?<=[\"”»“«]), ?(?:[–—-] ?)?[^\W\dA-ZÀ-ÞА-Я]"
)
# He said, made known, added, explained …: where the verb stands last.
SAID_LAST = re.compile(
    "(?:(?:말|전|설명|강조|주장|당부|언급|지적|호소)했|밝혔|덧붙였)다[.。]?$"
    "|と(?:述べた|語った|話した|明らかにした|発表した|説明した|訴えた|強調した)。?$"
)
REPORTED = 12  # code points at the end of a line in which such a verb stands
WRAPPED = 3  # lines in a row that begin with a small letter
WRAPPED_WORDS = 12  # in them and in the line they go on from
RUNNING = 8  # words that begin with small letters
_AFTER_END = CLOSERS + " "
_END_MARKS = frozenset(END_MARKS)
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
WIDE = later("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# Vowel signs and joiners are no letters to `re`; left in, they break words of Hindi and Persian up.
MARKS = later(
    "[\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d"
    + "".join(
        f"{chr(n)}-{chr(n + 3)}{chr(n + 0x3A)}-{chr(n + 0x3C)}{chr(n + 0x3E)}-{chr(n + 0x4F)}"
        f"{chr(n + 0x51)}-{chr(n + 0x57)}{chr(n + 0x62)}{chr(n + 0x63)}"
        for n in range(0x900, 0xD80, 0x80)  # the scripts of India lie alike, one to a block
    )
    + "]"
)
FAR = re.compile(  # where all of those lie
    "[^\x00-\u02ff\u0370-\u060f\u1e00-\u1eff\u2000-\u200b\u200e-\u2bff]"
)
_LETTER = "A-Za-z0-9À-ÖØ-öø-ÿ"
SIX = re.compile(  # a quick yes: six words of a near script at the start of a line
    rf"[“\"„«]?(?:[{_LETTER}][{_LETTER}'’-]*[ ,;:.“”\"]{{1,3}}){{5}}[{_LETTER}]"
)
STOPLESS = later("[\u0e00-\u0eff]")  # Thai and Lao end a sentence with a blank or nothing
LEAST_FOR_40 = 50  # code points of forty words, however dense
REMEMBERED = 300  # code points of a line whose answers are kept in mind


class Line(NamedTuple):
    """A line without its line break and outer blanks: `text` stands at `start`:`end`.

    `next` is where the following line begins, so `begin`:`next` is the line as a whole.
    """

    text: str
    start: int
    end: int
    begin: int
    next: int


def lines_of(text: str) -> list[Line]:
    """Every line that is not blank.

    >>> [(line.text, line.start, line.next) for line in lines_of("One\\n\\n  two \\n")]
    [('One', 0, 4), ('two', 7, 12)]
    """
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    begin = 0
    while begin < len(text):
        stop = text.find("\n", begin)
        following = len(text) if stop < 0 else stop + 1
        raw = text[begin : following if stop < 0 else stop]
        bare = raw.strip()
        if bare:
            start = begin + len(raw) - len(raw.lstrip())
            yield Line(bare, start, start + len(bare), begin, following)
        begin = following


def word_count(text: str) -> int:
    """Words, where a script without spaces counts two characters as one word.

    >>> word_count("Putin’s first trip"), word_count("普京访问平壤"), word_count("पुतिन की यात्रा")
    (3, 3, 3)
    """
    return _remembered_count(text) if len(text) <= REMEMBERED else _counted(text)


def _counted(text: str) -> int:
    if text.isascii() or not FAR.search(text):
        return len(WORD.findall(text))
    text = MARKS.sub("", text)
    wide = len(WIDE.findall(text))
    return len(WORD.findall(WIDE.sub(" ", text))) + wide // 2


def is_running(text: str) -> bool:
    """Whether a line is running text, in which most words begin with small letters: no name, no
    credit and no place is made so.

    >>> is_running("The minister said that the talks with the union had failed again")
    True
    >>> is_running("By Karen Boyd and Anna Pham in Oslo")
    False
    """
    words = text.split()
    small = sum(word[0].islower() for word in words)
    return small >= RUNNING and 4 * small >= 3 * len(words)


_remembered_count = lru_cache(maxsize=1024)(_counted)


# What a news API kept back of a story, behind the mark of the cut.
EXCERPT = re.compile(r"(?:(?<=…)|(?<=\.\.\.)) ?\[\+? ?\d{1,6} char(?:acter)?s\]$")


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, closing quotation marks aside.

    >>> ends_sentence("“We agree.”"), ends_sentence("„Stimmt.“"), ends_sentence("两国同意。」")
    (True, True, True)
    >>> ends_sentence("Agreements and Promises:")
    False
    """
    return text.rstrip(_AFTER_END)[-1:] in _END_MARKS


def marks_no_end(text: str) -> bool:
    """Whether the script of a line has no sign for the end of a sentence: that a line ends in none
    says nothing then.

    >>> marks_no_end("งานช่วงแรกได้เริ่มขึ้นแล้ว"), marks_no_end("工程已经开工")
    (True, False)
    """
    return STOPLESS.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether a line can only be running text: a sentence of some length, or a very long line.

    >>> is_prose("Putin invited North Korean leader Kim to Moscow.")
    True
    >>> is_prose("North Korea-Russia meeting over & here are the topics of discussion")
    False
    >>> is_prose("Kim said on Monday that he would go to… [+2388 chars]")
    True
    """
    excerpt = EXCERPT.search(text) if text[-2:] == "s]" else None
    if excerpt:
        text = text[: excerpt.start()]
    if not ends_sentence(text):
        return len(text) >= LEAST_FOR_40 and word_count(text) >= 40
    return SIX.match(text) is not None or word_count(text) >= 6


def wrapped(lines: Sequence[Line]) -> frozenset[int]:
    """Lines of a paragraph that was broken into many, known by the small letters they begin with.

    >>> text = "Home\\nThe minister went\\nhome to his\\nwife and to the\\ndog he loves"
    >>> sorted(wrapped(lines_of(text)))
    [1, 2, 3, 4]
    """
    found: set[int] = set()
    run: list[int] = []
    for n in range(1, len(lines) + 1):
        if n < len(lines) and lines[n].text[0].islower():
            run.append(n)
            continue
        whole = [run[0] - 1, *run] if len(run) >= WRAPPED else []
        if sum(word_count(lines[m].text) for m in whole) >= WRAPPED_WORDS:
            found.update(whole)
        run = []
    return frozenset(found)


def folded(text: str) -> str:
    """Only letters and digits, without case, width or accents: what two copies of a line share.

    >>> folded("Kim Jong-Un pledges: “Full support!”")
    'kimjongunpledgesfullsupport'
    """
    return _remembered_fold(text) if len(text) <= REMEMBERED else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return text.encode().lower().translate(None, _NO_LETTERS).decode()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


_remembered_fold = lru_cache(maxsize=256)(_folded)
_NO_LETTERS = bytes(n for n in range(128) if not chr(n).isalnum())


def is_quotation(text: str) -> bool:
    """Whether a line is nothing but what somebody said.

    >>> is_quotation("“Go home.”"), is_quotation("“Go home,” she said.")
    (True, False)
    """
    return len(text) > 2 and text[0] in '"“„«»「' and text[-1] in '"”“»«」'


def is_said(text: str) -> bool:
    """Whether a line is what somebody said, with or without the words that say so.

    >>> is_said("“Go home,” she said."), is_said("„Geht jetzt alle heim“, sagte sie.")
    (True, True)
    >>> is_said("“Ulysses”, das Buch von Joyce"), is_said("시장은 우회 표지판도 설치했다고 말했다.")
    (False, True)
    """
    is_told = text[0] in QUOTES and SAID.search(text) is not None
    return is_told or is_quotation(text) or SAID_LAST.search(text[-REPORTED:]) is not None
