"""A rule is a row of a table: what it finds, why it is there, and examples that prove it.

The tables are TOML files in `rules/`, one for each stage. A row that cannot be trusted (no reason,
no examples, a pattern that does not compile) stops the program with the file and the row's name.

Checking them all takes longer than cleaning fifty articles. So `rules/checked.json` holds the rows
that stood the check, with the digest of the tables they came from: it is read where that digest is
still true, and the tables themselves where it is not. `docs/generate.py --write` makes it again.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from cleaners.starts import beginnings, holds_digit

STAGES = ("decode", "characters", "layout", "translation", "names", "boilerplate", "repeats")

Part = Literal["line", "start", "end", "inside", "text"]
Zone = Literal["any", "head", "tail", "edge"]
FIELDS = (
    *("headline", "bylines", "dateline", "published", "agencies", "credits", "captions"),
    *("copyright", "tags", "corrections", "developing"),
)
KINDS = (  # what a removed line is: the labels of hand-labelled news
    *("headline", "repeated_headline", "byline", "dateline", "date", "caption", "photo_credit"),
    *("agency_credit", "copyright", "share", "comment_form", "related_links", "newsletter_promo"),
    *("subscription_or_paywall", "cookie_or_consent", "navigation_or_tags", "author_bio"),
    *("advert", "more_to_follow", "correction_note", "ui_control", "other_boilerplate"),
)


_TERM = re.compile(r"\{\{(\w+)\}\}")
DATED = re.compile(r"\{\{(?:moment|day|clock)\}\}")  # terms of which every match holds a digit
NEVER = "(?!)"


class TableError(ValueError):
    """A table of rules that cannot be used; the message names the file and the row."""


class Rule(BaseModel):
    """One row.

    A row has a `pattern` (a regular expression; `{{agency}}` stands for a part in terms.toml) or a
    `function` of its stage. It removes what it finds; with `after` it replaces it; with `message`
    it only flags it.
    `part` says where the pattern must stand: a whole `line`, its `start` or `end`, `inside` a line,
    or anywhere in the `text`; `requires` is a pattern that must end where it starts (2,000
    characters back at most), and no line over `longest` characters is taken whole. A pattern that
    begins with anything says what else its line `contains` (one of them), which is cheap to ask.
    `evidence` names the page a row was met on. A row that nobody has met has the evidence "known",
    for it comes from knowledge alone: it may take a whole line, but at the start or end of one it
    only flags. Named groups of the pattern are fields, and their text moves there; `field` moves
    all that was found. `hits` are texts the rule acts on, or pairs (before, after); `misses` are
    texts that look alike and must stay. A date that `heads_entry` may be one of a diary's. With
    `known = true` a row is a known failure: the test that expects it to fail complains the day it
    passes. A row under `[[fallback]]` is asked after the rows under `[[rule]]` of every table.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    stage: str
    name: str
    why: str
    pattern: str | None = None
    function: str | None = None
    ignore_case: bool = False
    part: Part = "line"
    zone: Zone = "any"
    longest: int = 300
    contains: tuple[str, ...] = ()
    requires: str | None = None
    after: str | None = None
    message: str | None = None
    kind: str | None = None
    field: str | None = None
    languages: tuple[str, ...] = ()
    evidence: str = "known"
    hits: tuple[str | tuple[str, str], ...] = ()
    misses: tuple[str, ...] = ()
    heads_entry: bool = False
    known: bool = False
    fallback: bool = False

    @property
    def id(self) -> str:
        """The full name, as edits and flags carry it.

        >>> rule("boilerplate.email-notice").id
        'boilerplate.email-notice'
        """
        return f"{self.stage}.{self.name}"

    @property
    def flags_only(self) -> bool:
        """Whether this row leaves the text alone."""
        is_part = self.stage == "boilerplate" and self.part in ("start", "end")
        return self.message is not None or (is_part and self.evidence == "known")

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern. Raises TypeError for a row that has a function instead."""
        if self.pattern is None:
            raise TypeError(f"{self.id} has no pattern")
        return compiled(self.pattern, self.ignore_case)

    @property
    def undated(self) -> re.Pattern[str]:
        """The pattern for a text without a digit: days and hours, most of its length, cannot match.

        >>> row = rule("boilerplate.en-byline")
        >>> row.undated.fullmatch("By Jane Doe")["bylines"], len(row.undated.pattern) < 2000
        ('Jane Doe', True)
        """
        return compiled(DATED.sub(NEVER, self.pattern or NEVER), self.ignore_case)

    @property
    def spelled_out(self) -> str:
        """The pattern with the terms it names; empty for a row that has a function instead."""
        return _spelled_out(self.pattern or "", terms())

    @property
    def begins(self) -> str:
        """What a match of the pattern begins with, as `starts.beginnings` reads it, one a line."""
        known = _by_pattern().get(self.pattern or "")
        return known.begins if known else _lines(beginnings(self.spelled_out))

    @property
    def holds_digit(self) -> bool:
        """Whether every match of the pattern holds a digit."""
        known = _by_pattern().get(self.pattern or "")
        return known.digit if known else holds_digit(self.spelled_out)

    @property
    def held(self) -> tuple[str, ...]:
        """Folded words, one of which every match holds; none where that is unknown."""
        known = _by_pattern().get(self.pattern or "")
        return tuple(known.held.split("\n")) if known and known.held else ()

    def may_match(self, text: str) -> bool:
        """Whether a text holds what every match `contains`."""
        return not self.contains or any(a in text for a in self.contains)

    def required_before(self, line: str, at: int) -> bool:
        """Whether what this row `requires` ends just before `at`."""
        return bool(
            self.requires
            and compiled(self.requires, self.ignore_case).search(line, max(0, at - 2000), at)
        )


def parse(toml: str, stage: str, where: str) -> tuple[Rule, ...]:
    """The rows of one table. `where` names the file in errors.

    >>> parse('[[rule]]\\nid = "x"\\nwhy = "y"\\npattern = "("', "names", "rules/names.toml")
    Traceback (most recent call last):
    ...
    cleaners.rule.TableError: rules/names.toml, rule "x": hits is empty; add a text this rule should
    change
    """
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as e:
        raise TableError(f"{where}: not valid TOML: {e}") from None
    given = {key: table.pop(key, []) for key in ("rule", "fallback")}
    if table or not all(isinstance(rows, list) for rows in given.values()):
        found = f"found {sorted(table)}"
        raise TableError(f"{where}: expected only [[rule]] and [[fallback]] rows, {found}")
    rules = [
        _row(row, stage, where, key, n)
        for key, rows in given.items()
        for n, row in enumerate(rows, 1)
    ]
    return _with_unique_ids(rules, where)


@cache
def load(stage: str) -> tuple[Rule, ...]:
    """The rules of a stage that comes with Copydesk, in the order of priority.

    >>> [r.id for r in load("boilerplate") if r.name == "email-notice"]
    ['boilerplate.email-notice']
    """
    known = _checked()
    if known is not None:
        return tuple(c.rule for c in known.rules if c.rule.stage == stage)
    return read(stage)


def read(stage: str) -> tuple[Rule, ...]:
    """The rules of a stage, from its tables themselves.

    A stage has one table, `rules/<stage>.toml`; more of them may lie in `rules/<stage>/`, one for
    each language, and follow in the order of their names. The fallbacks of all come after the
    other rows of all: words like “Menu” stand in many tables, and a row that was met on pages
    knows them best.
    """
    rows = [r for path, text in tables(stage) for r in parse(text, stage, f"rules/{path}")]
    return _with_unique_ids(sorted(rows, key=lambda r: r.fallback), f"rules/{stage}/")


def tables(stage: str) -> Iterator[tuple[str, str]]:
    """The path below `rules/` and the text of every table of a stage, in order."""
    for path, file in _files(stage):
        yield path, file.read_text("utf-8")


def _files(stage: str) -> Iterator[tuple[str, Traversable]]:
    folder = files("cleaners") / "rules"
    paths = [f"{stage}.toml"]
    if (folder / stage).is_dir():
        names = sorted(f.name for f in (folder / stage).iterdir() if f.name.endswith(".toml"))
        paths += [f"{stage}/{name}" for name in names]
    for path in paths:
        yield path, folder / path


class _CheckedRule(BaseModel):
    """A rule, what the matches of its pattern begin with, and what every one of them holds.

    Words stand one a line: 46,000 strings of JSON would take longer to read than all the rest.
    """

    rule: Rule
    begins: str = ""
    digit: bool = False
    held: str = ""


class _Checked(BaseModel):
    """What `checked.json` holds."""

    tables: str
    rules: tuple[_CheckedRule, ...]


def digest_of_tables() -> str:
    """The SHA-256, in hex, of every table and of the terms they share."""
    digest = hashlib.sha256((files("cleaners") / "rules" / "terms.toml").read_bytes())
    for stage in STAGES:
        for path, file in _files(stage):
            content = file.read_bytes()  # to read it as text takes three times as long
            digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def checked_json() -> str:
    """The content of `rules/checked.json`: every rule of the tables, one a line."""
    from cleaners.held import held  # which no run needs

    rows = [
        _CheckedRule(
            rule=r,
            begins=_lines(beginnings(r.spelled_out)),
            digit=holds_digit(r.spelled_out),
            held="\n".join(held(r.spelled_out, r.ignore_case)),
        ).model_dump_json(exclude_defaults=True)
        for stage in STAGES
        for r in read(stage)
    ]
    lines = ",\n".join(rows)
    return f'{{"tables": "{digest_of_tables()}", "rules": [\n{lines}\n]}}\n'


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(sorted(texts))


@cache
def _checked() -> _Checked | None:
    """The rows that were checked before; None where a table has changed since, or the file is cut
    or was merged by hand: the tables themselves say the same."""
    path = files("cleaners") / "rules" / "checked.json"
    if not path.is_file():
        return None
    try:
        found = _Checked.model_validate_json(path.read_bytes())
    except ValidationError:
        return None
    return found if found.tables == digest_of_tables() else None


@cache
def _by_pattern() -> Mapping[str, _CheckedRule]:
    """The checked rows that have a pattern."""
    known = _checked()
    return {c.rule.pattern: c for c in known.rules if c.rule.pattern} if known else {}


@cache
def terms() -> dict[str, str]:
    """What patterns share and write as `{{name}}`: agencies, months, names of persons.

    >>> "{{" in terms()["day"]
    False
    """
    table = tomllib.loads((files("cleaners") / "rules" / "terms.toml").read_text("utf-8"))
    found: dict[str, str] = {}
    for name, text in table.items():
        found[name] = _spelled_out(text, found)
    return found


def _spelled_out(pattern: str, known: Mapping[str, str]) -> str:
    for name in set(_TERM.findall(pattern)):
        if name not in known:
            raise ValueError(f"there is no term {name!r} in rules/terms.toml above its use")
        pattern = pattern.replace("{{" + name + "}}", known[name])
    return pattern


def all_rules() -> tuple[Rule, ...]:
    """Every rule of every stage, in the order of the stages."""
    return tuple(r for stage in STAGES for r in load(stage))


@cache
def _by_id() -> dict[str, Rule]:
    return {r.id: r for r in all_rules()}


def rule(id: str) -> Rule:
    """The rule with this full id; raises KeyError for an unknown one."""
    return _by_id()[id]


def kind_of(id: str) -> str | None:
    """What a rule removes (`caption`, `share` …); None for repairs and for unknown rules.

    >>> kind_of("boilerplate.email-notice")
    'comment_form'
    """
    found = _by_id().get(id)
    return found.kind if found else None


def facts_of(found: re.Match[str], row: Rule) -> Iterator[tuple[str, str]]:
    """What moves out with a match: its named groups, or all of it when the row has a `field`."""
    groups = [(k, v) for k, v in found.groupdict().items() if v and v.strip()]
    if groups:
        yield from groups
    elif row.field:
        yield row.field, found[0].strip()


def _with_unique_ids(rules: Sequence[Rule], where: str) -> tuple[Rule, ...]:
    seen: set[str] = set()
    for r in rules:
        if r.name in seen:
            raise TableError(f'{where}, rule "{r.name}": the id is used twice; rename one of them')
        seen.add(r.name)
    return tuple(rules)


@cache
def compiled(pattern: str, ignore_case: bool = False) -> re.Pattern[str]:
    """A pattern with its terms, compiled when first asked for: the long ones take milliseconds."""
    return re.compile(_spelled_out(pattern, terms()), re.IGNORECASE if ignore_case else 0)


def _row(row: object, stage: str, where: str, key: str, n: int) -> Rule:
    if not isinstance(row, dict):
        raise TableError(f"{where}, row {n}: expected a [[{key}]] table, found {row!r}")
    name = row.get("id")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise TableError(f"{where}, [[{key}]] row {n}: id is {name!r}; expected lower-case-words")
    data = {k: _frozen(v) for k, v in row.items() if k != "id"}
    data["fallback"] = key == "fallback"
    try:
        return _trusted(Rule.model_validate({**data, "stage": stage, "name": name}))
    except ValidationError as e:
        first = e.errors()[0]
        place = ".".join(map(str, first["loc"]))
        text = first["msg"].removeprefix("Value error, ")
        found = f", found {first['input']!r}" if place else ""
        raise TableError(
            f'{where}, rule "{name}": {place + ": " if place else ""}{text}{found}'
        ) from None
    except ValueError as e:
        raise TableError(f'{where}, rule "{name}": {e}') from None


def _trusted(row: Rule) -> Rule:
    """The row, when it has a reason, examples, and a pattern that compiles."""
    if (row.pattern is None) == (row.function is None):
        raise ValueError("give a pattern or a function, and not both")
    if not row.why.strip():
        raise ValueError("why is empty; say who writes this and how it got into the article")
    if not row.hits:
        raise ValueError("hits is empty; add a text this rule should change")
    if not row.misses:
        raise ValueError("misses is empty; add a text that looks alike and must stay")
    if row.kind is not None and row.kind not in KINDS:
        raise ValueError(f"kind is {row.kind!r}; expected one of {', '.join(KINDS)}")
    if row.field is not None and row.field not in FIELDS:
        raise ValueError(f"field is {row.field!r}; expected one of {', '.join(FIELDS)}")
    if row.after is not None and row.message is not None:
        raise ValueError("after replaces and message only flags; give one of them")
    for hit in row.hits:
        if not row.may_match(hit if isinstance(hit, str) else hit[0]):
            raise ValueError(f"nothing of contains stands in the hit {hit!r}")
    if row.pattern is not None:
        try:
            groups = row.regex.groupindex
            compiled(row.requires or "", row.ignore_case)
        except re.error as e:
            raise ValueError(f"pattern does not compile: {e}") from None
        odd = sorted(set(groups) - set(FIELDS))
        if odd:
            raise ValueError(f"the pattern's groups {odd} are no fields")
    return row


def _frozen(value: object) -> object:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
