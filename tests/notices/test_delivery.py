"""The mails: who gets one, what it says, and that it gets through at last."""

from __future__ import annotations

import smtplib
from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import translation

from innsats.journal.models import Event, Untold
from innsats.notices import delivery
from innsats.notices.models import Mail, Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from innsats.rules.mailing import GATHERS_FOR
from tests import world
from tests.notices.test_ticking import at
from tests.world import AT

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
GATHERED = AT + GATHERS_FOR


class Server(EmailBackend):
    """A mail server that can be down, refuse an address, or die, and notes in which state it found the database."""

    is_down = False
    refuses = ""
    hangs_up_after_count: int | None = None
    opened_count = 0
    in_transaction: list[bool] = []

    def open(self) -> bool:
        Server.opened_count += 1
        if self.is_down:
            raise ConnectionRefusedError("kari.vik@fjordvik.example")
        return True

    def send_messages(self, messages: list[outbox.EmailMessage]) -> int:
        Server.in_transaction.append(connection.in_atomic_block)
        if self.hangs_up_after_count is not None and len(outbox.outbox) >= self.hangs_up_after_count:
            raise smtplib.SMTPServerDisconnected("gone")
        if self.refuses in messages[0].to:
            raise smtplib.SMTPRecipientsRefused({self.refuses: (550, b"no such user")})
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch) -> type[Server]:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    for name, value in (("is_down", False), ("refuses", ""), ("hangs_up_after_count", None), ("opened_count", 0)):
        monkeypatch.setattr(Server, name, value)
    monkeypatch.setattr(Server, "in_transaction", [])
    return Server


def sent() -> list[str]:
    """The address of each mail that has reached the server."""
    return [to for message in outbox.outbox for to in message.to]


def address_of(name: str) -> str:
    return Person.objects.get(name=name).account.email


def reports_at(*names: str) -> None:
    """A new report at one school for each of these rektors, and everybody told of theirs."""
    for name in names:
        school = world.a_school()
        world.a_principal(school, name)
        world.a_report(school)
    tick(AT)


def test_a_mail_says_that_something_waits_and_nothing_else():
    case = world.received()
    tick(AT)
    tick(GATHERED)
    lead, *_ = (one for one in outbox.outbox if one.to == [address_of("Lise Berg")])
    assert lead.subject == "Noe venter på deg i Innsats"
    assert lead.body == "Noe i Innsats venter på deg. Logg inn for å se hva.\n\nhttp://127.0.0.1:8000/\n"
    said = lead.message().as_string()
    for word in (case.number, case.school.name, case.school_owner.name, "Lise", "Noah", "melding", "sak"):
        assert word not in said


@pytest.mark.parametrize(
    ("language", "subject"),
    [("nb", "Noe venter på deg i Innsats"), ("nn", "Noko ventar på deg i Innsats"),
     ("en", "Something is waiting for you in Innsats")],
)  # fmt: skip
def test_a_mail_speaks_the_language_of_its_reader(language, subject):
    school = world.a_school()
    account = world.a_principal(school).account
    account.language = language
    account.save()
    world.a_report(school)
    tick(AT)
    with translation.override("en"):
        tick(GATHERED)
    assert [one.subject for one in outbox.outbox] == [subject]
    assert outbox.outbox[0].body.endswith("\n\nhttp://127.0.0.1:8000/\n")


def test_all_mails_in_one_language_are_the_same_whatever_they_are_about():
    world.received(serious=True)
    school = world.a_school()
    world.a_principal(school, "Jon Dale")
    world.a_report(school)
    tick(AT)
    tick(GATHERED)
    assert len(outbox.outbox) == 2
    assert len({(one.subject, one.body) for one in outbox.outbox}) == 1


def test_what_comes_within_a_quarter_of_an_hour_is_one_mail_and_what_comes_later_another():
    school = world.a_school()
    rektor = world.a_principal(school)
    for minutes in (0, 5, 14):
        world.a_report(school, at=AT + minutes * MINUTE)
        tick(AT + minutes * MINUTE)
    assert sent() == []
    tick(GATHERED)
    assert sent() == [rektor.account.email]
    assert Notice.objects.filter(mail=Mail.objects.get()).count() == 3
    world.a_report(school, at=AT + 20 * MINUTE)
    tick(AT + 20 * MINUTE)
    tick(AT + 34 * MINUTE)
    assert len(sent()) == 1
    tick(AT + 35 * MINUTE)
    assert len(sent()) == 2


def test_ticking_again_and_telling_again_sends_nothing_again():
    reports_at("Kari Vik")
    tick(GATHERED)
    Untold.objects.create(event=Event.objects.get(act=Act.REPORT_CONCERN))
    for minutes in (0, 1, 20, 60):
        tick(GATHERED + minutes * MINUTE)
    assert len(sent()) == 1


def test_somebody_without_an_account_gets_no_mail():
    school = world.a_school()
    rektor = world.a_principal(school)
    Person.objects.filter(pk=rektor.pk).update(account=None)
    world.a_report(school)
    tick(AT)
    tick(GATHERED)
    assert list(Notice.objects.values_list("by_mail", flat=True)) == [False]
    assert sent() == []


def test_what_has_been_opened_meanwhile_sends_nothing():
    school = world.a_school()
    world.a_principal(school)
    report = world.a_report(school)
    tick(AT)
    world.read(report, at=AT + MINUTE)
    tick(GATHERED)
    assert sent() == []
    assert not Mail.objects.filter(try_at__isnull=False).exists()


def test_someone_who_may_not_know_of_it_any_more_gets_no_mail():
    case = world.received()
    tick(AT)
    world.declared(case, Person.objects.get(name="Lise Berg"), ties={case.pupil: Relation.PARENT})
    tick(GATHERED)
    assert address_of("Lise Berg") not in sent()


def test_someone_whose_appointment_has_ended_gets_no_mail():
    reports_at("Kari Vik")
    Person.objects.get(name="Kari Vik").appointment_set.update(ends_on=date(2026, 3, 22))
    tick(GATHERED)
    assert sent() == []


def test_a_reminder_of_a_clock_that_has_been_met_sends_nothing():
    case = world.received()
    tick(at("03-24 08:00"))
    Mail.objects.update(try_at=None)
    Notice.objects.filter(by_mail=True).exclude(news="ends_soon").delete()
    world.heard(case, at=at("03-24 08:05"))
    tick(at("03-24 08:15"))
    waited_for = Notice.objects.filter(by_mail=True, clock="first_talk")
    assert waited_for.exists() and sent() == []


def test_a_server_that_is_down_stops_nothing_and_gets_every_mail_when_it_is_back(server, caplog):
    reports_at("Kari Vik", "Jon Dale")
    server.is_down = True
    tick(GATHERED)
    assert sent() == []
    assert Mail.objects.filter(sent_at=None, try_at__gt=GATHERED).count() == 2
    assert "ConnectionRefusedError" in caplog.text and "fjordvik" not in caplog.text
    school = world.a_school()
    world.a_principal(school, "Siri Moe")
    world.a_report(school, at=GATHERED)
    tick(GATHERED)
    assert Notice.objects.filter(person__name="Siri Moe").exists()  # time passes on
    server.is_down = False
    tick(GATHERED + 30 * MINUTE)
    assert sorted(sent()) == sorted(map(address_of, ("Kari Vik", "Jon Dale", "Siri Moe")))


def test_a_mail_that_does_not_get_through_is_tried_at_ever_longer_intervals_and_given_up_after_three_days(server):
    reports_at("Kari Vik")
    server.hangs_up_after_count = 0
    moment, tried = GATHERED, []
    while moment < GATHERED + timedelta(hours=5):
        before = len(server.in_transaction)
        delivery.deliver(moment)
        tried += [moment] * (len(server.in_transaction) - before)
        moment += MINUTE
    waits = [(later - earlier) // MINUTE for earlier, later in zip(tried, tried[1:], strict=False)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    server.hangs_up_after_count = None
    delivery.deliver(GATHERED + timedelta(days=4))
    assert sent() == []
    assert Mail.objects.get().try_at is None


def test_what_comes_while_a_server_is_down_goes_into_the_mail_that_waits(server):
    school = world.a_school()
    world.a_principal(school)
    server.is_down = True
    for hours in range(5):
        world.a_report(school, at=AT + timedelta(hours=hours))
        tick(AT + timedelta(hours=hours))
        tick(GATHERED + timedelta(hours=hours))
    server.is_down = False
    tick(AT + timedelta(hours=6))
    assert sent() == [address_of("Kari Vik")]


def test_an_address_that_is_refused_holds_up_nobody_else(server):
    reports_at("Kari Vik", "Jon Dale", "Siri Moe")
    server.refuses = address_of("Jon Dale")
    tick(GATHERED)
    assert sorted(sent()) == sorted({*map(address_of, ("Kari Vik", "Jon Dale", "Siri Moe"))} - {server.refuses})


def test_a_server_that_hangs_up_is_asked_no_more_in_that_tick_and_the_rest_follows(server, monkeypatch):
    monkeypatch.setattr(delivery, "AT_ONCE_COUNT", 2)
    reports_at("Kari Vik", "Jon Dale", "Siri Moe")
    server.hangs_up_after_count = 1
    tick(GATHERED)
    assert len(sent()) == 1 and len(server.in_transaction) == 2
    server.hangs_up_after_count = None
    tick(GATHERED + 2 * MINUTE)
    assert sorted(sent()) == sorted(map(address_of, ("Kari Vik", "Jon Dale", "Siri Moe")))


def test_nothing_to_send_never_asks_the_server(server):
    tick(AT)
    reports_at("Kari Vik")
    assert server.opened_count == 0


def test_a_tick_sends_no_more_than_it_has_time_for(monkeypatch):
    monkeypatch.setattr(delivery, "MOST_COUNT", 2)
    monkeypatch.setattr(delivery, "AT_ONCE_COUNT", 1)
    reports_at("Kari Vik", "Jon Dale", "Siri Moe")
    tick(GATHERED)
    assert len(sent()) == 2
    tick(GATHERED)
    assert len(sent()) == 3


def test_one_that_is_killed_after_the_server_took_it_is_sent_again_under_the_same_name(server, monkeypatch):
    reports_at("Kari Vik")

    class Killed(BaseException):
        """The process is gone."""

    send = server.send_messages

    def send_and_die(self, messages):
        send(self, messages)
        raise Killed

    monkeypatch.setattr(server, "send_messages", send_and_die)
    with pytest.raises(Killed):
        tick(GATHERED)
    monkeypatch.setattr(server, "send_messages", send)
    tick(GATHERED)
    assert len(sent()) == 1  # another process may be at it still
    tick(GATHERED + MINUTE)
    assert len(sent()) == 2
    assert len({one.extra_headers["Message-ID"] for one in outbox.outbox}) == 1
    tick(GATHERED + 10 * MINUTE)
    assert len(sent()) == 2


@pytest.mark.usefixtures("committed")
def test_a_mail_is_sent_outside_every_transaction(server):
    reports_at("Kari Vik")
    tick(GATHERED)
    assert sent() == [address_of("Kari Vik")]
    assert server.in_transaction == [False]


def test_a_story_writes_to_nobody():
    reports_at("Kari Vik")
    tick(GATHERED, in_story=True)
    assert sent() == [] and not Mail.objects.exists()


@pytest.mark.parametrize("backend", ["console", "filebased"])
def test_a_mail_is_printed_or_kept_in_a_file(settings, tmp_path, capsys, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    reports_at("Kari Vik")
    tick(GATHERED)
    written = "".join(path.read_text() for path in (tmp_path / "mail").glob("*")) + capsys.readouterr().out
    assert f"To: {address_of('Kari Vik')}" in written and "Noe i Innsats venter" in written


@pytest.mark.parametrize("count", [1, 3])
def test_a_mail_costs_as_many_queries_whatever_it_tells_of(django_assert_num_queries, count):
    school = world.a_school()
    world.a_principal(school)
    for _ in range(count):
        world.a_report(school)
    tick(AT)
    gathering = 1 + 6  # for whom; its notices, the mail under way, the new one and what it holds, in a savepoint
    claiming = 1 + 4 + 3  # is there any; some, in a savepoint; no more
    weighing = 13  # notices, the viewer (3), what is said of the two (7), opened and running
    with django_assert_num_queries(gathering + claiming + weighing + 1):  # and how it went
        delivery.deliver(GATHERED)
