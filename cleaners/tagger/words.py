"""Words of a line, the words that carry its topic, and its word patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaners.later import later

_WIDE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_SIGNS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff"  # vowel signs are no \w
TOKEN = later(rf"[{_WIDE}]|(?:(?![{_WIDE}_])[\w{_SIGNS}])+")
PLAIN_TOKEN = re.compile(r"[^\W_]+")  # the same for a text without any of those
_TO_BLANK = bytes(n if chr(n).isalnum() else 32 for n in range(128)) + b" " * 128
NOT_PLAIN = re.compile(  # all but ASCII and signs that are no letters
    "[^\x00-\x7f\xa0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\u2010-\u2027\u202f-\u203a\u20ac]"
)
FAR = re.compile("[^\x00-\u02ff\u0370-\u060f\u1e00-\u1eff\u2000-\u2bff]")  # where those lie
WIDE = later(f"[{_WIDE}]")
LONGEST = 2000  # code points of a line that are read; a longer line is an article of its own
FIRST, LAST = 12, 4  # words of a line that its patterns are made of

_STOP_WORDS = """
    the of and to in that for with was were is are on by from his her has have had will not this
    which said after over at as an be their they who its it he she but or we you there been would
    der die das und ist nicht mit den dem des ein eine einen auf für von zu sich auch im sie er es
    wie aus bei nach als am um dass wird hat sind war noch werden oder
    le la les et est une dans pour que qui du sur pas par au avec ce ne sont il elle plus aux
    el los las y en del un por con para se su al lo como más no es fue ha sus pero
    o os de e do da uma em com não é ao na dos foi mais
    gli di che per una della sono nel si dei anche alla ma i
    het een van dat op te voor zijn niet aan ook er bij door heeft maar werd
    ve bir bu için ile olarak olan daha çok gibi kadar sonra ise ne da ki
    w z się nie jest to jak po od przez za dla oraz ale że jego
    yang dan dengan untuk dari pada ini itu dalam tidak akan oleh ke juga
    của và là có trong được cho không với các những một người này đã để
    och att som på är av inte om men ett till i det ja ei on että
    a az és hogy nem egy ez volt v že s na je ale
    и в не на что с по как это его из к от за был для а о у
    і та що на у не це з як до від за його але й про під
    في من على إلى أن عن التي الذي ما لا هذا و كان مع
    در به از که این را با است آن و برای شد می
    के में की है से को का और ने पर यह नहीं कि हैं भी
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


class Cut(NamedTuple):
    """The words of a text as they are written, and whether it has a script without spaces."""

    raw: list[str]
    wide: bool


def cut(text: str) -> Cut:
    """The words of a text, as far as it is read. Most texts need no look at far scripts.

    >>> cut("Putin’s trip").raw, cut("普京访问").wide
    (['Putin', 's', 'trip'], True)
    """
    if not NOT_PLAIN.search(text):
        plain = text[:LONGEST].encode("ascii", "replace").translate(_TO_BLANK)
        return Cut(plain.decode().split(), False)
    if not FAR.search(text):
        return Cut(PLAIN_TOKEN.findall(text, 0, LONGEST), False)
    return Cut(TOKEN.findall(text[:LONGEST]), WIDE.search(text) is not None)


def tokens(text: str) -> list[str]:
    """Words without case; in a script without spaces every two neighbouring characters are one.

    >>> tokens("Putin’s trip"), tokens("普京访问")
    (['putin', 's', 'trip'], ['普京', '京访', '访问'])
    """
    return without_case(*cut(text))


def without_case(raw: list[str], wide: bool) -> list[str]:
    """Words as they are compared, from words as they are written."""
    if wide:
        return list(_paired([w.casefold() for w in raw]))
    return " ".join(raw).casefold().split(" ") if raw else []


def _paired(found: Sequence[str]) -> Iterator[str]:
    for n, token in enumerate(found):
        if not WIDE.match(token):
            yield token
        elif n + 1 < len(found) and WIDE.match(found[n + 1]):
            yield token + found[n + 1]


def topics(words: Sequence[str]) -> set[str]:
    """The words that can tell what a line is about.

    >>> sorted(topics(["the", "delegation", "was", "met", "普京"]))
    ['delegation', '普京']
    """
    return {
        w
        for w in set(words).difference(STOP_WORDS)
        if (len(w) > 3 or w > "\u0400") and not w.isdigit()
    }


def patterns(words: Sequence[str]) -> list[str]:
    """What a line says, in pieces that other pages may share: words, stems, pairs, first and last.

    >>> patterns(["read", "more"])
    ['read', 'more', 'read more', '^read', 'more$']
    """
    if len(words) > FIRST + LAST:
        words = [*words[:FIRST], "…", *words[-LAST:]]
    if not words:
        return []
    plain = ["0" if w.isdigit() else w for w in words]
    pairs = [f"{a} {b}" for a, b in pairwise(plain)]
    stems = [w[:5] + "*" for w in plain if len(w) > 6]
    return [*plain, *stems, *pairs, "^" + plain[0], plain[-1] + "$"]
