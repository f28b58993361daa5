"""Titles below a heading of links, where nothing but such titles follows on the page, and titles or
first words of stories that the page cuts off.

The scorer looks at each line alone: a title of another story is a sentence without its stop, and
below “Related news” it often lets one of four stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cleaners.later import later
from cleaners.lines import ends_sentence, is_prose, marks_no_end, word_count
from cleaners.page import Cuts, Page, covers
from cleaners.rule import terms

BEARS_MARK = "the line bears the mark of a link below a heading of links"
BELOW_HEADING = "nothing but titles stands below a heading of links, to the end of the page"
IN_BLOCK = "it is one of three or more titles between a heading of links and more furniture"
EACH_DATED = "it is one of three or more titles, each with its day below it"
CUT_OFF = "it stands among titles and first sentences that the page cuts off"
HEADING = "related-heading"  # in the names of the rows that know one
LEAST, MOST = 3, 25  # words of a title
FULL = 5  # words that most titles have, and the items of a list have not
STOPS = tuple(".!:;,…")
ASKS = ("?", "؟")  # a title may ask, but not in the words of a quotation
MARK = later(r"[-–—•*·✓→]|\d{1,2}[.)] ")  # what an item of a list begins with
LINK_MARK = later(r"[+►▶▸»>●■→] ?(?=[^\W\d_]|[“„\"'«\[])")  # of links; prose has none
TITLES = 2  # that make a list
DATED = 3  # that stand over a day each
BLOCK = 3  # that fill the room between a heading and what follows
TEASERS = 3  # that are cut off
TEASED = 6  # words of a teaser
CUT = re.compile(r"[^\W_](?:…|\.\.\.)$")  # in mid-sentence: thoughts trail off behind a blank, too
STORY = 2  # paragraphs above it
BESIDE = later(rf"(?i:{terms()['moment']})\.?|\d{{1,2}}\.?")  # a day or a rank
LONGEST_DAY = 80  # code points
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def links(page: Page, cuts: Cuts) -> dict[int, str]:
    """The lines that are links by what stands around them, and why."""
    found = dict.fromkeys(marked_below_heading(page, cuts), BEARS_MARK)
    found |= dict.fromkeys(cut_off(page, cuts), CUT_OFF)
    found |= dict.fromkeys(block_below_heading(page, cuts), IN_BLOCK)
    found |= dict.fromkeys(titles_over_days(page, cuts), EACH_DATED)
    return found | dict.fromkeys(titles_below_heading(page, cuts), BELOW_HEADING)


def titles_below_heading(page: Page, cuts: Cuts) -> Iterator[int]:
    """The titles and their days below a heading of links, down to the end of the page.

    Lines that go already are not among them.
    """
    texts, gone = _seen(page, cuts)
    told = _last_told(texts, gone)
    headings = (n for n in range(max(told, 0), len(texts)) if gone[n] and _is_heading(cuts, n))
    start = next(headings, len(texts))
    story = [t for n, t in enumerate(texts[:start]) if is_prose(t) and not gone[n]]
    if len(story) >= STORY and not story[-1].endswith(":") and _is_list(texts[start + 1 :]):
        yield from (n for n in range(start + 1, len(texts)) if not gone[n])


def block_below_heading(page: Page, cuts: Cuts) -> Iterator[int]:
    """The titles and their days right below a heading of links, three or more, where the next line
    goes or the page ends: the story may go on behind that.

    Lines that go already are not among them.
    """
    texts, gone = _seen(page, cuts)
    for heading in sorted(n for n in cuts if gone[n] and _is_heading(cuts, n)):
        start = end = heading + 1
        while end < len(texts) and not _is_heading(cuts, end) and _is_full(texts[end]):
            end += 1
        titles = sum(map(is_title, texts[start:end]))
        if titles >= BLOCK and (end == len(texts) or gone[end]):
            yield from (n for n in range(start, end) if not gone[n])


def titles_over_days(page: Page, cuts: Cuts) -> Iterator[int]:
    """The titles below the story with the day of each below it, three or more in a row, and those
    days.

    Above the first stands no day, and below the last no title and no paragraph: a timeline has its
    days over what happened on them. Lines that go already are not among them.
    """
    texts, gone = _seen(page, cuts)
    told = n = 0
    while n < len(texts):
        end = n
        while end + 1 < len(texts) and _is_full_title(texts[end]) and _is_day(texts[end + 1]):
            end += 2
        is_closed = end == len(texts) or gone[end] or word_count(texts[end]) < LEAST
        is_closed = is_closed or (end + 1 < len(texts) and BESIDE.match(texts[end + 1]) is not None)
        is_open = n > 0 and not _is_day(texts[n - 1]) and not texts[n - 1].endswith(":")
        if end - n >= 2 * DATED and is_closed and is_open and told >= STORY:
            yield from (m for m in range(n, end) if not gone[m])
        for m in range(n, max(end, n + 1)):
            told += is_prose(texts[m]) and not gone[m] and not is_title(texts[m])
        n = max(end, n + 1)


def _is_full_title(text: str) -> bool:
    return is_title(text) and word_count(text) >= FULL


def _is_day(text: str) -> bool:
    return YEAR.search(text[-LONGEST_DAY:]) is not None and _is_beside(text)


def _is_full(text: str) -> bool:
    return _is_beside(text) or _is_full_title(text)


def marked_below_heading(page: Page, cuts: Cuts) -> Iterator[int]:
    """The lines with the mark of a link right below a heading of links, two or more with the same
    one: the story may go on behind them."""
    seen = -1  # the last line of a run
    for n in sorted(n for n in cuts if _leads(page, cuts, n)):
        text = page.lines[n + 1].text if n + 1 < len(page.lines) else ""
        if n + 1 > seen and LINK_MARK.match(text):
            run = [n + 1]
            while run[-1] + 1 < len(page.lines) and _is_alike(page, run[-1] + 1, text[0]):
                run.append(run[-1] + 1)
            seen = run[-1]
            if len(run) >= TITLES:
                yield from (m for m in run if not covers(page.lines[m].text, cuts.get(m, ())))


def cut_off(page: Page, cuts: Cuts) -> Iterator[int]:
    """The titles and teasers from the first to the last one that ends in an ellipsis, where three
    do and no whole sentence stands between them; the page must tell something besides.

    Lines that go already are not among them.
    """
    texts, gone = _seen(page, cuts)
    if not any(is_prose(t) and not (gone[n] or _is_listed(t)) for n, t in enumerate(texts)):
        return
    run: list[int] = []
    for n, text in enumerate((*texts, ".")):
        if n < len(texts) and (gone[n] or _is_listed(text)):
            run.append(n)
            continue
        teasers = [m for m in run if is_teaser(texts[m]) and not gone[m]]
        if len({texts[m] for m in teasers}) >= TEASERS:
            first = max(run[0], teasers[0] - 1)  # the title of the first one
            yield from (m for m in run if first <= m <= teasers[-1] and not gone[m])
        run = []


def _is_listed(text: str) -> bool:
    return is_teaser(text) or is_title(text) or _is_beside(text)


def is_teaser(text: str) -> bool:
    """Whether a line is the beginning of a story, or its title, and is cut off.

    >>> is_teaser("The council of Hillside approved on Tuesday the new…")
    True
    >>> is_teaser("He waited for a long time, and waited …"), is_teaser("And then…")
    (False, False)
    """
    is_cut = CUT.search(text) is not None and not text[:1].islower()
    return is_cut and word_count(text) >= TEASED


def _seen(page: Page, cuts: Cuts) -> tuple[Sequence[str], Sequence[bool]]:
    """The lines, and which of them go already."""
    texts = [line.text for line in page.lines]
    return texts, [covers(text, cuts.get(n, ())) for n, text in enumerate(texts)]


def _leads(page: Page, cuts: Cuts, n: int) -> bool:
    """Whether a line that goes announces links: “Related news”, “Read also:”."""
    text = page.lines[n].text
    is_led = any(c.rule.kind == "related_links" for c in cuts[n]) and text.endswith(":")
    return (is_led or _is_heading(cuts, n)) and covers(text, cuts[n])


def _is_alike(page: Page, n: int, mark: str) -> bool:
    text = page.lines[n].text
    return text.startswith(mark) and LINK_MARK.match(text) is not None


def _is_heading(cuts: Cuts, n: int) -> bool:
    return any(HEADING in cut.rule.id for cut in cuts.get(n, ()))


def _last_told(texts: Sequence[str], gone: Sequence[bool]) -> int:
    """The last line that is no title, day, section or furniture: nothing but those follows; -1 for
    none."""
    times = Counter(texts)
    for n in range(len(texts) - 1, -1, -1):
        is_section = times[texts[n]] > 1 and word_count(texts[n]) < LEAST  # over each of its links
        if not (gone[n] or is_section or is_title(texts[n]) or _is_beside(texts[n])):
            return n
    return -1


def _is_beside(text: str) -> bool:
    is_dated = len(text) <= LONGEST_DAY and any(map(str.isdigit, text))
    return is_dated and BESIDE.fullmatch(text) is not None


def _is_list(texts: Sequence[str]) -> bool:
    titles = [text for text in texts if is_title(text)]
    full = sum(word_count(text) >= FULL for text in titles)
    return len(titles) >= TITLES and 2 * full >= len(titles)


def is_title(text: str) -> bool:
    """Whether a line can be the title of another story.

    >>> is_title("Storm closes the bridge to the island"), is_title("The bridge was closed.")
    (True, False)
    >>> is_title("– two spoons of oil"), is_title("桥已关闭，市长说，明年春天重新通车。")
    (False, False)
    """
    is_begun = not text[:1].islower() and not MARK.match(text)
    is_told = text.endswith(STOPS) or marks_no_end(text)
    is_told = is_told or (ends_sentence(text) and not text.endswith(ASKS))
    return is_begun and not is_told and LEAST <= word_count(text) <= MOST
