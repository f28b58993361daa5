"""Profiles: what rests, and errors that say what to change."""

import pytest

from cleaners import Record, clean
from cleaners.profile import Profile, ProfileError, named, override, parse

TEXT = "Dark Mode\n\nKim Jong Un greeted the guests of the city at Kim II-Sung Square."


def record(profile: Profile, text: str = TEXT) -> Record:
    found = clean(text, profile)
    assert isinstance(found, Record)
    return found


def test_the_boilerplate_profile_repairs_and_respells_nothing() -> None:
    found = record(named("boilerplate"))
    assert found.text == "Kim Jong Un greeted the guests of the city at Kim II-Sung Square."


def test_the_fragment_profile_removes_nothing() -> None:
    found = record(named("fragment"))
    assert found.text.startswith("Dark Mode\n\nKim Jong-un greeted")
    assert found.headline is None


def test_a_fragment_is_never_too_short() -> None:
    assert record(named("fragment"), "Kim").text == "Kim"


def test_one_setting_can_be_replaced() -> None:
    found = record(override(named("fragment"), ("names.style=as-written",)))
    assert "Kim Jong Un greeted" in found.text and "Kim Il-Sung Square" in found.text


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('name = "x"\n[names]\nstyle = "fancy"', "mine.toml, names.style"),
        (
            'name = "x"\ncolour = 1',
            "mine.toml: there is no setting 'colour'; there are boilerplate.flag",
        ),
        ("name = ", "mine.toml: not valid TOML"),
        ("off = []", "mine.toml, name: Field required"),
        ('name = "x"\noff = ["layuot"]', "there is no stage or rule 'layuot'"),
    ],
)
def test_a_bad_profile_is_named(toml: str, message: str) -> None:
    with pytest.raises(ProfileError, match=message):
        parse(toml, "mine.toml")


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("names.style", "expected key=value"),
        ("name.style=ap", "no section 'name'"),
        ("names.style=fancy", "names.style"),
        ("names.styel=ap", "no setting 'names.styel'"),
    ],
)
def test_a_bad_setting_is_named(setting: str, message: str) -> None:
    with pytest.raises(ProfileError, match=message):
        override(named("news"), (setting,))


def test_an_unknown_profile_lists_the_known_ones() -> None:
    with pytest.raises(ProfileError, match="boilerplate, fragment, news"):
        named("nwes")


def test_rejects_can_be_asked_for() -> None:
    strict = override(named("news"), ("reject.min_letters=50", 'reject.languages=["tr"]'))
    assert clean("Too short.", strict).model_dump()["code"] == "too-short"
    assert clean(TEXT, strict).model_dump()["code"] == "language"
