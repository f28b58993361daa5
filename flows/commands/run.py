"""`copydesk run`: the flow, as a command."""

import argparse
from pathlib import Path

from flows.commands.arguments import Add, add_profile, positive, write
from flows.fault import Fault, Unmet
from flows.lock import locked
from flows.profiles import read_profile


def add_run(add: Add) -> None:
    """Add `run`."""
    run = add(
        *("run", run_flow, "Clean a folder of articles into a store, as a Prefect flow."),
        "copydesk run articles/ --out store/",
        "copydesk run dump.jsonl --out store/ --set reject.min_letters=200",
        "copydesk run articles/ --out store/ --dry-run",
    )
    run.add_argument("source", metavar="SOURCE", help="a folder, or a .txt, .md or .jsonl file")
    run.add_argument("--out", required=True, metavar="DIR", help="the store to write to")
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
    run.add_argument("--wait", action="store_true", help="wait while another run holds the store")
    add_profile(run)


def run_flow(options: argparse.Namespace) -> int:
    """`copydesk run`."""
    from flows.server import served
    from flows.settings import prepare_prefect, read_settings

    read_profile(options.profile, options.set)  # a wrong one is said before anything starts
    settings = read_settings()
    if not Path(options.source).exists():
        raise Fault(f"{options.source}: no such file or folder; expected a SOURCE of articles")
    if options.dry_run:
        return _foresee(options)
    if not options.wait:
        with locked(Path(options.out)):  # a store that is held or read-only is said at once
            pass
    home = prepare_prefect(settings.home, quiet=True)
    store = Path(options.out)
    try:
        with served(home):
            _call(options)
    except Unmet:
        _show(store)
        raise
    _show(store)
    return 0


def _foresee(options: argparse.Namespace) -> int:
    from flows.forecast import forecast, lines
    from flows.settings import read_settings
    from flows.work import Options

    settings = read_settings()
    chosen = read_profile(options.profile, options.set)
    how = settings.model_copy(update={"workers": options.workers or settings.workers})
    work = Options(options.verify, options.refresh)
    for line in lines(forecast(Path(options.source), Path(options.out), chosen, how, work)):
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
        )
    finally:
        drain()


def _show(store: Path) -> None:
    from flows.report import show
    from flows.runs import last_report

    report = last_report(store)
    if report:
        show(store, report)
