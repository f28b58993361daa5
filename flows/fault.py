"""What a person must put right: a wrong path, a bad setting, a broken file."""


class Fault(Exception):  # noqa: N818  it is the user's to mend, not an error of ours
    """The command line prints the message as one line and exits with the class's `status`.

    The message says what was found, what was expected and what to do.
    """

    status = 2


class Unmet(Fault):
    """A run wrote all it had to write, but not what its settings demand of it."""

    status = 3


class Busy(Fault):
    """Another run holds the store. 75 is EX_TEMPFAIL: trying later may well work."""

    status = 75
