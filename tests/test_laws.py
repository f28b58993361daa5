"""The promises, as properties of any input."""

import hashlib
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Record, Reject, clean, undo
from cleaners.characters import find_damage, find_forms, find_invisible, find_look_alikes
from cleaners.decode import decode
from cleaners.document import Change, Document
from cleaners.pipeline import CHARACTERS, LAYOUT, TRANSLATION, _repaired, _settled, edit
from cleaners.profile import Profile, built_in, named
from cleaners.record import restore
from tests.carrier import HEADLINE, STORY, cleaned
from tests.counted import lines_run

NEWS = named("news")
WORDS = st.sampled_from(
    [
        *("Kim", "II-Sung", "Kim Jong-Un", "Putin said, “", "” he said.", "\u0421osmodrome"),
        *("ErdoÄŸan", "\n", "\n\n\n", "\r\n", "\u00a0", "\u200b", "Reuters", "Dark Mode"),
        *("Leave a Reply", HEADLINE, *STORY, "e\u0301", "\ufffd", "(AA-DHA)"),
        *("Copyright © 2023 ANN", "НАТO", "\x00", "«", "普京"),
    ]
)
DAMAGE = st.sampled_from(
    [
        *("Ïóòèí", "Wa³êsa", "g³ówny", "Путин", "Пут\u0069н", "Вiden", "а", "СОСОМ", "ﬁnance", "Ⅱ"),
        *("Ｘｉ", "&amp;", "amp;", "lt;b&gt;", "<b>", "</p>", "<", "<!--", "-->", "<script>"),
        *("{color:red}", ".a", "[caption id=1]", "[/caption]", "& nbsp ;", "& lt ;", "\ufe0f"),
        *("\u200e", "\u2011", "´s", "n\ufffdt", "“", "”", '"', "'", "’", " s ", "(", ")", ","),
        *(",,", ".", "..", "?", "!", "¿", "«", "»", "„", "，", "。", "said.", "he said."),
        *("used his words.", "said:", "% 5", "of the", "The", "the", "physician.Police"),
        *("Baca juga: a", "댓글 0", "gov-", "ernment", "told", "Reuters", "that", "  ", "\t", "\n"),
        *("\n\n", " "),
    ]
)
PIECES = st.lists(st.one_of(DAMAGE, WORDS, st.text(max_size=3)), max_size=24)
TEXTS = st.one_of(
    PIECES.map("".join),
    PIECES.map(" ".join),
    st.text(max_size=80),
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(WORDS, max_size=14).map("\n".join),
)


@given(TEXTS, st.sampled_from(built_in()))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_and_nothing_is_silent(text: str, profile: str) -> None:
    result = clean(text, named(profile))
    data = text.encode("utf-8", "surrogatepass")
    assert result.source.sha256 == hashlib.sha256(data).hexdigest()
    if isinstance(result, Record):
        assert restore(result) == data
        assert Record.model_validate_json(result.model_dump_json()) == result
    else:
        assert isinstance(result, Reject) and result.message


@given(st.binary(max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_bytes_come_back_from_the_record_alone(data: bytes) -> None:
    result = clean(data)
    if isinstance(result, Record):
        assert restore(Record.model_validate_json(result.model_dump_json())) == data


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_repairs_of_characters_are_idempotent(text: str) -> None:
    once = _settled(Document.of(decode(text).text), NEWS)
    assert _settled(Document.of(once.text), NEWS).text == once.text


def test_a_chain_of_opening_marks_settles() -> None:
    """The mark that opens one quotation closes none before it; met by the fuzzer."""
    text = "\n".join((HEADLINE, "In„" * 600 + "In“ he said.", *STORY))
    once = _repaired(Document.of(text), NEWS, lambda stage: None)
    assert "„In“In” he said." in once.text
    assert _repaired(Document.of(once.text), NEWS, lambda stage: None).text == once.text


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_fragment_cleaned_twice_stays(text: str) -> None:
    profile = named("fragment")
    once = edit(decode(text), profile).text
    assert edit(decode(once), profile).text == once


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_same_input_same_bytes_out(text: str) -> None:
    assert clean(text).model_dump_json() == clean(text).model_dump_json()


BETWEEN_TWO = (  # as many Czech words as Slovak ones, and French in the wrong code page
    "Ale bude by do je jeho na od po tak za.\n"
    "Oh la la, voilŕ la France, c’est dčs lors un succčs, elle est ŕ nous et au pays, dit-il."
)


def test_every_process_writes_the_same_bytes() -> None:
    """The order of a set of words is another one in each."""
    code = (
        "import sys; from cleaners import clean; print(clean(sys.stdin.read()).model_dump_json())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=BETWEEN_TWO,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in "123"
    }
    assert len(made) == 1


@given(st.lists(TEXTS, max_size=4), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_articles_does_not_matter(texts: list[str], random: object) -> None:
    forward = [clean(t).model_dump_json() for t in texts]
    backward = [clean(t).model_dump_json() for t in reversed(texts)]
    assert forward == backward[::-1]


@pytest.mark.parametrize("end", ["&#13;", "&#10;", "&#13;&#10;", "&#x2028;", "&#8233;", "â€¨"])
def test_a_line_end_that_a_repair_makes_is_one_of_ours(end: str) -> None:
    once = edit(decode(f"Putin arrived.{end}He left."), named("fragment"))
    assert once.text == "Putin arrived.\nHe left."
    assert edit(decode(once.text), named("fragment")).text == once.text


@pytest.mark.parametrize("tag", ["script", "SCRIPT"])
def test_what_stands_behind_a_script_stays(tag: str) -> None:
    """`İ` is two letters when it is made small, and no place in the text may move by that."""
    story = " ".join(["İstanbul’da toplantı yapıldı."] * 20)
    once = edit(decode(f"{story} <{tag}>var a;</{tag}>Bakan geri döndü."), named("fragment"))
    assert once.text == f"{story} Bakan geri döndü."


def test_a_script_whose_end_is_cut_takes_no_sentence_with_it() -> None:
    story = "The minister resigned on Monday, his office said."
    assert story in edit(decode(f"<script>var a;</script\n{story}"), named("fragment")).text
    assert edit(decode(f"{story} <script>var a;</script"), named("fragment")).text == story


def test_blanks_that_go_lay_nothing_bare() -> None:
    text = "Correction of the desk:\n\tÂ \tMore news was not there."
    once = edit(decode(text), named("fragment")).text
    assert edit(decode(once), named("fragment")).text == once


@pytest.mark.parametrize("text", ["Putin" + "´s" * 40, "it" + "`s" * 30 + " way"])
def test_accents_in_a_row_are_repaired_once(text: str) -> None:
    once = edit(decode(text), named("fragment")).text
    assert edit(decode(once), named("fragment")).text == once


def test_a_mark_of_direction_inside_what_goes_anyway() -> None:
    once = edit(decode("Kim \x1b]0;a\u200eb\x07left."), named("fragment"))
    assert once.text == "Kim left."


@pytest.mark.parametrize(
    ("reference", "after"),
    [("&#1;", ""), ("&#xfffe;", ""), ("&#0;", "&#0;"), ("&#xD800;", "&#xD800;")],
)
def test_a_reference_to_no_character(reference: str, after: str) -> None:
    once = edit(decode(f"Putin{reference} arrived."), named("fragment"))
    assert once.text == f"Putin{after} arrived."


def test_a_record_comes_back_as_it_is() -> None:
    record = clean("Putin invited North Korean leader Kim to Moscow.")
    assert isinstance(record, Record)
    assert clean(record) is record


GOOD_WORDS = (
    *("“Hola,”", "él’s", "naïve", "— café …", "Søren", "finance", "5½", "§ 3", "20 °C", "Łódź"),
    *("Ærø", "«Oui»", "¿Qué?", "straße", "Kyiv’s", "C:\\new", "ＮＨＫ", "普京", "Путин", "Αθήνα"),
    *("\n", "İzmir"),
)


@given(st.lists(st.sampled_from(GOOD_WORDS), max_size=12).map(" ".join))
@settings(deadline=None)
def test_good_characters_stay(text: str) -> None:
    for find in (find_damage, find_invisible, find_look_alikes):
        assert list(find(text, NEWS)) == []


SCRIPTS = ((0x400, 0x4FF), (0x391, 0x3CE), (0x5D0, 0x5EA), (0x620, 0x64A), (0x905, 0x939))


@given(
    st.sampled_from((*SCRIPTS, (0x3041, 0x30FA), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3))).flatmap(
        lambda r: st.text(st.characters(min_codepoint=r[0], max_codepoint=r[1]), max_size=40)
    )
)
@settings(deadline=None)
def test_words_of_one_script_stay(text: str) -> None:
    assert not [c for c in find_look_alikes(text, NEWS) if isinstance(c, Change)]
    assert not list(find_forms(text, NEWS))


HOSTILE = (
    *("<", "<b", "<!--", "<script>", "&amp;", "&", "{", "{color:", "[caption ", "a.A", ". A"),
    *("-\n", "Ã©", "Ð", "à", "Ïó", "aБ", "ﬁ", "“", "” “", '" ', ",,", "% 5", "a , ", "a\nb\n"),
    *("a-\nb\n", "«a ", "said, “", "” said. ", "It was stated that ", "the the ", "\ufe0f"),
    *("\u200e", "´s", "1,5 ", "你，a"),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_repairs_do_work_in_proportion_to_the_text(piece: str) -> None:
    """Four times the text, not 4² the work."""
    small, large = (_work(piece * (size // len(piece))) for size in (1_000, 4_000))
    assert large < 6 * max(small, 500), (small, large)


def _work(text: str) -> int:
    finds = (*CHARACTERS, *LAYOUT, *TRANSLATION)
    return lines_run(lambda: [list(find(text, NEWS)) for find in finds])


@pytest.mark.parametrize(
    "data",
    [
        b"one\r\ntwo",
        b"one\rtwo",
        "\ufeffone two".encode(),
        "one two three".encode("utf-16"),
        "naïve “quotes”".encode("cp1252"),
        b"caf\xc3\xa9 \xff\xfe end",
        b"Putin\x00 arrived in the city",
        b"bell \x07 and tab \t stay",
        "lone \ud800 surrogate".encode("utf-8", "surrogatepass"),
    ],
)
def test_odd_bytes_make_a_record_that_restores_them(data: bytes) -> None:
    record = clean(data)
    assert isinstance(record, Record)
    assert restore(record) == data
    record.text.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (bytes(range(256)) * 4, "binary"),
        (b"x" * 5_000_001, "too-large"),
    ],
)
def test_what_is_no_article_is_a_reject(data: bytes, code: str) -> None:
    result = clean(data)
    assert isinstance(result, Reject)
    assert result.code == code


def test_a_ledger_that_lies_is_no_record() -> None:
    record = clean("Putin started at Kim II-Sung Square on Wednesday.")
    assert isinstance(record, Record)
    forged = record.model_dump_json().replace("Wednesday", "Thursday!")
    with pytest.raises(ValueError, match="does not lead back"):
        Record.model_validate_json(forged)


@pytest.mark.parametrize(
    ("old", "new"), [('"utf-8"', '"foo"'), ('"utf-8","bom":false', '"cp1252","bom":true')]
)
def test_an_encoding_that_nobody_knows_is_no_record(old: str, new: str) -> None:
    forged = clean("Putin started on Wednesday.").model_dump_json().replace(old, new)
    with pytest.raises(ValueError, match="nobody knows it"):
        Record.model_validate_json(forged)


@pytest.mark.parametrize("profile", built_in())
def test_characters_that_nobody_sees_are_no_text(profile: str) -> None:
    result = clean("\u200b\u200b", named(profile))
    assert profile == "boilerplate" or (isinstance(result, Reject) and result.code == "empty")


def test_undo_is_public() -> None:
    doc = cleaned("Putin started at Kim II-Sung Square on Wednesday.")
    assert undo(doc.text, doc.edits) == doc.source


def test_a_blank_that_is_left_over_is_no_text() -> None:
    """With characters and layout off, nobody else takes the blank away that an entity leaves."""
    result = clean("& # 13 ;", Profile(name="x", off=("characters", "layout")))
    assert isinstance(result, Reject) and result.code == "empty"
