"""The pages of docs/ that are made from the code, and the rules as the program reads them.

python docs/generate.py --write writes them; --check says whether they are up to date. --schema
writes down what the present version of the contract looks like (docs/contract.md).
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from cleaners import Record
from cleaners.record import REJECTS, SCHEMA_VERSION
from cleaners.rule import STAGES, Rule, checked_json, load
from flows.cli import parser
from flows.schema import MODELS, as_text, digest_of, schema_of
from tests.broken.table import GROUPS, outcomes, where

DOCS = Path(__file__).resolve().parent
VERSIONS = DOCS / "schema-versions.tsv"
COUNTS = DOCS / "rule-counts.tsv"  # made by benchmarks.rules
SCHEMA_ORG = {
    "id": "identifier",
    "source": "isBasedOn",
    "language": "inLanguage",
    "headline": "headline",
    "bylines": "author.name",
    "author": "author",
    "dateline": "dateline",
    "date": "datePublished",
    "agencies": "sourceOrganization",
    "credits": "creditText",
    "captions": "image.caption",
    "copyright": "copyrightHolder, copyrightYear",
    "tags": "keywords",
    "corrections": "correction",
    "text": "articleBody",
    "entities": "mentions",
}
MEANING = {
    "schema_version": "the version of this contract; it changes only with a line in CHANGELOG.md",
    "id": "the given id, else the url, else the path relative to SOURCE",
    "source": "one article's bytes, described so that they can be written again",
    "language": "of the cleaned body; null under 20 letters",
    "headline": "the page's own headline; its copies are removed",
    "bylines": "the persons who wrote it, one each",
    "author": "their lines as printed, with role and address",
    "dateline": "place and day before the first sentence",
    "published": "the line with the date, as printed; a date in a byline stands in `author`",
    "date": "the day of either, as ISO 8601, where only one reading is possible",
    "agencies": "agencies the story came from",
    "credits": "photographers and agencies of pictures",
    "captions": "captions of pictures; `credit` is a place in `credits`, `span` one in the source",
    "copyright": "as printed, with holder and year where it names them",
    "tags": "keywords the page lists",
    "corrections": "notes that say what was corrected",
    "developing": "the desk said that more is to follow",
    "origins": "fields that the text left open, and what filled them: its page or its row",
    "text": "the body only: no headline, byline, date, caption or credit",
    "paragraphs": "spans of the text between line breaks",
    "entities": "mentions of known persons, places, organisations; never a change of the text",
    "flags": "doubts: seen and left alone",
    "mt_suspect": "how strongly the text looks machine-translated, and the marks that say so",
    "edits": "the ledger: every change, in order; `undo` plays it backwards",
    "pipeline": "what made this record",
}


def pages() -> Iterator[tuple[str, str]]:
    """The path from here and the content of every generated file."""
    yield "../cleaners/rules/checked.json", checked_json()
    yield "rules.md", rules_page()
    yield "record.md", record_page()
    yield "commands.md", commands_page()
    yield "broken.md", broken_page()
    yield "licences.md", licences_page()
    for name in MODELS:
        yield f"{name}.schema.json", as_text(name)


def rules_page() -> str:
    """Every rule of every stage, with an example it acts on and one it leaves."""
    out = ["# Rules", "", GENERATED, ""]
    counted = counts()
    for stage in STAGES:
        measured = stage == "boilerplate"
        out += [f"## {stage}", ""] + ([COUNTED, ""] if measured else [])
        out += [f"| rule | does | why | acts on | leaves |{' hits | right |' if measured else ''}"]
        out += ["|---|---|---|---|---|" + ("--:|--:|" if measured else "")]
        for r in load(stage):
            hits, right = counted.get(r.name, ("–", "–"))
            out.append(_row(r) + (f" {hits} | {right} |" if measured else ""))
        out.append("")
    return "\n".join(out)


def counts() -> dict[str, tuple[str, str]]:
    """By rule: how often it acted on labelled pages, and the share in which no story went."""
    rows = [line.split("\t") for line in COUNTS.read_text("utf-8").splitlines()[1:]]
    return {name: (hits, right) for name, _, hits, _, right, _ in rows}


def record_page() -> str:
    """What each field of a record means, and what schema.org calls it."""
    out = ["# The record", "", GENERATED, "", RECORD_INTRO, ""]
    out += ["| field | meaning | schema.org NewsArticle |", "|---|---|---|"]
    for name in Record.model_fields:
        out.append(f"| `{name}` | {MEANING[name]} | {SCHEMA_ORG.get(name, '')} |")
    out += ["", "## Rejects", "", REJECT_INTRO, ""]
    out += [f"- `{code}`: {meaning}" for code, meaning in REJECTS.items()]
    return "\n".join(out) + "\n"


def commands_page() -> str:
    """The help of every command, as a terminal of 80 columns prints it."""
    os.environ["COLUMNS"] = "80"
    top = parser()
    out = ["# Commands", "", GENERATED, "", _block(top.format_help())]
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, made in action.choices.items():
                out += [f"## copydesk {name}", "", _block(made.format_help())]
    return "\n".join(out)


def broken_page() -> str:
    """What comes out of broken inputs, as tests/test_broken.py holds it."""
    held = outcomes()
    count = sum(map(len, GROUPS.values()))
    out = ["# Broken inputs", "", GENERATED, "", BROKEN_INTRO.format(count=count), ""]
    for group, cases in GROUPS.items():
        out += [f"## {group}", "", f"Given to: {where(cases[0])}.", ""]
        out += ["| input | how it is made | what comes out |", "|---|---|---|"]
        for c in cases:
            cells = (c.name, c.how, held[f"{group}: {c.name}"])
            out.append(
                f"| {' | '.join(cell.replace('|', '¦').replace('<', '&lt;') for cell in cells)} |"
            )
        out.append("")
    return "\n".join(out)


def licences_page() -> str:
    """What Copydesk needs when it runs, with version and licence, from `licences.tsv`."""
    lines = (DOCS / "licences.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    out = ["# Licences", "", GENERATED, "", LICENCES_INTRO.format(count=len(rows) - 1), ""]
    out += [f"| {' | '.join(rows[0])} |", "|---|---|---|---|"]
    return "\n".join([*out, *(f"| {' | '.join(cells)} |" for cells in rows[1:]), ""])


def versions() -> str:
    """Every version of the contract with the digests of its shapes; the present one as it is."""
    kept = [line.split("\t") for line in VERSIONS.read_text("utf-8").splitlines()]
    kept = [cells for cells in kept if cells[0] != SCHEMA_VERSION]
    now = [[SCHEMA_VERSION, name, digest_of(schema_of(name))] for name in MODELS]
    return "".join("\t".join(cells) + "\n" for cells in [*kept, *now])


GENERATED = "*Made from the code by `make docs`; do not edit.*"
COUNTED = (
    "*Hits* are removals on labelled development pages, *right* is the share of them, in per\n"
    "cent, with which no letter of the story went. `python -m benchmarks.rules GOLD LINES >\n"
    "docs/rule-counts.tsv` counts them; a rule that is new since has none."
)
RECORD_INTRO = (
    "A record is JSON; its [JSON Schema](record.schema.json) also comes from `copydesk schema`.\n"
    "An [article](article.schema.json) is a record without `edits`. [contract.md](contract.md)\n"
    "says how a version of this contract comes to be.\n"
    "Offsets count Unicode code points. Spans are half-open. `start` of an edit counts in the\n"
    "text just before that edit, `source` in the decoded source. In Python, read one with\n"
    "`Record.model_validate_json`: it checks that the ledger leads back to the source."
)
BROKEN_INTRO = (
    "{count} inputs that are broken, lie, or cannot be meant, and what becomes of each. A test\n"
    "makes every one of them and compares (`tests/broken/`). *The whole story*: the story in it\n"
    "was kept to the letter. Of rules only those are named that read and repair characters. A\n"
    "code in **bold** is a reject: the store keeps its bytes. `exit` is the status of a command,\n"
    "with the line that it says. … stands for words of other libraries and for folders."
)
LICENCES_INTRO = (
    "Copydesk is under the [MIT licence](../LICENSE). Plain, it brings along what is marked\n"
    "*core*; an extra brings more: {count} projects in all, in the versions of\n"
    "`requirements.lock`. The licence is what each project says of itself. Two leave a choice:\n"
    "`text-unidecode` (through Prefect) is under the Artistic License or the GPL, `tld` (through\n"
    "trafilatura) under the MPL, the GPL or the LGPL. The extra `ray` is in neither.\n"
    "`python docs/licences.py` makes the table anew after `make lock`. The sources of names stand\n"
    "in [gazetteer.md](gazetteer.md)."
)
REJECT_INTRO = (
    "What is no record is a [reject](reject.schema.json): its source, a code, a message that says\n"
    "what to do. The store keeps its bytes beside it, except those of a whole file of rows and of\n"
    "what was never read. The codes:"
)


def _row(r: Rule) -> str:
    acts = "flags" if r.flags_only else "replaces" if r.after is not None else "acts"
    if r.kind:
        acts = f"{'flags' if r.flags_only else 'removes'} {r.kind}"
    where = f", {r.zone}" if r.zone != "any" else ""
    bound = f" ({', '.join(r.languages)})" if r.languages else ""
    hit = r.hits[0] if isinstance(r.hits[0], str) else " → ".join(r.hits[0])
    cells = (f"`{r.id}`", f"{acts}{where}{bound}", r.why, _code(hit), _code(r.misses[0]))
    return f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    shown = json.dumps(text, ensure_ascii=False)[1:-1].replace("|", "\\|").replace("`", "ˋ")
    return f"`{''.join(c if c.isprintable() else f'U+{ord(c):04X}' for c in shown)}`"


def _block(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```\n"


def main() -> int:
    """Write the pages, or say which are out of date."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--write", action="store_true")
    ask.add_argument("--check", action="store_true")
    ask.add_argument("--schema", action="store_true")
    args = ask.parse_args()
    if args.schema:
        VERSIONS.write_text(versions(), "utf-8", newline="\n")
    stale = []
    for name, content in pages():
        path = DOCS / name
        if not path.exists() or path.read_text("utf-8") != content:
            stale.append(name)
            if args.write:
                path.write_text(content, "utf-8", newline="\n")
                print(f"written {path.resolve().relative_to(DOCS.parent)}")
    if stale and args.check:
        print(f"out of date: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
