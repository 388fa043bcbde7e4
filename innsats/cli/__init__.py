"""`innsats COMMAND`: what an operator does from a shell. One table, one entry.

A command is a function from its arguments to an exit code: 0 done (None is read as 0), 1 it could not be done, 2 it was
asked for wrongly. It reads its arguments with argparse, which answers 2 by itself, and says why it could not with
`django.core.management.CommandError`, in one sentence. Add a line to COMMANDS to add a command.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .coredumps import leave_none

DONE, COULD_NOT, ASKED_WRONGLY, INTERRUPTED = 0, 1, 2, 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Where a command lives, imported when it is asked for, and what it does in half a sentence.

    One that has to choose its database itself says `starts_django=False`, and is called before anything is loaded. One
    that goes through rows by the ten thousand says `is_batch`.
    """

    at: str
    does: str
    starts_django: bool = True
    is_batch: bool = False

    def function(self) -> Callable[[list[str]], int | None]:
        module, _, name = self.at.partition(":")
        return getattr(importlib.import_module(module), name)


COMMANDS = {
    "run": Command(
        at="innsats.cli.serving:run", starts_django=False, does="migrate, load the demo the first time, serve and tick"
    ),
    "migrate": Command(
        at="innsats.cli.database:migrate", starts_django=False, does="bring the database up to this version"
    ),
    "serve": Command(at="innsats.cli.serving:serve", does="answer requests, and nothing else"),
    "tick": Command(
        at="innsats.cli.ticking:tick", is_batch=True, does="do what is due now: reminders, delivery, expiry"
    ),
    "reckon": Command(
        at="innsats.cases.commands:reckon", is_batch=True, does="compute every clock anew, after a change of rules"
    ),
    "import-register": Command(
        at="innsats.people.commands:import_register", does="bring owners and schools in step with the registers"
    ),
    "succeed-owner": Command(at="innsats.cases.commands:succeed_owner", does="let an owner take over for another"),
    "import-pupils": Command(
        at="innsats.people.commands:import_pupils", does="bring a school's pupils in step with a file"
    ),
    "appoint": Command(at="innsats.people.commands:appoint", does="give somebody a role, and print a one-time link"),
    "reset-sign-in": Command(
        at="innsats.people.commands:reset_sign_in", does="give somebody a new way in, and print a one-time link"
    ),
    "set-calendar": Command(at="innsats.people.commands:set_calendar", does="say when an owner's schools are closed"),
    "set-limits": Command(at="innsats.people.commands:set_limits", does="let an owner's clocks run shorter"),
    "replay": Command(
        at="innsats.scenarios.commands:replay", starts_django=False, does="walk stories in a database of their own"
    ),
    "verify-journal": Command(
        at="innsats.journal.commands:verify_journal", does="find whatever was changed in the journal, and where"
    ),
    "rotate-keys": Command(
        at="innsats.cli.keykeeping:rotate_keys", does="wrap every key anew, or change the root key, while all work"
    ),
    "backup": Command(
        at="innsats.cli.backup.commands:backup", starts_django=False, does="take a sealed backup while others work"
    ),
    "restore": Command(at="innsats.cli.backup.commands:restore", starts_django=False, does="put a backup back"),
    "drill": Command(
        at="innsats.cli.backup.drill:drill", starts_django=False, does="back up, restore and compare, and say how long"
    ),
    "disposals": Command(
        at="innsats.cli.backup.commands:disposals", does="print which keys were destroyed, to keep outside"
    ),
    "backup-key": Command(
        at="innsats.cli.backup.commands:backup_key", starts_django=False, does="make a key to seal backups for"
    ),
    "seal": Command(
        at="innsats.cli.backup.pieces:seal", starts_django=False, does="seal a piece of PostgreSQL's log as backups are"
    ),
    "unseal": Command(
        at="innsats.cli.backup.pieces:unseal", starts_django=False, does="open what was sealed so, for PostgreSQL"
    ),
    "doctor": Command(at="innsats.cases.commands:doctor", does="say what only an operator can mend"),
    "docs": Command(at="innsats.cli.printing:docs", does="print those pages of docs/ that are made from the code"),
    "demo-reset": Command(
        at="innsats.cli.database:reset_demo", starts_django=False, does="throw the demo's database away"
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` name. Returns the exit code; an error is one sentence on stderr."""
    name, *rest = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if name in ("-h", "--help", "help"):
        print(listing())
        return DONE
    command = COMMANDS.get(name)
    if command is None:
        return _say(f"innsats has no command {name!r}. It has: {', '.join(COMMANDS)}.", ASKED_WRONGLY)
    leave_none()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "innsats.settings")
    from innsats.database import walls

    walls.lift_for_process()  # a command works for all owners; a worker that answers requests stands behind them
    try:
        if command.starts_django:
            import django

            django.setup()
        if command.is_batch:
            return _in_batches(command.function(), rest)
        return command.function()(rest) or DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `innsats … | head`: nobody listens any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        sentence, code = _sentence_of(error)
        if not sentence:
            raise
        return _say(f"innsats {name}: {sentence}", code)


def _in_batches(function: Callable[[list[str]], int | None], rest: list[str]) -> int:
    from . import batches

    batches.prepare()
    code = function(rest)
    batches.settle()
    return code or DONE


def listing() -> str:
    """Every command with what it does."""
    lines = [f"  {name:<16} {command.does}" for name, command in COMMANDS.items()]
    return "\n".join(["innsats COMMAND [--help]", "", *lines])


def _sentence_of(error: Exception) -> tuple[str, int]:
    """What went wrong in words, and the exit code; no words for a bug, which deserves its traceback."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError
    from django.db import DatabaseError
    from psycopg import Error as PostgresError

    from innsats.vault.errors import Locked

    if isinstance(error, CommandError):
        return str(error), error.returncode
    if isinstance(error, ImproperlyConfigured):
        return str(error), ASKED_WRONGLY
    if isinstance(error, Locked):
        return str(error), COULD_NOT
    if isinstance(error, DatabaseError | PostgresError):
        said = str(error).strip().splitlines()[0]
        return f"the database says “{said}”. Is DATABASE_URL right, and has `innsats migrate` been run?", COULD_NOT
    return "", COULD_NOT


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
