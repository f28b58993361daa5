"""From bytes to a Record: the stages in order. Read this first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from cleaners import (
    boilerplate,
    characters,
    language,
    layout,
    names,
    repeats,
    torn,
    translation,
)
from cleaners import (
    decisions as decided,
)
from cleaners.decisions import Decision
from cleaners.decode import Decoded, decode, is_binary
from cleaners.document import Change, Document, Notice, Span
from cleaners.facts import gather, headline_of
from cleaners.fingerprint import fingerprint, package_version
from cleaners.given import Given, filled, headline_given
from cleaners.lines import folded, lines_of
from cleaners.magic import likely_kind, sure_kind
from cleaners.profile import Profile, named
from cleaners.record import (
    Container,
    Extractor,
    LedgerEdit,
    MtSuspect,
    Pipeline,
    Record,
    RecordFlag,
    Reject,
    RejectCode,
    Rejected,
    Source,
)
from cleaners.sites import Site
from cleaners.suspicion import suspicion

Find = Callable[[str, Profile], Iterable[Change | Notice]]
Observe = Callable[[str], None]

CHARACTERS: tuple[Find, ...] = (
    characters.find_damage,
    characters.find_entities,
    characters.find_markup,
    characters.find_invisible,
    characters.find_forms,
    characters.find_apostrophes,
    characters.find_accents,
    characters.find_look_alikes,
    characters.find_placeholders,
)
LAYOUT: tuple[Find, ...] = (
    layout.find_broken_lines,
    layout.find_missing_spaces,
    layout.find_extra_spaces,
)
TRANSLATION: tuple[Find, ...] = (translation.find,)
NAMES: tuple[Find, ...] = (
    torn.find_splits,
    torn.find_gaps,
    names.find_damage,
    names.find_spellings,
)
SETTLE = 12  # rounds: one repair can lay bare another; news needs two or three


def clean(
    raw: bytes | str | Record,
    profile: Profile | None = None,
    *,
    id: str | None = None,
    name: str | None = None,
    url: str | None = None,
    container: Container | None = None,
    extractor: Extractor | None = None,
    given: tuple[Given, ...] = (),
    site: Site | None = None,
    decisions: Sequence[Decision] = (),
    observe: Observe = lambda stage: None,
) -> Record | Reject:
    """One article, as it came, into a validated record; or a reject that says why it is none.

    `raw` is a file's bytes, or a string (its source is then its UTF-8). `id` defaults to the first
    16 hex digits of the source's SHA-256, `name` to the id; `site` is what is known of the site it
    came from (see `cleaners.sites`). `given` is what is said of the article beside its text: it
    fills fields that the text leaves open, and `record.origins` names them. `decisions` is what
    people have decided about this article (see `cleaners.decisions`). `observe` is called with the
    name of every stage that has just been through, so that a caller can look at its clock. A Record
    comes back as it is. Nothing is raised for bad text: broken bytes are patched, and what cannot
    be cleaned is a Reject.

    >>> record = clean("Putin started his visit at Kim II-Sung Square on Wednesday morning.")
    >>> record.text
    'Putin started his visit at Kim Il-Sung Square on Wednesday morning.'
    >>> record.edits[0].rule
    'names.look-alike'
    >>> clean(b"").code
    'empty'
    """
    if isinstance(raw, Record):
        return raw
    profile = profile or named("news")
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    digest = hashlib.sha256(data).hexdigest()
    id = digest[:16] if id is None else id
    name = id if name is None else name

    def rejected(code: RejectCode, message: str) -> Reject:
        source = Rejected(
            name=name,
            sha256=digest,
            size=len(data),
            container=container,
            url=url,
            extractor=extractor,
            given=tuple((g.field, g.value, g.origin) for g in given),
        )
        return Reject(id=id, source=source, code=code, message=message)

    if len(data) > profile.reject.max_bytes:
        return rejected(
            "too-large",
            f"{len(data):,} bytes; the profile {profile.name!r} takes {profile.reject.max_bytes:,} "
            "(reject.max_bytes). Is it a dump of many articles?",
        )
    kind = sure_kind(data)
    if kind:
        return rejected("binary", f"holds {kind}, no text; give its text, or another file")
    decoded = decode(raw)
    problem = _no_text(decoded, data, profile)
    if problem:
        return rejected(*problem)

    observe("decode")
    doc = edit(decoded, profile, url, site, observe, headline_given(given), decisions, digest)
    identified = language.identify(doc.text)
    observe("language")
    day_first = identified.code in language.DAY_FIRST
    facts, origins = filled(gather(doc.source, doc.edits, day_first), given)
    observe("facts")
    if not doc.text.strip():
        return rejected(*_nothing_left(doc))
    if profile.reject.languages and identified.code not in profile.reject.languages:
        wanted = ", ".join(profile.reject.languages)
        return rejected("language", f"language is {identified.code}; the profile takes {wanted}")

    codes = [e.rule for e in doc.edits] + [f.code for f in doc.flags]
    score, marks = suspicion(codes, doc.text)
    runs_links = profile.runs("names.link")
    mark = fingerprint(profile, site.digest if site else "", decided.digest(decisions))
    return Record(
        id=id,
        source=Source(
            name=name,
            sha256=digest,
            size=len(data),
            encoding=decoded.encoding,
            bom=decoded.bom,
            patches=decoded.patches,
            container=container,
            url=url,
            extractor=extractor,
        ),
        language=identified,
        headline=facts.headline,
        bylines=facts.bylines,
        author=facts.author,
        dateline=facts.dateline,
        published=facts.published,
        date=facts.date,
        agencies=facts.agencies,
        credits=facts.credits,
        captions=facts.captions,
        copyright=facts.copyright,
        tags=facts.tags,
        corrections=facts.corrections,
        developing=facts.developing,
        origins=origins,
        text=doc.text,
        paragraphs=tuple(Span(line.start, line.end) for line in lines_of(doc.text)),
        entities=names.link(doc.text, facts.headline, profile.names) if runs_links else (),
        flags=tuple(
            RecordFlag(code=f.code, source=f.source, span=doc.locate(f.source), message=f.message)
            for f in sorted(doc.flags, key=lambda f: (f.source, f.code))
        ),
        mt_suspect=MtSuspect(score=score, marks=marks),
        edits=tuple(LedgerEdit.of(e) for e in doc.edits),
        pipeline=Pipeline(version=package_version(), fingerprint=mark, profile=profile.name),
    )


def edit(
    decoded: Decoded,
    profile: Profile,
    url: str | None = None,
    site: Site | None = None,
    observe: Observe = lambda stage: None,
    headline: str | None = None,
    decisions: Sequence[Decision] = (),
    digest: str = "",
) -> Document:
    """Every stage that changes the text, in order: repairs on all of it, then what leaves it.

    `headline` is one that is known from elsewhere: its copies leave the top of the text. Decisions
    that were made on another source than the one with this digest are only flagged.
    """
    doc = Document.of(decoded.text)
    doc = doc.flag(_doubts(decoded, profile))
    doc = doc.flag(decided.notices(decisions, digest, doc.source))
    decisions = decided.fitting(decisions, digest, doc.source)
    doc = _applied(doc, layout.find_line_ends, profile)
    observe("line ends")
    doc = _repaired(doc, profile, observe, decisions)
    for find in NAMES:
        doc = _applied(doc, find, profile, decisions)
        observe(_stage(find))
    doc = _asked(doc, decided.names(doc, decisions))
    on_page = boilerplate.find(doc.text, profile, url, site) if profile.runs("boilerplate") else ()
    doc = _asked(doc, decided.removals(doc, decided.allowed(doc, on_page, decisions), decisions))
    observe("boilerplate")
    if profile.runs("repeats"):
        if headline and folded(doc.text) == folded(headline):
            headline = None  # a text that is nothing else stays
        title = headline_of(doc.edits) or headline
        doc = _asked(doc, repeats.find(doc.text, title, profile), decisions)
    observe("repeats")
    return _applied(doc, layout.find_blank_lines, profile)


def _stage(find: Find) -> str:
    return find.__module__.rpartition(".")[2]


def _applied(
    doc: Document, find: Find, profile: Profile, decisions: Sequence[Decision] = ()
) -> Document:
    """What one `find` asks for; a stage that is off is not asked."""
    if not profile.runs(_stage(find)):
        return doc
    return _asked(doc, find(doc.text, profile), decisions)


def _asked(
    doc: Document, wanted: Iterable[Change | Notice], decisions: Sequence[Decision] = ()
) -> Document:
    found = list(decided.allowed(doc, wanted, decisions) if decisions else wanted)
    doc = doc.flag(f for f in found if isinstance(f, Notice))
    return doc.apply(f for f in found if isinstance(f, Change))


def _repaired(
    doc: Document, profile: Profile, observe: Observe, decisions: Sequence[Decision] = ()
) -> Document:
    """Characters, layout and marks of translation, until none of them lays bare another."""
    flags = doc.flags
    for _ in range(SETTLE):
        doc = _settled(doc, profile, CHARACTERS, decisions)
        settled = doc.text
        doc = _applied(doc, layout.find_line_ends, profile)  # a reference may have stood for one
        observe("characters")
        doc = _applied(doc, layout.find_spaces, profile)
        doc = _applied(doc, layout.find_blank_lines, profile)
        before = doc.text
        doc = _settled(doc, profile, LAYOUT, decisions)
        observe("layout")
        doc = _settled(doc, profile, TRANSLATION, decisions)
        observe("translation")
        if doc.text == before and _stands(doc, settled, profile, decisions):
            break
        doc = Document(doc.source, doc.text, doc.edits, flags, doc.pieces)
    return doc


def _stands(doc: Document, settled: str, profile: Profile, decisions: Sequence[Decision]) -> bool:
    """Whether blanks that went have laid bare nothing among characters that were settled."""
    return doc.text == settled or _settled(doc, profile, CHARACTERS, decisions).text == doc.text


def _settled(
    doc: Document,
    profile: Profile,
    finds: tuple[Find, ...] = CHARACTERS,
    decisions: Sequence[Decision] = (),
) -> Document:
    """Some repairs, again until nothing changes. Flags are those of the last round."""
    for _ in range(SETTLE):
        before = doc
        for find in finds:
            doc = _applied(doc, find, profile, decisions)
        if doc.text == before.text:
            return doc
        doc = Document(doc.source, doc.text, doc.edits, before.flags, doc.pieces)
    return doc


def _no_text(decoded: Decoded, data: bytes, profile: Profile) -> tuple[RejectCode, str] | None:
    if not decoded.text.strip():
        return "empty", "no text: nothing but blanks"
    if is_binary(decoded):
        kind = likely_kind(data)
        found = f"it looks like {kind}" if kind else "is it an image or an archive?"
        return "binary", f"controls and broken bytes, no text; {found}"
    least = profile.reject.min_letters
    if least and (letters := sum(map(str.isalpha, decoded.text))) < least:
        return "too-short", f"{letters} letters; the profile takes {least} (reject.min_letters)"
    return None


def _nothing_left(doc: Document) -> tuple[RejectCode, str]:
    if any(e.rule.startswith((*decided.REMOVALS, decided.REMOVE)) for e in doc.edits):
        return "nothing-left", "every line belongs to the page; there is no story"
    return "empty", "no text: nothing but code and characters that nobody sees"


def _doubts(decoded: Decoded, profile: Profile) -> Iterable[Notice]:
    """What reading the bytes left open."""
    if decoded.guessed and profile.runs("decode.guessed-encoding"):
        message = f"read as {decoded.encoding}; the file does not say so"
        yield Notice("decode.guessed-encoding", 0, 0, message)
    if profile.runs("decode.broken-bytes"):
        for at, hexed in decoded.patches:
            message = f"bytes {hexed[:40]} are no text; they stand as U+FFFD"
            yield Notice("decode.broken-bytes", at, at + 1, message)
