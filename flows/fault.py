"""What a person must put right: a wrong path, a bad setting, a broken file."""


class Fault(Exception):
    """The command line prints the message as one line and exits with status 2.

    The message says what was found, what was expected and what to do.
    """
