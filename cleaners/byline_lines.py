"""Lines that are bylines by what their parts say, over the story or right below it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.byline_parts import TOWN, Byline, read
from cleaners.bylines import MANY, has_given_name, headline_over, is_about, is_told_of
from cleaners.eastern import read_eastern
from cleaners.later import later
from cleaners.lines import ends_sentence
from cleaners.page import ROLE, STANDFIRST, Cut, Cuts, Page, squeezed
from cleaners.people import persons
from cleaners.rule import Rule, terms

# Evidence beside which a name need not be known as one.
SURE = ("day", "role", "address", "desk", "pronoun", "places")
CREDIT = "photographer-agency-line"
UNDER = 3  # lines below the story in which a label still names its writer
FAR = ("role", "outlet", "address", "agency")  # what tells a byline below the story without a label

LONGEST_END = 90  # code points of a byline behind a sentence
LABEL = re.compile(r"(?<=[.!?…“”\"»] )(?:Von|Par|Door|Av|Af|By) ", re.IGNORECASE)
END = later(
    r"(?i:von|par|door|av|af|by) "
    rf"(?P<names>{terms()['people']})(?:, {terms()['word']}(?:[ /-]{terms()['word']}){{0,2}})?"
)


def byline_of_lead(page: Page, cuts: Cuts, rule: Rule) -> Iterator[tuple[int, Cut]]:
    """Writers behind the last sentence of the lead, with their label and no stop."""
    for n in range(min(page.first + STANDFIRST, page.last)):
        text = page.lines[n].text
        at = max(0, len(text) - LONGEST_END)
        ends = (END.fullmatch(text, at + m.start()) for m in LABEL.finditer(text[at:]))
        found = next(filter(None, ends), None)
        if found and not cuts.get(n) and all(map(has_given_name, persons(found["names"]))):
            yield n, Cut(rule, found.start(), len(text), (("bylines", found["names"]),))


def byline_of_parts(page: Page, cuts: Cuts, rule: Rule) -> Iterator[tuple[int, Cut]]:
    """Lines of which every part has its place in a byline.

    A label or a day is enough over the story; a role or a paper beside the name is so where the
    story does not tell of the person, and where no more than two such lines stand together.
    """
    over = headline_over(page, cuts)
    found = [(n, b) for n in range(len(page.lines)) if (b := _byline(page, cuts, rule, n, over))]
    weak = [n for n, byline in found if not _is_labelled(byline)]
    for n, byline in found:
        if n not in weak or len(weak) < MANY:
            facts = [("bylines", ", ".join(byline.names))] if byline.names else []
            facts += [("agencies", agency) for agency in byline.agencies]
            facts += [("credits", name) for name in byline.pictures]
            yield n, Cut(rule, 0, len(page.lines[n].text), tuple(facts))


def _byline(page: Page, cuts: Cuts, rule: Rule, n: int, over: int) -> Byline | None:
    below = n - page.last
    is_end = below == 0 and n > page.first + 1  # a byline that ends in a stop looks like story
    if not (is_end or page.allows(n, rule)) or below > UNDER:
        return None
    text = squeezed(page.lines[n].text)
    if cuts.get(n) and not _is_credit_over_story(page, cuts, n) and not _has_writer(cuts, n, text):
        return None
    byline = read(text) or read_eastern(text)
    if byline is None or _is_unfinished(page, n) or is_told_of(page, n):
        return None
    if is_end:
        return byline if _is_labelled(byline) and ends_sentence(page.lines[n - 1].text) else None
    if below > 0:
        is_signed = below == 1 and ends_sentence(page.lines[page.last].text)
        is_writer = _is_labelled(byline) or (is_signed and not byline.evidence.isdisjoint(FAR))
        return byline if is_writer and byline.names else None
    if _is_labelled(byline):
        return byline
    is_given = any(map(has_given_name, byline.names))
    is_town = any(map(TOWN.match, byline.names))
    is_writer = is_given or not (is_town or byline.evidence.isdisjoint(SURE))
    is_known = is_writer and (bool(byline.evidence) or _is_beside_date(cuts, n))
    if not is_known or n <= over:
        return None
    return None if is_about(page, cuts, n, byline.names) else byline


def _is_credit_over_story(page: Page, cuts: Cuts, n: int) -> bool:
    """Whether a name with an agency stands right between the headline and the story."""
    is_only = page.first == n + 1 == 2 and not cuts.get(0)
    return is_only and all(c.rule.name == CREDIT for c in cuts[n])


def _has_writer(cuts: Cuts, n: int, text: str) -> bool:
    """Whether a given name stands before the role that a row knows."""
    is_role = all(cut.rule.name == ROLE for cut in cuts[n])
    return is_role and has_given_name(" ".join(text.split()[:2]))


def _is_labelled(byline: Byline) -> bool:
    return "label" in byline.evidence


def _is_beside_date(cuts: Cuts, n: int) -> bool:
    return any(c.rule.kind == "date" for m in (n - 1, n + 1) for c in cuts.get(m, ()))


def _is_unfinished(page: Page, n: int) -> bool:
    """Whether the next line goes on with a small letter."""
    return n + 1 < len(page.lines) and page.lines[n + 1].text[0].islower()
