"""Facts out of printed lines: persons, days, holders."""

import pytest

from cleaners.dates import iso_day
from cleaners.facts import copyright_of
from cleaners.people import persons


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
