"""How the school met somebody of a family: three questions, and each can be left unanswered in so many words."""

from __future__ import annotations

from typing import Any

from django import forms

from innsats.rules.trust import Question, Reply
from innsats.web import words
from innsats.web.forms import KeyedForm, OneOf, offer


class AnswerTrustCheckForm(KeyedForm):
    """The questions in the words of `voice`: to a guardian, to a pupil, or to a child."""

    heard = OneOf(widget=forms.RadioSelect)
    knows_next = OneOf(widget=forms.RadioSelect)
    better = OneOf(widget=forms.RadioSelect)

    def __init__(self, *args: Any, voice: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        replies = words.choices("trust_reply", Reply)
        offer(self, **{question.value: replies for question in Question})
        for question in Question:
            self.fields[question].label = words.of(voice, question)
