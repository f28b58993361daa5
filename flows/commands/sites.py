"""`copydesk sites`: what a store has learned of its sites."""

import argparse

from flows.commands.arguments import Add, add_store, store_of, write
from flows.fault import Fault
from flows.terminal import shown


def add_sites(add: Add) -> None:
    """Add `sites`."""
    sites = add(
        *("sites", use_sites, "Learn, show or forget the lines that a site prints on every page."),
        "copydesk sites learn store/",
        "copydesk sites show store/ example.org",
        "copydesk sites forget store/ example.org",
    )
    sites.add_argument("action", choices=("learn", "show", "forget"))
    add_store(sites)
    sites.add_argument("site", nargs="?", metavar="SITE", help="one site only, as example.org")


def use_sites(options: argparse.Namespace) -> int:
    """`copydesk sites`."""
    from flows.lock import locked
    from flows.sites import forget_site, learn_sites, read_rows

    store = store_of(options.store)
    if options.action == "show":
        rows = [r for r in read_rows(store) if options.site in (None, r.site)]
        write("".join(f"{r.site}  {r.use}  {r.articles:>6}  {shown(r.line, 200)}\n" for r in rows))
        return 0
    if options.action == "forget" and not options.site:
        raise Fault("sites forget: expected a SITE; `copydesk sites show` lists them")
    with locked(store):
        if options.action == "learn":
            learned = learn_sites(store, [options.site] if options.site else None)
            write("".join(f"{name}  {count} lines\n" for name, count in learned.items()))
        else:
            write(f"{options.site}  {forget_site(store, options.site)} lines forgotten\n")
    return 0
