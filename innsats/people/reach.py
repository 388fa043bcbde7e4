"""What an account opens besides the roles that are known here, asked before anybody gives a way into it.

Nobody here knows a team: the slice that does, answers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from .viewers import Viewer

Question = Callable[[Viewer, Collection[int]], Collection[int]]
_questions: list[Question] = []


def answered_by(question: Question) -> None:
    """Let `question` say who of these people reaches something that is not this viewer's to give out."""
    if question not in _questions:
        _questions.append(question)


def reaching_beyond(viewer: Viewer, people: Collection[int]) -> frozenset[int]:
    """Those of these people whose account opens something that is not the viewer's to give. One query for all."""
    return frozenset(one for question in _questions for one in question(viewer, people)) if people else frozenset()
