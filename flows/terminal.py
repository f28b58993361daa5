"""What may be written on a terminal: untrusted text that is shown and never obeyed."""

JOINERS = "\u200c\u200d"  # Persian and Indic words need them, and they command nothing


def shown(text: str, most: int = 100) -> str:
    r"""A text as one line of at most so many characters, controls written as escapes.

    >>> shown("two\nlines \x1b[31m")
    'two⏎lines \\x1b[31m'
    >>> shown("Putin arrived in Pyongyang", 12)
    'Putin arriv…'
    """
    line = text[: most + 1].replace("\r\n", "⏎").replace("\n", "⏎")
    safe = "".join(map(_visible, line))
    return safe if len(safe) <= most else f"{safe[: most - 1]}…"


def _visible(c: str) -> str:
    return c if c.isprintable() or c in JOINERS else c.encode("unicode_escape").decode()
