"""The forms of the plan: one measure at a time, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.evaluation import CarriedOut, Helped
from innsats.rules.inquiry import Safe
from innsats.rules.plans import INQUIRY_KINDS, MeasureKind
from innsats.web import dates, words
from innsats.web.forms import DayField, LineField, OneOf, WordsField, carry

from ..framing import CaseForm
from ..queries.measurepage import MeasurePage

WATCHING = [*(kind for kind in MeasureKind if kind in INQUIRY_KINDS), MeasureKind.WATCHING]
REAL = [kind for kind in MeasureKind if kind not in WATCHING]


class DraftMeasureForm(CaseForm):
    """One measure of the draft. Anything may be missing until the plan is activated."""

    problem = WordsField(label=gettext_lazy("Hvilket problem skal tiltaket løse?"), required=False)
    kind = OneOf(label=gettext_lazy("Hva slags tiltak?"), initial=MeasureKind.ADULT_CLOSE_BY)
    what = WordsField(
        label=gettext_lazy("Hva skal dere gjøre?"),
        help_text=gettext_lazy("Det de voksne gjør. Eleven og de foresatte har ikke ansvar for tiltaket."),
        required=False,
    )
    when_words = LineField(
        label=gettext_lazy("Når?"), help_text=gettext_lazy("For eksempel «hvert storefri»."), required=False
    )
    start_on = DayField(label=gettext_lazy("Fra hvilken dag?"), required=False, is_past=False)
    place = LineField(label=gettext_lazy("Hvor?"), required=False)
    responsible = OneOf(label=gettext_lazy("Hvem gjør det?"), required=False)
    evaluate_on = DayField(label=gettext_lazy("Når skal tiltaket evalueres?"), required=False, is_past=False)
    aimed_at = forms.MultipleChoiceField(
        label=gettext_lazy("Er tiltaket rettet mot andre elever?"),
        help_text=gettext_lazy("De må også bli hørt, og dere må skrive hva som er best for hver av dem."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    family_text = WordsField(
        label=gettext_lazy("Familien leser dette"),
        help_text=gettext_lazy("Korte setninger. Ikke noe om andre barn."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, measure: MeasurePage, **kwargs: Any) -> None:
        self.measure = measure
        self.conflict: tuple[Mapping[str, str], ...] = ()
        super().__init__(*args, page=measure.frame, **kwargs)
        proposed = ", ".join(f"{one['said']} ({one['word']})" for one in measure.proposals)
        self.fields["evaluate_on"].help_text = _("Forslag: {days}.").format(days=proposed)
        if measure.lineage is None and measure.proposals:
            self.fields["evaluate_on"].initial = measure.proposals[0]["value"]
        if not measure.others:
            del self.fields["aimed_at"]

    def offers(self) -> dict[str, Any]:
        kinds = [
            (_("Tiltak"), words.choices("measure_kind", REAL)),
            (_("Undersøkelse og å følge med: teller ikke i énukesmålet"), words.choices("measure_kind", WATCHING)),
        ]
        offered = {"kind": kinds, "responsible": [("", _("Ikke bestemt ennå")), *self.measure.people]}
        return offered | ({"aimed_at": list(self.measure.others)} if self.measure.others else {})

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {**given, "responsible": given["responsible"] or None}

    def meets(self, now: MeasurePage) -> None:
        """Set what is typed beside what is saved now, and let the next saving build on that: it has been shown."""
        read = str(self.data.get("version", ""))
        if now.lineage and read != str(now.version):
            self.conflict = tuple(self._differences(now.saved))
        self.measure = now
        carry(self, version=now.version)

    def _differences(self, saved: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
        for name, theirs in saved.items():
            yours = self.cleaned_data.get(name)
            if name in self.fields and _same(theirs) != _same(yours):
                said = {"theirs": self._said(name, theirs), "yours": self._said(name, yours)}
                yield {"word": str(self.fields[name].label), **said}

    def _said(self, name: str, value: Any) -> str:
        if name == "kind" and value:
            return words.of("measure_kind", value)
        if name in ("responsible", "aimed_at"):
            chosen = dict(self.fields[name].choices)  # type: ignore[attr-defined]
            return ", ".join(str(chosen.get(one, "")) for one in ([value] if name == "responsible" else value))
        return dates.day(value) if hasattr(value, "year") else str(value or "")


class DropMeasureForm(CaseForm):
    """Nothing to fill in: one confirms, of the measure as the page showed it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ActivatePlanForm(CaseForm):
    """Why the pupil has not been heard, when the pupil has not; and how the draft stood that the page showed."""

    drafted = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    not_heard_because = WordsField(
        label=gettext_lazy("Eleven er ikke hørt ennå. Hvorfor går det ikke?"),
        help_text=gettext_lazy("Eleven skal høres før planen gjelder. Går det ikke, skriver du hvorfor her."),
        required=False,
    )


class StartMeasureForm(CaseForm):
    """The day the measure truly began."""

    started_on = DayField(
        label=gettext_lazy("Hvilken dag begynte det?"),
        help_text=gettext_lazy("Dagen det virkelig kom i gang, ikke dagen det ble bestemt eller skulle begynne."),
    )


class EndMeasureForm(CaseForm):
    """The measure is done, or was stopped, and why."""

    is_done = OneOf(
        label=gettext_lazy("Hvordan ble tiltaket avsluttet?"),
        widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Det er gjennomført")), ("no", gettext_lazy("Det ble stoppet før tiden"))],
    )
    reason = WordsField(
        label=gettext_lazy("Hvorfor?"),
        help_text=gettext_lazy("Skriv hvorfor hvis tiltaket ble stoppet."),
        required=False,
    )
    ended_on = DayField(label=gettext_lazy("Hvilken dag?"))

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {**given, "is_done": given["is_done"] == "yes"}


class EvaluateMeasureForm(CaseForm):
    """Was it carried out? Did it help, by the pupil's own word? Two questions: what was not done, helped nobody."""

    carried_out = OneOf(label=gettext_lazy("Er tiltaket gjennomført som planlagt?"), widget=forms.RadioSelect)
    helped = OneOf(
        label=gettext_lazy("Hjalp det, slik eleven selv sier det?"),
        help_text=gettext_lazy("Det de voksne mener, er ikke svar her."),
        widget=forms.RadioSelect,
    )
    pupil_safe = OneOf(label=gettext_lazy("Har eleven det trygt og godt på skolen nå?"), widget=forms.RadioSelect)
    pupil_words = WordsField(label=gettext_lazy("Hva sa eleven?"), required=False)
    held_on = DayField(label=gettext_lazy("Hvilken dag var evalueringen?"))
    next_on = DayField(label=gettext_lazy("Når evalueres det igjen?"), required=False, is_past=False)

    def __init__(self, *args: Any, measure: MeasurePage, **kwargs: Any) -> None:
        super().__init__(*args, page=measure.frame, **kwargs)
        if measure.answered:
            del self.fields["carried_out"]
        self.fields["next_on"].help_text = _("Forslaget er neste runde. Er eleven trygg, kan dette stå tomt.")
        self.fields["next_on"].initial = measure.next_on

    def offers(self) -> dict[str, Any]:
        return {
            "carried_out": words.choices("carried_out", list(CarriedOut)),
            "helped": words.choices("helped", list(Helped)),
            "pupil_safe": words.choices("safe", list(Safe)),
        }


def _same(value: Any) -> Any:
    """A value as it is compared: nothing chosen is one thing, however it is written."""
    if isinstance(value, list | tuple):
        return sorted(map(str, value))
    return str(value) if value not in (None, "") else ""
