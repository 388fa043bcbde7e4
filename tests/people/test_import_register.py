"""The register comes into the database whole or not at all, and a second time changes nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import perf_counter

import pytest
from django.core.management import CommandError

from innsats.journal.actors import ANONYMOUS, OPERATOR, Actor
from innsats.journal.models import Event
from innsats.people import commands
from innsats.people.actions.register import compared, import_register
from innsats.people.models import Person, School, SchoolOwner, named
from innsats.rules.calendar import OSLO
from innsats.rules.verdicts import Refused

from .registers import (
    COUNTIES,
    HEADER,
    MUNICIPALITIES,
    REAL,
    SCHOOLS,
    a_register,
    csv,
    needs_real,
    read,
    the_real_register,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 23, 9, 0, tzinfo=OSLO)


def imported(schools: str = SCHOOLS):
    return import_register(a_register(schools), by=OPERATOR, at=AT)


def everything() -> list[tuple]:
    owners = SchoolOwner.objects.order_by("pk").values_list("pk", "kind", "number", "name", "county_number")
    schools = School.objects.order_by("pk").values_list("pk", "name", "school_owner", "kind", "offered", "lowest_grade")
    return [*owners, *schools]


def test_owners_and_schools_are_made_and_one_event_tells_how_many():
    changes = imported()
    assert (len(changes.new_owners), len(changes.new_schools)) == (5, 3)
    assert School.objects.get(name="Voksen skole").school_owner.name == "Oslo"
    event = Event.objects.get()
    assert (event.act, event.actor_kind) == ("import_register", "operator") and event.facts["new_schools"] == 3


def test_each_private_school_has_an_owner_of_its_own_also_when_two_share_a_number():
    imported(HEADER + "11,1103,Steinerskolen,982196574,1,13,Privat\r\n11,1103,Stiftelsen,982196574,1,10,Privat\r\n")
    owners = dict(School.objects.values_list("name", "school_owner__number"))
    assert owners == {"Steinerskolen": "982196574", "Stiftelsen": "982196574-2"}


def test_a_second_run_changes_nothing_and_records_nothing():
    imported()
    before = everything()
    assert compared(a_register()).are_none
    with pytest.raises(Exception, match="import_register"):
        imported()
    assert everything() == before and Event.objects.count() == 1


def test_new_facts_are_taken_over_and_identity_stays():
    imported()
    school = School.objects.get(name="Solbakken skole")
    changes = imported(SCHOOLS.replace("Solbakken skole,974590360,1,7", "Solbakken skole,974590360,1,10"))
    school.refresh_from_db()
    assert school.highest_grade == 10 and list(changes.changed_schools) == [school.pk] and not changes.new_schools


def test_a_school_that_disappears_is_listed_and_never_deleted():
    imported()
    changes = imported(HEADER + "11,1103,Ny skole,976640810,1,7,Offentlig\r\n")
    gone = {odd.name for odd in changes.odd if odd.oddity == "gone"}
    assert gone == {"Solbakken skole", "Voksen skole", "Fagerlia privatskole"} and School.objects.count() == 4


def test_a_school_with_another_owner_in_the_file_keeps_its_own_and_is_listed():
    imported()
    moved = SCHOOLS.replace("11,1103,Solbakken", "11,1101,Solbakken")
    assert [odd.name for odd in compared(a_register(moved)).odd] == ["Solbakken skole"]
    imported(moved)
    assert School.objects.get(name="Solbakken skole").school_owner.number == "1103"


def test_an_owner_made_for_a_number_gets_its_name_when_a_file_has_it():
    imported(HEADER + "21,2100,Longyearbyen skole,974795655,1,10,Offentlig\r\n")
    owner = School.objects.get().school_owner
    assert not owner.is_in_register
    named_there = csv(MUNICIPALITIES + "21,2100,Longyearbyen\r\n", "municipalities.csv")
    schools = csv(HEADER + "21,2100,Longyearbyen skole,974795655,1,10,Offentlig\r\n")
    import_register(read(csv(COUNTIES, "counties.csv"), named_there, schools), by=OPERATOR, at=AT)
    owner.refresh_from_db()
    assert owner.name == "Longyearbyen" and owner.is_in_register


def test_nobody_but_the_operator_imports():
    for by in (ANONYMOUS, Actor.of(Person.objects.create(**named("Kari Vik")))):
        with pytest.raises(Refused):
            import_register(a_register(), by=by, at=AT)
    assert not SchoolOwner.objects.exists()


# From the shell

def files(folder: Path, schools: bytes = SCHOOLS.encode()) -> list[str]:
    public = {"counties.csv": COUNTIES.encode(), "municipalities.csv": MUNICIPALITIES.encode()}
    contents = public | {"schools.csv": schools}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [str(folder / name) for name in contents]


def test_the_command_lists_what_is_odd_and_says_what_changed(tmp_path, capsys):
    untidy = SCHOOLS + "11,1103,Stavanger voksenopplæring,976640810,,,Offentlig\r\n"
    assert commands.import_register(files(tmp_path, untidy.encode())) == 0
    said = capsys.readouterr().out
    assert "schools.csv:5: Stavanger voksenopplæring (976640810): has no grades" in said
    assert "is adult education by its name; not offered to children" in said and "Schools: 4 new, 0 changed." in said
    assert commands.import_register(files(tmp_path, untidy.encode())) == 0
    assert "Nothing has changed." in capsys.readouterr().out


@pytest.mark.parametrize("broken", [SCHOOLS.encode("utf-16"), (SCHOOLS + "11,1103").encode(), b"name\n"])
def test_a_broken_file_changes_nothing_and_exits_with_2(tmp_path, broken):
    commands.import_register(files(tmp_path))
    before = everything()
    with pytest.raises(CommandError, match=r"schools.csv, line \d+: expected") as refused:
        commands.import_register(files(tmp_path, broken))
    assert refused.value.returncode == 2 and everything() == before


def test_a_file_that_is_not_there_exits_with_2(tmp_path):
    with pytest.raises(CommandError, match="cannot be read") as refused:
        commands.import_register([*files(tmp_path)[:2], str(tmp_path / "none.csv")])
    assert refused.value.returncode == 2


@needs_real
def test_the_whole_country_takes_less_than_ten_seconds_and_the_second_run_changes_nothing(capsys):
    paths = [str(REAL / name) for name in ("counties.csv", "municipalities.csv", "primary_schools.csv")]
    began = perf_counter()
    commands.import_register(paths)
    assert perf_counter() - began < 10
    assert SchoolOwner.objects.filter(kind="private").count() == 284 and School.objects.count() == 2811
    assert School.objects.get(name__startswith="Longyearbyen").school_owner.number == "2100"
    assert "Owners: 656 new" in capsys.readouterr().out
    assert compared(the_real_register()).are_none
