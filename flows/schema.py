"""The contract: JSON Schemas of what leaves the house, and in words how two of them differ.

A version of the contract is told by the digest of its shape: names, types and what is required,
not the words that describe them. `docs/schema-versions.tsv` holds the digests of every version.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

from pydantic import BaseModel

from cleaners.record import SCHEMA_VERSION, Article, Record, Reject

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
MODELS: Mapping[str, type[BaseModel]] = {"record": Record, "article": Article, "reject": Reject}
WORDS = ("title", "description", "examples", "$id", "$schema", "default")
MOST_DEEP = 12  # a schema is untrusted: one that holds itself must end


def schema_of(name: str) -> dict[str, Json]:
    """The JSON Schema of a record, an article or a reject, with its version in its name."""
    made = cast("dict[str, Json]", MODELS[name].model_json_schema())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:copydesk:{name}:{SCHEMA_VERSION}",
        **made,
    }


def as_text(name: str) -> str:
    """A schema as it is published."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"


def digest_of(schema: Mapping[str, Json]) -> str:
    """The SHA-256 of a schema's shape; other words for the same fields do not change it."""
    shape = json.dumps(_shape(dict(schema)), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(shape.encode()).hexdigest()


def differences(old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[str]:
    """What a reader of the old schema must know of the new one, a line for each field.

    >>> text = {"type": "string"}
    >>> old = {"properties": {"id": text, "site": text}, "required": ["id"]}
    >>> new = {"properties": {"id": {"type": "integer"}, "day": text}, "required": ["id"]}
    >>> for line in differences(old, new): print(line)
    added    day: string, may be missing
    changed  id: was string; is whole number
    removed  site: was string, may be missing
    """
    before, after = dict(_fields(old)), dict(_fields(new))
    for path in sorted(before.keys() | after.keys()):
        was, now = before.get(path), after.get(path)
        parent = path.rpartition(".")[0]
        if was is None and (parent in before or not parent):
            yield f"added    {path}: {now}"
        elif now is None and (parent in after or not parent):
            yield f"removed  {path}: was {was}"
        elif was is not None and now is not None and was != now:
            yield f"changed  {path}: was {was}; is {now}"


def _shape(part: Json, is_named: bool = False) -> Json:
    """A schema without its words; `is_named` where the keys are names of fields, not of ours."""
    if isinstance(part, dict):
        return {
            k: _shape(v, not is_named and k in ("properties", "$defs"))
            for k, v in part.items()
            if is_named or k not in WORDS
        }
    return [_shape(p) for p in part] if isinstance(part, list) else part


def _fields(schema: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Every field by its path, with its type in words."""
    yield from _below(schema, schema, "", 0)


def _below(
    root: Mapping[str, Json], part: Mapping[str, Json], path: str, depth: int
) -> Iterator[tuple[str, str]]:
    part = _looked_up(root, part)
    if depth > MOST_DEEP:
        return
    required = part.get("required")
    properties = part.get("properties")
    for name, field in properties.items() if isinstance(properties, dict) else ():
        if isinstance(field, dict):
            at = f"{path}.{name}" if path else name
            missing = "" if isinstance(required, list) and name in required else ", may be missing"
            yield at, f"{_words(root, field)}{missing}"
            yield from _below(root, field, at, depth + 1)
    for key in ("items", "anyOf", "prefixItems"):
        inner = part.get(key)
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict):
                yield from _below(root, one, path, depth + 1)


def _words(root: Mapping[str, Json], field: Mapping[str, Json], depth: int = 0) -> str:
    """A type as people say it."""
    field = _looked_up(root, field)
    inner, parts, places = field.get("items"), field.get("anyOf"), field.get("prefixItems")
    if depth > MOST_DEEP:
        return "…"
    if isinstance(parts, list):
        return " or ".join(_words(root, p, depth + 1) for p in parts if isinstance(p, dict))
    if isinstance(places, list):
        found = [_words(root, p, depth + 1) for p in places if isinstance(p, dict)]
        return f"[{', '.join(found)}]"
    if isinstance(inner, dict):
        return f"list of {_words(root, inner, depth + 1)}"
    kind = str(field.get("type", "anything"))
    if "const" in field:
        return json.dumps(field["const"])
    values = field.get("enum")
    if isinstance(values, list):
        return f"one of {', '.join(sorted(map(str, values)))}"
    limits = [f"{k} {field[k]}" for k in ("minimum", "maximum") if k in field]
    return ", ".join([{"integer": "whole number"}.get(kind, kind), *limits])


def _looked_up(root: Mapping[str, Json], part: Mapping[str, Json]) -> Mapping[str, Json]:
    """What a reference points to, in the same schema."""
    for _ in range(MOST_DEEP):
        to = part.get("$ref")
        definitions = root.get("$defs")
        if not isinstance(to, str) or not isinstance(definitions, dict):
            return part
        found = definitions.get(to.removeprefix("#/$defs/"))
        part = found if isinstance(found, dict) else {}
    return part
