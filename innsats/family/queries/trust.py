"""How the school met somebody of a family: what is asked now, once the school has given something to read."""

from __future__ import annotations

from innsats.cases.models import Reopening, TrustCheck
from innsats.cases.queries.following import aftercare_of, stop_of
from innsats.journal.writes import listed_write
from innsats.rules.calendar import day_of
from innsats.rules.editions import Group
from innsats.rules.stages import Stage
from innsats.rules.trust import Occasion, TrustFacts, occasion_of

from .approved import Reading

VOICES = {  # to whom the questions are put
    Group.GUARDIANS: "asked_guardian", Group.LIMITED: "asked_guardian",
    Group.PUPIL: "asked_pupil", Group.CHILD: "asked_child",
}  # fmt: skip


def asked(reading: Reading) -> TrustCheck:
    """What this reader is asked now, answered or not; and that it is asked is kept, once, beside the look.

    Without that nobody could say how many did not answer.
    """
    case, reader = reading.case, reading.reader
    occasion = _occasion_now(reading)
    reopened_count = Reopening.objects.filter(case=case).count() if occasion is Occasion.END else 0
    with listed_write():
        check, _is_new = TrustCheck.objects.get_or_create(
            case=case, pupil_id=reader.pupil, guardian_id=reader.guardian, occasion=occasion,
            reopened_count=reopened_count, defaults={"school_owner_id": case.school_owner_id, "at": reader.at},
        )  # fmt: skip
    return check


def _occasion_now(reading: Reading) -> Occasion:
    case, at = reading.case, reading.reader.at
    facts = TrustFacts(stage=Stage(case.stage), on=day_of(at))
    if facts.stage is Stage.AFTERCARE:
        agreed = aftercare_of(case)
        facts = TrustFacts(
            stage=facts.stage, on=facts.on, follow_up_until=agreed.until if agreed else None,
            is_stopped=stop_of(case) is not None,
        )  # fmt: skip
    return occasion_of(facts)
