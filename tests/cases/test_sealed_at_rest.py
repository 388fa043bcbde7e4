"""What is said about a child is found nowhere at rest: a word planted in every free text, and in every child's name."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from innsats.assistance.actions import carry_out_advice
from innsats.cases.actions import (
    activate_plan,
    admit_to_team,
    answer_check_in,
    answer_help_question,
    assess_breach,
    assess_seriousness,
    check_in_pupil,
    choose_contact_person,
    close_case,
    contact_guardians,
    correct_governor_step,
    correct_pupil,
    correct_record,
    cosign_ending,
    decide_impartiality,
    decide_recipient,
    declare_impartiality,
    declare_school_ties,
    draft_measure,
    end_measure,
    end_measures,
    end_stop_talks,
    evaluate_measure,
    find_no_grounds,
    find_unfounded,
    finish_errand,
    give_errand,
    hand_over_case,
    hear_pupil,
    hold_stop_talk,
    leave_cause_unsent,
    mark_abuse,
    name_supporter,
    note_child_welfare_feedback,
    note_employee_told,
    note_followup,
    note_inquiry,
    note_interpreter,
    note_objection,
    note_police,
    note_recipient,
    propose_school_change,
    propose_survey,
    record_decision,
    record_governor_step,
    record_intervention,
    remove_attachment,
    reopen_case,
    report_concern,
    restrict_readers,
    secure_safety,
    see_cause,
    send_child_welfare_report,
    share_cause,
    stop_aftercare,
    tell_owner,
    withdraw_report,
)
from innsats.cases.models import Advice, Case, Measure, Report
from innsats.family.actions import approve_edition, write_from_home
from innsats.journal.actors import ANONYMOUS, OPERATOR, Actor, ActorKind
from innsats.notices.ticking import tick
from innsats.people import outside
from innsats.people.actions.moving import move_pupil
from innsats.people.actions.pupils import GuardianGiven, register_pupil
from innsats.people.models import School
from innsats.people.oidc.dance import Outsider
from innsats.rules.attachments import IntimatePicture
from innsats.rules.impartiality import Relation, Tie
from innsats.rules.mailing import GATHERS_FOR
from innsats.rules.reports import Arena, Concern
from innsats.vault.cipher import BLOB_SIZES, FILE_VERSION
from innsats.vault.fields import SealedField
from innsats.web.uploads import holding
from tests.architecture.watched_talk import talked_on
from tests.archive.leaving import told_on_the_way_out
from tests.assistance.helping import a_team_that_helps, ruled
from tests.cases.attached import a_text
from tests.cases.knowing import knowledge_of, withdrawn
from tests.cases.planting import CANARY, HIDDEN, plant, planted
from tests.family.letters import with_own_code
from tests.oversight.watching import given_and_settled
from tests.people.signing import with_an_app
from tests.world import (
    AT,
    a_case,
    a_principal,
    a_pupil,
    a_report,
    a_school,
    actor,
    an_employee,
    an_officer,
    declared,
    in_team,
    measures_started,
    read,
    received,
    with_draft,
    with_plan,
)

pytestmark = pytest.mark.usefixtures("committed")
WORDS_COUNT = 500
LATER = AT + timedelta(hours=1)


@pytest.fixture
def walked() -> None:
    """A case walked through every act that takes free text, each with a canary in it; and 500 of them in all."""
    planted.count = 0
    school = a_school()
    rektor = actor(a_principal(school))
    pupil = register_pupil(
        school.uuid, by=OPERATOR, at=AT, name=f"{planted()} {planted()}", born=AT.date(), born_again=AT.date(), grade=4,
        class_name="4A", guardians=[GuardianGiven(name=planted(), relation=planted())],
    )
    report = report_concern(
        school.uuid, by=actor(an_employee(school, "Per Sand")), at=AT, text=planted(), arena=Arena.ONLINE,
        pupil_named=planted(), told_by=planted(), channel="phone", said_at=AT,
    )
    _sent_with_files(school, rektor)
    case = received(a_case(school, pupil=pupil, report=report))
    secure_safety(case.subject, by=rektor, at=AT, text=planted())
    assess_seriousness(case.uuid, by=rektor, at=AT, is_serious=False, reason_text=planted())
    _found_out(case, pupil, rektor)
    contact_guardians(case.uuid, by=rektor, at=AT, pupil=pupil.uuid, whom=planted(), text=planted())
    _told_at_home(case, rektor)
    given_and_settled(case, planted)
    hear_pupil(case.uuid, by=rektor, at=AT, pupil=pupil.uuid, not_heard_because=planted())
    draft_measure(
        case.uuid, by=rektor, at=AT, problem=planted(), what=planted(), place=planted(), when_words=planted(),
        family_text=planted(),
    )
    record_intervention(
        case.uuid, by=rektor, at=AT, pupil=pupil.uuid, by_whom=planted(), event=planted(), intervention=planted(),
        pupil_view=planted(), present=planted(),
    )
    _proposed(case, rektor)
    _governed_and_cared_for(case, school, rektor)
    _ways_in(school)
    told_on_the_way_out(planted)
    _doubt_and_measures(school, rektor)
    _followed_to_its_end(school, rektor)
    plant(school, by=rektor, until=WORDS_COUNT)


def _found_out(case, pupil, rektor):
    """A note that is corrected, and what the pupil said."""
    note = note_inquiry(
        case.uuid, by=rektor, at=AT, text=planted(), method="talk", perspective="pupil", question="facts",
        own_words=planted(), meaning=planted(), present=planted(), place=planted(), held_by=planted(),
        paper_by=planted(),
    )
    hear_pupil(
        case.uuid, by=rektor, at=AT, pupil=pupil.uuid, own_words=planted(), best_interest=planted(),
        observed=planted(), present=planted(), paper_by=planted(),
    )
    correct_record(case.uuid, by=rektor, at=AT, target=f"note:{note.pk}:words", text=planted(), reason=planted())


def _told_at_home(case, rektor):
    """What is known of a guardian, what is decided of it, and what the family reads."""
    by = {"by": rektor, "at": AT}
    guardian = case.pupil.guardian_set.get().pk
    note_recipient(
        case.uuid, guardian=guardian, responsibility="yes", cautions=["danger"], text=planted(), **by
    )
    decide_recipient(case.uuid, guardian=guardian, decision="withhold", reason=planted(), **by)
    approve_edition(case.uuid, pupil=case.pupil_id, group="child", **by)
    with_own_code(case)
    write_from_home(case.uuid, by=Actor(ActorKind.PUPIL, str(case.pupil_id)), at=AT, text=planted())


def _sent_with_files(school, rektor):
    """A report with files, of which one is removed, and a picture told of; and a file that is chosen and not sent."""
    report = a_report(
        school, text=planted(), picture=IntimatePicture(held_by=planted(), shows=planted()),
        files=[a_text(planted(), f"{planted()}.txt"), a_text(planted(), "bort.txt")],
    )
    remove_attachment(report.attachment_set.get(place=1).pk, by=rektor, at=AT, reason=planted())
    chosen = SimpleUploadedFile(f"{planted()}.txt", planted().encode())
    holding.add([chosen], holding.holder_of(str(uuid4()), None), school_owner_id=school.school_owner_id, at=AT)


def _governed_and_cared_for(case, school, rektor):
    """The county governor's case, and what rektor alone knows of a child."""
    by = {"by": rektor, "at": AT}
    record_governor_step(case.uuid, step="reported", detail="guardian", text=planted(), **by)
    asked = record_governor_step(case.uuid, step="asked", due_on=AT.date(), text=planted(), **by)
    correct_governor_step(case.uuid, entry=asked.pk, due_on=LATER.date() + timedelta(days=7), reason=planted(), **by)
    cause = see_cause(school.uuid, whom=planted(), text=planted(), **by)
    share_cause(cause.pk, reader=an_employee(school, "Siv Moen").uuid, need=planted(), **by)
    leave_cause_unsent(cause.pk, reason=planted(), **by)
    send_child_welfare_report(cause.pk, service=planted(), **by)
    note_child_welfare_feedback(cause.pk, reply="opened", text=planted(), **by)


def _proposed(case, rektor):
    by = {"by": rektor, "at": AT}
    asked = {name: planted() for name in ("reason", "tried", "pupil_view", "best_interest")}
    change = propose_school_change(
        case.uuid, pupil=case.pupil_id, must_move=False, unsafe_journey=False, **asked, **by
    )
    record_decision(
        case.uuid, proposal=change.pk, decision="refused", decided_by=planted(), reason=planted(), **by
    )
    propose_survey(case.uuid, purpose="prevent", reason=planted(), checks=planted(), **by)
    note_police(case.uuid, why="reported", text=planted(), reported_by=planted(), contact=planted(), **by)
    spoken = {name: planted() for name in ("for_whom", "language", "name", "need")}
    note_interpreter(case.uuid, interpreter="qualified", **spoken, **by)
    beside = {name: planted() for name in ("name", "for_whom", "scope", "authority")}
    name_supporter(case.uuid, part="agent", ends_on=AT.date(), **beside, **by)
    restrict_readers(case.uuid, spokesperson=UUID(rektor.id), reason=planted(), **by)


def _talked_and_asked(case, by):
    """A stop talk, and work that one of the two who held it was given."""
    with_other = a_pupil(case.school, "Ada Moe")
    declared(case, parties=[with_other])
    adults = [an_employee(case.school, name).uuid for name in ("Eva Dal", "Jon Vik")]
    hold_stop_talk(
        case.uuid, pupil=with_other.uuid, led_by=adults[0], beside=adults[1], agreed=planted(),
        next_on=(LATER + timedelta(days=7)).date(), **by,
    )
    end_stop_talks(case.uuid, pupil=with_other.uuid, outcome="stopped", reason=planted(), **by)
    asked = give_errand(
        case.uuid, person=adults[0], what=planted(), names_allowed=True, place=planted(), tell_back=planted(),
        ends_at=LATER + timedelta(hours=1), **by,
    )
    finish_errand(asked.uuid, text=planted(), by=actor(asked.person), at=LATER)


def _followed_to_its_end(school, rektor):
    """Closed, reopened, planned for and followed up, with everything that can be written on the way."""
    case = received(a_case(school, pupil=a_pupil(school, f"{planted()} Ness")))
    officer = an_officer(school.school_owner)
    by = {"by": rektor, "at": LATER}
    tell_owner(case.subject, to=officer.uuid, how="phone", **by)
    cosign_ending(case.uuid, by=actor(officer), at=LATER, reason=planted())
    close_case(case.uuid, ending="left", left_on=AT.date(), reason=planted(), **by)
    reopen_case(case.uuid, reason=planted(), **by)
    with_draft(case, at=LATER)
    hear_pupil(case.uuid, pupil=case.pupil_id, own_words=planted(), is_safe="yes", **by)
    activate_plan(case.uuid, **by)
    answer_help_question(case.uuid, answer="no", reason=planted(), **by)
    stop_aftercare(case.uuid, wished_by="pupil", reason=planted(), **by)
    end_measures(case.uuid, trusted_adult=an_employee(school, "Ida Moe").uuid, **by)
    _talked_and_asked(case, by)
    check = check_in_pupil(case.uuid, is_safe="yes", own_words=planted(), adult_view=planted(), **by)
    answer_check_in(case.uuid, check_in=check.pk, text=planted(), **by)
    choose_contact_person(case.uuid, person=an_employee(school, "Mia Moe").uuid, reach=planted(), **by)
    note_followup(case.uuid, track="class", text=planted(), **by)
    known = {name: planted() for name in ("text", "covers", "necessity")}
    withdrawn(case, knowledge_of(case, case.pupil, **known))
    helped = [received(a_case(school, pupil=a_pupil(school, f"{planted()} {planted()}"))) for _ in range(2)]
    a_team_that_helps(*helped, planted)
    advice = ruled(helped[0], Advice.objects.get(advicereply=None), text=planted()).advice
    carry_out_advice(helped[0].uuid, advice=advice.pk, text=planted(), **by)
    moved = a_case(school, pupil=a_pupil(school, f"{planted()} Bø"))
    right = a_pupil(school, f"{planted()} Ås")
    correct_pupil(moved.uuid, pupil=right.uuid, reason=planted(), told_otherwise=True, **by)
    assess_breach(moved.uuid, risk="unlikely", reason=planted(), **by)
    withdraw_report(case.casereport_set.get().report_id, reason=planted(), **by)
    talked_on(case.casereport_set.get().report, case.pupil, by["by"], planted)
    said = {name: planted() for name in ("text", "reach", "talk_wish", "language_need")}
    fun = report_concern(school.uuid, by=ANONYMOUS, at=LATER, arena="unknown", **said)
    mark_abuse(fun.uuid, reason=planted(), **by)
    lia = a_school("Lia skole")
    a_principal(lia, "Sara Lund")
    move_pupil(case.pupil_id, by=OPERATOR, at=LATER, school=lia.uuid)
    hand_over_case(case.uuid, text=planted(), guardians_agreed_on=AT.date(), whom=planted(), **by)


def _doubt_and_measures(school, rektor):
    case = measures_started(with_plan(received(a_case(school, pupil=a_pupil(school, f"{planted()} Lien")))))
    lineage = Measure.objects.filter(case=case).values_list("lineage", flat=True).first()
    evaluate_measure(
        case.uuid, by=rektor, at=LATER, measure=lineage, carried_out="yes", helped="no", pupil_safe="no",
        pupil_words=planted(),
    )
    end_measure(case.uuid, by=rektor, at=LATER, measure=lineage, is_done=False, reason=planted())
    member = in_team(case)
    other = a_pupil(school, f"{planted()} Moe")
    declared(case, parties=[other])
    doubt = declare_impartiality(
        case.subject, by=actor(member), at=LATER, ties=[Tie(party=str(other.uuid), kind=Relation.COUSIN)]
    )
    decide_impartiality(doubt.pk, by=rektor, at=LATER, is_impartial=True, reason=planted())
    said = {"person": member.uuid, "part": "subject", "objector": case.pupil_id, "text": planted()}
    note_objection(case.uuid, by=rektor, at=LATER, costs_much_time=True, reason=planted(), **said)
    head = an_officer(case.school_owner, "Eli Ny")
    admit_to_team(case.uuid, by=rektor, at=LATER, member=head.uuid)
    declare_school_ties(case.uuid, by=actor(head), at=LATER, answer="other", text=planted())
    unheard = received(a_case(school, pupil=a_pupil(school, f"{planted()} Dahl")))
    with_draft(unheard)
    activate_plan(unheard.uuid, by=rektor, at=LATER, not_heard_because=planted())
    about_staff = a_report(school, concern=Concern.EMPLOYEE)
    declared(read(about_staff), parties=[other])
    find_unfounded(about_staff.uuid, by=rektor, at=LATER, reason=planted())
    named = an_employee(school, "Tor Nes")
    declared(unheard, parties=[named])
    told = {"person": named.uuid, "by": rektor, "at": LATER}
    note_employee_told(unheard.uuid, told_by=planted(), told_on=AT.date(), **told)
    find_no_grounds(unheard.uuid, reason=planted(), **told)


def test_no_word_of_it_is_in_any_table(walked):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                said = "".join(_text(value) for value in row)
                assert CANARY.casefold() not in said.casefold(), table


@pytest.fixture
def mails(settings) -> Iterator[Path]:
    """Where mails are kept, as in the demo: in the data directory."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = settings.DATA_DIR / "mail"
    yield settings.EMAIL_FILE_PATH
    shutil.rmtree(settings.EMAIL_FILE_PATH, ignore_errors=True)


def test_no_word_of_it_is_in_the_files_the_log_or_the_mails(mails, walked, caplog):
    caplog.set_level(logging.DEBUG)
    for hours in (0, 1, 24, 72):  # whoever has something to do is told, and reminded when it has not been done
        tick(LATER + timedelta(hours=hours))
        tick(LATER + timedelta(hours=hours) + GATHERS_FOR)
    files = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files) or connection.vendor != "sqlite"
    for path in files:
        content = path.read_bytes()
        assert not [word for word in HIDDEN if word in content], path
    assert CANARY.casefold() not in caplog.text.casefold() and planted.count >= WORDS_COUNT
    sent = list(written(mails))
    assert len(sent) > 3
    said = {one["Subject"] + one.get_content() for one in sent}
    assert len(said) == 2 and CANARY not in "".join(said)  # that something waits; that the own way in was changed
    about = [*Case.objects.all(), *Report.objects.all()]
    for one in sent:
        whole = "".join(f"{name}: {value}\n" for name, value in one.items()) + one.get_content()
        assert not any(hidden in whole for row in about for hidden in (row.number, row.school.name))


def written(folder: Path) -> Iterator[EmailMessage]:
    """Every mail in the files of a folder, decoded."""
    for path in folder.iterdir():
        for text in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            if text.strip():
                yield message_from_bytes(text, policy=policy.default)


def test_every_sealed_field_was_walked_through(walked):
    """The two tests above look at something only where there is something: each sealed field holds text somewhere, of
    one of eight lengths, which say little of it. A file is as long as it is.
    """
    from django.apps import apps

    fields = [(m, f) for m in apps.get_models() for f in m._meta.get_fields() if isinstance(f, SealedField)]
    held = {
        f"{model._meta.label}.{field.name}": [bytes(getattr(row, field.name)) for row in model.objects.all()]
        for model, field in fields
    }
    assert [name for name, blobs in held.items() if name != "web.Draft.typed" and not any(blobs)] == []
    texts = [blob for blobs in held.values() for blob in blobs if blob and blob[:1] != FILE_VERSION]
    assert {len(blob) for blob in texts} <= BLOB_SIZES and len(BLOB_SIZES) == 8 and len(texts) > WORDS_COUNT / 2


def _ways_in(school: School) -> None:
    """What is sealed of signing in: the seed of somebody's app, and the token that a provider gave."""
    with_an_app(an_employee(school, "Anne App"))
    outside.begun(Outsider(provider="feide", subject=planted(), factors=1, id_token=planted()), AT)


def _text(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
