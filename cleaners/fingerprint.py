"""What a record depends on beside its source, in one digest."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from cleaners.profile import Profile


@cache
def package_version() -> str:
    """The installed version of Copydesk, or `0+unknown` when it runs from a bare checkout."""
    try:
        return version("copydesk")
    except PackageNotFoundError:
        return "0+unknown"


@cache
def fingerprint(profile: Profile, furniture: str = "", decisions: str = "") -> str:
    """The first 16 hex digits of a SHA-256 over all that decides how a text is cleaned.

    That is the version of the package, every file of `cleaners/`, the profile, the versions of
    ftfy and langdetect, and that of the Unicode data; and `furniture`, the digest of what is known
    of the article's site, where anything is; and `decisions`, the digest of what people have
    decided about the article, where they have. Records of one fingerprint are comparable.
    """
    digest = hashlib.sha256(_code().encode())
    digest.update(profile.model_dump_json().encode())
    digest.update(furniture.encode())
    if decisions:
        digest.update(f"\ndecisions {decisions}".encode())
    return digest.hexdigest()[:16]


@cache
def _code() -> str:
    digest = hashlib.sha256()
    digest.update(f"copydesk {package_version()}\n".encode())
    digest.update(f"ftfy {version('ftfy')}\nlangdetect {version('langdetect')}\n".encode())
    digest.update(f"unicode {unicodedata.unidata_version}\n".encode())
    for path, data in sorted(_walk(files("cleaners"), "")):
        digest.update(f"{path}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()
