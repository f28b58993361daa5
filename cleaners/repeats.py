"""What the page prints twice: its headline, and paragraphs of its own story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaners.alphabets import STOP_WORDS, words
from cleaners.document import Change
from cleaners.lines import Line, ends_sentence, folded, is_prose, lines_of, word_count
from cleaners.profile import Profile

SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
SITE = re.compile(r" [|·–—-] (?P<site>\S+(?: \S+){0,3})")  # behind the headline of a feed
BEHIND = re.compile(r" [|–—-] [^\s|–—-]+(?: [^\s|–—-]+){0,3}$")
SMALL = frozenset[str]().union(*map(words, STOP_WORDS.values()))  # in sentences, of any language
SURE = 6  # words of a headline that no sentence begins with by chance
TOP = 4  # lines in which any number of copies of the headline goes, and those cut short
LEAST = 4  # words of a headline of which one copy goes further down
LONG = 60  # folded letters; shorter lines (answers, refrains) repeat in good texts


def find(text: str, headline: str | None, profile: Profile) -> Iterator[Change]:
    """Copies of the headline, and paragraphs that are printed a second time.

    An interview asks one question twice, and a list repeats an address. So one paragraph goes only
    right behind its copy; otherwise two or more must come again in their order.

    >>> text = "Kim visits Moscow again today. The two leaders met at noon."
    >>> [c.rule for c in find(text, "Kim Visits Moscow Again Today", Profile(name="x"))]
    ['repeats.headline-sentence']
    """
    lines = lines_of(text)
    prints = _second_prints(lines) if profile.runs("repeats.paragraph") else frozenset[int]()
    below = _copy_below(lines, headline, profile) if headline else -1
    for n, line in enumerate(lines):
        copy = _copy_of_headline(line, headline, profile) if headline and n < TOP else None
        if copy:
            yield copy
        elif n == below:
            yield Change("repeats.headline-below", line.begin, line.next, "")
        elif n in prints:
            yield Change("repeats.paragraph", line.begin, line.next, "")


def _second_prints(lines: Sequence[Line]) -> frozenset[int]:
    """The lines of a second print of the story, short ones within it too."""
    exact = [" ".join(line.text.split()) for line in lines]
    if len(set(exact)) == len(exact):
        return frozenset()
    long = [n for n, text in enumerate(exact) if len(text) > LONG and len(folded(text)) >= LONG]
    first: dict[str, int] = {}
    found: set[int] = set()
    run: list[int] = []
    before = -1
    for place, n in enumerate(long):
        stood = first.setdefault(exact[n], place)
        if stood == place or (run and stood != before + 1):
            found |= _print(run, exact)
            run = []
        if stood < place:
            if stood == place - 1:
                found.add(n)
            run.append(n)
            before = stood
    return frozenset(found | _print(run, exact))


def _print(run: Sequence[int], exact: Sequence[str]) -> set[int]:
    """A run of repeated paragraphs, with the repeated short lines between them."""
    if len(run) < 2:
        return set()
    stood = set(exact[: run[0]])
    return {n for n in range(run[0], run[-1] + 1) if exact[n] in stood}


def _copy_below(lines: Sequence[Line], headline: str, profile: Profile) -> int:
    """The only line below the story that is the headline; -1 when there is none, or a refrain.

    A whole sentence may be the story's own end, and so may a line of verse.
    """
    if word_count(headline) < LEAST or not profile.runs("repeats.headline-below"):
        return -1
    key, size = folded(headline), len(headline)
    near = [n for n in range(TOP, len(lines)) if size < 2 * len(lines[n].text) < 4 * size]
    found = [n for n in near if folded(lines[n].text) == key]
    if len(found) != 1 or ends_sentence(lines[found[0]].text):
        return -1
    n = found[0]
    is_last = not any(is_prose(line.text) for line in lines[n + 1 :])
    return n if is_last and is_prose(lines[n - 1].text) else -1


def _copy_of_headline(line: Line, headline: str, profile: Profile) -> Change | None:
    key, whole = folded(line.text.removeprefix("Title: ")), folded(headline)
    if not key or word_count(headline) < 3:
        return None
    if key == whole and profile.runs("repeats.headline"):
        return Change("repeats.headline", line.begin, line.next, "")
    if _is_cut_short(line.text, key, whole) and profile.runs("repeats.headline-cut-short"):
        return Change("repeats.headline-cut-short", line.begin, line.next, "")
    if key.startswith(whole) and profile.runs("repeats.headline-sentence"):
        for end in SENTENCE_END.finditer(line.text, 0, 2 * len(headline) + 20):
            if folded(line.text[: end.end()]) == whole:
                rest = line.text[end.end() :]
                size = end.end() + len(rest) - len(rest.lstrip())
                return Change("repeats.headline-sentence", line.start, line.start + size, "")
    is_same = line.text.startswith(headline)
    is_feed = is_same and SITE.fullmatch(line.text, len(headline)) is not None
    if is_feed and profile.runs("repeats.headline-site"):
        return Change("repeats.headline-site", line.begin, line.next, "")
    title = headline if is_same else _without_site(headline)
    is_glued = line.text.startswith(title) and _begins_story(line.text[len(title) :], title)
    if is_glued and profile.runs("repeats.headline-glued"):
        return Change("repeats.headline-glued", line.start, line.start + len(title) + 1, "")
    return None


def _without_site(headline: str) -> str:
    """A headline without the name of the site that a feed puts behind it.

    >>> _without_site("Kim visits Moscow again - The Daily Post")
    'Kim visits Moscow again'
    """
    found = BEHIND.search(headline)
    return headline[: found.start()] if found else headline


def _begins_story(rest: str, headline: str) -> bool:
    """Whether a sentence begins behind the headline, without a mark between the two.

    >>> headline = "Kim visits Moscow for the first time"
    >>> _begins_story(" The train from the border was an hour late.", headline)
    True
    >>> _begins_story(" Papers in Moscow said nothing about it.", headline)
    False
    """
    first, _, more = rest[1:].partition(" ")
    is_small = first[:1].isupper() and first.lower() in SMALL
    return rest[:1] == " " and is_small and is_prose(more) and word_count(headline) >= SURE


def _is_cut_short(text: str, key: str, whole: str) -> bool:
    if text[0].islower():  # a line of a broken paragraph
        return False
    return whole.startswith(key) and len(key) >= 20 and word_count(text) >= 4
