"""Lines and line ends that belong to the page, not to the story.

Typed rows come first: wording that is surely the page's. Then what is known of the site. What
neither explains the learned scorer judges, in the light of what they have said of the lines around.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from cleaners.document import Change, Notice
from cleaners.lines import Line, ends_sentence, folded, is_prose, word_count
from cleaners.page import (
    LONGEST,
    Cut,
    Cuts,
    Page,
    Table,
    allowed,
    covers,
    explain,
    kinds,
    left_of,
    removes,
    table_of,
)
from cleaners.profile import Profile
from cleaners.rule import Rule
from cleaners.sites import Site, normal
from cleaners.tagger import Verdict, guards, judge
from cleaners.tagger.titles import are_copies

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
JUDGED = {"headline", "scorer", "possible"}  # functions that read verdicts

Verdicts = Sequence[Verdict]
Found = Iterator[tuple[int, Cut]]


def find(
    text: str, profile: Profile, url: str | None = None, site: Site | None = None
) -> Iterator[Change | Notice]:
    """Every line, or end of a line, that a row explains in its zone or the scorer finds.

    The words of the page's address help to know its headline; `site` is what is known of the site.

    >>> story = "Putin invited the North Korean leader Kim to Moscow on Wednesday."
    >>> found = find(f"Dark Mode\\n\\n{story}\\n\\nLeave a Reply", Profile(name="x"))
    >>> [c.rule for c in found if isinstance(c, Change)]
    ['boilerplate.dark-mode', 'boilerplate.leave-a-reply']
    """
    table = table_of(profile.off)
    page = explain(text, table)
    cuts = allowed(page, table)
    cuts |= _furniture(page, cuts, table, site)
    judged = table.functions.keys() & JUDGED
    flag = profile.boilerplate.flag
    verdicts = judge(page.lines, kinds(page, cuts), flag, url) if judged else None
    if not _has_story(page, cuts, verdicts, profile.boilerplate.remove):
        rule = table.functions.get("not_an_article")
        if rule and page.lines:
            yield Notice(rule.id, 0, len(text), rule.message or "")
        return
    for name, ask in SHAPES.items():
        if name in table.functions:
            cuts |= {n: (cut,) for n, cut in ask(page, cuts, table.functions[name])}
    if verdicts is not None:
        yield from _judged(page, cuts, verdicts, table, profile.boilerplate.remove)
    for n in sorted(cuts):
        yield from _wanted(page.lines[n], cuts[n])


def typed(text: str, profile: Profile) -> tuple[Sequence[Line], list[str | None]]:
    """The lines of a text, and of each what the typed rows say it is: None where they are silent.

    >>> typed("Dark Mode\\nPutin invited Kim to Moscow on Wednesday.", Profile(name="x"))[1]
    ['ui_control', None]
    """
    table = table_of(profile.off)
    page = explain(text, table)
    return page.lines, kinds(page, allowed(page, table))


def _wanted(line: Line, cuts: Sequence[Cut]) -> Iterator[Change | Notice]:
    """A whole line goes with its line break; a part goes with the blanks that joined it.

    A row from knowledge alone may take a whole line, and at the start or end of one it only flags.
    """
    whole = covers(line.text, cuts)
    for cut in cuts:
        if cut.rule.message or (cut.rule.flags_only and not whole):
            kind = (cut.rule.kind or "junk").replace("_", " ")
            message = cut.rule.message or f"looks like {kind}, but nobody has met it at this place"
            yield Notice(cut.rule.id, line.start + cut.start, line.start + cut.end, message)
            continue
        is_first, is_last = whole and cut.start == 0, whole and cut.end == len(line.text)
        start = line.begin if is_first else line.start + cut.start
        end = line.next if is_last else line.start + cut.end
        score, kind_, reasons = cut.verdict or (None, None, ())
        if cut.reason:
            reasons = (cut.reason,)
        yield Change(cut.rule.id, start, end, "", score, reasons, cut.facts, kind_)


def _furniture(page: Page, cuts: Cuts, table: Table, site: Site | None) -> Cuts:
    """The lines that are known to stand on many pages of this site."""
    rule = table.functions.get("site_furniture")
    if site is None or rule is None or not site.lines:
        return {}
    reason = f"{site.name} prints this line on article after article"
    return {
        n: (Cut(rule, 0, len(line.text), (), reason=reason),)
        for n, line in enumerate(page.lines)
        if not removes(line.text, cuts.get(n, ())) and normal(line.text) in site.lines
    }


def _has_story(page: Page, cuts: Cuts, verdicts: Verdicts | None, remove: float) -> bool:
    """Whether at least one paragraph is story for the rows, for the site and for the scorer."""
    return any(
        is_prose(line.text)
        and not covers(line.text, cuts.get(n) or page.cuts[n])
        and (verdicts is None or verdicts[n].score < remove)
        for n, line in enumerate(page.lines)
    )


def _judged(
    page: Page, cuts: dict[int, tuple[Cut, ...]], verdicts: Verdicts, table: Table, remove: float
) -> Iterator[Notice]:
    """Add the cuts of the scorer to `cuts`; yield its doubts."""
    functions = table.functions
    if "headline" in functions:
        cuts |= {n: (cut,) for n, cut in headline(page, cuts, verdicts, functions["headline"])}
    for name, ask in SHAPES_BELOW_HEADLINE.items():
        if name in functions:
            cuts |= {n: (cut,) for n, cut in ask(page, cuts, functions[name])}
    if "scorer" in functions:
        cuts |= {n: (cut,) for n, cut in scorer(page, cuts, verdicts, functions["scorer"], remove)}
    if "possible" in functions:
        for n, verdict in enumerate(verdicts):
            if verdict.reasons and not cuts.get(n):
                line, why = page.lines[n], "; ".join(verdict.reasons)
                message = f"{verdict.score:.2f} {verdict.kind}: {why}"
                yield Notice(functions["possible"].id, line.start, line.end, message)


def headline(page: Page, cuts: Cuts, verdicts: Verdicts, rule: Rule) -> Found:
    """The line that the scorer takes for the page's own headline."""
    for n, verdict in enumerate(verdicts):
        if verdict.kind == "headline" and not cuts.get(n):
            yield _cut_line(page, n, rule, "headline")


def scorer(page: Page, cuts: Cuts, verdicts: Verdicts, rule: Rule, remove: float) -> Found:
    """Lines that no row explains as a whole and that are hardly story; guarded lines stay.

    Copies of the headline are left to the stage `repeats`, which knows them for what they are.
    """
    title = next((v for c in cuts.values() for a in c for k, v in a.facts if k == "headline"), "")
    for n, verdict in enumerate(verdicts):
        text, found = page.lines[n].text, cuts.get(n, ())
        if verdict.score < remove or covers(text, found):
            continue
        if are_copies(folded(text), folded(title)):
            continue
        if guards.allows(page.lines, verdicts, n, remove):
            left = "".join(left_of(text, found)).strip()
            field = FIELD_OF.get(verdict.kind)
            facts = [fact for cut in found for fact in cut.facts]
            facts += [(field, left)] if field and left else []
            yield n, Cut(rule, 0, len(text), tuple(facts), verdict)


def _cut_line(page: Page, n: int, rule: Rule, field: str | None) -> tuple[int, Cut]:
    text = page.lines[n].text
    return n, Cut(rule, 0, len(text), ((field, text),) if field else ())


def caption_above_credit(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """A line without an end mark right above a line that only names an agency or photographer."""
    for n in range(len(page.lines) - 1):
        below = cuts.get(n + 1, ())
        if not below or cuts.get(n):
            continue
        is_credit = below[0].rule.kind == "photo_credit" and removes(page.lines[n + 1].text, below)
        text = page.lines[n].text
        is_open = not ends_sentence(text) and not text.endswith(":")
        if is_credit and is_open and 3 <= word_count(text) <= 40:
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

SHAPES: dict[str, Callable[[Page, Cuts, Rule], Found]] = {
    "caption_above_credit": caption_above_credit,
}
SHAPES_BELOW_HEADLINE: dict[str, Callable[[Page, Cuts, Rule], Found]] = {
    "people_caption": people_caption,
}
