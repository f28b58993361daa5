"""One article on its way in: as it came, cleaned, or lost on the way."""

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaners import Profile, Record, Reject, clean
from cleaners.decisions import Decision
from cleaners.given import Given
from cleaners.record import Container, Extractor, RejectCode, Rejected
from cleaners.sites import Site


class Raw(NamedTuple):
    """One article as it came: its bytes, or the string that a row or a page holds.

    `given` is what its row or its page says of it, `extractor` what made text of its page.
    """

    id: str | None
    data: bytes | str
    name: str | None = None
    url: str | None = None
    container: Container | None = None
    given: tuple[Given, ...] = ()
    extractor: Extractor | None = None


class Lost(NamedTuple):
    """An article that could not be read: why, and the bytes of it that are known."""

    reject: Reject
    data: bytes | None = None


def bytes_of(raw: Raw) -> bytes:
    """The source of an article; a string's source is its UTF-8."""
    return raw.data if isinstance(raw.data, bytes) else raw.data.encode("utf-8", "surrogatepass")


def digest_of(raw: Raw) -> str:
    """The SHA-256, in hex, of all of an article that decides its record: its source and what is
    said of it.

    >>> digest_of(Raw("a", b"Putin arrived.")) == digest_of(Raw("a", b"Putin arrived.", url="x"))
    False
    """
    digest = hashlib.sha256(bytes_of(raw))
    if raw.url:
        digest.update(b"\0" + raw.url.encode("utf-8", "surrogatepass"))
    if raw.given or raw.extractor:
        said = (tuple(raw.given), raw.extractor and (raw.extractor.name, raw.extractor.version))
        digest.update(b"\0" + repr(said).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def cleaned(
    raw: Raw,
    profile: Profile,
    site: Site | None = None,
    observe: Callable[[str], None] = lambda stage: None,
    decisions: Sequence[Decision] = (),
) -> Record | Reject:
    """One article through the library. A fault of our own rejects this article, not its run."""
    try:
        return clean(
            raw.data,
            profile,
            id=raw.id,
            name=raw.name,
            url=raw.url,
            container=raw.container,
            extractor=raw.extractor,
            given=raw.given,
            site=site,
            decisions=decisions,
            observe=observe,
        )
    except Exception as e:
        data = bytes_of(raw)
        id = raw.id or hashlib.sha256(data).hexdigest()[:16]
        return rejected(
            id,
            "internal-error",
            f"{type(e).__name__} inside Copydesk, which is its own fault; please report it with "
            "the source",
            name=raw.name,
            data=data,
            url=raw.url,
            container=raw.container,
            extractor=raw.extractor,
            given=raw.given,
        )


def rejected(
    id: str,
    code: RejectCode,
    message: str,
    *,
    name: str | None = None,
    data: bytes | None = None,
    size: int | None = None,
    url: str | None = None,
    container: Container | None = None,
    extractor: Extractor | None = None,
    given: tuple[Given, ...] = (),
) -> Reject:
    """A reject, described as far as its source is known."""
    source = Rejected(
        name=id if name is None else name,
        sha256=None if data is None else hashlib.sha256(data).hexdigest(),
        size=size if data is None else len(data),
        container=container,
        url=url,
        extractor=extractor,
        given=tuple((g.field, g.value, g.origin) for g in given),
    )
    return Reject(id=id, source=source, code=code, message=message)
