"""What docs/stories.md shows can be walked, and what it lists is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from innsats.rules.roles import Role
from innsats.scenarios.story import read_story
from innsats.scenarios.walk import walk

PAGE = (Path(__file__).parents[2] / "docs" / "stories.md").read_text()


@pytest.mark.django_db
def test_the_story_on_the_page_can_be_walked(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0])
    assert [str(miss) for miss in walk(read_story(path)).misses] == []


def test_the_page_names_every_role() -> None:
    assert all(f"`{role}`" in PAGE for role in Role)
