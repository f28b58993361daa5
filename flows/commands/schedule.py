"""`copydesk schedule`: the flow, served for as long as the command runs."""

import argparse
import re
from datetime import timedelta
from zoneinfo import available_timezones

from flows.commands.arguments import Add, add_profile, write
from flows.fault import Fault
from flows.places import full, place_of
from flows.profiles import read_profile

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def add_schedule(add: Add) -> None:
    """Add `schedule`."""
    schedule = add(
        *("schedule", serve_flow, "Run on a schedule, or when new files arrive; one at a time."),
        "copydesk schedule articles/ --out store/ --every 10m",
        'copydesk schedule articles/ --out store/ --cron "15 3 * * *" --timezone Europe/London',
        "copydesk schedule articles/ --out store/ --watch",
        "copydesk schedule articles/ --out store/ --every 10m --print-unit > copydesk.service",
    )
    schedule.add_argument("source", metavar="SOURCE", help="as for `copydesk run`")
    schedule.add_argument(
        "--out", required=True, metavar="DIR", help="the store: a folder or a URL"
    )
    when = schedule.add_mutually_exclusive_group()
    when.add_argument("--cron", metavar="LINE", help="five fields: minute hour day month weekday")
    when.add_argument("--every", type=span, metavar="TIME", help="as 30s, 10m, 6h or 1d")
    schedule.add_argument(
        "--timezone", type=zone, default="UTC", metavar="NAME", help="of --cron (default: UTC)"
    )
    schedule.add_argument(
        "--watch", action="store_true", help="start a run when new files are complete"
    )
    schedule.add_argument(
        "--print-unit", action="store_true", help="print a systemd unit for this; start nothing"
    )
    add_profile(schedule)


def span(text: str) -> timedelta:
    """A time as people write it.

    >>> span("10m")
    datetime.timedelta(seconds=600)
    """
    found = re.fullmatch(r"([1-9]\d{0,6})([smhd])", text)
    if not found:
        raise argparse.ArgumentTypeError(f"expected a time as 30s, 10m, 6h or 1d, found {text!r}")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def zone(text: str) -> str:
    """A timezone by its name; Prefect would tell of a wrong one by a traceback.

    >>> zone("Europe/London")
    'Europe/London'
    """
    if text not in available_timezones():
        raise argparse.ArgumentTypeError(f"expected a timezone as Europe/London, found {text!r}")
    return text


def serve_flow(options: argparse.Namespace) -> int:
    """`copydesk schedule`."""
    from flows.server import served
    from flows.settings import prepare_prefect, read_settings
    from flows.unit import unit
    from flows.walk import exists, root_of

    read_profile(options.profile, options.set)
    settings = read_settings()
    source, out = root_of(options.source), full(place_of(options.out))
    if not exists(source):
        raise Fault(f"{options.source}: no such file or folder; expected a SOURCE of articles")
    if not (options.cron or options.every or options.watch):
        raise Fault("schedule: expected --cron, --every or --watch")
    if options.print_unit:
        prepare_prefect(settings.home)
        from flows.schedule import schedule_of

        schedule_of(options.cron, options.every, options.timezone)
        write(unit(_again(options, source, out), source, out, settings.home))
        return 0
    with served(prepare_prefect(settings.home), schedules=True) as url:
        from flows.schedule import schedule_of, serve, watch

        when = schedule_of(options.cron, options.every, options.timezone)
        write(f"{out}: runs are scheduled; Prefect answers at {url}. Ctrl-C ends it.\n")
        if options.watch:
            watch(source, out)
        serve(source, out, options.profile, tuple(options.set), when)
    return 0


def _again(options: argparse.Namespace, source: str, out: str) -> list[str]:
    """The arguments that start this very schedule from any folder."""
    words = ["schedule", source, "--out", out, "--profile", options.profile]
    if options.cron:
        words += ["--cron", options.cron, "--timezone", options.timezone]
    if options.every:
        words += ["--every", f"{int(options.every.total_seconds())}s"]
    for setting in options.set:
        words += ["--set", setting]
    return [*words, "--watch"] if options.watch else words
