"""Captions and credits known by the photographer's given name: no label, no known agency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.bylines import has_given_name, is_listed
from cleaners.credits import PERSON, Credit, credit_ahead, credit_behind, credit_of
from cleaners.later import later
from cleaners.lines import QUOTES, ends_sentence, is_prose, is_quotation, is_said, word_count
from cleaners.page import PICTURED, SENTENCE_END, Cut, Cuts, Page, Table, covers, squeezed
from cleaners.rule import Rule, terms

LONGEST = 330  # code points of a caption with its credit
SHORTEST, MOST = 4, 45  # words of a caption
OPENER = re.compile(r"[(\[（]")
SMALL = 2  # words with small letters, which a line of results does not have
_WORD = terms()["word"]
_PAPER = rf"{_WORD}(?: (?:(?:of|de|del|della|di|du|des|the|la|and) )?{_WORD}){{0,4}}"
WITH_PAPER = rf"(?P<name>{PERSON}) ?[/|] ?(?P<paper>{_PAPER})"
# The New York Times prints “Credit...” for eyes that cannot see the picture.
BEHIND_SENTENCE = later(
    rf"(?P<caption>[^\n]{{12,300}}?[.!?])(?:Credit\.{{3}})? ?"
    rf"(?:[/|–—-] ?(?=[^/|\n]{{3,60}}[/|])|[/|] )?"
    rf"[(\[]?(?P<credit>{WITH_PAPER})[)\]]?"
)
BEHIND_WORDS = later(
    rf"(?P<caption>[^\n]{{12,300}}[^\s.!?:,;(\[/|–—-])(?: [–—-] | ?[(\[])"
    rf"(?P<credit>{WITH_PAPER})[)\]]?"
)
IN_BRACKETS = later(rf"(?P<caption>[^\n]{{12,300}}[.!?]) ?[(\[](?P<credit>(?P<name>{PERSON}))[)\]]")
CAPITALS_LINE = later(
    rf"(?P<credit>(?P<name>[A-ZÀ-Þ’'-]{{2,20}}(?: [A-ZÀ-Þ’'.-]{{2,20}}){{1,2}}), {_PAPER})"
)
# The photographer in capitals behind the full stop, perhaps behind a dash or the paper's letters.
IN_CAPITALS = later(
    r"(?P<caption>[^\n]{12,300}?[.!?]) ?(?:[—–] ?|[A-Z]{2,5} [-–/] )?"
    r"(?P<credit>(?P<name>(?:[A-ZÀ-Þ]\. ?|[A-ZÀ-Þ’'-]{2,20} )(?:[A-ZÀ-Þ’'-]{2,20} ?){1,3}))"
)
LINE = later(
    rf"[(\[]?(?P<credit>(?P<name>{PERSON})"
    rf"(?: ?/ ?{_PAPER}| for (?P<paper>{terms()['outlet']})))[)\]]?"
)
ALONE = (IN_BRACKETS, IN_CAPITALS)
SMALL_WORD = re.compile(r"\b[^\W\d_A-ZÀ-ÞА-Я]\w{2,}")


def caption_with_name(page: Page, cuts: Cuts, rule: Rule) -> Iterator[tuple[int, Cut]]:
    """A sentence or two, and behind them who took the picture, for which paper.

    A pair of names in brackets may have won a race together, and a name alone there may have
    written the paragraph: both need a full stop before them, and the second story below.
    """
    for n, line in enumerate(page.lines):
        found = None if not n or cuts.get(n) or len(line.text) > LONGEST else _read(line.text)
        is_alone = found is not None and "paper" not in found.groupdict()
        if found and found["caption"].rstrip().endswith("?"):  # a question and its answer
            continue
        if found and (not is_alone or n < page.last) and _has_other_story(page, n):
            facts = (("captions", found["caption"].strip()), ("credits", found["credit"]))
            yield n, Cut(rule, 0, len(line.text), facts)


def caption_before_credit(page: Page, cuts: Cuts, rule: Rule) -> Iterator[tuple[int, Cut]]:
    """A caption with a credit that its form betrays, behind any sign that picture desks use."""
    for n in range(1, len(page.lines)):
        text = page.lines[n].text
        if len(text) > LONGEST or _is_settled(page, cuts, n):
            continue
        found = credit_behind(squeezed(text))
        if found and _is_shown(found) and _may_stand(page, n, found):
            facts = (("captions", found.caption), ("credits", found.credit))
            yield n, Cut(rule, 0, len(text), facts)


def caption_before_story(page: Page, cuts: Cuts, table: Table) -> Iterator[tuple[int, Cut]]:
    """A caption with its credit in brackets that a scraper has glued to the front of a paragraph.

    Inside the story, a sentence before “(Screenshot: …)” may be one of its own: there the caption
    must stand twice.
    """
    rule = table.functions.get("caption_before_story")
    for n, line in enumerate(page.lines):
        taken = rule is None or cuts.get(n) or not OPENER.search(line.text, 0, LONGEST)
        found = None if taken else credit_ahead(line.text)
        if rule is None or not found or not _is_shown(found[0]):
            continue
        credit, end = found
        is_twice = line.text.count(credit.caption, 0, end) > 1
        if (is_twice or n <= page.first) and is_prose(line.text[end:]):
            facts = (("captions", credit.caption), ("credits", credit.credit))
            yield n, Cut(rule, 0, end, facts)


def _is_settled(page: Page, cuts: Cuts, n: int) -> bool:
    """Whether a row acts on a line, or takes it for another thing in another zone; one that only
    flags leaves it open."""
    other = covers(page.lines[n].text, page.cuts[n]) and page.cuts[n][0].rule.kind not in PICTURED
    return other or any(not cut.rule.flags_only for cut in cuts.get(n, ()))


def _is_shown(found: Credit) -> bool:
    """Whether words can stand under a picture: a sentence or two, nothing that somebody said."""
    text = found.caption
    least = 1 if found.in_brackets else 2
    is_sized = len(SENTENCE_END.findall(text[:-1])) <= 1 and least <= word_count(text) <= MOST
    is_story = text[0].islower() or text[0] == "©" or text[-1] in ":,;" or is_said(text)
    return is_sized and not is_story


def _may_stand(page: Page, n: int, found: Credit) -> bool:
    """Whether a caption may be where it is.

    A name or an agency behind a paragraph may have written it: there they need a place above the
    story. Few words with few more in brackets are a list, if the next line has such too.
    """
    is_above, ends = n < page.first, ends_sentence(found.caption)
    if word_count(found.caption) < SHORTEST and any(_is_item(page, m) for m in (n - 1, n + 1)):
        return False
    if found.strength == "sure":
        return is_above or n < page.last or not is_prose(found.caption)
    if found.strength == "agency":
        is_told = len(SMALL_WORD.findall(found.caption)) >= SMALL
        return is_above or (is_told and not (ends or found.in_brackets) and n < page.last)
    return is_above or (ends and n < page.last and word_count(found.caption) >= SHORTEST)


def _is_item(page: Page, n: int) -> bool:
    """Whether a line is a few words with more in brackets behind them."""
    text = page.lines[n].text if 0 <= n < len(page.lines) else ""
    return text.endswith((")", "]", "）")) and 1 <= word_count(OPENER.split(text)[0]) < SHORTEST


def credit_of_person(page: Page, cuts: Cuts, rule: Rule) -> Iterator[tuple[int, Cut]]:
    """A credit on a line of its own: with a label or a library below the headline, a photographer
    and a paper between two paragraphs. Several in a row, several in capitals, and those below a
    colon are whom the story lists."""
    named = {
        n: credit
        for n in range(page.first + 1, page.last)
        if (credit := _credit(squeezed(page.lines[n].text[: LONGEST + 1])))
    }
    several = sum(credit.split(",")[0].isupper() for credit in named.values()) > 1
    for n in range(1, len(page.lines)):
        text = squeezed(page.lines[n].text)
        if _is_settled(page, cuts, n) or len(text) > LONGEST:
            continue
        credit = named.get(n)
        if credit and ((several and "," in credit) or {n - 1, n + 1} & named.keys()):
            continue
        credit = credit or credit_of(text)
        if credit and not is_listed(page, n):
            yield n, Cut(rule, 0, len(page.lines[n].text), (("credits", credit),))


def _credit(text: str) -> str | None:
    found = LINE.fullmatch(text) if "/" in text or " for " in text else None
    found = found or (CAPITALS_LINE.fullmatch(text) if "," in text else None)
    is_paper = found is not None and found.groupdict().get("paper") is not None
    return found["credit"] if found and (is_paper or has_given_name(found["name"])) else None


def _read(text: str) -> re.Match[str] | None:
    if "/" not in text and "|" not in text and text[-1] not in ")]" and not text[-2:].isupper():
        return None
    text = squeezed(text)
    for form in (BEHIND_SENTENCE, BEHIND_WORDS, IN_BRACKETS, IN_CAPITALS):
        found = form.fullmatch(text)
        if found and _is_caption(found["caption"], form in ALONE) and _is_photographer(found):
            return found
    return None


def _is_caption(text: str, alone: bool) -> bool:
    """Whether a text is one sentence, or two that stand before a photographer and a paper.

    Behind what somebody said stands who said it.
    """
    sentences = len(SENTENCE_END.findall(text[:-1]))
    is_sized = SHORTEST <= word_count(text) <= MOST and len(SMALL_WORD.findall(text)) >= SMALL
    is_said = is_quotation(text) or (alone and text[0] in QUOTES)
    return is_sized and sentences <= (0 if alone else 1) and not is_said


def _is_photographer(found: re.Match[str]) -> bool:
    """Whether the name begins with a given name, and no second person stands beside it."""
    parts = found.groupdict()
    is_pair = bool(parts.get("paper")) and has_given_name(parts["paper"])
    is_initial = parts["name"][1:2] == "."
    return (is_initial or has_given_name(parts["name"])) and (
        not is_pair or ends_sentence(found["caption"])
    )


def _has_other_story(page: Page, n: int) -> bool:
    near = (*page.lines[n + 1 : n + 8], *page.lines[max(0, n - 8) : n])
    return any(is_prose(line.text) for line in near)
