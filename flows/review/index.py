"""What a list of articles shows of each: read once, and again only where a file has changed."""

import os
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import orjson

from cleaners.sites import site_of
from flows.decisions import NAME, Entry, grouped, read, standing
from flows.sinks import RECORDS
from flows.tally import class_of

SEARCHED = 20_000  # code points of a text that the search looks into
PAUSE = 1.0  # seconds between two looks at the folder
SORTS = ("removed", "doubts", "edits", "id")


class Summary(NamedTuple):
    """One article. `name` is that of its file, `removed` the share of its text that went."""

    name: str
    id: str
    headline: str
    language: str
    site: str
    removed: float
    size: int
    edits: int
    doubts: int
    rules: frozenset[str]
    flags: frozenset[str]
    classes: frozenset[str]
    searched: str


class Wanted(NamedTuple):
    """What a list is to show; empty means anything."""

    q: str = ""
    language: str = ""
    site: str = ""
    rule: str = ""
    flag: str = ""
    kind: str = ""
    least: float = 0.0
    state: str = ""
    sort: str = "removed"


@dataclass
class Index:
    """The articles of a store, and what people have decided about them."""

    store: Path
    articles: dict[str, Summary] = field(default_factory=dict)
    decisions: dict[str, list[Entry]] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)
    _decided: tuple[int, int] = (0, 0)
    _looked: float = 0.0
    _facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refresh(self, at_once: bool = False) -> None:
        """Read what is new or has changed, and forget what is gone."""
        with self._lock:
            if at_once or time.monotonic() - self._looked >= PAUSE:
                self._refresh()

    def _refresh(self) -> None:
        found: dict[str, int] = {}
        with os.scandir(self.store / RECORDS) as entries:
            for e in entries:
                if e.name.endswith(".json"):
                    found[e.name[:-5]] = e.stat().st_mtime_ns
        if found != self._seen:
            self._facets = {}
        for name in [n for n in self.articles if n not in found]:
            del self.articles[name]
        for name, changed in found.items():
            if self._seen.get(name) != changed:
                self._read(name)
        self._seen = found
        self._read_decisions()
        self._looked = time.monotonic()

    def chosen(self, wanted: Wanted) -> list[Summary]:
        """The articles that are wanted, the worst first."""
        words = wanted.q.casefold().split()
        found = [a for a in list(self.articles.values()) if self._is_wanted(a, wanted, words)]
        keys = {
            "removed": lambda a: (-a.removed, a.id),
            "doubts": lambda a: (-a.doubts, -a.removed, a.id),
            "edits": lambda a: (-a.edits, a.id),
        }
        return sorted(found, key=keys.get(wanted.sort, lambda a: a.id))

    def facets(self) -> dict[str, list[tuple[str, int]]]:
        """What there is to filter by, with the number of articles, most first."""
        if self._facets:
            return self._facets
        counted: dict[str, Counter[str]] = {
            key: Counter() for key in ("language", "site", "rule", "flag", "kind")
        }
        for a in list(self.articles.values()):
            counted["language"][a.language] += 1
            counted["site"][a.site] += 1
            counted["rule"].update(a.rules)
            counted["flag"].update(a.flags)
            counted["kind"].update(a.classes)
        self._facets = {
            key: sorted(((k, n) for k, n in c.items() if k), key=lambda kn: (-kn[1], kn[0]))
            for key, c in counted.items()
        }
        return self._facets

    def state(self, article: Summary) -> str:
        """`reviewed`, `decided`, or nothing where nobody has decided anything."""
        mine = self.decisions.get(article.id, ())
        if any(e.what == "reviewed" for e in mine):
            return "reviewed"
        return "decided" if mine else ""

    def _is_wanted(self, a: Summary, w: Wanted, words: Sequence[str]) -> bool:
        return (
            (not w.language or a.language == w.language)
            and (not w.site or a.site == w.site)
            and (not w.rule or w.rule in a.rules)
            and (not w.flag or w.flag in a.flags)
            and (not w.kind or w.kind in a.classes)
            and a.removed >= w.least
            and (not w.state or w.state in self._states(a))
            and all(word in a.searched for word in words)
        )

    def _states(self, a: Summary) -> tuple[str, ...]:
        stale = ("stale",) if "decisions.stale" in a.flags else ()
        return (self.state(a) or "open", *stale)

    def _read(self, name: str) -> None:
        try:
            record = orjson.loads((self.store / RECORDS / f"{name}.json").read_bytes())
            self.articles[name] = summary(name, record)
        except (OSError, ValueError, KeyError, TypeError):  # gone just now, or no record
            self.articles.pop(name, None)

    def _read_decisions(self) -> None:
        path = self.store / NAME
        try:
            found = path.stat()
        except FileNotFoundError:
            self.decisions = {}
            return
        mark = (found.st_mtime_ns, found.st_size)
        if mark != self._decided:
            self.decisions = grouped(standing(read(self.store)))
            self._decided = mark


def summary(name: str, record: Mapping[str, object]) -> Summary:
    """What the list shows of a record, from its JSON."""
    text, source = str(record["text"]), _mapping(record["source"])
    edits, flags = _mappings(record["edits"]), _mappings(record["flags"])
    size, gone = len(text), 0
    classes = set()
    for e in edits:
        rule, before, after = str(e["rule"]), str(e["before"]), str(e["after"])
        size += len(before) - len(after)
        if what := class_of(rule, after, str(e["kind"] or "")):
            gone += len(before)
            classes.add(what)
    id, headline = str(record["id"]), str(record["headline"] or "")
    site = site_of(str(source["url"])) if source["url"] else None
    return Summary(
        name=name,
        id=id,
        headline=headline or text[:300].strip().partition("\n")[0],
        language=str(_mapping(record["language"])["code"] or "unknown"),
        site=site or "",
        removed=round(gone / size, 4) if size else 0.0,
        size=size,
        edits=len(edits),
        doubts=len(flags),
        rules=frozenset(str(e["rule"]) for e in edits),
        flags=frozenset(str(f["code"]) for f in flags),
        classes=frozenset(classes),
        searched=f"{id}\n{source['url'] or ''}\n{headline}\n{text[:SEARCHED]}".casefold(),
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("expected an object")
    return value


def _mappings(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list):
        raise TypeError("expected a list")
    return [_mapping(v) for v in value]
