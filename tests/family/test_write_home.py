"""The school writes to one reader at home (`write_home`): who may not get it is not written to, and it answers."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from innsats.cases.models import Case, HomeMessage
from innsats.cases.queries.home import waiting_from_home
from innsats.family.actions import write_home
from innsats.family.queries.approved import reading_of
from innsats.family.queries.home import home_page
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.impartiality import Relation
from tests import world
from tests.cases.pages.reading import hidden, text_of
from tests.cases.refusals import not_visible, refused
from tests.family.families import approved, by_rektor, child, guardian, noted, reader
from tests.family.letters import a_case_to_read
from tests.family.writing import (
    ANSWERED,
    ASKED,
    a_case_to_write_in,
    address,
    from_child,
    from_mother,
    to,
    to_child,
    to_mother,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
LATER = world.AT + timedelta(hours=3)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)


@pytest.fixture
def case() -> Case:
    return a_case_to_write_in()


def rektors(case: Case) -> Client:
    return world.signed_in(Client(), world.principal_of(case.school))


def waiting(case: Case, who=None) -> list[str]:
    viewer = viewer_of(world.actor(who or world.principal_of(case.school)), world.AT)
    return [row["case__number"] for row in waiting_from_home(viewer)]


def test_the_school_may_write_first_and_to_the_pupil_itself(case):
    to_child(case)
    (line,) = home_page(reading_of(child(case), case.pk)).lines
    assert (line.who, line.words, line.is_new) == ("Kari Vik", "Vi passer på.", True)
    assert home_page(reading_of(reader(case), case.pk)).lines == ()


def test_the_school_sees_when_it_was_read_at_home(case):
    to_mother(case)
    home_page(reading_of(reader(case, at=LATER), case.pk))
    assert "Lest mandag 23. mars kl. 12.00" in text_of(rektors(case).get(address(case)))


def test_what_was_written_waits_until_it_is_answered_read_or_not(case):
    from_mother(case)
    client = rektors(case)
    today = text_of(client.get("/"))
    assert "Familien har skrevet til dere" in today and ASKED not in today
    assert "Venter på svar" in text_of(client.get(f"/saker/{case.number}/familien/"))
    assert ASKED in text_of(client.get(address(case)))
    assert waiting(case) == [case.number], "read, and on somebody's list still"
    to_mother(case)
    assert waiting(case) == [] and "Familien har skrevet" not in text_of(client.get("/"))


def test_an_answer_to_one_is_no_answer_to_another(case):
    from_mother(case)
    from_child(case)
    to_mother(case)
    assert waiting(case) == [case.number]
    to_child(case)
    assert waiting(case) == []


def test_what_came_while_one_was_typing_is_not_answered_by_it(case):
    first = from_mother(case)
    from_mother(case, "Og en ting til.", at=LATER)
    to_mother(case, at=LATER, last=str(first.pk))
    assert HomeMessage.objects.filter(from_school=False, settled_at=None).count() == 1


def test_the_first_letter_answers_nothing_that_came_after_the_page_was_opened(case):
    client = rektors(case)
    opened = client.get(address(case))
    from_mother(case)
    typed = {"form_key": "k", "text": ANSWERED, "last": hidden(opened, "last")}
    assert client.post(address(case), typed).status_code == 302
    assert waiting(case) == [case.number]
    assert client.post(address(case), {"form_key": "k2", "text": ANSWERED}).status_code == 302
    assert waiting(case) == [case.number], "a page that says nothing of what it showed has shown nothing"


def test_what_another_wrote_or_no_message_at_all_is_not_the_newest_on_the_page(case):
    from_mother(case)
    for last in (from_child(case, at=LATER).pk, uuid4(), "noe"):
        with not_visible():
            to_mother(case, at=LATER, last=str(last))
        assert rektors(case).post(address(case), {"text": ANSWERED, "last": str(last)}).status_code == 404
    assert waiting(case) == [case.number] and not HomeMessage.objects.filter(from_school=True).exists()


def test_on_the_page_the_newest_message_goes_along(case):
    from_mother(case)
    client = rektors(case)
    said = client.get(address(case))
    assert hidden(said, "last") == str(HomeMessage.objects.get().pk)
    typed = {"form_key": "k", "text": ANSWERED, "last": str(HomeMessage.objects.get().pk)}
    assert client.post(address(case), typed)["Location"] == f"{address(case)}#written"
    assert waiting(case) == []


@pytest.mark.source("bl81 § 47")
@pytest.mark.parametrize("caution", ["care_order", "no_contact", "danger", "child_wish"])
def test_whoever_may_not_get_it_is_not_written_to_and_the_school_sees_why(case, caution):
    from_mother(case)
    noted(case, "Mona Lien", caution, at=LATER)
    with refused(caution):
        to_mother(case, at=LATER)
    said = rektors(case).get(address(case))
    assert ASKED in text_of(said) and len(said.context["page"].reasons) == 1
    assert not HomeMessage.objects.filter(from_school=True).exists()


def test_nobody_is_written_to_who_has_nothing_to_read_or_no_code():
    case = a_case_to_read()
    with refused("home_has_no_code"):
        to_mother(case)
    with refused("home_reads_nothing", "home_has_no_code"):
        to(case, "Rita Dahl")


@pytest.mark.source("fvl67 § 13")
def test_another_childs_name_is_looked_at_and_never_goes_to_the_family_of_one_who_is_involved(case):
    with refused("home_names_to_check"):
        to_mother(case, "Emma er flyttet.")
    assert to_mother(case, "Emma er flyttet.", is_sure=True)
    approved(case, name="Emma Dahl")
    let_in_rita(case)
    for is_sure in (False, True):
        with refused("home_names_another"):
            to(case, "Rita Dahl", "Vi har snakket om Noah.", is_sure=is_sure)
    assert to(case, "Rita Dahl", "Vi har snakket med Emma.")


def let_in_rita(case: Case) -> None:
    from innsats.family.actions import give_family_key

    one = guardian(case, "Rita Dahl")
    give_family_key(case.pk, pupil=one.pupil.pk, guardian=one.guardian.pk, lookup="22" * 32, **by_rektor(case))


def test_the_tick_about_names_comes_when_there_is_one_and_nothing_typed_is_lost(case):
    client = rektors(case)
    assert 'name="is_sure"' not in client.get(address(case)).content.decode()
    said = client.post(address(case), {"form_key": "k", "text": "Emma er flyttet."})
    assert said.status_code == 422 and "Emma er flyttet." in text_of(said)
    assert 'name="is_sure"' in said.content.decode()
    assert client.post(address(case), {"form_key": "k", "text": "Emma er flyttet.", "is_sure": "on"}).status_code == 302


def test_somebody_of_the_team_reads_it_and_does_not_answer(case):
    lise = world.in_team(case)
    from_mother(case)
    said = world.signed_in(Client(), lise).get(address(case))
    assert ASKED in text_of(said) and said.context["page"].frame.reasons
    assert HomeMessage.objects.get().seen_at is None and waiting(case, lise) == []
    with refused("wrong_part"):
        to(case, "Mona Lien", by=world.actor(lise))


@pytest.mark.source("fvl67 § 6")
def test_somebody_inhabil_meets_neither_the_messages_nor_that_there_are_any(case):
    from_mother(case)
    rektor = world.principal_of(case.school)
    world.declared(case, rektor, ties={case.pupil: Relation.PARENT})
    client = world.signed_in(Client(), rektor)
    assert client.get(address(case)).status_code == 404
    assert client.post(address(case), {"form_key": "k", "text": ANSWERED}).status_code == 404
    assert case.number not in text_of(client.get("/")) and waiting(case) == []
    with not_visible():
        to_mother(case)


def test_a_reader_of_no_family_here_is_none(case):
    stranger = {"text": ANSWERED, **by_rektor(case)}
    with refused("unknown_party"):
        write_home(case.pk, pupil=uuid4(), **stranger)
    with refused("unknown_guardian"):
        write_home(case.pk, pupil=case.pupil_id, guardian=guardian(case, "Rita Dahl").guardian.pk, **stranger)
    assert rektors(case).get(f"/saker/{case.number}/familien/{case.pupil_id}/skriv/{uuid4()}/").status_code == 404


def test_a_second_click_sends_once(case):
    for _ in range(2):
        to_mother(case, form_key="k")
    assert HomeMessage.objects.count() == Event.objects.filter(act="write_home").count() == 1


def test_the_log_says_which_side_has_written_and_no_word_of_it(case):
    from_mother(case)
    to_mother(case)
    said = text_of(rektors(case).get(f"/saker/{case.number}/logg/"))
    assert "Familien skrev til skolen" in said and "Skolen skrev til familien" in said and "en foresatt" in said
    assert ASKED not in said and ANSWERED not in said


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_as_often_whatever_was_written(case, count, django_assert_num_queries):
    for n in range(count):
        from_mother(case, f"Spørsmål {n}")
        to_mother(case, f"Svar {n}")
    client = rektors(case)
    client.get(address(case))
    with django_assert_num_queries(16):
        client.get(address(case))
