"""Lines and line ends that belong to the page, not to the story.

Typed rows come first: wording that is surely the page's. Then what is known of the site. What
neither explains the learned scorer judges, in the light of what they have said of the lines around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaners.agencies import agency_behind
from cleaners.bylines import is_listed
from cleaners.captions import caption_before_story
from cleaners.document import Change, Notice
from cleaners.guards import allowed, entries
from cleaners.later import later
from cleaners.lines import EXCERPT, Line, folded, is_prose, word_count, wrapped
from cleaners.links import links
from cleaners.lists import (
    alike,
    is_item,
    is_minute,
    is_post_sign,
    is_reference,
    numbered,
    programme,
)
from cleaners.page import (
    DIGIT,
    TOP,
    Cut,
    Cuts,
    Page,
    Table,
    covers,
    explain,
    kinds,
    left_of,
    removes,
    table_of,
)
from cleaners.profile import Profile
from cleaners.rule import Rule, compiled, terms
from cleaners.shapes import BELOW_ALL, BELOW_HEADLINE, SHAPES, Found, ask
from cleaners.sites import Site, normal
from cleaners.tagger import Verdict, judge
from cleaners.tagger.surety import is_address, is_foreign, is_no_headline
from cleaners.tagger.titles import are_copies, glued
from cleaners.within import page_sentences

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
BESIDE_HEADLINE = {"byline", "date", "related_links"}  # kinds that stand at the end of its line
MARKED = re.compile(r"^(?:Title: )?#{1,6} +|^Title: |^\*{1,2}(?=\w)|(?<=\w)\*{1,2}$")
DATED = rf"({terms()['moment']}|[0-3]?\d\.[01]?\d\.) ?[-–—|:] ?"
CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: ?[A-Za-z]{1,4}\.?)?")
OPENED = tuple("([{「『（〈《【")  # a line that ends so goes on in the next: it is no headline
CREDITED = re.compile(r"[.!?] ?\([^()\n]{3,60}\)$")  # the end of a caption
SIGNED = frozenset(("byline", "date"))  # kinds that say who wrote it, and when
STANDFIRST_WORDS, TOLD_BELOW = 6, 8  # the fewest; of one that only its place tells
LIKE_TITLES = frozenset(("related_links", "other_boilerplate"))  # kinds
SURE = 0.95  # score of a link right below the headline
WIDE_SENTENCE = 10  # code points: without blanks it is one word for the scorer
TOLD, CLAUSES = 15, 2  # words and commas of a sentence that is no headline
LONG_WORD = 6  # letters of a word that tells what a story is about
LEAST, MOST = 3, 25  # words of a headline that only its place tells
MOST_STAMPED = 160  # code points of a line with a day behind its label
STAMPED = later(
    rf"\b(?P<published>(?i:{terms()['stamped']}{terms()['stamped_on']} ?{terms()['moment']}))"
)
JUDGED = {"headline", "scorer", "possible"}  # functions that read verdicts

Verdicts = Sequence[Verdict]


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
    sure, judged = profile.boilerplate, table.functions.keys() & JUDGED
    known = kinds(page, cuts)
    verdicts = judge(page.lines, known, sure.remove, sure.flag, url) if judged else None
    if not _has_story(page, cuts, verdicts):
        rule = table.functions.get("not_an_article")
        if rule and page.lines:
            yield Notice(rule.id, 0, len(text), rule.message or "")
        return
    ask(SHAPES, page, cuts, table)
    if verdicts is not None:
        yield from _judged(page, cuts, verdicts, table, url)
    for n, cut in caption_before_story(page, cuts, table):
        cuts[n] = (cut,)
    for n, cut in excerpt_count(page, cuts, table):
        cuts[n] = (*cuts.get(n, ()), cut)
    for n, cut in [*page_sentences(page, cuts, table), *agency_behind(page, cuts, table)]:
        beside = (c for c in cuts.get(n, ()) if c.end <= cut.start or cut.end <= c.start)
        cuts[n] = tuple(sorted((*beside, cut), key=lambda c: c.start))
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

    A row from knowledge alone may take a whole line, and at the start or end of one it only flags,
    if nothing else speaks for it.
    """
    whole = covers(line.text, cuts)
    for cut in cuts:
        if cut.rule.message or (cut.rule.flags_only and not (whole or cut.reason)):
            kind = (cut.rule.kind or "junk").replace("_", " ")
            message = cut.rule.message or f"looks like {kind}, but nobody has met it at this place"
            yield Notice(cut.rule.id, line.start + cut.start, line.start + cut.end, message)
            continue
        is_first, is_last = whole and cut.start == 0, whole and cut.end == len(line.text)
        start = line.begin if is_first else line.start + cut.start
        end = line.next if is_last else line.start + cut.end
        change = Change(cut.rule.id, start, end, "", facts=cut.facts)
        if cut.verdict:
            score, kind, reasons, _ = cut.verdict
            change = change._replace(score=score, kind=kind, reasons=reasons)
        elif cut.reason:
            change = change._replace(reasons=(cut.reason,))
        yield change


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


def excerpt_count(page: Page, cuts: Cuts, table: Table) -> Found:
    """The count behind an excerpt, where nothing else goes of the end of its line.

    What stands before it is the beginning of a sentence, so the scorer leaves it.
    """
    rule = table.functions.get("excerpt_count")
    for n, line in enumerate(page.lines):
        found = EXCERPT.search(line.text) if rule and line.text.endswith("s]") else None
        if rule and found and all(c.end <= found.start() for c in cuts.get(n, ())):
            yield n, Cut(rule, found.start(), len(line.text), ())


def _has_story(page: Page, cuts: Cuts, verdicts: Verdicts | None) -> bool:
    """Whether at least one paragraph is story for the rows, for the site and for the scorer."""
    broken = wrapped(page.lines) if not any(is_prose(a.text) for a in page.lines) else ()
    return any(
        (is_prose(line.text) or n in broken)
        and not covers(line.text, cuts.get(n) or page.cuts[n])
        and not (verdicts and verdicts[n].goes and not EXCERPT.search(line.text))
        for n, line in enumerate(page.lines)
    )


def _judged(
    page: Page,
    cuts: dict[int, tuple[Cut, ...]],
    verdicts: Verdicts,
    table: Table,
    url: str | None,
) -> Iterator[Notice]:
    """Add the cuts of the scorer to `cuts`; yield its doubts."""
    functions = table.functions
    if "headline" in functions:
        found = headline(page, cuts, verdicts, functions["headline"], url)
        cuts |= {n: (cut,) for n, cut in found}
    ask(BELOW_HEADLINE, page, cuts, table)
    if "scorer" in functions:
        gone = dict(scorer(page, cuts, verdicts, functions["scorer"]))
        diary = [n for n in entries(page, table) if gone.keys().isdisjoint((n - 1, n + 1))]
        cuts |= {n: (cut,) for n, cut in gone.items() if n not in diary}
        for n, why in links(page, cuts).items():
            link = verdicts[n]._replace(kind="related_links", reasons=(why,), goes=True)
            cut = Cut(functions["scorer"], 0, len(page.lines[n].text), (), link)
            cuts[n] = (cut,)
    ask(BELOW_ALL, page, cuts, table)
    if "possible" in functions:
        for n, verdict in enumerate(verdicts):
            if verdict.reasons and not cuts.get(n):
                line, why = page.lines[n], "; ".join(verdict.reasons)
                message = f"{verdict.score:.2f} {verdict.kind}: {why}"
                yield Notice(functions["possible"].id, line.start, line.end, message)


def headline(
    page: Page, cuts: Cuts, verdicts: Verdicts, rule: Rule, url: str | None = None
) -> Found:
    """The page's own headline: the line that the scorer takes for it, else the one over the
    writer, else the beginning of the story that the page's address names."""
    for n, verdict in enumerate(verdicts):
        text = page.lines[n].text
        if verdict.kind == "headline" and not _is_no_headline(text):
            yield from _without_ends(text, n, cuts.get(n, ()), rule)
            return
    over = _over_byline(page, cuts, verdicts)
    if over is not None and not _is_unlikely(page, over, url):
        text = page.lines[over].text
        yield over, Cut(rule, 0, len(text), tuple(_titled(text)))
        return
    yield from _glued(page, cuts, rule, url)


def _is_no_headline(text: str) -> bool:
    """Whether a line goes on in the next, is a caption with its credit, or tells in clauses."""
    is_told = text.endswith(".") and text.count(", ") >= CLAUSES and word_count(text) >= TOLD
    return text.endswith(OPENED) or CREDITED.search(text) is not None or is_told


def _without_ends(text: str, n: int, cuts: Sequence[Cut], rule: Rule) -> Found:
    """A headline without the writer, the day or the section at the end of its line."""
    found = tuple(c for c in cuts if not c.rule.flags_only)
    left = "".join(left_of(text, found)).strip(" |–—-") if found else text
    is_title = not found or (
        {c.rule.kind for c in found} <= BESIDE_HEADLINE and not CLOCK.fullmatch(left)
    )
    if left and is_title:
        facts = [fact for cut in found for fact in cut.facts]
        yield n, Cut(rule, 0, len(text), (*_titled(left), *facts))


def _glued(page: Page, cuts: Cuts, rule: Rule, url: str | None) -> Found:
    n = next((n for n in range(len(page.lines)) if not covers(page.lines[n].text, page.cuts[n])), 0)
    end = glued(page.lines[n].text, url) if page.lines and not cuts.get(n) else 0
    if end:
        yield n, Cut(rule, 0, end, (("headline", page.lines[n].text[:end].rstrip()),))


def _over_byline(page: Page, cuts: Cuts, verdicts: Verdicts) -> int | None:
    """The first line of the page's own, where only the writer or the day and one line more stand
    between it and the story: the headline, though its wording does not say so."""
    head = [n for n in range(page.first + _is_asked(page, cuts)) if not cuts.get(n)]
    if not head or len(head) > 2:
        return None
    has_section = len(head) == 2 and word_count(page.lines[head[0]].text) <= LEAST
    n = head[-1 if has_section else 0]
    if verdicts[n].goes:
        return None
    text = page.lines[n].text
    below = range(n + 1, page.first + TOP)
    is_written = any(c.rule.kind in SIGNED for m in below for c in cuts.get(m, ()))
    is_title = LEAST <= word_count(text) <= MOST and text[-1] not in ".:,;…"
    return n if is_written and is_title and not text[0].islower() else None


def _is_asked(page: Page, cuts: Cuts) -> bool:
    """Whether the first sentence is a question right over the writer: a headline, no story."""
    text = page.lines[page.first].text if page.lines else ""
    is_short = text.endswith("?") and word_count(text) <= MOST
    return is_short and any(c.rule.kind == "byline" for c in cuts.get(page.first + 1, ()))


def _is_unlikely(page: Page, n: int, url: str | None) -> bool:
    text = page.lines[n].text
    return not is_address(text, url) and (is_foreign(text, url) or is_no_headline(page.lines, n))


def _titled(text: str) -> Iterator[tuple[str, str]]:
    """A headline without the date before it and without the marks of Markdown or its label."""
    text = MARKED.sub("", text)
    dated = compiled(DATED, ignore_case=True).match(text) if DIGIT.search(text) else None
    if dated and len(text) > dated.end():
        yield "published", dated[1]
        text = text[dated.end() :]
    yield "headline", text


def _is_standfirst(page: Page, cuts: Cuts, n: int, verdict: Verdict) -> bool:
    """Whether a line below the headline, and below who wrote when, tells of the story: it has two
    of its long words, or could be a link only and the scorer is not sure."""
    above = n - 1
    while above > 0 and cuts.get(above) and {c.rule.kind for c in cuts[above]} <= SIGNED:
        above -= 1
    is_titled = any(f == "headline" for c in cuts.get(above, ()) for f, _ in c.facts)
    text = page.lines[n].text
    if n == 0 or not is_titled or not STANDFIRST_WORDS <= word_count(text) <= 2 * MOST:
        return False
    if verdict.kind in LIKE_TITLES and verdict.score < SURE and word_count(text) >= TOLD_BELOW:
        return not DIGIT.search(text) and "|" not in text
    mine = {word for word in text.split() if len(word) >= LONG_WORD}
    told = {w for line in page.lines[page.first :][:TOP] for w in line.text.split()}
    return n < page.first and len(mine & told) >= 2


def scorer(page: Page, cuts: Cuts, verdicts: Verdicts, rule: Rule) -> Found:
    """Lines that no row explains as a whole and that are hardly story; guarded lines stay.

    A row that found junk at the end of a paragraph has said what is wrong with that line: the
    paragraph stays. Copies of the headline are left to the stage `repeats`, which knows them for
    what they are over the story.
    """
    title = next((v for c in cuts.values() for a in c for k, v in a.facts if k == "headline"), "")
    goes = [v.goes or bool(page.cuts[m]) for m, v in enumerate(verdicts)]
    listed = alike(page.lines, goes) | numbered(page.lines, goes) | programme(page.lines)
    over = page.first - 1  # where an article without a known headline may have one
    for n, verdict in enumerate(verdicts):
        if n == over and not title and word_count(page.lines[n].text) > 1:
            continue
        text, found = page.lines[n].text, cuts.get(n, ())
        if (
            not verdict.goes
            or _is_standfirst(page, cuts, n, verdict)
            or is_listed(page, n)
            or n in listed
            or is_reference(text)
            or is_minute(text)
            or is_post_sign(text)
            or is_item(text)
            or (text.endswith("。") and len(text) >= WIDE_SENTENCE)
            or EXCERPT.search(text)
            or covers(text, found)
            or are_copies(folded(text), folded(title))
        ):
            continue
        left = "".join(left_of(text, found)).strip()
        if found and is_prose(left):
            continue
        field = FIELD_OF.get(verdict.kind)
        if field == "bylines" and len(left.split()) < 2:  # a section or a tag
            field = None
        facts = [fact for cut in found for fact in cut.facts]
        facts += [(field, left)] if field and left else []
        is_about = n < page.first or n + 1 == len(page.lines)  # not the day of another story
        stamp = (
            STAMPED.search(left) if is_about and not field and len(left) <= MOST_STAMPED else None
        )
        facts += [("published", stamp["published"])] if stamp else []
        yield n, Cut(rule, 0, len(text), tuple(facts), verdict)
