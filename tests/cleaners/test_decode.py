"""Bytes come back exactly, whatever they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.decode import Patch, decode, encode, is_binary


@given(st.binary(max_size=200))
def test_any_bytes_come_back(data: bytes) -> None:
    read = decode(data)
    assert encode(read.text, read.encoding, read.bom, read.patches) == data
    read.text.encode("utf-8")  # no lone surrogate, ever


@given(st.text(max_size=80), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]))
def test_any_text_in_a_named_encoding_comes_back(text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    read = decode(data)
    assert encode(read.text, read.encoding, read.bom, read.patches) == data


@given(st.text(st.characters(categories=["Cs", "L", "Zs"]), max_size=40))
def test_a_string_with_lone_surrogates_is_patched(text: str) -> None:
    read = decode(text)
    assert encode(read.text, "utf-8", False, read.patches) == text.encode("utf-8", "surrogatepass")
    assert not any("\ud800" <= c <= "\udfff" for c in read.text)


@pytest.mark.parametrize(
    ("data", "encoding", "bom", "text"),
    [
        ("Zürich".encode(), "utf-8", False, "Zürich"),
        ("Zürich".encode("utf-8-sig"), "utf-8", True, "Zürich"),
        ("Zürich".encode("utf-16"), "utf-16-le", True, "Zürich"),
        ("\ufeffZürich".encode("utf-16-be"), "utf-16-be", True, "Zürich"),
        ("Zürich in spring".encode("utf-16-le"), "utf-16-le", False, "Zürich in spring"),
        ("“Zürich” in spring".encode("cp1252"), "cp1252", False, "“Zürich” in spring"),
        ("Путин прибыл в Пхеньян с визитом.".encode("cp1251"), "cp1251", False, None),
        (b"a\x00b and more\r\n", "utf-8", False, "a\x00b and more\r\n"),
        (b"Zu\xcc\x88rich \xff\xfe caf\xc3\xa9", "utf-8", False, "Zu\u0308rich \ufffd café"),
        (b"cut in two \xe2\x80", "utf-8", False, "cut in two \ufffd"),
        (b"\xff\xfe\x00\x00" + "Putin".encode("utf-16-le"), "utf-16-le", True, "\x00Putin"),
        (b"\x00\x00\xfe\xffPutin arrived", "cp1252", False, "\x00\x00þÿPutin arrived"),
        (b"", "utf-8", False, ""),
    ],
)
def test_encodings_are_named(data: bytes, encoding: str, bom: bool, text: str | None) -> None:
    read = decode(data)
    assert (read.encoding, read.bom) == (encoding, bom)
    assert read.text == (data.decode(encoding) if text is None else text)


def test_a_run_of_broken_bytes_is_one_patch() -> None:
    read = decode("naïve and ".encode() + b"\xff\xfe\xfd" + b" end")
    assert read.patches == (Patch(10, "fffefd"),)


def test_a_typed_replacement_character_is_no_patch() -> None:
    assert decode("a \ufffd b".encode()).patches == ()


def test_patches_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="no U\\+FFFD at 1"):
        encode("abc", "utf-8", False, [Patch(1, "ff")])


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x08\x06", b"PK\x03\x04\x14\x00\x08\x08"],
)
def test_pictures_and_archives_are_binary(data: bytes) -> None:
    assert is_binary(decode(data))


def test_legacy_guesses_say_so() -> None:
    assert decode(b"caf\xe9").guessed
    assert not decode("café".encode()).guessed
