"""The promises, as properties of any input."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Record, Reject, clean, undo
from cleaners.characters import find_damage, find_invisible, find_look_alikes
from cleaners.decode import decode
from cleaners.document import Change, Document
from cleaners.pipeline import _settled, edit
from cleaners.profile import built_in, named
from cleaners.record import restore
from tests.carrier import HEADLINE, STORY, cleaned

NEWS = named("news")
WORDS = st.sampled_from(
    [
        *(
            "Kim",
            "II-Sung",
            "Kim Jong-Un",
            "Putin said, “",
            "” he said.",
            "\u0421osmodrome",
            "ErdoÄŸan",
        ),
        *(
            "\n",
            "\n\n\n",
            "\r\n",
            "\u00a0",
            "\u200b",
            "Reuters",
            "Dark Mode",
            "Leave a Reply",
            HEADLINE,
        ),
        *(
            *STORY,
            "e\u0301",
            "\ufffd",
            "(AA-DHA)",
            "Copyright © 2023 ANN",
            "НАТO",
            "\x00",
            "«",
            "普京",
        ),
    ]
)
TEXTS = st.one_of(
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


@given(st.lists(TEXTS, max_size=4), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_articles_does_not_matter(texts: list[str], random: object) -> None:
    forward = [clean(t).model_dump_json() for t in texts]
    backward = [clean(t).model_dump_json() for t in reversed(texts)]
    assert forward == backward[::-1]


def test_a_record_comes_back_as_it_is() -> None:
    record = clean("Putin invited North Korean leader Kim to Moscow.")
    assert isinstance(record, Record)
    assert clean(record) is record


GOOD_WORDS = (
    *(
        "“Hola,”",
        "él’s",
        "naïve",
        "— café …",
        "Søren",
        "ﬁnance",
        "5½",
        "§ 3",
        "20 °C",
        "Łódź",
        "Ærø",
    ),
    *(
        "«Oui»",
        "¿Qué?",
        "straße",
        "Kyiv’s",
        "C:\\new",
        "ＮＨＫ",
        "普京",
        "Путин",
        "Αθήνα",
        "\n",
        "İzmir",
    ),
)


@given(st.lists(st.sampled_from(GOOD_WORDS), max_size=12).map(" ".join))
@settings(deadline=None)
def test_good_characters_stay(text: str) -> None:
    for find in (find_damage, find_invisible, find_look_alikes):
        assert list(find(text, NEWS)) == []


@given(st.text(st.characters(min_codepoint=0x400, max_codepoint=0x4FF), min_size=1, max_size=40))
@settings(deadline=None)
def test_words_of_one_script_stay(text: str) -> None:
    assert not [c for c in find_look_alikes(text, NEWS) if isinstance(c, Change)]


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
