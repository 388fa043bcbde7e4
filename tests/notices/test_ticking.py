"""What time does by itself: who is told, who is reminded, and what nobody has opened goes on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db.models import QuerySet

from innsats.cases.actions.impartiality import decide_impartiality, declare_impartiality
from innsats.cases.actions.people import admit_to_team, name_lead
from innsats.cases.actions.safety import tell_owner
from innsats.cases.models import OPEN, Due, Report
from innsats.journal.models import Anchor, Event, Untold
from innsats.notices import ticking
from innsats.notices.models import Notice
from innsats.notices.queries import notices_of
from innsats.notices.ticking import next_moment, tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.calendar import OSLO
from innsats.rules.impartiality import Relation
from innsats.rules.reports import Concern
from innsats.rules.telling import News, Step
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def at(words: str) -> datetime:
    return datetime.fromisoformat(f"2026-{words}").replace(tzinfo=OSLO)


def on_the_desk() -> QuerySet[Notice]:
    return Notice.objects.all()


def told(person: Person) -> list[str]:
    return list(on_the_desk().filter(person=person).order_by("at", "pk").values_list("news", flat=True))


def everybody_told() -> set[tuple[str, str]]:
    return set(on_the_desk().values_list("person__name", "news"))


def pass_until(until: datetime, since: datetime = AT) -> None:
    """Let time pass as a story does."""
    tick(since)
    while moment := next_moment(since, until):
        tick(moment)
        since = moment
    tick(until)


def test_a_new_report_is_told_to_whoever_holds_rektors_part():
    school = world.a_school()
    rektor, _ = world.a_principal(school), world.a_deputy(school)
    world.a_report(school)
    tick(AT)
    assert everybody_told() == {(rektor.name, News.REPORT_CAME)}
    assert not Untold.objects.exists()


def test_a_tick_that_is_repeated_tells_nobody_twice():
    world.a_report()
    tick(AT)
    tick(AT)
    assert on_the_desk().count() == 1


def test_telling_the_same_event_again_tells_once():
    report = world.a_report()
    tick(AT)
    Untold.objects.create(event=Event.objects.get(stream=report.subject.stream))
    tick(AT + MINUTE)
    assert on_the_desk().count() == 1
    assert not Untold.objects.exists()


def test_a_report_nobody_opens_goes_to_the_deputy_and_then_to_the_officer():
    school = world.a_school()
    world.a_principal(school)
    deputy, officer = world.a_deputy(school), world.an_officer(school.school_owner)
    report = world.a_report(school)
    pass_until(at("03-23 10:59"))
    assert not Report.objects.get().seat_deputy
    pass_until(at("03-23 11:00"))
    assert Report.objects.get().seats == {"seat_principal", "seat_deputy"}
    pass_until(at("03-23 18:00"))
    assert Report.objects.get().seats == {"seat_principal", "seat_deputy", "seat_officer"}
    escalated = Event.objects.filter(stream=report.subject.stream, act=Act.ESCALATE_REPORT).order_by("seq")
    assert [event.at.astimezone(OSLO) for event in escalated] == [at("03-23 11:00"), at("03-23 13:00")]
    assert News.REPORT_ESCALATED in told(deputy)
    assert News.REPORT_ESCALATED in told(officer)


def test_a_report_that_was_opened_stays_where_it_is():
    school = world.a_school()
    world.a_principal(school)
    world.a_deputy(school)
    world.read(world.a_report(school), at=at("03-23 10:30"))
    pass_until(at("03-24 18:00"))
    assert Report.objects.get().seats == {"seat_principal"}


def test_the_reporters_own_copy_does_not_open_it(client, monkeypatch):
    school = world.a_school()
    rektor = world.a_principal(school)
    world.a_deputy(school)
    reporter = world.an_employee(school)
    report = world.a_report(school, by=reporter)
    world.it_is(monkeypatch)
    assert world.signed_in(client, reporter).get(f"/mine-meldinger/{report.number}/").status_code == 200
    pass_until(at("03-23 12:00"))
    assert Report.objects.get().seat_deputy
    assert told(rektor)[0] == News.REPORT_CAME


def test_a_seat_with_nobody_in_it_is_skipped():
    school = world.a_school()
    world.a_principal(school)
    officer = world.an_officer(school.school_owner)
    world.a_report(school)
    pass_until(at("03-24 18:00"))
    assert Report.objects.get().seats == {"seat_principal", "seat_officer"}
    assert told(officer).count(News.REPORT_ESCALATED) == 1


def test_a_concern_about_the_leadership_never_comes_back_to_the_school():
    school = world.a_school()
    rektor, deputy = world.a_principal(school), world.a_deputy(school)
    officer = world.an_officer(school.school_owner)
    world.a_report(school, concern=Concern.LEADERSHIP)
    pass_until(at("03-31 18:00"))
    assert Report.objects.get().seats == {"seat_officer"}
    assert told(rektor) == told(deputy) == []
    assert told(officer)[0] == News.REPORT_CAME


def test_a_concerned_deputy_is_passed_over():
    school = world.a_school()
    world.a_principal(school)
    deputy, officer = world.a_deputy(school), world.an_officer(school.school_owner)
    world.a_report(school, concern=Concern.EMPLOYEE, concerned=deputy)
    pass_until(at("03-24 18:00"))
    assert not Report.objects.get().seat_deputy
    assert told(deputy) == []
    assert told(officer)


def test_the_lead_and_a_new_member_are_told_and_whoever_named_them_is_not():
    case = world.a_case()
    rektor = world.principal_of(case.school)
    lead, member = world.an_employee(case.school), world.an_employee(case.school)
    world.received(case, lead=lead)
    admit_to_team(case.uuid, by=actor(rektor), at=AT, member=member.uuid)
    tick(AT)
    assert told(lead) == [News.LEAD_NAMED]
    assert told(member) == [News.TEAM_ADMITTED]
    assert told(rektor) == [News.REPORT_CAME]


def test_someone_disqualified_is_never_told_and_what_was_told_disappears():
    case = world.received()
    rektor, member = world.principal_of(case.school), world.an_employee(case.school, "Per Sand")
    admit_to_team(case.uuid, by=actor(rektor), at=AT, member=member.uuid)
    tick(AT)
    assert [one.number for one in notices_of(viewer_of(actor(member), AT), limit=5)] == [case.number]
    world.declared(case, member, ties={case.pupil: Relation.SIBLING})
    assert notices_of(viewer_of(actor(member), AT), limit=5) == []
    tick(AT + MINUTE)
    assert told(member) == [News.TEAM_ADMITTED]


def test_someone_no_longer_appointed_is_not_told():
    school = world.a_school()
    rektor = world.a_principal(school)
    world.a_report(school)
    rektor.appointment_set.update(ends_on=date(2026, 3, 22))
    tick(AT)
    assert told(rektor) == []
    assert not Untold.objects.exists()


def test_an_inhabil_rektor_hands_on_and_the_officer_is_told():
    school = world.a_school()
    rektor, officer = world.a_principal(school), world.an_officer(school.school_owner)
    pupil = world.a_pupil(school)
    report = world.read(world.a_report(school))
    tick(AT)
    world.declared(report, rektor, parties=[pupil], ties={pupil: Relation.PARENT})
    tick(AT + MINUTE)
    assert told(officer) == [News.HANDED_ON]
    assert notices_of(viewer_of(actor(rektor), AT + MINUTE), limit=5) == []


def test_a_habilitet_in_doubt_is_told_to_the_one_who_decides_and_the_answer_to_the_one_who_waits():
    case = world.received()
    rektor, member = world.principal_of(case.school), world.an_employee(case.school, "Per Sand")
    admit_to_team(case.uuid, by=actor(rektor), at=AT, member=member.uuid)
    tie = [world.Tie(party=str(case.pupil.uuid), kind=Relation.NEIGHBOUR)]
    declaration = declare_impartiality(case.subject, by=actor(member), at=AT, ties=tie)
    tick(AT)
    assert News.TO_DECIDE in told(rektor)
    decide_impartiality(declaration.pk, by=actor(rektor), at=AT, is_impartial=True, reason="De bor i samme gate.")
    tick(AT + MINUTE)
    assert told(member) == [News.TEAM_ADMITTED, News.DECIDED]


def test_the_owners_officer_is_told_of_a_serious_case():
    case = world.received(serious=True)
    officer = world.an_officer(case.school_owner)
    tell_owner(case.subject, by=actor(world.principal_of(case.school)), at=AT, to=officer.uuid)
    tick(AT)
    assert told(officer) == [News.OWNER_TOLD]


def reminded_of(clock: str) -> list[tuple[str, str]]:
    """Who was reminded of this clock, by the step."""
    held = on_the_desk().filter(news=News.ENDS_SOON, clock=clock).order_by("cause", "person__name")
    return [(one.cause.rpartition("/")[2], one.person.name) for one in held.select_related("person")]


def test_the_lead_is_reminded_first_then_rektor_then_the_officer_who_was_told():
    case = world.received(serious=True)  # Monday: the first talk is due on Wednesday
    officer = world.an_officer(case.school_owner)
    tell_owner(case.subject, by=actor(world.principal_of(case.school)), at=AT, to=officer.uuid)
    pass_until(at("03-24 07:59"))
    assert reminded_of("first_talk") == []
    pass_until(at("03-24 08:00"), since=at("03-24 07:59"))
    assert reminded_of("first_talk") == [(Step.FIRST_REMINDER, "Lise Berg")]
    pass_until(at("03-25 08:00"), since=at("03-24 08:00"))
    second = [(Step.SECOND_REMINDER, "Kari Vik"), (Step.SECOND_REMINDER, "Lise Berg")]
    assert reminded_of("first_talk") == [(Step.FIRST_REMINDER, "Lise Berg"), *second]
    pass_until(at("03-27 18:00"), since=at("03-25 08:00"))
    assert reminded_of("first_talk") == [
        (Step.FIRST_REMINDER, "Lise Berg"),
        (Step.LAST_REMINDER, "Kari Vik"), (Step.LAST_REMINDER, "Lise Berg"), (Step.LAST_REMINDER, officer.name),
        *second,
    ]  # fmt: skip


def test_an_officer_who_may_not_know_of_the_case_is_not_reminded_of_it():
    case = world.received()
    officer = world.an_officer(case.school_owner)
    pass_until(at("03-31 18:00"))
    assert (Step.LAST_REMINDER, "Kari Vik") in reminded_of("school_promise")
    assert not Notice.objects.filter(person=officer).exists()


def test_rektor_is_reminded_from_the_first_when_the_lead_may_not_know_of_the_case_any_more():
    case = world.received()
    tick(AT)
    world.declared(case, Person.objects.get(name="Lise Berg"), ties={case.pupil: Relation.PARENT})
    pass_until(at("03-25 18:00"))
    assert reminded_of("first_talk") == [
        (Step.FIRST_REMINDER, "Kari Vik"), (Step.LAST_REMINDER, "Kari Vik"), (Step.SECOND_REMINDER, "Kari Vik")
    ]


def test_rektor_is_reminded_from_the_first_when_the_lead_has_left():
    world.received()
    tick(AT)
    Person.objects.get(name="Lise Berg").appointment_set.update(ends_on=date(2026, 3, 23))
    pass_until(at("03-24 18:00"))
    assert reminded_of("first_talk") == [(Step.FIRST_REMINDER, "Kari Vik")]


def test_whoever_gets_a_seat_is_reminded_in_the_same_breath():
    """Friday evening: on Monday at ten nobody has opened it, the deputy gets a seat, and the receipt is due at noon."""
    school = world.a_school()
    world.a_principal(school)
    world.a_deputy(school)
    world.a_report(school, at=at("03-27 21:30"))
    pass_until(at("03-30 10:00"), since=at("03-27 21:30"))
    assert reminded_of("receipt") == [(Step.FIRST_REMINDER, "Jon Dale"), (Step.FIRST_REMINDER, "Kari Vik")]


def test_what_is_met_reminds_nobody():
    case = world.heard(world.received())
    pass_until(at("03-27 18:00"))
    assert not Notice.objects.filter(news=News.ENDS_SOON, clock="first_talk", case=case).exists()


def test_a_step_whose_moment_had_passed_is_not_taken():
    """Rektor who judges a case serious at three is not reminded at once of telling the owner today."""
    late = at("03-24 15:00")
    case = world.a_case()
    tick(AT)
    world.received(case, serious=True, at=late)
    tick(late)
    assert not Notice.objects.filter(clock="serious_to_owner").exists()


def test_reminders_wait_for_a_clock_that_nobody_was_looking_at():
    """A tick that comes late does all the steps that lie behind it, once."""
    school = world.a_school()
    world.a_principal(school)
    world.a_deputy(school)
    world.an_officer(school.school_owner)
    world.a_report(school)
    tick(at("03-27 09:00"))
    assert Report.objects.get().seats == {"seat_principal", "seat_deputy", "seat_officer"}
    before = Notice.objects.count()
    tick(at("03-27 09:00"))
    assert Notice.objects.count() == before


def test_the_next_moment_is_when_a_clock_has_a_step():
    world.a_report()
    assert next_moment(AT, at("03-23 12:00")) == at("03-23 11:00")
    assert next_moment(AT, at("03-23 10:00")) is None


def test_yesterday_is_sealed_once_and_not_in_a_story():
    world.a_report()
    tick(at("03-24 00:10"), in_story=True)
    assert not Anchor.objects.exists()
    tick(at("03-24 00:10"))
    tick(at("03-24 00:40"))
    assert [anchor.on for anchor in Anchor.objects.all()] == [date(2026, 3, 23)]


def test_a_notice_is_gone_when_its_case_is_opened_and_after_fourteen_days():
    case = world.received()
    lead = Person.objects.get(name="Lise Berg")
    tick(AT)
    later = AT + timedelta(hours=2)
    assert len(notices_of(viewer_of(actor(lead), later), limit=5)) == 1
    assert notices_of(viewer_of(actor(lead), AT + timedelta(days=15)), limit=5) == []
    world.declared(case, lead, at=later)
    world.read(case, lead, at=later)
    assert notices_of(viewer_of(actor(lead), later + MINUTE), limit=5) == []


def test_a_new_lead_is_told_and_the_old_one_is_not_told_again():
    case = world.received()
    old, new = Person.objects.get(name="Lise Berg"), world.an_employee(case.school, "Nora Nes")
    tick(AT)
    name_lead(case.uuid, by=actor(world.principal_of(case.school)), at=AT + MINUTE, lead=new.uuid)
    tick(AT + 2 * MINUTE)
    assert told(new) == [News.LEAD_NAMED]
    assert told(old) == [News.LEAD_NAMED]
    assert notices_of(viewer_of(actor(old), AT + 2 * MINUTE), limit=5) == []


@pytest.mark.parametrize("count", [1, 4])
def test_a_tick_asks_as_much_for_four_clocks_of_one_rektor_as_for_one(count, django_assert_num_queries):
    school = world.a_school()
    world.a_principal(school)
    for _ in range(count):
        world.a_report(school)
    tick(at("03-23 11:59"))
    due = Due.objects.filter(OPEN, next_step_at=at("03-23 12:00"))  # safety today
    assert due.count() == count
    turn, taking = 2 + 2, 2 + 2 + 1  # whose turn, in a savepoint; clocks and reports, days and limits, the next step
    reminding = 2 + 3 + 7 + 1  # who sits there; rektor as a viewer; what is said of her and the reports; the notices
    with django_assert_num_queries(1 + turn + taking + reminding):
        assert ticking._take_steps(at("03-23 12:00"))


def test_a_tick_with_nothing_to_do_asks_little_whatever_there_is(django_assert_max_num_queries):
    world.received()
    tick(AT)
    with django_assert_max_num_queries(36):
        tick(AT + MINUTE)
