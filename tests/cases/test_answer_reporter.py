"""The school writes to whoever reported: with or without a name, and never more to those who do not read the report."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.cases.actions import answer_reporter, reroute_report, write_to_school
from innsats.cases.models import Message
from innsats.cases.queries.messages import dialogue_for
from innsats.journal.actors import Actor
from innsats.journal.models import Event, Look
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.impartiality import Relation
from innsats.rules.reports import Concern
from innsats.vault.sealing import open_one
from innsats.web.words.letters import LETTERS, letter
from tests import world
from tests.cases.codes import by_code
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
WORDS = "Takk for at du sa fra. Du hører fra meg på fredag."
NOON = world.AT + timedelta(hours=3)


@pytest.fixture
def now(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
@replayed
def report():
    """Sent by somebody who holds a code."""
    return declared(world.a_report())


def declared(report):
    """Read and declared for by rektor."""
    return world.declared(world.read(report), parties=[world.a_pupil(report.school)])


def answer(report, by=None, text=WORDS, **more):
    who = world.actor(by or world.principal_of(report.school))
    return answer_reporter(report.pk, by=who, at=more.pop("at", world.AT), text=text, **more)


def holder(report, at=world.AT):
    return Viewer(actor=Actor.holding(report), at=at)


def page(report, by=None, **typed):
    client = world.signed_in(Client(), by or world.principal_of(report.school))
    address = f"/meldinger/{report.number}/svar/"
    return client.post(address, {"form_key": "k", **typed}) if typed else client.get(address)


def test_whoever_holds_the_code_reads_it_with_the_name_and_the_role_of_who_wrote(report):
    message = answer(report)
    assert open_one(message.words, message.pk) == WORDS
    (line,) = dialogue_for(holder(report), report)
    assert (line.who, line.role, line.words, line.is_new, line.is_own) == ("Kari Vik", "rektor", WORDS, True, False)
    assert not dialogue_for(holder(report, NOON), report)[0].is_new


def test_whoever_answers_has_the_words_and_the_wish_beside_it():
    wish = {"wants_talk": True, "talk_wish": "Tone, mandag i storefri", "text": "De tar sekken min."}
    said = text_of(page(declared(world.a_report(**wish))))
    assert "De tar sekken min." in said and "Vil snakke med en voksen: Ja: Tone, mandag i storefri" in said


def test_the_school_sees_when_it_was_read(report):
    answer(report)
    dialogue_for(holder(report, NOON), report)
    assert "Lest mandag 23. mars kl. 12.00" in text_of(page(report))


def test_a_colleague_who_reported_reads_it_signed_in_and_is_told_without_a_word_of_it():
    school = world.a_school()
    lise = world.an_employee(school)
    report = declared(world.a_report(school, by=lise))
    answer(report)
    tick(NOON, in_story=True)
    assert list(Notice.objects.filter(news="school_wrote").values_list("person__name", flat=True)) == ["Lise Berg"]
    client = world.signed_in(Client(), lise)
    today = text_of(client.get("/"))
    assert "Skolen har skrevet til deg" in today and WORDS not in today
    assert WORDS in text_of(client.get(f"/mine-meldinger/{report.number}/"))
    assert "Skolen har skrevet til deg" not in text_of(client.get("/"))


def test_what_was_typed_in_for_another_is_never_read_by_whoever_typed_it():
    """It may come to be about that very person."""
    school = world.a_school()
    lise = world.an_employee(school)
    report = declared(world.a_report(school, by=lise, channel="phone", told_by="Berit Vang"))
    answer(report)
    with not_visible():
        dialogue_for(viewer_of(world.actor(lise), world.AT), report)
    assert world.signed_in(Client(), lise).get(f"/mine-meldinger/{report.number}/samtale/").status_code == 404
    assert WORDS not in text_of(world.signed_in(Client(), lise).get(f"/mine-meldinger/{report.number}/"))
    assert dialogue_for(holder(report), report)


def test_rektor_declares_first_and_somebody_without_a_part_sees_nothing():
    report = world.read(world.a_report())
    with refused("undeclared"):
        answer(report)
    for other in (world.an_employee(report.school), world.a_principal(world.a_school("Lia skole"), "Ane Moe")):
        with not_visible():
            answer(report, by=other)
    assert not Message.objects.exists()


def test_the_one_who_is_responsible_answers_as_that_and_tells_of_no_case(report):
    lead = world.an_employee(report.school)
    world.declared(world.with_lead(report, lead), lead)
    answer(report, by=lead)
    assert dialogue_for(holder(report), report)[0].role == "har ansvaret for meldingen"


@pytest.mark.source("fvl67 § 6")
def test_somebody_inhabil_meets_neither_the_messages_nor_that_there_are_any(report):
    write_to_school(report.pk, by=by_code(report), at=world.AT, text="Mer")
    rektor = world.principal_of(report.school)
    world.declared(report, rektor, ties={report.party_set.get(part="involved").pupil: Relation.PARENT})
    client = world.signed_in(Client(), rektor)
    for address in ("", "svar/", "bekreftelse/"):
        assert client.get(f"/meldinger/{report.number}/{address}").status_code == 404
    assert report.number not in text_of(client.get("/"))


def test_after_it_was_sent_past_rektor_rektor_reads_no_message(report):
    world.an_officer(report.school_owner)
    answer(report)
    rektor = world.principal_of(report.school)
    reroute_report(report.pk, by=world.actor(rektor), at=world.AT, concern=Concern.LEADERSHIP)
    write_to_school(report.pk, by=by_code(report), at=NOON, text="Det er rektor selv")
    client = world.signed_in(Client(), rektor)
    assert client.get(f"/meldinger/{report.number}/svar/").status_code == 404
    assert "Noen har skrevet til dere" not in text_of(client.get("/"))


def test_nobody_answers_oneself():
    school = world.a_school()
    rektor = world.a_principal(school)
    report = declared(world.a_report(school, by=rektor))
    with refused("answer_to_oneself"):
        answer(report)


@pytest.mark.parametrize(
    ("text", "code"), [(" ", "text_missing"), ("x" * 20_001, "text_too_long"), ("a\x00", "text_unreadable")]
)
def test_what_cannot_be_sent_is_not(report, text, code):
    with refused(code):
        answer(report, text=text)
    assert not Message.objects.exists()


def test_a_second_click_sends_once(report):
    for _ in range(2):
        answer(report, form_key="k")
    assert Message.objects.count() == Event.objects.filter(act="answer_reporter").count() == 1


def test_a_ready_text_is_put_in_after_what_was_typed_and_nothing_is_sent(report):
    said = page(report, step="fill", letter="meeting:adult", language="nn", text="Hei, Berit.")
    assert said.status_code == 200 and not Message.objects.exists()
    shown = said.context["form"]["text"].value()
    assert shown == "Hei, Berit.\n\n" + letter("meeting", "adult", language="nn")
    assert letter("meeting", "adult", language="nn") != letter("meeting", "adult", language="nb")


def test_what_a_ready_text_leaves_open_is_filled_in_first(report):
    said = page(report, text=letter("first_answer", "child", language="nb"))
    assert said.status_code == 422 and "Bytt ut det som står i klammer: [dag]" in text_of(said)
    assert page(report, text="Jeg så [noe] der.").status_code == 302


def test_the_page_says_who_reads_it_and_what_must_not_be_written(report):
    said = text_of(page(report))
    assert "Dette leses av den som har koden, og av dem som leser meldingen." in said
    assert "Ikke skriv at det er en sak" in said and "Ikke nevn andre barn" in said


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_whatever_there_is(report, count, django_assert_num_queries):
    for n in range(count):
        answer(report, text=f"Svar {n}")
        write_to_school(report.pk, by=by_code(report), at=world.AT, text=f"Mer {n}")
    page(report)
    client = world.signed_in(Client(), world.principal_of(report.school))
    with django_assert_num_queries(10):
        client.get(f"/meldinger/{report.number}/svar/")
    dialogue_for(holder(report), report)  # what is new is kept as read by the first
    with django_assert_num_queries(1):
        dialogue_for(holder(report), report)


def lix(text):
    """Words to a sentence, and long words in a hundred."""
    words = [word.strip("«»–.,!?[]") for word in text.split()]
    words = [word for word in words if word]
    sentences = max(1, sum(text.count(sign) for sign in ".!?"))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("which", LETTERS, ids="-".join)
def test_a_ready_text_is_read_easily_and_calls_nobody_a_name(which, language):
    text = letter(*which, language=language)
    assert lix(text) < 35
    assert not any(word in text.lower() for word in ("offer", "mobber", "saken", "tiltak"))


def test_who_has_not_opened_the_report_chooses_that_first(client):
    unread = world.a_report()
    rektor, number = world.signed_in(client, world.principal_of(unread.school)), unread.number
    answer = rektor.get(f"/meldinger/{number}/svar/")
    assert (answer.status_code, answer.url) == (302, f"/meldinger/{number}/")
    assert not Look.objects.filter(stream=unread.subject.stream).exists()
    rektor.get(f"/meldinger/{number}/?les=ja")
    assert rektor.get(f"/meldinger/{number}/svar/").status_code == 200
