"""Credits behind captions: the signs that join them, and what only looks like one."""

import pytest

from cleaners.credits import credit_behind, credit_of
from tests.carrier import HEADLINE, ROWS, STORY, cleaned


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The bridge in May. | Photo: Anna Meyer", "The bridge in May.", "Anna Meyer"),
        ("The bridge in May. — Photo by Anna Meyer", "The bridge in May.", "Anna Meyer"),
        ("The bridge in May. - AFP", "The bridge in May.", "AFP"),
        ("The bridge in May.Getty Images", "The bridge in May.", "Getty Images"),
        ("The bridge in May. HANDOUT / AFP", "The bridge in May.", "HANDOUT / AFP"),
        ("The bridge in May. AP Photo/Anna Meyer", "The bridge in May.", "Anna Meyer"),
        ("The bridge in May. (KABC)", "The bridge in May.", "KABC"),
        ("The bridge in May. (Example Photo)", "The bridge in May.", "Example Photo"),
        ("The bridge (Supplied: Anna Meyer)", "The bridge", "Anna Meyer"),
        ("The bridge in May. (Source: Example TV)", "The bridge in May.", "Example TV"),
        ("Die Brücke im Mai. IMAGO/Anna Meyer", "Die Brücke im Mai.", "IMAGO/Anna Meyer"),
        ("Die Brücke im Mai. zVg", "Die Brücke im Mai.", "zVg"),
        ("El puente en mayo. | Fuente: Ejemplo", "El puente en mayo.", "Ejemplo"),
        ("Most w maju / Źródło: PAP / Anna Nowak", "Most w maju", "PAP / Anna Nowak"),
        ("Híd (Fotó: Kiss Anna)", "Híd", "Kiss Anna"),
        ("The bridge / PAP / Anna Nowak", "The bridge", "PAP / Anna Nowak"),
        ("The bridge in May. (ABC/A. Meyer)", "The bridge in May.", "ABC/A. Meyer"),
        (
            "Die Brücke im Mai. © IMAGO/Example/ R.Meyer",
            "Die Brücke im Mai.",
            "IMAGO/Example/ R.Meyer",
        ),
        ("Most w maju Źródło: PAP / Anna Nowak", "Most w maju", "PAP / Anna Nowak"),
        ("Die Brücke imago images/Meyer", "Die Brücke", "imago images/Meyer"),
        ("市长在发布会上。（新华社记者 王毅 摄）", "市长在发布会上。", "新华社记者 王毅 摄"),
        ("시장이 발언하고 있다. /뉴스1", "시장이 발언하고 있다.", "뉴스1"),
        ("Мост в мае (фото: ФХР)", "Мост в мае", "ФХР"),
        ("Мост в мае. Иллюстративное фото: ФХР", "Мост в мае.", "ФХР"),
        (
            "The bridge in May (Anna Meyer, Getty Images)",
            "The bridge in May",
            "Anna Meyer, Getty Images",
        ),
        ("The bridge in May. ©Reuters / Anna Meyer", "The bridge in May.", "Reuters / Anna Meyer"),
        ("The bridge in May. Handout/Anna Meyer", "The bridge in May.", "Handout/Anna Meyer"),
        ("The bridge in May. PHOTO | ANNA MEYER | NMG", "The bridge in May.", "ANNA MEYER | NMG"),
    ],
)
def test_a_credit_is_read_behind_any_sign(line: str, caption: str, credit: str) -> None:
    found = credit_behind(line)
    assert found is not None
    assert (found.caption, found.credit) == (caption, credit)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge is old. It was built by the Romans.",
        "The bridge (built in 1934) is old",
        "“We are here to stay.” - Jane Doe, Example Inc",
        "Photos: poor. Video: none. Calls: superb.",
        "Playoff picture: the Raiders are in pursuit",
        "He left the room. Foto: das war früher ein Beruf, sagt Meyer.",
        "Photo: Anna Meyer / Example",  # a credit alone
        "Anna Meyer / AP",
        "Trump leads in a new poll by Reuters/Ipsos",
    ],
)
def test_a_line_that_looks_alike_has_none(line: str) -> None:
    assert credit_behind(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Photos: the moon of Jupiter that hides a sea",
        "Provided by Example University",
        "In Pictures",
        "Full archive",
        "Foto: to je zakázáno, řekla Dvořáková.",
        "In foto: il centro storico",
    ],
)
def test_a_line_that_is_no_credit(line: str) -> None:
    assert credit_of(line) is None


def test_who_wrote_the_last_paragraph_took_no_picture() -> None:
    signed = "Everybody went home happy in the end. (KABC)"
    assert signed in cleaned("\n".join((HEADLINE, *STORY, signed)), ROWS).text


def test_a_paragraph_with_its_source_is_no_caption() -> None:
    first, *others = STORY
    told = "“It was natural for our friends to call,” the mayor told a paper on Monday."
    text = cleaned("\n".join((HEADLINE, first, f"{told} Source: CNN", *others)), ROWS).text
    assert told in text


def test_names_in_brackets_one_below_the_other_are_a_list() -> None:
    names = ("Jane Doe (Foto: Anna Meyer)", "John Roe (Foto: Anna Meyer)")
    first, *others = STORY
    text = cleaned("\n".join((HEADLINE, first, "Ann (Reuters)", "Bob (AFP)", *others)), ROWS).text
    assert "Ann (Reuters)" in text
    alone = cleaned("\n".join((HEADLINE, first, names[0], *others)), ROWS)
    assert names[0] not in alone.text
