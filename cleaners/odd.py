"""The characters of a text that are no plain ones, found once for all who look for some of them.

Nine stages out of ten look for characters that most texts do not have. What is left of a text
without its plain characters is short, so that each of these questions costs next to nothing.
"""

from __future__ import annotations

from functools import lru_cache

PLAIN = b"\t\n" + bytes(range(0x20, 0x7F))


@lru_cache(maxsize=4)
def odd(text: str) -> str:
    """Every character of a text beyond plain ASCII, once and in order.

    A pattern that describes one character is in the text where it is in here.

    >>> odd("“Łódź”\\r\\n is a city\\u00a0in Poland")
    '\\r\\xa0óŁź“”'
    """
    return "".join(sorted(set(left(text))))


def left(text: str) -> str:
    """What is left of a text without its plain characters.

    >>> left("“Łódź” is a city; “Gdańsk” is another")
    '“Łóź”“ń”'
    """
    rest = text.encode("utf-8", "surrogatepass").translate(None, PLAIN)
    return rest.decode("utf-8", "surrogatepass")
