"""Which stages and rules run, and with which settings: a frozen value, read from TOML."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from cleaners.rule import STAGES, all_rules


class ProfileError(ValueError):
    """A profile that cannot be used; the message says what to change."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Names(_Section):
    """How names of persons are spelled.

    `canonical` writes the gazetteer's form; `ap` the form of the news agencies, where the
    gazetteer knows one; `as-written` leaves every name alone. `gazetteer` holds the texts of tables
    laid over the shipped names, the last on top; `never` lists what is no name.
    """

    style: Literal["canonical", "ap", "as-written"] = "canonical"
    gazetteer: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class Boilerplate(_Section):
    """How sure the scorer must be that a line is no story: to remove it, or only to flag it."""

    remove: float = Field(0.8, ge=0, le=1)
    flag: float = Field(0.5, ge=0, le=1)


class Reject(_Section):
    """What is no article at all."""

    max_bytes: int = Field(5_000_000, ge=1)
    min_letters: int = Field(0, ge=0)
    languages: tuple[str, ...] = ()


class Profile(_Section):
    """Settings of one cleaning run.

    `off` names what rests: a stage (`boilerplate`), or one rule (`layout.blank-lines`).

    >>> Profile(name="mine", off=("names",)).runs("names.spell")
    False
    """

    name: str
    off: tuple[str, ...] = ()
    names: Names = Names()
    boilerplate: Boilerplate = Boilerplate()
    reject: Reject = Reject()

    @field_validator("off")
    @classmethod
    def _is_known(cls, off: tuple[str, ...]) -> tuple[str, ...]:
        known = {*STAGES, "names.link", *(r.id for r in all_rules())}
        for what in off:
            if what not in known:
                raise ValueError(f"there is no stage or rule {what!r}; see `copydesk rules`")
        return off

    def runs(self, rule: str) -> bool:
        """Whether a stage or a rule (`stage.row`) is to run."""
        return rule not in self.off and rule.split(".", 1)[0] not in self.off


def built_in() -> tuple[str, ...]:
    """The names of the profiles that come with Copydesk.

    >>> built_in()
    ('boilerplate', 'fragment', 'news')
    """
    folder = files("cleaners") / "profiles"
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def named(name: str) -> Profile:
    """A profile that comes with Copydesk; raises ProfileError for an unknown name.

    >>> named("boilerplate").runs("names.spell")
    False
    """
    if name not in built_in():
        known = ", ".join(built_in())
        raise ProfileError(f"no profile named {name!r}: choose one of {known}, or a .toml file")
    return parse((files("cleaners") / "profiles" / f"{name}.toml").read_text("utf-8"), name)


def parse(toml: str, where: str) -> Profile:
    """A profile from the text of a TOML file. `where` names the file in errors.

    >>> parse('name = "mine"\\n[names]\\nstyle = "as-written"', "mine.toml").names.style
    'as-written'
    """
    try:
        return _validated(tomllib.loads(toml), where)
    except tomllib.TOMLDecodeError as e:
        raise ProfileError(f"{where}: not valid TOML: {e}") from None


def override(profile: Profile, settings: tuple[str, ...]) -> Profile:
    """The profile with single settings replaced, each given as `key=value`.

    >>> override(named("news"), ("names.style=as-written",)).names.style
    'as-written'
    """
    data = profile.model_dump()
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals:
            raise ProfileError(f"setting {setting!r}: expected key=value, as names.style=ap")
        *path, last = key.strip().split(".")
        section: dict[str, object] = data
        for part in path:
            inner = section.get(part)
            if not isinstance(inner, dict):
                raise ProfileError(f"setting {setting!r}: there is no section {part!r}")
            section = inner
        section[last] = _value(value.strip())
    return _validated(data, "--set")


def _value(text: str) -> object:
    try:
        found = tomllib.loads(f"v = {text}")
    except tomllib.TOMLDecodeError:
        return text
    return found["v"] if len(found) == 1 else text


def _validated(data: dict[str, object], where: str) -> Profile:
    try:
        return Profile.model_validate_json(json.dumps(data, default=str))
    except ValidationError as e:
        first = e.errors()[0]
        place = ".".join(map(str, first["loc"]))
        if first["type"] == "extra_forbidden":
            known = ", ".join(sorted(_keys(Profile)))
            raise ProfileError(
                f"{where}: there is no setting {place!r}; there are {known}"
            ) from None
        text = first["msg"].removeprefix("Value error, ")
        raise ProfileError(f"{where}, {place}: {text}, found {first['input']!r}") from None


def _keys(section: type[BaseModel], above: str = "") -> Iterator[str]:
    """Every setting by its full name."""
    for name, field in section.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _keys(inner, f"{above}{name}.")
        else:
            yield f"{above}{name}"
