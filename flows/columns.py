"""Records as rows of typed columns, and back: the shape is that of the models, nothing is renamed.

What is a tuple in JSON is a struct here: a span has `start` and `end`, a fact `field` and `value`.
"""

import types
from collections.abc import Iterable, Mapping
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Literal,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import orjson
from pydantic import BaseModel

from cleaners.record import Article, Record
from flows.fault import Fault

if TYPE_CHECKING:
    import pyarrow as pa

PAIR = ("field", "value")  # what the two places of a bare pair are called
PLAIN: Mapping[type, str] = {str: "string", bool: "bool_", int: "int64", float: "float64"}


@cache
def schema_for(model: type[BaseModel]) -> "pa.Schema":
    """The columns of a model. Raises Fault when pyarrow is not installed."""
    try:
        import pyarrow as pa
    except ImportError:
        raise Fault("columns need pyarrow: pip install copydesk[parquet]") from None
    return pa.schema(
        [
            pa.field(name, _column(field.annotation), nullable=_may_be_null(field.annotation))
            for name, field in model.model_fields.items()
        ]
    )


def batch_of(found: Iterable[BaseModel], schema: "pa.Schema") -> "pa.RecordBatch":
    """Some records or articles as columns."""
    import pyarrow as pa

    rows = [one.model_dump() for one in found]
    columns = [pa.array([row[field.name] for row in rows], type=field.type) for field in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def record_of(row: Mapping[str, object]) -> Record:
    """A row that any reader of Parquet gave, as the record it was, proof included.

    Raises ValueError when it is no record any more.
    """
    return Record.model_validate_json(_json_of(row, Record))


def article_of(row: Mapping[str, object]) -> Article:
    """A row without edits as the article it was. Raises ValueError when it is none."""
    return Article.model_validate_json(_json_of(row, Article))


def _json_of(row: Mapping[str, object], model: type[BaseModel]) -> bytes:
    try:
        return orjson.dumps(_plain(row, model))
    except (KeyError, TypeError, AttributeError) as e:
        raise ValueError(f"no row of {model.__name__.lower()}s: {e}") from None


def _plain(value: object, annotation: object) -> object:
    """A value of a row as JSON has it: structs that stand for tuples are lists again.

    Readers differ: what is null may come as NaN, a list as an array.
    """
    annotation = _bare(annotation)
    parts = get_args(annotation)
    if value is None or (isinstance(value, float) and value != value):
        return None
    if get_origin(annotation) is tuple and parts[-1] is Ellipsis:
        return [_plain(v, parts[0]) for v in cast("Iterable[object]", value)]
    if isinstance(annotation, type) and annotation in PLAIN:
        return annotation(value)
    if not isinstance(value, Mapping):
        return value
    if get_origin(annotation) is tuple:
        return [_plain(value[k], part) for k, part in zip(PAIR, parts, strict=True)]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields
        return {k: _plain(value[k], field.annotation) for k, field in fields.items()}
    return [_plain(value[k], part) for k, part in get_type_hints(annotation).items()]


def _column(annotation: object) -> "pa.DataType":
    """The type of a column, from the type of a field."""
    import pyarrow as pa

    annotation = _bare(annotation)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return pa.string()
    if origin is tuple and parts[-1] is Ellipsis:
        return pa.list_(_column(parts[0]))
    if origin is tuple:
        return _struct(dict(zip(PAIR, parts, strict=True)))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _struct({k: f.annotation for k, f in annotation.model_fields.items()})
    if isinstance(annotation, type) and issubclass(annotation, tuple):
        return _struct(get_type_hints(annotation))
    if isinstance(annotation, type) and annotation in PLAIN:
        made: pa.DataType = getattr(pa, PLAIN[annotation])()
        return made
    raise TypeError(f"no column holds {annotation}")


def _struct(fields: Mapping[str, object]) -> "pa.DataType":
    import pyarrow as pa

    return pa.struct([pa.field(k, _column(a), nullable=_may_be_null(a)) for k, a in fields.items()])


def _bare(annotation: object) -> object:
    """A type without what may be null and without what is said about it."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        (only,) = (a for a in get_args(annotation) if a is not types.NoneType)
        return _bare(only)
    return annotation


def _may_be_null(annotation: object) -> bool:
    return types.NoneType in get_args(annotation)
