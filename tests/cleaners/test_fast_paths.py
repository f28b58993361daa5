"""Every short cut says what the slow definition beside it says, on any text."""

import re
import sys
import unicodedata

import ftfy
import pytest
from ftfy import badness
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import characters, codepages, lines
from cleaners.alphabets import STOP_WORDS
from cleaners.codepages import alien, latin, sequences
from cleaners.document import Document
from cleaners.hint import hint, is_western
from cleaners.profile import Profile
from cleaners.rule import compiled
from cleaners.shapes import IN_STAMP, STAMP
from cleaners.tagger import shape, words

LETTERS = st.sampled_from("abzABZ019 .,'’-_\n\tßéÉŁİıſ中普あカ한ह्ी\u0301\u200c\u0e01\u1000.!。”»)")
MIXED = st.lists(
    st.sampled_from([*" ".join(STOP_WORDS.values()).split()[::3], "Kim", "İzmir", "1", "“"])
).map(" ".join)
TEXTS = st.one_of(st.text(max_size=90), st.text(LETTERS, max_size=120), MIXED)


def slow_word_count(text: str) -> int:
    text = lines.MARKS.sub("", text)
    wide = len(lines.WIDE.findall(text))
    return len(lines.WORD.findall(lines.WIDE.sub(" ", text))) + wide // 2


def slow_folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum())


@given(TEXTS)
@settings(max_examples=2000, deadline=None)
def test_lines_are_seen_as_before(text: str) -> None:
    count = slow_word_count(text)
    assert lines.word_count(text) == count
    assert lines.is_prose(text) == (count >= 40 or (count >= 6 and lines.ends_sentence(text)))
    assert lines.folded(text) == slow_folded(text)


@given(TEXTS)
@settings(max_examples=2000, deadline=None)
def test_words_are_cut_as_before(text: str) -> None:
    raw = words.TOKEN.findall(text[: words.LONGEST])
    wide = words.WIDE.search(text) is not None
    assert words.cut(text) == (raw, wide)
    folded = [w.casefold() for w in raw]
    assert words.without_case(raw, wide) == (list(words._paired(folded)) if wide else folded)
    assert words.topics(folded) == {
        w
        for w in folded
        if (len(w) > 3 or w > "\u0400") and w not in words.STOP_WORDS and not w.isdigit()
    }


def test_every_character_is_cut_as_before() -> None:
    for n in range(sys.maxunicode + 1):
        c = chr(n)
        assert " " not in c.casefold() or c == " "
        assert words.cut(c)[0] == words.TOKEN.findall(c), hex(n)
        assert lines.word_count(c * 2) == slow_word_count(c * 2), hex(n)


@given(TEXTS)
@settings(max_examples=1000, deadline=None)
def test_a_hint_is_given_as_before(text: str) -> None:
    low = [w.casefold() for w in re.findall(r"[^\W\d_]+", text[:2000])]
    sets = {language: frozenset(listed.split()) for language, listed in STOP_WORDS.items()}
    counts = sorted(((sum(w in s for w in low), code) for code, s in sets.items()), reverse=True)
    (best, code), (second, _) = counts[:2]
    assert is_western(text) == all(c < "\u0250" for c in text if c.isalpha())
    assert hint(text) == (code if best >= 2 and best > second and best * 12 >= len(low) else "")


@given(st.text(st.sampled_from("ab Ã©“”’à³êžõ\x85\xa0\n.кд€™"), max_size=30))
@settings(max_examples=1000, deadline=None)
def test_a_suspect_is_found_as_before(text: str) -> None:
    odd = latin.suspects()[0].pattern
    beside = re.search(f"(?<=[A-Za-z]){odd}|{odd}(?=[A-Za-z])", text)
    assert latin.is_suspect(text) == bool(beside)


MIXED_UP = st.text(
    st.sampled_from("ab ÃâÐ©“”„‘«»’–—…№àéœ³ê\xa0°µ€™\x98\x85\n┌╨АВГРСапрЂёґўı‚ƒ"), max_size=14
)


@given(MIXED_UP)
@settings(max_examples=4000, deadline=None)
def test_a_pair_and_turned_capitals_are_found_as_before(text: str) -> None:
    known = sequences.KNOWN
    slow = f"[{known}](?![а-яА-Я])[{known}]|[{known}](?<![а-яА-Я])[{known}]"
    assert bool(sequences.PAIR.search(text)) == bool(re.search(slow, text))
    slow = (
        "[а-яёЂ-џ][А-ЯЁ]{2}|[А-ЯЁ]{4} [А-ЯЁ]"
        "|[\u2500-\u25ff¤-ª¬-º‚][а-яА-ЯЂ-џ]|[а-яЂ-џ][\u2500-\u25ff¤-ª¬-º]"
    )
    assert bool(alien.INVERTED.search(text)) == bool(re.search(slow, text))
    slow = "[\u0080-\u017f\u0192\u02c6-\u02dd\u2013-\u2122]{4}|(?:[‚ƒ].){3}"
    assert bool(alien.RUN.search(text)) == bool(re.search(slow, text))


@given(MIXED_UP)
@settings(max_examples=4000, deadline=None)
def test_a_line_is_as_bad_as_ftfy_says(text: str) -> None:
    line = text.replace("\n", " ")
    odd = line if "\xa0" in line else codepages.odd_words(line)
    if characters._is_bad(line, odd):
        assert badness.is_bad(line)
    elif not characters.BROKEN.search(line):
        assert ftfy.fix_text(line, characters.CONFIG) == unicodedata.normalize("NFC", line)


@given(st.lists(MIXED_UP | st.sampled_from(["word" * 3, "œuvre ", "cœ.", "Der Bürger ", "я "])))
@settings(max_examples=4000, deadline=None)
def test_what_stands_around_pairs_is_as_bad_as_the_line(parts: list[str]) -> None:
    line = "".join(parts).replace("\n", " ")
    around = characters._around_pairs(line)
    assert badness.is_bad(around) == badness.is_bad(line) or characters.BROKEN.search(line)


ODD_LINE = st.text(st.sampled_from("ab Ã©“”’à³ê\x07\x80\xa0\u200bк€™"), max_size=12)


@given(st.lists(ODD_LINE).map("\n".join))
@settings(max_examples=1000, deadline=None)
def test_only_lines_with_odd_words_can_be_damaged(text: str) -> None:
    """The scan for odd characters skips no line in which a word has one."""
    for line in text.split("\n"):
        if characters.ODD.search(codepages.odd_words(line)):
            assert not line.isascii() and characters.ODD.search(line)


MARKED = st.lists(
    st.sampled_from([*'ab1290H :./-月日,;|«»„“”」। ؟!?…—–"#@WwКĄ²', "19", ".com", " h ", "a.m."]),
    max_size=40,
).map("".join)
STAMPED = ("12", "3", ":", " h ", "a.m.", " ", "an hour ", "ago", "June ", "2024", " on ", ", ")


@given(st.one_of(MARKED, TEXTS).filter(lambda text: text.strip() == text != ""))
@settings(max_examples=2000, deadline=None)
def test_a_shape_is_seen_as_before(text: str) -> None:
    found = dict(zip(shape.NAMES, shape.look(text).shape, strict=True))
    raw = words.cut(text).raw
    digits = sum(len(w) for w in raw if w[0].isdigit())
    named = sum(w[0].isalpha() for w in raw)
    small = text.casefold()
    assert found["year"] == (len(shape.YEAR.findall(text)) if digits > 3 else 0)
    assert found["time"] == (digits > 0 and shape.TIME.search(text) is not None)
    assert found["day"] == (digits > 2 and shape.DAY.search(text) is not None)
    assert found["address"] == ("@" in text or any(a in small for a in shape.ADDRESS))
    assert found["file name"] == any(a in small for a in shape.FILE_NAME)
    label = shape.LABEL.match(text)
    before = label[0].partition(":")[0] if label else ""
    assert found["label"] == len(words.TOKEN.findall(before))
    capital = sum(w[0].isupper() for w in raw)
    shouted = sum(w.isupper() and len(w) > 1 for w in raw)
    assert found["capitalised"] == (capital / named if named else 0)
    assert found["all capitals"] == (shouted / named if named else 0)
    marks = [found[name] for name in ("separators", "commas", "inner ends", "quotes")]
    assert marks == [sum(map(text.count, some)) for some in shape.MARKS]


@given(st.lists(st.sampled_from(STAMPED), max_size=12).map("".join))
@settings(max_examples=1000, deadline=None)
def test_every_stamp_has_what_a_stamp_needs(text: str) -> None:
    assert not compiled(STAMP, ignore_case=True).fullmatch(text) or IN_STAMP.search(text)


ONLY_FTFY = Profile(name="ftfy", off=("characters.code-page",))


@pytest.mark.parametrize(
    ("line", "after"), [("Ð\xa0", "Р"), ("he said yesвЂќ again", "he said yes” again")]
)
def test_ftfy_is_asked_about_lost_blanks_and_letters_that_are_signs(line: str, after: str) -> None:
    found = characters.find_damage(line, ONLY_FTFY)
    assert Document.of(line).apply(found).text == after
