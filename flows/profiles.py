"""The profile a person asks for: one that comes with Copydesk, or a TOML file."""

from collections.abc import Sequence
from pathlib import Path

from cleaners.profile import Profile, ProfileError, named, override, parse
from flows.fault import Fault


def read_profile(name: str, settings: Sequence[str] = ()) -> Profile:
    """A profile by name or path, with single settings replaced.

    Raises Fault with one line that says what to change.

    >>> read_profile("fragment", ["names.style=as-written"]).names.style
    'as-written'
    """
    try:
        profile = named(name) if not name.endswith(".toml") else parse(_content(name), name)
        return override(profile, tuple(settings)) if settings else profile
    except ProfileError as e:
        raise Fault(str(e)) from None


def _content(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as e:
        reason = e.strerror if isinstance(e, OSError) else "no UTF-8"
        raise Fault(f"profile {path}: {reason}; expected a TOML file") from None
