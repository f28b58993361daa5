"""`copydesk gazetteer`: look a name up, check tables of one's own, make the shipped ones."""

import argparse
import json
import sys
from pathlib import Path

from flows.commands.arguments import Add, write
from flows.fault import Fault


def add_gazetteer(add: Add) -> None:
    """Add `gazetteer`."""
    made = add(
        *("gazetteer", use_gazetteer, "Look a name up, check tables of names, or build them."),
        'copydesk gazetteer lookup "Kim Jong Un"',
        "copydesk gazetteer check data/gazetteer/",
        "copydesk gazetteer build sources/ --into tables/",
    )
    made.add_argument("action", choices=("lookup", "check", "build"))
    made.add_argument("what", metavar="WHAT", help="a name; a table or a folder of them; sources")
    made.add_argument("--into", type=Path, metavar="DIR", help="where build writes its tables")
    made.add_argument(
        "--words",
        type=Path,
        nargs="+",
        default=[],
        metavar="LIST",
        help="word lists, one word a line: build makes the list of common words from them too",
    )


def use_gazetteer(options: argparse.Namespace) -> int:
    """`copydesk gazetteer`: 1 when nothing was found, or when the check refuses something."""
    from flows.gazetteer import build, build_words, check_files, lookup
    from flows.profiles import own_names

    if options.action == "lookup":
        found = lookup(options.what, own_names())
        write("".join(f"{json.dumps(f._asdict(), ensure_ascii=False)}\n" for f in found))
        return 0 if found else 1
    if not Path(options.what).exists():
        raise Fault(f"{options.what}: no such file or folder of tables")
    if options.action == "check":
        problems = check_files([Path(options.what)])
        for p in problems:
            print(f"{p.code}\t{p.surface}\t{p.message}", file=sys.stderr)
        return 1 if problems else 0
    if options.into is None:
        raise Fault("gazetteer build: expected --into DIR, where the tables are written")
    options.into.mkdir(parents=True, exist_ok=True)
    if options.words:
        write(f"{build_words(options.words, options.into)} words\n")
    built = build(Path(options.what), options.into)
    for p in built.problems:
        print(f"{p.code}\t{p.surface}\t{p.message}", file=sys.stderr)
    size = sum(map(len, built.files.values())) / 1e6
    write(f"{built.entries} entities, {built.forms} forms, {size:.2f} MB\n")
    return 0
