"""What a view does about the files of its form, before it looks at the form: takes out, takes in, and says how it went.

For a form with `FilesForm`, posted as multipart, whose template includes `web/files.html`:

    chosen = choosing.handled(request, typed.get("files_key", ""), person_id=…, school_owner_id=…, at=…)
    if choosing.is_about_files(request): show the form again, unbound, with what was typed
    if chosen.said: form.add_error("attached", …)
    act(…, **form.facts_of_files(chosen)); chosen.forget()
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from innsats.rules.attachments import LONGEST_FILE_NAME, UNSEEN, CheckedFile

from .. import words
from ..throttle import origin_of
from . import holding

CHOOSES, REMOVES = "files", "remove_file"  # the `step` of a button, and the name of another


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The files that are held for this form, and why others were not taken, in words."""

    holder: str
    lines: tuple[holding.Line, ...] = ()
    said: tuple[str, ...] = ()

    def files(self) -> tuple[CheckedFile, ...]:
        """The files themselves, to be sent."""
        return holding.files(self.holder) if self.lines else ()

    def keep_as_a_draft(self, at: datetime) -> None:
        """What was written is saved under a code, and they with it."""
        if self.lines:
            holding.keep_as_a_draft(self.holder, at)

    def forget(self) -> None:
        """They were sent, or the form they were chosen for was thrown away."""
        if self.lines:
            holding.forget(self.holder)


def is_about_files(request: HttpRequest) -> bool:
    """Whether a button was pressed that only chooses or takes out files."""
    return request.POST.get("step") == CHOOSES or REMOVES in request.POST


def handled(
    request: HttpRequest, files_key: str, *, person_id: int | None, school_owner_id: int | None, at: datetime
) -> Chosen:
    """Take out the file whose button was pressed, take in those that came, and tell what is held now.

    `school_owner_id` is whose key seals them: None while nobody knows, and then no file is taken in.
    """
    holder = holding.holder_of(files_key, person_id)
    if REMOVES in request.POST:
        holding.remove(holder, request.POST[REMOVES])
    origin = origin_of(request) if person_id is None else None
    came = request.FILES.getlist("attached")
    refused = holding.add(came, holder, school_owner_id=school_owner_id, at=at, origin=origin)
    said = (
        words.of("unfit", one.why, about=UNSEEN.sub("", one.name)[:LONGEST_FILE_NAME]) for one in refused
    )
    return Chosen(holder=holder, lines=holding.lines(holder), said=tuple(said))
