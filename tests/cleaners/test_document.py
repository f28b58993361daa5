"""The ledger's laws: undo restores any text after any changes; untouched characters map back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.document import Change, Document, Edit, Notice, OverlapError, Span, undo

TEXTS = st.text(max_size=60)


@st.composite
def batches(draw: st.DrawFn, text: str) -> list[Change]:
    """Changes that do not overlap, on a given text."""
    points = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return [
        Change("test.rule", start, end, draw(st.text(max_size=5)))
        for start, end in zip(points[::2], points[1::2], strict=False)
    ]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text after any three batches of changes."""
    doc = Document.of(draw(TEXTS))
    for _ in range(3):
        doc = doc.apply(draw(batches(doc.text)))
    return doc


@given(documents())
def test_undo_restores_the_source(doc: Document) -> None:
    assert undo(doc.text, doc.edits) == doc.source


@given(documents())
def test_untouched_characters_map_back_exactly(doc: Document) -> None:
    at = 0
    for piece in doc.pieces:
        assert piece.start == at
        at = piece.end
        if piece.copied:
            source = doc.source[piece.source_start : piece.source_end]
            assert doc.text[piece.start : piece.end] == source
            for n in range(piece.start, piece.end):
                span = doc.source_span(n, n + 1)
                assert span.of(doc.source) == doc.text[n]
                assert doc.locate(span) == Span(n, n + 1) or not _is_alone(doc, span)
    assert at == len(doc.text)


@given(documents())
def test_every_edit_lies_in_the_source(doc: Document) -> None:
    for edit in doc.edits:
        assert 0 <= edit.source.start <= edit.source.end <= len(doc.source)


@given(TEXTS, st.data())
def test_first_edits_name_what_stood_in_the_source(text: str, data: st.DataObject) -> None:
    doc = Document.of(text).apply(data.draw(batches(text)))
    for edit in doc.edits:
        assert edit.source.of(text) == edit.before


def test_changes_that_overlap_are_refused() -> None:
    with pytest.raises(OverlapError, match=r"b\.two"):
        Document.of("abcdef").apply([Change("a.one", 0, 3, ""), Change("b.two", 2, 4, "")])


def test_changes_outside_the_text_are_refused() -> None:
    with pytest.raises(OverlapError):
        Document.of("abc").apply([Change("a.one", 2, 9, "")])


def test_a_change_that_changes_nothing_is_dropped() -> None:
    assert Document.of("abc").apply([Change("a.one", 0, 1, "a")]).edits == ()


def test_the_order_of_changes_does_not_matter() -> None:
    changes = [Change("a.one", 0, 1, "x"), Change("a.two", 4, 6, ""), Change("a.three", 2, 3, "yy")]
    docs = {Document.of("abcdef").apply(order) for order in (changes, changes[::-1])}
    assert len(docs) == 1


def test_a_flag_keeps_its_place_in_the_source() -> None:
    doc = Document.of("one two three").apply([Change("a.one", 0, 4, "")])
    doc = doc.flag([Notice("a.doubt", 0, 3, "two?")]).apply([Change("a.two", 0, 0, ">> ")])
    assert doc.flags[0].source.of(doc.source) == "two"
    found = doc.locate(doc.flags[0].source)
    assert found and found.of(doc.text) == "two"


def test_a_removed_place_is_nowhere() -> None:
    doc = Document.of("one two").apply([Change("a.one", 0, 4, "")])
    assert doc.locate(Span(0, 3)) is None


def test_undo_refuses_a_ledger_of_another_text() -> None:
    with pytest.raises(ValueError, match=r"edit 0 \(a.one\) does not fit"):
        undo("another text", [Edit("a.one", 0, "x", "y", Span(0, 1))])


def test_a_hundred_thousand_edits_are_undone_in_one_pass() -> None:
    text = "a " * 100_000
    doc = Document.of(text).apply(Change("a.one", n, n + 1, "b") for n in range(0, 200_000, 2))
    assert undo(doc.text, doc.edits) == text


def _is_alone(doc: Document, span: Span) -> bool:
    """Whether no replaced piece claims the same place of the source."""
    return not any(
        not p.copied and p.source_start <= span.start and p.source_end >= span.end
        for p in doc.pieces
    )
