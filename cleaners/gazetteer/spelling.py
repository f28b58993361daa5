"""Single words: which of them only look like a word, and what they should be.

A digit or a capital inside a word is damage in itself. Letters that merely could be others (rn for
m) are damage only where the word is unknown and the other reading is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaners.alphabets import words as words_of
from cleaners.gazetteer.index import Gazetteer
from cleaners.gazetteer.letters import damage, is_upper, key_of, same, skeleton
from cleaners.gazetteer.words import is_common, is_known, is_word, words

CAPITAL_INSIDE = re.compile(
    r"(?<=[a-zà-ÿ])I{1,2}(?=[a-zà-ÿ]|$)|(?<=^[A-ZÀ-Þ])I(?=[a-zà-ÿ]{2})"  # `PauI`, `BiII`, `AIeppo`
)
DIGIT_INSIDE = re.compile(r"(?<=[A-Za-zà-ÿ])[01|](?=[A-Za-zà-ÿ])")
DIGIT_FIRST = re.compile(r"^[01|](?=[a-zà-ÿ]{3}|[A-Z]{3})")
DIGIT_LAST = re.compile(r"(?<=[A-Za-z]{2})[01|]$")
STROKE_FIRST = re.compile(r"^l(?=[bcdfghjkmnpqrstvwxz]|l[bcdfghjklmnpqrstvwxz])")
STROKE_IN_CAPITALS = re.compile(r"(?<=[A-Z])l(?=[A-Z])|^l(?=[A-Z]{2})|(?<=[A-Z]{2})l$")
ODD = re.compile(
    "|".join(
        p.pattern
        for p in (
            *(CAPITAL_INSIDE, DIGIT_INSIDE, DIGIT_FIRST, DIGIT_LAST),
            *(STROKE_FIRST, STROKE_IN_CAPITALS),
        )
    )
)
GLUED = re.compile("[A-ZÀ-Þ][a-zà-ÿ]{1,20}(?:[A-ZÀ-Þ][a-zà-ÿ]{2,20}){1,2}")
SEAM = re.compile("(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
NUMERAL = re.compile(r"(?=.*[l|])[IVXLl1|]+|(?=.*I)[1I]{2,3}")
BETWEEN_CONSONANTS = re.compile("(?<=[bcdfghjkmnpqrstvwxz])1(?=[bcdfghjkmnpqrstvwxz])")
DOTLESS = re.compile(  # `FIdel`: between consonants a capital I is a small one
    "(?<=^[BCDFGHJKMNPQRSTVWXZ])I(?=[bcdfghjkmnpqrstvwxz])"
)
DOUBTFUL_ONE = re.compile("[bcdfghjkmnpqrstvwxz]1[aeiou]")  # `Crist1ano`, `Bad1er`
STARTS = {"lt": "It", "ln": "In", "lf": "If", "ls": "Is"}
OTHER_DIGITS = re.compile("[2-9]")
PREFIXES = ("Mc", "Mac", "De", "Di", "La", "Le", "Van", "Von", "Fitz", "O")
ENDINGS = words_of(
    "a e i o u y s n es en er em om ie iu ia ii ą ę ě ů ów ech ach ami "
    "ssa ssä sta stä lla llä ban ben nak nek da de dan den"
)
SOFT = (("m", "rn"), ("rn", "m"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("VV", "W"), ("Cl", "D"))
POSTCODE = re.compile("[A-Z]{1,3}1")
SHORTEST = 4
LONGEST = 40
SHORT_TITLE = 6  # letters of a word that somebody may write with a digit on purpose
LONG_HALF = 5  # letters of each of two words that a page glued together
LONG = 8  # letters of a word whose soft damage needs no other proof
LONG_PLACE, LONG_NAME = 6, 7  # letters of a place and of a name that any language repairs
SHORT_STEM, LONG_STEM = 4, 6  # letters of an inflected place with hard damage, and with soft


class Verdict(NamedTuple):
    """What a word should be, how sure that is, and why.

    `sure` repairs; `likely` repairs unless the line is of another language, `western` also if that
    is one that sets no capital inside a word, `english` only if it is English, `latin` where no
    other letters stand; `doubt` repairs only if the right word stands elsewhere in the text, and is
    flagged otherwise. `stroke` is a word of strokes, `start` one that may begin a sentence, `glued`
    a name without its blanks: their neighbours decide.
    """

    after: str
    degree: str
    reason: str


def verdict(word: str, names: Gazetteer) -> Verdict | None:
    """What to think of a word that stands alone; None for a good one.

    >>> from cleaners.gazetteer.index import gazetteer
    >>> found = [verdict(w, gazetteer()) for w in ("lstanbul", "Govemment", "Kirn")]
    >>> [v and v.after for v in found]
    ['Istanbul', 'Government', None]
    """
    if word in words() or word.isdigit() or len(word) > LONGEST:
        return None
    if word in STARTS:
        return Verdict(
            STARTS[word], "start", f"“{STARTS[word]}” begins a sentence, “{word}” does not"
        )
    if NUMERAL.fullmatch(word):
        return Verdict(re.sub("[l1|]", "I", word), "stroke", "")
    if len(word) < 3 or (not word.isascii() and not any(c.isascii() for c in word)):
        return None
    if GLUED.fullmatch(word) and not is_known(word):
        apart = _apart(word, names)
        if apart:
            return Verdict(apart, "glued", f"“{apart}” is a known name")
    if ODD.search(word):
        return None if OTHER_DIGITS.search(word) or _is_right(word, names) else _hard(word, names)
    shortest = SHORTEST - ("vv" in word.lower())  # hardly a short word has a double v
    if len(word) <= shortest or is_known(word) or _is_name(word, names):
        return None
    return _soft(word, names)


def _apart(word: str, names: Gazetteer) -> str:
    """The full name of one person or of a place that this is without its blanks."""
    apart = SEAM.sub(" ", word)
    tokens = apart.split(" ")
    forms = names.group(skeleton(tokens[0])).forms(key_of(tokens))
    for form in forms:
        kind, is_one = form.entry.kind, not form.ambiguous and form.entry.links == "alone"
        fits = len(form.tokens) == len(tokens) and all(map(same, tokens, form.tokens))
        if fits and (kind == "place" or (kind == "person" and is_one)):
            return apart
    return ""


def _is_right(word: str, names: Gazetteer) -> bool:
    return is_known(word) or _is_name(word, names)


def _is_name(word: str, names: Gazetteer) -> bool:
    """Whether this very word is a name of the gazetteer."""
    forms = names.group(skeleton(word)).forms(skeleton(word))
    return any(same(word, f.tokens[0]) for f in forms)


def _hard(word: str, names: Gazetteer) -> Verdict | None:
    """A digit or a capital where no word has one."""
    readings = list(dict.fromkeys(_readings(word)))
    known = _names_like(word, names) or [r for r in readings if _is_known_reading(r, names)]
    known = known or [r for r in readings if _is_inflected(word, r, names, SHORT_STEM)]
    if len(word) < SHORTEST and "1" in word and any(map(is_common, known)):
        return None  # `B1G`, a league that writes itself so
    if "0" in word and "1" in word and not is_upper(word):
        return None  # `S1m0ne`: whoever sets two digits for letters means them
    if len(known) == 1 and _may_be_a_brand(word, known[0]):
        return Verdict(known[0], "doubt", f"“{known[0]}” is a word, but a title may be “{word}”")
    if len(known) == 1 and not _is_glued(word, known[0]) and not POSTCODE.fullmatch(word):
        return Verdict(known[0], "sure", f"“{known[0]}” is known and “{word}” is not")
    if known or not readings or not _is_impossible(word):
        return None
    what = "digit" if re.search("[01|]", word) else "capital"
    second = word[word.find("I", 1) :]
    if what == "capital" and len(second) >= SHORTEST and _is_right(second, names):
        return None  # `NIreland`
    reason = f"no word has a {what} inside; “{readings[0]}” has the same look"
    if word[0] in "l01|":
        return Verdict(readings[0], "english", reason)
    if what == "capital":
        return Verdict(readings[0], "western", reason)
    if DOUBTFUL_ONE.search(word):
        return Verdict(readings[0], "doubt", reason)
    if re.search("[1|]", word):
        return Verdict(readings[0], "likely", reason)
    return Verdict(readings[0], "latin", reason) if len(word) > LONG_HALF else None  # `L0pht`


def _may_be_a_brand(word: str, right: str) -> bool:
    """A short common word with a capital and a 1 for its i: `Th1nk`."""
    short = len(word) <= SHORT_TITLE and word[0].isupper() and not is_upper(word)
    return short and "1" in word and right == word.replace("1", "i") and is_common(right)


def _names_like(word: str, names: Gazetteer) -> list[str]:
    """The names of one word that this can be."""
    if len(word) < SHORTEST and not is_upper(word):
        return []
    key = skeleton(word)
    found = (damage(word, f.tokens[0]) for f in names.group(key).forms(key))
    afters = sorted(d.after for d in found if d and not d.soft)
    return list({a.casefold(): a for a in afters}.values())  # of `InterpOl` and `Interpol` the last


def _readings(word: str) -> Iterator[str]:
    """What the word can be when its odd letters are others, the likeliest first."""
    upper = is_upper(word)
    if STROKE_FIRST.search(word):
        yield _inside("I" + word[1:], upper)
    elif word[0] in "1|":
        yield _inside("I" + word[1:], upper)
        yield _inside("L" + word[1:], upper)
    else:
        yield _inside(BETWEEN_CONSONANTS.sub("i", word), upper)
        yield _inside(word, upper)
        yield _inside(word[0] + word[1:].replace("1", "i"), upper)


def _inside(word: str, upper: bool) -> str:
    if upper:
        return re.sub("[l1|]", "I", word).replace("0", "O")
    word = DOTLESS.sub("i", word)
    word = CAPITAL_INSIDE.sub(lambda m: "l" * len(m[0]), word)
    head = "O" if word[0] == "0" else word[0]
    return head + word[1:].replace("0", "o").replace("1", "l").replace("|", "l")


def _is_known_reading(word: str, names: Gazetteer) -> bool:
    if not is_known(word) and not _is_name(word, names):
        return False
    return len(word) >= SHORTEST or word.isupper()


def _is_glued(word: str, right: str) -> bool:
    """A number or an abbreviation before a word that is one: `1million`, `AIpowered`."""
    rest = word[2:] if word[:2] == "AI" else word[1:]
    odd_start = word[0] in "01|" or word[:2] == "AI"
    return odd_start and is_word(rest) and is_common(right)


def _is_impossible(word: str) -> bool:
    """Whether an unknown word cannot be right as it stands, nor be a brand or a code."""
    if is_upper(word):
        inside = re.search("(?<=[A-Z])[l10](?=[A-Z])", word)
        return bool(inside) and len(word) > 4 and len(re.findall("[l01]", word)) == 1
    if len(word) <= SHORTEST or not re.fullmatch(r"[A-ZÀ-Þ0l]?[a-zà-ÿA-Z01|]+", word):
        return False
    if word.startswith(PREFIXES) and word[len(_prefix(word)) :][:1] == "I":
        return False
    return not _has_seam(word) and sum(map(str.isupper, word[1:])) <= word[1:].count("I")


def _prefix(word: str) -> str:
    return next(p for p in PREFIXES if word.startswith(p))


def _has_seam(word: str) -> bool:
    """Two words in one: `LinkedIn`, `VisitIreland`, `AIgenerated`, `10million`."""
    if word[0] in "01|" and is_word(word[1:]):
        return True
    if word.startswith("AI") and is_word(word[2:]):
        return True
    if word[-1] in "01|" or (word[-1] == "I" and is_known(word[:-1])):
        return True
    return any(
        len(word) - m.start() > 1 and _are_two(word[: m.start()], word[m.start() :])
        for m in re.finditer(r"(?<=[a-zà-ÿ])I", word)
    )


def _are_two(first: str, second: str) -> bool:
    """Whether a capital I begins a second word: a known one, or two long ones glued together.

    `AutoIndustriya` is two, too: hardly a name has `ln` in it, and many words begin with `In`.
    """
    if second == "II":
        return is_known(first)
    if len(second) < LONG_HALF:
        return is_known(second)
    begins = is_known(first) and second.startswith(("In", "Im", "Ir", "Is"))
    return begins or is_known(second) or len(first) >= LONG_HALF


def _soft(word: str, names: Gazetteer) -> Verdict | None:
    """An unknown word that becomes a known one when rn is read as m, or the like."""
    readings = list(_soft_readings(word))
    found = {r for r in readings if is_known(r) or _is_name(r, names)} if word.isascii() else set()
    found = found or {r for r in readings if _is_inflected(word, r, names, LONG_STEM)}
    if not found and word[0].isupper():
        return _dotless(word, names)
    if len(found) != 1:
        return None
    right = found.pop()
    reason = f"“{right}” is known and “{word}” is not"
    capital = word[0].isupper()
    if word.startswith("VV") and is_common(right):
        return Verdict(right, "start", reason)  # the title `The VVitch` prints its W so
    is_place = _has_place(right, names) or _is_inflected(word, right, names, LONG_STEM)
    is_long = is_place and len(right) >= LONG_PLACE and len(right) <= len(word)
    is_long = is_long or (len(right) >= LONG_NAME and (is_place or _is_sure_name(right, names)))
    if capital and is_long:
        return Verdict(right, "sure", reason)
    long = len(right) > LONG_HALF + 1 and _is_name(right, names)
    place = capital and (long or _is_sure_name(right, names))
    plain = is_word(right) and len(word) >= LONG
    plain = plain or (is_common(right) and (len(word) == LONG - 1 or "vv" in word.lower()))
    return Verdict(right, "likely" if place or plain else "doubt", reason)


def _dotless(word: str, names: Gazetteer) -> Verdict | None:
    """A long place one i of which lost its dot: `Indonesla`."""
    readings = [word[: m.start()] + "i" + word[m.end() :] for m in re.finditer("(?<!^)l", word)]
    found = [r for r in readings if len(r) >= LONG_NAME and _has_place(r, names)]
    if len(found) != 1:
        return None
    return Verdict(found[0], "likely", f"“{found[0]}” is known and “{word}” is not")


def _is_inflected(written: str, right: str, names: Gazetteer, least: int) -> bool:
    """Whether the right word is a place with an ending (`Izraela`), and the damage is in the place.

    `Schweizern` is no place of which an m was torn in two: `Schweiz` stands there unharmed.
    """
    if not right[0].isupper():
        return False
    stems = [right[: -len(e)] for e in ENDINGS if right.endswith(e)]
    return any(
        len(stem) >= least
        and not written.startswith(stem)
        and (_has_place(stem, names) or _has_place(f"{stem}a", names))  # `Brukseli`, of Bruksela
        for stem in stems
    )


def _has_place(word: str, names: Gazetteer) -> bool:
    forms = names.group(skeleton(word)).forms(skeleton(word))
    return any(same(word, f.tokens[0]) and f.entry.kind == "place" for f in forms)


def _is_sure_name(word: str, names: Gazetteer) -> bool:
    """Whether a word is the name of a place, or of an organisation that links by itself."""
    forms = names.group(skeleton(word)).forms(skeleton(word))
    return any(
        same(word, f.tokens[0]) and (f.entry.kind == "place" or f.entry.links == "alone")
        for f in forms
    )


def _soft_readings(word: str) -> Iterator[str]:
    for wrong, right in SOFT:
        at = word.find(wrong)
        if at >= 0 and word.count(wrong) > 1:
            yield word.replace(wrong, right)
        while at >= 0:
            yield word[:at] + right + word[at + len(wrong) :]
            at = word.find(wrong, at + 1)
