"""What moved a score, in words for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleaners.tagger.features import NAMES

MOST = 3  # reasons a person reads
SIDES = {
    "two above": "two lines above: ",  # the longer names first
    "two below": "two lines below: ",
    "above": "the line above: ",
    "below": "the line below: ",
}
ENDS = (
    *("no mark at the end", "ends in a full stop", "ends in ! or ?", "ends in a colon"),
    *("ends in an ellipsis", "ends in a closed quotation", "ends in a comma or another sign"),
)
STARTS = (
    *("begins with a letter", "begins with a number", "begins with a quotation mark"),
    *("begins with a bullet or a dash", "begins with a bracket", "begins with @ or #"),
    "begins with a comma or another sign",
)
WORDS: Mapping[str, str] = {
    "characters": "{:.0f} characters",
    "words": "{:.0f} words",
    "word length": "words of {:.1f} letters on average",
    "starts small": "begins with a small letter: {:yes}",
    "capitalised": "{:.0%} of its words begin with a capital",
    "all capitals": "{:.0%} of its words are all capitals",
    "digits": "{:.0%} of its characters are digits",
    "year": "{:.0f} years in it",
    "time": "a time of day in it: {:yes}",
    "day": "a date in it: {:yes}",
    "address": "a web or mail address in it: {:yes}",
    "handle": "an @name or a #tag in it: {:yes}",
    "file name": "a file name in it: {:yes}",
    "separators": "{:.0f} separators in it",
    "commas": "{:.0f} commas in it",
    "inner ends": "{:.0f} sentences end inside it",
    "quotes": "{:.0f} quotation marks in it",
    "brackets": "how far it stands in brackets: {:.0f} of 3",
    "label": "a label of {:.0f} words before a colon",
    "stop words": "{:.0%} of its words are the small words of sentences",
    "credit": "{:.0f} words of picture credits",
    "wide": "a script without spaces: {:yes}",
    "name-like": "looks like a name alone: {:yes}",
    "furniture": "its wording, from −4 (stories) to 4 (page furniture): {:.1f}",
    "furniture most": "its most telling wording, from −4 to 4: {:.1f}",
    "furniture least": "its most story-like wording, from −4 to 4: {:.1f}",
    "furniture near": "the wording of the five lines around, from −4 to 4: {:.1f}",
    "furniture over": "the wording of the two lines above, from −4 to 4: {:.1f}",
    "furniture under": "the wording of the two lines below, from −4 to 4: {:.1f}",
    "letters": "its letters, from −4 (stories) to 4 (page furniture): {:.1f}",
    "letters near": "the letters of the five lines around, from −4 to 4: {:.1f}",
    "letters over": "the letters of the two lines above, from −4 to 4: {:.1f}",
    "letters under": "the letters of the two lines below, from −4 to 4: {:.1f}",
    "document letters": "the letters of the page, from −4 to 4: {:.1f}",
    "index": "line {:.0f} of the page, counted from 0",
    "lines left": "{:.0f} lines below it",
    "place": "stands at {:.0%} of the page",
    "prose before": "{:.0f} paragraphs above it",
    "prose after": "{:.0f} paragraphs below it",
    "since prose": "{:.0f} lines below the last paragraph (60: none)",
    "until prose": "{:.0f} lines above the next paragraph (60: none)",
    "blank above": "a blank line above: {:yes}",
    "blank below": "a blank line below: {:yes}",
    "since first prose": "{:.0f} lines below the first paragraph",
    "until last prose": "{:.0f} lines above the last paragraph",
    "shared with story": "{:.0%} of its topic words stand in the story",
    "new words": "{:.0f} topic words that the story does not have",
    "shared with next prose": "{:.0%} of its topic words stand in a paragraph beside it",
    "shared with headline": "{:.0%} of its topic words stand in the top line",
    "block lines": "in a run of {:.0f} lines that are no paragraphs",
    "block index": "line {:.0f} of its run",
    "block left": "{:.0f} lines left in its run",
    "block words": "lines of {:.0f} words on average in its run",
    "block spread": "lengths in its run differ by {:.0f} words",
    "block capitalised": "{:.0%} of the words in its run begin with a capital",
    "block end marks": "{:.0%} of the lines in its run end as sentences do",
    "block shared": "the lines of its run share {:.0%} of their topic words with the story",
    "block furniture": "the wording of its run, from −4 to 4: {:.1f}",
    "block explained": "{:.0%} of the lines in its run are furniture by rule",
    "block alike": "{:.0%} of the lines in its run begin alike",
    "block announced": "its run follows a colon: {:yes}",
    "since link heading": "{:.0f} lines below a heading of links (60: none)",
    "prose since link heading": "{:.0f} paragraphs since a heading of links (60: none)",
    "since comment heading": "{:.0f} lines below a heading of comments (60: none)",
    "since explained": "{:.0f} lines below furniture known by rule (60: none)",
    "until explained": "{:.0f} lines above furniture known by rule (60: none)",
    "copies": "stands {:.0f} times on the page",
    "continues": "continues the line above: {:yes}",
    "continued": "goes on in the line below: {:yes}",
    "same start above": "begins like the line above: {:yes}",
    "same start below": "begins like the line below: {:yes}",
    "length beside above": "as long as the line above to {:.0%}",
    "length beside below": "as long as the line below to {:.0%}",
    "document lines": "a page of {:.0f} lines",
    "document prose": "{:.0%} of the page is paragraphs",
    "document prose lines": "a page of {:.0f} paragraphs",
    "document furniture": "the wording of the page, from −4 to 4: {:.1f}",
    "document explained": "{:.0%} of the page is furniture by rule",
    "document blank": "blank lines after {:.0%} of the lines of the page",
    "document median": "lines of {:.0f} characters in the middle of the page",
}


def reasons(row: Sequence[float], moved: Sequence[float]) -> tuple[str, ...]:
    """The features that spoke most strongly for the score, strongest first.

    >>> reasons([26.0, 4.0], [0.5, 0.75])
    ('4 words', '26 characters')
    """
    left = [*moved]
    strongest: list[int] = []
    while len(strongest) < MOST and (most := max(left)) > 0:
        strongest.append(left.index(most))
        left[strongest[-1]] = 0.0
    return tuple(in_words(NAMES[n], row[n]) for n in strongest)


def in_words(name: str, value: float) -> str:
    """One feature and its value as a person would say it.

    >>> in_words("end mark below", 3.0), in_words("blank above", 0.0)
    ('the line below: ends in a colon', 'a blank line above: no')
    """
    if name in WORDS or name in ("end mark", "start mark"):
        return _said(name, value)
    side = next(side for side in SIDES if name.endswith(f" {side}"))
    if value < 0 and name.startswith(("characters", "words", "end", "start", "label", "credit")):
        return f"{SIDES[side]}none"
    return SIDES[side] + _said(name.removesuffix(f" {side}"), value)


def _said(name: str, value: float) -> str:
    if name == "end mark":
        return ENDS[int(value)] if value >= 0 else "none"
    if name == "start mark":
        return STARTS[int(value)] if value >= 0 else "none"
    if name.startswith("shared") and value < 0:
        return "nothing to compare with the story"
    text = WORDS[name]
    return (
        text.replace("{:yes}", "yes" if value else "no") if "{:yes}" in text else text.format(value)
    )
