"""Facts out of printed lines: persons, days, holders."""

import pytest

from cleaners import Record, clean
from cleaners.dates import iso_day
from cleaners.facts import copyright_of, gather
from cleaners.people import persons
from tests.carrier import PAGE, ROWS, cleaned


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jane Doe and John Smith, Reuters Staff", ("Jane Doe", "John Smith")),
        ("Von Britta Schultejans, dpa", ("Britta Schultejans",)),
        ("Markus M. Haefliger, London, Beat Bumbacher", ("Markus M. Haefliger", "Beat Bumbacher")),
        ("Por José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Ana Ruiz Soto y Juan Mas Gil", ("Ana Ruiz Soto", "Juan Mas Gil")),
        ("Par Barbara Stiegler, philosophe", ("Barbara Stiegler",)),
        ("Autor: Max Muster, max@example.org", ("Max Muster",)),
        ("Twitter: @Borys_Kit", ("Twitter",)),
        ("Reporting by Jane Doe in Seoul; Editing by Max Power", ("Jane Doe",)),
        ("Tierheim Berlin", ()),
        ("Staff Writer", ()),
        ("mwagner@example.com", ()),
    ],
)
def test_persons(byline: str, names: tuple[str, ...]) -> None:
    assert persons(byline) == names


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2024-06-19T10:00:00Z", "2024-06-19"),
        ("Mon 20 Jan 2020 06.05 GMT", "2020-01-20"),
        ("Published 29th Oct 2023, 12:47 GMT", "2023-10-29"),
        ("Veröffentlicht am 03.02.2022", None),
        ("31.10.2023 14:08", "2023-10-31"),
        ("4 de maio de 2022, 05:34 h", "2022-05-04"),
        ("le 01/12/2017 à 15h45", None),
        ("17/03/2020", "2020-03-17"),
        ("10/22/2019", "2019-10-22"),
        ("05/05/2021", "2021-05-05"),
        ("19 Haziran 2024 Çarşamba", "2024-06-19"),
        ("19 июня 2024", "2024-06-19"),
        ("19 HAZİRAN 2024", "2024-06-19"),
        ("12 KASIM 2020 ÇARŞAMBA", "2020-11-12"),
        ("12 ΙΟΥΝΙΟΥ 2020", "2020-06-12"),
        ("12 ſept 2020", "2020-09-12"),
        ("10. listopada 2017.", "2017-10-10"),
        ("10 listopada 2017", "2017-11-10"),
        ("PETAK, 25.05.2018.", "2018-05-25"),
        ("петък, 11 май 2018, 10:46", "2018-05-11"),
        ("Петак, 11. мај 2018.", "2018-05-11"),
        ("11. septembar 2018. u 10:46", "2018-09-11"),
        ("Thu, 04 Dec 2025 19:56:00 +0100", "2025-12-04"),
        ("12 votes 2020", None),
        ("2024년 6월 19일", "2024-06-19"),
        ("30 February 2021", None),
        ("3 May 2024 or 4 May 2024", None),
        ("yesterday", None),
    ],
)
def test_a_day_is_read_only_where_one_reading_is_possible(raw: str, iso: str | None) -> None:
    assert iso_day(raw) == iso


@pytest.mark.parametrize(
    ("raw", "holder", "year"),
    [
        ("Copyright © 2023 ANN All Rights Reserved", "ANN", 2023),
        ("© 2004-2019 CBS Interactive. All Rights Reserved.", "CBS Interactive", 2004),
        ("Example News © 2021", "Example News", 2021),
        ("Copyright by Example Verlag GmbH. Alle Rechte vorbehalten.", "Example Verlag GmbH", None),
        ("All rights reserved.", None, None),
    ],
)
def test_copyright(raw: str, holder: str | None, year: int | None) -> None:
    found = copyright_of(raw)
    assert (found.holder, found.year) == (holder, year)


STORY = (
    "The minister said on Tuesday that the new bridge over the river would open in the spring.",
    "Engineers have tested the steel cables since January and found no fault, the council said.",
    "The bridge cost 40 million euros and replaces one that was built in 1931.",
)
HEADLINE = "New bridge opens in spring"


def test_a_date_in_a_byline_is_printed_there_and_read_here() -> None:
    doc = cleaned("\n".join((HEADLINE, "Michael Mäser, 02.02.2022", *STORY)))
    facts = gather(doc.source, doc.edits)
    assert (facts.author, facts.published) == (("Michael Mäser, 02.02.2022",), None)
    assert facts.date == "2022-02-02"


def test_a_day_that_nobody_can_tell_stays_as_printed() -> None:
    doc = cleaned("\n".join((HEADLINE, "Michael Mäser, 03.02.2022", *STORY)))
    facts = gather(doc.source, doc.edits)
    assert (facts.published, facts.date) == ("03.02.2022", None)


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("Source: Ministry of Trade and Industry", ("Ministry of Trade and Industry",)),
        ("Source: El País en Español", ("El País en Español",)),
        ("Source: Al-Jazeera, Reuters and AFP", ("Al-Jazeera", "Reuters", "AFP")),
    ],
)
def test_agencies_are_not_torn_apart(line: str, agencies: tuple[str, ...]) -> None:
    doc = cleaned("\n".join((HEADLINE, *STORY, line)))
    assert gather(doc.source, doc.edits).agencies == agencies


@pytest.mark.parametrize(
    "line",
    [
        "Photo: The minister walks to the plane before the vote",
        "Credit: a man who saw it all from the window of his house",
        "Source: people in the ministry who did not want to be named",
        "Por María López, su vecina, supo la noticia",
        "By Jane Doe, who was there, the plan was seen as a failure.",
    ],
)
def test_a_sentence_is_nobody(line: str) -> None:
    doc = cleaned("\n".join((HEADLINE, *STORY[:2], line, STORY[2])))
    facts = gather(doc.source, doc.edits)
    assert (facts.bylines, facts.credits, facts.agencies) == ((), (), ())


def test_a_city_is_no_writer() -> None:
    doc = cleaned("\n".join((HEADLINE, "By Anna Meyer, New York", *STORY)), ROWS)
    assert gather(doc.source, doc.edits).bylines == ("Anna Meyer",)


def test_a_helper_of_an_agency_is_a_person() -> None:
    line = "Associated Press writer Jane Doe contributed to this report."
    doc = cleaned("\n".join((HEADLINE, *STORY, line)))
    assert gather(doc.source, doc.edits).bylines == ("Jane Doe",)


@pytest.mark.parametrize(
    ("top", "headline"),
    [
        (("# New bridge opens in spring", "*By Jane Doe*"), "New bridge opens in spring"),
        (("New bridge opens in spring - by Jane Doe",), "New bridge opens in spring"),
    ],
)
def test_a_headline_leaves_its_marks_and_its_author(top: tuple[str, ...], headline: str) -> None:
    doc = cleaned("\n\n".join((*top, *STORY)))
    facts = gather(doc.source, doc.edits)
    assert (facts.headline, facts.bylines) == (headline, ("Jane Doe",))


def test_the_address_tells_a_headline_from_the_story_it_is_glued_to() -> None:
    text = "\n".join((f"New bridge opens in spring today {STORY[0]}", *STORY[1:]))
    record = clean(text, url="https://example.org/2021/new-bridge-opens-in-spring-today")
    assert isinstance(record, Record)
    assert record.headline == "New bridge opens in spring today"
    assert record.text.startswith(STORY[0])


def test_hard_wrapped_lines_are_a_story() -> None:
    wrapped = "The minister said\non Tuesday that the new\nbridge over the\nriver would open\nsoon"
    address = "https://example.org/2021/new-bridge-opens-in-spring"
    record = clean(f"{HEADLINE}\n{wrapped}", PAGE, url=address)
    assert isinstance(record, Record)
    assert (record.headline, record.text) == (HEADLINE, wrapped)


@pytest.mark.parametrize(
    ("lines", "captions"),
    [
        (("The harbour of Trieste", "The harbour of Trieste"), 2),
        (("Reuters   Smoke rises over the city of Ferguson after the verdict",), 1),
        (("\nThe minister opens the new bridge.", "Photo: Jane Doe/AP\n"), 1),
        (("\nThe minister opened “his” bridge.", "Photo: Jane Doe/AP\n"), 0),
        (("The minister went home.", "Photo: Jane Doe/AP"), 0),
        (("Smith (left) was arrested on Monday, police said.",), 0),
    ],
)
def test_captions_by_what_stands_beside_them(lines: tuple[str, ...], captions: int) -> None:
    doc = cleaned("\n".join((HEADLINE, STORY[0], *lines, *STORY[1:])))
    assert len(gather(doc.source, doc.edits).captions) == captions


def test_days_over_the_items_of_a_programme_stay() -> None:
    days = ("Saturday, November 30", "Trinity Church, 5 p.m.: choir", "Sunday, December 1")
    doc = cleaned("\n".join((HEADLINE, *STORY[:1], *days, "Town hall, 4 p.m.: brass", STORY[1])))
    assert all(day in doc.text for day in days)
