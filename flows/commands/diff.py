"""`copydesk diff`: what was done to a record, by word; or how two stores differ."""

import argparse
import os
import sys
from pathlib import Path

from flows.commands.arguments import Add, local_store_of, write
from flows.commands.files import read_record_file
from flows.fault import Fault


def add_diff(add: Add) -> None:
    """Add `diff`."""
    diff = add(
        *("diff", show_difference, "Show what was done to a record, or how two stores differ."),
        "copydesk diff store/records/NAME.json",
        "copydesk diff before/ after/",
    )
    diff.add_argument("first", metavar="RECORD|STORE", help="a record (.json), or a store")
    diff.add_argument("second", nargs="?", metavar="STORE", help="the store to compare with")
    diff.add_argument("--all", action="store_true", help="lines that have not changed as well")
    diff.add_argument("--whitespace", action="store_true", help="stores: blanks count as well")
    diff.add_argument(
        "--colour",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto: on a terminal, unless NO_COLOR is set",
    )


def show_difference(options: argparse.Namespace) -> int:
    """`copydesk diff`: 1 when two stores differ."""
    if options.second is None:
        from flows.worddiff import difference

        if Path(options.first).is_dir():
            raise Fault(f"diff {options.first}: expected a second store to compare it with")
        for line in difference(read_record_file(options.first), _colour(options), options.all):
            write(line + "\n")
        return 0
    from flows.compare import compare, lines

    a, b = local_store_of(options.first), local_store_of(options.second)
    found = compare(a, b, options.whitespace)
    for line in lines(found, a, b):
        write(line + "\n")
    return 1 if found.differ or found.only else 0


def _colour(options: argparse.Namespace) -> bool:
    if options.colour == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return bool(options.colour == "always")
