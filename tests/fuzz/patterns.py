"""Every regular expression of the house: those of the tables, and those of the modules."""

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleaners import rule as rules
from cleaners.later import Later
from cleaners.rule import all_rules, terms
from tests.expected import ROOT

MADE = re.compile(r"\b(?:re\.compile|later)\(")
FUNCTIONS = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer")


class Pattern(NamedTuple):
    """One expression, where it stands, and texts that it was made for.

    One that is only matched at a place that is known already is `is_anchored`. So are the rows of
    `boilerplate`, but their steps are counted as if they were searched for: `is_row`. One that may
    have to reach the end of the text is `is_whole`: it fails where others are content.
    """

    name: str
    pattern: str
    flags: int
    examples: tuple[str, ...] = ()
    is_anchored: bool = False
    is_row: bool = False
    is_whole: bool = False


@cache
def patterns() -> tuple[Pattern, ...]:
    """All of them, each expression once."""
    found: dict[tuple[str, int], Pattern] = {}
    for p in (*_of_rules(), *_of_terms(), *_of_modules(), *_of_calls()):
        found.setdefault((p.pattern, p.flags), p)
    return tuple(found.values())


def _of_rules() -> Iterator[Pattern]:
    for rule in all_rules():
        hits = tuple(hit if isinstance(hit, str) else hit[0] for hit in rule.hits)
        flags = re.IGNORECASE if rule.ignore_case else 0
        is_row = rule.id.startswith("boilerplate.")
        for what in (rule.spelled_out, rules.compiled(rule.requires or "").pattern):
            if what:
                examples = (*hits, *rule.misses)
                yield Pattern(rule.id, what, int(flags), examples, False, is_row, is_row)


def _of_terms() -> Iterator[Pattern]:
    for name, text in terms().items():
        yield Pattern(f"terms.{name}", text, 0)


def _of_modules() -> Iterator[Pattern]:
    """Compiled expressions that a module holds, alone or in tuples and mappings."""
    for path, text in _sources():
        if not MADE.search(text):  # so that no module is imported that needs an extra
            continue
        inside = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(part for part in inside if part != "__init__")
        for constant, value in vars(importlib.import_module(name)).items():
            uses = _uses(constant)
            anchored = bool(uses) and uses <= {"match", "fullmatch"}
            whole = not uses or "fullmatch" in uses
            for compiled in _compiled(value):
                plain = _plain(compiled)
                yield Pattern(f"{name}.{constant}", *plain, (), anchored, False, whole)


@cache
def _sources() -> tuple[tuple[Path, str], ...]:
    paths = [path for name in ("cleaners", "flows") for path in sorted((ROOT / name).rglob("*.py"))]
    return tuple((path, path.read_text("utf-8")) for path in paths)


@cache
def _uses(name: str) -> frozenset[str]:
    """The methods that are called of a constant; a bare use of it counts as any."""
    calls = re.compile(rf"(?<![\w.]){name}\b(?!\s*(?:[=:,]|$))(?:\.(\w+))?", re.MULTILINE)
    found = (m[1] or "any" for _, text in _sources() for m in calls.finditer(text))
    return frozenset(found)


def _compiled(value: object, depth: int = 3) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Later):
        yield re.compile(value.pattern, value.flags)
    elif isinstance(value, Mapping) and depth:
        for inner in value.values():
            yield from _compiled(inner, depth - 1)
    elif isinstance(value, tuple | list) and depth:
        for inner in value:
            yield from _compiled(inner, depth - 1)


def _plain(compiled: re.Pattern[str] | re.Pattern[bytes]) -> tuple[str, int]:
    """An expression over bytes is looked at as one over Latin-1."""
    if isinstance(compiled.pattern, bytes):
        return compiled.pattern.decode("latin-1"), compiled.flags | re.ASCII
    return compiled.pattern, compiled.flags & ~re.UNICODE


def _of_calls() -> Iterator[Pattern]:
    """Expressions that are written where they are used."""
    for path, text in _sources():
        for call, method in _calls(ast.parse(text)):
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                anchored = method in ("match", "fullmatch")
                where = f"{path.name}:{call.lineno}"
                whole = method == "fullmatch"
                yield Pattern(where, first.value, 0, (), anchored, False, whole)


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Attribute):
            of, method = node.func.value, node.func.attr
            if isinstance(of, ast.Name) and of.id == "re" and method in FUNCTIONS:
                yield node, method
