"""What is left of a page's source in its text: entities, tags, style sheets and scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaners.alphabets import words
from cleaners.rule import compiled


class Remnant(NamedTuple):
    """A piece of source code in the text: the rule's name, where it stands, what replaces it."""

    name: str
    start: int
    end: int
    after: str
    reason: str


ENTITY = re.compile(
    r"&(?:amp;)*(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|&(nbsp|quot|[lr]squo|[lr]dquo|[mn]dash|hellip)(?![\w;=]| ;)"
)
BLOCK = words(
    "address article aside blockquote br center dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td "
    "tfoot th thead tr ul"
)
INLINE = words(
    "a abbr audio b big body button cite code del dfn em embed font head html i iframe img "
    "input ins kbd label link mark meta noscript object option param picture q s samp script "
    "select small source span strike strong style sub sup svg textarea title u var video"
)
TAG = re.compile(
    rf"</?({'|'.join(sorted(BLOCK | INLINE))})(?:\s+[a-z][\w:-]{{0,40}}\s*=[^<>]{{0,2000}}|\s*/?)>",
    re.I,
)
OPENING = re.compile(r"<!--|<(script|style|noscript|iframe|svg|template)\b[^<>]{0,2000}>", re.I)
MEANT = re.compile(r"</?\w{1,10}>(?= (?:tags?|elements?|attributes?)\b)")
PROPERTIES = words(
    "align animation appearance background border bottom box clear clip color columns? "
    "content cursor display fill filter flex float font gap grid height hyphens hyphenate justify "
    "left letter "
    "line list margin max min object opacity order outline overflow padding pointer position "
    "resize right src stroke table text top transform transition unicode vertical visibility "
    "white width word z"
)
STYLES = re.compile(
    r"\{\s*(?:-{0,2}[a-z][a-z-]{1,40}\s?:[^{};]{1,300}(?:;\s*|(?=\})))+\}|(?<=\))\s*\{\s*\}"
)
PROPERTY = re.compile(  # at least one of a block that everybody uses
    rf"[{{;]\s*(?:-\w+-)?(?:{'|'.join(sorted(PROPERTIES))})(?:-[\w-]{{1,40}})?\s?:|\{{\s*\}}"
)
SELECTOR = re.compile(
    r"(?:(?:^|(?<=[\s}>]))(?:[.#@*:][\w-][^{}<>\n]{0,300}"
    r"|(?:a|body|div|figure|h[1-6]|html|iframe|img|li|ol|p|section|span|table|td|tr|ul)\b"
    r"[\w.#:,>+~*()\[\]='\" -]{0,200})|\.css-\w{4,14}(?:[:>+ ][^{}<>\n]{0,60})?"
    r"|@(?:media|supports)\b[^{}<>\n]{0,200})$"
)
SHORTCODE = re.compile(  # a word of the language needs an attribute or a slash
    r"\[(?:/?(?:vc|et_pb|fusion|su|mc4wp)_\w{1,30}(?: [^\[\]\n]{0,400})?"
    r"|(?:caption|gallery|embed|audio|video|playlist|youtube|tweet|instagram|dropcap)"
    r" \w{1,20}=[^\[\]\n]{0,400}|contact-form-7 [^\[\]\n]{0,400}"
    r"|/(?:caption|gallery|embed|audio|video|playlist|youtube|tweet|instagram|dropcap))\]"
)
SCRIPT = re.compile(
    r"^[ \t]*(?:(?:var|let|const) [\w$]{1,40} ?=[^\n]{0,600};"
    r"|\(?(?:window|document|googletag|jQuery|\$|_?gaq|dataLayer|adsbygoogle|fbq|gtag|twttr|OBR|"
    r"_taboola|console|FB|ga)(?:\.[\w$]{1,40}|\[[^\]\n]{1,40}\]| ?=|\()[^\n]{0,600}[;)}{]"
    r"|[!(;]{0,2}function ?[\w$]{0,30}\([^()\n]{0,100}\) ?\{[^\n]{0,1000}"
    r"|\}\)?\(?[^\n\"“”]{0,100}\);|//<!\[CDATA\[|//\]\]>|<!\[CDATA\[|\]\]>"
    r"|/\*(?:[^*\n]|\*(?!/)){0,300}\*/(?:!function[^\n]{0,3000})?"
    r"|// ?(?:var|let|const) [\w$]{1,40} ?=[^\n]{0,1500}[;)}/])[ \t]*$",
    re.M,
)
LOADER = re.compile(  # of adverts and comments that everybody uses, over several lines as well
    r"\b(?:googletag\.cmd\.push\(function ?\(\) ?\{[^{}]{0,400}\}\);?"
    r"|(?:window\._taboola ?= ?window\._taboola \|\| ?\[\];\s{0,20})?"
    r"_taboola\.push\(\{[^{}]{0,400}\}\);?"
    r"|var disqus_config ?= ?function ?\(\) ?\{[^{}]{0,600}\};?)"
)
CALLED = re.compile(  # a function that calls itself, wherever it is glued to
    r"\(function ?\([\w$, ]{0,60}\) ?\{[^\n]{0,2500}?\}\) ?\([\w$., ]{0,60}\);?"
)


def entities(text: str) -> Iterator[Remnant]:
    """Character references that were encoded once too often, however often that was.

    What stands for a character that no text may hold means nothing.

    >>> [r.after for r in entities("AT&amp;T, AT & T; Kim&amp;#8217;s&amp;amp;nbsp;visit&#1;")]
    ['&', '’', ' ', '']
    """
    for m in ENTITY.finditer(text) if "&" in text else ():
        name = m[1] or m[2]
        after = " " if name == "nbsp" else html.unescape(f"&{name};")
        is_meant = name.lower() in ("amp", "#38", "#038")
        if is_meant or (len(after) <= 2 and after[:1] not in ("&", "\0", "\ufffd")):
            reason = f"HTML writes {after!r} so" if after else "a reference to no character"
            yield Remnant("entity", m.start(), m.end(), after, reason)


def tags(text: str) -> Iterator[Remnant]:
    """Tags, comments, and elements whose content nobody reads.

    A block leaves a line break, unless one stands there. `the <b> tag` is meant.

    >>> [r.after for r in tags("one</p><p>two <b>three</b> a < b <3")]
    ['\\n', '', '', '']
    """
    if "<" not in text:
        return
    hidden = list(_hidden(text))
    yield from hidden
    at = n = 0
    broke = False
    for m in TAG.finditer(text):
        while n < len(hidden) and hidden[n].end <= m.start():
            n += 1
        if n < len(hidden) and hidden[n].start <= m.start():
            continue
        if text.rfind("<", at, m.start()) > text.rfind(">", at, m.start()) or MEANT.match(
            text, m.start()
        ):
            continue  # inside something that is no tag
        breaks = m[1].lower() in BLOCK
        beside = text[m.start() - 1 : m.start()] in ("", "\n") or text[m.end() : m.end() + 1] in (
            "",
            "\n",
        )
        after = "\n" if breaks and not beside and not (broke and at == m.start()) else ""
        broke = after == "\n" or (broke and at == m.start())
        at = m.end()
        yield Remnant("tag", m.start(), m.end(), after, f"<{m[1].lower()}> is HTML")


def _hidden(text: str) -> Iterator[Remnant]:
    at = 0
    lost: set[str] = set()  # what never closes is not looked for again
    while m := OPENING.search(text, at):
        at = m.end()
        close = rf"</{m[1].lower()}(?:[^<>]{{0,100}}>|\s{{0,9}}\Z)" if m[1] else "-->"
        # no look into `text.lower()`: it is longer than the text where that has a Turkish İ
        end = None if close in lost else compiled(close, ignore_case=True).search(text, at)
        if end is None:
            lost.add(close)
            continue
        at = end.end()
        yield Remnant("hidden", m.start(), at, "", "no reader ever sees it")


def styles(text: str) -> Iterator[Remnant]:
    """Rules of a style sheet with their selectors.

    >>> [r.start for r in styles("Before. .box, #ad { color: red; margin:0 } After {x: 1}")]
    [8]
    """
    at = 0
    for m in STYLES.finditer(text) if "{" in text else ():
        line = max(at, text.rfind("\n", 0, m.start()) + 1, m.start() - 400)
        found = SELECTOR.search(text[line : m.start()]) if PROPERTY.search(m[0]) else None
        if found:
            yield Remnant(
                "style-sheet", line + found.start(), m.end(), "", "selector and properties"
            )
            at = m.end()


def shortcodes(text: str) -> Iterator[Remnant]:
    """Instructions in brackets that a content system did not carry out.

    >>> [r.start for r in shortcodes("[caption id=3]A photo[/caption] and [sic]")]
    [0, 21]
    """
    for m in SHORTCODE.finditer(text) if "[" in text else ():
        yield Remnant("shortcode", m.start(), m.end(), "", "a shortcode of a content system")


def scripts(text: str) -> Iterator[Remnant]:
    """Whole lines that are JavaScript, loaders, and functions in a line that call themselves.

    >>> [r.end for r in scripts("(adsbygoogle = []).push({});\\nvar is a word")]
    [28]
    >>> [r.start for r in scripts("Share(function(a,b){if(a.b){b.c()}})(window,document);")]
    [5]
    """
    loaders = list(LOADER.finditer(text)) if "push(" in text or "disqus" in text else []
    for m in loaders:
        yield Remnant("script", m.start(), m.end(), "", "the loader of adverts or comments")
    if ");" in text or "};" in text or "{" in text or "]]>" in text or "*/" in text or "';" in text:
        for m in SCRIPT.finditer(text):
            yield Remnant("script", m.start(), m.end(), "", "the whole line is a script")
        for m in CALLED.finditer(text):
            yield Remnant("script", m.start(), m.end(), "", "a function that calls itself")
