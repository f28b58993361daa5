"""Where a story was written, known by the place: before a dash, a colon or a full stop.

A place is one that the gazetteer knows, or one that the story names again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from cleaners.far_datelines import ARABIC, CITY, FAR, KOREAN, KOREAN_PAPER
from cleaners.gazetteer import gazetteer
from cleaners.gazetteer.letters import key_of, same, skeleton, tokens_of
from cleaners.later import later
from cleaners.lines import is_prose, word_count
from cleaners.page import Cut, Cuts, Page, covers
from cleaners.rule import Rule, terms

OPENINGS = 2  # paragraphs; a standfirst may stand over the one with the dateline
LONGEST = 90  # code points of a dateline with all that may stand in it
LEAST_STORY = 5  # words behind it
SHORTEST = 5  # letters of a place that only the story knows
_UPPER = terms()["upper"]
_ONE = (
    rf"(?:St\. )?{_UPPER}[\w’'-]{{1,20}}(?:[ /-](?:(?:de|del|la|el|am|an der|upon|sur) )?"
    rf"{_UPPER}[\w’'-]{{1,20}}){{0,3}}"
)
_TWO = r"(?: (?:&|and|und|et|en|og|och|[ey]|AND|UND|ET|[EY]) "  # and the second of two places
_PLACE = rf"(?P<place>{_ONE}{_TWO}{_ONE})?)"
_REGION = (
    rf"(?:, (?:{_UPPER}[\w.]{{1,16}}(?: {_UPPER}\w{{1,16}}){{0,2}})|"
    rf" [(\[]{_UPPER}[\w. ’'-]{{1,24}}[)\]]| a\. ?[MdR]\.)?"
)
_MONTH = rf"(?i:{terms()['later_month']})"
_SOME_DAY = (
    rf"(?:(?:el |le |il |am |den )?[0-3]?\d\.? (?:de )?(?:[A-Z]{{3}}|{_MONTH})\.?"
    rf"|{_MONTH}\.? [0-3]?\d)(?:,? (?:de )?(?:19|20)\d\d)?"
)
_DAY = rf"(?:,? {_SOME_DAY})?"
_WIRE = r"(?:BUSINESS WIRE|GLOBE ?NEWSWIRE|PR ?Newswire|PRNewswire-\w+|ACCESSWIRE|Newsfile Corp\.?)"
WIRED = later(
    rf"{_PLACE}{_REGION}{_DAY}[ ,]{{0,2}}(?:--|[-–—/])? ?[(/]?(?P<agency>{_WIRE})[)/]? ?"
    r"(?:--|[-–—:])? ?",
    re.IGNORECASE,
)
DASHED = later(
    rf"{_PLACE}{_REGION}{_DAY}(?: ?\((?P<agency>[^()\n]{{2,24}})\)?)? ?"
    r"(?:--|—|–| -|\.[-–—]| ?\|)+ ?(?=[“\"«„‘]?\w)"
)
DATED = later(
    rf"{_PLACE}{_REGION}, {terms()['month']}\.? [0-3]?\d(?:, (?:19|20)\d\d)?"
    r" \((?P<agency>[A-Z]{2,6})\):? "
)
COLON = later(
    rf"{_PLACE}{_DAY}(?: \((?P<agency>[^()\n]{{2,24}})\))?: "
    rf"(?!(?:Hier|Dort|Here|Aquí|Aqui|Ici|Qui|D(?:er|ie|as)|Eine?|I[nm]|Am)\b)(?=[“\"«„‘]?{_UPPER})"
)
STOP = later(
    rf"{_PLACE}{_REGION}(?: \((?P<agency>[^()\n]{{2,24}})\))?\.[ \xa0](?=[“\"«„‘]?{_UPPER})"
)
_AGENCY = rf"(?:{terms()['agency']}|ddp|ANI|IPS|ots|lni|taz|askanews|ABI|SNA|СТН)"
# The agency behind the place, in brackets or between strokes; the dash is lost at times.
AGENCIED = later(
    rf"{_PLACE}{_REGION}(?:{_DAY}|, [0-3]?\d\.?(?: [^\W\d_]{{3,10}}\.?)?),?\.? ?(?:[(/\[]"
    rf"(?:Корр\. ?)?(?P<agency>{_AGENCY}"
    rf"(?: ?[/,–-] ?\w{{2,12}}){{0,2}})[)/\]]|(?P<bare>taz|/(?:AA|DHA|İHA|IHA|ABI)))\.? ?"
    rf"[-–—:|_]{{0,3}} ?(?=[“\"«„‘]?{_UPPER})"
)
# The agency behind the day, and a dash.
LISTED = later(rf"{_PLACE}{_REGION}{_DAY}, ?(?P<agency>{_AGENCY}) ?[-–—]{{1,2}} ?(?={_UPPER})")
# A paper's letters in brackets behind a place in capitals; its dash is lost.
LETTERED = later(rf"{_PLACE} \((?P<agency>[A-ZÀ-Þ]{{2,6}})\) (?=[“\"«„‘]?{_UPPER})")
# Russian and Ukrainian agencies: place, day and agency, each with its full stop.
STOPPED = later(
    rf"{_PLACE}\. (?:[0-3]?\d [а-яіїєґ]{{3,9}}\. )?"
    rf"(?P<agency>УНН|УНІАН|УКРІНФОРМ|ІНТЕРФАКС-УКРАЇНА|ТАСС|КАЗИНФОРМ|{_AGENCY})"
    rf"(?:\.-?| ?[-–—]) (?={_UPPER})"
)
# The same with any agency: the place in capitals and the day say enough.
DAY_STOPPED = later(
    r"(?P<place>[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐ-]{2,24}(?: [А-ЯЁІЇЄҐ-]{2,24})?, [0-3]?\d [а-яёіїєґ]{3,9}\.?)"
    r" ?[,–—-] ?(?P<agency>[А-ЯЁІЇЄҐ][\w-]{2,20}(?: [А-ЯЁІЇЄҐ][\w-]{2,20})?)"
    r"(?:, (?P<name>[А-ЯЁ][а-яё]{2,20} [А-ЯЁ][а-яё]{2,20}))?\. "
)
# Place and day before any agency in brackets or between strokes, with or without its reporter.
DAY_AGENCIED = later(
    rf"(?:{_PLACE}[.,] (?:{_SOME_DAY}|[0-3]\d\.[01]\d\.(?:19|20)\d\d)|{_SOME_DAY}, (?P<city>"
    rf"{_UPPER}[\w-]{{2,20}})),?\.? ?[(/](?:Корр\. )?(?:(?P<name>{_UPPER}\w{{1,20}} {_UPPER}[\w-]"
    rf"{{1,20}}), )?(?P<agency>{_UPPER}\w{{1,12}}(?:[ .][\w«»\"-]{{2,16}})?)[)/]\.? ?[-–—]{{0,2}} ?"
    rf"(?=[“\"«„‘]?{_UPPER})"
)
VIETNAMESE = later(rf"{_PLACE}, ngày \d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{4}})? ?[-–—:] ?(?={_UPPER})")
# Indonesian papers print themselves before the place.
_SITE = r"(?P<agency>[A-Za-z][\w-]{2,16}\.(?:com|COM|co\.id|CO\.ID|id|ID|net|NET))(?:, ?| ?[-–—] )"
SITE = later(rf"{_SITE}{_PLACE} ?[-–—]{{1,2}} ?(?=[“\"]?{_UPPER})")
SITE_GLUED = later(rf"{_SITE}(?P<place>{_UPPER}[a-z]{{2,20}}) (?=[“\"]?{_UPPER})")
IN_BRACKETS = later(rf"\({_PLACE}{_REGION}\) ?(?:--|[-–—])? ?(?=[“\"«„‘]?{_UPPER})")
LINE = later(rf"{_PLACE},? \((?P<agency>[A-Z]{{2,6}}|ots|{terms()['agency']})\)(?: ?[-–—]{{1,2}})?")
ALONE = later(rf"(?:Em |En |A )?{_PLACE}(?: \([A-Z]{{2}}\))?")
SPEAKER = later(rf"{_UPPER}[\w.’'-]{{1,20}}(?: {_UPPER}[\w’'-]{{1,20}}){{0,2}}: \S")
NO_PLACE = later(terms()["kicker"])


PLACES = later(rf"/|{_TWO})")
LEAD, LEADS = 400, 3  # code points and sentences of a lead
SENTENCE = re.compile(r"[.!?…][\"”»]? ?(?=[A-ZÀ-Þ])")
AGENCIES = ("agency", "far", "stroke", "wire", "bare")  # groups of the forms
YEAR = later(r"\b(?:19|20)\d\d\b")
SIGN = re.compile(r"[-–—:.(\[/|=،।【]")  # one of them ends every dateline
FEW = 6  # words with small letters before it: “5 de mayo de 2020”
WIRE = re.compile(_WIRE, re.IGNORECASE)
BARE = (STOP, CITY, KOREAN, KOREAN_PAPER)  # the record keeps the place alone
SURE = (
    WIRED,
    DATED,
    AGENCIED,
    LISTED,
    STOPPED,
    DAY_STOPPED,
    DAY_AGENCIED,
    VIETNAMESE,
    SITE,
)  # an agency stands in them
# Words before a place that the story names again; `_OF` is too common for one in small letters.
_IN = "in|near|aus|bei|nach|im|à|en|em|no|na|w|we|v|ve|te|i|в|у|din|στ(?:ο|η)ν?"
_OF = "at|from|of|von|an|de|a|di|da|do|z|van|fra|till|из|с|з|la"


def dateline_of_place(page: Page, cuts: Cuts, rule: Rule) -> Iterator[tuple[int, Cut]]:
    """The place before the first sentence, when a table or the rest of the page knows it; or in a
    line of its own, with its agency or beside the writer and the day."""
    for n in range(page.first):
        facts = () if cuts.get(n) else _facts_of_line(page, cuts, n)
        if facts:
            yield n, Cut(rule, 0, len(page.lines[n].text), facts)
    for n in _openings(page, cuts):
        text = page.lines[n].text
        row = next((c for c in cuts.get(n, ()) if c.start == 0), None)
        if row and _is_proposed(row, text):
            yield n, row._replace(reason="it stands before the first sentence of the story")
            return
        form, found = (None, None) if row else _read(page, n, text)
        if found:
            yield n, Cut(rule, 0, found.end(), _facts(form, found))
            return
        if not cuts.get(n) and (behind := _behind_lead(page, n, text)):
            at, form, found = behind
            yield n, Cut(rule, at, at + found.end(), _facts(form, found))
            return


def _behind_lead(
    page: Page, n: int, text: str
) -> tuple[int, re.Pattern[str] | None, re.Match[str]] | None:
    """A dateline behind a lead that was glued to the first paragraph: it must say its agency, or a
    place that is known before a dash."""
    for end in islice(SENTENCE.finditer(text, 0, LEAD), LEADS):
        form, found = _read(page, n, text[end.end() :])
        if found and word_count(text[: end.end()]) >= LEAST_STORY:
            is_known = form is DASHED and all(map(is_place, PLACES.split(found["place"])))
            if is_known or form in SURE:
                return end.end(), form, found
    return None


def _facts(form: re.Pattern[str] | None, found: re.Match[str]) -> tuple[tuple[str, str], ...]:
    """The place, the agency and the writer of a dateline."""
    parts = found.groupdict()
    printed = parts.get("place") if form in BARE else found[0]
    facts = [("dateline", printed.strip(" :–—-|,_"))] if printed else []
    agency = next((parts[name] for name in AGENCIES if parts.get(name)), None)
    facts += [("agencies", agency)] if agency else []
    facts += [("bylines", parts["name"])] if parts.get("name") else []
    return tuple(facts)


def _is_proposed(row: Cut, text: str) -> bool:
    """Whether a row that nobody has met found place and agency before a sentence: above a story
    that is no other thing."""
    is_dateline = row.rule.kind == "dateline" and row.rule.flags_only
    return is_dateline and bool(row.facts) and word_count(text[row.end :]) >= LEAST_STORY


def _facts_of_line(page: Page, cuts: Cuts, n: int) -> tuple[tuple[str, str], ...]:
    """What a line above the story says of its place, if it says nothing else."""
    text = page.lines[n].text
    if len(text) > LONGEST:
        return ()
    found = WIRED.fullmatch(text) if WIRE.search(text) else None
    found = found or (LINE.fullmatch(text) if "(" in text else None)
    beside = {c.rule.kind for m in (n - 1, n + 1) for c in cuts.get(m, ())} & {"byline", "date"}
    if found and not NO_PLACE.fullmatch(found["place"].split()[0]):
        agency = found.groupdict().get("agency")
        return (("dateline", found["place"]), *([("agencies", agency)] if agency else []))
    found = ALONE.fullmatch(text) if n and beside else None
    if found and is_place(found["place"]):
        return (("dateline", found["place"]),)
    return _facts_above(page, n, text)


def _facts_above(page: Page, n: int, text: str) -> tuple[tuple[str, str], ...]:
    """The same of a line that would be a dateline if the paragraph below followed on it."""
    if n + 1 != page.first:
        return ()
    form, found = _read(page, n, f"{text} {page.lines[page.first].text.lstrip()}")
    is_alone = found is not None and len(text) <= found.end() <= len(text) + 1
    is_heading = form in (COLON, STOP) and not text.isupper()
    return _facts(form, found) if found and is_alone and not is_heading else ()


def _openings(page: Page, cuts: Cuts) -> list[int]:
    told = (
        n
        for n in range(page.first, len(page.lines))
        if is_prose(page.lines[n].text) and not covers(page.lines[n].text, cuts.get(n, ()))
    )
    return [n for _, n in zip(range(OPENINGS), told, strict=False)]


def _read(
    page: Page, n: int, text: str
) -> tuple[re.Pattern[str], re.Match[str]] | tuple[None, None]:
    """The form of a dateline that a paragraph begins with, and what was found of it."""
    head = text[: LONGEST + 60]
    sign = SIGN.search(head)
    if not sign or sum(word[0].islower() for word in head[: sign.start()].split()) > FEW:
        return None, None
    for form in (*SURE, *FAR, SITE_GLUED, LETTERED, IN_BRACKETS, DASHED, COLON, STOP):
        found = form.match(head)
        if not found or found.end() > LONGEST or word_count(text[found.end() :]) < LEAST_STORY:
            continue
        if form in SURE or _is_dateline(page, n, form, found):
            return form, found
    return None, None


def _is_dateline(page: Page, n: int, form: re.Pattern[str], found: re.Match[str]) -> bool:
    if form in FAR:
        return _is_far(page, n, form, found)
    place = found["place"]
    if any(map(NO_PLACE.fullmatch, place.split())):
        return False
    if form is COLON and sum(bool(SPEAKER.match(a.text)) for a in page.lines[page.first :]) > 1:
        return False  # who says what
    behind = found[0][len(place) :]
    if form is DASHED and behind.startswith(", ") and (place.isupper() or YEAR.search(behind)):
        return True  # a region or a day behind the place
    if form is DASHED and not place.isupper() and found.string[found.end()].islower():
        return False  # “Jordan – the player, not the country – came”
    may_be_other = not place.isupper() and (form is COLON or " " in place or len(place) < SHORTEST)
    if form is LETTERED:
        return place.isupper() and is_place(place)
    return all(map(is_place, PLACES.split(place))) or (
        not may_be_other and _is_named_again(page, n, found)
    )


def _is_far(page: Page, n: int, form: re.Pattern[str], found: re.Match[str]) -> bool:
    """Whether words of a script without capitals are a place before a sign, and no list of them."""
    if form is ARABIC:
        return bool(found["agency"] or found["far"]) or is_place(found["place"])
    return form is not CITY or not any(
        CITY.match(line.text)
        for m, line in enumerate(page.lines[page.first :], page.first)
        if m != n
    )


def _is_named_again(page: Page, n: int, found: re.Match[str]) -> bool:
    """Whether the page names a place in small letters elsewhere, behind a word that says where."""
    place = found["place"].title() if found["place"].isupper() else found["place"]
    is_headed = any(
        re.match(rf"{re.escape(place)}[,:.] ", a.text) for a in page.lines[: page.first]
    )
    near = f"{_IN}|{_OF}" if found["place"].isupper() else _IN
    where = re.compile(rf"(?<![\w.])(?:{near}) {re.escape(place)}\b")
    rest = page.lines[n].text[found.end() :]
    others = (a.text for m, a in enumerate(page.lines) if m != n)
    return is_headed or any(map(where.search, (rest, *others)))


@lru_cache(maxsize=512)
def is_place(name: str) -> bool:
    """Whether the gazetteer, or the table of cities, knows a place of this name.

    >>> is_place("SEPANG"), is_place("Köln"), is_place("Silence")
    (True, True, False)
    """
    if re.fullmatch(terms()["city"], name, re.IGNORECASE):
        return True
    tokens = tokens_of(name)
    if not tokens:
        return False
    forms = gazetteer((), ()).group(skeleton(tokens[0])).forms(key_of(tokens))
    owners = [e for f in forms if all(map(same, tokens, f.tokens)) for e in f.owners]
    return bool(owners) and all(e.kind == "place" for e in owners)
