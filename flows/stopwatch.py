"""Where the time of cleaning goes: `copydesk clean --profile-stages`."""

import time
from collections import Counter


class Stopwatch:
    """CPU time by stage. Called with the name of each stage that has just been through."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.articles = 0
        self.last = time.process_time_ns()

    def __call__(self, stage: str) -> None:
        """The time since the last call goes to this stage."""
        now = time.process_time_ns()
        self.spent[stage] += now - self.last
        self.last = now

    def begin(self) -> None:
        """An article comes; what passed since the last one belongs to no stage."""
        self("reading and writing")
        self.articles += 1

    def lines(self) -> list[str]:
        """One line a stage, the longest first: microseconds for one article, share of all."""
        whole, articles = sum(self.spent.values()) or 1, max(self.articles, 1)
        return [
            f"{stage:<20} {nanoseconds / articles / 1000:>9,.0f} µs  {nanoseconds / whole:>4.0%}"
            for stage, nanoseconds in self.spent.most_common()
        ]
