"""Two stores side by side: whose records differ, by rule. Whitespace counts only when asked."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flows.forecast import rules_of, text_difference
from flows.sinks import RECORDS
from flows.terminal import shown

SHOWN = 10  # differences
ASIDE = ("pipeline", "paragraphs")  # what differs wherever anything else does, and says nothing


@dataclass
class Compared:
    """How many records are the same, differ, or stand in one store only; by rule, with examples."""

    same: int = 0
    differ: int = 0
    only: Counter[str] = field(default_factory=Counter)
    more: Counter[str] = field(default_factory=Counter)
    fewer: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, ...]] = field(default_factory=list)


def compare(a: Path, b: Path, whitespace: bool = False) -> Compared:
    """What the second store has otherwise than the first. One record of each is held at a time."""
    out = Compared()
    names = {folder: {p.name for p in (folder / RECORDS).glob("*.json")} for folder in (a, b)}
    for name in sorted(names[a] | names[b]):
        if name not in names[b]:
            out.only["a"] += 1
        elif name not in names[a]:
            out.only["b"] += 1
        else:
            _compare(_read(a / RECORDS / name), _read(b / RECORDS / name), whitespace, out)
    return out


def lines(found: Compared, a: Path, b: Path) -> Iterator[str]:
    """A comparison in words."""
    yield f"{found.same:,} records are the same, {found.differ:,} differ"
    for key, store in (("a", a), ("b", b)):
        if found.only[key]:
            yield f"{found.only[key]:,} only in {store}"
    for rule in sorted(found.more | found.fewer):
        yield f"  {rule:<36} +{found.more[rule]:,} -{found.fewer[rule]:,}"
    for id, *rest in found.examples:
        yield ""
        yield id
        yield from (f"  {line}" for line in rest)


def _compare(
    old: dict[str, object], new: dict[str, object], whitespace: bool, out: Compared
) -> None:
    texts = str(old.get("text")), str(new.get("text"))
    had, has = rules_of(old), rules_of(new)
    if not whitespace:
        had, has = (Counter({k: n for k, n in c.items() if k[:7] != "layout."}) for c in (had, has))
    fields = [k for k in sorted(new.keys() | old.keys()) if _is_other(k, old, new, whitespace)]
    if not fields:
        out.same += 1
        return
    out.differ += 1
    out.more.update(has - had)
    out.fewer.update(had - has)
    if len(out.examples) < SHOWN:
        shorter = texts if whitespace else tuple("\n".join(_words(t)) for t in texts)
        found = text_difference(shorter[0], shorter[1], fields)
        out.examples.append((shown(str(new.get("id"))), *(shown(line, 160) for line in found)))


def _is_other(key: str, old: dict[str, object], new: dict[str, object], whitespace: bool) -> bool:
    if key in ASIDE:
        return False
    if whitespace or key not in ("text", "edits", "flags", "entities", "captions"):
        return old.get(key) != new.get(key)
    if key == "text":
        return _words(str(old.get(key))) != _words(str(new.get(key)))
    return _bare(old.get(key)) != _bare(new.get(key))


def _words(text: str) -> list[str]:
    """The lines of a text without extra blanks and blank lines."""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _bare(entries: object) -> list[object]:
    """Entries without their places, which other blanks move; edits of blanks only are left out."""
    if not isinstance(entries, list):
        return [entries]
    moved = ("span", "source", "start")
    kept = [e for e in entries if not str(e.get("rule", "")).startswith("layout.")]
    return [
        {
            k: " ".join(v.split()) if isinstance(v, str) else v
            for k, v in e.items()
            if k not in moved
        }
        for e in kept
    ]


def _read(path: Path) -> dict[str, object]:
    found = json.loads(path.read_bytes())
    return found if isinstance(found, dict) else {}
