"""Who goes, what the school asks of them, and how they and the team leave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from innsats.cases.framing import CaseForm
from innsats.rules.assistance import LEAST_HOURS, MOST_HOURS, PRACTISED
from innsats.rules.inputs import LONGEST_NAME
from innsats.web import words
from innsats.web.forms import SEVERAL, DayField, KeyedForm, LineField, OneOf, WordsField, carry, offer

from ..queries.commissions import CommissionPage
from ..queries.pages import AssignPage
from ..queries.practice import EndPage


class AssignAssistantsForm(CaseForm):
    """Who goes, until when, and how many hours it takes of each. The proposal is checked when the page opens."""

    members = forms.MultipleChoiceField(
        label=_("Hvem skal hjelpe?"), widget=forms.CheckboxSelectMultiple, error_messages=SEVERAL
    )
    until = DayField(label=_("Til og med"), is_past=False)
    hours_a_week = forms.IntegerField(
        label=_("Timer i uka for hver"), min_value=LEAST_HOURS, max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    def __init__(self, *args: Any, assigning: AssignPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = assigning.seen
        offer(self, members=[(one.id, one.name) for one in assigning.members])

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"members": [UUID(one) for one in given["members"]]}

    def meets(self, now: str) -> None:
        """Let the next press take the place of this assignment: it has been shown."""
        carry(self, seen=now)


class GiveCommissionForm(CaseForm):
    """Whom the school asks, and for what."""

    member = OneOf(label=_("Hvem ber dere?"), widget=forms.RadioSelect)
    text = WordsField(
        label=_("Hva ber dere om?"),
        help_text=_("For eksempel å snakke med eleven, være med i friminuttene eller ta stoppsamtaler med dere."),
    )

    def __init__(self, *args: Any, asking: CommissionPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, member=asking.members)

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"member": UUID(given["member"])}


class EndCommissionForm(CaseForm):
    """Nothing is asked: what was written stands."""


class EndAssistanceForm(CaseForm):
    """What was done, what the school can do itself now, and what the owner should learn."""

    done = WordsField(label=_("Hva har teamet gjort?"))
    school_can = WordsField(label=_("Hva kan skolen gjøre selv nå?"))
    owner_learns = WordsField(label=_("Er det noe {owner} bør lære?"), required=False)
    took_part = forms.MultipleChoiceField(
        label=_("Hvem på skolen har lært av å jobbe sammen med dere?"), widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    learned = forms.MultipleChoiceField(
        label=_("Hva har de lært?"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_(
            "Det står i saken, og i lista over hva de kan. Er noen som leser den lista på skolen eller hos {owner}, "
            "inhabil her, står det bare i saken."
        ),
    )
    erase_notes = forms.BooleanField(
        label=_("Slett arbeidsnotatene som ikke er ført over til skolen"), required=False
    )
    notes_seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, leaving: EndPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, took_part=leaving.people, learned=words.choices("skill", PRACTISED))
        learned = self.fields["learned"]
        learned.help_text = str(learned.help_text).format(owner=self.page.owner)
        if not leaving.notes_left:
            del self.fields["erase_notes"], self.fields["notes_seen"]
        self.initial["notes_seen"] = leaving.notes_seen
        field = self.fields["owner_learns"]
        field.label = str(field.label).format(owner=self.page.owner)

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"took_part": [UUID(one) for one in given["took_part"]]}

    def meets(self, now: str) -> None:
        """Let the next press be about these notes: they have been shown. Others may have been said to go."""
        if self.data.get("notes_seen") != now:
            carry(self, notes_seen=now)
            self.data.pop("erase_notes", None)  # type: ignore[attr-defined]


class EndTeamForm(KeyedForm):
    """Why, and the last day."""

    reason = LineField(
        label=_("Hvorfor?"), help_text=_("For eksempel at et annet team tar over. Skriv ikke om noen sak."),
        max_length=LONGEST_NAME,
    )
    ends_on = DayField(
        label=_("Siste dag"), is_past=False, required=False,
        help_text=_("La feltet stå tomt for å avslutte med en gang."),
    )


class KeepTeamForm(KeyedForm):
    """That it goes on after all."""
