"""Bytes to text, and back to the very same bytes.

Undecodable bytes become one U+FFFD for each run, and a patch remembers what stood there. So the
text is always valid Unicode, and nothing of the file is lost.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import NamedTuple

REPLACEMENT = "\ufffd"
BOMS = {  # longest first: the mark of UTF-32 begins with that of UTF-16
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
LEGACY = (  # what news in other scripts was stored in before UTF-8
    *("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "cp949"),
)
SWITCHES = {"iso2022_jp": b"\x1b$B", "iso2022_kr": b"\x1b$)C"}
HIGH = bytes(range(0x80, 0x100))
LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ESCAPED = re.compile("[\udc80-\udcff]+")
SURROGATES = re.compile("[\ud800-\udfff]+")
# What colours the output of a program: a text copied from a terminal is still a text.
ESCAPES = re.compile("\x1b(?:\\[[0-9;?]{0,20}[A-Za-z]|\\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\\\))")
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Patch(NamedTuple):
    """Bytes that are no text: where their U+FFFD stands (code points), and what they were."""

    position: int
    hex: str


class Decoded(NamedTuple):
    """A text, and all it takes to write its bytes again."""

    text: str
    encoding: str
    bom: bool = False
    patches: tuple[Patch, ...] = ()
    guessed: bool = False


def decode(data: bytes | str) -> Decoded:
    """Read bytes, whatever their encoding. A string counts as its own UTF-8.

    The order: a byte order mark, unless it lies; UTF-16 and UTF-32 by their zero bytes; ISO-2022;
    UTF-8; UTF-8 with broken places, when more of it is whole than broken; a legacy code page
    (`guessed` is then True).

    >>> decode(b"caf\\xc3\\xa9").text
    'café'
    >>> decode(b"\\xff\\xfeP\\x00").encoding
    'utf-16-le'
    >>> decode("broken \\ud800 pair").patches
    (Patch(position=7, hex='eda080'),)
    """
    if isinstance(data, str):
        return _utf8(data.encode("utf-8", "surrogatepass"))
    marked = _marked(data)
    if marked:
        return marked
    guess = _zero_pattern(data)
    wide = _wide(data, guess) if guess else None
    if wide:
        return wide
    utf8 = _switched(data) or _utf8(data)
    if not utf8.patches or _mostly_utf8(utf8, data):
        return utf8
    return _legacy(data)


def encode(text: str, encoding: str, bom: bool = False, patches: Sequence[Patch] = ()) -> bytes:
    """The bytes that `decode` read.

    >>> d = decode(b"\\xef\\xbb\\xbfbad \\xff\\xfe byte \\xc3\\xa9")
    >>> encode(d.text, d.encoding, d.bom, d.patches)
    b'\\xef\\xbb\\xbfbad \\xff\\xfe byte \\xc3\\xa9'
    """
    out = [BOMS[encoding]] if bom else []
    at = 0
    for patch in patches:
        if text[patch.position : patch.position + 1] != REPLACEMENT:
            raise ValueError(f"no U+FFFD at {patch.position} to put the bytes {patch.hex} back")
        out += (text[at : patch.position].encode(encoding), bytes.fromhex(patch.hex))
        at = patch.position + 1
    out.append(text[at:].encode(encoding))
    return b"".join(out)


def is_binary(decoded: Decoded) -> bool:
    """Whether this is no text at all: more than one character in twenty is a control or broken.

    >>> is_binary(decode(bytes(range(256)))), is_binary(decode(b"Putin arrived.\\x00"))
    (True, False)
    """
    odd = len(CONTROLS.findall(ESCAPES.sub("", decoded.text))) + len(decoded.patches)
    return odd > 2 and odd * 20 > len(decoded.text)


def _marked(data: bytes) -> Decoded | None:
    """What a byte order mark says, unless what follows shows that the mark lies."""
    for encoding, mark in BOMS.items():
        if not data.startswith(mark):
            continue
        bare = data[len(mark) :]
        if encoding != "utf-8" and _is_plain(bare):
            return _utf8(data)  # the mark itself is what is broken
        read = _utf8(bare) if encoding == "utf-8" else _wide(bare, encoding)
        is_true = read and (encoding != "utf-8" or not read.patches or _mostly_utf8(read, bare))
        if read and is_true:
            return read._replace(bom=True)
    return None


def _is_plain(data: bytes) -> bool:
    """Whether this is UTF-8 without doubt: no zero byte, and long enough to be no accident."""
    return len(data) >= 32 and b"\0" not in data and not _utf8(data).patches


def _utf8(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        escaped = data.decode("utf-8", "surrogateescape")
        return _patched(escaped, "utf-8", ESCAPED, "surrogateescape")


def _wide(data: bytes, encoding: str) -> Decoded | None:
    """UTF-16 or UTF-32; None where the numbers are no characters, whatever the mark says."""
    unit = 4 if encoding.startswith("utf-32") else 2
    whole = len(data) - len(data) % unit
    try:
        text = data[:whole].decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return None
    read = _patched(text, encoding, SURROGATES, "surrogatepass")
    if whole == len(data):
        return read
    tail = Patch(len(read.text), data[whole:].hex())
    return read._replace(text=read.text + REPLACEMENT, patches=(*read.patches, tail))


def _patched(text: str, encoding: str, odd: re.Pattern[str], errors: str) -> Decoded:
    """Turn every run that `odd` finds into one U+FFFD and a patch."""
    out: list[str] = []
    patches: list[Patch] = []
    at = size = 0
    for m in odd.finditer(text):
        size += m.start() - at
        out += (text[at : m.start()], REPLACEMENT)
        patches.append(Patch(size, m[0].encode(encoding, errors).hex()))
        size += 1
        at = m.end()
    out.append(text[at:])
    return Decoded("".join(out), encoding, patches=tuple(patches))


def _zero_pattern(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: in Western text every second byte is zero.

    In UTF-32 every fourth is, and the one beside it counts no further than 16, in any script.
    """
    half = len(data) // 2
    if half < 2 or b"\0" not in data[:4096]:
        return None
    for encoding, zero, plane in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        if half > 7 and not any(data[zero::4]) and max(data[plane::4]) <= 16:
            return encoding
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd > 0.5 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.5 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _switched(data: bytes) -> Decoded | None:
    """Japanese or Korean as mail writes it: plain bytes, and signs that switch the alphabet."""
    for encoding, sign in SWITCHES.items():
        if sign in data:
            try:
                text = data.decode(encoding)
                if text.encode(encoding) == data:
                    return Decoded(text, encoding, guessed=True)
            except UnicodeError:
                continue
    return None


def _mostly_utf8(read: Decoded, data: bytes) -> bool:
    """Broken UTF-8 rather than another encoding: more whole characters than broken places."""
    last = read.patches[-1]
    if len(read.patches) == 1 and last.position == len(read.text) - 1 and _cut_short(last.hex):
        return True
    whole = sum(c > "\x7f" for c in read.text) - len(read.patches)
    return whole >= len(read.patches) * (4 if _is_dense(data) else 1)


def _cut_short(hexed: str) -> bool:
    """The first bytes of a character whose rest was cut off at the end of the file."""
    run = bytes.fromhex(hexed)
    needed = 2 if run[0] < 0xE0 else 3 if run[0] < 0xF0 else 4
    return 0xC2 <= run[0] <= 0xF4 and 1 < len(run) < needed


def _is_dense(data: bytes) -> bool:
    """So many bytes beyond ASCII that this is no Western text in one byte per letter."""
    high = len(data) - len(data.translate(None, HIGH))
    letters = len(data) - len(data.translate(None, LETTERS))
    return high > 24 and high > 0.3 * (high + letters)


def _legacy(data: bytes) -> Decoded:
    if _is_dense(data):
        from charset_normalizer import from_bytes

        best = from_bytes(data, cp_isolation=list(LEGACY)).best()
        if best is not None:
            text = data.decode(best.encoding, "replace")
            if REPLACEMENT not in text and text.encode(best.encoding, "replace") == data:
                return Decoded(text, best.encoding, guessed=True)
    escaped = data.decode("cp1252", "surrogateescape")
    return _patched(escaped, "cp1252", ESCAPED, "surrogateescape")._replace(guessed=True)
