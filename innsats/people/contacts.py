"""How a guardian can be reached, as one sealed text."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What somebody is to the pupil, in the words of the source, and telephone and e-mail where they are known."""

    relation: str = ""
    phone: str = ""
    email: str = ""

    @property
    def as_text(self) -> str:
        """The text that is sealed; empty when nothing is known."""
        known = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(known, ensure_ascii=False) if known else ""

    @property
    def in_words(self) -> str:
        """mor, 900 00 000, mona@lien.example"""
        return ", ".join(filter(None, (self.relation, self.phone, self.email)))


def contact_of(text: str) -> Contact:
    """The contact that was sealed as `text`."""
    return Contact(**json.loads(text)) if text else Contact()
