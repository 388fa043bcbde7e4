"""The forms of one step of the county governor's case: only what that step can say, and its dates put right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from innsats.rules.governor import IN_WORDS, OF_OTHERS, GovernorStep
from innsats.web import words
from innsats.web.forms import DayField, OneOf, WordsField, offer

from ..framing import CaseForm
from ..queries.governor import CorrectionPage, StepPage

HAS_DEADLINE = (GovernorStep.ASKED, GovernorStep.DECIDED)


class RecordGovernorStepForm(CaseForm):
    """When it happened; where the step has them, the one answer, the deadline, other pupils, and the words."""

    detail = OneOf(widget=forms.RadioSelect)
    happened_on = DayField()
    due_on = DayField(label=gettext_lazy("Hvilken frist har statsforvalteren satt?"), is_past=False)
    text = WordsField()
    of_others = forms.BooleanField(required=False)

    def __init__(self, *args: Any, step: StepPage, **kwargs: Any) -> None:
        self.step = step.step
        super().__init__(*args, page=step.frame, **kwargs)
        self.fields["happened_on"].label = words.of("governor_when", self.step)
        self.fields["text"].label = words.of("governor_text", self.step)
        self.fields["text"].required = self.step in IN_WORDS
        if self.step is GovernorStep.DECIDED:  # not every decision binds
            self.fields["due_on"].required = False
            self.fields["due_on"].help_text = words.of("governor_help", "due_on")
        self._leave_out(step)

    def facts(self) -> dict[str, Any]:
        given = {"of_others": False, **super().facts(), "step": self.step}
        return {**given, "detail": given.get("detail") or None}

    def _leave_out(self, step: StepPage) -> None:
        """The fields that this step does not have."""
        if step.details:
            self.fields["detail"].label = words.of("governor_asks", self.step)
            offer(self, detail=words.choices("governor_detail", step.details))
        else:
            del self.fields["detail"]
        if self.step not in HAS_DEADLINE:
            del self.fields["due_on"]
        if self.step in OF_OTHERS:
            self.fields["of_others"].label = words.of("governor_others", self.step)
        else:
            del self.fields["of_others"]


class CorrectGovernorStepForm(CaseForm):
    """The dates as they should have stood, and why."""

    happened_on = DayField()
    due_on = DayField(label=gettext_lazy("Hvilken frist har statsforvalteren satt?"), is_past=False)
    reason = WordsField(label=gettext_lazy("Hvorfor retter du?"))

    def __init__(self, *args: Any, step: CorrectionPage, **kwargs: Any) -> None:
        self.entry = step.entry
        now = {"happened_on": step.taken.on, "due_on": step.taken.due_on}
        super().__init__(*args, page=step.frame, initial=now, **kwargs)
        self.fields["happened_on"].label = words.of("governor_when", step.taken.step)
        if not step.taken.has_deadline:
            del self.fields["due_on"]

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "entry": self.entry}
