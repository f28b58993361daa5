"""What was done to the articles of a shard, in numbers and without its texts."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import nlargest

from cleaners import Record
from cleaners.rule import kind_of

REPAIRS = ("characters.", "translation.", "names.look-alike")
REMOVALS = (
    *("boilerplate.", "repeats.", "translation.repeated-line", "translation.repeated-sentence"),
    "decisions.remove",
)
WORST = 10


def class_of(rule: str, after: str, kind: str | None) -> str | None:
    """The class of what an edit took out of the text; None for an edit that took nothing out.

    >>> class_of("repeats.paragraph", "", None), class_of("names.spell", "Kim Jong-un", None)
    ('other_boilerplate', None)
    >>> class_of("translation.repeated-sentence", "", None)
    'other_boilerplate'
    """
    if after or not rule.startswith(REMOVALS):
        return None
    return kind or kind_of(rule) or "other_boilerplate"


def _zeros() -> dict[str, float]:
    return defaultdict(float)


@dataclass
class Tally:
    """Sums over articles. `letters` and `removed` count code points of their sources.

    `worst` holds the share of its text that was removed from an article, and its id.
    """

    rules: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=_zeros)
    worst: list[tuple[float, str]] = field(default_factory=list)
    letters: int = 0
    removed: int = 0

    def count(self, record: Record) -> None:
        """Add one article."""
        letters, removed = len(record.text), 0
        for edit in record.edits:
            letters += len(edit.before) - len(edit.after)
            self.rules[edit.rule] += 1
            if what := class_of(edit.rule, edit.after, edit.kind):
                removed += len(edit.before)
                self.classes[what] += len(edit.before)
        self.flags.update(flag.code for flag in record.flags)
        self.letters += letters
        self.removed += removed
        if removed:
            self._rank([(round(removed / letters, 4), record.id)])

    def add(self, other: "Tally") -> None:
        """Add the sums of another shard."""
        self.rules.update(other.rules)
        self.flags.update(other.flags)
        self.classes.update(other.classes)
        for stage, spent in other.seconds.items():
            self.seconds[stage] += spent
        self.letters += other.letters
        self.removed += other.removed
        self._rank(other.worst)

    def share_removed(self) -> float:
        """How much of all text read was removed, from 0 to 1."""
        return self.removed / self.letters if self.letters else 0.0

    def clock(self) -> Callable[[str], None]:
        """A function that books the time since its last call on the stage it is called with."""
        last = time.perf_counter()

        def booked(stage: str) -> None:
            nonlocal last
            now = time.perf_counter()
            self.seconds[stage] += now - last
            last = now

        return booked

    def _rank(self, more: list[tuple[float, str]]) -> None:
        self.worst = nlargest(WORST, [*self.worst, *more])
