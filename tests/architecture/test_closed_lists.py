"""The closed lists: who writes outside an action, what is open to all, what is unsealed, and what has no owner.

Each entry stands with its reason. What is not on a list fails here until somebody has thought about it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from innsats.vault.fields import SealedField

ROOT = Path(__file__).resolve().parents[2]

WRITE_OUTSIDE_AN_ACTION = {
    "journal.action:_run": "the action itself",
    "journal.action:refuse": "that the rules said no is kept, though nothing else is",
    "journal.looks:looked": "reading leaves a trace, before the answer",
    "journal.chain:anchor_day": "the day's seal over the journal",
    "cases.queries.messages:mark_seen": "that a message was read, beside the look",
    "family.queries.trust:asked": "that somebody was asked how the school met them, beside the look",
    "people.outside:begun": "that a session was begun by a provider, so that it ends with it: as Django's own session",
    "people.outside:_end": "a session is over, as the provider or the person says",
    "people.outside:forget_before": "the tick removes sessions that are over",
    "people.outside:_hash": "the first time somebody comes from a provider makes the key of all such",
    "web.throttle:allow": "how often something was tried counts for all processes",
    "web.throttle:forget_before": "the tick removes what counts for nothing",
    "web.codes:_secret": "the first code that is asked for makes the key of all codes",
    "web.coded_drafts:save": "what is typed and not sent is nobody's act",
    "web.coded_drafts:forget": "the act it became is the record",
    "web.coded_drafts:forget_before": "a draft is kept for 14 days",
    "web.drafts:save": "what is typed and not sent is nobody's act",
    "web.drafts:forget": "the act it became is the record",
    "web.drafts:forget_before": "a draft is kept for 14 days",
    "web.uploads.holding:_keep": "a chosen file is nobody's act until it is sent, and a browser fills in none anew",
    "web.uploads.holding:remove": "whoever chose it takes it out again",
    "web.uploads.holding:keep_as_a_draft": "what is saved under a code waits as long as the words",
    "web.uploads.holding:forget": "as a draft",
    "web.uploads.holding:forget_before": "as a draft",
}
NO_OWNER_COLUMN = {
    "vault.MasterKey": "wraps the keys of all owners",
    "vault.Destruction": "names a key, which has its owner",
    "journal.Untold": "a pointer to an event, which has its owner",
    "journal.Refusal": "who asked for which act; what it was about is not kept",
    "journal.Anchor": "one for all streams of a day",
    "web.Happened": "when the tick last ran, and a backup was last taken",
    "web.Throttle": "counts tries, also by somebody nobody knows",
    "web.CodedDraft": "whoever wrote it may not have chosen a school, and nobody but the code opens it",
    "people.SchoolOwner": "the owner itself",
    "people.Account": "a person may work for several owners",
    "people.Person": "a person may work for several owners",
    "people.SignInIdentity": "a person may work for several owners",
    "people.OutsideSession": "a person may work for several owners",
    "people.Training": "a person may work for several owners",
    "people.Session": "a person may work for several owners, and before signing in it is nobody's",
    "people.CodeApp": "a person may work for several owners",
    "people.Passkey": "a person may work for several owners",
    "people.RecoveryCode": "a person may work for several owners",
    "teams.CalendarAddress": "a person may work for several owners",
    "notices.Mail": "a person may work for several owners",
    "notices.Turn": "whose turn it is among the processes of one installation",
}
# Every column of text that is not sealed, by what it holds. Only the last three are words that a person chose.
CODES = {
    "journal.Event.act", "journal.Event.actor_kind", "journal.Event.because", "journal.Look.act",
    "journal.Refusal.act", "journal.Refusal.actor_kind", "journal.Refusal.codes", "vault.DataKey.kind",
    "people.SchoolOwner.kind", "people.School.kind", "people.School.ownership", "people.School.odd",
    "people.ClosedPeriod.closes", "people.Appointment.role", "people.Guardian.source", "people.KnownRelation.kind",
    "cases.Report.channel", "cases.Report.concern", "cases.Report.arena", "cases.Report.sender", "cases.Case.stage",
    "cases.CaseAccess.part", "cases.Seriousness.reason", "cases.RightsInformation.to", "cases.RightsInformation.how",
    "cases.CaseLink.why", "cases.GuardianContact.how", "cases.Note.method", "cases.Note.perspective",
    "cases.Note.question", "cases.Hearing.is_safe", "cases.Due.code", "cases.Due.responsible_role",
    "cases.Due.source", "cases.Due.lapsed", "cases.Measure.kind", "cases.Evaluation.carried_out",
    "cases.Evaluation.helped", "cases.Evaluation.pupil_safe", "cases.Party.part", "cases.Declaration.outcome",
    "cases.Declaration.source", "cases.SchoolTies.answer", "cases.Recusal.source", "cases.OwnerTold.how",
    "people.SignInIdentity.provider", "people.OutsideSession.provider", "people.AppointmentProposal.provider",
    "cases.FamilySignIn.provider", "notices.Mail.about",
    "notices.Notice.news", "notices.Notice.clock", "notices.Turn.name", "web.Happened.name", "people.Account.language",
    "cases.Proposal.what", "cases.Proposal.decider", "cases.Proposal.extent", "cases.Proposal.purpose",
    "cases.Proposal.complications", "cases.ProposalDecision.decision", "cases.PoliceContact.why",
    "cases.PoliceContact.fear", "cases.InterpreterNeed.interpreter", "cases.Supporter.part",
    "cases.HelpAnswer.answer", "cases.Aftercare.agreed_with", "cases.AftercareStop.wished_by",
    "cases.CheckIn.is_safe", "cases.CheckIn.signals", "cases.CheckIn.voice", "cases.CheckIn.answers",
    "cases.CheckIn.calls", "cases.ContactPerson.asked_by", "cases.FollowupNote.track", "cases.FollowupNote.signals",
"cases.Cause.ground", "cases.CauseSent.how", "cases.CauseFeedback.reply",
    "cases.ErrandEnd.outcome",
    "cases.RecipientNote.responsibility", "cases.RecipientNote.source", "cases.RecipientDecision.decision",
    "cases.EditionApproval.group", "cases.TrustCheck.occasion", "cases.TrustCheck.heard",
    "cases.TrustCheck.knows_next", "cases.TrustCheck.better", "cases.TrailRelease.ground",
    "oversight.UnusualReading.why", "oversight.ReadingSettled.found",
    "cases.StopTalksEnd.outcome", "teams.Membership.place", "teams.Membership.profession", "teams.Competence.skill",
    "teams.TeamMap.scenario", "teams.TeamMapStep.step",
    "teams.Authority.thing", "teams.Authority.level", "cases.Assistance.reasons", "cases.Assistance.basis",
    "cases.AssistanceDecline.why", "cases.FamilyRequest.reasons", "cases.Advice.thing", "cases.Advice.weight",
    "cases.FamilyWait.reasons", "cases.FamilyWait.channel", "cases.FamilyWaitEnd.how",
    "cases.AdviceReply.answer", "cases.AdviceRuling.ruling", "cases.Practice.skills",
    "cases.SharedKnowledge.origin", "cases.SharedKnowledge.gate", "cases.SharedKnowledge.source",
    "cases.SharedKnowledge.consented_by", "cases.ConsentWithdrawal.withdrawn_by",
    "cases.Message.answered_as", "cases.HolderConfirmation.how",
    "cases.OfferedTalk.how", "cases.Closure.ending", "cases.Reopening.was", "cases.PupilCorrection.exposed",
    "cases.LegalHold.reason", "cases.Attachment.kind", "cases.Attachment.scan", "web.Upload.kind", "web.Upload.scan",
    "cases.BreachAssessment.risk", "cases.GovernorEntry.step", "cases.GovernorEntry.detail",
}  # fmt: skip
IDS_AND_HASHES = {
    "journal.Event.stream", "journal.Event.actor_id", "journal.Event.made", "journal.Event.form_key",
    "journal.Event.prev", "journal.Event.hash", "journal.Look.actor_id", "journal.Look.stream",
    "journal.Refusal.actor_id", "journal.Anchor.hash", "vault.DataKey.subject", "vault.DataKey.wrapped",
    "vault.MasterKey.wrapped", "vault.MasterKey.fingerprint", "vault.Destruction.key_id",
    "web.Throttle.key", "people.NameWord.word", "people.Account.password",
    "cases.Report.number", "cases.Case.number", "cases.Due.about", "cases.Due.met_by", "cases.Correction.target",
    "cases.EditionApproval.digest", "notices.Notice.cause", "people.Pupil.source_key", "teams.CalendarAddress.key_hash",
    "people.SignInIdentity.lookup", "people.OutsideSession.session_lookup", "people.OutsideSession.subject_lookup",
    "people.AppointmentProposal.lookup", "cases.FamilySignIn.lookup", "cases.FamilyKey.lookup", "cases.Receipt.lookup",
    "web.CodedDraft.form", "web.CodedDraft.lookup",
    "web.CodedDraft.typed", "cases.CheckInTurn.key_hash",
    "cases.Attachment.sha256", "cases.ArchiveReceipt.sha256",
    "cases.MorningSheet.cases", "cases.MorningSheet.sha256",
    "web.Upload.holder", "oversight.UnusualReading.stream", "people.Session.key_hash",
    "people.RecoveryCode.lookup", "people.Passkey.credential_id", "people.Passkey.public_key",
}  # fmt: skip
IDS_CODES_AND_DATES = {
    "journal.Event.facts",  # `record` refuses anything else
    "people.Session.session_data",  # who, when, by what means, and what waits to be shown once, by its seed
}
ADDRESSES = {"web.Draft.form", "people.Account.email", "people.AppointmentProposal.email"}
OPEN_NAMES = {  # of staff, schools, owners, teams and courses, and what a school calls its classes
    "people.SchoolOwner.name", "people.SchoolOwner.sort_key", "people.SchoolOwner.search_key",
    "people.SchoolOwner.number", "people.SchoolOwner.county_number", "people.School.name", "people.School.sort_key",
    "people.School.search_key", "people.School.organisation_number", "people.School.municipality_number",
    "people.AppointmentProposal.name", "people.Person.name", "people.Person.sort_key", "people.Person.search_key",
    "people.Pupil.class_name",
    "people.Succession.document", "teams.Team.name", "teams.Competence.learned_from",
    "teams.Mandate.document", "teams.Mandate.signed_by", "teams.Release.employer", "teams.Release.signed_by",
    "teams.TeamAgreement.document", "teams.TeamAgreement.signed_by", "teams.TeamAgreement.signed_by_team",
    "teams.TeamMap.contact_point", "teams.TeamMap.phone", "teams.TeamMapStep.contact",
    "people.CodeApp.name", "people.Passkey.name",  # what its owner calls a device
}  # fmt: skip
AGREED_IN_OPEN = {  # between two owners, or said by one of its team, and about no child
    "teams.TeamAgreement.delegation", "teams.TeamAgreement.secrecy", "teams.TeamAgreement.archive",
    "teams.TeamMapStep.words", "teams.TeamEnding.reason",
}  # fmt: skip
UNSEALED = CODES | IDS_AND_HASHES | IDS_CODES_AND_DATES | ADDRESSES | OPEN_NAMES | AGREED_IN_OPEN
TEXT = models.CharField | models.TextField | models.BinaryField | models.JSONField
ABOUT_CHILDREN = ("cases", "notices", "journal", "oversight")

OPEN_PAGES = {
    "about", "alive", "answer_trust_check", "ask_for_trail", "calendar", "child_check_in", "choose_child",
    "choose_language", "come_back", "components", "family_comes_back", "family_editions", "go_to_family_provider",
    "go_to_provider", "held_report", "how_team_works", "leave", "link_by_letter",
    "metrics", "link_family_sign_in", "open_report",
    "own_check_in", "propose_appointment", "put_code_away", "read_edition", "ready", "set_password", "sign_in",
    "sign_in_demo", "sign_in_passkey", "sign_out", "told_out", "type_code", "use_family_key", "write_from_home",
    "security_txt",
}  # fmt: skip
WITHOUT_TOKEN = {"go_to_family_provider", "leave", "open_report", "told_out", "type_code", "use_family_key"}
RAW_SQL = {
    "cases/queries/compiled.py": "asks the policy's filter of a viewer for one row, as the ORM compiled it once",
    "database/prepared.py": "asks again what the ORM compiled once, with other values",
    "database/inserting.py": "inserts what every act inserts, put together once, and a morning's notices at once",
    "database/owners.py": "raises the triggers by which a row keeps its owner",
    "database/walls.py": "raises the policies of PostgreSQL's row-level security",
    "cli/batches.py": "moves what SQLite's log holds to where it belongs",
    "cli/backup/manifest.py": "counts the rows of every table, also those that no model has",
    "cli/backup/postgresql.py": "begins one moment that pg_dump sees too; makes, renames and drops databases",
    "cli/database.py": "creates the roles and grants of PostgreSQL, and asks what a database holds",
}
HTML_AS_IT_STANDS = {
    "web/templatetags/ui.py": "draws our own icons and joins what is escaped already",
    "people/signin/drawing.py": "a picture drawn by a library, with no text in it",
}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("innsats.")]


def sources() -> Iterator[tuple[str, str]]:
    """(path inside the package, text) of every module of the product, migrations apart."""
    for path in sorted((ROOT / "innsats").rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(ROOT / "innsats")), path.read_text()


def writers() -> Iterator[str]:
    """Every function that names `listed_write`, as module:function; one that names it elsewhere is module:."""
    for name, text in sources():
        if name == "journal/writes.py":
            continue
        module, tree = name.removesuffix(".py").replace("/", "."), ast.parse(text)
        inside = {
            id(node): function.name
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Name | ast.Attribute) and "listed_write" in (
                getattr(node, "id", ""), getattr(node, "attr", "")
            ):  # fmt: skip
                yield f"{module}:{inside.get(id(node), '')}"


def naming(*words: str) -> set[str]:
    """The modules in which one of these words stands."""
    return {name for name, text in sources() if any(word in text for word in words)}


def routes(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern


def test_who_writes_outside_an_action_is_a_closed_list() -> None:
    assert set(writers()) == set(WRITE_OUTSIDE_AN_ACTION)


def test_nobody_goes_round_the_guard_of_the_database() -> None:
    assert naming("_allowed.set", "execute_wrappers") == {"journal/writes.py"}


def test_every_table_knows_its_owner_but_a_closed_list() -> None:
    without = {
        model._meta.label
        for model in our_models()
        if "school_owner_id" not in {field.column for field in model._meta.concrete_fields}
    }
    assert without == set(NO_OWNER_COLUMN)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_text_is_sealed_or_is_known_to_hold_no_words(model: type[models.Model]) -> None:
    open_texts = {
        f"{model._meta.label}.{field.name}"
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT) and not isinstance(field, SealedField)
    }
    assert open_texts - UNSEALED == set(), "seal it, or say what it holds"
    if model._meta.app_label in ABOUT_CHILDREN:
        assert open_texts & (OPEN_NAMES | ADDRESSES) == set()


def test_the_lists_of_texts_name_only_what_is_there_and_each_once() -> None:
    here = {f"{model._meta.label}.{field.name}" for model in our_models() for field in model._meta.concrete_fields}
    assert UNSEALED - here == set()
    lists = (CODES, IDS_AND_HASHES, IDS_CODES_AND_DATES, ADDRESSES, OPEN_NAMES, AGREED_IN_OPEN)
    assert sum(map(len, lists)) == len(UNSEALED)


def test_a_code_is_too_short_to_hold_words() -> None:
    long = [
        label
        for model in our_models()
        for field in model._meta.concrete_fields
        if (label := f"{model._meta.label}.{field.name}") in CODES
        if isinstance(field, models.TextField) or (field.max_length or 0) > 40
    ]
    several = [
        "cases.Assistance.reasons", "cases.CheckIn.answers", "cases.CheckIn.calls", "cases.CheckIn.signals",
        "cases.FamilyRequest.reasons", "cases.FamilyWait.reasons",
        "cases.FollowupNote.signals", "cases.Practice.skills", "cases.PupilCorrection.exposed",
        "journal.Refusal.codes",
    ]  # fmt: skip
    assert sorted(long) == several  # codes with something between them, none of them typed


def test_the_pages_that_need_no_sign_in_are_a_closed_list() -> None:
    open_ = {route.name for route in routes() if not getattr(route.callback, "login_required", True)}
    assert open_ == OPEN_PAGES


def test_the_pages_without_a_token_in_their_forms_are_a_closed_list() -> None:
    """Nobody's rights are used there, so that no cookie is needed; they ask the browser where a form stood."""
    assert {route.name for route in routes() if getattr(route.callback, "csrf_exempt", False)} == WITHOUT_TOKEN


def test_who_writes_sql_by_hand_is_a_closed_list() -> None:
    assert naming(".cursor()", ".raw(", ".extra(", "RawSQL", "fetched(", "pgconn") == set(RAW_SQL)


def test_who_says_that_html_is_safe_is_a_closed_list() -> None:
    assert naming("mark_safe(", "SafeString(") == set(HTML_AS_IT_STANDS)
    unescaped = re.compile(r"\|\s*safe\b|autoescape\s+off")
    assert [path for path in (ROOT / "innsats").rglob("*.html") if unescaped.search(path.read_text())] == []


def test_the_journal_names_nobody_by_a_foreign_key() -> None:
    """Its streams, actors and subjects are plain ids, so that everything may stand above it."""
    tied = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        if model._meta.app_label == "journal"
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.app_label != "journal"
    ]
    assert tied == []
