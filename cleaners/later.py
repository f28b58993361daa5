"""Regular expressions that are compiled when they are first asked.

To compile a long one takes milliseconds, and so does every class of characters that holds a whole
script. Most texts ask only some of them, and a command for one article should not wait for all.
"""

from __future__ import annotations

import re
from typing import cast


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that compiles itself at its first question; what it finds is found by another.

    >>> year = later(r"(?:19|20)\\d\\d")
    >>> year.findall("from 1994 to 2011"), year.pattern
    (['1994', '2011'], '(?:19|20)\\\\d\\\\d')
    """
    return cast(re.Pattern[str], Later(pattern, flags))


class Later:
    """What `later` gives; it looks a method of the compiled pattern up once, then keeps it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # whoever copies or pickles it asks for these
            raise AttributeError(name)
        found = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, found)
        return found
