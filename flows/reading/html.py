"""Pages of HTML: trafilatura finds the article, the page's own metadata say what it is.

Trafilatura leaves what looks like the story; the rules and the line scorer clean what it leaves.
"""

import logging
import re
from codecs import lookup
from importlib.metadata import version
from typing import cast

from cleaners.decode import decode
from cleaners.record import Extractor
from flows.reading.entry import Broken, Row
from flows.reading.extra import needed
from flows.reading.metadata import Element, declared
from flows.reading.streams import sniffed

NAME = "trafilatura"
CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{2,40})""",
    re.IGNORECASE,
)
BEGINNING = 4096  # bytes in which a page says its encoding
MOST_TAGS = 50_000  # ten times a long live blog; a million would cost minutes and gigabytes
LATIN = frozenset({"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"})  # as browsers do
NO_CHARSETS = frozenset(  # what Python decodes, and no page is written in
    ("idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape", "undefined")
)


def extractor() -> Extractor | None:
    """Who makes texts of pages, with its version; None when it is not installed."""
    try:
        return Extractor(name=NAME, version=version(NAME))
    except ImportError:
        return None


def read_page(data: bytes, url: str | None = None, charset: str | None = None) -> Row:
    """The article of a page. Raises Broken when there is none.

    `url` is where the page was found; what it says of itself comes second.
    """
    library = needed("trafilatura", "html")
    found = sniffed(data)
    if found:
        raise Broken("broken-file", f"holds {found} data, no HTML")
    tags = data.count(b"<")
    if tags > MOST_TAGS:
        message = f"a page of {tags:,} tags; up to {MOST_TAGS:,} are read. Is it an article?"
        raise Broken("too-large", message)
    logging.getLogger(NAME).setLevel(logging.CRITICAL)  # what it says of a page, we say as a reject
    tree = library.load_html(decoded(data, charset))
    if tree is None:
        raise Broken("no-article", "no HTML that can be read")
    given = declared(cast(Element, tree))
    said = next((g.value for g in given if g.field == "url"), None)
    text = _text(tree, url or said)
    if not text:
        raise Broken("no-article", f"{NAME} finds no article in this page; is it a list of links?")
    facts = tuple(g for g in given if g.field != "url" or not url)
    return Row(None, text, url or said, facts, extractor())


def decoded(data: bytes, charset: str | None = None) -> str:
    """A page as text. UTF-8 is never there by accident; else the page or its server says it.

    >>> decoded('<meta charset="windows-1251">Путин'.encode("cp1251"))
    '<meta charset="windows-1251">Путин'
    """
    said = CHARSET.search(data, 0, BEGINNING)
    named = said[1].decode("ascii") if said else None
    for name in ("utf-8-sig", charset, named):
        try:
            if name and lookup(name).name not in NO_CHARSETS:
                return data.decode("cp1252" if name.lower() in LATIN else name)
        except (ValueError, LookupError):  # a name can be anything, even one with a NUL
            continue
    return decode(data).text


def _text(tree: object, url: str | None) -> str:
    """The text of a page's article, one paragraph a line; empty when there is none."""
    core = needed("trafilatura.core", "html")
    try:
        found = core.bare_extraction(tree, url=url, include_comments=False)
    except Exception as e:  # a page is untrusted, and so is what it does to a library
        message = f"{NAME} fails at this page ({type(e).__name__}); please tell its makers"
        raise Broken("no-article", message) from None
    return str(found.text or "").strip() if found else ""
