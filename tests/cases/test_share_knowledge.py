"""What somebody knows from a service comes in through a gate of that service, or nothing of it is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.archive.queries import case_file
from innsats.cases.actions import correct_pupil
from innsats.cases.models import SharedKnowledge
from innsats.cases.queries.inquirypage import inquiry_page
from innsats.journal.models import Event
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.teams import Profession
from innsats.teams.models import Membership
from innsats.vault.sealing import open_one
from innsats.web.models import Draft
from tests import world
from tests.assistance.helping import a_neighbours_team, a_ready_team, asked_for_help, commissioned, helped
from tests.cases.knowing import CONSENT, TODAY, UNTIL, by, knowledge_of, withdrawn
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def case():
    school = world.a_school()
    return world.received(world.a_case(school, pupil=world.a_pupil(school, guardians=["Rita Lien"])))


def helpers(case, ready=a_ready_team):
    """Two who assist from an external team. Returns the one who is a nurse."""
    team = ready(case.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")
    Membership.objects.filter(team=team, person__name="Pia Tangen").update(profession=Profession.HEALTH)
    asked_for_help(case, team)
    helped(case, team)
    return Person.objects.get(name="Pia Tangen")


def address(case, way=""):
    return f"/saker/{case.number}/kunnskap/{way}"


def typed(case, **more):
    consent = CONSENT | {"consented_on": TODAY.isoformat(), "until": UNTIL.isoformat()}
    return {"pupil": str(case.pupil_id), "text": "Hun sover lite.", **consent} | more


@pytest.mark.source("hpl § 22")
def test_t87_without_a_consent_nothing_of_what_a_nurse_knows_is_kept_and_every_reason_is_told(case):
    with refused(
        "sharing_need_missing", "consent_of_guardians_missing", "consent_day_missing", "consent_scope_missing",
        "consent_end_missing", "text_missing",
    ):  # fmt: skip
        bare = {"consented_by": ["pupil"], "consented_on": None, "until": None, "covers": "", "necessity": ""}
        knowledge_of(case, case.pupil, text=" ", **bare)
    with refused("gate_not_for_origin"):
        knowledge_of(case, case.pupil, gate="other_organ")


@pytest.mark.source("pbrl § 4-3", "pbrl § 4-4")
def test_t87_the_young_person_alone_consents_from_16_and_the_guardians_before_12(case):
    grown = world.a_pupil(case.school, "Ada Moe", born=TODAY.replace(year=TODAY.year - 16))
    nearly = world.a_pupil(case.school, "Ida Bø", born=TODAY.replace(year=TODAY.year - 16) + timedelta(days=1))
    world.declared(case, parties=[grown, nearly])
    assert knowledge_of(case, grown, consented_by=["pupil"]).consented_by == "pupil"
    with refused("consent_of_guardians_missing"):
        knowledge_of(case, nearly, consented_by=["pupil"])
    with refused("consent_of_pupil_missing"):
        knowledge_of(case, nearly, consented_by=["guardians"])
    assert knowledge_of(case, case.pupil, consented_by=["guardians"]).consented_by == "guardians"  # 11 years


@pytest.mark.source("bvl § 13-1")
def test_t88_the_child_welfare_service_shares_for_its_own_tasks_with_the_need_or_by_consent(case):
    with refused("gate_not_for_origin"):
        knowledge_of(case, case.pupil, origin="child_welfare", gate="same_organ")
    with refused("sharing_need_missing"):
        knowledge_of(case, case.pupil, origin="child_welfare", gate="own_tasks", necessity=" ")
    own = knowledge_of(case, case.pupil, origin="child_welfare", gate="own_tasks")
    assert (own.source, own.consented_by, own.consented_on, own.until) == ("bvl § 13-1", "", None, None)
    assert open_one(own.covers, own.pk) == ""
    assert knowledge_of(case, case.pupil, origin="child_welfare").source == "fvl67 § 13 a nr. 1"


@pytest.mark.source("fvl67 § 13 b nr. 5")
def test_t91_another_organ_writes_its_own_need(case):
    with refused("sharing_need_missing"):
        knowledge_of(case, case.pupil, origin="ppt", gate="other_organ", necessity="")
    knowledge_of(case, case.pupil, origin="ppt", gate="other_organ", necessity="PPT skal gi råd om klassen.")


def test_it_is_sealed_and_the_journal_holds_codes(case):
    made = knowledge_of(case, case.pupil)
    assert open_one(made.words, made.pk) == "Hun sover lite."
    facts = Event.objects.get(act="share_knowledge").facts
    assert (facts["origin"], facts["gate"], facts["consented_by"]) == ("health", "consent", ["pupil", "guardians"])
    assert "sover" not in str(facts) and "Planen" not in str(facts)


def test_a_pupil_who_is_no_party_is_refused_and_who_has_no_part_meets_nothing(case):
    stranger, siv = world.a_pupil(case.school, "Ada Moe"), world.an_employee(case.school, "Siv Moen")
    with refused("unknown_party"):
        knowledge_of(case, stranger)
    with not_visible():
        knowledge_of(case, case.pupil, by=world.actor(siv))


@pytest.mark.source("fvl67 § 13 b nr. 3")
def test_somebody_of_a_neighbours_team_is_not_in_the_same_organ(case):
    nurse = helpers(case, a_neighbours_team)
    with refused("other_owner_other_organ"):
        knowledge_of(case, case.pupil, origin="ppt", gate="same_organ", by=world.actor(nurse))
    knowledge_of(case, case.pupil, by=world.actor(nurse))


def test_a_nurse_in_the_team_is_asked_where_it_comes_from_and_nothing_is_chosen_for_her(client, monkeypatch, case):
    nurse = helpers(case)
    world.it_is(monkeypatch)
    pia = world.signed_in(client, nurse)
    said = pia.get(address(case)).content.decode()
    assert "I teamet er du med fra: Helsetjenesten." in said and f"/saker/{case.number}/funn/" in said
    form = pia.get(address(case, "helse/")).content.decode()
    assert "checked" not in form and "11 år. De foresatte samtykker." in form and "helsepersonelloven § 25" in form
    assert "Tjenesten og skolen er det samme organet" not in form
    bare = pia.post(address(case, "helse/"), typed(case, consented_by=[], covers=""))
    assert bare.status_code == 422 and "De foresatte må ha sagt ja." in bare.content.decode()
    assert not SharedKnowledge.objects.exists() and not Draft.objects.exists()
    assert pia.post(address(case, "helse/"), typed(case)).status_code == 302
    assert "Se det som er delt" in pia.get(f"/saker/{case.number}/undersokelse/").content.decode()
    tab = pia.get(address(case)).content.decode()
    assert "Fra helsetjenesten" in tab and "Med samtykke fra eleven og de foresatte" in tab and "Hun sover lite." in tab
    log = pia.get(f"/saker/{case.number}/logg/").content.decode()
    assert "Samtykke fra eleven og de foresatte" in log and "Hun sover lite." not in log


def test_an_origin_that_is_none_is_not_found(client, monkeypatch, case):
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert rektor.get(address(case, "naboen/")).status_code == 404


def test_a_note_and_an_advice_remind_a_nurse_of_her_own_service_and_nobody_else(client, monkeypatch, case):
    nurse = helpers(case)
    commissioned(case)
    world.it_is(monkeypatch)
    dan = Person.objects.get(name="Dan Vold")
    for person, reminds in ((nurse, True), (dan, False)):
        seen = world.signed_in(client, person)
        for page in ("funn/", "samtaler/", "bistand/rad/"):
            said = seen.get(f"/saker/{case.number}/{page}").content.decode()
            assert ("Det du vet fra jobben din (Helsetjenesten)" in said) is reminds, page


def on_paper(case, at=world.AT):
    return str(case_file(viewer_of(by(case), at), case.number).document)


def test_it_stands_in_the_printed_case_as_long_as_the_consent_runs(case):
    knowledge_of(case, case.pupil)
    said = on_paper(case)
    assert "Fra helsetjenesten: Noah Lien" in said and "Hun sover lite." in said
    late = on_paper(case, world.AT + timedelta(days=91))
    assert "Samtykket er gått ut." in late and "Hun sover lite." not in late


def test_what_is_about_a_child_whom_the_case_was_wrongly_about_is_shown_to_nobody():
    school = world.a_school()
    case = world.received(world.a_case(school, pupil=world.a_pupil(school, "Ada Moe")))
    knowledge_of(case, case.pupil)
    right = world.a_pupil(school)
    correct_pupil(case.pk, pupil=right.pk, reason="Feil elev", told_otherwise=False, by=by(case), at=world.AT)
    assert "Hun sover lite." not in on_paper(case)
    assert not inquiry_page(viewer_of(by(case), world.AT), case.number).has_knowledge


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_and_the_form_cost_the_same_with_one_and_with_three(
    client, monkeypatch, case, count, django_assert_num_queries
):
    world.it_is(monkeypatch)
    for _ in range(count):
        knowledge_of(case, case.pupil)
        withdrawn(case, knowledge_of(case, case.pupil))
    rektor = world.signed_in(client, world.principal_of(case.school))
    for page in (address(case), address(case, "helse/")):
        rektor.get(page)
    with django_assert_num_queries(9):
        assert rektor.get(address(case)).status_code == 200
    with django_assert_num_queries(8):
        assert rektor.get(address(case, "helse/")).status_code == 200
