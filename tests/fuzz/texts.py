"""Decoding, every stage, the whole of `clean` and decisions: what must hold for any text."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Literal

from cleaners import Profile, Record, Reject, boilerplate, clean, layout, repeats, undo
from cleaners.decisions import Decision
from cleaners.decode import decode, encode
from cleaners.document import Change, Document, Notice, Span
from cleaners.given import Given
from cleaners.language import identify
from cleaners.pipeline import CHARACTERS, LAYOUT, NAMES, TRANSLATION, _repaired, _settled, edit
from cleaners.profile import built_in, named, override
from cleaners.record import restore
from cleaners.rule import KINDS, all_rules
from cleaners.signature import signature
from cleaners.sites import Site, learn
from tests.carrier import SITE
from tests.fuzz import pieces
from tests.fuzz.loop import Target

What = Literal["keep", "remove", "name"]
NEWS, FRAGMENT = named("news"), named("fragment")
ODD_SETTINGS = (
    *("names.style=ap", "names.style=as-written", "boilerplate.remove=0.05", "boilerplate.flag=0"),
    *("boilerplate.remove=1.0", "reject.min_letters=40", 'reject.languages=["en", "ru"]'),
    *('off=["names"]', 'off=["boilerplate"]', 'off=["layout", "characters"]', 'off=["repeats"]'),
)
URLS = (None, "https://www.example.org/world/kim-visits-moscow-123", "http://[::1", "é://\ud800")


def of_text(random: Random) -> bytes:
    made = pieces.text(random) if random.random() < 0.7 else pieces.story(random)
    return made.encode("utf-8", "surrogatepass")


def read(data: bytes) -> str:
    """The text that a stage is given: valid Unicode, as `decode` gives it."""
    return decode(data.decode("utf-8", "surrogatepass")).text


def check_decode(data: bytes, folder: Path) -> str:
    found = decode(data)
    assert encode(found.text, found.encoding, found.bom, found.patches) == data, "bytes are lost"
    found.text.encode("utf-8")
    assert decode(data) == found
    return found.encoding + (" with patches" if found.patches else "")


def applied(doc: Document, found: Iterable[Change | Notice]) -> Document:
    """What a stage asks for, made; the way back is still there."""
    asked = list(found)
    for notice in (f for f in asked if isinstance(f, Notice)):
        assert 0 <= notice.start <= notice.end <= len(doc.text), notice
        assert notice.message, notice
    out = doc.flag(f for f in asked if isinstance(f, Notice)).apply(
        f for f in asked if isinstance(f, Change)
    )
    assert undo(out.text, out.edits) == out.source, "undo"
    out.text.encode("utf-8")
    for e in out.edits:
        assert 0 <= e.source.start <= e.source.end <= len(out.source), e
    return out


def stage(*finds: Callable[[str, Profile], Iterable[Change | Notice]]) -> Callable[..., str]:
    """Finds of one stage, one after another, each asked twice."""

    def check(data: bytes, folder: Path) -> str:
        doc = Document.of(read(data))
        for find in finds:
            asked = list(find(doc.text, NEWS))
            assert list(find(doc.text, NEWS)) == asked, f"{find.__name__} answers in two ways"
            doc = applied(doc, asked)
        return "changed" if doc.edits else "flagged" if doc.flags else "as it was"

    return check


def check_settled(data: bytes, folder: Path) -> str:
    """The repairs of characters, run to their end, find nothing more."""
    once = _settled(Document.of(read(data)), NEWS, CHARACTERS)
    twice = _settled(Document.of(once.text), NEWS, CHARACTERS)
    assert twice.text == once.text, "a second pass changes characters"
    return "changed" if once.edits else "as it was"


def check_repaired(data: bytes, folder: Path) -> str:
    """Characters, layout and translation together, run to their end, find nothing more."""
    once = _repaired(Document.of(read(data)), NEWS, lambda stage: None)
    twice = _repaired(Document.of(once.text), NEWS, lambda stage: None)
    assert twice.text == once.text, "a second pass repairs more"
    return "changed" if once.edits else "as it was"


def check_fragment(data: bytes, folder: Path) -> str:
    """A second pass over a whole fragment. A name that was repaired can turn the language of its
    line, and so what is looked for in it: that is counted, and is no failure."""
    once = edit(decode(data), FRAGMENT)
    twice = edit(decode(once.text), FRAGMENT)
    if twice.text != once.text:
        assert any(e.rule.startswith("names.") for e in once.edits), "a second pass changes more"
        return "changed again"
    return "changed" if once.edits else "as it was"


def check_page(data: bytes, folder: Path) -> str:
    """What leaves a page: rows, scorer, repeats; with a site and without."""
    random = of(data)
    doc = Document.of(read(data))
    headline = random.choice((None, doc.text[:80], doc.text.partition("\n")[0], ""))
    doc = applied(doc, boilerplate.find(doc.text, NEWS, random.choice(URLS), SITE))
    doc = applied(doc, repeats.find(doc.text, headline, NEWS))
    doc = applied(doc, layout.find_blank_lines(doc.text, NEWS))
    return "changed" if doc.edits else "as it was"


def check_facts_beside(data: bytes, folder: Path) -> str:
    """What is said of a text as a whole: its language, its signature, a site's furniture."""
    text = read(data)
    found = identify(text)
    assert identify(text) == found
    assert signature(text).exact == signature(text).exact
    learn([text.split("\n"), *(f"{n} {text}".split("\n") for n in range(6))])
    return found.code or "no language"


def of(data: bytes) -> Random:
    """Chance that hangs on the input alone, so that an input tells how it is to be cleaned."""
    return Random(hashlib.sha256(data).digest())


def cleaning(profile: Profile, has_odd_settings: bool = False) -> Callable[[bytes, Path], str]:
    """The whole of `clean`, with what else may be said of an article."""

    def check(data: bytes, folder: Path) -> str:
        random = of(data)
        mine = profile
        if has_odd_settings:
            mine = override(profile, tuple(random.sample(ODD_SETTINGS, 2)))
        given = tuple(
            Given(field, pieces.text(random, 2), random.choice(("json-ld", "column \ud800")))
            for field in ("headline", "bylines", "published", "tags", "odd")
            if random.random() < 0.3
        )
        given = tuple(Given(*(visible(part) for part in g)) for g in given)
        url = random.choice(URLS)
        site = random.choice((None, SITE, Site("e.org")))
        url = url and visible(url)
        result = clean(data, mine, url=url, given=given, site=site)
        again = clean(data, mine, url=url, given=given, site=site)
        assert again.model_dump_json() == result.model_dump_json(), "two runs differ"
        return judged(result, data)

    return check


def visible(text: str) -> str:
    """Text that a file can hold, as every reader of ours gives it."""
    return text.encode("utf-8", "backslashreplace").decode()


def judged(result: Record | Reject, data: bytes) -> str:
    """A record keeps its promises; a reject says why."""
    assert result.source.sha256 == hashlib.sha256(data).hexdigest()
    if isinstance(result, Reject):
        assert result.message, "a reject without a message"
        assert Reject.model_validate_json(result.model_dump_json()) == result
        return f"reject {result.code}"
    assert restore(result) == data, "restore"
    assert Record.model_validate_json(result.model_dump_json()) == result, "round trip"
    assert result.text.strip(), "an empty text"
    source = undo(result.text, [e.plain() for e in result.edits])
    for flag in result.flags:
        assert 0 <= flag.source.start <= flag.source.end <= len(source), flag
        assert flag.span is None or 0 <= flag.span.start <= flag.span.end <= len(result.text), flag
    for entity in result.entities:
        where = result.text if entity.field == "text" else result.headline or ""
        assert entity.span.of(where) == entity.surface, entity
    return "record"


def check_decisions(data: bytes, folder: Path) -> str:
    """What people decide, about places that are there and about places that are not."""
    random = of(data)
    digest = hashlib.sha256(data).hexdigest()
    text = decode(data).text
    made = [decision(random, digest, text) for _ in range(random.randint(1, 5))]
    result = clean(data, NEWS, decisions=made)
    assert clean(data, NEWS, decisions=made).model_dump_json() == result.model_dump_json()
    return judged(result, data)


def decision(random: Random, digest: str, text: str) -> Decision:
    start = random.randint(0, len(text))
    span = Span(start, start + random.choice((0, 1, 5, 40)))
    if random.random() < 0.2:
        span = Span(random.choice((-5, 0, 10**9)), random.choice((-1, 3, 10**12)))
    elif random.random() < 0.5 and text.strip():
        line = random.choice([line for line in text.split("\n") if line])
        span = Span(text.index(line), text.index(line) + len(line))
    before = span.of(text) if random.random() < 0.9 else "something else"
    rule = random.choice(("", "boilerplate.", "decisions.name", random.choice(all_rules()).id))
    source = digest if random.random() < 0.9 else "0" * 64
    what: What = random.choice(("keep", "remove", "name"))
    after = random.choice(("Kim Jong-un", "", "\n", pieces.text(random, 1)))
    return Decision(
        what, source, span, before, rule, random.choice(KINDS), visible(after), "so it is"
    )


TARGETS = (
    Target("decode", pieces.data, check_decode),
    Target("characters", of_text, stage(layout.find_line_ends, *CHARACTERS)),
    Target("settled", of_text, check_settled),
    Target("layout", of_text, stage(layout.find_spaces, layout.find_blank_lines, *LAYOUT)),
    Target("translation", of_text, stage(*TRANSLATION)),
    Target("names", of_text, stage(*NAMES)),
    Target("page", of_text, check_page),
    Target("language", of_text, check_facts_beside),
    Target("repaired", of_text, check_repaired),
    Target("fragment-twice", of_text, check_fragment),
    *(Target(f"clean-{name}", pieces.data, cleaning(named(name))) for name in built_in()),
    Target("clean-odd", pieces.data, cleaning(NEWS, has_odd_settings=True)),
    Target("decisions", of_text, check_decisions),
)
