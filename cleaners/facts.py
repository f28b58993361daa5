"""What moved out of the text, sorted into the record's fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleaners.dates import iso_day
from cleaners.document import Edit, Span
from cleaners.later import later
from cleaners.people import persons
from cleaners.record import Caption, Copyright
from cleaners.rule import kind_of, terms

AGENCY_SEPARATOR = re.compile(
    r"\s{0,9}[/,;|+]\s{0,9}|\s{1,9}[-–&]\s{1,9}|(?<=[A-Zİ]{2})[-–&](?=[A-Zİ]{2})"
)
# Also a part of names, as in Trade and Industry.
AND = re.compile(r"\s{1,9}(?:and|und|et|y|e|en|ve|i|og|och|with|avec|con|com|mit|met|med)\s{1,9}")
NEAR = 3  # characters between a label and its date
TAG_SEPARATOR = re.compile(r"\s*[,;|·•#]\s*|\s{2,}")
AGENCY = later(terms()["agency"], re.IGNORECASE)
CITY = later(terms()["city"], re.IGNORECASE)
COPYRIGHT_MARK = re.compile(
    r"copyrights?|all rights reserved|alle rechte vorbehalten|todos los derechos reservados|"
    r"derechos reservados|tous droits réservés|todos os direitos reservados|"
    r"tutti i diritti riservati|alle rechten voorbehouden|(?:جميع|كافة|كل) الحقوق محفوظة|"
    r"تمامی? حقوق محفوظ است|все права защищены|усі права захищено|wszelkie prawa zastrzeżone|"
    r"všechna práva vyhrazena|tüm hakları saklıdır|版权所有|版權所有|無断転載禁止|"
    r"무단 ?전재(?: 및)? ?재배포 ?금지|"
    r"©|ⓒ|\(c\)|&copy;",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(19\d\d|20\d\d)\b(?:\s*[-–—]\s*(?:\d{2,4}|present)\b)?")


@dataclass(frozen=True, slots=True)
class Facts:
    """The fields of a record that come from removed text."""

    headline: str | None = None
    bylines: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    dateline: str | None = None
    published: str | None = None
    date: str | None = None
    agencies: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()
    copyright: Copyright | None = None
    tags: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    developing: bool = False


def headline_of(edits: Iterable[Edit]) -> str | None:
    """The headline, when an edit moved one out."""
    return next((v for e in edits for field, v in e.facts if field == "headline"), None)


def gather(source: str, edits: Sequence[Edit], day_first: bool = False) -> Facts:
    """Every fact that the edits moved out, in the order of the source text, each once.

    `day_first` says that the page prints 06/07 for a day of July.
    """
    found: dict[str, list[str]] = {}
    for edit in sorted(edits, key=lambda e: e.source):
        for field, value in edit.facts:
            found.setdefault(field, []).append(value)

    raw_copyright = next(iter(found.get("copyright", ())), None)
    bylines, agencies = _authors(found.get("bylines", ()))
    credits = tuple(dict.fromkeys(map(_tidy, found.get("credits", ()))))
    printed, day = _published(edits, day_first)
    return Facts(
        headline=headline_of(edits),
        bylines=bylines,
        author=_as_printed(edits),
        dateline=next((_tidy(v) for v in found.get("dateline", ())), None),
        published=printed,
        date=day,
        agencies=_split(_apart((*found.get("agencies", ()), *agencies)), AGENCY_SEPARATOR),
        credits=credits,
        captions=tuple(_captions(source, edits, credits)),
        copyright=copyright_of(raw_copyright) if raw_copyright else None,
        tags=_split(found.get("tags", ()), TAG_SEPARATOR),
        corrections=tuple(found.get("corrections", ())),
        developing="developing" in found,
    )


def copyright_of(raw: str) -> Copyright:
    """The holder and the year of a copyright line.

    >>> found = copyright_of("© 2019 Example.com. All rights reserved (About Us).")
    >>> found.holder, found.year
    ('Example.com', 2019)
    >>> copyright_of("جميع الحقوق محفوظة").holder
    """
    year = YEAR.search(raw)
    named = COPYRIGHT_MARK.sub("\n", YEAR.sub("\n", raw))
    parts = (p.strip(" .,|:·•-–—()\t") for p in re.split(r"\n|\. |\s\|\s", named))
    holder = next((p.removeprefix("by ") for p in parts if any(map(str.isalpha, p))), None)
    return Copyright(raw=raw, holder=holder, year=int(year[1]) if year else None)


def _published(edits: Iterable[Edit], day_first: bool) -> tuple[str | None, str | None]:
    """The first date as printed, and its day; a label and a date of two lines are one.

    A date that stands in an author's line is printed in `author`; it stands here as well only
    where its day cannot be told.
    """
    groups: list[tuple[int, str, bool]] = []
    for edit in sorted(edits, key=lambda e: e.source):
        own = kind_of(edit.rule) != "byline"
        values = [value for field, value in edit.facts if field == "published"]
        if not own and not values and iso_day(edit.before, day_first):
            values = [edit.before]
        for value in values:
            if groups and edit.source.start - groups[-1][0] <= NEAR:
                _, above, own_above = groups.pop()
                value, own = f"{above} {value}", own or own_above
            groups.append((edit.source.end, _tidy(value), own))
    dated = [
        (iso_day(raw, day_first), raw, own) for _, raw, own in groups if any(map(str.isdigit, raw))
    ]
    dated.sort(key=lambda d: (not d[2], d[0] is None))
    day, printed, own = next(iter(dated), (None, None, True))
    if day is None:
        day = next((iso for iso, _, _ in dated if iso), None)
    return (printed if own or day is None else None), day


def _as_printed(edits: Iterable[Edit]) -> tuple[str, ...]:
    """The bylines with their roles and addresses; a label and a name of two lines are one."""
    found: list[tuple[int, str]] = []
    for edit in sorted(edits, key=lambda e: e.source):
        decided = edit.kind if edit.rule == "decisions.remove" else None
        if (decided or kind_of(edit.rule)) == "byline":
            text = _tidy(edit.before)
            if found and edit.source.start - found[-1][0] <= NEAR:
                text = f"{found.pop()[1]} {text}"
            found.append((edit.source.end, text))
    return tuple(dict.fromkeys(text for _, text in found))


def _authors(values: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Persons, and the agencies that stood among them; a city is neither."""
    names = [n for value in values for n in persons(value) if not CITY.fullmatch(n)]
    people = dict.fromkeys(n for n in names if not AGENCY.fullmatch(n))
    return tuple(people), tuple(n for n in names if AGENCY.fullmatch(n))


def _tidy(value: str) -> str:
    """Without soft hyphens and odd blanks, and without the signs that joined it to its line."""
    return " ".join(value.replace("\xad", "").split()).strip(" |–—-,;")


def _split(values: Iterable[str], separator: re.Pattern[str]) -> tuple[str, ...]:
    parts = (_tidy(part) for value in values for part in separator.split(value))
    return tuple(dict.fromkeys(p for p in parts if p))


def _apart(values: Iterable[str]) -> Iterator[str]:
    """Both sides of an “and” where one of them is an agency that is known."""
    for value in values:
        sides = AND.split(value)
        if any(AGENCY.fullmatch(side.strip(" .()")) for side in sides):
            yield from sides
        else:
            yield value


def _captions(source: str, edits: Sequence[Edit], credits: Sequence[str]) -> Iterator[Caption]:
    """A caption takes the credit that was removed with it or right behind it."""
    moved = sorted((e for e in edits if e.facts), key=lambda e: e.source)
    for n, edit in enumerate(moved):
        facts = dict(edit.facts)
        if "captions" not in facts:
            continue
        credit = facts.get("credits")
        if credit is None and n + 1 < len(moved):
            below = moved[n + 1]
            if below.source.start - edit.source.end <= 2:
                credit = dict(below.facts).get("credits")
        start, end = edit.source
        end = start + len(source[start:end].rstrip())
        place = None if credit is None else credits.index(_tidy(credit))
        yield Caption(text=facts["captions"], credit=place, span=Span(start, end))
