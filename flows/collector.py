"""Python's collector of garbage that holds itself, for a process that cleans."""

import gc


def collect_seldom() -> None:
    """Let it look a hundred times less often.

    Cleaning makes no such garbage to speak of, and every look goes through tables of half a million
    objects: it is a tenth of the time of one article, and a twentieth of that of many.
    """
    gc.set_threshold(100_000, 50, 50)
