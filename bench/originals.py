"""The cases that all the others are copies of: each has walked through the product's own acts to where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from innsats.cases import actions
from innsats.cases.models import Case, Measure, Report
from innsats.journal.actors import OPERATOR, Actor, ActorKind, Subject
from innsats.journal.looks import looked
from innsats.people.actions.pupils import GuardianGiven, register_pupil
from innsats.rules.acts import Act
from innsats.rules.calendar import OSLO, day_of
from innsats.rules.inquiry import Method, Perspective, Question, Safe
from innsats.rules.plans import MeasureKind
from innsats.rules.reports import Arena

from .clock import NOW
from .country import Somebody, Staffed

OPEN_COUNT, OLDER_COUNT = 12, 24  # originals of each kind
OPEN_EVENTS, OLDER_EVENTS = 40, 10  # in the journal for each copy; OPEN_CASE stands on the report and on the case
MINUTES_APART = 25
TOLD = "{pupil} sier at ingen vil være sammen i friminuttene. I dag ble sekken gjemt for tredje gang denne uka."
SEEN = "I storefri sto {pupil} ved gjerdet i ti minutter. Tre fra klassen gikk forbi og sa noe som jeg ikke hørte."
OWN_WORDS = "Jeg vil at noen skal være der når vi går ut. Det er verst når ingen ser det."
_FIRST = "Noah Emma Oskar Nora Jakob Sofie Filip Ella Emil Maja Aksel Ingrid Mikkel Sara Teodor Frida".split()
_LAST = "Lien Holm Myrvang Sand Brekke Vangen Kvam Ruud".split()
_pupils = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who is who in a case: the original's, or a copy's."""

    school: Staffed
    rektor: Somebody
    lead: Somebody
    member: Somebody
    reporter: Somebody
    officer: Somebody


def cast_at(school: Staffed, turn: int = 0) -> Cast:
    """The people of one school in their parts; with another `turn`, other colleagues lead, help and tell."""
    around = [school.colleagues[(turn + place) % len(school.colleagues)] for place in range(3)]
    return Cast(
        school=school, rektor=school.rektor, officer=school.officer, lead=around[0], member=around[1],
        reporter=around[2],
    )  # fmt: skip


def open_case(cast: Cast, number: int) -> Case:
    """A case in the middle of its work: two reports, a team, forty events, and clocks that run."""
    days = 2 + 2 * number  # 2 to 24 days old on the Monday of the bench
    walk = _Walk(cast, NOW - timedelta(days=days))
    walk.reported(also_involved=True)
    walk.told_again()
    walk.staffed()
    if walk.began_at < NOW - timedelta(days=8):
        walk.planned(rounds=3)
        walk.evaluated(next_in_days=days % 5 + 1)
    else:
        walk.inquired()
        walk.drafted()
    walk.noted_until(OPEN_EVENTS)
    return walk.case


def older_case(cast: Cast, number: int) -> Case:
    """A case of the past two years that has come to rest: ten events, and every clock met."""
    walk = _Walk(cast, NOW - timedelta(days=90 + 19 * number))
    walk.reported()
    walk.received(cast.rektor)
    walk.heard()
    walk.planned(rounds=1)
    walk.evaluated()
    return walk.case


class _Walk:
    """One case on its way. Time passes with every act, and nothing reaches past the Monday of the bench."""

    def __init__(self, cast: Cast, began_at: datetime) -> None:
        self.cast = cast
        self.began_at = self._at = began_at.astimezone(OSLO)
        self.events_count = 0
        self.case: Case

    def reported(self, *, also_involved: bool = False) -> None:
        """A colleague tells; rektor reads, says who it concerns, and opens the case."""
        self.pupil, name = self._pupil(grade=6)
        self.parties = [self.pupil, *([self._pupil(grade=6)[0]] if also_involved else [])]
        self.said = TOLD.format(pupil=name), SEEN.format(pupil=name)
        report = self._read_report(self.parties)
        opened = actions.open_case([report.uuid], **self._by(self.cast.rektor, events=2), pupil=self.pupil)
        self.case = opened

    def told_again(self) -> None:
        """Another colleague tells of the same; rektor lets it belong to the case."""
        report = self._read_report(self.parties)
        actions.link_report(self.case.uuid, **self._by(self.cast.rektor, events=2), report=report.uuid)

    def received(self, lead: Somebody, *, serious: bool = False) -> None:
        actions.receive_case(
            self.case.uuid, **self._by(self.cast.rektor), lead=lead.uuid, is_serious=serious,
            reason="long_lasting" if serious else "", reason_text="" if serious else "Det er nytt, og én episode.",
            safety="En voksen er sammen med eleven i alle friminutt fra i dag.", rights_given_on=day_of(self._at),
        )  # fmt: skip

    def staffed(self) -> None:
        """Rektor gives it a lead and a team, tells the owner, and they declare before they read."""
        self.received(self.cast.lead, serious=True)
        actions.tell_owner(self.case.subject, **self._by(self.cast.rektor), to=self.cast.officer.uuid)
        actions.admit_to_team(self.case.uuid, **self._by(self.cast.rektor), member=self.cast.member.uuid)
        for one in (self.cast.lead, self.cast.member):
            self._declares(self.case.subject, Act.READ_CASE, one)

    def heard(self) -> None:
        actions.hear_pupil(
            self.case.uuid, **self._by(self.cast.rektor), pupil=self.pupil, is_safe=Safe.NO, own_words=OWN_WORDS
        )

    def inquired(self) -> None:
        """Both pupils are heard, and safety is made better."""
        self.heard()
        actions.hear_pupil(
            self.case.uuid, **self._by(self.cast.lead), pupil=self.parties[-1], own_words="Vi tullet bare.",
            best_interest="Samtale alene med en voksen eleven kjenner.",
        )  # fmt: skip
        actions.secure_safety(self.case.subject, **self._by(self.cast.lead), text="Lise følger eleven til bussen.")

    def drafted(self) -> list[UUID]:
        """The rows of a plan, as many as there are texts for, the first one written twice."""
        actor = self.cast.lead if len(self.parties) > 1 else self.cast.rektor
        kinds = (MeasureKind.ADULT_CLOSE_BY, MeasureKind.SAFE_PLACE, MeasureKind.TALK_WITH_ADULT)
        rows = [self._drafts(actor, kind) for kind in (kinds if len(self.parties) > 1 else kinds[:1])]
        return [row.lineage for row in rows]

    def planned(self, *, rounds: int) -> None:
        """The plan applies, and its measures have begun."""
        if rounds > 1:
            self.inquired()
        self.measures = self.drafted()
        actions.activate_plan(self.case.uuid, **self._by(self.cast.rektor))
        for lineage in self.measures[:rounds]:
            actions.start_measure(self.case.uuid, **self._by(self.cast.rektor), measure=lineage)

    def evaluated(self, *, next_in_days: int | None = None) -> None:
        """Each measure is evaluated on its day; with `next_in_days` again, that long after the Monday of the bench."""
        self._at = max(self._at, self.began_at + timedelta(days=7))
        next_on = day_of(NOW) + timedelta(days=next_in_days) if next_in_days else None
        for lineage in self.measures:
            actions.evaluate_measure(
                self.case.uuid, **self._by(self.cast.rektor), measure=lineage, carried_out="yes", helped="partly",
                pupil_safe="no" if next_on else "yes", pupil_words=OWN_WORDS, next_on=next_on,
            )  # fmt: skip

    def noted_until(self, events_count: int) -> None:
        """Notes by the lead and the team until the journal has so many events of this case and its reports."""
        while self.events_count < events_count:
            actions.note_inquiry(
                self.case.uuid, **self._by((self.cast.lead, self.cast.member)[self.events_count % 2]),
                text=self.said[1], method=Method.OBSERVATION, perspective=Perspective.STAFF, question=Question.FACTS,
            )  # fmt: skip

    def _by(self, who: Somebody, *, events: int = 1) -> dict[str, object]:
        """Who acts and when: a while after the act before. `events`: how many the act records."""
        self._at += timedelta(minutes=MINUTES_APART)
        self.events_count += events
        assert self._at < NOW, "an original must lie in the past"
        return {"by": _actor(who), "at": self._at}

    def _pupil(self, *, grade: int) -> tuple[UUID, str]:
        turn = next(_pupils)
        name = f"{_FIRST[turn % len(_FIRST)]} {_LAST[turn // len(_FIRST) % len(_LAST)]}"
        born = date(2014, 1, 1) + timedelta(days=turn % 300)
        guardian = GuardianGiven(name=f"Tone {name.split()[1]}", has_responsibility=True)
        made = register_pupil(
            self.cast.school.uuid, by=OPERATOR, at=self.began_at, name=name, born=born, grade=grade, class_name="6A",
            guardians=[guardian], born_again=born,
        )  # fmt: skip
        return made.uuid, name

    def _read_report(self, parties: list[UUID]) -> Report:
        report = actions.report_concern(
            self.cast.school.uuid, **self._by(self.cast.reporter), text=self.said[0], arena=Arena.SCHOOL
        )
        self._declares(report.subject, Act.READ_REPORT, self.cast.rektor, parties)
        return report

    def _declares(self, subject: Subject, reading: Act, who: Somebody, parties: Iterator[UUID] | list[UUID] = ()):
        looked(reading, subject, by=_actor(who), at=self._at)
        also_on = 2 if subject.kind == "case" else 0  # an answer in the case holds on its two reports
        actions.declare_impartiality(subject, **self._by(who, events=1 + also_on), parties=parties)

    def _drafts(self, actor: Somebody, kind: MeasureKind) -> Measure:
        return actions.draft_measure(
            self.case.uuid, **self._by(actor), kind=kind, problem="Eleven er alene i friminuttene.",
            what="En voksen går sammen med eleven og spiller fotball med klassen.", place="Skolegården",
            when_words="Hvert storefri", start_on=day_of(self._at), evaluate_on=day_of(self._at) + timedelta(days=7),
            responsible=self.cast.lead.uuid, family_text="En voksen er sammen med eleven i friminuttene.",
        )  # fmt: skip


def _actor(who: Somebody) -> Actor:
    return Actor(ActorKind.PERSON, str(who.uuid))
