"""The forms of the child's own voice: the one the child fills in, and those of the adults around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.informing import Informed
from innsats.rules.inquiry import Safe
from innsats.rules.voice import SCALED, YES_OR_NO, Reply, To, Topic, replies_to
from innsats.web import words
from innsats.web.forms import DayField, KeyedForm, OneOf, WordsField, offer

from ..framing import CaseForm
from ..queries.voice import AnswerPage, ContactPage
from .followup import CHOOSE, FollowForm

LEFT_OUT = gettext_lazy("Du hoppet over dette. Velg «Vil ikke svare nå» hvis du ikke vil svare.")


class ChildCheckInForm(KeyedForm):
    """What the child is asked: the same few questions each time. Only whether it is safe must have an answer, and not
    wanting to answer is one.
    """

    is_safe = OneOf(
        label=gettext_lazy("Har du det trygt og godt på skolen nå?"), error_messages={"required": LEFT_OUT}
    )
    own_words = WordsField(label=gettext_lazy("Vil du si noe mer? Skriv det slik du vil."), required=False)
    wants_adult = forms.BooleanField(label=gettext_lazy("Jeg vil snakke med en voksen"), required=False)
    is_for_home = OneOf(label=gettext_lazy("Hvem får lese det du skrev?"), required=False)

    def __init__(self, *args: Any, topics: Iterable[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = tuple(topics)
        for topic in self.topics:
            self.fields[topic.value] = OneOf(label=words.of("topic", topic), required=False)
        asked = {topic.value: words.choices("child_reply", list(replies_to(topic))) for topic in self.topics}
        readers = words.choices("who_reads", ["no", "yes", ""])
        safe = words.choices("child_reply", [*YES_OR_NO, To.NO_ANSWER])
        offer(self, is_safe=safe, is_for_home=readers, **asked)

    def asked(self) -> list[forms.BoundField]:
        """The questions in their order: how it is, whether it is safe, and what somebody has done."""
        scaled = [topic for topic in self.topics if topic in SCALED]
        rest = [topic for topic in self.topics if topic not in scaled]
        return [self[name] for name in (*scaled, "is_safe", *rest)]

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        given = self.cleaned_data
        return {
            "is_safe": Safe(given["is_safe"]),
            "own_words": given["own_words"],
            "wants_adult": given["wants_adult"],
            "is_for_home": {"yes": True, "no": False}.get(given["is_for_home"]),
            "answers": [Reply(topic=topic, to=To(given[topic])) for topic in self.topics if given[topic]],
        }


class StartCheckInForm(FollowForm):
    """Who sits with the pupil, and who types."""

    beside = OneOf(label=gettext_lazy("Hvem sitter sammen med eleven?"), required=False)
    typed_by = OneOf(label=gettext_lazy("Hvem trykker på svarene?"), required=False)

    def offers(self) -> dict[str, Any]:
        return {
            "beside": [("", _("Ingen")), *self.follow.people],
            "typed_by": [("", _("Eleven selv")), *self.follow.people],
        }

    def facts(self) -> dict[str, Any]:
        return {name: value or None for name, value in super().facts().items()}


class AnswerCheckInForm(CaseForm):
    """That an adult has read it, and what was done."""

    text = WordsField(label=gettext_lazy("Hva gjør dere med dette?"), required=False)

    def __init__(self, *args: Any, answer: AnswerPage, **kwargs: Any) -> None:
        super().__init__(*args, page=answer.frame, **kwargs)
        self.fields["text"].required = bool(answer.line.calls)


class ChooseContactPersonForm(CaseForm):
    """Whom the pupil wants, whose wish it is, and how that adult is reached."""

    person = OneOf(
        label=gettext_lazy("Hvem vil eleven snakke med?"),
        help_text=gettext_lazy("En voksen på skolen som eleven er trygg på. Eleven er med og velger, og kan bytte."),
    )
    asked_by = OneOf(label=gettext_lazy("Hvem ønsker det?"), widget=forms.RadioSelect, initial=Informed.PUPIL)
    asked_on = DayField(label=gettext_lazy("Når sa de det?"))
    reach = WordsField(
        label=gettext_lazy("Når og hvordan kan eleven nå den voksne?"),
        help_text=gettext_lazy("Skriv det slik den voksne sier det selv. Eleven og de hjemme kan lese dette."),
        required=False,
    )

    def __init__(self, *args: Any, choosing: ContactPage, **kwargs: Any) -> None:
        super().__init__(*args, page=choosing.frame, **kwargs)
        self.fields["person"].initial = choosing.now
        self.fields["reach"].initial = choosing.reach

    def offers(self) -> dict[str, Any]:
        return {
            "person": [CHOOSE, *self.page.people], "asked_by": words.choices("agreed_with", list(Informed)),
        }  # fmt: skip
