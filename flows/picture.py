"""A store in one file to hand around: plots, the worst and some other articles. No script."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import nlargest, nsmallest
from pathlib import Path
from typing import NamedTuple

import orjson

from cleaners.fingerprint import package_version
from flows.fault import Fault
from flows.review.article import FAMILY, View, view
from flows.review.index import Summary, summary
from flows.review.pages import environment
from flows.sinks import RECORDS, read_record, write_whole
from flows.tally import REPAIRS, class_of

WORST, RANDOM = 5, 5  # articles
BARS = 14  # of one plot
STEPS = 10  # of the histogram
STYLE = Path(__file__).parent / "review" / "static" / "review.css"


class Bar(NamedTuple):
    """One bar of a plot: its label, its length from 0 to 1, what it says, its colour."""

    label: str
    length: float
    value: str
    family: str = ""


@dataclass
class Sums:
    """What the plots show, added up over the records of a store."""

    records: int = 0
    letters: int = 0
    removed: int = 0
    flagged: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    site_letters: Counter[str] = field(default_factory=Counter)
    site_removed: Counter[str] = field(default_factory=Counter)
    shares: Counter[int] = field(default_factory=Counter)
    worst: list[tuple[float, str]] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, record: dict[str, object]) -> None:
        """Add one record, given as its JSON."""
        about = summary(name, record)
        removed = round(about.removed * about.size)
        self.records += 1
        self.letters += about.size
        self.removed += removed
        self.flagged += bool(about.doubts)
        self.languages[about.language] += 1
        self.flags.update(about.flags)
        self.shares[min(STEPS - 1, int(about.removed * STEPS))] += 1
        site = about.site
        self.site_letters[site] += about.size
        self.site_removed[site] += removed
        self._add_edits(record)
        self._keep(about)

    def _add_edits(self, record: dict[str, object]) -> None:
        edits = record["edits"]
        for e in edits if isinstance(edits, list) else ():
            rule, before = str(e["rule"]), str(e["before"])
            if what := class_of(rule, str(e["after"]), str(e["kind"] or "")):
                self.classes[what] += len(before)
            elif rule.startswith((*REPAIRS, "names.", "decisions.")):
                self.repairs[rule] += 1

    def _keep(self, about: Summary) -> None:
        """The articles to show: those that lost most, and some by a lot that always falls alike."""
        self.worst = nlargest(WORST, [*self.worst, (about.removed, about.name)])
        lot = hashlib.sha256(about.id.encode("utf-8", "surrogatepass")).hexdigest()
        self.others = nsmallest(WORST + RANDOM, [*self.others, (lot, about.name)])


def write_picture(store: Path, path: Path) -> int:
    """Write the report of a store as one HTML file; returns how many records it is about."""
    sums = Sums()
    for file in sorted((store / RECORDS).glob("*.json")):
        try:
            sums.add(file.stem, orjson.loads(file.read_bytes()))
        except (ValueError, KeyError, TypeError):
            raise Fault(f"{file}: no record of Copydesk; move it away, then try again") from None
    worst = [name for share, name in sums.worst if share]
    others = [name for _, name in sums.others if name not in worst][:RANDOM]
    html = (
        environment()
        .get_template("report.html")
        .render(
            sums=sums,
            store=store.resolve().name,
            version=package_version(),
            style=STYLE.read_text("utf-8"),
            plots=list(_plots(sums)),
            groups=(
                ("The articles that lost most", [_view(store, n) for n in worst]),
                ("Some others, by lot", [_view(store, n) for n in others]),
            ),
        )
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, html.encode("utf-8", "replace"))
    return sums.records


def _view(store: Path, name: str) -> View:
    return view(read_record(store / RECORDS / f"{name}.json"))


def _plots(sums: Sums) -> Iterator[tuple[str, str, list[Bar]]]:
    """Every plot: its title, what its numbers are, its bars."""
    letters = max(1, sums.removed)
    classes = [
        Bar(k.replace("_", " "), n / letters, f"{n:,}", FAMILY.get(k, "page"))
        for k, n in sums.classes.most_common()
    ]
    yield "Removed, by class", "characters", _scaled(classes)
    steps = [
        Bar(f"{100 * n // STEPS}–{100 * (n + 1) // STEPS} %", sums.shares[n], f"{sums.shares[n]:,}")
        for n in range(STEPS)
    ]
    yield "Share of an article that was removed", "articles", _scaled(steps)
    yield "Repairs, by rule", "edits", _scaled(_bars(sums.repairs, "fix"))
    sites = sorted(
        (k for k, n in sums.site_letters.items() if n and k),
        key=lambda k: (-sums.site_removed[k], k),
    )
    shares = [(k, sums.site_removed[k] / sums.site_letters[k]) for k in sites[:BARS]]
    yield (
        "Sites from which most was removed",
        "share of their text",
        [Bar(k, share, f"{share:.0%}", "sell") for k, share in shares],
    )
    yield "Languages", "articles", _scaled(_bars(sums.languages, "links"))
    yield "Doubts, by flag", "articles", _scaled(_bars(sums.flags, "flag"))


def _bars(found: Counter[str], family: str) -> list[Bar]:
    top = found.most_common(BARS)
    return [Bar(k, n, f"{n:,}", family) for k, n in sorted(top, key=lambda kn: (-kn[1], kn[0]))]


def _scaled(bars: list[Bar]) -> list[Bar]:
    """Bars of which the longest fills the plot."""
    most = max((b.length for b in bars), default=0) or 1
    return [b._replace(length=b.length / most) for b in bars]
