"""Columns: every field has a type, and a row is the record it came from."""

import copy

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Record, clean
from cleaners.record import Article, without_edits
from flows.columns import article_of, batch_of, record_of, schema_for
from tests.test_contract import a_record


def test_columns_are_the_fields_of_the_model() -> None:
    assert schema_for(Record).names == list(Record.model_fields)
    assert schema_for(Article).names == list(Article.model_fields)


def test_types_are_as_narrow_as_the_fields() -> None:
    schema = schema_for(Record)
    assert schema.field("developing").type == pa.bool_()
    assert schema.field("headline").nullable and not schema.field("text").nullable
    span = pa.struct([pa.field(n, pa.int64(), nullable=False) for n in ("start", "end")])
    assert schema.field("paragraphs").type.value_type == span
    edit = schema.field("edits").type.value_type
    assert edit.field("source").type == span
    assert [f.name for f in edit.field("facts").type.value_type] == ["field", "value"]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.booleans())
def test_any_record_comes_back(text: str, broken: bool) -> None:
    data = text.encode("utf-8", "surrogatepass") + (b"\xff\xfe" if broken else b"")
    record = clean(b"Putin arrived in Moscow on Wednesday.\n" + data)
    if isinstance(record, Record):
        (row,) = batch_of([record], schema_for(Record)).to_pylist()
        assert record_of(row) == record
        (row,) = batch_of([without_edits(record)], schema_for(Article)).to_pylist()
        assert article_of(row) == without_edits(record)


def test_a_row_that_is_no_record_is_told() -> None:
    (row,) = batch_of([a_record()], schema_for(Record)).to_pylist()
    with pytest.raises(ValueError, match="no row of records: 'edits'"):
        record_of({k: v for k, v in row.items() if k != "edits"})
    other = copy.deepcopy(row)
    other["text"] = "Something else."
    with pytest.raises(ValueError, match="1 validation error"):
        record_of(other)
    with pytest.raises(ValueError, match="no row of records"):
        record_of({**row, "paragraphs": 7})
