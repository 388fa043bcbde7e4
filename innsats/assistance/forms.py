"""What is asked when the external team is asked for help, answers, goes out and leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from innsats.cases.framing import CaseForm
from innsats.rules.advising import AdviceAnswer, Ruling
from innsats.rules.assistance import LEAST_HOURS, MOST_HOURS, PRACTISED, Basis, Declined, Reason
from innsats.rules.inputs import LONGEST_NAME
from innsats.rules.inquiry import Method, Perspective, Question
from innsats.rules.mandates import Thing
from innsats.rules.meetings import Step
from innsats.rules.reports import Channel, Concern
from innsats.rules.worknotes import LONGEST_NOTE
from innsats.web import words
from innsats.web.forms import CHOOSE, DayField, KeyedForm, LineField, MomentField, OneOf, WordsField, explain, offer

from .queries.advising import AdvisePage
from .queries.agenda import MeetingPage
from .queries.asking import FamilyPage
from .queries.commissions import CommissionPage
from .queries.pages import AssignPage, RequestPage
from .queries.practice import EndPage
from .queries.waitpages import HoldPage

SEVERAL = {"required": CHOOSE}
STEPS_ON_FORM = 5
STEP_PARTS = ("what", "who", "due_on")


class NoteField(WordsField):
    """A few lines."""

    longest = LONGEST_NOTE


class RequestAssistanceForm(CaseForm):
    """Why, what has been done, what is asked, and on what ground the team may be told. Nothing is chosen beforehand."""

    team = OneOf(label=_("Hvilket team?"))
    reasons = forms.MultipleChoiceField(
        label=_("Hvorfor trenger dere hjelp?"), widget=forms.CheckboxSelectMultiple, error_messages=SEVERAL
    )
    other = WordsField(label=_("Hvis det er noe annet, hva er det?"), required=False)
    done = WordsField(label=_("Hva har dere gjort til nå?"))
    asks = WordsField(label=_("Hva ber dere teamet om?"))
    basis = OneOf(label=_("Hvorfor kan dere dele dette med teamet?"), widget=forms.RadioSelect)
    necessity = WordsField(
        label=_("Hva gjør det nødvendig at teamet får vite det?"),
        help_text=_(
            "Skriv hva teamet trenger å vite, og hvorfor. Har noen samtykket, skriver dere hvem, når og til hva."
        ),
    )

    def __init__(self, *args: Any, asking: RequestPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = [("", _("Velg et team"))] if len(asking.teams) > 1 else []
        offer(self, team=[*several, *asking.teams], reasons=words.choices("assistance_reason", Reason))
        offer(self, basis=words.choices("basis", Basis))
        explain(self, basis=asking.bases)

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"team": UUID(given["team"])}


class TakeFamilyRequestForm(KeyedForm):
    """What a family says on the phone or in a talk, in the order they say it."""

    told_by = LineField(
        label=_("Hvem snakker du med?"), help_text=_("Navn, hvem de er for barnet, og nummer de kan nås på.")
    )
    school = OneOf(label=_("Hvilken skole går barnet på?"))
    pupil_named = LineField(label=_("Hvilket barn gjelder det?"), help_text=_("Navn og klasse."), required=False)
    text = WordsField(label=_("Hva forteller de?"), help_text=_("Skriv det med deres egne ord."))
    asks = WordsField(label=_("Hva ber de teamet om?"))
    reasons = forms.MultipleChoiceField(
        label=_("Hvorfor går de til teamet?"), widget=forms.CheckboxSelectMultiple, error_messages=SEVERAL
    )
    other = WordsField(label=_("Hvis det er noe annet, hva er det?"), required=False)
    consents = forms.BooleanField(
        label=_("De er enige i at to eller flere fra teamet leser saken om barnet, så lenge hjelpen varer"),
        required=False,
    )
    concern = OneOf(
        label=_("Hva handler det om?"), help_text=_("Det avgjør hvem som får vite det."), widget=forms.RadioSelect
    )
    channel = OneOf(label=_("Hvordan fikk du vite det?"), widget=forms.RadioSelect)
    said_at = MomentField(
        label=_("Når ble det sagt?"), required=False, help_text=_("La det stå tomt hvis det er nå.")
    )
    phone = LineField(
        label=_("Hvilket nummer kan familien ringe deg på?"), required=False,
        help_text=_("Det kommer på lappen til familien."),
    )

    def __init__(self, *args: Any, asking: FamilyPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self, school=[("", _("Velg en skole")), *asking.schools],
            reasons=words.choices("assistance_reason", Reason),
            concern=words.choices("concern", Concern, owner_kind=asking.owner_kind),
            channel=words.choices("channel", (Channel.PHONE, Channel.TALK)),
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "form_key"}
        return given | {"school": UUID(given["school"])}


class HoldFamilyRequestForm(TakeFamilyRequestForm):
    """The same, of a family that wishes that the school is not told yet."""

    until = OneOf(
        label=_("Når skal skolen senest få vite det?"),
        help_text=_("Da får skolen vite det klokka 8 om morgenen, hvis ikke familien har sagt ja før."),
    )
    because = WordsField(
        label=_("Hvorfor ønsker familien å vente?"), help_text=_("Dette får skolen aldri vite.")
    )
    no_danger = forms.BooleanField(
        label=_("Jeg har spurt, og ingen er i fare nå"), required=False,
        help_text=_("Er du i tvil, må skolen få vite det i dag."),
    )

    def __init__(self, *args: Any, asking: HoldPage, **kwargs: Any) -> None:
        super().__init__(*args, asking=asking.asking, **kwargs)
        offer(self, until=[("", _("Velg en dag")), *asking.days])

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        given = super().facts()
        return given | {"until": date.fromisoformat(given["until"])}


class NoteFamilyTalkForm(CaseForm):
    """When the first talk was held."""

    held_on = DayField(label=_("Når hadde dere den første samtalen?"))


class PassFamilyRequestForm(CaseForm):
    """Whom it is about, which decides who is told. The family has said the rest."""

    concern = OneOf(
        label=_("Hva handler det om?"), help_text=_("Det avgjør hvem som får vite det."), widget=forms.RadioSelect
    )

    def offers(self) -> dict[str, Any]:
        return {"concern": words.choices("concern", Concern, owner_kind=self.page.owner_kind)}


class WithdrawFamilyRequestForm(CaseForm):
    """What the family says."""

    text = WordsField(label=_("Hva sier familien?"))


class DeclineAssistanceForm(CaseForm):
    """No, and what the school can do instead."""

    why = OneOf(label=_("Hvorfor sier teamet nei?"), widget=forms.RadioSelect)
    text = WordsField(label=_("Hva kan skolen gjøre i stedet?"))

    def offers(self) -> dict[str, Any]:
        return {"why": words.choices("declined", Declined)}


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

    def __init__(self, *args: Any, assigning: AssignPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, members=[(one.id, one.name) for one in assigning.members])

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"members": [UUID(one) for one in given["members"]]}


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
            "Det står i saken, og blant det de kan. Er noen som leser slikt på skolen eller hos {owner}, inhabil her, "
            "står det bare i saken."
        ),
    )
    erase_notes = forms.BooleanField(
        label=_("Slett arbeidsnotatene som ikke er ført over til skolen"), required=False
    )

    def __init__(self, *args: Any, leaving: EndPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, took_part=leaving.people, learned=words.choices("skill", PRACTISED))
        learned = self.fields["learned"]
        learned.help_text = str(learned.help_text).format(owner=self.page.owner)
        if not leaving.notes_left:
            del self.fields["erase_notes"]
        field = self.fields["owner_learns"]
        field.label = str(field.label).format(owner=self.page.owner)

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"took_part": [UUID(one) for one in given["took_part"]]}


class GiveAdviceForm(CaseForm):
    """In what, how heavily, what, and why it must be done. The mandate says how heavily the team may say it."""

    thing = OneOf(label=_("Hva gjelder rådet?"))
    text = WordsField(label=_("Hva råder dere skolen til?"))
    weight = OneOf(label=_("Hvor viktig er det?"), widget=forms.RadioSelect)
    why = WordsField(
        label=_("Hvorfor må det til?"), required=False,
        help_text=_("Skriv det når det er mer enn et råd. Både skolen og {owner} skal kunne forstå grunnen."),
    )

    def __init__(self, *args: Any, advising: AdvisePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, thing=[("", _("Velg hva det gjelder")), *words.choices("thing", Thing)])
        offer(self, weight=words.choices("weight", advising.means))
        explain(self, weight=advising.means)
        why = self.fields["why"]
        why.help_text = str(why.help_text).format(owner=self.page.owner)


class AnswerAdviceForm(CaseForm):
    """What the school does with an advice, and why."""

    answer = OneOf(label=_("Hva gjør dere?"), widget=forms.RadioSelect)
    text = WordsField(
        label=_("Hvordan, og hvorfor?"), required=False,
        help_text=_("Skriv det når dere gjør noe annet enn teamet råder dere til."),
    )

    def offers(self) -> dict[str, Any]:
        return {"answer": words.choices("advice_answer", AdviceAnswer)}


class CarryOutAdviceForm(CaseForm):
    """What was done, and when."""

    text = WordsField(label=_("Hva har dere gjort?"))
    done_on = DayField(label=_("Hvilken dag?"))


class DecideAdviceForm(CaseForm):
    """Whether the school shall follow it, and why."""

    ruling = OneOf(label=_("Hva bestemmer du?"), widget=forms.RadioSelect)
    text = WordsField(label=_("Hvorfor?"))

    def offers(self) -> dict[str, Any]:
        return {"ruling": words.choices("ruling", Ruling)}
class CapacityForm(forms.Form):
    """The school that a new case would be at."""

    skole = OneOf(label=_("Hvilken skole gjelder det?"))

    def __init__(self, *args: Any, schools: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, skole=[("", _("Velg en skole")), *schools])

    def school(self) -> str:
        """The id of one of the schools; nothing when none has been chosen."""
        return str(self.cleaned_data.get("skole", "")) if self.is_bound and self.is_valid() else ""


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


class ConfirmFamilyRequestForm(CaseForm):
    """Nothing more is asked: the family has said the rest."""


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


class HoldTeamMeetingForm(CaseForm):
    """The minutes: when, who was there, what was said and decided, and a few lines of who does what by when."""

    happened_at = MomentField(label=_("Når var møtet?"), required=False, help_text=_("La det stå tomt hvis det er nå."))
    members = forms.MultipleChoiceField(
        label=_("Hvem var med?"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("De som leser saken. Andre som var der, skriver du under."),
    )
    others = LineField(
        label=_("Hvem andre var der?"), required=False, help_text=_("Skriv hva de er, for eksempel helsesykepleier.")
    )
    text = WordsField(label=_("Hva snakket dere om?"), required=False)
    family = WordsField(
        label=_("Hva sa eleven og familien?"), required=False,
        help_text=_("Skriv det når de var med, helst med deres egne ord."),
    )
    decisions = WordsField(
        label=_("Hva bestemte dere?"), required=False, help_text=_("Skriv én beslutning på hver linje.")
    )

    def __init__(self, *args: Any, meeting: MeetingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = [("", _("Velg hvem")), *((str(uuid), name) for uuid, name in meeting.members)]
        offer(self, members=meeting.members)
        for place in range(1, STEPS_ON_FORM + 1):
            self.fields |= {
                f"step_{place}_what": LineField(label=_("Hva skal gjøres?"), required=False),
                f"step_{place}_who": OneOf(label=_("Hvem gjør det?"), required=False, choices=who),
                f"step_{place}_due_on": DayField(label=_("Innen hvilken dag?"), required=False, is_past=False),
            }

    @property
    def steps(self) -> list[tuple[forms.BoundField, ...]]:
        """The fields of each line: what, who, by which day."""
        return [tuple(self[f"step_{place}_{part}"] for part in STEP_PARTS) for place in range(1, STEPS_ON_FORM + 1)]

    def facts(self) -> dict[str, Any]:
        """Every line is a step in its own place, also an empty one: what each lacks, the rules say."""
        given = super().facts()
        lines = [[given.pop(f"step_{place}_{part}") for part in STEP_PARTS] for place in range(1, STEPS_ON_FORM + 1)]
        steps = [Step(what=what, who=UUID(who) if who else None, due_on=due_on) for what, who, due_on in lines]
        return given | {"members": [UUID(one) for one in given["members"]], "steps": steps}


class FinishStepForm(CaseForm):
    """The day it was done."""

    done_on = DayField(
        label=_("Hvilken dag ble det gjort?"), required=False, help_text=_("La det stå tomt hvis det er i dag.")
    )


class WriteWorkNoteForm(CaseForm):
    """A few lines to remember by."""

    text = NoteField(label=_("Hva vil du huske?"))


class HandNoteToSchoolForm(CaseForm):
    """What kind of finding it is. Nothing is chosen beforehand."""

    question = OneOf(label=_("Hvilket spørsmål svarer det på?"), widget=forms.RadioSelect)
    method = OneOf(label=_("Hvordan fant du det ut?"))
    perspective = OneOf(label=_("Hvem har sett eller opplevd det?"))

    def offers(self) -> dict[str, Any]:
        choose = ("", _("Velg"))
        return {
            "question": words.choices("question", Question), "method": [choose, *words.choices("method", Method)],
            "perspective": [choose, *words.choices("perspective", Perspective)],
        }  # fmt: skip
