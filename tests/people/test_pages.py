"""The pages about people and pupils: what they show, to whom, and what they cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client

from innsats.journal.actors import OPERATOR
from innsats.people.actions.outside import link_sign_in
from innsats.people.actions.pupils import GuardianGiven, register_pupil
from innsats.people.models import Appointment, Guardian, OwnerInUse, Person, Pupil, Training
from innsats.people.signin.passwords import link_for, set_password
from innsats.rules.roles import Role
from tests import world
from tests.people.signing import PASSWORD
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
BORN, YESTERDAY = date(2014, 5, 2), AT.date() - timedelta(days=1)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def rektor(school):
    return world.a_principal(school)


@pytest.fixture
def as_rektor(client, rektor):
    return world.signed_in(client, rektor)


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def posted(client: Client, url: str, **given):
    """Fill in the form as it is shown, with `given`, and send it."""
    form = client.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    filled = {name: value for name, value in shown.items() if value not in (None, False)} | given
    return client.post(url, {name: str(value) for name, value in filled.items() if value is not False})


# Folk

def test_folk_shows_roles_and_training_at_the_own_units_only(as_rektor, school):
    world.an_employee(school, "Lise Berg", trained=False)
    elsewhere = world.an_employee(world.a_school("Lia skole"), "Per Sand")
    world.appointed(elsewhere, Role.EMPLOYEE, school, since=AT.date() + timedelta(days=7))
    page = text_of(as_rektor, "/folk/")
    assert "Lise Berg" in page and "ikke registrert" in page and "(fra 30.03.2026)" in page and "Lia skole" not in page


def test_the_officer_sees_the_owner_s_people_and_can_ask_for_one_school(client, school, rektor):
    neighbour = world.a_school("Lia skole", owner=school.school_owner)
    world.a_principal(neighbour, "Åse Moe")
    world.an_employee(world.a_school("Annen skole"), "Utenfor")
    world.signed_in(client, world.an_officer(school.school_owner))
    everybody, one = text_of(client, "/folk/"), text_of(client, f"/folk/?enhet={neighbour.uuid}")
    assert "Kari Vik" in everybody and "Åse Moe" in everybody and "Utenfor" not in everybody
    assert "Åse Moe" in one and "Kari Vik" not in one


def test_folk_is_found_by_any_part_of_the_name(as_rektor, school):
    world.an_employee(school, "Øystein Sørby")
    assert "Øystein Sørby" in text_of(as_rektor, "/folk/?navn=sorb")
    assert "Øystein Sørby" not in text_of(as_rektor, "/folk/?navn=sand")


ODD = ["?side=0", "?side=-1", "?side=99999999", "?side=x", "?side=²", "?enhet=x", "?enhet='--"]


@pytest.mark.parametrize("query", ODD)
def test_an_odd_address_is_answered(as_rektor, query):
    assert "Kari Vik" in text_of(as_rektor, f"/folk/{query}")


def test_folk_comes_a_page_at_a_time_in_norwegian_order(as_rektor, school):
    for n in range(60):
        world.an_employee(school, f"Ansatt {n:02}")
    world.an_employee(school, "Åse Ås")
    assert "Åse Ås" not in text_of(as_rektor, "/folk/") and "Side 1 av 2, 62 i alt" in text_of(as_rektor, "/folk/")
    assert "Åse Ås" in text_of(as_rektor, "/folk/?side=2")


def test_folk_costs_the_same_with_one_and_with_three(as_rektor, school, django_assert_num_queries):
    text_of(as_rektor, "/folk/")
    for name in ("Lise Berg", "Per Sand", "Eva Lie"):
        with django_assert_num_queries(9):
            text_of(as_rektor, "/folk/")
        world.an_employee(school, name)


def test_folk_costs_the_officer_the_same_with_one_school_and_with_three(client, school, django_assert_num_queries):
    world.signed_in(client, world.an_officer(school.school_owner))
    text_of(client, "/folk/")
    for name in ("Lia skole", "Moen skole", "Vik skole"):
        with django_assert_num_queries(11):
            text_of(client, "/folk/")
        world.an_employee(world.a_school(name, owner=school.school_owner), f"Ansatt {name}")


@pytest.mark.parametrize(("who", "leads"), [("rektor", True), ("deputy", True), ("officer", False)])
def test_folk_leads_to_the_pupils_only_those_who_may_look_them_up(client, school, who, leads):
    builders = {"rektor": world.a_principal, "deputy": world.a_deputy}
    person = builders[who](school) if leads else world.an_officer(school.school_owner)
    world.signed_in(client, person)
    assert ('href="/elever/"' in text_of(client, "/folk/")) is leads
    assert client.get("/elever/").status_code == (200 if leads else 404)


def test_without_training_folk_says_why_and_shows_nobody(client, school):
    world.an_employee(school, "Lise Berg")
    world.signed_in(client, world.a_principal(school, "Ny Rektor", trained=False))
    page = text_of(client, "/folk/")
    assert "Lise Berg" not in page and "opplæring i personvern" in page


@pytest.mark.parametrize("who", ["employee", "ended", "head", "nobody"])
def test_those_who_look_after_nobody_find_no_page(client, school, who):
    person = {
        "employee": lambda: world.an_employee(school),
        "ended": lambda: world.appointed(world.a_person(), Role.PRINCIPAL, school, until=YESTERDAY),
        "head": lambda: world.a_head(school.school_owner),
        "nobody": world.a_person,
    }[who]()
    other = world.an_employee(school, "Lise Berg")
    world.signed_in(client, person)
    for url in (
        "/folk/", "/folk/ny/", f"/folk/{other.uuid}/", f"/folk/{other.uuid}/roller/", f"/folk/{other.uuid}/opplaring/",
        f"/folk/roller/{other.appointment_set.get().uuid}/slutt/", "/elever/", "/elever/ny/",
        f"/eiere/{school.school_owner.uuid}/i-bruk/",
    ):
        assert client.get(url).status_code == 404, url
        assert client.post(url, {}).status_code in (404, 405), url


# One person

def test_a_person_at_another_owner_is_not_found(as_rektor):
    other = world.an_employee(world.a_school("Lia skole"), "Per Sand")
    nobody = "00000000-0000-4000-8000-000000000000"
    assert {as_rektor.get(f"/folk/{uuid}/").status_code for uuid in (other.uuid, nobody)} == {404}


def test_rektor_registers_an_employee_and_gets_the_link_to_give(as_rektor, school):
    answer = posted(as_rektor, "/folk/ny/", name="Lise Berg", email="lise@fjordvik.example", unit=school.uuid)
    person = Person.objects.get(name="Lise Berg")
    assert answer["Location"] == f"/folk/{person.uuid}/"
    page = text_of(as_rektor, f"/folk/{person.uuid}/")
    link = page.split("<code>http://testserver")[1].split("</code>")[0]
    assert Client().get(link).status_code == 200
    Client().post(link, {"password": "tre hester i en hage", "again": "tre hester i en hage"})
    assert "/passord/" not in text_of(as_rektor, f"/folk/{person.uuid}/")


def test_the_link_is_not_shown_to_one_who_does_not_give_out_every_role(as_rektor, school):
    officer_to_be = world.an_employee(school, "Eva Lie")
    assert "/passord/" in text_of(as_rektor, f"/folk/{officer_to_be.uuid}/")
    world.appointed(officer_to_be, Role.OWNER_OFFICER, school.school_owner)
    assert "/passord/" not in text_of(as_rektor, f"/folk/{officer_to_be.uuid}/")


def linked_with_feide(person):
    link_sign_in(person.uuid, provider="feide", lookup="ab" * 32, by=actor(person), at=AT)


@pytest.mark.parametrize("taken_into_use", [
    linked_with_feide, lambda person: set_password(person.account, PASSWORD),
    lambda person: Client().force_login(person.account),
], ids=["Feide", "password", "signed in"])  # fmt: skip
def test_once_there_is_a_way_in_no_link_stands_on_the_page_and_the_one_given_before_is_dead(
    as_rektor, school, taken_into_use
):
    """Whoever opened the page could take the account, unseen; a new way in is given by an act, and told."""
    person = world.an_employee(school)
    link = link_for(person)
    assert "/passord/" in text_of(as_rektor, f"/folk/{person.uuid}/") and Client().get(link).status_code == 200
    taken_into_use(person)
    page = text_of(as_rektor, f"/folk/{person.uuid}/")
    assert "/passord/" not in page and "Kommer seg ikke inn" in page
    dead = [link, link_for(Person.objects.get(pk=person.pk))]
    for one in dead:
        assert Client().get(one).status_code == 410
        assert Client().post(one, {"password": PASSWORD, "again": PASSWORD}).status_code == 410
    as_rektor.post(f"/folk/{person.uuid}/innlogging/", {"form_key": "k"})
    assert "/passord/" in text_of(as_rektor, f"/folk/{person.uuid}/")


def test_rektor_is_offered_the_deputy_and_no_rektor(as_rektor, school):
    person = world.an_employee(school)
    url = f"/folk/{person.uuid}/roller/"
    offered = as_rektor.get(url).context["form"].fields["role"].choices
    assert [code for code, _ in offered] == ["employee", "deputy"]
    assert posted(as_rektor, url, unit=school.uuid, role="principal").context["form"].errors["role"]
    assert not Appointment.objects.filter(person=person, role="principal").exists()
    assert posted(as_rektor, url, unit=school.uuid, role="deputy").status_code == 302
    assert Appointment.objects.get(person=person, role="principal").deputy


def test_the_officer_is_refused_in_words_and_what_was_typed_is_still_there(client, school):
    world.signed_in(client, world.an_officer(school.school_owner))
    answer = posted(client, "/folk/ny/", name="Lise Berg", unit=school.school_owner.uuid, role="principal")
    assert len(answer.context["form"].non_field_errors()) == 1
    assert "Lise Berg" in answer.content.decode() and not Person.objects.filter(name="Lise Berg").exists()


def test_a_form_sent_twice_does_its_work_once(as_rektor, school):
    form = as_rektor.get("/folk/ny/").context["form"]
    given = {
        "form_key": form["form_key"].value(), "name": "Lise Berg", "email": "lise@x.example", "unit": str(school.uuid),
        "role": "employee", "starts_on": "2026-03-23",
    }
    places = {as_rektor.post("/folk/ny/", given)["Location"] for _ in range(3)}
    assert len(places) == 1 and Appointment.objects.filter(person__name="Lise Berg").count() == 1


def test_a_role_is_ended_at_once_on_its_page(as_rektor, school):
    person = world.an_employee(school)
    row = person.appointment_set.get()
    answer = posted(as_rektor, f"/folk/roller/{row.uuid}/slutt/", ends_on="")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.ends_on == AT.date() - timedelta(days=1)
    assert as_rektor.get(f"/folk/roller/{row.uuid}/slutt/").status_code == 404


def test_training_is_recorded_on_its_page(as_rektor, school):
    person = world.an_employee(school, trained=False)
    assert posted(as_rektor, f"/folk/{person.uuid}/opplaring/", completed_on="2026-03-20").status_code == 302
    assert Training.objects.get(person=person).completed_on == date(2026, 3, 20)
    assert "20. mars 2026" in text_of(as_rektor, f"/folk/{person.uuid}/")


def test_one_person_costs_the_same_with_one_role_and_with_three(as_rektor, school, django_assert_num_queries):
    person = world.an_employee(school)
    url = f"/folk/{person.uuid}/"
    for n in range(3):
        with django_assert_num_queries(10):
            text_of(as_rektor, url)
        since = date(2020 + n, 1, 1)
        world.appointed(person, Role.EMPLOYEE, school, since=since, until=since + timedelta(days=30))


def test_a_form_posted_after_one_s_appointment_ended_is_not_found_and_changes_nothing(as_rektor, rektor, school):
    form = as_rektor.get("/folk/ny/").context["form"]
    rektor.appointment_set.update(ends_on=AT.date() - timedelta(days=1))
    given = {"form_key": form["form_key"].value(), "name": "Lise Berg", "unit": str(school.uuid), "role": "employee"}
    assert as_rektor.post("/folk/ny/", given | {"starts_on": "2026-03-23"}).status_code == 404
    assert not Person.objects.filter(name="Lise Berg").exists()


# Leaving Øvelse

def test_the_officer_confirms_and_the_banner_goes(client, school):
    world.signed_in(client, world.an_officer(school.school_owner))
    url = f"/eiere/{school.school_owner.uuid}/i-bruk/"
    assert "Øvelse." in text_of(client, "/folk/")
    partly = posted(client, url, strong_sign_in="on", backup="on")
    assert len(partly.context["form"].errors) == 2 and not OwnerInUse.objects.exists()
    assert posted(client, url, **dict.fromkeys(OwnerInUse.CONFIRMATIONS, "on")).status_code == 302
    assert "Øvelse." not in text_of(client, "/folk/") and client.get(url).status_code == 404


# Elever

def a_pupil(school, name="Noah Lien", **facts):
    given = {"by": OPERATOR, "at": AT, "name": name, "born": BORN, "class_name": "6A"} | facts
    return register_pupil(school.uuid, **given)


def test_a_pupil_is_found_by_post_so_that_no_name_stands_in_an_address(as_rektor, school):
    a_pupil(school, guardians=[GuardianGiven(name="Mona Lien")])
    answer = as_rektor.post("/elever/", {"words": "noah"})
    page = answer.content.decode()
    assert "Noah Lien" in page and "2.5.2014" in page and "6A" in page and "Mona Lien" in page
    assert "Noah" not in text_of(as_rektor, "/elever/") and "Noah" not in text_of(as_rektor, "/elever/?words=noah")


def test_finding_pupils_costs_the_same_with_one_and_with_three(as_rektor, school, django_assert_num_queries):
    for n, name in enumerate(("Ada Lien", "Emma Lien", "Noah Lien")):
        a_pupil(school, name, born=BORN + timedelta(days=n))
        as_rektor.post("/elever/", {"words": "lien"})
        with django_assert_num_queries(9):
            assert len(as_rektor.post("/elever/", {"words": "lien"}).context["found"].pupils) == n + 1


def pupil_form(**given) -> dict[str, str]:
    guardians = {"foresatt-TOTAL_FORMS": "2", "foresatt-INITIAL_FORMS": "0"}
    return guardians | {
        "form_key": "k", "name": "Noah Lien", "born": "2014-05-02", "grade": "6", "class_name": "6A",
        "source": "typed_in", "as_of": "2026-03-23",
    } | {name: str(value) for name, value in given.items()}


def test_rektor_registers_a_pupil_with_a_colleague_as_guardian(as_rektor, school):
    colleague = world.an_employee(school)
    given = pupil_form(school=school.uuid) | {
        "foresatt-0-name": "Mona Lien", "foresatt-0-responsibility": "yes", "foresatt-1-person": str(colleague.uuid),
    }
    assert as_rektor.post("/elever/ny/", given).status_code == 302
    assert Pupil.objects.get().grade == 6
    assert {(one.person, one.has_responsibility) for one in Guardian.objects.all()} == {(None, True), (colleague, None)}


def test_somebody_alike_is_shown_with_birth_date_and_class_and_asked_about(as_rektor, school):
    a_pupil(school)
    twin = pupil_form(school=school.uuid, name="Ada Lien")
    page = as_rektor.post("/elever/ny/", twin).content.decode()
    assert "Noah Lien, født 2.5.2014, 6A" in page and "Fødselsdatoen en gang til" in page
    assert Pupil.objects.count() == 1
    assert as_rektor.post("/elever/ny/", twin | {"born_again": "2014-05-02"}).status_code == 302


def test_registering_a_pupil_leads_back_to_where_one_was_and_nowhere_else(as_rektor, school):
    back = "/meldinger/2026-0000001-0/habilitet/?flere=ja"
    assert f'href="{back}"' in as_rektor.get("/elever/ny/", {"tilbake": back}).content.decode()
    answer = as_rektor.post("/elever/ny/", pupil_form(school=school.uuid, tilbake=back))
    assert answer.url == f"{back}&valgt={Pupil.objects.get().pk}"
    for elsewhere in ("https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"):
        page = as_rektor.get("/elever/ny/", {"tilbake": elsewhere}).content.decode()
        assert "example.org" not in page.split("<main")[1] and "alert(1)" not in page


def test_what_is_wrong_with_one_field_stands_at_that_field(as_rektor, school):
    answer = as_rektor.post("/elever/ny/", pupil_form(school=school.uuid, born="2027-01-01"))
    assert set(answer.context["form"].errors) == {"born"} and 'id="id_born_error"' in answer.content.decode()


@pytest.mark.parametrize("name", ["N" * 100_000, "Noah\x00", "", "  "])
def test_bad_input_is_answered_in_words_and_registers_nobody(as_rektor, school, name):
    answer = as_rektor.post("/elever/ny/", pupil_form(school=school.uuid, name=name))
    assert answer.status_code == 200 and answer.context["form"].errors and not Pupil.objects.exists()


def test_a_date_ahead_is_answered_in_words_and_what_was_typed_is_there(as_rektor, school):
    answer = as_rektor.post("/elever/ny/", pupil_form(school=school.uuid, born="2027-01-01"))
    assert answer.status_code == 200 and answer.context["form"].errors and "2027-01-01" in answer.content.decode()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_page_is_shown_in_every_language(as_rektor, school, language):
    person = world.an_employee(school)
    a_pupil(school)
    as_rektor.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for url in (
        "/folk/", "/folk/ny/", f"/folk/{person.uuid}/", f"/folk/{person.uuid}/roller/", "/elever/", "/elever/ny/",
        f"/folk/{person.uuid}/opplaring/", f"/folk/roller/{person.appointment_set.get().uuid}/slutt/",
    ):
        assert f'lang="{language}"' in text_of(as_rektor, url)
