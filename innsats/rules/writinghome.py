"""What the school writes to one reader at home: whom it can write to, and whose name must not stand there."""

from __future__ import annotations

from collections.abc import Collection

from . import law
from .linking import naming_obstacles
from .verdicts import Obstacle


def obstacles_to_writing_home(kept: tuple[Obstacle, ...], *, has_edition: bool, has_code: bool) -> tuple[Obstacle, ...]:
    """Why this reader cannot be written to: what keeps everything from a guardian (`kept`), and that nobody would read.

    Source: law.GUARDIANS_INFORMED (bl81 § 47, by the recipient check), law.HOUSE_PRACTICE.
    Chosen reading: a message stands beside the edition and is shut with it. What nobody can read would look as told.
    """
    found = (
        (has_edition, Obstacle("home_reads_nothing", law.HOUSE_PRACTICE)),
        (has_code, Obstacle("home_has_no_code", law.HOUSE_PRACTICE)),
    )
    return kept + tuple(obstacle for is_so, obstacle in found if not is_so)


def names_obstacles(
    text: str, others: Collection[str], own: str, *, is_subject: bool, is_sure: bool
) -> tuple[Obstacle, ...]:
    """What is said of a text with the name of another child in the case, to the family of `own`.

    Source: law.CONFIDENTIAL (fvl67 § 13), law.REDACTED (offl § 13).
    Chosen reading: the family of the pupil whom the case is about may know some names already, and some names are also
    words: a person looks at it, and says so (`is_sure`). Another family must not learn whose case it is, so there it
    is refused.
    """
    if not naming_obstacles("text", text, others, [own]):
        return ()
    if not is_subject:
        return (Obstacle("home_names_another", law.REDACTED, ("text",)),)
    return () if is_sure else (Obstacle("home_names_to_check", law.CONFIDENTIAL, ("is_sure",)),)
