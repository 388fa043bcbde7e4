"""What a log says: one line of JSON for each thing, and of a bug where it happened and of what kind it is.

Never what the text was about: the message of an exception can hold what somebody wrote about a child.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutContent(logging.Formatter):
    """A line for each record: when, in UTC; how grave; who says it, and what. No text can begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "by": record.name,
            "process": record.process,
            "said": _said(record),
        }
        if record.exc_info:
            said["where"] = self.formatException(record.exc_info).splitlines()
        return json.dumps(said, ensure_ascii=False)

    def formatException(self, ei: _Raised) -> str:
        lines = []
        error: BaseException | None = ei[1]
        while error is not None:
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            for frame in traceback.extract_tb(error.__traceback__):
                lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _said(record: logging.LogRecord) -> str:
    """Of a request its page and what it was answered, and not its address: an address can be a key."""
    request = getattr(record, "request", None)
    if request is None:
        return record.getMessage()
    match = getattr(request, "resolver_match", None)
    return f"{getattr(record, 'status_code', 'no answer')} in {match.view_name if match else 'no view'}"
