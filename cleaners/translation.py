"""Marks of machine translation: closed patterns are repaired, the rest is flagged.

Every row of the table is bound to the languages it was seen in, and to one line of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.document import Change, Notice
from cleaners.hint import hints
from cleaners.lines import lines_of
from cleaners.profile import Profile
from cleaners.rule import Rule, load


def find(text: str, profile: Profile) -> Iterator[Change | Notice]:
    """What the table of translation marks says about each line.

    >>> text = "Putin said, “We value your support in all of this.” he said."
    >>> [c.rule for c in find(text, Profile(name="x"))]
    ['translation.second-attribution']
    """
    rules = [r for r in load("translation") if profile.runs(r.id)]
    lines = lines_of(text)
    for line, language in zip(lines, hints([line.text for line in lines]), strict=True):
        taken = 0
        for start, end, rule in sorted(_marks(line.text, language, rules), key=lambda m: m[:2]):
            here = line.start + start
            if rule.message is not None:
                yield Notice(rule.id, here, line.start + end, rule.message)
            elif start >= taken:
                yield Change(rule.id, here, line.start + end, rule.after or "")
                taken = end


def _marks(line: str, language: str, rules: list[Rule]) -> Iterator[tuple[int, int, Rule]]:
    for rule in rules:
        if rule.languages and language not in rule.languages:
            continue
        for found in rule.regex.finditer(line):
            if rule.requires is None or rule.required_before(line, found.start()):
                yield found.start(), found.end(), rule


def suspicion(codes: list[str], words: int) -> tuple[float, tuple[str, ...]]:
    """How strongly the marks of a text say that a machine translated it, and which they are.

    A repaired mark never stands in real English news and counts full; a flagged one counts a third.
    Two full marks in a text of usual length make it as good as sure.

    >>> suspicion(["translation.orphan-said", "translation.orphan-words"], 300)
    (1.0, ('translation.orphan-said', 'translation.orphan-words'))
    >>> suspicion([], 300)
    (0.0, ())
    """
    weight = {r.id: 1 / 3 if r.flags_only else 1.0 for r in load("translation")}
    total = sum(weight[c] for c in codes if c in weight)
    score = min(1.0, total / 2 * min(1.0, 1000 / max(words, 1)))
    return round(score, 2), tuple(sorted({c for c in codes if c in weight}))
