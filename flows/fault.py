"""What a person must put right: a wrong path, a bad setting, a broken file."""


class Fault(Exception):  # noqa: N818  it is the user's to mend, not an error of ours
    """The command line prints the message as one line and exits with status 2.

    The message says what was found, what was expected and what to do.
    """
