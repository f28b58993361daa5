"""A byline read part by part: who wrote, and beside the names roles, desks, places and days.

Sites order the parts as they like and put any sign between them. What each part is can be told;
a line of which one part is anything else is no byline.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaners.alphabets import words
from cleaners.bylines import has_given_name
from cleaners.later import later
from cleaners.lines import is_running
from cleaners.people import persons
from cleaners.rule import terms

LONGEST = 150  # code points
MOST = 9  # parts of a line
DIGIT = re.compile(r"\d")
SIGNS = " .,:|•·–—-/~*✍()[]"
SPLIT = re.compile(
    r"\s*[|•·–—;,()\[\]/\t]\s*|\s-\s|\s{3,}|\s(?=(?i:leave a comment|\d{1,4} comments?)$)"
    r"|(?<=[a-z])\.\s(?=(?:Edit|Writ|Report|Translat|Graphic))"
)
POST = re.compile(r"[-–—][^\n]{1,80}\(@")  # who wrote a post that the story quotes
CASELESS = ("[\u0621-\u06cc\u200c]", "[\u0904-\u0963]", "[\u0985-\u09e3]")
USER = re.compile(r"[a-z][\w.]{2,24}")  # a name as a content system knows it
NO_WRITER = frozenset(("admin", "administrator", "webmaster", "editor", "redaktion", "staff"))
TOWN = re.compile(
    r"(?:Ciudad|New|San|Los|Las|St\.?|Saint|Santa|Fort|Port|Cape|Hong|Tel|Rio|Buenos|São|El|La|Le|Kuala|Addis"
    r"|Abu|Washington|North|South|East|West|Bad|Den|The) |\w+$|.* City$"
)
# What stands before “reporter” and is no name.
ADJECTIVES = words(
    "staff senior chief political politics sports sport news business education crime court city "
    "local national foreign health science environment culture arts deputy assistant associate "
    "managing executive general special features feature digital data video night weekend world "
    "us uk diplomatic defence defense economics economy technology tech transport media religion "
    "royal legal social home community investigative freelance contributing guest junior trainee "
    "lead principal white house capitol statehouse european asia africa middle east"
)


class Byline(NamedTuple):
    """What a line says: the names, who took the pictures, the agencies and the day as printed.

    `evidence` says why it is a byline: label, role, desk, agency, outlet, day, address, pronoun, or
    places behind the names.
    """

    names: tuple[str, ...]
    pictures: tuple[str, ...]
    agencies: tuple[str, ...]
    day: str | None
    evidence: frozenset[str]


class _Grammar(NamedTuple):
    """The patterns, made from the terms."""

    day: re.Pattern[str]
    label: re.Pattern[str]
    bare_label: re.Pattern[str]
    pictures: re.Pattern[str]
    source: re.Pattern[str]
    parts: tuple[tuple[str, re.Pattern[str]], ...]


def read(line: str) -> Byline | None:
    """What a line says of its writers. None where it is no byline, or where it names nobody.

    >>> found = read("Karen Boyd · CBC News · Posted: Mar 12, 2019 6:00 AM ET")
    >>> found.names, found.day, sorted(found.evidence)
    (('Karen Boyd',), 'Posted: Mar 12, 2019 6:00 AM ET', ['day', 'outlet'])
    >>> read("By political reporter Anna Pham").names, read("News Desk / Oslo").evidence
    (('Anna Pham',), frozenset({'desk'}))
    >>> read("By Karen Boyd's count, the street lost nine shops.") is None
    True
    """
    if not 0 < len(line) <= LONGEST or line[-1] in "!?:…" or is_running(line) or POST.match(line):
        return None
    days = [m[0].strip() for m in GRAMMAR.day.finditer(line)] if DIGIT.search(line) else []
    text = GRAMMAR.day.sub(" | ", line) if days else line
    parts = [p for p in (part.strip(SIGNS) for part in SPLIT.split(text)) if p]
    if not parts or len(parts) > MOST:
        return None
    found = _Found(" ".join(days) or None)
    return found.byline() if all(found.takes(part) for part in parts) else None


class _Found:
    """What the parts of a line have said so far."""

    def __init__(self, day: str | None) -> None:
        self.day = day
        self.names: list[str] = []
        self.pictures: list[str] = []
        self.agencies: list[str] = []
        self.evidence = {"day"} if day else set[str]()

    def takes(self, part: str) -> bool:
        """Whether a part has a place in a byline; keeps what it says."""
        if pictured := GRAMMAR.pictures.match(part):
            self.pictures.append(part[pictured.end() :])
            return _kind_of(self.pictures[-1])[0] in ("names", "agency", "outlet")
        if source := GRAMMAR.source.match(part):
            self.agencies.append(part[source.end() :])
            return _kind_of(self.agencies[-1])[0] in ("names", "agency", "outlet", "place")
        labelled = GRAMMAR.label.match(f"{part} ")
        rest = part[labelled.end() :].strip(SIGNS) if labelled else part
        if not labelled:
            return self._is_kept(*_kind_of(rest), rest)
        if USER.fullmatch(rest) and (self.day or " " in labelled[0].strip()):  # “posted by”
            self.evidence.add("label")
            self.names += [] if rest in NO_WRITER else [rest]
            return True
        is_bare = GRAMMAR.bare_label.fullmatch(labelled[0].strip()) is not None
        if not is_bare:
            self.evidence.add("label")
        return not rest or self._is_written_by(rest, is_bare)

    def _is_written_by(self, rest: str, is_bare: bool) -> bool:
        """Whether what stands behind a label names who wrote; “di” alone labels little."""
        kind, names = _kind_of(rest)
        if kind not in ("names", "places", "titled", "desk", "agency", "outlet"):
            return False
        if is_bare and kind == "names" and not all(map(has_given_name, persons(names or ""))):
            return False
        self.evidence.add("label")
        self.names += persons(names or "")
        return self._is_kept(kind, None, rest)

    def _is_kept(self, kind: str | None, names: str | None, part: str) -> bool:
        if names:
            is_first = kind == "titled" or not self.names
            self.names += [n for n in persons(names) if is_first or self._is_sure(n)]
        if kind == "agency":
            self.agencies.append(part)
        if kind is not None:
            self.evidence.add("role" if kind == "titled" else kind)
        return kind is not None

    def _is_sure(self, name: str) -> bool:
        """A further name behind a sign; behind no label and without a given name it is a place."""
        return has_given_name(name) or ("label" in self.evidence and not TOWN.match(name))

    def byline(self) -> Byline | None:
        """The whole of it, where it names a writer or a desk."""
        evidence = frozenset(self.evidence - {"names", "place", "count"})
        if not self.names and "desk" not in evidence and not {"day", "label"} <= evidence:
            return None
        names = tuple(dict.fromkeys(self.names))
        return Byline(names, tuple(self.pictures), tuple(self.agencies), self.day, evidence)


def _kind_of(part: str) -> tuple[str | None, str | None]:
    """What a part is, and the names in it."""
    for kind, pattern in GRAMMAR.parts:
        found = pattern.fullmatch(part)
        names = found.groupdict().get("names") if found else None
        if found and kind == "titled":
            names = _without_adjectives(names or "")
            found = found if len(names.split()) > 1 else None
        if found:
            return kind, names
    return None, None


def _without_adjectives(name: str) -> str:
    """“Anna Meyer Senior” of “Anna Meyer Senior Reporter” without what belongs to the role."""
    found = name.split()
    while found and found[-1].lower() in ADJECTIVES:
        found.pop()
    return "" if found and found[0].lower() in ADJECTIVES else " ".join(found)


def _grammar() -> _Grammar:
    t = terms()
    word, people, agency = t["word"], t["people"], t["agency"]
    plain = "|".join(rf"{letters}{{2,14}}(?: {letters}{{2,14}}){{1,3}}" for letters in CASELESS)
    place = rf"{word}(?:[ -](?:de |du |of )?{word}){{0,2}}"
    at = rf"(?: (?:in|at|aus|à|en|em|da|from|for|w|в|у) (?:the )?{place})"
    more = r"(?:[\w’'-]{2,20} ){0,3}(?:producer|photojournalist|critic|intern|freelancer?|bureau)s?"
    role = rf"(?:{t['role']}|(?i:{more}))"
    name = rf"{word}(?: {t['particle']}{word}){{1,3}}"
    parts = (
        ("desk", rf"(?i:{t['desk']})"),
        ("agency", agency),
        ("titled", rf"(?P<names>{name}) {role}"),
        ("titled", rf"(?P<names>{name}) (?i:reports|reporting|berichtet)"),
        ("role", role),
        ("role", r"(?:Ph\.? ?D|M\.? ?D|J\.? ?D|M\.? ?A|MBA|MPH|RN|Esq)\.?"),
        ("titled", rf"(?:[\w’'-]{{2,20}} ){{0,3}}(?i:{t['title']}) (?P<names>{people})"),
        ("address", r"@\w{2,30}|\S{2,60}@\S{2,60}"),
        ("count", rf"(?i:\d{{1,4}} {t['counted']}|leave a comment|no comments?)"),
        ("pronoun", r"(?i:(?:she|he|they)/\w{3,4}|(?:sie|er)/ih[rmn])"),
        ("outlet", t["outlet"]),
        ("places", rf"(?P<names>{people}{at}(?:,? (?:and|und|et|y|e|en) {people}{at}){{1,3}})"),
        ("names", rf"(?P<names>{people}){at}?"),
        ("names", rf"(?P<names>{plain})"),
        ("place", rf"{word}(?: {word})?|" + "|".join(rf"{s}{{2,14}}" for s in CASELESS)),
    )
    hour = rf"[0-3]?\d\.? {t['later_month']}\.?,? {t['clock']}"
    ago = r"\d{1,2} (?:min(?:ute)?s?|hours?|days?|weeks?|months?|years?) ago"
    stamped = rf"(?:{t['stamped']}{t['stamped_on']} {{0,2}}|(?:on|am|le|el|il|op|em|den) )?"
    label = rf"(?:(?:{t['writer_label']}) ?[:：|/=]|(?:{t['by_writer']})(?:(?<=[\w’']) | ?: ?))"
    capitals = r"(?:REPORTAGEM|REPORTAJE|EDIÇÃO|TEXTO|TEXT|TEXTE|TESTO|TEKST|WORDS|REDACCIÓN) "
    return _Grammar(
        later(rf"(?<!\w){stamped}(?:{t['moment']}|{hour}|{ago})(?!\w)", re.IGNORECASE),
        later(rf"(?:(?i:{label})|{capitals})\s*"),
        later(r"(?i:d[aeio]|del|a[vf]|του|της|των|από|texto?|story|haber|bài|theo)"),
        later(rf"(?i:{t['photos']})(?: ?[:：] ?| (?:by|von|par|por|di|av|de) )"),
        later(r"(?i:source|quelle|fuente|fonte|bron|źródło|zdroj|sursa|kilde|källa) ?: ?"),
        tuple((kind, later(pattern)) for kind, pattern in parts),
    )


GRAMMAR = _grammar()
