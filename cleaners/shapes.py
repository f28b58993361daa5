"""Rows that look at more than one line: a caption over its credit, comments under their heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from cleaners.agencies import agency_alone
from cleaners.byline_lines import byline_of_lead, byline_of_parts
from cleaners.bylines import byline_bare, byline_signature, has_given_name
from cleaners.captions import caption_before_credit, caption_with_name, credit_of_person
from cleaners.datelines import dateline_of_place
from cleaners.later import later
from cleaners.lines import (
    ends_sentence,
    folded,
    is_prose,
    marks_no_end,
    word_count,
)
from cleaners.links import is_title
from cleaners.page import (
    LONGEST,
    ROLE,
    SENTENCE_END,
    STANDFIRST,
    TOP,
    Cut,
    Cuts,
    Page,
    Table,
    removes,
    squeezed,
)
from cleaners.panels import about_house, link_in_capitals
from cleaners.people import persons
from cleaners.picture_words import caption_behind_label, caption_of_mark
from cleaners.rule import Rule, compiled, terms
from cleaners.tagger.titles import are_copies

CAPTION_WORDS = 40  # of a caption above its credit
OVER_STORY = 22  # of one over the story: what is longer and ends in no stop is a standfirst
Found = Iterator[tuple[int, Cut]]
Shape = Callable[[Page, Cuts, Rule], Found]


def ask(
    shapes: Mapping[str, Shape], page: Page, cuts: dict[int, tuple[Cut, ...]], table: Table
) -> None:
    """Add what each shape finds to `cuts`, one after another: each sees what stood before it.

    What a row found behind a shape's cut, in the same line, stays.
    """
    for name, shape in shapes.items():
        rule = table.functions.get(name)
        if rule:
            for n, cut in list(shape(page, cuts, rule)):
                cuts[n] = (cut, *(c for c in cuts.get(n, ()) if c.start >= cut.end))


def cut_line(page: Page, n: int, rule: Rule, field: str | None) -> tuple[int, Cut]:
    """A whole line, moved to a field where there is one."""
    text = page.lines[n].text
    return n, Cut(rule, 0, len(text), ((field, text),) if field else ())


def caption_above_credit(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """A line without an end mark right above a line that only names an agency or photographer; or
    one short sentence that stands with a labelled credit, apart from the story.

    The first line of a page may be its headline: it is asked again when the headline is known.
    """
    for n in range(0 if _has_headline(cuts) else _first_told(page, cuts) + 1, len(page.lines) - 1):
        below = cuts.get(n + 1, ())
        if not below or cuts.get(n):
            continue
        credit, text = below[0].rule, page.lines[n].text
        if credit.kind != "photo_credit" or not removes(page.lines[n + 1].text, below):
            continue
        if credit.name == BARE_AGENCY and _is_first(page, cuts, n):  # the story's, not a picture's
            continue
        is_labelled = credit.name.endswith(LABELLED) and _is_block(page, cuts, n)
        if _is_known(page, n):
            continue
        most = OVER_STORY if n < page.first else CAPTION_WORDS
        is_caption = _is_open(text) and 3 <= word_count(text) <= most and not SIGNED.match(text)
        if is_caption or (is_labelled and _is_short_sentence(text)):
            yield cut_line(page, n, rule, "captions")


def _has_headline(cuts: Cuts) -> bool:
    return any(
        field == "headline" for found in cuts.values() for c in found for field, _ in c.facts
    )


def _first_told(page: Page, cuts: Cuts) -> int:
    """The first line above the story that no row explains, or -1."""
    return next((n for n in range(page.first) if not cuts.get(n)), -1)


def _is_first(page: Page, cuts: Cuts, n: int) -> bool:
    """Whether nothing stands above that can be the headline, only sections and known lines."""
    above = (m for m in range(n) if not cuts.get(m))
    return n < page.first and all(word_count(page.lines[m].text) <= SECTION for m in above)


def _is_known(page: Page, n: int) -> bool:
    """Whether a line is a date, or what a row takes for no caption, though not at this place."""
    text, found = page.lines[n].text, page.cuts[n]
    is_date = compiled(DATE, ignore_case=True).fullmatch(text) is not None
    return is_date or (removes(text, found) and found[0].rule.kind != "caption")


def caption_behind_credit(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """A library or a person, three blanks, and words that end in no stop."""
    for n, line in enumerate(page.lines):
        may_be = "   " in line.text or "\xa0" in line.text
        found = compiled(BEHIND_CREDIT).fullmatch(line.text) if may_be and not cuts.get(n) else None
        if found and word_count(found[2]) >= (2 if compiled(PICTURES).fullmatch(found[1]) else 5):
            facts = (("captions", found[2]), ("credits", found[1]))
            yield n, Cut(rule, 0, len(line.text), facts)


def _is_block(page: Page, cuts: Cuts, n: int) -> bool:
    """Whether two lines stand together and apart from the paragraph above, with story below: a
    sentence right between its paragraph and a credit is story, and so is one below a headline."""
    if n == 0 or n >= page.last or page.lines[n + 1].begin > page.lines[n].next:
        return False
    is_apart = page.lines[n].begin > page.lines[n - 1].next
    above = cuts.get(n - 1, ())
    is_title = any(field == "headline" for cut in above for field, _ in cut.facts)
    return is_apart or (removes(page.lines[n - 1].text, above) and not is_title)


def _is_open(text: str) -> bool:
    return not (ends_sentence(text) or marks_no_end(text) or text.endswith(":"))


def _is_short_sentence(text: str) -> bool:
    """One sentence that quotes nobody."""
    is_short = 3 <= word_count(text) <= SENTENCE_WORDS and ends_sentence(text)
    return is_short and not SENTENCE_END.search(text) and not QUOTED.search(text)


def caption_twice(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """A line printed twice and more in a row between two paragraphs: the text for a picture and
    the text below it."""
    first = page.first + 1
    for n in range(first, len(page.lines) - 1):
        if cuts.get(n) or not _may_stand_twice(page, n) or (n > first and _are_alike(page, n - 1)):
            continue
        end = n + 1
        while end < len(page.lines) and _are_alike(page, end - 1):
            end += 1
        if end == n + 1 or any(cuts.get(m) for m in range(n, end)):
            continue
        if _has_kind(cuts, end, "dateline"):  # a headline, over the first words of the story
            continue
        if end == len(page.lines) or cuts.get(end) or is_prose(page.lines[end].text):
            yield from (cut_line(page, m, rule, "captions") for m in range(n, end))


def _may_stand_twice(page: Page, n: int) -> bool:
    text = page.lines[n].text
    return _is_open(text) and 3 <= word_count(text) <= 40 and is_prose(page.lines[n - 1].text)


def _are_alike(page: Page, n: int) -> bool:
    """Whether a line and the next are two prints of one."""
    one, other = page.lines[n].text, page.lines[n + 1].text
    return folded(one[:LONGEST]) == folded(other[:LONGEST])


def caption_cut_short(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """The beginning of a caption, or a longer print of it, right beside it; below a paragraph also
    a whole sentence that is printed again. The first line of a page may be its headline, which
    begins with the same name, and the sentence below it the lead that the caption took over."""
    top = -1 if _has_headline(cuts) else _first_told(page, cuts)
    for n, found in cuts.items():
        captions = [v for c in found for k, v in c.facts if k == "captions"]
        for m in (n - 1, n + 1):
            if (
                not captions
                or " " not in captions[0]
                or m == top
                or cuts.get(m)
                or not 0 <= m < len(page.lines)
            ):
                continue
            text = page.lines[m].text
            line, caption = folded(text.rstrip(".… ")), folded(ENTITY.sub("", captions[0]))
            is_again = line == caption and m > 0 and is_prose(page.lines[m - 1].text)
            is_cut = text.endswith(ELLIPSES) or not is_prose(text) or is_again
            if is_cut and are_copies(line, caption):
                yield cut_line(page, m, rule, "captions")


def people_caption(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """People with their titles, joined by “&” or “and”, between the headline and the story."""
    top = [n for n in range(page.first) if any(c.rule.kind == "headline" for c in cuts.get(n, ()))]
    if not top:
        return
    for n in range(top[0] + 1, page.first):
        text = page.lines[n].text
        if not cuts.get(n) and len(text) <= LONGEST and PEOPLE.fullmatch(text):
            yield cut_line(page, n, rule, "captions")


def byline_below_label(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """Persons right below a line that is only “By”, “Von” or “Written by”."""
    for n in range(1, len(page.lines)):
        if not cuts.get(n - 1) or cuts.get(n):
            continue
        above = page.lines[n - 1].text
        kinds = ("byline", "agency_credit") if above.endswith(JOINS) else ("byline",)
        is_label = _has_kind(cuts, n - 1, *kinds) and BARE_LABEL.fullmatch(above)
        if not is_label:
            continue
        text = squeezed(page.lines[n].text)
        is_name = NAMES.fullmatch(text) or (above.endswith(JOINS) and FIRST_NAME.fullmatch(text))
        if is_name and not is_prose(text):
            yield n, Cut(rule, 0, len(page.lines[n].text), (("bylines", text),))


def byline_beside_date(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """Persons in the line above or below a date, a role or an address, near the top.

    The first line that no row explains may be a headline in capitals: there they need given names.
    """
    for n in range(min(max(page.first + STANDFIRST, TOP), len(page.lines))):
        text = squeezed(page.lines[n].text)
        if cuts.get(n) or len(text) > 80 or not NAMES.fullmatch(text) or BUTTON.match(text):
            continue
        if all(cuts.get(m) for m in range(n)) and not all(map(has_given_name, persons(text))):
            continue
        beside = (m for m in (n - 1, n + 1) if _has_kind(cuts, m, "date", "byline"))
        if any(
            _has_row(cuts, m, ROLE) or not BARE_LABEL.fullmatch(page.lines[m].text) for m in beside
        ):
            yield n, Cut(rule, 0, len(page.lines[n].text), (("bylines", text),))


def related_below_label(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """Titles of other stories below “Read also:”, in lines without a blank one between them, up to
    a blank one: without it the last may be a heading of this story."""
    for n, found in cuts.items():
        text = page.lines[n].text
        is_label = text.endswith((":", "：")) and word_count(text) <= HEADING
        if not is_label or not _has_kind(cuts, n, "related_links") or not removes(text, found):
            continue
        end = n + 1
        while end < len(page.lines) and is_title(page.lines[end].text):
            end += 1
            if end < len(page.lines) and page.lines[end].begin > page.lines[end - 1].next:
                break
        is_over = end == len(page.lines) or page.lines[end].begin > page.lines[end - 1].next
        if is_over and end > n + 2:
            yield from (cut_line(page, m, rule, None) for m in range(n + 1, end) if not cuts.get(m))


def reader_comments(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """What readers wrote: from the heading of the comments to the end of the last of them.

    A comment is a name and a moment, then a paragraph. So is the head of an article, and an entry
    of a live blog: the heading must stand below a story, and no such moment in it. Where the last
    comment ends nobody says; its first paragraph goes, or all up to its “Reply”.
    """
    stamps = [n for n, line in enumerate(page.lines) if _is_stamp(line.text)]
    if not stamps:
        return
    head = _heading_of(stamps, page)
    if head is None:
        return
    last = max([stamps[-1] + 1, *(n for n in range(len(page.lines)) if _is_form(page, n))])
    for n in range(head, min(last + 1, len(page.lines))):
        if not removes(page.lines[n].text, cuts.get(n, ())):
            yield cut_line(page, n, rule, None)


def _heading_of(stamps: Sequence[int], page: Page) -> int | None:
    """The line over the first comment, below the story."""
    prose = [n for n, line in enumerate(page.lines) if is_prose(line.text) and not page.cuts[n]]
    for head, line in enumerate(page.lines):
        is_heading = _is_form(page, head) or (page.cuts[head] and COUNTED.search(line.text))
        if not is_heading or word_count(line.text) > HEADING or not prose:
            continue
        comments = [n for n in stamps if n > head and n + 1 not in stamps]
        before = sum(n < head for n in prose)
        is_below = before >= PARAGRAPHS or (before and len(comments) >= MANY)
        has_more = any(prose[0] < n < head for n in stamps)
        if is_below and comments and comments[0] - head <= NEAR and not has_more:
            return head
    return None


def _is_form(page: Page, n: int) -> bool:
    return any(c.rule.kind == "comment_form" for c in page.cuts[n])


def _is_stamp(text: str) -> bool:
    if len(text) > LONGEST_STAMP:
        return False
    text = squeezed(text)
    return bool(IN_STAMP.search(text) and compiled(STAMP, ignore_case=True).fullmatch(text))


def _has_row(cuts: Cuts, n: int, name: str) -> bool:
    return any(c.rule.name == name for c in cuts.get(n, ()))


def _has_kind(cuts: Cuts, n: int, *kinds: str) -> bool:
    return any(c.rule.kind in kinds for c in cuts.get(n, ()))


PICTURES = terms()["pictures"]
BEHIND_CREDIT = (
    "(" + PICTURES + r"|" + terms()["word"] + "(?: " + terms()["word"] + r"){0,2})"
    r"[ \xa0]{3,8}((?:\S{1,40} {1,2}){1,44}[^\s.:,;|]{1,40})"
)
DATE = rf"(?:{terms()['stamped']}{terms()['stamped_on']} {{0,2}})?{terms()['moment']}"
BARE_AGENCY = "agency-line"
LABELLED = ("credit-label-line", "-photo-credit")
SECTION = 2  # words of the name of a section
SENTENCE_WORDS = 20  # of a caption that is a sentence
QUOTED = re.compile('["“”„«»「」]')
ENTITY = re.compile(r"&\w{2,8};")
ELLIPSES = ("…", "...")
JOINS = ("by", "By", "on", "ar", "or")  # the ends of By, von, par, por
FIRST_NAME = re.compile(r"[^\W\d_a-z]\w{2,20}")
BARE_LABEL = re.compile(r"[^\W\d_]{2,12}(?: [^\W\d_]{2,8}){0,2} ?:?")
NAMES = later(r"(?!Ort )" + terms()["people"] + r"(?:, [A-Z]\w{2,20})?")
BUTTON = re.compile(
    r"(?:Listen|Watch|Download|Order|Subscribe|Follow|Read|View|Share|Print|Thank|Reply|Like|More|See|Sign|Log|Get)\b"
)
PARAGRAPHS = 3  # of a story before its comments
COUNTED = re.compile(r"(?i)\b[ck]omm?ent|repl(?:y|ies)\b|reacties|antworten")
MANY = 3  # comments; below a single paragraph
HEADING = 6  # words over comments, or over links
NEAR = 3  # lines from the heading to the first comment's moment
LONGEST_STAMP = 120  # code points
_MOMENT = (
    rf"{terms()['day']}(?:,? ?(?:[|·•@/–-]|at|um|à|às|a las|alle(?: ore)?|om)? ?){terms()['clock']}"
)
_AGO = r"(?:\d{1,3}|an?|one) (?:min(?:ute)?|hour|day|week|month|year)s? ago"
STAMP = (
    r"[^\n:]{0,50}?(?:[ ,|·•–-]{0,3}\b(?:on|at|am|le|el|il|op|em|dnia) )?[ ,|·•–-]{0,3}"
    rf"(?:{_MOMENT}|{_AGO}(?: at {terms()['clock']})?)"
    r"(?: (?:said|says|wrote|reply|permalink)| ?[:#]){0,3}"
)
IN_STAMP = re.compile(r"\d(?:[:.h]| h )[0-5]|\d ?[ap]\.?m|ago", re.IGNORECASE)  # in every one
SIGNED = re.compile(r"[-–—] ?[^\n]{1,60}\(@\w{1,30}\)")  # the end of a quoted post

_TITLE = (
    r"(?:President|Prime Minister|Chancellor|Supreme Leader|King|Queen|Prince|Princess|Pope|"
    r"(?:Foreign |Defen[cs]e )?Minister|Governor|Senator|Secretary|Ambassador|General)"
)
_NAME = r"[A-Z][\w’'-]{0,30}(?: [A-Z][\w’'-]{0,30}){0,4}"
PEOPLE = re.compile(rf"{_TITLE} {_NAME}(?: (?:&|and|with) (?:{_TITLE} )?{_NAME}){{1,3}}")

SHAPES: dict[str, Shape] = {
    "dateline_of_place": dateline_of_place,
    "caption_of_mark": caption_of_mark,
    "caption_with_name": caption_with_name,
    "caption_before_credit": caption_before_credit,
    "caption_behind_label": caption_behind_label,
    "credit_of_person": credit_of_person,
    "caption_above_credit": caption_above_credit,
    "caption_behind_credit": caption_behind_credit,
    "caption_twice": caption_twice,
    "caption_cut_short": caption_cut_short,
    "byline_signature": byline_signature,
    "byline_below_label": byline_below_label,
    "byline_beside_date": byline_beside_date,
    "byline_bare": byline_bare,
    "byline_of_parts": byline_of_parts,
    "byline_of_lead": byline_of_lead,
    "link_in_capitals": link_in_capitals,
    "related_below_label": related_below_label,
    "reader_comments": reader_comments,
}
BELOW_HEADLINE: dict[str, Shape] = {  # once it is known
    "caption_above_credit": caption_above_credit,
    "people_caption": people_caption,
}
BELOW_ALL: dict[str, Shape] = {  # once the scorer has spoken
    "about_house": about_house,
    "agency_alone": agency_alone,
}
