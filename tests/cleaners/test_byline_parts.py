"""Bylines whose parts stand in any order, and lines of a story that have the same signs."""

import pytest

from cleaners.byline_parts import read

BYLINES = {
    "Posted by rgarcia on March 12, 2019": "rgarcia",
    "by admin | Mar 12, 2019 | News | 0 comments": "",
    "Ewan MacLeish in Brussels and Claire Holt in London": "Ewan MacLeish;Claire Holt",
    "Markus M. Haefliger, London, Beat Bumbacher": "Markus M. Haefliger;Beat Bumbacher",
    "Written by Rhea Kapoor | New Delhi | Updated: March 12, 2019 6:02:14 am": "Rhea Kapoor",
    "Ewan MacLeish Political editor": "Ewan MacLeish",
    "Bruce Y. Lee Senior Contributor": "Bruce Y. Lee",
    "Autor: Rechtsanwalt Sebastian Einbock": "Sebastian Einbock",
    "Aus dem Englischen von Burkhard von Alten": "Burkhard von Alten",
    "Redaktion: Sabine Kroll, Bearbeitung: Dieter Hollmann": "Sabine Kroll;Dieter Hollmann",
    "De notre correspondant à Lyon, Thibault Carpentier": "Thibault Carpentier",
    "(Reporte de Ana Ruiz; editado por Nerea del Campo)": "Ana Ruiz;Nerea del Campo",
    "Autore: Giulia Rinaldi / Data: 12/03/2019": "Giulia Rinaldi",
    "Opracował: Marek Lis": "Marek Lis",
    "Av: Torbjørn Løvland": "Torbjørn Løvland",
    "Szerkesztő: Nagy Boglárka": "Nagy Boglárka",
    "Source: Xinhua| 2019-03-12 06:02:33|Editor: Liang Meng": "Liang Meng",
    "March 12, 2019 by Karen Boyd Leave a Comment": "Karen Boyd",
    "Sam Whitfield, Ph.D.": "Sam Whitfield",
    "por Joana d’Ávila, G1 Vale — 12/03/2019": "Joana d’Ávila",
}
STORY = (
    "By Karen Boyd's count, the street lost nine shops.",
    "Sarah Pell, 43, of Marlow",
    "Tom Ashcroft, farmer",
    "Ashcroft, Raman win seats",
    "Best director: Ines Calloway",
    "Text und Musik: Anna Meyer",
    "Theo ông Quân, bãi xe cũ đã xuống cấp.",
    "New York Times, Washington Post",
    "Da Vinci Code",
    "",  # of soft hyphens alone
    "Di notte",
    "By the River",
    "— Jack Moore (@jfxm) January 27, 2015",
)


@pytest.mark.parametrize("line", BYLINES)
def test_every_part_of_a_byline_is_known(line: str) -> None:
    found = read(line)
    assert found is not None
    assert ";".join(found.names) == BYLINES[line]


@pytest.mark.parametrize("line", STORY)
def test_a_line_with_any_other_part_is_no_byline(line: str) -> None:
    assert read(line) is None


def test_who_took_the_pictures_and_the_source_are_kept_apart() -> None:
    found = read("Text: Ines Calloway | Photos: Rob Thackeray")
    assert found is not None
    assert (found.names, found.pictures) == (("Ines Calloway",), ("Rob Thackeray",))
    found = read("Source: Xinhua | Editor: Liang Meng")
    assert found is not None
    assert found.agencies == ("Xinhua",)
