"""`copydesk review` and `report`: see what was done, question it, correct it, hand it around."""

import argparse
from pathlib import Path

from flows.commands.arguments import Add, add_profile, add_store, local_store_of, write
from flows.fault import Fault
from flows.profiles import read_profile


def add_review(add: Add) -> None:
    """Add `review` and `report`."""
    review = add(
        *("review", serve_review, "Open a page on this machine to see, question and correct."),
        "copydesk review store/",
        "copydesk review store/ --port 8642",
    )
    add_store(review, is_local=True)
    review.add_argument(
        "--port", type=int, default=0, metavar="N", help="of 127.0.0.1 (default: any that is free)"
    )
    add_profile(review)
    report = add(
        *("report", write_report, "Write what a store holds as one HTML file to hand around."),
        "copydesk report store/ --html report.html",
    )
    add_store(report, is_local=True)
    report.add_argument(
        "--html", required=True, type=Path, metavar="FILE", help="the file; it needs nothing else"
    )


def write_report(options: argparse.Namespace) -> int:
    """`copydesk report`."""
    store = local_store_of(options.store)
    try:
        from flows.picture import write_picture
    except ImportError as e:
        raise Fault(f"{e.name} is missing: pip install copydesk[review]") from None
    count = write_picture(store, options.html)
    write(f"{options.html}: {count:,} articles\n")
    return 0


def serve_review(options: argparse.Namespace) -> int:
    """`copydesk review`."""
    store, profile = local_store_of(options.store), read_profile(options.profile, options.set)
    if not 0 <= options.port < 65536:
        raise Fault(f"--port: expected a number from 0 to 65535, found {options.port}")
    try:
        from flows.review.server import serve
    except ImportError as e:
        raise Fault(f"{e.name} is missing: pip install copydesk[review]") from None
    serve(store, profile, options.port, lambda url: write(f"{url}\nCtrl-C ends it.\n"))
    return 0
