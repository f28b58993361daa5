"""How sure it must be that a line is the headline of its page, and what never is one.

A wrong headline is worse than none: the page's address may name another story, a question may
open an interview, and what the story says in the same words is a quotation from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.later import later
from cleaners.lines import Line, ends_sentence, word_count
from cleaners.rule import terms
from cleaners.tagger.features import NAMES as FEATURES
from cleaners.tagger.titles import (
    BARE,
    GERMAN,
    NAMES,
    latin,
    names_story,
    path_words,
    slug,
)

TITLE = 0.35  # how sure it must be that a line is the headline
LIKELY = 0.25  # the same for a line that is no story anyway
SPOKEN = 0.6  # for a question or an outcry, which may open the story
FOREIGN = 0.7  # for a line that shares little with an address that names the story
ASKED = 0.9  # for the question over an answer
NEVER = 2.0
NAMING = 4  # words of an address that surely names the story
STEM = 4  # letters that two forms of a word share
SHARED = 1 / 3  # of the words of a headline in such an address
ENOUGH = 3  # such words, however long the headline is
WRITTEN = 2.0  # the kind of a byline or a date
UNKNOWN = 1.0  # the kind of a line that no row explains
ANSWERED = 6  # lines in which the next question of an interview stands
NAMELIKE = 0.7  # of the words of a name have capitals
LEAST_QUOTED = 3  # words that are no accident when the story has them too
QUOTED = " \"'“”„‘’«»‹›「」『』"
QUESTIONS = ("?", "？", "؟")
BULLETS = tuple("-–—•*·▪●■►")
INNER_END = re.compile(r"[^\W\d_]{3}[.!?] ")
PLACE_ON_WEB = re.compile(r"(?:https?://|www\.)\S+")
HANDLE = re.compile(r"\w .{0,40}(?<=\s)@\w{3,}")
HANDLED = 8  # words of a line with somebody's account
POSED = re.compile(  # where somebody stands in a picture
    r", (?:(?:second |third )?from (?:the )?)?(?:left|right|cent(?:er|re)),|"
    r"\((?:l|r|left|right|links?|rechts|mitte|izq|der|izquierda|derecha|à gauche|à droite|"
    r"a sinistra|a destra|слева|справа|ліворуч|праворуч|z lewej|z prawej|t\.v\.|t\.h\.)\.?\)",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"(?:[^\W\d_a-z][\w&.’'-]{0,24},? ){1,5}(?:GmbH(?: & Co\. KG)?|mbH|AG|SE|KGaA|e\. ?V\.|Inc|"
    r"Corp|LLC|Ltd|PLC|plc|Limited|AS|ASA|AB|A/S|ApS|Oyj?|S\.?A\.?S?|S\.?p\.?A|S\.?r\.?l|S\.?L|B\.?V|"
    r"N\.?V|Sp\. z o\.o|a\.s|s\.r\.o|Kft|Zrt|Ltda|A\.Ş)\.?"
)
# A day with its time at the end of a line, or a line that says when and nothing else.
STAMP = later(
    rf"(?i:{terms()['moment']}|[0-3]?\d\.? {terms()['later_month']}\.?,? {terms()['clock']})"
    r"(?: ?\| ?\d\d:\d\d)?\W{0,3}$"
)
TIMED = re.compile(r"\d(?:[:.h]\d\d|(?: ?[ap]\.?m))", re.IGNORECASE)
WHEN = later(
    rf"(?i:{terms()['weekday']}\.?,?(?: (?:\d[\w.:]{{0,7}}|(?P<month>{terms()['later_month']})\.?|"
    r"[^\W\d_]{1,5}\.?),?(?: ?[–—-])?){1,9})"
)
PAGES = re.compile(
    r", \d{2,4} (?:pages|pagine|páginas|Seiten|sider|sidor|stron|strany?|страниц)(?:,|$)"
)
TICKER = re.compile(r"[^\W_][\w& .]{0,20} [$€£]?[\d.,]{1,10} ?[+−–-]?[\d.,]{1,8} ?%")
CREDITED = later(rf"[.!?…] (?i:{terms()['picture_label']}) ?[:/] ?\S")
_WORDS_BELOW, _CAPITALS_BELOW, _END_BELOW = map(
    FEATURES.index, ("words below", "capitalised below", "end mark below")
)
_ADDRESS = NAMES.index("address in title") - len(NAMES)
_LINE_IN_ADDRESS = NAMES.index("title in address") - len(NAMES)
_COPIES = NAMES.index("title copies") - len(NAMES)
_BELOW = NAMES.index("kind below") - len(NAMES)


def needed(
    lines: Sequence[Line], n: int, row: Sequence[float], goes: bool, url: str | None
) -> float:
    """The score that a line must reach to be the headline; more than 1 for one that never is.

    `row` holds its features, and `goes` says that it is no story anyway.
    """
    text = lines[n].text
    is_named = is_address(text, url) or names_story(
        row[_ADDRESS], row[_LINE_IN_ADDRESS], len(slug(url))
    )
    if not is_named and row[_BELOW] == UNKNOWN and is_quoted(lines, n):
        return NEVER
    wanted = LIKELY if goes else TITLE
    if ends_sentence(text) and row[_BELOW] != WRITTEN and not _is_over_name(row):
        wanted = SPOKEN
    if is_named or row[_COPIES]:
        return wanted
    if is_asked(lines, n):
        return ASKED
    return max(wanted, FOREIGN) if is_foreign(text, url) else wanted


def _is_over_name(row: Sequence[float]) -> bool:
    """Whether the line below is two to four words with capitals and no end, as a name is."""
    is_name = 2 <= row[_WORDS_BELOW] <= 4 and row[_CAPITALS_BELOW] >= NAMELIKE
    return is_name and row[_END_BELOW] == 0


def is_address(text: str, url: str | None) -> bool:
    """Whether the last part of an address says what a line says, in two words or more.

    >>> is_address("Keys, found", "https://example.org/news/keys-found-4711.html")
    True
    """
    parts = path_words(url)
    last = (parts[-1] or parts[-2]) if len(parts) > 1 else []
    return len(last) > 1 and any(set(last) == set(latin(text, s)) for s in (GERMAN, BARE))


def is_foreign(text: str, url: str | None) -> bool:
    """Whether the address of a page names a story, and a line does not tell of it.

    >>> url = "https://example.org/news/south-koreas-roadmap-to-cut-solar-costs"
    >>> is_foreign("Quality Roundtables", url)
    True
    >>> is_foreign("South Korea draws its solar roadmap", url)
    False

    Of a line in another script it says nothing.

    >>> is_foreign("Дорожная карта Кореи", url)
    False
    """
    if len(slug(url)) < NAMING:
        return False
    every = latin(text)
    if 2 * sum(map(len, every)) < sum(map(str.isalpha, text)):
        return False
    named = {word[:STEM] for part in path_words(url) for word in part}
    return all(_shares_little(words, named) for words in (every, latin(text, BARE)))


def _shares_little(words: Sequence[str], named: set[str]) -> bool:
    mine = {word[:STEM] for word in words if len(word) >= STEM} or set(words)
    shared = len(mine & named)
    return shared < ENOUGH and shared < SHARED * len(mine)


def is_no_headline(lines: Sequence[Line], n: int, explained: Sequence[str | None] = ()) -> bool:
    """Whether a line can be no headline, whatever its wording: an address, a company's name, when
    something takes place, an item of a list, the first link below “Read also:”, a book's pages,
    who stands where in a picture, a caption with its credit.

    >>> from cleaners.lines import lines_of
    >>> [is_no_headline(lines_of(text), 0) for text in ("Halden Materials AS", "Kim in Moscow")]
    [True, False]
    >>> is_no_headline(lines_of("Saturday, 12 July, 10am to 4pm"), 0)
    True
    """
    text = lines[n].text
    if PLACE_ON_WEB.fullmatch(text) or COMPANY.fullmatch(text) or _is_of_picture(text):
        return True
    if _is_first_link(lines, n, explained):
        return True
    if "@" in text and HANDLE.search(text) and word_count(text) <= HANDLED:
        return True
    if any(map(str.isdigit, text)) and (_says_when(text) or _is_of_table(text)):
        return True
    if text[0] in BULLETS and n + 1 < len(lines):
        below = lines[n + 1].text
        return below[0] == text[0] and not ends_sentence(below)
    return False


def _is_first_link(lines: Sequence[Line], n: int, explained: Sequence[str | None]) -> bool:
    """Whether a line stands between “Read also:” and another line that is no sentence."""
    if not 0 < n < len(explained) - 1 or explained[n - 1] != "related_links":
        return False
    is_heading = lines[n - 1].text.endswith((":", "："))
    return is_heading and explained[n + 1] is None and not ends_sentence(lines[n + 1].text)


def _is_of_picture(text: str) -> bool:
    return bool(POSED.search(text) or ((":" in text or "/" in text) and CREDITED.search(text)))


def _is_of_table(text: str) -> bool:
    return bool(PAGES.search(text) or TICKER.fullmatch(text))


def _says_when(text: str) -> bool:
    is_timed = TIMED.search(text) is not None
    when = WHEN.fullmatch(text)
    return bool(when and (is_timed or when["month"])) or (is_timed and bool(STAMP.search(text)))


def is_asked(lines: Sequence[Line], n: int) -> bool:
    """Whether a line is the first question of an interview: its answer stands below, then the
    next question.

    >>> from cleaners.lines import lines_of
    >>> text = "Are you afraid?\\nNo. I was never afraid of anything.\\nNot even once?\\nNever."
    >>> is_asked(lines_of(text), 0)
    True
    """
    if not lines[n].text.endswith(QUESTIONS):
        return False
    below = [line.text for line in lines[n + 1 : n + ANSWERED]]
    is_answered = bool(below) and ends_sentence(below[0]) and not below[0].endswith(QUESTIONS)
    has_next = any(text.endswith(QUESTIONS) for text in below[1:])
    return is_answered and (has_next or INNER_END.search(lines[n].text) is not None)


def is_quoted(lines: Sequence[Line], n: int) -> bool:
    """Whether the story has the words of a line, further down: a quotation from it, or a subhead.

    Its first paragraph often begins with the headline; that says nothing.

    >>> from cleaners.lines import lines_of
    >>> text = "“We wash in turns”\\nThe lake is dry.\\n“We wash in turns,” says Pilar Egea."
    >>> is_quoted(lines_of(text), 0)
    True
    """
    core = lines[n].text.strip(QUOTED)
    if word_count(core) < LEAST_QUOTED:
        return False
    told = [line.text for line in lines[n + 1 :] if ends_sentence(line.text)]
    return any(core in text and core != text.strip(QUOTED) for text in told[1:])
