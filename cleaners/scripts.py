"""Letters of one alphabet that look like letters of another, and which of the two a word means."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaners.alphabets import CYRILLIC_LATIN, GREEK_LATIN, words

LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
CYRILLIC = re.compile("[\u0400-\u052f]")
GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
FOREIGN = re.compile("[\u0370-\u052f\u1f00-\u1fff]")
WORD = re.compile(r"[^\W\d_]+")

TO_LATIN = CYRILLIC_LATIN | GREEK_LATIN
OWN = re.compile(f"(?![{''.join(TO_LATIN)}]){FOREIGN.pattern}")  # no Latin letter looks like it
TO_CYRILLIC = dict(zip("ABEKMHOPCTYXaeopcyxëË", "АВЕКМНОРСТУХаеорсухёЁ", strict=True))
UKRAINIAN = dict(zip("IiïÏ", "ІіїЇ", strict=True))
SERBIAN = dict(zip("Jj", "Јј", strict=True))
TO_GREEK = {latin: greek for greek, latin in GREEK_LATIN.items()} | {"v": "ν", "ó": "ό"}

# Acronyms whose letters look alike but do not sound alike.
ACRONYMS = {"НАТО": "NATO"}
# English words of nothing but letters that Cyrillic has too.
COMMON = words(
    "a i is as so his has she say yes had side see sea case cases peace space apex copy hope "
    "pay pace piece police policies office because choose close chose he hospital each race hi "
    "was paid said aid aside ideas idea hidden access scope ice chaos cash copies cop cops ease "
    "basic ages phase episode opposed oppose opposes spies spy spices heads head headed hey "
    "ways wide widow shadow show shows sees wash we who how why jaw shop shops ship ships poses "
    "possess pass passes paces spaces specie species chip chips japan asia ski"
)
# Russian words that a Latin reader would take for capitals of an acronym.
CYRILLIC_WORDS = words(
    "СССР РСФСР НАТО МОСТ СОВЕТ РОСТ ТОРТ ТАМ ТУТ КАК ТОТ СТО ОНА НЕТ НАС ВСЕ ВАС ВОТ СОН МЕСТО "
    "ОНО МЕРА КОТ РОТ НОС ТЕМА МАМА МОРЕ ВЕРА РЕКА КТО ЭТО МАХ СОК ТОК ТОН СОР ХОР ХАМ ВОР ВЕК "
    "РАК МАК САМ САМА САМО ТЕМ ТАК СЕВЕР МОСТЫ МЕХ СМЕХ НОРМА ФОРМА КАРТА ПАРТА МАРТ РОК УРОК "
    "СРОК ТРАНСКОМ АВТОР РАВНО НОВОЕ КРАСНОЕ РАСТЕТ ОТВЕТ СВЕТ САНКТ МАРКС КРЕСТ"
)

BRANDS = words("Mac Oppo")  # Latin words of such letters that take Russian endings


class Repair(NamedTuple):
    """Which letters of a word to put in place, and what proves it."""

    letters: tuple[tuple[int, str], ...]
    reason: str


class Line(NamedTuple):
    """The letters that the words of one script add up to, in a line."""

    latin: int
    cyrillic: int
    greek: int

    @property
    def script(self) -> str:
        """The script that most letters belong to; empty when there are none."""
        best = max(self)
        return ("Latin", "Cyrillic", "Greek")[self.index(best)] if best else ""


def weigh(tokens: list[str]) -> Line:
    """How many letters stand in words of one script.

    >>> weigh(["President", "Хi", "Путин"])
    Line(latin=9, cyrillic=5, greek=0)
    """
    latin = cyrillic = greek = 0
    for word in tokens:
        if not FOREIGN.search(word):
            latin += len(word) if LATIN.match(word) else 0
        elif not LATIN.search(word):
            if CYRILLIC.match(word):
                cyrillic += len(word)
            else:
                greek += len(word)
    return Line(latin, cyrillic, greek)


def mixed(word: str, line: Line, text: str) -> Repair | None:
    """The reading of a word of two scripts; a repair without letters says there is a doubt.

    None when some letter has no twin: then the mix is meant (`KoЯn`, `μm`) or no slip of ours.

    >>> mixed("\\u0421osmodrome", Line(40, 0, 0), "").letters
    ((0, 'C'),)
    >>> mixed("KoЯn", Line(40, 0, 0), "") is None
    True
    """
    script = line.script or _main(word)
    twins, own = _twins(script, word, text)
    foreign = tuple((n, c) for n, c in enumerate(word) if not own.match(c))
    if not foreign or any(c not in twins for _, c in foreign):
        return None
    cyrillic = "".join(TO_CYRILLIC.get(c, c) for c in word)
    if script == "Latin" and cyrillic in ACRONYMS:
        after = ACRONYMS[cyrillic]
        letters = tuple((n, b) for n, (a, b) in enumerate(zip(word, after, strict=True)) if a != b)
        return Repair(letters, f"{cyrillic} is {after}, in a line of Latin letters")
    reading = "".join(c if own.match(c) else twins[c] for c in word)
    tied = 2 * len(foreign) == len(word)
    latin_only = any(c not in TO_CYRILLIC and c not in UKRAINIAN for c in word if LATIN.match(c))
    alone = script == "Latin" and not line.cyrillic  # no other reading of the word is near
    is_sure = (
        2 * len(foreign) < len(word)
        or (alone and (tied or latin_only))
        or (script == "Cyrillic" and not line.latin and _is_disguised(word))
    )
    if not is_sure and not (script == "Latin" and reading.lower() in COMMON):
        return Repair((), "")
    count = f"{len(foreign)} look-alike" + ("s" if len(foreign) > 1 else "")
    letters = tuple((n, twins[c]) for n, c in foreign)
    return Repair(letters, f"{word} is {script} but for {count}, like its line")


def _is_disguised(word: str) -> bool:
    """Whether a word with its own Cyrillic letters is Cyrillic: `Poccия`, but no `MBAшник`."""
    latin = "".join(LATIN.findall(word))
    return bool(OWN.search(word)) and not latin.isupper() and latin not in BRANDS


def whole(word: str, line: Line, near: str) -> Repair | None:
    """The Latin reading of a word that is all Cyrillic, in a line that is all Latin otherwise.

    `near` are the characters around it: a word that is quoted or in brackets is meant.

    >>> "".join(c for _, c in whole("СОСОМ", Line(40, 5, 0), "  ").letters)
    'COCOM'
    >>> whole("СССР", Line(40, 4, 0), "  "), whole("а", Line(40, 1, 0), "()")
    (None, None)
    """
    if line.cyrillic != len(word) or line.latin < 8 or near.strip(" ,.;:!?’'\n"):
        return None
    if word in ACRONYMS:
        return Repair(tuple(enumerate(ACRONYMS[word])), f"{word} is {ACRONYMS[word]}")
    if any(c not in CYRILLIC_LATIN for c in word):
        return None
    reading = "".join(CYRILLIC_LATIN[c] for c in word)
    is_acronym = word.isupper() and 3 <= len(word) <= 6 and word not in CYRILLIC_WORDS
    if reading.lower() not in COMMON and not is_acronym:
        return None
    reason = f"every letter of {reading} is Cyrillic, no other word of its line is"
    return Repair(tuple(enumerate(reading)), reason)


def _main(word: str) -> str:
    counts = (
        len(LATIN.findall(word)),
        len(CYRILLIC.findall(word)),
        len(GREEK.findall(word)),
    )
    return Line(*counts).script


def _twins(script: str, word: str, text: str) -> tuple[dict[str, str], re.Pattern[str]]:
    if script == "Latin":
        return TO_LATIN, LATIN
    if script == "Greek":
        return TO_GREEK, GREEK
    twins = TO_CYRILLIC
    if re.search("[іїєґўІЇЄҐЎïÏ]", word + text):
        twins = twins | UKRAINIAN
    if re.search("[јљњћђџЉЊЋЂЏ]", word + text):
        twins = twins | SERBIAN
    return twins, CYRILLIC
