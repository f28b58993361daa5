"""The profile a person asks for: one that comes with Copydesk, or a TOML file."""

import os
from collections.abc import Sequence
from pathlib import Path

from cleaners.profile import Profile, ProfileError, named, override, parse
from flows.fault import Fault

PROJECT_NAMES = Path("data/gazetteer")


def read_profile(name: str, settings: Sequence[str] = ()) -> Profile:
    """A profile by name or path, with single settings replaced and names of one's own laid over.

    Raises Fault with one line that says what to change.

    >>> read_profile("fragment", ["names.style=as-written"]).names.style
    'as-written'
    """
    try:
        profile = named(name) if not name.endswith(".toml") else parse(_content(name), name)
        profile = override(profile, tuple(settings)) if settings else profile
    except ProfileError as e:
        raise Fault(str(e)) from None
    tables = own_names()
    if not tables:
        return profile
    names = profile.names.model_copy(update={"gazetteer": (*tables, *profile.names.gazetteer)})
    return profile.model_copy(update={"names": names})


def own_names() -> tuple[str, ...]:
    """The tables of the project (`data/gazetteer/`) and of the user, the last on top.

    The user's lie in `copydesk/gazetteer/` below XDG_CONFIG_HOME, or `~/.config`.
    """
    config = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config")
    try:
        places = [PROJECT_NAMES, config.expanduser() / "copydesk" / "gazetteer"]
    except RuntimeError:  # no home folder is known
        places = [PROJECT_NAMES]
    places = [p for p in places if p.is_dir()]
    if not places:
        return ()
    from flows.gazetteer import layers

    return layers(*places)


def _content(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as e:
        reason = e.strerror if isinstance(e, OSError) else "no UTF-8"
        raise Fault(f"profile {path}: {reason}; expected a TOML file") from None
