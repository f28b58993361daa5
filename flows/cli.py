"""The `copydesk` command. Only `run` and `schedule` import Prefect."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from cleaners import Record, Reject
from cleaners.fingerprint import package_version
from cleaners.gazetteer import GazetteerError
from cleaners.record import restore
from cleaners.rule import TableError
from flows.collector import collect_seldom
from flows.commands.arguments import (
    Command,
    add_profile,
    local_store_of,
    positive,
    write,
)
from flows.commands.clean import add_clean, single
from flows.commands.deciding import add_deciding
from flows.commands.diff import add_diff
from flows.commands.duplicates import add_duplicates
from flows.commands.export import add_export
from flows.commands.files import INPUT_HELP, read_record_file
from flows.commands.gazetteer import add_gazetteer
from flows.commands.review import add_review
from flows.commands.run import add_run
from flows.commands.schedule import add_schedule
from flows.commands.schema import add_schema
from flows.commands.sites import add_sites
from flows.commands.store import add_status
from flows.fault import Fault
from flows.profiles import read_profile
from flows.stdin import STDIN
from flows.terminal import shown

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
    add_review(add)
    add_deciding(add)
    add_clean(add)
    explain = add(
        *("explain", explain_one, "Show every edit of one article: rule, reason, before, after."),
        "copydesk explain article.txt",
        "copydesk explain store/records/NAME.json",
        "copydesk explain --line 12 store/records/NAME.json",
    )
    explain.add_argument(
        "file", nargs="?", default=STDIN, metavar="FILE", help=f"{INPUT_HELP}, or a record (.json)"
    )
    explain.add_argument(
        "--line", type=positive, metavar="N", help="only what touches this line of the source"
    )
    add_profile(explain)
    add_diff(add)

    undo = add(
        *("undo", undo_one, "Write the original bytes of a record, exactly as they came."),
        "copydesk undo store/records/NAME.json > article.txt",
    )
    undo.add_argument("record", nargs="?", default=STDIN, metavar="RECORD", help=INPUT_HELP)

    rules = add(
        *("rules", list_rules, "List the rules, tell everything about one, or suggest new ones."),
        "copydesk rules",
        "copydesk rules boilerplate.copyright",
        "copydesk rules suggest store/ > suggested.toml",
    )
    rules.add_argument("id", nargs="?", metavar="ID", help="a rule's id, a stage, or suggest")
    rules.add_argument(
        "store",
        nargs="?",
        metavar="STORE",
        help="where suggest looks for lines: a folder of this machine",
    )

    add_export(add)
    add_sites(add)
    add_duplicates(add)
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

    add_schema(add)
    return top


def explain_one(options: argparse.Namespace) -> int:
    """`copydesk explain`."""
    from flows.explain import explain

    if options.file.endswith(".json"):
        result: Record | Reject = read_record_file(options.file)
    else:
        result = next(single(options.file, read_profile(options.profile, options.set)))
    if isinstance(result, Reject):
        write(f"{result.id}: rejected ({result.code}): {result.message}\n")
        return 0
    for line in explain(result, options.line):
        write(line + "\n")
    return 0


def undo_one(options: argparse.Namespace) -> int:
    """`copydesk undo`."""
    sys.stdout.buffer.write(restore(read_record_file(options.record)))
    sys.stdout.buffer.flush()
    return 0


def list_rules(options: argparse.Namespace) -> int:
    """`copydesk rules`."""
    if options.id == "suggest":
        from flows.suggest import as_toml, suggest

        if options.store is None:
            raise Fault("rules suggest: expected a STORE to look into")
        for line in as_toml(suggest(local_store_of(options.store))):
            write(line + "\n")
        return 0
    from cleaners.rule import all_rules
    from flows.explain import described

    chosen = [r for r in all_rules() if options.id in (None, r.stage, r.id, r.name)]
    if not chosen:
        raise Fault(f"no rule or stage {options.id!r}; `copydesk rules` lists them")
    if len(chosen) == 1:
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
