"""A line of a page that was stored as Markdown: what a reader saw of it."""

from __future__ import annotations

import re

LINK = re.compile(
    r"!?\[([^\[\]\n]{0,200})\]"
    r"\((?:https?:|mailto:|data:|/|#)[^\s()]{0,600}(?: \"[^\"\n]{0,200}\")?\)"
)
LEAD = re.compile(r"(?:>\s)?(?:#{1,6}\s{1,3}|[*+-]\s{1,3}|\d{1,2}\.\s)?")
STRONG = re.compile(r"\*\*|__")
ESCAPED = re.compile(r"\\(?=[\[\]*_#.|-])")


def words_of(text: str) -> str:
    """A line without the marks of headings, lists and strong words, its links as their words.

    >>> words_of("### [Sign up](https://example.com/news) for our **newsletter**")
    'Sign up for our newsletter'
    >>> words_of("The mayor came.")
    'The mayor came.'
    """
    if text[:1] not in "#*_+>\\-" and "](" not in text and "**" not in text:
        return text
    lead = LEAD.match(text)
    bare = LINK.sub(r"\1", text[lead.end() if lead else 0 :])
    return ESCAPED.sub("", STRONG.sub("", bare)).strip(" *_[]")
