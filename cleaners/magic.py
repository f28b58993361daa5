"""What a file is that holds no text, told by its first bytes."""

from __future__ import annotations

SURE = (  # no text begins so
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"%PDF-", "a PDF document"),
    (b"%!PS-Adobe", "PostScript"),
    (b"{\\rtf1", "an RTF document"),
    (b"PK\x03\x04", "a zip archive, as .docx, .odt and .epub are"),
    (b"\x1f\x8b\x08", "gzip data"),
    (b"BZh91AY&SY", "bzip2 data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
LIKELY = (  # a text may begin so; one with controls and broken bytes does not
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or film"),
    (b"fLaC", "a sound"),
    (b"wOF", "a font"),
    (b"PAR1", "Parquet data"),
    (b"MZ", "a program"),
    (b"\x80\x04", "a pickle of Python"),
)


def sure_kind(data: bytes) -> str | None:
    """What these bytes are, where their beginning leaves no doubt; None for all that may be text.

    >>> sure_kind(b"%PDF-1.7 ..."), sure_kind(b"MZ said no.")
    ('a PDF document', None)
    """
    return _named(data, SURE)


def likely_kind(data: bytes) -> str | None:
    """What bytes are that are known to be no text.

    >>> likely_kind(b"MZ\\x90\\x00"), likely_kind(b"\\x00\\x01")
    ('a program', None)
    """
    if data[4:8] == b"ftyp":
        return "a film"
    return _named(data, SURE) or _named(data, LIKELY)


def _named(data: bytes, kinds: tuple[tuple[bytes, str], ...]) -> str | None:
    return next((name for magic, name in kinds if data.startswith(magic)), None)
