"""Teams set up, who is in them, what they may, how they work, and what is agreed with others."""

from .mapping import set_process_map
from .setting_up import (
    add_member,
    agree_on_team,
    agree_release,
    close_calendar,
    end_absence,
    end_membership,
    end_team_agreement,
    note_absence,
    open_calendar,
    record_competence,
    set_up_team,
    sign_mandate,
)

__all__ = [
    "add_member",
    "agree_on_team",
    "agree_release",
    "close_calendar",
    "end_absence",
    "end_membership",
    "end_team_agreement",
    "note_absence",
    "open_calendar",
    "record_competence",
    "set_process_map",
    "set_up_team",
    "sign_mandate",
]
