"""Which column of a row is which field of an article.

Names are compared without case and signs: `articleBody`, `article_body` and `Article Body` are one.
Of several columns for one field the first of the order below counts that is not empty; a person
can name another.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from cleaners.given import Given
from cleaners.record import Extractor
from flows.fault import Fault
from flows.reading.entry import Columns, Row
from flows.terminal import shown

ORDER: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "content", "body", "articlebody", "maintext", "plaintext", "fulltext"),
        *("articletext", "article", "storytext", "story", "rawtext"),
    ),
    "url": (
        *("url", "link", "href", "permalink", "canonicalurl", "articleurl", "sourceurl", "uri"),
        "source",
    ),
    "id": ("id", "articleid", "docid", "guid", "uuid", "_id"),
    "headline": ("headline", "title", "articletitle", "ogtitle"),
    "bylines": ("bylines", "byline", "authors", "author", "writers", "writer"),
    "published": (
        *("published", "datepublished", "datepublish", "publishingdate", "publicationdate"),
        *("publishedat", "publisheddate", "publishdate", "pubdate", "date"),
    ),
    "tags": ("tags", "keywords", "topics"),
}
"""Fields, and the columns that are taken for them, most telling first."""
OFTEN_ELSE = frozenset({"source", "uri", "href", "guid"})  # a url only where they look like one
MOST_NAMED = 12  # columns that a message names


class RowError(ValueError):
    """A row that is no article. `id` is the one it gives, where that much can be read."""

    def __init__(self, message: str, id: str | None = None) -> None:
        super().__init__(message)
        self.id = id


def parse_columns(given: str) -> Columns:
    """The columns that a person has named. Raises Fault for what cannot be meant.

    A field without a column is not to be looked for.

    >>> parse_columns("text=body, url=")
    (('text', 'body'), ('url', ''))
    """
    found: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in given.split(","))):
        field, is_pair, column = part.partition("=")
        if not is_pair or field.strip() not in ORDER or field.strip() in found:
            raise Fault(
                f"--columns: expected FIELD=COLUMN, each field once, of {', '.join(ORDER)}; "
                f"found {part!r}"
            )
        found[field.strip()] = column.strip()
    if found.get("text") == "":
        raise Fault("--columns: an article needs a text; name its column, as text=body")
    return tuple(found.items())


@lru_cache(maxsize=1024)
def choices(names: tuple[str, ...], columns: Columns) -> dict[str, tuple[str, ...]]:
    """For each field the columns that may hold it, in their order.

    >>> choices(("Link", "content", "body", "n"), ())
    {'text': ('content', 'body'), 'url': ('Link',)}
    """
    said = dict(columns)
    plain = {name: _plain(name) for name in names}
    found = {}
    for field, order in ORDER.items():
        if field in said:
            mine = [name for name in names if name == said[field]]
        else:
            mine = sorted(
                (n for n in names if plain[n] in order), key=lambda n: order.index(plain[n])
            )
        if mine:
            found[field] = tuple(mine)
    return found


def row_of(values: Mapping[str, object], columns: Columns = ()) -> Row:
    """The article that a row holds. Raises RowError with what is wrong.

    >>> row = row_of({"body": "Putin arrived.", "title": "A visit", "link": "https://example.org/"})
    >>> row.text, row.url, row.taken
    ('Putin arrived.', 'https://example.org/', 'text=body, url=link, headline=title')
    """
    found = choices(tuple(values), columns)
    taken = {field: _first(values, names) for field, names in found.items()}
    if "url" in taken and _plain(taken["url"]) in OFTEN_ELSE and "url" not in dict(columns):
        url = values[taken["url"]]
        if not (isinstance(url, str) and url.startswith(("http://", "https://"))):
            del taken["url"]
    id = _id(values[taken["id"]]) if "id" in taken else None
    text = _text(values, taken.get("text"), id)
    url = values[taken["url"]] if "url" in taken else None
    if url is not None and not isinstance(url, str):
        raise RowError(f"expected a string as url, found {kind(url)}", id)
    by = _maker(values)
    given = tuple(
        Given(field, visible(value), f"{by.name if by else 'column'} {visible(taken[field])}")
        for field in ("headline", "bylines", "published", "tags")
        if field in taken
        for value in _strings(values[taken[field]], field)
    )
    told = ", ".join(f"{field}={column}" for field, column in taken.items())
    return Row(id, text, visible(url) if url else None, given, by, told)


def visible(name: str) -> str:
    r"""A name that any file can hold: lone surrogates are written as escapes.

    >>> visible("kim \ud800")
    'kim \\ud800'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def kind(value: object) -> str:
    """What JSON calls a value.

    >>> kind(True), kind({}), kind("")
    ('a boolean', 'an object', 'an empty string')
    """
    if value == "":
        return "an empty string"
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return names.get(type(value), "null" if value is None else "a number")


def no_text(names: Iterable[str]) -> str:
    """What to say of columns among which none is for the text."""
    seen = [shown(str(name), 40) for name in names]
    more = f" and {len(seen) - MOST_NAMED} more" if len(seen) > MOST_NAMED else ""
    return (
        f"found {', '.join(seen[:MOST_NAMED]) or 'nothing'}{more}; "
        "name the column of the text with --columns text=NAME"
    )


def _plain(name: str) -> str:
    """A column's name as it is compared."""
    return "".join(filter(str.isalnum, name.casefold())) if name != "_id" else name


def _first(values: Mapping[str, object], names: Sequence[str]) -> str:
    """The first column that is not empty; the first of all when all are."""
    return next((n for n in names if values[n] not in (None, "", [], {})), names[0])


def _id(given: object) -> str | None:
    if given is None:
        return None
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if isinstance(given, dict) and isinstance(given.get("$oid"), str):
        return visible(given["$oid"])
    if not isinstance(given, str) or not given:
        found = given if isinstance(given, float) else kind(given)
        raise RowError(f"expected a string or a whole number as id, found {found}")
    return visible(given)


def _text(values: Mapping[str, object], column: str | None, id: str | None) -> str | bytes:
    """The text of a row: a string, its paragraphs, or a body in sections as fundus writes it."""
    text = values[column] if column is not None else None
    if isinstance(text, dict) and isinstance(text.get("sections"), list):
        text = [*_flat(text.get("summary")), *_flat(text["sections"])]
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        return "\n".join(text)
    if isinstance(text, str | bytes):
        return text
    if column is None:
        raise RowError(f"expected a string as text, found none; {no_text(values)}", id)
    raise RowError(f"expected a string as {shown(column)}, found {kind(text)}", id)


def _flat(value: object) -> list[str]:
    """Every string of nested lists and objects, in order."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [s for part in value for s in _flat(part)] if isinstance(value, list) else []


def _strings(value: object, field: str) -> list[str]:
    """The values of a field: one string, a list of them, or objects with a name."""
    if isinstance(value, list):
        return [s for part in value for s in _strings(part, field)]
    if isinstance(value, dict):
        return _strings(value.get("raw") if field == "published" else value.get("name"), field)
    if isinstance(value, int | float) and field == "published" and not isinstance(value, bool):
        return [str(value)]
    return [value] if isinstance(value, str) and value.strip() else []


def _maker(values: Mapping[str, object]) -> Extractor | None:
    """The program that has written a row, told by columns that only its rows have."""
    if "maintext" in values and "date_download" in values:
        return Extractor(name="news-please")
    if "source-hostname" in values or {"fingerprint", "hostname", "raw_text"} <= values.keys():
        return Extractor(name="trafilatura")
    body = values.get("body")
    if isinstance(body, dict) and isinstance(body.get("sections"), list):
        return Extractor(name="fundus")
    return None
