"""Pupils come from a file of the school system: told row by row, safe to repeat, and nothing half done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError

from innsats.cases.models import Due
from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people import commands
from innsats.people.actions.importing import import_pupils
from innsats.people.actions.moving import move_pupil
from innsats.people.actions.pupils import register_pupil
from innsats.people.models import Guardian, NameWord, NotInFile, Pupil
from innsats.people.models.pupils import CAUTION, NO_CAUTION
from innsats.people.pupilfile.reading import read
from innsats.people.queries.pupils import pupils_for
from innsats.people.viewers import viewer_of
from innsats.rules.verdicts import Refused
from innsats.vault.sealing import open_one
from tests import world
from tests.family.families import noted
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
HEAD = "elev_id;navn;fødselsdato;trinn;klasse;foresatt1_navn;foresatt1_epost;foresatt1_foreldreansvar;foresatt2_navn"
NOAH = "1;Noah Lien;02.05.2014;6;6A;Mona Lien;mona@lien.example;ja;Per Lien"
ADA = "2;Ada Moe;2015-01-01;5;5B;Eva Moe;;;"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def run(school, tmp_path, capsys):
    """Import these lines, and give what was printed."""

    def run(*lines: str, head: str = HEAD, options: tuple[str, ...] = ()) -> str:
        path = tmp_path / "elever.csv"
        path.write_bytes("\n".join((head, *lines)).encode("utf-8-sig"))
        assert commands.import_pupils([school.organisation_number, str(path), *options]) == 0
        return capsys.readouterr().out

    return run


def shown(school, words: str):
    """The one pupil found by these words, as rektor sees it."""
    (found,) = pupils_for(viewer_of(actor(world.principal_of(school)), AT), words).pupils
    return found


def state() -> list[list]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Pupil, Guardian, NameWord, NotInFile)]


def refused(run, *lines: str, **options) -> str:
    before, events = state(), Event.objects.count()
    with pytest.raises(CommandError) as broken:
        run(*lines, **options)
    assert state() == before and Event.objects.count() == events
    assert broken.value.returncode == 2 and str(broken.value).endswith("Nothing was changed.")
    return str(broken.value)


def test_pupils_come_with_guardians_and_responsibility_and_are_told_row_by_row(run, school):
    said = run(NOAH, ADA, options=("--date", "2026-03-01"))
    assert "line 2: new: Noah Lien" in said and "2 new, 0 changed, 0 unchanged" in said
    noah = shown(school, "Lien noah")
    assert (noah.born, noah.class_name) == (date(2014, 5, 2), "6A")
    assert set(noah.guardians_said) == {
        "Mona Lien (mona@lien.example): har foreldreansvar, fra skolens elevregister 1. mars 2026",
        "Per Lien: foreldreansvar er ikke kjent",
    }
    facts = Event.objects.get(act="import_pupils").facts
    assert len(facts["new"]) == 2 and facts["as_of"] == "2026-03-01"


def test_nothing_of_a_child_stands_in_the_clear(run):
    run("98765432100;Noah Lien;02.05.2014;6;6A;Mona Lien;mona@lien.example;ja;")
    for table in state():
        text = str([[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in table])
        for word in ("Noah", "Lien", "mona@", "98765432100", "2014-05-02"):
            assert word not in text


def test_a_second_run_changes_nothing(run):
    run(NOAH, ADA)
    before, events = state(), Event.objects.count()
    said = run(NOAH, ADA)
    assert "0 new, 0 changed, 2 unchanged" in said and "Nothing has changed." in said
    assert state() == before and Event.objects.count() == events


def test_what_has_changed_is_told_and_the_new_name_is_found(run, school):
    run(NOAH, ADA)
    said = run("1;Noah Lien Berg;02.05.2014;7;7A;Mona Lien;mona@berg.example;nei;Per Lien", ADA)
    assert "line 2: changed: Noah Lien Berg – name, grade, class, guardians" in said and "1 unchanged" in said
    noah = shown(school, "Berg")
    assert noah.class_name == "7A" and Pupil.objects.count() == 2
    assert any("mona@berg.example" in said and "har ikke foreldreansvar" in said for said in noah.guardians_said)


def test_who_has_left_the_file_is_listed_and_marked_and_never_removed(run, school):
    run(NOAH, ADA)
    said = run(ADA)
    assert "left the file, kept and marked: Noah Lien" in said and "1 left the file" in said
    assert shown(school, "Noah").has_left and not shown(school, "Ada").has_left
    assert "Nothing has changed." in run(ADA)
    assert "changed: Noah Lien – back in the file" in run(NOAH, ADA)
    assert not NotInFile.objects.exists()


def test_a_guardian_who_is_gone_is_kept_and_marked(run, school):
    run(NOAH, ADA)
    said = run(NOAH.replace("Per Lien", ""), ADA)
    assert "Per Lien: an earlier guardian is no longer in the file" in said
    assert any("Per Lien" in one and "Ikke i den nyeste fila" in one for one in shown(school, "Noah").guardians_said)
    run(NOAH, ADA)
    assert not NotInFile.objects.exists()


def test_a_file_without_guardians_leaves_those_there_are(run):
    run(NOAH)
    run("1;Noah Lien;02.05.2014;6;6A", head="elev_id;navn;fødselsdato;trinn;klasse")
    assert Guardian.objects.count() == 2 and not NotInFile.objects.exists()


def test_responsibility_that_is_not_said_stays_as_it_was_and_what_is_older_does_not_win(run):
    run(NOAH)
    run(NOAH.replace(";ja;", ";;"))
    assert set(Guardian.objects.values_list("has_responsibility", flat=True)) == {True, None}
    said = run(NOAH.replace(";ja;", ";nei;"), options=("--date", "2026-01-01"))
    assert "is newer, and stays" in said
    assert set(Guardian.objects.values_list("has_responsibility", flat=True)) == {True, None}


def test_a_pupil_typed_in_by_hand_is_found_again_and_one_who_is_not_in_the_file_is_told_of(run, school):
    register_pupil(school.uuid, by=OPERATOR, at=AT, name="Lien Noah", born=date(2014, 5, 2))
    register_pupil(school.uuid, by=OPERATOR, at=AT, name="Ida Vik", born=date(2016, 5, 2))
    said = run(NOAH)
    assert "changed: Noah Lien" in said and "Ida Vik: was typed in by hand and is not in the file" in said
    assert Pupil.objects.count() == 2 and not NotInFile.objects.exists()


def test_two_alike_with_an_id_each_are_two_and_are_told_of(run):
    said = run(NOAH, NOAH.replace("1;", "3;", 1), "4;Emma Lien;02.05.2014;6;6A;Mona Lien;;ja;")
    assert said.count("same name and birth date") == 1 and Pupil.objects.count() == 3


def test_every_reason_is_told_and_nothing_is_half_done(run):
    run(ADA)
    said = refused(
        run, NOAH, NOAH.replace("6A", "6B"), "2;Per Ås;2013-01-01;7;7A;;;;", "9;;32.01.2014;14;;;;;",
        "8;Liv Ås;2014-01-01;6;;Eva Moe;;;;mange;flere",
    )
    for reason in (
        "line 3: the id of line 2 again", "line 5: the birth date '32.01.2014'",
        "line 5: the name of the pupil is missing", "line 5: the grade '14'", "line 6: 11 cells, and the header has 9",
    ):
        assert reason in said


def test_an_id_of_another_pupil_is_refused(run):
    run(NOAH)
    said = refused(run, "1;Ida Vik;2016-05-02;4;4A;;;;")
    assert "line 2: this id belongs to a pupil with another name and another birth date" in said


@pytest.mark.parametrize("where", ["file", "school"])
def test_a_guardian_who_is_a_pupil_is_refused_and_one_with_only_the_name_is_told_of(run, where):
    head = "elev_id;navn;fødselsdato;foresatt_navn;foresatt_fødselsdato"
    pupil, child = "1;Noah Lien;02.05.2014;;", "2;Ada Lien;02.05.2018;Noah Lien;02.05.2014"
    if where == "school":
        run(pupil, head=head)
    lines = [pupil, child] if where == "file" else [child]
    assert "the guardian has the name and the birth date of a pupil" in refused(run, *lines, head=head)
    nameless = child.replace("Noah Lien;02.05.2014", "Noah Lien;")
    said = run(*[nameless if line == child else line for line in lines], head=head)
    assert "the guardian has the name of a pupil" in said


def test_a_file_of_a_thousand_asks_the_database_some_tens_of_times(school, django_assert_max_num_queries):
    lines = [f"{n};Elev{n} Etter{n % 50};2014-05-02;6;6A;Mor{n} Lien;m{n}@lien.example;ja;Far{n}" for n in range(1000)]
    roll = read("\n".join((HEAD, *lines)).encode(), on=AT.date())
    with django_assert_max_num_queries(100):
        import_pupils(school.uuid, roll, by=OPERATOR, at=AT)
    assert Pupil.objects.count() == 1000 and Guardian.objects.count() == 2000


def test_the_date_of_the_file_cannot_lie_ahead(run):
    with pytest.raises(CommandError, match="har vært"):
        run(NOAH, options=("--date", (AT.date() + timedelta(days=1)).isoformat()))


def test_only_the_operator_imports(school):
    roll = read("\n".join((HEAD, NOAH)).encode(), on=AT.date())
    for by in (world.a_principal(school), world.an_officer(school.school_owner)):
        with pytest.raises(Refused) as no:
            import_pupils(school.uuid, roll, by=actor(by), at=AT)
        assert [one.code for one in no.value.obstacles] == ["wrong_part"]
    assert not Pupil.objects.exists()


# Who stands at another school of the owner


def at_neighbour(school, *lines: str, on: date, tmp_path, head: str = HEAD) -> str:
    """The same owner's other school, after a file of its own."""
    path = tmp_path / "nabo.csv"
    path.write_bytes("\n".join((head, *lines)).encode("utf-8-sig"))
    commands.import_pupils([school.organisation_number, str(path), "--date", on.isoformat()])


def test_a_file_that_names_a_pupil_of_another_school_moves_the_pupil(run, school, tmp_path, capsys):
    run(NOAH, ADA, options=("--date", "2026-03-01"))
    nabo = world.a_school("Åsen skole", owner=school.school_owner)
    at_neighbour(nabo, "1;Noah Lien;02.05.2014;6;6C;;;;", on=date(2026, 3, 10), tmp_path=tmp_path)
    said = capsys.readouterr().out
    assert "line 2: moved: Noah Lien" in said and f"left {school.name}: Noah Lien" in said and "1 moved" in said
    arrived = Pupil.objects.get(school=nabo)
    assert (arrived.class_name, arrived.came_on) == ("6C", date(2026, 3, 10))
    assert Pupil.objects.exclude(pk=arrived.pk).filter(left_on=date(2026, 3, 10)).count() == 1
    assert set(shown(nabo, "Noah").guardians) == {"Mona Lien", "Per Lien"}  # the file says nothing of them
    assert Event.objects.filter(act="move_pupil", because="import_pupils").count() == 2
    assert open_one(arrived.sealed_caution, arrived.pk) == NO_CAUTION


def test_a_file_that_moves_a_pupil_lets_the_caution_come_along_but_not_what_it_is(run, school, tmp_path):
    run(NOAH, ADA, options=("--date", "2026-03-01"))
    case = world.received(world.a_case(school, pupil=Pupil.objects.get(pk=shown(school, "Noah").uuid)))
    noted(case, "Per Lien", "danger")
    nabo = world.a_school("Åsen skole", owner=school.school_owner)
    at_neighbour(nabo, NOAH, on=date(2026, 3, 23), tmp_path=tmp_path)
    arrived = Pupil.objects.get(school=nabo)
    assert open_one(arrived.sealed_caution, arrived.pk) == CAUTION


def test_a_pupil_in_two_files_is_not_sent_to_and_fro(run, school, tmp_path, capsys):
    run(NOAH, ADA, options=("--date", "2026-03-01"))
    nabo = world.a_school("Åsen skole", owner=school.school_owner)
    at_neighbour(nabo, NOAH, on=date(2026, 3, 10), tmp_path=tmp_path)
    before = state()
    assert "has gone to another school, and is there still" in run(NOAH, ADA, options=("--date", "2026-03-09"))
    assert "has gone to another school, and is there still" in run(NOAH, ADA)
    assert state() == before


def test_a_pupil_who_is_gone_from_there_comes_back_to_the_place_it_had(run, school, tmp_path):
    run(NOAH, ADA, options=("--date", "2026-03-01"))
    pupil = shown(school, "Noah").uuid
    nabo = world.a_school("Åsen skole", owner=school.school_owner)
    at_neighbour(nabo, NOAH, on=date(2026, 3, 10), tmp_path=tmp_path)
    at_neighbour(nabo, "9;Eva Ås;2015-02-02;5;5A;;;;", on=date(2026, 3, 15), tmp_path=tmp_path)
    assert "line 2: moved: Noah Lien – back at the school" in run(NOAH, ADA)
    assert shown(school, "Noah").uuid == pupil and Pupil.objects.get(pk=pupil).left_on is None


def test_who_left_for_another_owner_is_back_when_the_file_has_been_without_and_has_the_pupil_again(run, school):
    run(NOAH, ADA, options=("--date", "2026-03-01"))
    noah = Pupil.objects.get(pk=shown(school, "Noah").uuid)
    case = world.received(world.a_case(school, pupil=noah))
    abroad = world.a_school("Lia skole", owner=world.an_owner("Nabo kommune"))
    move_pupil(noah.pk, by=OPERATOR, at=AT, school=abroad.uuid, moved_on=date(2026, 3, 10))
    assert "has gone to another school, and is there still" in run(NOAH, ADA)  # the school system is late
    noah.refresh_from_db()
    assert noah.left_on and Due.objects.filter(case=case, code="case_to_end").exists()
    assert "left the file, kept and marked: Noah Lien" in run(ADA)
    assert "Nothing has changed." in run(ADA)
    assert "has gone to another school" in run(NOAH, ADA, options=("--date", "2026-03-10"))  # an old file
    assert "line 2: changed: Noah Lien – back in the file, back at the school" in run(NOAH, ADA)
    noah.refresh_from_db()
    assert (noah.left_on, noah.came_on) == (None, AT.date())
    assert not Due.objects.filter(case=case, code="case_to_end").exists()
    assert Due.objects.get(report__casereport__case=case, code="governor_from").lapsed == ""
    assert "Nothing has changed." in run(NOAH, ADA)
