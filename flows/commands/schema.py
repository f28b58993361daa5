"""`copydesk schema`: the contract, and how it differs from an older one."""

import argparse
import json
from pathlib import Path

from flows.commands.arguments import Add, write
from flows.fault import Fault


def add_schema(add: Add) -> None:
    """Add `schema`."""
    schema = add(
        *("schema", print_schema, "Write the JSON Schema of a record, an article or a reject."),
        "copydesk schema > record.schema.json",
        "copydesk schema --diff record.schema.json",
    )
    form = schema.add_mutually_exclusive_group()
    form.add_argument(
        "--article", action="store_true", help="the schema of an article: a record without edits"
    )
    form.add_argument("--reject", action="store_true", help="the schema of a reject")
    schema.add_argument(
        "--diff",
        type=Path,
        metavar="OLD",
        help="say which fields are new, gone or changed since this schema, a file that an older "
        "Copydesk wrote; exit with 1 when any is",
    )


def print_schema(options: argparse.Namespace) -> int:
    """`copydesk schema`."""
    from flows.schema import as_text, differences, schema_of

    name = "reject" if options.reject else "article" if options.article else "record"
    if options.diff is None:
        write(as_text(name))
        return 0
    try:
        old = json.loads(options.diff.read_bytes())
    except (OSError, ValueError, RecursionError) as e:
        reason = e.strerror if isinstance(e, OSError) else "no JSON"
        raise Fault(f"{options.diff}: {reason}; expected what `copydesk schema` wrote") from None
    if not isinstance(old, dict) or "properties" not in old:
        raise Fault(f"{options.diff}: no schema; expected what `copydesk schema` wrote")
    new = schema_of(name)
    title = old.get("title")
    if title != new["title"]:
        raise Fault(f"{options.diff}: a schema of {title!r}; this is {new['title']!r}")
    found = list(differences(old, new))
    write("".join(f"{line}\n" for line in found) or "no difference\n")
    return 1 if found else 0
