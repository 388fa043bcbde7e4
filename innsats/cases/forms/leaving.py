"""The form of letting others take over what somebody has open: one choice for each piece."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.forms import BoundField
from django.utils.translation import gettext as _

from innsats.rules.verdicts import Refused
from innsats.web import words
from innsats.web.forms import KeyedForm, OneOf

from ..actions.leaving import Takeover
from ..queries.leaving import Piece, Work, WorkPage


class HandOverWorkForm(KeyedForm):
    """Who takes over each piece, the proposal chosen beforehand. Nobody chosen: it stays where it is for now."""

    def __init__(self, *args: Any, page: WorkPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for piece in page.pieces:
            if piece.people:
                self.fields[piece.key] = OneOf(
                    label=piece.title, required=False, initial=piece.proposed,
                    choices=[("", _("Ingen ennå")), *piece.people],
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What was on the page when it opened and is not there now is told, and nothing is done."""
        given = super().clean() or self.cleaned_data
        if any(name.partition("-")[0] in set(Work) and name not in self.fields for name in self.data):
            self.add_error(None, _("Noe er endret siden du åpnet siden. Se over lista, og send på nytt."))
        return given

    @property
    def rows(self) -> list[tuple[BoundField, Piece]]:
        """Each choice, with the piece it is about."""
        return [(self[piece.key], piece) for piece in self.page.pieces if piece.people]

    def pieces(self) -> list[Takeover]:
        chosen = ((piece, self.cleaned_data.get(piece.key)) for piece in self.page.pieces)
        return [Takeover(what=piece.what, about=piece.about, to=UUID(to)) for piece, to in chosen if to]

    def tell(self, refused: Refused) -> None:
        """Every reason at the piece it is about."""
        for obstacle in refused.obstacles:
            key, about = "".join(obstacle.about[:1]), obstacle.about[1:]
            said = replace(obstacle, about=about)
            sentence = words.of_obstacle(said, owner_kind=self.page.owner_kind, names=self.page.names)
            self.add_error(key if key in self.fields else None, sentence)
