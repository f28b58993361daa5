"""`copydesk evaluate`: how well a profile does on a folder of labelled articles, for people.

A labelled folder holds `articles.jsonl` (id, text, and what is known: url, lang, extracted_by) and
`labels.jsonl` (id, lines, inline); docs/labelling.md tells how to make one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cleaners import Profile, Record, Reject
from flows.article import Raw, cleaned
from flows.fault import Fault
from flows.measure import Inline, Labelled, Removal, facts, removal


def read_labelled(folder: Path) -> tuple[Labelled, ...]:
    """Every labelled article of a folder, but those that say `"news": false`.

    Raises Fault with file and line for a row that cannot be used.
    """
    articles = {str(row["id"]): row for _, row in _rows(folder / "articles.jsonl", ("id", "text"))}
    out = []
    for where, row in _rows(folder / "labels.jsonl", ("id", "lines")):
        article = articles.get(str(row["id"]))
        if article is None:
            raise Fault(f"{where}: no article {row['id']!r} in articles.jsonl")
        if row.get("news", True):
            out.append(_labelled(where, article, row))
    return tuple(out)


def evaluate(articles: tuple[Labelled, ...], profile: Profile) -> Iterator[str]:
    """The figures of a profile on labelled articles, as lines for a terminal."""
    results = [cleaned(Raw(a.id, a.text, url=a.url), profile) for a in articles]
    yield f"{len(articles)} articles, profile {profile.name}"
    yield from figures(articles, results)


def figures(articles: Sequence[Labelled], results: Sequence[Record | Reject]) -> Iterator[str]:
    """The figures of labelled articles and what became of them, in the same order."""
    texts = [r.text if isinstance(r, Record) else "" for r in results]
    fields: list[Mapping[str, object]] = [
        r.model_dump(mode="json", exclude={"edits", "entities", "paragraphs"}) for r in results
    ]
    done = removal(articles, texts)
    yield f"junk removed    {done.junk_removed:6.2f} % of its letters"
    yield f"story lost      {done.real_lost:6.2f} % of its letters"
    yield f"articles harmed {done.harmed:6.2f} %"
    yield from _groups(done)
    yield "\nfacts             labelled  recall   given  precision"
    for kind, f in facts(articles, fields).items():
        yield f"  {kind:<15} {f.labelled:>8} {f.recall:>7.1f} {f.given:>7} {f.precision:>10.1f}"
    yield "\nworst articles: letters of the story lost, letters of junk left"
    for loss in done.worst:
        yield f"  {loss.lost:>6} {loss.left:>6}  {loss.id}"


def _groups(done: Removal) -> Iterator[str]:
    yield "\nremoved %    letters  what"
    for key, (seen, share) in done.by.items():
        yield f"  {share:>6.2f} {seen:>10,}  {key}"


def _labelled(where: str, article: Mapping[str, object], row: Mapping[str, object]) -> Labelled:
    text, lines = str(article["text"]), row["lines"]
    count = text.count("\n") + 1
    if not isinstance(lines, list) or len(lines) != count:
        found = len(lines) if isinstance(lines, list) else "none"
        raise Fault(f"{where}: {found} labels for {count} lines; give one for each, blanks too")
    try:
        given = row.get("inline")
        spans = given if isinstance(given, list) else []
        inline = tuple(Inline(s["line"], s["start"], s["end"], s["label"]) for s in spans)
    except (KeyError, TypeError):
        raise Fault(f"{where}: inline spans need line, start, end, label") from None
    url, language, site = article.get("url"), article.get("lang"), article.get("site")
    source = "extracted" if "stored page" in str(article.get("extracted_by")) else "as stored"
    return Labelled(
        id=str(article["id"]),
        text=text,
        lines=tuple(map(str, lines)),
        inline=inline,
        url=url if isinstance(url, str) else None,
        groups=(f"language {language or '?'}", source),
        site=site if isinstance(site, str) else None,
    )


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, object]]]:
    try:
        data = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as e:
        reason = e.strerror if isinstance(e, OSError) else "no UTF-8"
        raise Fault(f"{path}: {reason}; see docs/labelling.md for the format") from None
    for where, row in objects(path, data):
        if any(key not in row for key in needed):
            raise Fault(f"{where}: expected an object with {', '.join(needed)}")
        yield where, row


def objects(path: Path, data: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The objects of a file of JSONL, each with its place; raises Fault for a row that is none."""
    for n, line in enumerate(data.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as e:
            raise Fault(f"{path}, line {n}: no JSON: {e}") from None
        if not isinstance(row, dict):
            raise Fault(f"{path}, line {n}: expected an object")
        yield f"{path}, line {n}", row
