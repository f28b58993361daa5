"""`copydesk export` and `copydesk changes`: what a store gives to others."""

import argparse
import sys
from datetime import date

from flows.commands.arguments import Add, add_store, local_store_of, new_folder, positive, write
from flows.terminal import shown

MEGABYTE = 1_000_000


def add_export(add: Add) -> None:
    """Add `export` and `changes`."""
    export = add(
        *("export", export_store, "Write records of a store as files for others."),
        "copydesk export store/ --out news/ --format parquet",
        "copydesk export store/ --out train/ --format datasets --edits none --without-copies",
        "copydesk export store/ --out texts/ --format text --headline --language en",
        "copydesk export store/ --out news/ --format jsonl.zst --by language,date --replace",
    )
    add_store(export, is_local=True)
    export.add_argument("--out", required=True, metavar="DIR", help="a folder to make")
    export.add_argument(
        "--format",
        required=True,
        choices=("json", "jsonl", "jsonl.zst", "parquet", "datasets", "text"),
        help="a JSON file each; lines of JSON; Parquet; Parquet with a card for "
        "datasets.load_dataset; a text file each",
    )
    export.add_argument(
        "--edits",
        choices=("embedded", "sidecar", "none"),
        help="where the ledgers go: into the records; beside them, below edits/; nowhere "
        "(default: embedded, none with text)",
    )
    export.add_argument(
        "--headline", action="store_true", help="text: the headline first, then an empty line"
    )
    _add_filters(export)
    _add_parts(export)
    export.add_argument(
        "--replace", action="store_true", help="replace an export that is there already"
    )
    export.add_argument("--wait", action="store_true", help="wait while a run holds the store")

    changes = add(
        *("changes", list_changes, "List what became of records, in order, as lines of JSON."),
        "copydesk changes store/",
        "copydesk changes store/ --since CURSOR --limit 1000",
    )
    add_store(changes, is_local=True)
    changes.add_argument(
        "--since",
        default="0",
        metavar="CURSOR",
        help="that of the last change that was dealt with (default: 0, from the beginning)",
    )
    changes.add_argument("--limit", type=positive, metavar="N", help="no more than N changes")


def _add_filters(export: argparse.ArgumentParser) -> None:
    some = export.add_argument_group("which records (rejects never)")

    def names(option: str, metavar: str, about: str) -> None:
        some.add_argument(option, action="append", default=[], metavar=metavar, help=about)

    names("--language", "CODE", "of this language, as en, or unknown; may be repeated")
    names("--site", "SITE", "of this site, as example.org; may be repeated")
    some.add_argument("--since", type=day, metavar="DAY", help="published on this day or later")
    some.add_argument("--until", type=day, metavar="DAY", help="published on this day or earlier")
    names("--with-flag", "CODE", "with this flag: a code, a stage, or any; may be repeated")
    names("--without-flag", "CODE", "without it; may be repeated")
    some.add_argument(
        "--without-copies", action="store_true", help="one record of each cluster of duplicates"
    )


def _add_parts(export: argparse.ArgumentParser) -> None:
    export.add_argument(
        "--by",
        type=keys,
        default=(),
        metavar="KEYS",
        help="a folder for each language, site, date, or several of them parted by commas",
    )
    export.add_argument(
        "--part-size",
        type=positive,
        default=256,
        metavar="MB",
        help="a file ends after about so much text (default: 256)",
    )


def day(text: str) -> date:
    """A day as people write it.

    >>> day("2026-11-25")
    datetime.date(2026, 11, 25)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a day as 2026-11-25, found {text!r}") from None


def keys(text: str) -> tuple[str, ...]:
    """What an export is parted by.

    >>> keys("language,date")
    ('language', 'date')
    """
    from flows.export import BY

    found = tuple(text.split(","))
    if len(set(found)) < len(found) or not set(found) <= set(BY):
        raise argparse.ArgumentTypeError(f"expected some of {', '.join(BY)}; found {text!r}")
    return found


def export_store(options: argparse.Namespace) -> int:
    """`copydesk export`."""
    from flows.export import export
    from flows.selection import Selection, unmet
    from flows.settings import read_settings
    from flows.wish import Wish

    store, out = local_store_of(options.store), new_folder(options.out)
    selection = Selection(
        languages=tuple(options.language),
        sites=tuple(options.site),
        since=options.since,
        until=options.until,
        with_flags=tuple(options.with_flag),
        without_flags=tuple(options.without_flag),
        without_copies=options.without_copies,
    )
    wish = Wish(
        form=options.format,
        edits=options.edits or ("none" if options.format == "text" else "embedded"),
        headline=options.headline,
        selection=selection,
        by=options.by,
        part_size=options.part_size * MEGABYTE,
        license=read_settings().license,
    )
    done = export(store, out, wish, options.replace, options.wait)
    write(f"{done.records:,} of {done.count.held:,} records in {shown(str(out), 500)}\n")
    for reason, count in sorted(done.count.left_out.items()):
        write(f"{count:>9,}  left out: {reason}\n")
    for line in unmet(selection, done.count):
        write(f"{shown(line, 1000)}\n")
    return 0


def list_changes(options: argparse.Namespace) -> int:
    """`copydesk changes`."""
    import json

    from flows.journal import changes
    from flows.manifest import opened

    limit = -1 if options.limit is None else options.limit
    with opened(local_store_of(options.store), read_only=True) as base:
        for change in changes(base, options.since, limit):
            line = json.dumps(change._asdict(), ensure_ascii=False) + "\n"
            sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
    return 0
