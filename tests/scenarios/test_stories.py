"""Every story holds: what it expects is what comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from innsats.scenarios.describe import STORIES
from innsats.scenarios.story import read_story
from innsats.scenarios.walk import walk

PATHS = sorted(STORIES.glob("*.yaml"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_story_goes_as_it_says(path: Path) -> None:
    walked = walk(read_story(path))
    assert [str(miss) for miss in walked.misses] == []
    assert len(walked.taken) == len(walked.story.steps)


def test_there_are_enough_stories() -> None:
    assert len(PATHS) >= 10


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_story_expects_something(path: Path) -> None:
    story = read_story(path)
    assert sum(step.expect is not None for step in story.steps) >= 3
    assert story.title[0].isupper()
