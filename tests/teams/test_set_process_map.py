"""The owner settles how the team works when it is asked, and shares it: set_process_map."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from innsats.journal.models import Event
from innsats.people.actions.calendar import set_limits
from innsats.rules.deadlines.dates import PROMISE
from innsats.rules.processmaps import MapStep, Scenario, StepSaid
from innsats.rules.verdicts import Refused
from innsats.teams.models import TeamMap, TeamMapStep
from tests import world
from tests.teams.maps import a_map
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
MEETING = StepSaid(step=MapStep.MEETING, days=3, words="Vi møtes hver tirsdag.", contact="Rektor")


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def address(team):
    return f"/innsatsteam/{team.uuid}/slik-jobber-teamet/"


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def typed(client, address: str, **instead: str) -> dict[str, str]:
    """What the form holds as it is opened, with `instead` typed in."""
    form = client.get(address).context["form"]
    held = {name: form[name].value() for name in form.fields if name != "is_open"}
    return {name: value or "" for name, value in held.items()} | {"contact_point": "Lea", "phone": "32 00"} | instead


def test_what_is_said_of_each_step_is_kept_with_who_and_when(team, officer):
    made = a_map(team, Scenario.SCHOOL_ASKS, steps=[MEETING, StepSaid(step=MapStep.SHARING)])
    assert (made.by, made.at, made.is_open) == (officer, AT, False)
    kept = TeamMapStep.objects.filter(process_map=made).values_list("step", "days", "words", "contact")
    assert set(kept) == {("meeting", 3, "Vi møtes hver tirsdag.", "Rektor"), ("sharing", None, "", "")}
    event = Event.objects.get(act="set_process_map")
    assert event.facts["scenario"] == "school_asks" and "tirsdag" not in str(event.facts)


def test_a_new_map_overwrites_nothing_and_is_what_counts(client, team, officer, address):
    a_map(team, steps=[MEETING])
    a_map(team, contact_point="Dan Vold", at=AT + timedelta(minutes=1))
    page = page_of(world.signed_in(client, officer), address)
    assert TeamMap.objects.count() == 2 and "Dan Vold" in page and "tirsdag" not in page


def test_every_reason_is_told_and_nothing_is_kept(team, officer):
    with pytest.raises(Refused) as refused:
        a_map(team, phone=" ", steps=[StepSaid(step=MapStep.MEASURES, days=1), MEETING, MEETING])
    codes = [one.code for one in refused.value.obstacles]
    assert codes == ["step_twice", "step_limit_fixed", "text_missing"] and not TeamMap.objects.exists()


def test_a_schools_own_team_has_none_and_others_settle_nothing(client, team, owner, officer, address):
    school = world.a_school(owner=owner)
    own = world.a_team(school, "Skoleteamet")
    with pytest.raises(Refused) as refused:
        a_map(own)
    assert [one.code for one in refused.value.obstacles] == ["map_of_school_team"]
    as_officer = world.signed_in(client, officer)
    for nowhere in (f"/innsatsteam/{own.uuid}/slik-jobber-teamet/", f"{address}tull/"):
        assert as_officer.get(nowhere).status_code == 404
    assert as_officer.get(f"/innsatsteam/{own.uuid}/slik-jobber-teamet/skolen-ber/").status_code == 404
    assert world.signed_in(client, world.a_principal(school)).get(f"{address}skolen-ber/").status_code == 404


def test_what_is_fixed_is_shown_from_its_one_source(client, team, owner, officer, address):
    a_map(team)
    client = world.signed_in(client, officer)
    page = page_of(client, address)
    assert "Innen 2 skoledager" in page and f"Senest {PROMISE.days} dager etter start" in page
    set_limits(
        owner.uuid, by=actor(officer), at=AT, first_talk_school_days=1, to_deputy_hours=2, to_officer_hours=4
    )
    assert "Innen én skoledag" in page_of(client, address)
    assert "measures_days" not in client.get(f"{address}familien-ber/").content.decode()


def test_the_officer_settles_it_with_two_answers_and_the_words_stay_the_usual_ones(client, team, officer, address):
    client = world.signed_in(client, officer)
    assert "har ikke bestemt dette ennå" in page_of(client, address)
    form = f"{address}familien-ber/"
    answer = client.post(form, typed(client, form, form_key="k", meeting="Vi møtes på skolen.", aftercare_days=""))
    page = page_of(client, answer.url)
    assert "Vi møtes på skolen." in page and "Samme dag" in page and "har ikke bestemt dette ennå" in page
    kept = {one.step: (one.days, one.words) for one in TeamMapStep.objects.all()}
    assert kept["meeting"] == (3, "Vi møtes på skolen.") and kept["checking"] == (0, "")
    assert kept["aftercare"] == (None, "") and len(kept) == len(MapStep)
    assert client.get(form).context["form"]["aftercare_days"].value() == ""
    client.post("/sprak/", {"language": "nn", "next": address})
    assert "Vi møtes på skolen." in page_of(client, address)


def test_every_reason_stands_on_the_form_at_its_field(client, team, officer, address):
    client = world.signed_in(client, officer)
    form = f"{address}skolen-ber/"
    answer = client.post(form, typed(client, form, contact_point=" ", phone=" ", checking="x" * 601))
    assert set(answer.context["form"].errors) == {"contact_point", "phone", "checking"}
    assert not TeamMap.objects.exists()


def test_what_another_has_settled_meanwhile_is_not_passed_over(client, team, officer, address):
    client = world.signed_in(client, officer)
    form = f"{address}familien-ber/"
    mine = typed(client, form, contact_point="Ola Dahl", phone="32 00 00 09", form_key="k")
    a_map(team)
    answer = client.post(form, mine)
    assert "Noen andre endret dette mens du skrev." in answer.content.decode() and TeamMap.objects.count() == 1
    again = answer.context["form"]
    assert again["contact_point"].value() == "Ola Dahl"
    assert client.post(form, mine | {"seen": again["seen"].value()}).status_code == 302
    assert TeamMap.objects.count() == 2


def test_nobody_reads_it_without_signing_in_until_the_owner_has_said_so(client, team, address):
    assert client.get(address).status_code == 404
    a_map(team)
    assert client.get(address).status_code == 404
    a_map(team, is_open=True, at=AT + timedelta(minutes=1))
    page = page_of(client, address)
    assert "Lea Strand" in page and "32 00 00 01" in page and team.name in page
    assert "Når skolen ber om hjelp" not in page  # the other map is not settled
    assert "Endre" not in page and "Bare" not in page and f"/innsatsteam/{team.uuid}/\"" not in page
    a_map(team, at=AT + timedelta(minutes=2))
    assert client.get(address).status_code == 404


def test_t53_whoever_reads_how_a_family_asks_reads_that_the_rights_stay(client, team, address):
    a_map(team, is_open=True)
    page = page_of(client, address)
    assert "De har fortsatt rett til å si fra på skolen og til å melde saken til statsforvalteren" in page


def test_t54_the_school_is_told_the_same_day_whatever_the_owner_sets(client, team, address):
    a_map(team, is_open=True, steps=[StepSaid(step=MapStep.CHECKING, days=5)])
    assert "sier fra til skolen samme dag" in page_of(client, address)


def test_those_who_may_ask_the_team_or_are_in_it_read_it_signed_in(client, team, owner, pia, address):
    school = world.a_school(owner=owner)
    neighbour = world.an_owner("Nabo")
    there = world.an_employee(world.a_school("Nabo skole", owner=neighbour), "Nina Nes")
    assert world.signed_in(client, there).get(address).status_code == 404
    world.an_agreement(neighbour, team, since=AT.date(), until=AT.date())
    for person in (world.an_employee(school), pia.person, there):
        page = page_of(world.signed_in(client, person), address)
        assert "Når skolen ber om hjelp" in page and "vises bare for dem som logger inn" in page


def test_the_page_asks_the_same_for_one_map_and_many(client, team, officer, address, django_assert_num_queries):
    client = world.signed_in(client, officer)
    for number in range(1, 4):
        a_map(team, Scenario.SCHOOL_ASKS, steps=[MEETING], at=AT + timedelta(minutes=number))
        a_map(team, steps=[MEETING, StepSaid(step=MapStep.SHARING)], at=AT + timedelta(minutes=number))
        with django_assert_num_queries(8):
            page_of(client, address)


def test_it_is_found_where_it_is_needed(client, team, officer, address):
    client = world.signed_in(client, officer)
    page = page_of(client, f"/innsatsteam/{team.uuid}/")
    assert address in page and f"{address}skolen-ber/" in page  # what is to be mended, too
    assert f"{address}#familien-ber" in page_of(client, f"/innsatsteam/{team.uuid}/familie/")
