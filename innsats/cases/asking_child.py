"""The form in which a pupil says how it is: on an adult's device, and on its own page, which a slice above shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from innsats.rules.inquiry import Safe
from innsats.rules.voice import SCALED, YES_OR_NO, Reply, To, Topic, replies_to
from innsats.web import words
from innsats.web.forms import KeyedForm, OneOf, WordsField, offer

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
