"""Files as streams of bytes, whatever they are compressed with, and no more than is asked for.

What is compressed can only be read forwards: to seek back starts again from the beginning.
"""

import bz2
import gzip
import io
import lzma
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol, cast

import zstandard
from typing_extensions import Buffer

from flows.places import Remote, is_url
from flows.places import opened as opened_elsewhere
from flows.reading.entry import Broken

SUFFIXES = (".gz", ".bz2", ".zst", ".xz")
FREE = 64 << 20  # unpacked bytes before anybody asks for the ratio
RATIO = 250  # texts shrink to a third or a tenth; pages that repeat, to a hundredth
MOST = 1 << 42  # unpacked bytes of one file, whatever its ratio
WINDOW = 1 << 27  # bytes of memory that a zstd frame may ask for
PIECE = 1 << 10  # of a zstd file: unpacked at once, it cannot be more than 32 MB
MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PK\x03\x04", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"PAR1", "Parquet"),
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite f", "SQLite"),
    (b"\x7fELF", "program"),
)
NAMES = {".gz": "gzip", ".bz2": "bzip2", ".zst": "zstd", ".xz": "xz"}


def compression(name: str) -> str:
    """The suffix that says what a file is compressed with; empty for none.

    >>> compression("dump.jsonl.GZ"), compression("dump.jsonl")
    ('.gz', '')
    """
    end = name[-4:].lower()
    return next((suffix for suffix in SUFFIXES if end.endswith(suffix)), "")


def opened(path: str) -> BinaryIO:
    """A file to read. Never waits, even if a named pipe has taken the place of the file."""
    if is_url(path):
        return opened_elsewhere(Remote(path))
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(f"{path} is no regular file any more")
    return os.fdopen(number, "rb")


def unpacked(raw: BinaryIO, suffix: str) -> BinaryIO:
    """A file without its compression. Reading raises Broken where it cannot go on."""
    return cast(BinaryIO, io.BufferedReader(Unpacked(raw, suffix), 1 << 17)) if suffix else raw


def sniffed(beginning: bytes) -> str | None:
    """What a file is that begins so, where that is no text.

    >>> sniffed(b"PK\\x03\\x04..."), sniffed(b'{"text"')
    ('zip', None)
    """
    return next((name for magic, name in MAGIC if beginning.startswith(magic)), None)


class _Stream(Protocol):
    def read1(self, size: int, /) -> bytes: ...


class Unpacked(io.RawIOBase):
    """The bytes that a compressed file holds, watched for a bomb.

    A bomb is a small file that unpacks to more than any disk holds.
    """

    def __init__(self, raw: BinaryIO, suffix: str) -> None:
        super().__init__()
        self._raw, self._suffix, self._at = raw, suffix, 0
        self._stream = _stream(raw, suffix)

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is, if slowly."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Read on, and count."""
        view = memoryview(buffer)
        with told(self._suffix, self._at):
            data = self._stream.read1(len(view))  # `read` would lose the end of a file that is cut
        view[: len(data)] = data
        self._at += len(data)
        packed = max(1, self._raw.tell())
        if self._at > MOST or (self._at > FREE and self._at > RATIO * packed):
            raise Broken(
                "bomb",
                f"{packed:,} bytes unpack to {self._at:,} and more; up to {RATIO} times as many "
                f"and {MOST:,} in all are read. Unpack it yourself if it is what it should be",
            )
        return len(data)

    def tell(self) -> int:
        """How many bytes were unpacked."""
        return self._at

    def seek(self, to: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place, forwards by reading; backwards starts again."""
        if whence == os.SEEK_CUR:
            to += self._at
        elif whence == os.SEEK_END:
            raise io.UnsupportedOperation("the end of a compressed file is not known")
        if to < self._at:
            self._raw.seek(0)
            self._stream, self._at = _stream(self._raw, self._suffix), 0
        skipped = bytearray(1 << 17)
        while self._at < to:
            if not self.readinto(memoryview(skipped)[: min(len(skipped), to - self._at)]):
                break
        return self._at

    def close(self) -> None:
        """Close the file as well."""
        self._raw.close()
        super().close()


@contextmanager
def told(suffix: str, at: int) -> Iterator[None]:
    """What goes wrong while a file is unpacked, in words."""
    try:
        yield
    except EOFError:
        message = f"ends in the middle of its {NAMES[suffix]} data, after {at:,} unpacked bytes"
        raise Broken("broken-file", f"{message}; fetch it again") from None
    except (zlib.error, lzma.LZMAError, zstandard.ZstdError, gzip.BadGzipFile) as e:
        raise _no_such(suffix, at, e) from None
    except OSError as e:
        if e.errno is None:  # bz2 says no more than this
            raise _no_such(suffix, at, e) from None
        raise


def _no_such(suffix: str, at: int, e: Exception) -> Broken:
    reason = f"{e}".split("\n")[0] or type(e).__name__
    message = f"no {NAMES[suffix]} after {at:,} unpacked bytes ({reason}); fetch it again"
    return Broken("broken-file", message)


class _Zstd:
    """What zstd has packed, frame by frame. The library's own stream hides a file that is cut."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw, self._held, self._at = raw, b"", 0
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._rest = b""

    def read1(self, size: int) -> bytes:
        while self._at >= len(self._held):
            packed = self._rest or self._raw.read(PIECE)
            self._rest = b""
            if not packed:
                if self._frame:
                    raise EOFError
                return b""
            frame = (
                self._frame or zstandard.ZstdDecompressor(max_window_size=WINDOW).decompressobj()
            )
            self._held, self._at = frame.decompress(packed), 0
            self._frame = None if frame.eof else frame
            self._rest = frame.unused_data if frame.eof else b""
        self._at += size
        return self._held[self._at - size : self._at]


def _stream(raw: BinaryIO, suffix: str) -> _Stream:
    made: dict[str, Callable[[], _Stream]] = {
        ".gz": lambda: gzip.GzipFile(fileobj=raw, mode="rb"),
        ".bz2": lambda: bz2.BZ2File(raw),
        ".xz": lambda: lzma.LZMAFile(raw, "rb"),  # noqa: SIM115
        ".zst": lambda: _Zstd(raw),
    }
    return made[suffix]()
