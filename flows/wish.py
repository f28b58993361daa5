"""What an export is to be, what became of it, and how it says so of itself."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from cleaners.record import Record
from flows.forms import DATASETS, EMBEDDED, FORMS, JSON
from flows.package import EXPORT, About, File, Files, describe, file_of, made_by
from flows.schema import Json, as_text
from flows.selection import ALL, UNKNOWN, Count, Selection

DATA = "data"  # the folder of an export that holds its articles


@dataclass(frozen=True)
class Wish:
    """What an export is to be. `by` parts it into folders, `part_size` into files of so much text.

    Edits are `embedded` in records, or in a `sidecar` beside articles, or left out (`none`).
    """

    form: str
    edits: str = EMBEDDED
    headline: bool = False
    selection: Selection = ALL
    by: tuple[str, ...] = ()
    part_size: int = 256_000_000
    license: str | None = None


@dataclass
class Export:
    """What was written so far."""

    folder: Path
    wish: Wish
    count: Count = field(default_factory=Count)
    files: list[File] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    fingerprints: set[str] = field(default_factory=set)
    profiles: set[str] = field(default_factory=set)

    @property
    def records(self) -> int:
        """How many records were written."""
        return self.languages.total()

    def add(self, record: Record) -> None:
        """Count a record that is being written."""
        self.languages[record.language.code or UNKNOWN] += 1
        self.fingerprints.add(record.pipeline.fingerprint)
        self.profiles.add(record.pipeline.profile)


def describe_export(done: Export, cursor: str) -> None:
    """The schema, the licence, the provenance, the counts and the digests."""
    wish, folder = done.wish, done.folder
    kind = "record" if wish.edits == EMBEDDED else "article"
    schema = f"{kind}.schema.json"
    (folder / schema).write_text(as_text(kind), "utf-8")
    if wish.form == DATASETS:
        card = CARD.format(license=json.dumps(wish.license or "unknown"))
        (folder / "README.md").write_text(card, "utf-8")
        done.files.append(file_of(folder, "README.md", "text/markdown"))
    done.files.append(file_of(folder, schema, "application/schema+json"))
    describe(folder, _about(done, kind, cursor), done.files, _sets(wish))


def _about(done: Export, kind: str, cursor: str) -> About:
    wish, chosen = done.wish, done.wish.selection
    wanted: dict[str, Json] = {
        "languages": list(chosen.languages),
        "sites": list(chosen.sites),
        "since": chosen.since.isoformat() if chosen.since else None,
        "until": chosen.until.isoformat() if chosen.until else None,
        "with_flags": list(chosen.with_flags),
        "without_flags": list(chosen.without_flags),
        "without_copies": chosen.without_copies or None,
    }
    facts: dict[str, Json] = {
        **made_by(),
        "form": wish.form,
        "edits": wish.edits,
        "records": done.records,
        "held_by_store": done.count.held,
        "left_out": dict(sorted(done.count.left_out.items())),
        "filters": {k: v for k, v in wanted.items() if v},
        "languages": dict(sorted(done.languages.items())),
        "fingerprints": [*sorted(done.fingerprints)],
        "profiles": [*sorted(done.profiles)],
        "cursor": cursor,
    }
    text = (
        f"{done.records:,} news articles, scraped and cleaned by Copydesk, as {kind}s of its "
        f"schema. `{kind}.schema.json` describes them."
    )
    return About(EXPORT, f"{done.records:,} cleaned news articles", text, wish.license, facts)


def _sets(wish: Wish) -> list[Files]:
    """What a reader of Croissant is led to."""
    if wish.form in FORMS:
        form = FORMS[wish.form]
        media = "application/x-parquet" if form.suffix == ".parquet" else form.media_type
        columns = ("id", "text") if form.suffix in (".parquet", ".jsonl") else ()
        depth = "*/" * len(wish.by)
        return [Files("articles", f"{DATA}/{depth}*{form.suffix}", media, columns)]
    media = "application/json" if wish.form == JSON else "text/plain"
    return [Files("articles", f"{DATA}/{'*/' * len(wish.by)}*", media)]


CARD = """\
---
license: {license}
configs:
- config_name: default
  data_files:
  - split: train
    path: data/**/*.parquet
---

Made by `copydesk export`; `datapackage.json` says from what.
"""
