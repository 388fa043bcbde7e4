"""Words to be searched for: how one hides in bytes, and many of them, in texts, in names of files and in files."""

from __future__ import annotations

from base64 import b64encode

from innsats.cases.actions import report_concern
from innsats.journal.actors import Actor
from innsats.people.models import School
from innsats.rules.attachments import MOST_COUNT
from innsats.rules.reports import Arena
from tests.cases.attached import a_text
from tests.world import AT

CANARY = "Kanarifugl"


def _in_base64(word: bytes) -> list[bytes]:
    """As it reads wherever in a longer text it stands."""
    return [b64encode(bytes(before) + word)[-(-before * 4 // 3) : (before + len(word)) * 4 // 3] for before in range(3)]


HIDDEN = (
    CANARY.encode(), CANARY.lower().encode(), CANARY.upper().encode(), CANARY.encode("utf-16-le"),
    CANARY.encode().hex().encode(), CANARY.encode()[::-1], *_in_base64(CANARY.encode()),
)  # fmt: skip


class Planted:
    """Called, it gives the canary with a number, so that each text is another one; `count` so many it has given."""

    count = 0

    def __call__(self) -> str:
        self.count += 1
        return f"{CANARY}{self.count}"


planted = Planted()


def plant(school: School, *, by: Actor, until: int) -> None:
    """Reports with as many files as one may have, a word in each text, each name and each file, until there are so
    many.
    """
    while planted.count < until:
        files = [a_text(planted(), f"{planted()}.txt") for _ in range(MOST_COUNT)]
        said = {name: planted() for name in ("text", "pupil_named", "told_by")}
        report_concern(school.uuid, by=by, at=AT, arena=Arena.ONLINE, channel="phone", said_at=AT, files=files, **said)
