"""Decisions as labelled articles: what training and `copydesk evaluate` read.

An article that a person has called right as a whole is labelled line by line. Of any other, only
the lines somebody has decided about are; the rest is `unsure`, and not counted.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleaners import Record
from cleaners.decisions import touch
from cleaners.document import Span
from flows.decisions import Entry, grouped, read, standing
from flows.difference import kind, source_of
from flows.sinks import RECORDS, file_name, read_record, write_whole

BLANK, KEEP, UNSURE = "blank", "keep", "unsure"
INLINE = dict[str, int | str]


class Exported(NamedTuple):
    """How many articles were written, and how many of their lines have a label."""

    articles: int
    lines: int


def export(store: Path, folder: Path) -> Exported:
    """Write `articles.jsonl` and `labels.jsonl` from all decisions that stand and are not stale."""
    articles, labels, count = [], [], 0
    for id, entries in sorted(grouped(standing(read(store))).items()):
        path = store / RECORDS / f"{file_name(id)}.json"
        if not path.is_file():
            continue
        record = read_record(path)
        mine = [e for e in entries if e.source == record.source.sha256]
        if not mine:
            continue
        lines, inline = labels_of(record, mine)
        count += sum(label not in (BLANK, UNSURE) for label in lines)
        article = {"id": id, "text": source_of(record), "url": record.source.url}
        articles.append(article | {"lang": record.language.code})
        labels.append({"id": id, "lines": lines, "inline": inline})
    folder.mkdir(parents=True, exist_ok=True)
    for name, found in (("articles.jsonl", articles), ("labels.jsonl", labels)):
        data = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in found)
        write_whole(folder / name, data.encode("utf-8", "surrogatepass"))
    return Exported(len(articles), count)


def labels_of(record: Record, decisions: Sequence[Entry]) -> tuple[list[str], list[INLINE]]:
    """One label for each line of the source, and the spans inside a line that have another one."""
    source = source_of(record)
    is_whole = any(e.what == "reviewed" for e in decisions)
    gone = [(e.source, k) for e in record.edits if (k := kind(e))]
    judged = [(Span(*e.span), e) for e in decisions if e.before]
    lines: list[str] = []
    inline: list[INLINE] = []
    start = 0
    for n, text in enumerate(source.split("\n")):
        place = Span(start, start + len(text))
        start = place.end + 1
        mine = [e for span, e in judged if touch(span, place)]
        if not text.strip():
            lines.append(BLANK)
        elif not is_whole and not mine:
            lines.append(UNSURE)
        else:
            lines.append(_label(text, place, gone, mine))
            inline += _inline(n, text, place, gone) if lines[-1] == KEEP else ()
    return lines, inline


def _label(
    text: str, place: Span, gone: Sequence[tuple[Span, str]], decisions: Sequence[Entry]
) -> str:
    """The label of a line: what a person said last, else what became of it."""
    for e in reversed(decisions):
        if e.what == "remove" and _covers(Span(*e.span), text, place):
            return e.kind
        if e.what == "keep" and e.rule.partition(".")[0] not in ("characters", "names", "layout"):
            return KEEP
    return next((k for span, k in gone if _covers(span, text, place)), KEEP)


def _inline(
    number: int, text: str, place: Span, gone: Sequence[tuple[Span, str]]
) -> Iterator[INLINE]:
    for span, label in gone:
        start, end = max(span.start, place.start) - place.start, min(span.end, place.end)
        end -= place.start
        if start < end and not _covers(span, text, place):
            yield {"line": number, "start": start, "end": end, "label": label}


def _covers(span: Span, text: str, place: Span) -> bool:
    """Whether a span holds all that is not blank of a line."""
    start = place.start + len(text) - len(text.lstrip())
    return span.start <= start and place.start + len(text.rstrip()) <= span.end
