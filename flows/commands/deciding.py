"""`decide`, `decisions`, `revert` and `forget`: correcting a store from the terminal."""

import argparse
from pathlib import Path

from cleaners import Profile
from flows.commands.arguments import Add, add_profile, add_store, local_store_of, positive, write
from flows.fault import Busy, Fault
from flows.profiles import read_profile
from flows.terminal import shown


def add_deciding(add: Add) -> None:
    """Add the commands with which people correct a store."""
    decide = add(
        *("decide", decide_one, "Say what a line or an edit of a record is; it is cleaned again."),
        "copydesk decide store/ ID keep --line 12",
        "copydesk decide store/ ID reject --line 12 --rule boilerplate.scorer",
        "copydesk decide store/ ID remove --line 12 --class advert --reason 'seen on the page'",
        "copydesk decide store/ ID name --line 3 --found 'Kim Jon' --after 'Kim Jong-un'",
        "copydesk decide store/ ID reviewed",
    )
    add_store(decide, is_local=True)
    decide.add_argument("id", metavar="ID", help="of a record")
    decide.add_argument(
        "what",
        choices=("keep", "remove", "name", "accept", "reject", "reviewed"),
        help="keep a line as story, remove it as junk, correct a name, accept or reject the edits "
        "of a line, or say that all of the article is right",
    )
    decide.add_argument("--line", type=positive, metavar="N", help="of the source, from 1")
    decide.add_argument("--rule", metavar="ID", help="only the edits of this rule")
    decide.add_argument("--class", dest="kind", metavar="CLASS", help="what a removed line is")
    decide.add_argument("--found", metavar="TEXT", help="a name as it stands there")
    decide.add_argument("--after", metavar="TEXT", help="a name as it should be")
    _add_reason(decide)
    add_profile(decide)

    decisions = add(
        *("decisions", use_decisions, "List decisions, undo one, or export them as labels."),
        "copydesk decisions list store/",
        "copydesk decisions undo store/ 3f9c0a71be22",
        "copydesk decisions export store/ --gold labelled/",
    )
    decisions.add_argument("action", choices=("list", "undo", "export"))
    add_store(decisions, is_local=True)
    decisions.add_argument("key", nargs="?", metavar="KEY", help="of a decision, or a record's id")
    decisions.add_argument(
        "--gold", type=Path, metavar="DIR", help="where export writes; see docs/labelling.md"
    )
    _add_reason(decisions)
    add_profile(decisions)

    revert = add(
        *("revert", revert_rule, "Take back the edits of one rule, and clean just those records."),
        "copydesk revert store/ --rule boilerplate.scorer --where below=0.8",
        "copydesk revert store/ --rule names.spell --where site=example.org",
    )
    add_store(revert, is_local=True)
    revert.add_argument("--rule", required=True, metavar="ID", help="a rule's full id")
    revert.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="only where site, language or id is this, where what was there holds this text, or "
        "where the score is below this; may be repeated",
    )
    _add_reason(revert)
    add_profile(revert)

    forget = add(
        *("forget", forget_one, "Delete all that a store holds of an article, for good."),
        "copydesk forget store/ ID",
        "copydesk forget store/ ID --recall",
    )
    add_store(forget, is_local=True)
    forget.add_argument("id", metavar="ID", help="of a record or reject")
    forget.add_argument(
        "--recall", action="store_true", help="let the next run clean a forgotten article again"
    )
    _add_reason(forget)


def _add_reason(made: argparse.ArgumentParser) -> None:
    made.add_argument("--reason", default="", metavar="TEXT", help="why; it is written down")
    made.add_argument("--who", default="", metavar="NAME", help="who decides (default: the user)")


def decide_one(options: argparse.Namespace) -> int:
    """`copydesk decide`."""
    from flows.deciding import decided_in_words, record_of
    from flows.decisions import append

    store, profile = local_store_of(options.store), read_profile(options.profile, options.set)
    record = record_of(store, options.id)
    made = decided_in_words(
        *(record, options.what, options.line, options.rule, options.kind),
        *(options.found, options.after, options.reason, options.who),
    )
    append(store, made)
    for entry in made:
        what = shown(entry.before, 60) if entry.before else "all of it"
        write(f"{entry.key}  {entry.what}  {what}\n")
    _redo(store, [record.id], profile)
    return 0


def use_decisions(options: argparse.Namespace) -> int:
    """`copydesk decisions`."""
    from flows.decisions import read, standing, undo

    store = local_store_of(options.store)
    if options.action == "undo":
        if not options.key:
            raise Fault("decisions undo: expected a KEY; `copydesk decisions list` shows them")
        taken = undo(store, options.key, options.who)
        write(f"{taken.key}  {taken.what}  taken back\n")
        _redo(store, [taken.id], read_profile(options.profile, options.set))
    elif options.action == "export":
        from flows.labels import export

        if options.gold is None:
            raise Fault("decisions export: expected --gold DIR, where the labels are written")
        done = export(store, options.gold)
        write(f"{done.articles} articles, {done.lines} lines labelled, in {options.gold}\n")
    else:
        for e in standing(read(store)):
            if options.key in (None, e.id, e.key):
                rest = " ".join(filter(None, (e.rule, e.kind, e.after and f"→ {e.after}")))
                text = f"{e.key}  {e.when[:16]}  {e.who}  {e.what} {rest}  {e.id}  {e.before}"
                write(f"{shown(f'{text}  {e.reason}', 240)}\n")
    return 0


def revert_rule(options: argparse.Namespace) -> int:
    """`copydesk revert`."""
    from cleaners.decisions import WHY
    from cleaners.rule import all_rules
    from flows.revert import revert

    store, profile = local_store_of(options.store), read_profile(options.profile, options.set)
    done = revert(
        *(store, options.rule, tuple(options.where), profile, options.reason, options.who)
    )
    if not done["edits"] and options.rule not in {*WHY, *(r.id for r in all_rules())}:
        raise Fault(f"no rule {options.rule!r}; `copydesk rules` lists them")
    write(f"{done.pop('edits', 0)} edits of {options.rule} taken back\n")
    _told(done)
    return 0


def forget_one(options: argparse.Namespace) -> int:
    """`copydesk forget`."""
    from flows.forget import forget, recall

    store = local_store_of(options.store)
    if options.recall:
        recall(store, options.id, options.reason, options.who)
        write(f"{shown(options.id)}: the next run cleans it again if it is still in SOURCE\n")
        return 0
    count = forget(store, options.id, options.reason, options.who)
    write(
        f"{shown(options.id)}: {count} files deleted. What stands below SOURCE, and what was "
        "exported before, is yours to delete.\n"
    )
    return 0


def _redo(store: Path, ids: list[str], profile: Profile) -> None:
    from flows.again import redo

    try:
        _told(redo(store, ids, profile))
    except Busy:
        write("a run holds the store; the next run applies this\n")


def _told(done: dict[str, int]) -> None:
    for outcome, count in sorted(done.items()):
        meaning = {
            "record": "cleaned again",
            "waiting": "cannot be made from the store alone, or by these rules and this profile; "
            "the next run applies this",
        }
        write(f"{count}  {meaning.get(outcome, f'are no record now: {outcome}')}\n")
