"""Lines and line ends that belong to the page, not to the story.

All rows are judged together. First every line is explained as far as any row can; then the head
and the tail are peeled inwards, up to the first and the last line of the story; only then are the
rows of each zone allowed to act. What no row explains the learned scorer judges, in the light of
what the rows have said of the lines around.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cleaners.document import Change, Notice
from cleaners.lines import Line, ends_sentence, folded, is_prose, lines_of, word_count
from cleaners.profile import Profile
from cleaners.rule import Rule, facts_of, load
from cleaners.tagger import Verdict, judge
from cleaners.tagger.titles import are_copies

LONGEST = 300  # code points; no row may take a longer line: whole articles come on one line


class Cut(NamedTuple):
    """What one row wants of one line, in offsets of the line's text.

    A cut of the scorer has a verdict as well.
    """

    rule: Rule
    start: int
    end: int
    facts: tuple[tuple[str, str], ...]
    verdict: Verdict | None = None


class Page(NamedTuple):
    """The lines of a text and what the rows say of each.

    Lines before `first` are the head, lines after `last` the tail; both stand at a line of prose
    that no row explains. A page without such a line has no story that anybody could be sure of.
    """

    lines: Sequence[Line]
    cuts: Sequence[tuple[Cut, ...]]
    first: int
    last: int
    verdicts: Sequence[Verdict] = ()

    def allows(self, n: int, cut: Cut) -> bool:
        """Whether the row of a cut may act on line `n`."""
        head, tail = n < self.first, n > self.last
        if cut.rule.part == "start":
            head = n <= self.first
        if cut.rule.part == "end":
            tail = n >= self.last
        zone = cut.rule.zone
        return zone == "any" or (head and zone != "tail") or (tail and zone != "head")


def find(text: str, profile: Profile, url: str | None = None) -> Iterator[Change | Notice]:
    """Every line, or end of a line, that a row explains in its zone or the scorer finds.

    The words of the page's address help to know its headline.

    >>> story = "Putin invited the North Korean leader Kim to Moscow on Wednesday."
    >>> [c.rule for c in find(f"Dark Mode\\n\\n{story}\\n\\nLeave a Reply", Profile(name="x"))]
    ['boilerplate.dark-mode', 'boilerplate.leave-a-reply']
    """
    rules = [r for r in load("boilerplate") if profile.runs(r.id)]
    page = explain(text, rules)
    cuts = _allowed(page)
    if any(r.function in JUDGED for r in rules):
        sure = profile.boilerplate
        verdicts = judge(page.lines, _kinds(page, cuts), sure.remove, sure.flag, url)
        page = page._replace(verdicts=verdicts)
    if not _has_story(page):
        if page.lines and profile.runs(NO_ARTICLE):
            yield Notice(
                NO_ARTICLE, 0, len(text), "no paragraph is surely story; nothing was removed"
            )
        return
    yield from _found(text, page, cuts, rules)


def typed(text: str, profile: Profile) -> tuple[Sequence[Line], list[str | None]]:
    """The lines of a text, and of each what the typed rows say it is: None where they are silent.

    >>> typed("Dark Mode\\nPutin invited Kim to Moscow on Wednesday.", Profile(name="x"))[1]
    ['ui_control', None]
    """
    page = explain(text, [r for r in load("boilerplate") if profile.runs(r.id)])
    return page.lines, _kinds(page, _allowed(page))


def explain(text: str, rules: Sequence[Rule]) -> Page:
    """What each row says of each line, and where head and tail end."""
    patterns = [r for r in rules if r.pattern is not None]
    lines = lines_of(text)
    cuts = [_explained(line.text, patterns) for line in lines]
    story = [
        n for n, line in enumerate(lines) if is_prose(line.text) and not _covers(line.text, cuts[n])
    ]
    return Page(lines, cuts, story[0] if story else 0, story[-1] if story else -1)


def _allowed(page: Page) -> dict[int, tuple[Cut, ...]]:
    """The cuts that may act where they stand. Half of an explanation of a line is none."""
    cuts: dict[int, tuple[Cut, ...]] = {}
    for n, found in enumerate(page.cuts):
        allowed = tuple(c for c in found if page.allows(n, c))
        if not _covers(page.lines[n].text, found) or len(allowed) == len(found):
            cuts[n] = allowed
    return cuts


def _kinds(page: Page, cuts: Cuts) -> list[str | None]:
    whole = (cuts.get(n, ()) for n in range(len(page.lines)))
    return [
        c[0].rule.kind if c and _covers(line.text, c) else None
        for line, c in zip(page.lines, whole, strict=True)
    ]


def _has_story(page: Page) -> bool:
    """Whether at least one paragraph is story for the rows and for the scorer."""
    if not page.verdicts:
        return page.first <= page.last
    return any(
        not verdict.goes and is_prose(line.text) and not _covers(line.text, cuts)
        for line, verdict, cuts in zip(page.lines, page.verdicts, page.cuts, strict=True)
    )


def _found(
    text: str, page: Page, cuts: dict[int, tuple[Cut, ...]], rules: Sequence[Rule]
) -> Iterator[Change | Notice]:
    for rule in rules:
        if rule.function in FUNCTIONS:
            for n, cut in FUNCTIONS[rule.function](page, cuts, rule):
                cuts[n] = (cut,)
        elif rule.function == "possible":
            yield from _possible(page, cuts, rule)
    for n in sorted(cuts):
        for cut in cuts[n]:
            yield _change(text, page.lines[n], cut)


def _change(text: str, line: Line, cut: Cut) -> Change:
    """A whole line goes with its line break; a part goes with the blanks that joined it."""
    if cut.start == 0 and cut.end == len(line.text):
        change = Change(cut.rule.id, line.begin, line.next, "", facts=cut.facts)
        if cut.verdict is None:
            return change
        score, kind, reasons, _ = cut.verdict
        return change._replace(score=score, kind=kind, reasons=reasons)
    start, end = line.start + cut.start, line.start + cut.end
    return Change(cut.rule.id, start, end, "", facts=cut.facts)


def _explained(text: str, rules: Sequence[Rule]) -> tuple[Cut, ...]:
    """One row for the whole line; or rows for its start and its end, and one for what is left."""
    if len(text) > LONGEST:
        return _peeled(text, rules)
    return _whole(text, 0, rules) or _peeled(text, rules)


def _whole(text: str, at: int, rules: Sequence[Rule]) -> tuple[Cut, ...]:
    for rule in rules:
        if rule.part == "line":
            found = rule.regex.fullmatch(text)
            if found:
                return (Cut(rule, at, at + len(text), tuple(facts_of(found, rule))),)
    return ()


def _peeled(text: str, rules: Sequence[Rule]) -> tuple[Cut, ...]:
    start = end = None
    for rule in rules:
        if rule.part == "start" and start is None:
            found = rule.regex.match(text[:LONGEST])
            start = found and Cut(rule, 0, found.end(), tuple(facts_of(found, rule)))
        elif rule.part == "end" and end is None:
            offset = max(0, len(text) - LONGEST)
            found = rule.regex.search(text, offset)
            end = found and Cut(rule, found.start(), len(text), tuple(facts_of(found, rule)))
    left = start.end if start else 0
    right = end.start if end and end.start >= left else len(text)
    cuts = [c for c in (start, end if right < len(text) else None) if c]
    if not cuts or right - left > LONGEST:
        return tuple(cuts)
    inner = text[left:right]
    bare = inner.strip()
    at = left + len(inner) - len(inner.lstrip())
    cuts += _whole(bare, at, rules) if bare else ()
    return tuple(sorted(cuts, key=lambda c: c.start))


def _covers(text: str, cuts: Sequence[Cut]) -> bool:
    """Whether nothing but blanks is left of a line."""
    return bool(cuts) and not any(map(str.strip, _left(text, cuts)))


Cuts = Mapping[int, tuple[Cut, ...]]
Found = Iterator[tuple[int, Cut]]


def _cut_line(page: Page, n: int, rule: Rule, field: str | None) -> tuple[int, Cut]:
    text = page.lines[n].text
    return n, Cut(rule, 0, len(text), ((field, text),) if field else ())


def headline(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """The line that the scorer takes for the page's own headline."""
    for n, verdict in enumerate(page.verdicts):
        if verdict.kind == "headline" and not cuts.get(n):
            yield _cut_line(page, n, rule, "headline")


def scorer(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """Lines that no row explains as a whole and that are hardly story; guarded lines stay.

    Copies of the headline are left to the stage `repeats`, which knows them for what they are.
    """
    title = next((v for c in cuts.values() for a in c for k, v in a.facts if k == "headline"), "")
    for n, verdict in enumerate(page.verdicts):
        text, found = page.lines[n].text, cuts.get(n, ())
        if not verdict.goes or _covers(text, found) or are_copies(folded(text), folded(title)):
            continue
        left = "".join(_left(text, found)).strip()
        field = FIELD_OF.get(verdict.kind)
        facts = [fact for cut in found for fact in cut.facts]
        facts += [(field, left)] if field and left else []
        yield n, Cut(rule, 0, len(text), tuple(facts), verdict)


def _left(text: str, cuts: Sequence[Cut]) -> Iterator[str]:
    """What the cuts of a line leave of it."""
    at = 0
    for cut in cuts:
        yield text[at : cut.start]
        at = cut.end
    yield text[at:]


def _possible(page: Page, cuts: Cuts, rule: Rule) -> Iterator[Notice]:
    """The lines the scorer doubts and nobody removed."""
    for n, verdict in enumerate(page.verdicts):
        if verdict.reasons and not cuts.get(n):
            line, why = page.lines[n], "; ".join(verdict.reasons)
            message = f"{verdict.score:.2f} {verdict.kind}: {why}"
            yield Notice(rule.id, line.start, line.end, message)


def caption_above_credit(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """A line without an end mark right above a line that only names an agency or photographer."""
    for n in range(len(page.lines) - 1):
        below = cuts.get(n + 1, ())
        if not below or cuts.get(n):
            continue
        is_credit = below[0].rule.kind == "photo_credit" and _covers(page.lines[n + 1].text, below)
        text = page.lines[n].text
        is_shaped = 3 <= word_count(text) <= 40 and not text.endswith(":")
        if is_credit and is_shaped and not ends_sentence(text[-1:]):
            yield _cut_line(page, n, rule, "captions")


def people_caption(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """People with their titles, joined by “&” or “and”, between the headline and the story."""
    top = [n for n in range(page.first) if any(c.rule.kind == "headline" for c in cuts.get(n, ()))]
    if not top:
        return
    for n in range(top[0] + 1, page.first):
        text = page.lines[n].text
        if not cuts.get(n) and len(text) <= LONGEST and PEOPLE.fullmatch(text):
            yield _cut_line(page, n, rule, "captions")


_TITLE = (
    r"(?:President|Prime Minister|Chancellor|Supreme Leader|King|Queen|Prince|Princess|Pope|"
    r"(?:Foreign |Defen[cs]e )?Minister|Governor|Senator|Secretary|Ambassador|General)"
)
_NAME = r"[A-Z][\w’'-]{0,30}(?: [A-Z][\w’'-]{0,30}){0,4}"
PEOPLE = re.compile(rf"{_TITLE} {_NAME}(?: (?:&|and|with) (?:{_TITLE} )?{_NAME}){{1,3}}")

NO_ARTICLE = "boilerplate.not-an-article"
JUDGED = ("headline", "scorer", "possible")  # functions that read verdicts
FIELD_OF = {
    "byline": "bylines",
    "date": "published",
    "dateline": "dateline",
    "caption": "captions",
    "photo_credit": "credits",
    "agency_credit": "agencies",
    "copyright": "copyright",
    "correction_note": "corrections",
    "more_to_follow": "developing",
}
FUNCTIONS: dict[str, Callable[[Page, Cuts, Rule], Found]] = {
    "headline": headline,
    "caption_above_credit": caption_above_credit,
    "people_caption": people_caption,
    "scorer": scorer,
}
