"""Who a byline names: the persons, without roles, agencies and addresses."""

from __future__ import annotations

import re

STRONG = re.compile(r"\s*[,;&|/·•]\s*|\s+(?:and|und|et|with|avec|mit|con)\s+|\s{3,}", re.IGNORECASE)
WEAK = re.compile(  # also parts of names: Ortega y Gasset
    r"\s{1,9}(?:y|e|en|i|ve|и|та|і|og|och|oraz|a|și|és|ja|dan|και)\s{1,9}"
)
BEFORE = re.compile(
    r"^\W*(?:(?:(?:written|posted|published|report(?:ed|ing)|text|story|words|edited|"
    r"authors?|auteurs?|autor(?:in|en|es|a)?|autori?|texto?|testo)\s{0,9}:?\s{0,9})?"
    r"(?:by|von|par|por|di|da|door|a[vf]|oleh)\b\s*:?|(?:authors?|auteurs?|autor(?:in|en|es|a)?)\s*:)\s+",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\(?\S{1,64}@\S{1,64}\)?|(?:^|\s)@\w{1,30}|https?://\S{1,200}")
OTHER_WORK = re.compile(
    r"(?:editing|edited|graphics?|video|research|translat\w+) by\b", re.IGNORECASE
)
PLACE = re.compile(r"\s{1,9}(?:in|from|aus)\s{1,9}[A-ZÀ-Þ].*$")
NO_PERSON = re.compile(
    r"\b(?:staff|news(?:room|desk)?|editor(?:s|ial)?|reporters?|correspondent|writers?|desk|team|"
    r"redaktion|redaktor|redacción|redação|rédaction|redazione|redactie|agenc\w+|press|ltd|limited|"
    r"inc|llc|gmbh|ag|times|post|daily|mail|media|group|university|ministry|photograph\w*|"
    r"chief|senior|special|contribut\w+|columnist|korrespondent\w*|reporterin|corresponsal|"
    r"tierheim|verein|verband|polizei|feuerwehr|stadt|landkreis|gemeinde|ministerium|partei|"
    r"listen|watch|download|subscribe|follow|reprints?|reviews|stories|pdf|podcasts?|live|"
    r"correspondant|inviato|verslaggever|bureau|magazin|zeitung|diario|journal|online)\b",
    re.IGNORECASE,
)


def persons(byline: str) -> tuple[str, ...]:
    """The names in a byline, in its order.

    A part of one word is a place, a desk or an agency where another part is a full name.

    >>> persons("By Jane Doe and John Smith, Staff Writers")
    ('Jane Doe', 'John Smith')
    >>> persons("José Ortega y Gasset, Madrid"), persons("Von Anna Meyer (anna@example.org)")
    (('José Ortega y Gasset',), ('Anna Meyer',))
    >>> persons("Jane Doe in Seoul and John Smith; editing by Max Power")
    ('Jane Doe', 'John Smith')
    """
    text = BEFORE.sub("", ADDRESS.sub(" ", byline.replace("\xad", "")), count=1)
    parts = [name for part in STRONG.split(text) for name in _two(part)]
    parts = [PLACE.sub("", part) for part in parts if not OTHER_WORK.match(part)]
    names = [n for n in (" ".join(p.split()).strip(" .:()[]–—-") for p in parts) if _may_name(n)]
    full = [n for n in names if " " in n]
    return tuple(dict.fromkeys(full or names))


def _two(part: str) -> list[str]:
    """Both names around a weak “and”, when each has two words."""
    halves = WEAK.split(part)
    return halves if all(len(h.split()) > 1 for h in halves) else [part]


def _may_name(name: str) -> bool:
    return (
        any(map(str.isalpha, name))
        and not any(map(str.isdigit, name))
        and not NO_PERSON.search(name)
        and len(name.split()) <= 6
    )
