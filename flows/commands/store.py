"""`copydesk status` and `copydesk rejects`: looking into a store, settling what waits."""

import argparse

from flows.commands.arguments import Add, add_profile, add_store, store_of, write
from flows.fault import Fault
from flows.profiles import read_profile
from flows.terminal import shown


def add_status(add: Add) -> None:
    """Add `status` and `rejects`."""
    status = add(
        *("status", show_status, "Say what a store holds and what its last run did."),
        "copydesk status store/",
    )
    add_store(status)
    add_profile(status)
    rejects = add(
        *("rejects", settle, "List, show, retry or accept what a store could not clean."),
        "copydesk rejects list store/",
        "copydesk rejects show store/ empty.txt",
        "copydesk rejects retry store/",
        "copydesk rejects accept store/ empty.txt noise.txt",
    )
    rejects.add_argument("action", choices=("list", "show", "retry", "accept"))
    add_store(rejects)
    rejects.add_argument("ids", nargs="*", metavar="ID", help="as `list` shows it")
    rejects.add_argument("--all", action="store_true", help="list those that were accepted too")
    add_profile(rejects)


def show_status(options: argparse.Namespace) -> int:
    """`copydesk status`."""
    from flows.status import status

    for line in status(store_of(options.store), read_profile(options.profile, options.set)):
        write(line + "\n")
    return 0


def settle(options: argparse.Namespace) -> int:
    """`copydesk rejects`."""
    from flows.manifest import ACCEPTED, PRESENT
    from flows.rejected import accept, listed, named, open_rejects, retry, where

    store = store_of(options.store)
    if options.action in ("show", "accept") and not options.ids:
        raise Fault(f"rejects {options.action}: expected an ID; `copydesk rejects list` shows them")
    if options.action == "list":
        found = open_rejects(store, (PRESENT, ACCEPTED) if options.all else (PRESENT,))
        write("".join(f"{shown(line, 300)}\n" for line in listed(found)))
    elif options.action == "accept":
        write(f"{accept(store, options.ids)} accepted\n")
    elif options.action == "retry":
        done = retry(store, options.ids, read_profile(options.profile, options.set))
        write("".join(f"{outcome}  {n}\n" for outcome, n in sorted(done.items())))
    else:
        for row, reject in named(store, options.ids):
            kept = (store / row.file).with_suffix(".bytes")
            write(f"{shown(row.id + where(reject), 300)}\n  code     {reject.code}\n")
            write(f"  message  {shown(reject.message, 500)}\n  state    {row.state}\n")
            size = f"{len(kept.read_bytes()):,} bytes in {kept}" if kept.is_file() else "not kept"
            write(f"  source   {shown(size, 500)}\n")
    return 0
