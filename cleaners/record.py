"""What leaves the house: a Record that can prove where it came from, or a Reject with a reason.

Field names follow schema.org's NewsArticle where one fits; docs/record.md maps them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from cleaners.decode import Patch, encode
from cleaners.document import Edit, Span, undo
from cleaners.gazetteer import Kind

SCHEMA_VERSION: Literal["1.1"] = "1.1"
OLDER: tuple[str, ...] = ()  # versions that lack only fields with a default; read as the present

RejectCode = Literal[
    "empty",
    "binary",
    "too-large",
    "too-short",
    "language",
    "nothing-left",
    "duplicate-id",
    "bad-row",
    "unreadable",
    "not-a-file",
    "outside-source",
    "changed-while-read",
    "no-article",
    "no-columns",
    "broken-file",
    "archive",
    "bomb",
    "missing-extra",
    "internal-error",
]
REJECTS: dict[RejectCode, str] = {
    "empty": "no bytes, or nothing but blanks",
    "binary": "controls and broken bytes, no text",
    "too-large": "more bytes than the profile's `reject.max_bytes`",
    "too-short": "fewer letters than `reject.min_letters`",
    "language": "not one of `reject.languages`",
    "nothing-left": "every line belonged to the page, none to a story",
    "duplicate-id": "a given id that this run has already seen",
    "bad-row": "a row that is no article: broken, without a text, or with a value of a wrong kind",
    "unreadable": "the system refused to read the file",
    "not-a-file": "a folder, socket or broken link with an article's name",
    "outside-source": "a link that leads out of the source folder",
    "changed-while-read": "the file changed between two looks",
    "no-article": "a page in which the extractor found no article",
    "no-columns": "a table without a column for the text",
    "broken-file": "a file that is cut, or not what its name says; what came before counts",
    "archive": "an archive of files, or a file that was compressed twice",
    "bomb": "a file that unpacks to far more than its size tells",
    "missing-extra": "a format that an optional part of Copydesk reads",
    "internal-error": "a fault of Copydesk's own; the source is kept",
}
"""What each code of a reject means."""


def _brought_up(version: object) -> object:
    return SCHEMA_VERSION if version in OLDER else version


Version = Annotated[Literal["1.1"], BeforeValidator(_brought_up)]
Share = Annotated[float, Field(ge=0, le=1)]  # JSON readers of Python take Infinity too: no record


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Container(_Model):
    """Where a source stood that is no file of its own, when it was cleaned.

    Its container's path, the place in it, and the digest of the whole. A dump that only grew is no
    reason to clean its old rows again.
    """

    path: str
    place: str
    sha256: str


class Extractor(_Model):
    """What made the source's text out of a page or a dump; `version` where it is known."""

    name: str
    version: str | None = None


class Source(_Model):
    """One article's bytes, described so that they can be written again."""

    name: str
    sha256: str
    size: Annotated[int, Field(ge=0, description="bytes")]
    encoding: str
    bom: bool
    patches: tuple[Patch, ...] = ()
    container: Container | None = None
    url: str | None = None
    extractor: Extractor | None = None


class Language(_Model):
    """ISO 639-1 code of the cleaned body; null where nothing is sure enough to name."""

    code: str | None
    confidence: Share | None
    method: str


class Caption(_Model):
    """A picture's caption. `credit` is the place of its credit in the record's `credits`, `span`
    its own place in the source text."""

    text: str
    credit: Annotated[int | None, Field(ge=0)] = None
    span: Span


class Copyright(_Model):
    """A copyright line as printed, with its holder and year where it names them."""

    raw: str
    holder: str | None = None
    year: int | None = None


class Entity(_Model):
    """A mention of a known person, place or organisation, in the text or in the headline."""

    field: Literal["text", "headline"] = "text"
    span: Span
    surface: str
    canonical: str
    id: str | None
    kind: Kind
    method: str


class RecordFlag(_Model):
    """A doubt: something was seen and left alone. `span` is null when the place left the text."""

    code: str
    source: Span
    span: Span | None
    message: str


class MtSuspect(_Model):
    """How strongly the text looks machine-translated (0 to 1), and the marks that say so."""

    score: Share
    marks: tuple[str, ...] = ()


class LedgerEdit(_Model):
    """One edit. `start` counts in the text just before this edit; `source` is its place in the
    source text. `facts` lists the (field, value) pairs that moved out with it; `kind` is what was
    removed, where the rule alone does not tell."""

    rule: str
    start: int
    before: str
    after: str
    source: Span
    score: Share | None = None
    reasons: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    kind: str | None = None

    @classmethod
    def of(cls, edit: Edit) -> LedgerEdit:
        """The plain tuple of a document as a validated entry of the ledger."""
        return cls(**edit._asdict())

    def plain(self) -> Edit:
        """The entry as the plain tuple that `undo` plays."""
        return Edit(
            *(self.rule, self.start, self.before, self.after, self.source),
            *(self.score, self.reasons, self.facts, self.kind),
        )


class Pipeline(_Model):
    """What made this record. Two records of one source and one fingerprint are the same bytes."""

    version: str
    fingerprint: str
    profile: str


class Article(_Model):
    """All fields of a record but its ledger: for readers who need no proof.

    Nothing leads back from it to its source: `undo` and `restore` take a Record.
    """

    schema_version: Version = SCHEMA_VERSION
    id: str
    source: Source
    language: Language
    headline: str | None = None
    bylines: tuple[str, ...] = ()
    author: Annotated[tuple[str, ...], Field(description="bylines as printed")] = ()
    dateline: str | None = None
    published: Annotated[str | None, Field(description="the line with the date, as printed")] = None
    date: Annotated[str | None, Field(description="ISO 8601, where it can be but one day")] = None
    agencies: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()
    copyright: Copyright | None = None
    tags: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    developing: bool = False
    origins: tuple[tuple[str, str], ...] = ()
    text: str
    paragraphs: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    flags: tuple[RecordFlag, ...] = ()
    mt_suspect: MtSuspect = MtSuspect(score=0.0)
    pipeline: Pipeline


class Record(Article):
    """A clean article that can prove its source.

    Building one replays its ledger: a Record whose edits do not lead back to the digest of its
    source cannot exist.
    """

    edits: tuple[LedgerEdit, ...]

    @model_validator(mode="after")
    def _keeps_its_promise(self) -> Record:
        data = restore(self)
        if len(data) != self.source.size or hashlib.sha256(data).hexdigest() != self.source.sha256:
            raise ValueError("the ledger does not lead back to the source's digest")
        if any(c.credit is not None and c.credit >= len(self.credits) for c in self.captions):
            raise ValueError("captions: a caption names a credit that is not there")
        for name, spans, text in (
            ("paragraphs", self.paragraphs, self.text),
            ("entities", [e.span for e in self.entities if e.field == "text"], self.text),
        ):
            if any(not 0 <= s.start < s.end <= len(text) for s in spans):
                raise ValueError(f"{name}: a span lies outside the text")
        return self


class Rejected(_Model):
    """Where a rejected input came from; its bytes lie beside it in the store."""

    name: str
    sha256: str | None = None
    size: int | None = None
    container: Container | None = None
    url: str | None = None
    extractor: Extractor | None = None
    given: tuple[tuple[str, str, str], ...] = ()


class Reject(_Model):
    """An input that is no record: why, and what a person can do about it."""

    schema_version: Version = SCHEMA_VERSION
    id: str
    source: Rejected
    code: RejectCode
    message: str


def without_edits(record: Record) -> Article:
    """A record without its ledger."""
    return Article.model_construct(**{k: getattr(record, k) for k in Article.model_fields})


def with_edits(article: Article, edits: Iterable[LedgerEdit]) -> Record:
    """An article with its ledger again.

    Raises ValueError when the ledger is not that of this article.
    """
    fields = {k: getattr(article, k) for k in Article.model_fields}
    return Record(**fields, edits=tuple(edits))


def restore(record: Record) -> bytes:
    """The exact bytes a record was made from: undo the edits, encode, put the patches back.

    Raises ValueError when the ledger does not fit the text, or the encoding is none that is known.
    """
    text = undo(record.text, [e.plain() for e in record.edits])
    source = record.source
    try:
        return encode(text, source.encoding, source.bom, source.patches)
    except LookupError:
        mark = " with a byte order mark" if source.bom else ""
        raise ValueError(f"source.encoding is {source.encoding!r}{mark}; nobody knows it") from None
