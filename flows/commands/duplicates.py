"""`copydesk duplicates`: which records of a store tell the same story in the same words."""

import argparse
import json
from pathlib import Path

from flows.commands.arguments import Add, add_store, local_store_of, positive, write
from flows.duplicates.table import Cluster, cluster_of, clusters
from flows.fault import Fault
from flows.lock import locked
from flows.terminal import shown


def add_duplicates(add: Add) -> None:
    """Add `duplicates`."""
    made = add(
        *("duplicates", use_duplicates, "Find, list or show records that are copies of others."),
        "copydesk duplicates list store/",
        "copydesk duplicates show store/ politics/1234.txt --json",
        "copydesk duplicates update store/",
    )
    made.add_argument("action", choices=("list", "show", "update"))
    add_store(made, is_local=True)
    made.add_argument("ids", nargs="*", metavar="ID", help="show: any record of a cluster")
    made.add_argument("--json", action="store_true", help="write one JSON object a line")
    made.add_argument(
        "--workers", type=positive, metavar="N", help="update: processes (default: one a core)"
    )
    made.add_argument(
        "--wait", action="store_true", help="update: wait while a run holds the store"
    )


def use_duplicates(options: argparse.Namespace) -> int:
    """`copydesk duplicates`."""
    store = local_store_of(options.store)
    if options.action == "update":
        return _update(store, options)
    if options.action == "list":
        for cluster in clusters(store):
            write(_as_json(cluster) if options.json else _as_text(cluster))
        return 0
    if not options.ids:
        raise Fault("duplicates show: expected an ID; `copydesk duplicates list` shows them")
    for id in options.ids:
        found = cluster_of(store, id)
        if found is None:
            raise Fault(f"{id}: no record of {store} that is known to have a copy")
        write(_as_json(found) if options.json else _as_text(found))
    return 0


def _update(store: Path, options: argparse.Namespace) -> int:
    from flows.duplicates.update import update
    from flows.settings import read_settings

    settings = read_settings()
    with locked(store, options.wait):
        done = update(store, options.workers or settings.workers, settings.duplicates_join)
    if options.json:
        write(json.dumps(done._asdict()) + "\n")
    else:
        write("".join(f"{name:<10} {count:>9,}\n" for name, count in done._asdict().items()))
    return 0


def _as_json(cluster: Cluster) -> str:
    row = {**cluster._asdict(), "members": [member._asdict() for member in cluster.members]}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _as_text(cluster: Cluster) -> str:
    """One line for each record; the canonical one first, its copies below it."""
    lines = []
    for member in cluster.members:
        mark = "  " * (member.id != cluster.canonical) + shown(member.id, 300)
        day = (member.published or "")[:10]
        lines.append(f"{member.kind:<9} {member.similarity:4.2f}  {day:<10}  {mark}\n")
    return "".join(lines)
