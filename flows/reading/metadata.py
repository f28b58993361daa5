"""What a page declares of its article: JSON-LD, OpenGraph, other metadata, its canonical address.

Only what the page says outright; nothing is guessed from its looks. Where several speak, the first
of that order counts.
"""

import html
import json
from collections.abc import Iterator, Mapping
from typing import Protocol

from cleaners.given import Given

ARTICLE = ("Article", "Posting", "Reportage", "NewsStory")  # ends of schema.org's types
MOST_NODES = 10_000  # of one block of JSON-LD
FIELDS = {
    "headline": ("headline", "name"),
    "bylines": ("author",),
    "published": ("datePublished",),
    "url": ("mainEntityOfPage", "url"),
}
META: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("opengraph", "headline", ("og:title",)),
    ("opengraph", "bylines", ("article:author", "og:article:author")),
    ("opengraph", "published", ("article:published_time", "og:article:published_time")),
    ("opengraph", "url", ("og:url",)),
    ("meta", "headline", ("dc.title", "parsely-title", "twitter:title", "title")),
    ("meta", "bylines", ("author", "dc.creator", "parsely-author", "sailthru.author", "byl")),
    (
        *("meta", "published"),
        (
            *("date", "dc.date", "dc.date.issued", "datepublished", "pubdate", "publishdate"),
            *("publish-date", "parsely-pub-date", "sailthru.date", "dcterms.created"),
        ),
    ),
)
"""Who says it, which field it fills, under which names, most telling first."""


class Element(Protocol):
    """What is asked of an element of lxml's tree."""

    def get(self, key: str) -> str | None:
        """The value of an attribute."""
        ...

    def iter(self, *tags: str) -> "Iterator[Element]":
        """The elements of some tags below this one."""
        ...

    def text_content(self) -> str:
        """All text below this one."""
        ...


def declared(tree: Element) -> tuple[Given, ...]:
    """What a page declares; for each field the best that says it."""
    found: dict[str, list[Given]] = {}
    for given in _all(tree):
        kept = found.setdefault(given.field, [])
        if not kept or (given.origin == kept[0].origin and given.field in ("bylines", "tags")):
            kept.append(given)
    site = next((value for name, value in _metas(tree) if name == "og:site_name"), "")
    return tuple(
        g._replace(value=_without(g.value, site)) if g.field == "headline" else g
        for some in found.values()
        for g in some
    )


def _all(tree: Element) -> Iterator[Given]:
    yield from _json_ld(tree)
    metas = list(_metas(tree))
    for origin, field, names in META:
        for name in names:
            yield from _usable(origin, field, [v for n, v in metas if n == name])
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield from _usable("canonical", "url", [link.get("href") or ""])
    titles = [" ".join(title.text_content().split()) for title in tree.iter("h1")]
    if len(titles) == 1:
        yield from _usable("h1", "headline", titles)


def _metas(tree: Element) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content:
            yield name.strip().lower(), content


def _json_ld(tree: Element) -> Iterator[Given]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            block = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(block):
            if _is_article(node):
                for field, keys in FIELDS.items():
                    values = next((v for k in keys if (v := list(_texts(node.get(k))))), [])
                    yield from _usable("json-ld", field, values)


def _nodes(block: object) -> Iterator[Mapping[str, object]]:
    """Every object of a block, in order, those of @graph and of lists too."""
    waiting, seen = [block], 0
    while waiting and seen < MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting[:0] = node[:MOST_NODES]
        elif isinstance(node, dict):
            yield node
            waiting.append(node.get("@graph"))
            waiting.append(node.get("mainEntity"))


def _is_article(node: Mapping[str, object]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(n, str) and n.endswith(ARTICLE) for n in names)


def _texts(value: object) -> Iterator[str]:
    """A value as text; of a person or a page its name or its address."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value[:50]:
            yield from _texts(part)
    elif isinstance(value, dict):
        yield from _texts(value.get("name") or value.get("@id") or value.get("url"))


def _usable(origin: str, field: str, values: list[str]) -> Iterator[Given]:
    """Values that can be what they are given for: an author is no address, a url is one."""
    for value in values:
        plain = " ".join(html.unescape(value).split())[:1000]
        is_address = plain.lower().startswith(("http://", "https://"))
        if plain and is_address == (field == "url"):
            yield Given(field, plain, origin)


def _without(headline: str, site: str) -> str:
    """A headline without the name of its site behind it.

    >>> _without("Kim visits Moscow | Example News", "Example News")
    'Kim visits Moscow'
    """
    name = " ".join(html.unescape(site).split())
    if not name or not headline.lower().endswith(name.lower()):
        return headline
    left = headline[: len(headline) - len(name)].rstrip()
    return left.rstrip("|–—-:·•» ") if left.endswith(tuple("|–—-:·•»")) else headline
