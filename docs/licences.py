"""The licences of what Copydesk needs when it runs: `docs/licences.tsv`.

python docs/licences.py writes the table from what is installed, by extra; run it after `make lock`.
docs/licences.md is made from the table, so that it is the same on any machine.
"""

import re
import sys
import tomllib
from collections import defaultdict
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

DOCS = Path(__file__).resolve().parent
TABLE = DOCS / "licences.tsv"
CORE = "core"
UNLOCKED = ("ray",)  # extras that the lock does not pin
NOT_AT_RUN_TIME = ("all", "bench", "dev", "train")
OSI = "License :: OSI Approved :: "
LONGEST = 60  # letters of a licence's name; longer ones are its text


class Package(NamedTuple):
    """One project: its pinned version, its licence, and which extras bring it."""

    name: str
    version: str
    licence: str
    extras: str


def found() -> list[Package]:
    """The table made anew from what is installed here."""
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {CORE: project["dependencies"], **project["optional-dependencies"]}
    by: dict[str, set[str]] = defaultdict(set)
    for extra, requirements in wanted.items():
        if extra not in (*UNLOCKED, *NOT_AT_RUN_TIME):
            for name in closure(requirements, wanted):
                by[name].add(extra)
    return [_package(name, by[name]) for name in sorted(by)]


def closure(requirements: list[str], wanted: dict[str, list[str]]) -> set[str]:
    """All that these requirements bring along, on any system where it is installed here."""
    seen: set[tuple[str, str]] = set()
    left = [(Requirement(text), "") for text in requirements]
    while left:
        requirement, extra = left.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for inner in ("", *requirement.extras):
            if name == "copydesk":
                left += [(Requirement(text), "") for text in wanted.get(inner, ())]
            elif (name, inner) not in seen:
                seen.add((name, inner))
                left += [(Requirement(text), inner) for text in _installed(name).requires or ()]
    return {name for name, _ in seen}


def licence_of(about: Distribution) -> str:
    """The licence as the project names it: an expression, a classifier, or a word.

    >>> licence_of(distribution("orjson"))
    'MPL-2.0 AND (Apache-2.0 OR MIT)'
    """
    meta = about.metadata
    classes = meta.get_all("Classifier") or ()
    named = [c.removeprefix(OSI) for c in classes if c.startswith(OSI)]
    expression, said = ((meta.get_all(key) or [""])[0] for key in ("License-Expression", "License"))
    said = said.strip().split("\n")[0]
    short = re.sub(r"\s+", " ", said) if len(said) <= LONGEST else ""
    return expression or ", ".join(named) or short or "see its own files"


def _package(name: str, extras: set[str]) -> Package:
    about = _installed(name)
    shown = CORE if CORE in extras else ", ".join(sorted(extras))
    return Package(name, about.version, licence_of(about), shown)


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError:
        sys.exit(f"{name} is not installed; `make test` sets everything up")


def main() -> None:
    """Write the table."""
    rows = [Package._fields, *found()]
    TABLE.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
