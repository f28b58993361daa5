"""UTF-8 that was read byte by byte: two sequences that decode are no accident."""

from __future__ import annotations

import re

from cleaners.codepages.pair import CP1250, CP1251, CP1252, HIGH, NONE, Pair, Proven, Reading
from cleaners.later import later

KNOWN = "\u0080-\u017f\u0192\u02c6-\u02dd\u0400-\u045f\u0490\u0491\u2013-\u2122\u2202-\u25ca"
STRANGE = KNOWN.replace("\u0400-\u045f", "\u0400-\u040f\u0450-\u045f")  # without А to я
PAIR = re.compile(f"[{STRANGE}](?:(?=[{KNOWN}])|(?<=[{KNOWN}].))")
SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}"
)
RUSSIAN = re.compile("[а-яА-Я]+")  # the second byte of a sequence never looks like that
SHOWN_AS = (CP1252, "latin-1", CP1250, CP1251, "koi8-r", "mac_roman", "cp437", "cp850", "cp866")
EXPECTED = later(  # what UTF-8 of news decodes to; everything rarer is an accident
    "[\u00a0-\u017f\u0218-\u021b\u0386-\u03ce\u0401-\u045f\u0490\u0491\u05d0-\u05ea\u0600-\u06ff"
    "\u0900-\u0dff\u0e00-\u0e7f\u1ea0-\u1ef9\u200b-\u200f\u2010-\u2026\u2039\u203a\u20ac\u2122"
    "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff5e\U0001f300-\U0001faff]+"
)


def utf8(line: str, proven: Proven = NONE) -> Reading | None:
    """A line whose odd runs are UTF-8 that somebody read byte by byte."""
    best: tuple[int, str, Pair] | None = None
    runs = " ".join(HIGH.findall(line))
    for shown in SHOWN_AS:
        if not SEQUENCE.search(runs.encode(shown, "replace")):
            continue
        pair = Pair(shown, "utf-8")
        found = _sequences(line, shown, 1 if pair in proven else 2)
        if found and (best is None or found[0] > best[0]):
            best = (*found, pair)
    if best is None:
        return None
    count, text, pair = best
    return Reading(text, f"{pair.reason}: {count} whole sequences", pair)


def _sequences(line: str, shown: str, least: int) -> tuple[int, str] | None:
    """How many sequences a code page explains, and the line they make; None without proof.

    One sequence counts twice where what is shown can be no word.
    """
    out: list[str] = []
    at = count = proof = unread = 0
    for m in HIGH.finditer(line):
        text, n = decoded(m[0], shown)
        if not n or not _fits(line, m.start(), m.end(), text):
            unread += len(m[0]) > 1 and m[0].isalpha()
        else:
            count += n
            proof += 2 if n > 1 or _is_impossible(line, m.start(), m.end()) else 1
            out += (line[at : m.start()], text)
            at = m.end()
    out.append(line[at:])
    return (count, "".join(out)) if proof >= least and count >= unread else None


def decoded(run: str, shown: str) -> tuple[str, int]:
    """A run of odd characters as UTF-8, and its sequences; only marks may stay as they are."""
    if RUSSIAN.fullmatch(run):
        return run, 0
    out: list[str] = []
    at = count = 0
    raw = run.encode(shown, "replace")  # an ASCII “?” ends a sequence
    for m in SEQUENCE.finditer(raw) if len(raw) == len(run) else ():
        text = m[0].decode("utf-8", "replace")
        if any(map(str.isalpha, run[at : m.start()])) or not EXPECTED.fullmatch(text):
            return run, 0
        out += (run[at : m.start()], text)
        at = m.end()
        count += 1
    if any(map(str.isalpha, run[at:])):
        return run, 0
    return "".join((*out, run[at:])), count


def _fits(line: str, start: int, end: int, text: str) -> bool:
    """Whether the letters of a new reading go with the letters around them."""
    near = line[max(0, start - 1) : start] + line[end : end + 1]
    beside_latin = any(c.isalpha() for c in near)
    return not beside_latin or all(c < "\u0250" or c >= "\u1e00" or not c.isalpha() for c in text)


def _is_impossible(line: str, start: int, end: int) -> bool:
    """A capital or a symbol inside a word of small letters, or letters of two scripts in one."""
    before, run, after = line[max(0, start - 1) : start], line[start:end], line[end : end + 1]
    if any(map(str.isalpha, run)) and any("\u2500" <= c < "\u2600" for c in run):
        return True  # a letter and a piece of a frame
    if not (before.isalpha() or after.isalpha()):
        return False
    inside = before.islower() and (run[0].isupper() or (not run[0].isalnum() and after.isalpha()))
    symbol = after.islower() and not run[-1].isalnum() and run[-1] not in "’‘“”–—«»…"
    capitals = before.isupper() and after.isupper() and any(map(str.islower, run))
    capitals |= after.islower() and len(run) > 1 and run.isupper()
    mixed = any("\u0400" <= c <= "\u04ff" or "\u2200" < c < "\u2600" for c in run)
    return inside or symbol or capitals or mixed
