"""The limits that keep one sender from taking it all from everybody else, printed with their values from the code."""

from __future__ import annotations

import importlib
from datetime import timedelta
from typing import Any

HEAD = """# Limits

What is bounded, so that neither a person nor a program takes the place, the time or the memory of all others, and
guessing leads nowhere. Nothing here is per address alone where a school stands behind one: thirty children in one
room are ordinary.

What is over a limit is told in words, and nothing typed is lost. An account or a code is never locked for good: a
limit ends with its window, so nobody can lock out somebody else for longer than a quarter of an hour, and a passkey
or a sign-in with Feide or ID-porten is not touched by it. Tries are counted in the database for all processes
together; `innsats tick` throws away windows that are over. An address of IPv6 counts as all those of its network
(`web.throttle:NETWORK_BITS`), since one subscriber has them all.
"""
LIMITS: dict[str, tuple[tuple[str, str], ...]] = {
    "Signing in": (
        ("tries for one account that are evaluated in a window, from wherever", "people.signin.passwords:TRIES_COUNT"),
        ("wrong tries from one address in a window", "people.signin.passwords:FAILURES_COUNT"),
        ("the window", "people.signin.passwords:WINDOW"),
        ("how long a session may be left alone before it locks", "people.signin.begun:IDLE"),
        ("how long a second factor is enough for what is asked again", "people.signin.begun:FRESH"),
        ("passwords hashed at once in one process; the rest wait", "people.signin.passwords:HASHES_AT_ONCE"),
    ),
    "Codes on paper": (
        ("wrong codes from one address in a window", "web.codes:MISSES_COUNT"),
        ("wrong codes from everywhere in a window, before the log warns of it", "web.codes:ALL_MISSES_COUNT"),
        ("the window", "web.codes:WINDOW"),
        ("codes hashed at once in one process", "vault.codes:HASHES_AT_ONCE"),
        ("how long a browser that has shown a code stays let in", "family.doors:STAYS"),
        ("how long the own code is shown again to its form sent twice", "family.views.inside:SHOWN_AGAIN_FOR"),
        ("wrong addresses of calendars from one place in a quarter", "assistance.views.calendars:WRONG_COUNT"),
    ),
    "Reports without signing in": (
        ("from one address in a window before each waits its turn; nobody is refused", "web.pace:FREE_COUNT"),
        ("the window", "web.pace:WINDOW"),
        ("how long one then waits", "web.pace:WAIT"),
        ("requests with files from one address in a window", "family.views.open:FILES_COUNT"),
        ("that window", "family.views.open:FILES_WINDOW"),
        ("kilobytes of files from one address in a window, as they are kept", "web.uploads.holding:MOST_KILOBYTES"),
        ("that window", "web.uploads.holding:WINDOW"),
        (
            "bytes of files that wait to be sent, in all; beyond it words are sent without them",
            "web.uploads.holding:MOST_WAITING_BYTES",
        ),
        ("how long a file waits that is neither sent nor saved under a code", "web.uploads.holding:UNKNOWN_KEPT_FOR"),
        ("messages on one report by its code in a window", "family.views.open:WRITTEN_COUNT"),
        ("messages from one reader at home in a window", "family.views.inside:WRITTEN_COUNT"),
        ("reports at one school that stand one by one; more at once are one line", "rules.reports:BURST_COUNT"),
    ),
    "What is typed": (
        ("characters in a text", "rules.inputs:LONGEST_TEXT"),
        ("characters in a name or another short field", "rules.inputs:LONGEST_NAME"),
        ("characters in a draft, all fields together", "web.drafts:LONGEST_COUNT"),
        ("characters in what is saved under a code", "web.coded_drafts:LONGEST_COUNT"),
        ("how long a draft is kept", "web.drafts:KEPT_FOR"),
        ("bytes in a request without files", "settings:DATA_UPLOAD_MAX_MEMORY_SIZE"),
        ("fields in a request", "settings:DATA_UPLOAD_MAX_NUMBER_FIELDS"),
        ("bytes in any request that are read through", "web.uploads.receiving:LARGEST_REQUEST_BYTES"),
    ),
    "Pictures and files": (
        ("bytes in a file", "rules.attachments:LARGEST_BYTES"),
        ("files with a report", "rules.attachments:MOST_COUNT"),
        ("pixels in a JPEG", "rules.attachments:MOST_PHOTO_PIXELS"),
        ("pixels in another picture", "rules.attachments:MOST_PIXELS"),
        ("pixels that are kept of the longer side", "rules.attachments:LONGEST_SIDE"),
        ("bytes of memory for the process that draws a picture anew", "web.uploads.redraw:MEMORY_BYTES"),
        ("seconds of CPU for it", "web.uploads.redraw:CPU_SECONDS"),
        ("seconds until it is given up", "web.uploads.checking:DRAWN_WITHIN_SECONDS"),
        ("seconds that ClamAV may take", "web.uploads.scanning:TIMEOUT_SECONDS"),
    ),
    "Work that takes time": (
        ("seconds until a document is given up; it is set by a process of its own", "archive.pdf:LONGEST_SECONDS"),
        ("mails in one tick", "notices.delivery:MOST_COUNT"),
        ("seconds that a mail server may take", "settings:EMAIL_TIMEOUT"),
        ("events or clocks in one transaction of the tick", "notices.ticking:AT_ONCE_COUNT"),
        ("processes that answer", "cli.serving:WORKERS_COUNT"),
        ("threads in each", "cli.serving:THREADS_COUNT"),
    ),
}


def limits_page() -> str:
    """Every limit with its value and the constant that holds it."""
    lines = [HEAD]
    for part, rows in LIMITS.items():
        lines += [f"## {part}", "", "| what | limit | where |", "| --- | --- | --- |"]
        lines += [f"| {what} | {_said(_value(where))} | `{where}` |" for what, where in rows]
        lines.append("")
    return "\n".join(lines)


def _value(where: str) -> Any:
    module, _, name = where.partition(":")
    return getattr(importlib.import_module(f"innsats.{module}"), name)


def _said(value: Any) -> str:
    if not isinstance(value, timedelta):
        return f"{value:,}"
    seconds = value.total_seconds()
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= length and seconds % length == 0:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:g} seconds"
