"""`copydesk run`: the flow, as a command."""

import argparse
from typing import TYPE_CHECKING

from cleaners import Profile
from flows.commands.arguments import Add, add_columns, add_profile, positive, write
from flows.fault import Fault, Unmet
from flows.lock import locked
from flows.places import Place, place_of
from flows.profiles import read_profile

if TYPE_CHECKING:
    from flows.settings import Settings


def add_run(add: Add) -> None:
    """Add `run`."""
    run = add(
        *("run", run_flow, "Clean a folder of articles into a store, as a Prefect flow."),
        "copydesk run articles/ --out store/",
        "copydesk run dump.jsonl --out store/ --set reject.min_letters=200",
        "copydesk run dump.csv.gz --out store/ --columns text=body,url=link",
        "copydesk run articles/ --out store/ --dry-run",
    )
    run.add_argument(
        "source",
        metavar="SOURCE",
        help="a folder, a pattern as 'articles/*.txt', a URL, a file, or - for rows of JSONL; "
        "docs/sources.md names the formats",
    )
    run.add_argument("--out", required=True, metavar="DIR", help="the store: a folder or a URL")
    run.add_argument(
        "--workers", type=positive, metavar="N", help="processes (default: one a core)"
    )
    run.add_argument(
        "--no-learn", action="store_true", help="do not learn the furniture of sites at the end"
    )
    run.add_argument(
        "--refresh", action="store_true", help="redo records whose site has other furniture now"
    )
    run.add_argument(
        "--dry-run",
        action="store_true",
        help="write nothing; say how many records would change, by which rules, and show ten",
    )
    run.add_argument(
        "--verify",
        action="store_true",
        help="read every byte, even of files whose size and time have not changed",
    )
    add_columns(run)
    run.add_argument("--wait", action="store_true", help="wait while another run holds the store")
    add_profile(run)


def run_flow(options: argparse.Namespace) -> int:
    """`copydesk run`."""
    from flows.reading.columns import parse_columns
    from flows.server import served
    from flows.settings import prepare_prefect, read_settings
    from flows.stdin import STDIN
    from flows.walk import exists

    # What is wrong with these is said before anything starts.
    profile, settings = read_profile(options.profile, options.set), read_settings()
    parse_columns(options.columns or "")
    if options.source != STDIN and not (options.source and exists(options.source)):
        raise Fault(
            f"{options.source or repr('')}: no such file or folder; expected a SOURCE of articles"
        )
    store = place_of(options.out)
    if options.dry_run:
        return _foresee(options, profile, settings)
    if not options.wait:
        with locked(store):  # a store that is held or read-only is said at once
            pass
    home = prepare_prefect(settings.home, quiet=True)
    try:
        with served(home):
            _call(options)
    except Unmet:
        _show(store)
        raise
    _show(store)
    return 0


def _foresee(options: argparse.Namespace, profile: Profile, settings: "Settings") -> int:
    from flows.forecast import forecast, lines
    from flows.reading.columns import parse_columns
    from flows.work import Options

    how = settings.model_copy(update={"workers": options.workers or settings.workers})
    named = parse_columns(settings.columns if options.columns is None else options.columns)
    work = Options(options.verify, options.refresh, columns=named)
    for line in lines(forecast(options.source, place_of(options.out), profile, how, work)):
        write(line + "\n")
    return 0


def _call(options: argparse.Namespace) -> None:
    from flows.clean import clean_articles, drain

    try:
        clean_articles(
            options.source,
            options.out,
            options.profile,
            tuple(options.set),
            options.workers,
            learn=not options.no_learn,
            refresh=options.refresh,
            verify=options.verify,
            wait=options.wait,
            columns=options.columns,
        )
    finally:
        drain()


def _show(store: Place) -> None:
    from flows.report import show
    from flows.runs import last_report

    report = last_report(store)
    if report:
        show(store, report)
