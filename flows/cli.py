"""The `copydesk` command. Only `run` imports Prefect; the other commands are plain filters."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from cleaners import Profile, Record, Reject
from cleaners.fingerprint import package_version
from cleaners.gazetteer import GazetteerError
from cleaners.record import restore
from cleaners.rule import TableError
from flows.article import Raw, cleaned, rejected
from flows.collector import collect_seldom
from flows.commands.arguments import Command, add_profile, write
from flows.commands.gazetteer import add_gazetteer
from flows.commands.run import add_run
from flows.commands.schedule import add_schedule
from flows.commands.sites import add_sites
from flows.commands.store import add_status
from flows.fault import Fault
from flows.profiles import read_profile
from flows.rows import Line, RowError, lines, longest_line, read_row
from flows.stopwatch import Stopwatch
from flows.terminal import shown

STDIN = "-"
CHUNK = 1 << 20
INTERRUPTED = 130  # what a shell expects of a program that was stopped with Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status.

    0 done, 1 rejects with --strict, 2 wrong use or a broken machine, 3 a run that is not what the
    settings demand, 75 another run holds the store.
    """
    options = parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except (Fault, TableError, GazetteerError) as e:
        print(f"copydesk: {shown(str(e), 2000)}", file=sys.stderr)
        return e.status if isinstance(e, Fault) else 2
    except BrokenPipeError:  # the reader has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as e:  # a full disk, a store that may not be written to, a file that went away
        place = f"{shown(str(e.filename), 200)}: " if e.filename else ""
        print(f"copydesk: {place}{e.strerror or e}", file=sys.stderr)
        return 2


def entry() -> None:
    """The installed command: `main`, and its status as that of the process."""
    collect_seldom()
    sys.exit(main())


def parser() -> argparse.ArgumentParser:
    """Every command with its options and examples; docs/commands.md is made from it."""
    top = _parser(argparse.ArgumentParser, "copydesk", "Scraped news in, clean records out.", ())
    top.add_argument("--version", action="version", version=f"copydesk {package_version()}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(name: str, command: Command, about: str, *examples: str) -> argparse.ArgumentParser:
        made = _parser(commands.add_parser, name, about, examples)
        made.set_defaults(command=command)
        return made

    add_run(add)
    add_schedule(add)
    add_status(add)
    clean = add(
        *(
            "clean",
            clean_one,
            "Clean one article, or rows of JSONL, from a file or standard input.",
        ),
        "copydesk clean article.txt",
        "copydesk clean --json article.txt > record.json",
        "zcat dump.jsonl.gz | copydesk clean --jsonl - > records.jsonl",
    )
    clean.add_argument("file", nargs="?", default=STDIN, metavar="FILE", help=INPUT_HELP)
    form = clean.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="write the whole record, not its text")
    form.add_argument(
        "--jsonl",
        action="store_true",
        help="read rows {id, text, url?}; write one record line for each, in the same order",
    )
    clean.add_argument(
        "--profile-stages", action="store_true", help="say at the end where the CPU time went"
    )
    clean.add_argument("--strict", action="store_true", help="exit with 1 on any reject")
    add_profile(clean)

    explain = add(
        *("explain", explain_one, "Show every edit of one article: rule, reason, before, after."),
        "copydesk explain article.txt",
        "copydesk explain store/records/NAME.json",
    )
    explain.add_argument(
        "file", nargs="?", default=STDIN, metavar="FILE", help=f"{INPUT_HELP}, or a record (.json)"
    )
    add_profile(explain)

    undo = add(
        *("undo", undo_one, "Write the original bytes of a record, exactly as they came."),
        "copydesk undo store/records/NAME.json > article.txt",
    )
    undo.add_argument("record", nargs="?", default=STDIN, metavar="RECORD", help=INPUT_HELP)

    rules = add(
        *("rules", list_rules, "List the rules, or tell everything about one."),
        "copydesk rules",
        "copydesk rules boilerplate.copyright",
    )
    rules.add_argument("id", nargs="?", metavar="ID", help="a rule's full id, or a stage")

    add_sites(add)
    add_gazetteer(add)
    evaluate = add(
        *(
            "evaluate",
            evaluate_one,
            "Measure a profile on labelled articles: what went, what was lost.",
        ),
        "copydesk evaluate labelled/",
    )
    evaluate.add_argument("gold", metavar="GOLD", help="a folder; see docs/labelling.md")
    add_profile(evaluate, "boilerplate")

    schema = add(
        *("schema", print_schema, "Write the JSON Schema of a record, or of a reject."),
        "copydesk schema > record.schema.json",
    )
    schema.add_argument("--reject", action="store_true", help="the schema of a reject")
    return top


INPUT_HELP = "a file; - or nothing for standard input"


def clean_one(options: argparse.Namespace) -> int:
    """`copydesk clean`."""
    profile = read_profile(options.profile, options.set)
    watch = Stopwatch() if options.profile_stages else None
    read = _rows if options.jsonl else _single
    results = read(options.file, profile, watch)
    any_reject = False
    for result in results:
        any_reject |= isinstance(result, Reject)
        if options.json or options.jsonl:
            write(_as_line(result))
        elif isinstance(result, Record):
            write(result.text + "\n")
        else:
            print(shown(f"copydesk: {result.id}: {result.message}", 2000), file=sys.stderr)
    if watch:
        watch("reading and writing")
        print("\n".join(watch.lines()), file=sys.stderr)
    return 1 if any_reject and options.strict else 0


def explain_one(options: argparse.Namespace) -> int:
    """`copydesk explain`."""
    from flows.explain import explain

    if options.file.endswith(".json"):
        result: Record | Reject = _record(options.file)
    else:
        result = next(_single(options.file, read_profile(options.profile, options.set)))
    if isinstance(result, Reject):
        write(f"{result.id}: rejected ({result.code}): {result.message}\n")
        return 0
    for line in explain(result):
        write(line + "\n")
    return 0


def undo_one(options: argparse.Namespace) -> int:
    """`copydesk undo`."""
    sys.stdout.buffer.write(restore(_record(options.record)))
    sys.stdout.buffer.flush()
    return 0


def list_rules(options: argparse.Namespace) -> int:
    """`copydesk rules`."""
    from cleaners.rule import all_rules
    from flows.explain import described

    chosen = [r for r in all_rules() if options.id in (None, r.stage, r.id)]
    if not chosen:
        raise Fault(f"no rule or stage {options.id!r}; `copydesk rules` lists them")
    if options.id == chosen[0].id:
        write("".join(f"{line}\n" for line in described(chosen[0])))
    else:
        write("".join(f"{r.id:<36} {r.why}\n" for r in chosen))
    return 0


def evaluate_one(options: argparse.Namespace) -> int:
    """`copydesk evaluate`."""
    from flows.evaluate import evaluate, read_labelled

    profile = read_profile(options.profile, options.set)
    for line in evaluate(read_labelled(Path(options.gold)), profile):
        write(line + "\n")
    return 0


def print_schema(options: argparse.Namespace) -> int:
    """`copydesk schema`."""
    model = Reject if options.reject else Record
    write(json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2) + "\n")
    return 0


def _single(
    path: str, profile: Profile, watch: Stopwatch | None = None
) -> Iterator[Record | Reject]:
    """The one article of a file. Its id is the file's name."""
    if path.endswith(".jsonl"):
        raise Fault(f"{path}: rows of articles; give --jsonl to clean each, or use `copydesk run`")
    name, most = None if path == STDIN else Path(path).name, profile.reject.max_bytes
    with _opened(path) as stream:
        data = stream.read(most + 1)
        if len(data) <= most:
            yield _timed(Raw(name, data), profile, watch)
            return
        size = len(data)
        while more := stream.read(CHUNK):
            size += len(more)
    message = f"{size:,} bytes; reject.max_bytes is {most:,}. Is it a dump of many articles?"
    yield rejected(name or "stdin", "too-large", message, size=size)


def _timed(raw: Raw, profile: Profile, watch: Stopwatch | None) -> Record | Reject:
    if watch is None:
        return cleaned(raw, profile)
    watch.begin()
    result = cleaned(raw, profile, observe=watch)
    watch("record")
    return result


def _rows(path: str, profile: Profile, watch: Stopwatch | None = None) -> Iterator[Record | Reject]:
    """Every row of a file, as it comes in; no more than one is held."""
    name = "stdin" if path == STDIN else Path(path).name
    with _opened(path) as stream:
        for line in lines(stream, longest_line(profile.reject.max_bytes)):
            yield _row(f"{name}:{line.number}", line, profile, watch)


def _row(place: str, line: Line, profile: Profile, watch: Stopwatch | None) -> Record | Reject:
    if line.data is None:
        message = f"a row of {line.size:,} bytes; reject.max_bytes is {profile.reject.max_bytes:,}"
        return rejected(place, "too-large", message, size=line.size)
    try:
        row = read_row(line.data)
    except RowError as e:
        message = f"line {line.number}: {e}"
        return rejected(e.id or place, "bad-row", message, name=place, data=line.data)
    return _timed(Raw(row.id or row.url or place, row.text, place, row.url), profile, watch)


def _as_line(result: Record | Reject) -> str:
    """A record as it is; a reject as a row that no reader can take for an empty article."""
    if isinstance(result, Record):
        return result.model_dump_json() + "\n"
    reject = {"code": result.code, "message": result.message}
    row = {"id": result.id, "text": "", "reject": reject}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _record(path: str) -> Record:
    with _opened(path) as stream:
        data = stream.read()
    try:
        return Record.model_validate_json(data)
    except ValidationError as e:
        if (
            '"code"' in data[:4000].decode("utf-8", "replace")
            and Path(path).parent.name == "rejects"
        ):
            source = Path(path).with_suffix(".bytes").name
            raise Fault(f"{path}: a reject; its source lies beside it, in {source}") from None
        first = e.errors()[0]
        place = ".".join(map(str, first["loc"]))
        reason = first["msg"].removeprefix("Value error, ")
        found = f"{place}: {reason}" if place else reason
        raise Fault(f"{path}: no record of Copydesk, or one that was changed: {found}") from None


def _opened(path: str) -> BinaryIO:
    if path == STDIN:
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) else e
        raise Fault(f"{path}: {reason}; expected {INPUT_HELP}") from None


def _parser(
    make: Callable[..., argparse.ArgumentParser], name: str, about: str, examples: Sequence[str]
) -> argparse.ArgumentParser:
    shown = "".join(f"\n  {example}" for example in examples)
    return make(
        name,
        **({} if make is argparse.ArgumentParser else {"help": about}),
        description=about,
        epilog=f"examples:{shown}" if shown else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


if __name__ == "__main__":
    entry()
