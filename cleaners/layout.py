"""Line breaks, blank lines and blanks: the shape of a text, never its words.

A break or a blank is repaired where the text proves what stood there; else it is flagged or left.
Verse, lists, tables, scores, code and addresses keep their shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from cleaners.alphabets import STOP_WORDS, words
from cleaners.document import Change, Notice
from cleaners.hint import hint
from cleaners.lines import CLOSERS, END_MARKS, is_prose
from cleaners.odd import odd
from cleaners.profile import Profile

LINE_END = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


def find_line_ends(text: str, profile: Profile) -> Iterator[Change]:
    """Every way to end a line becomes a newline.

    >>> [c.after for c in find_line_ends("one\\r\\ntwo", Profile(name="x"))]
    ['\\n']
    """
    if LINE_END.search(odd(text)) and profile.runs("layout.line-ends"):
        for m in LINE_END.finditer(text):
            yield Change("layout.line-ends", m.start(), m.end(), "\n")


def find_spaces(text: str, profile: Profile) -> Iterator[Change]:
    """Blanks at the ends of lines."""
    if profile.runs("layout.spaces"):
        at = 0
        for line in text.split("\n"):
            left = len(line) - len(line.lstrip(" \t"))
            right = len(line.rstrip(" \t"))
            if left:
                yield Change("layout.spaces", at, at + left, "")
            if left < len(line) and right < len(line):
                yield Change("layout.spaces", at + right, at + len(line), "")
            at += len(line) + 1


def find_blank_lines(text: str, profile: Profile) -> Iterator[Change]:
    """Runs of blank lines become one; none stand at the start or the end.

    >>> changes = find_blank_lines("a\\n\\n\\n\\nb\\n", Profile(name="x"))
    >>> [(c.start, c.end, c.after) for c in changes]
    [(1, 5, '\\n\\n'), (6, 7, '')]
    """
    if not profile.runs("layout.blank-lines"):
        return
    bare = text.strip()
    first = len(text) - len(text.lstrip())
    if first:
        yield Change("layout.blank-lines", 0, first, "")
    last = first + len(bare)
    for m in BLANK_LINES.finditer(bare):
        yield Change("layout.blank-lines", first + m.start(), first + m.end(), "\n\n")
    if bare and last < len(text):
        yield Change("layout.blank-lines", last, len(text), "")


# ---- lines that are one

FUNCTION_WORDS = words(" ".join(STOP_WORDS.values())) | words(
    "said says told called named via between under against during about into through including "
    "an a my your her his its our their"
)
PARTICLES = words(
    "de van von der den di da du la le al el bin ibn dos del della ter ten zu af av e y"
)
CONTINUES = re.compile(r"[a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u045f][^\W\d_A-Z]*(?=[\s,;.’'-]|$)")
CLOSES = re.compile(r"[,;)]|\.(?=\s|$)|[’'](?:s|t)\b")
LINK = 60  # code points; the text of a link is not longer


def find_broken_lines(text: str, profile: Profile) -> Iterator[Change | Notice]:
    """Sentences that were cut at a link, hard-wrapped texts, words cut at the end of a line.

    >>> cut = "The minister told\\nReuters\\nthat the talks had failed on Friday."
    >>> [c.after for c in find_broken_lines(cut, Profile(name="x"))]
    [' ', ' ']
    """
    if "\n" not in text:
        return
    lines = text.split("\n")
    width = _wrapped_at(lines)
    joins = _wraps(lines, width) if width else _cuts(lines)
    low = text.lower() if "-\n" in text else ""  # once: a text can have thousands of hyphens
    stands = cache(lambda word: word.lower() in low)
    at = 0
    for n, line in enumerate(lines[:-1]):
        at += len(line)
        if line.endswith("-") and HYPHEN_END.search(line) and CONTINUES.match(lines[n + 1]):
            yield from _hyphen(text, stands, at, lines[n + 1], bool(width), profile)
        elif n in joins:
            rule = "layout.hard-wrap" if width else "layout.split-line"
            if profile.runs(rule):
                after = "" if CLOSES.match(lines[n + 1]) else " "
                yield Change(rule, at, at + 1, after, reasons=(joins[n],))
        at += 1


AFTER_END = CLOSERS + "“ "
ENDS = frozenset((":", ";", *END_MARKS))


def _ends(line: str) -> bool:
    """Whether a line ends as a sentence, a heading with a colon or a list item does."""
    return line.rstrip(AFTER_END)[-1:] in ENDS or not line.strip()


def _goes_on(line: str) -> bool:
    """Whether a line begins as no sentence does."""
    word = CONTINUES.match(line)
    if word:
        return word[0] not in PARTICLES
    return bool(CLOSES.match(line))


def _is_open(line: str) -> bool:
    """Whether the last word of a line cannot be the last of anything."""
    last = line.rsplit(None, 1)[-1:]
    return line.endswith((",", "(")) or bool(last and last[0].lower() in FUNCTION_WORDS)


def _cuts(lines: Sequence[str]) -> dict[int, str]:
    """The line breaks inside a sentence, each with its proof."""
    found: dict[int, str] = {}
    n = 0
    while n < len(lines) - 1:
        last = n
        while last + 1 < min(len(lines), n + CHAIN) and _is_cut(lines, last):
            last += 1
        if last > n and _is_one_sentence(lines[n : last + 1]):
            for k in range(n, last):
                found[k] = f"the line ends no sentence, and “{lines[k + 1][:20]}” begins none"
        n = max(last, n + 1)
    return found


VERSE = 50  # code points; shorter lines that end in commas are a stanza
CHAIN = 12  # lines; a sentence with more links than that is a list
ODD = re.compile(r"[*={}<>|\\_\t]|^[—–•-]")


def _is_cut(lines: Sequence[str], n: int) -> bool:
    """Whether the break after line `n` stands inside a sentence.

    The next line goes on; or it is the text of a link, and the line after it goes on.
    """
    line, below = lines[n], lines[n + 1]
    if _ends(line) or not below or ODD.search(line) or ODD.search(below) or line[-1].isdigit():
        return False
    if _goes_on(below):
        return True
    is_link = len(below) <= LINK and not _ends(below) and n + 2 < len(lines)
    return is_link and _is_open(line) and _goes_on(lines[n + 2])


def _is_one_sentence(lines: Sequence[str]) -> bool:
    """Whether lines make one passage: a capital or a link before, an end mark after, prose.

    A list of small words is none: of its items hardly one is long or ends in mid-phrase.
    """
    if not _ends(lines[-1]) or lines[-1].endswith((":", ";")) or _goes_on(lines[0]):
        return False
    if len(lines) > 2 and max(map(len, lines)) < VERSE:
        commas = sum(line.rstrip().endswith(",") for line in lines[:-1])
        if 2 * commas >= len(lines) - 1:
            return False
    firm = sum(len(a) >= 25 or _is_open(a) or bool(CLOSES.match(b)) for a, b in pairwise(lines))
    return 2 * firm >= len(lines) - 1 and firm > 0 and is_prose(" ".join(lines))


def _wrapped_at(lines: Sequence[str]) -> int:
    """The width at which a whole text was wrapped; 0 when it was not.

    The proof: hardly a line is longer, most reach it, and a third begin in mid-sentence.
    """
    full = [line for line in lines if line.strip()]
    if len(full) < 6:
        return 0
    width = max(map(len, full))
    if not 40 <= width <= 100:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    inner = [(a, b) for a, b in pairs if CONTINUES.match(b) and not _ends(a)]
    if len(inner) * 3 < len(pairs) or len(inner) < 4:
        return 0
    return width if all(_would_not_fit(a, b, width) for a, b in inner) else 0


def _would_not_fit(line: str, below: str, width: int) -> bool:
    first = below.split(None, 1)[0]
    return len(line) + 1 + len(first) > width - 2


def _wraps(lines: Sequence[str], width: int) -> dict[int, str]:
    reason = f"the text is wrapped at {width}: the next word did not fit"
    return {
        n: reason
        for n, (a, b) in enumerate(pairwise(lines))
        if a.strip() and b.strip() and _would_not_fit(a, b, width) and not BULLET.match(b)
    }


BULLET = re.compile(r"\s*(?:[-*•–—▪]|\d{1,2}[.)])\s")
HYPHEN_END = re.compile(r"[^\W\d_]{2}-$")
LAST_WORD = re.compile(r"[^\W\d_]{1,60}(?:-[^\W\d_]{1,60}){0,9}-$")
KEEPS_HYPHEN = words(
    "self ex non anti vice well so long mid all co pre post pro semi half ultra cross high low "
    "multi counter far old new left right year day"
)


def _hyphen(
    text: str,
    stands: Callable[[str], bool],
    at: int,
    below: str,
    wrapped: bool,
    profile: Profile,
) -> Iterator[Change | Notice]:
    """A hyphen at the end of a line: part of the word where the text has it, else of the break."""
    if not profile.runs("layout.hyphen"):
        return
    head = LAST_WORD.search(text, max(0, at - 60), at)
    tail = CONTINUES.match(below)
    if head is None or tail is None:
        return
    first = head[0][:-1]
    joined, hyphened = first + tail[0], head[0] + tail[0]
    if stands(hyphened) or first.lower() in KEEPS_HYPHEN:
        yield Change("layout.hyphen", at, at + 1, "", reasons=(f"{hyphened} has its hyphen",))
    elif stands(joined):
        yield Change("layout.hyphen", at - 1, at + 1, "", reasons=(f"{joined} stands elsewhere",))
    elif wrapped and len(first) + len(tail[0]) >= 5:
        reason = "the whole text is wrapped and hyphenated"
        yield Change("layout.hyphen", at - 1, at + 1, "", reasons=(reason,))
    elif profile.runs("layout.hyphen-doubt"):
        message = f"{hyphened} or {joined}; the text does not say"
        yield Notice("layout.hyphen-doubt", head.start(), at + 1 + len(tail[0]), message)


# ---- blanks that are missing

OPENERS = words(
    "The In He She It But A An And They We This That When After As At For If On Our So There "
    "What While With You His Her Its I Der Die Das Ein Eine Es Er Sie Wir Im Am Auf Bei Und "
    "Doch Auch Mit Nach Für Wie Was Wenn Le La Les Il Elle Un Une Des En Dans Mais Pour Ce "
    "Cette Et El Los Las Una Pero Por Para Su No Se O Os Um Uma Em Mas Lo Gli Ma Per"
)
STOP = re.compile(r"[.!?…][”’)]?(?=[“‘(]?([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]*))")
ENDINGS = words(
    "Com Net Org Io Js Py Php Html Htm Ru De Uk Tv Co Gov Edu Info Ai Inc Ltd Md Fm Me App Biz "
    "Eu Fr Pdf Doc Jpg Png Exe Xml Json Csv Txt"
)


def find_missing_spaces(text: str, profile: Profile) -> Iterator[Change | Notice]:
    """Sentences that met without a blank when the blocks of a page were joined.

    >>> [c.after for c in find_missing_spaces("a doctor.Police arrested him.", Profile(name="x"))]
    [' ']
    >>> list(find_missing_spaces("See example.Com, Node.Js and U.S.Army files.", Profile(name="x")))
    []
    """
    if not profile.runs("layout.missing-space"):
        return
    for m in STOP.finditer(text):
        at = m.end()
        begin = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at), at - 80) + 1
        token = text[begin : at + 40].split(None, 1)[0]
        head = text[begin : m.start()]
        if not head or "." in head or m[1] in ENDINGS or any(c in token for c in "/@\\_=<>#|"):
            continue
        if _is_sentence(head, m[1], text[m.end(1) : m.end(1) + 2]) and not _closes(text, at):
            reason = f"a sentence ends before “{m[1]}” and another begins"
            yield Change("layout.missing-space", at, at, " ", reasons=(reason,))


def _closes(text: str, at: int) -> bool:
    """Whether the mark at `at` closes a quotation in the German way."""
    return text[at : at + 1] in ("“", "‘") and text.rfind("„", _begin(text, at), at) >= 0


def _is_sentence(head: str, following: str, rest: str) -> bool:
    """Whether a stop ends a sentence.

    Before it stands a word or a year; after it a word that opens sentences, or any word with a
    small letter after it.
    """
    if head[-1].isdigit():
        return following in OPENERS and rest[:1] == " " and rest[1:].islower()
    word = head.strip("“”‘’\"'()«»")
    if not (word[-2:].islower() and word[-2:].isalpha()):
        return False
    if following in OPENERS:
        return rest[:1] in (" ", "’", ",")
    is_plain = word[0].islower() and len(following) > 1
    return is_plain and rest[:1] == " " and rest[1:].islower()


# ---- blanks that are too many

EXTRA = re.compile("[ (“](?:(?<= )[ ,.;:!?)”’']|(?<=[(“]) )")
WIDE_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
BEFORE_MARK = re.compile(
    r"(?<=[^\W_]) +(?=[,.](?:\s|$)(?! ?\.))|(?<=[^\W_][”\")’]) +(?=[,.](?:\s|$)(?! ?\.))"
)
BEFORE_SIGN = re.compile(r"(?<=[^\W\d_]) +(?=[;:!?](?:\s|$))")
INSIDE = re.compile(
    r"(?<=\() +(?=\w)|(?<=[\w.!?%]) +(?=\)(?:[\s.,;:!?]|$))|(?<=[\s(]“) +(?=\w)|(?<=\A“) +(?=\w)"
    r"|(?<=[\w.,!?…]) +(?=”(?:[\s.,;:!?)]|$))"
)
APOSTROPHE = re.compile(r"(?<=[A-Za-z]) ([’']) (?=(?:s|t|re|ve|ll|d|m)(?:\s|[.,;:!?]|$))")
ELISION = re.compile(  # Latin languages elide before a vowel: `l ' Aquila`, `dell ' Iran`
    r"(?:(?<![\w’'].)|(?<=\b[Dd]ell)|(?<=\b[Nn]ell)|(?<=\b[Aa]ll)|(?<=\b[Dd]all)|(?<=\b[Ss]ull))"
    r"(?<=[dDlL]) ([’']) (?=[AEIOUHÀÂÈÉÊÎÔÙaeiouhàâèéêîôù][a-zà-ÿ])"
)
MISPLACED_DOT = re.compile(  # of an initial or a title: `George W .Bush`, `St .Petersburg`
    r"(?<=[A-Z]) \.(?=[A-Z][a-z])|(?<=St) \.(?=[A-Z][a-z])|(?<=[DM][rs]) \.(?=[A-Z][a-z])"
    r"|(?<![\w.'’].)(?<=[A-Z]) \.(?=[A-Z]\.)"  # `D .C.`
)
BEFORE_DOT = re.compile(r"\b[A-Z][\w’-]+,? [A-Z]$|\b(?:St|Mr|Ms|Dr)$")
CLITIC = re.compile(
    r"(?<=[A-Za-z]) (?=[’'](?:s(?! (?:Hertogen|Graven))|re|ve|ll|d)(?:\s|[.,;:!?]|$))"
    r"|(?<=\bI) (?=[’']m(?:\s|[.,;:!?]|$))"
)
NO_SPACE = frozenset(("en", "de", "es", "pt", "it", "nl", "pl", "tr", "id"))


def find_extra_spaces(text: str, profile: Profile) -> Iterator[Change]:
    """Blanks that no language sets: in runs, before a mark, inside brackets and quotation marks.

    French sets one before a colon; only languages that never do lose it.

    >>> text = "He left , she  stayed and that was all of it ."
    >>> [c.start for c in find_extra_spaces(text, Profile(name="x"))]
    [13, 7, 44]
    """
    gaps = list(_wide_gaps(text)) if profile.runs("layout.wide-gap") and "  " in text else []
    yield from gaps
    if not gaps and profile.runs("layout.space-inside"):  # in a round of their own
        quotes = list(_quotes(text))
        yield from quotes
        if quotes:
            return
    done = 0
    french: bool | None = None
    for m in EXTRA.finditer(text):
        at = m.start() + (m[0][0] != " ")
        if at < done:
            continue
        mark = BEFORE_MARK.match(text, at)
        sign = None if mark else BEFORE_SIGN.match(text, at)
        inner = None if mark or sign else INSIDE.match(text, at)
        apostrophe = None if mark or sign or inner else _apostrophe(text, at)
        dot = None if mark or inner else _dot(text, at)
        clitic = None if mark or sign or inner or apostrophe else CLITIC.match(text, at)
        if sign and french is None:
            french = hint(text) == "fr" or FRENCH_SIGN.search(text) is not None
        if mark or (sign and not french and hint(_line_at(text, at)) in NO_SPACE):
            found, rule, after = mark or sign, "layout.space-before-mark", ""
        elif inner and _is_paired(text, inner):
            found, rule, after = inner, "layout.space-inside", ""
        elif dot:
            after = "." if _is_short(text, dot) else ". "
            found, rule = dot, "layout.misplaced-dot"
        elif apostrophe:
            found, rule, after = apostrophe, "layout.apostrophe", apostrophe[1]
        elif clitic and _may_be_english(text, at) and not _is_quoted(text, at):
            found, rule, after = clitic, "layout.apostrophe", ""
        else:
            continue
        if found and profile.runs(rule):
            done = found.end()
            reason = f"no blank stands here: {text[max(0, at - 8) : done + 1]!r}"
            yield Change(rule, at, done, after, reasons=(reason,))


def _apostrophe(text: str, at: int) -> re.Match[str] | None:
    found = APOSTROPHE.match(text, at)
    elision = None if found else ELISION.match(text, at)
    if elision and text[elision.end()].islower() and _may_be_english(text, at):
        return None
    return found or elision


def _dot(text: str, at: int) -> re.Match[str] | None:
    """A dot behind its blank, where an initial of a name or a title stands before it."""
    found = MISPLACED_DOT.match(text, at)
    if found and (_is_short(text, found) or BEFORE_DOT.search(text, max(0, at - 30), at)):
        return found
    return None


def _is_short(text: str, dot: re.Match[str]) -> bool:
    """Whether another initial stands behind a dot."""
    return text[dot.end() + 1 : dot.end() + 2] == "."


FRENCH_SIGN = re.compile(
    "« [^«»\n]{1,300} »"
)  # blanks that only French sets, also in a text too short to tell


def _may_be_english(text: str, at: int) -> bool:
    """Whether a line is English, or it and its text are too short to tell; Dutch has a word ’s."""
    return (hint(_line_at(text, at)) or hint(text) or "en") == "en"


def _is_quoted(text: str, at: int) -> bool:
    """Whether the mark behind a blank may open a quotation: another like it stands alone later."""
    line = _line_at(text, at)
    mark = text[at + 1]
    return bool(re.search(rf"[^\W_]{{2}}[.,!?]?{mark}(?![\w])", line[at - _begin(text, at) + 3 :]))


def _quotes(text: str) -> Iterator[Change]:
    """Blanks on both inner sides of a pair of straight quotation marks.

    Which mark opens only their order tells: a line with an odd one is left alone.
    """
    at = 0
    for line in text.split("\n") if '" ' in text and ' "' in text else ():
        marks = [n for n, c in enumerate(line) if c == '"'] if '" ' in line else []
        for first, last in zip(marks[::2], marks[1::2], strict=True) if len(marks) % 2 == 0 else ():
            inner = line[first + 1 : last]
            outer = line[:first][-1:] in ("", " ", "(") and not line[last + 1 : last + 2].isalnum()
            if outer and inner[:1] == inner[-1:] == " " and inner.strip():
                left = len(inner) - len(inner.lstrip(" "))
                right = len(inner) - len(inner.rstrip(" "))
                reason = "blanks on both inner sides of a pair"
                for start, size in ((first + 1, left), (last - right, right)):
                    start += at
                    yield Change("layout.space-inside", start, start + size, "", reasons=(reason,))
        at += len(line) + 1


BACK = 2_000  # code points; what stands further back in a line proves nothing


def _begin(text: str, at: int) -> int:
    """Where the line around `at` begins, or what of it counts."""
    low = max(0, at - BACK)
    return max(low, text.rfind("\n", low, at) + 1)


def _line_at(text: str, at: int) -> str:
    return text[_begin(text, at) : at + 200].split("\n", 1)[0]


def _is_paired(text: str, blank: re.Match[str]) -> bool:
    """Whether a bracket or a quotation mark beside a blank has its usual English side."""
    begin = _begin(text, blank.start())
    if text[blank.end()] == "”":
        return text.rfind("“", begin, blank.start()) > text.rfind("”", begin, blank.start())
    if text[blank.end()] == ")" or text[blank.start() - 1] == "(":
        return True
    return all(text.rfind(mark, begin, blank.start()) < 0 for mark in "„«")


def _divides(line: str, gap: re.Match[str]) -> bool:
    """Whether a gap stands between two cells, as between a picture's credit and its caption."""
    is_wide = gap.end() - gap.start() >= 3 and not is_prose(line)
    return is_wide and len(line[: gap.start()].split()) <= 3


def _wide_gaps(text: str) -> Iterator[Change]:
    """Runs of blanks in lines of prose; a line of cells has few words between its gaps."""
    at = 0
    for line in text.split("\n"):
        gaps = list(WIDE_GAP.finditer(line))
        if gaps and (len(line.split()) >= 4 * (len(gaps) + 1) or is_prose(line)):
            for m in gaps:
                if len(gaps) == 1 and _divides(line, m):
                    continue
                if BEFORE_MARK.match(line, m.start()) or APOSTROPHE.match(line, m.start()):
                    continue
                if line[m.end()] not in ";:!?)”" and line[m.start() - 1] not in "(“":
                    reason = "a line of prose"
                    yield Change(
                        "layout.wide-gap", at + m.start(), at + m.end(), " ", reasons=(reason,)
                    )
        at += len(line) + 1
