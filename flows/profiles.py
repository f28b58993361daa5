"""The profile a person asks for: one that comes with Copydesk, or a TOML file."""

from collections.abc import Sequence
from pathlib import Path

from cleaners.profile import Profile, ProfileError, built_in, named, override, parse


def read_profile(name: str, settings: Sequence[str] = ()) -> Profile:
    """A profile by name or path, with single settings replaced.

    Raises ProfileError with one line that says what to change.

    >>> read_profile("fragment", ["names.style=as-written"]).names.style
    'as-written'
    """
    if name in built_in():
        profile = named(name)
    elif name.endswith(".toml"):
        try:
            profile = parse(Path(name).read_text("utf-8"), name)
        except (OSError, UnicodeDecodeError) as e:
            raise ProfileError(f"profile {name}: cannot be read: {e}") from None
    else:
        known = ", ".join(built_in())
        raise ProfileError(f"no profile named {name!r}: choose {known}, or a file ending in .toml")
    return override(profile, tuple(settings)) if settings else profile
