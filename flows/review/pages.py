"""Templates, and how untrusted text stands in a page: escaped, and its hidden characters shown."""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cleaners.rule import KINDS
from flows.review.article import ABOUT, FAMILY

# Controls, marks of direction and characters of no width: they would act, or not be seen.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
NAMES = {"\r": "CR", "\xad": "SHY", "\u200b": "ZWSP", "\ufeff": "BOM", "\u200e": "LRM"}


def visible(text: str) -> Markup:
    """Text as markup in which nothing acts and nothing is hidden.

    >>> str(visible("<b>\\u202e"))
    '&lt;b&gt;<i class="odd">U+202E</i>'
    """
    out, at = [], 0
    for found in HIDDEN.finditer(text):
        out += [str(escape(text[at : found.start()])), _sign(found[0])]
        at = found.end()
    out.append(str(escape(text[at:])))
    return Markup("".join(out))  # noqa: S704  every part is escaped


def short(text: str, most: int = 160) -> str:
    """The beginning of a text, on one line, cut between words where that is possible.

    >>> short("Putin arrived in Pyongyang", 20)
    'Putin arrived in …'
    """
    line = " ".join(text[: 2 * most].split())
    if len(line) <= most and len(text) <= 2 * most:
        return line
    cut = line[:most]
    whole = cut.rpartition(" ")[0]
    return f"{whole} …" if len(whole) > most // 2 else f"{cut}…"


def percent(share: float) -> str:
    """A share as people read it.

    >>> percent(0.1234), percent(0.004), percent(0)
    ('12 %', '0.4 %', '0 %')
    """
    value = 100 * share
    return f"{value:.0f} %" if value >= 9.95 or not value else f"{value:.1f} %"


@cache
def environment() -> Environment:
    """The templates of the review page and of the report."""
    made = Environment(
        loader=PackageLoader("flows.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(visible=visible, short=short, percent=percent, words=_words)
    made.globals.update(about=ABOUT, family=FAMILY, kinds=KINDS)
    return made


def _words(name: str) -> str:
    """The name of a class in words."""
    return name.replace("_", " ")


def _sign(c: str) -> str:
    return f'<i class="odd">{NAMES.get(c) or f"U+{ord(c):04X}"}</i>'
