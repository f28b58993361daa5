"""How far a long run has come: a bar on a terminal, nothing in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress() -> Iterator[Callable[[float, int], None]]:
    """A function to call with how far a run is, from 0 to 1, and how many articles are done."""
    if not sys.stderr.isatty():
        yield lambda share, articles: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = ("cleaning", BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda share, articles: bar.update(
            task, completed=share, description=f"{articles:,} articles"
        )
