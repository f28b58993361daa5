"""The agency that a story came from: behind its last sentence, or in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from cleaners.guards import is_reported
from cleaners.later import later
from cleaners.lines import is_prose
from cleaners.page import PICTURED, Cut, Cuts, Page, Table, acting, removes, whole
from cleaners.rule import Rule, terms

Found = Iterator[tuple[int, Cut]]

SIGNED = re.compile(r"[.!…।۔。][”\"’')\]»]{0,2}\s*(?=[^.!?\n]{2,90}\.?$)")
ENDS = (".", "!", "…", "।", "۔", "。", ".”", "。」", ".»")
BRACKETS = ("(", "[", "（", "【", "〔")
NEAR = 95  # code points from the end in which a signature begins
_AGENCY = terms()["agency"]
AGENCY = later(_AGENCY)
AGENCIES = later(rf"{_AGENCY}(?: ?[/|,;+&–-] ?{_AGENCY}){{0,3}}")
BARE = "agency-line"  # the row that knows one
REPORTERS = "en-reporting-by"  # the row that knows who reported and who edited
# What such a row reads without brackets as well: a second task.
TASKS = later(r"(?i:; ?(?:additional |further )?(?:reporting|writing|editing|edited) by )")
# What an agency or a page puts behind a story: “انتهای پیام/”, “（完）”, whose the rights are.
CLOSING = {"other_boilerplate", "ui_control", "copyright"}


def agency_behind(page: Page, cuts: Cuts, table: Table) -> Found:
    """The agency, who else helped, or the sign of the end, behind the last sentence of the story:
    “… he said. IANS”."""
    rule = table.functions.get("agency_behind")
    left = (m for m, line in enumerate(page.lines) if not removes(line.text, cuts.get(m, ())))
    n = max(left, default=0)
    text = page.lines[n].text if page.lines and n <= page.last + 1 else ""
    closing = next((c for c in cuts.get(n, ()) if _closes(text, c)), None) if rule else None
    if closing:
        yield n, closing._replace(reason="it stands behind the last sentence of the story")
        return
    behind = SIGNED.search(text, max(0, len(text) - NEAR)) if rule else None
    if rule is None or behind is None or any(c.end > behind.end() for c in acting(cuts.get(n, ()))):
        return
    at = behind.end()
    may = partial(_signs, text=text[at:])
    found = whole(text[at:], at, table, may) or whole(text[at:].lstrip("-–— "), at, table, may)
    if found and not is_reported(text[at:], found):
        facts = tuple((_field(field, value), value) for field, value in found[0].facts)
        yield n, Cut(rule, len(text[:at].rstrip()), len(text), facts)


def _closes(text: str, cut: Cut) -> bool:
    """Whether a row nobody has met at this place takes what is left behind the last full stop."""
    rule, before = cut.rule, text[: cut.start].rstrip()
    is_end = rule.part == "end" and rule.flags_only and cut.end == len(text)
    return (
        is_end
        and before.endswith(ENDS)
        and is_prose(before)
        and (rule.kind in CLOSING or _signs(rule, text[cut.start :].lstrip()))
    )


def _signs(rule: Rule, text: str) -> bool:
    """Whether a row tells of an agency, or in brackets of who reported or that this is the end.

    “Reporting by … in …; editing by …” does so without them.
    """
    is_bracketed = rule.kind in ("byline", *CLOSING) and text.startswith(BRACKETS)
    has_tasks = rule.name == REPORTERS and TASKS.search(text) is not None
    return rule.name == BARE or rule.kind == "agency_credit" or is_bracketed or has_tasks


def _field(field: str, value: str) -> str:
    is_agency = field == "credits" and AGENCY.fullmatch(value)
    return "agencies" if is_agency else field


def agency_alone(page: Page, cuts: Cuts, rule: Rule) -> Found:
    """A bare agency below the headline, below who wrote when, or below the story: it wrote the
    story. Below a picture's caption, and inside the story, it is the credit of a picture."""
    for n, found in cuts.items():
        text = page.lines[n].text.strip("()[]. ")
        is_bare = [c.rule.name for c in found] == [BARE] and not page.first <= n <= page.last
        if is_bare and AGENCIES.fullmatch(text) and not _is_below_picture(page, cuts, n):
            yield n, Cut(rule, 0, len(page.lines[n].text), (("agencies", text),))


def _is_below_picture(page: Page, cuts: Cuts, n: int) -> bool:
    """Whether a caption stands right above, or what may be one."""
    above = cuts.get(n - 1, ())
    is_story = n - 1 == page.last
    return not (is_story or above) or any(c.rule.kind in PICTURED for c in above)
