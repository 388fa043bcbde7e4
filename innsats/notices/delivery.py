"""The mails: gathered from the notices, sent outside every transaction, and tried again until they get through.

A mail says that something waits in Innsats and where to sign in, and nothing else: no name, no school, no case, and the
same subject each time. One about the reader's own way in says that, and no more. It reaches its server at least once:
it is kept as sent when the server has taken it, so that a process killed in between sends it again, with the same
Message-ID.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from innsats.cases.models import OPEN, Case, Due, Report
from innsats.cases.queries.errands import waiting_in
from innsats.cases.queries.messages import reporters_waiting
from innsats.database.prepared import Prepared
from innsats.database.turns import in_turn
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.rules.acts import Act
from innsats.rules.mailing import gathered_since, is_given_up, tried_again_at
from innsats.rules.telling import OF_ERRANDS, OF_THE_LOG, TO_REPORTERS, News

from .consulting import mails_needed as of_consults
from .models import UNMAILED, Mail, Notice
from .queries import SHOWN_FOR, last_looks
from .recipients import Row, known_to
from .reviews import reviews_due
from .waiting import mails_needed
from .watching import mails_needed as of_log

logger = logging.getLogger("innsats.mail")
GATHERING = Mail.objects.filter(about="", try_at__isnull=False)  # those that take in what else there is to tell
AT_ONCE_COUNT = 20  # so many mails may a process that is killed at its worst moment send twice
MOST_COUNT = 500  # in one tick: however slow the server is, time passes on
REFUSED = (SMTPRecipientsRefused, SMTPResponseException, ValueError)  # of one mail: the next may get through


def deliver(at: datetime) -> None:
    """Gather what has waited long enough, and send what is due. A server that does not answer ends it until next time.

    Never called inside a transaction. Raises nothing that a mail or its server is to blame for.
    """
    _gather(at)
    if not Mail.objects.filter(try_at__lte=at).exists():
        return
    connection = _connected()
    for _round in range(MOST_COUNT // AT_ONCE_COUNT):
        mails = _claimed(at)
        if not mails or not _send(mails, connection, at) or connection is None:
            break
    if connection is not None:
        _end(connection)


def _gather(at: datetime) -> None:
    """One mail for each person whose first notice without one is old enough, with all that there are by now.

    One that has not got through yet takes them in, so that a server that comes back does not send several. No more at
    once than are sent at once, and those who have waited longest first.
    """
    waiting = Notice.objects.filter(UNMAILED)
    first = waiting.values("person").annotate(first_at=Min("at")).filter(first_at__lte=gathered_since(at))
    people = list(first.order_by("first_at", "person").values_list("person", flat=True)[:MOST_COUNT])
    for start in range(0, len(people), AT_ONCE_COUNT):
        with in_turn(), transaction.atomic():
            some = people[start : start + AT_ONCE_COUNT]
            theirs = waiting.filter(person__in=some).order_by("person", "pk")
            held = theirs.select_for_update(skip_locked=True, no_key=True)
            keys: dict[int, list[UUID]] = defaultdict(list)
            for person, key in held.values_list("person", "pk"):  # none that another process gathers now
                keys[person].append(key)
            under_way = {mail.person_id: mail for mail in GATHERING.filter(person__in=keys)}
            Mail.objects.filter(pk__in=[mail.pk for mail in under_way.values()]).update(gathered_at=at)
            new = [Mail(person_id=person, gathered_at=at, try_at=at) for person in keys.keys() - under_way.keys()]
            Mail.objects.bulk_create(new)
            of_person = GATHERING.filter(person=OuterRef("person"), gathered_at=at)
            gathered = Notice.objects.filter(pk__in=[key for some in keys.values() for key in some])
            gathered.update(mail=Subquery(of_person.values("pk")[:1]))


def _claimed(at: datetime) -> list[Mail]:
    """Some mails that are due. Nobody else gets them before their next try, so that nothing is locked while they go."""
    with in_turn(), transaction.atomic():
        due = Mail.objects.filter(try_at__lte=at).select_related("person__account").order_by("try_at", "pk")
        mails = list(due.select_for_update(skip_locked=True, of=("self",), no_key=True)[:AT_ONCE_COUNT])
        for tried in {mail.tries_count for mail in mails}:
            alike = [mail.pk for mail in mails if mail.tries_count == tried]
            Mail.objects.filter(pk__in=alike).update(tries_count=tried + 1, try_at=tried_again_at(at, tried + 1))
    return mails


def _send(mails: list[Mail], connection: BaseEmailBackend | None, at: datetime) -> bool:
    """Send each that its reader still has to see, and keep how it went. False when the server does not answer."""
    answers, needed = connection is not None, _needed(mails, at)
    sent, dropped = [], []
    for mail in mails:
        if mail.person.account is None or is_given_up(mail.gathered_at, at) or mail.pk not in needed:
            dropped.append(mail)
        elif answers:
            try:
                _message(mail, connection).send()
                sent.append(mail.pk)
            except Exception as error:
                answers = isinstance(error, REFUSED)
                _say_that_it_failed(error)
    _drop(dropped)
    Mail.objects.filter(pk__in=sent).update(try_at=None, sent_at=at)
    return answers


def _drop(mails: list[Mail]) -> None:
    """Let these go unsent, but not one that has taken in something newer since it was claimed."""
    for gathered_at in {mail.gathered_at for mail in mails}:
        alike = [mail.pk for mail in mails if mail.gathered_at == gathered_at]
        Mail.objects.filter(pk__in=alike, gathered_at=gathered_at).update(try_at=None)


def _needed(mails: list[Mail], at: datetime) -> set[UUID | None]:
    """Those of the mails in which anything still waits: the reader may know of it, has not opened it since, and its
    clock runs; or it is still to be looked over; or there is work to do without knowing of any case. Six queries, one
    more for such work, at most two for each reader, and six for reviews.
    """
    people = {mail.person_id: mail.person for mail in mails}
    notices = list(_told_in(tuple(sorted(mail.pk for mail in mails)), at - SHOWN_FOR))
    own = OF_ERRANDS | TO_REPORTERS | OF_THE_LOG  # asked of apart: whoever gets them need not see the row
    found = ((one, people[one.person_id], one.case or one.report) for one in notices if one.news not in own)
    reviews = {(one.cause, who.pk) for one, who in reviews_due(at)} if any(one.team_id for one in notices) else set()
    held = [(one, person, row) for one, person, row in found if row is not None]
    asked: dict[Person, dict[UUID, Row]] = {person: {} for person in people.values()}
    for _one, person, row in held:
        asked[person][row.pk] = row
    known = known_to({person: rows.values() for person, rows in asked.items()}, at=at)
    opened = last_looks((Actor.of(person) for person in people.values()), [row.subject.stream for *_, row in held])
    on = {model: tuple(sorted({row.pk for *_, row in held if isinstance(row, model)})) for model in (Case, Report)}
    runs = {*_running_on_cases(on[Case]), *_running_on_reports(on[Report])}
    looked_over = {one.mail_id for one in notices if one.mail_id and (one.cause, one.person_id) in reviews}
    of_others = mails_needed(notices, people, at) | of_consults(notices, people, at) | of_log(notices, people, at)
    of_signing_in = {mail.pk for mail in mails if mail.about}
    return looked_over | of_signing_in | _of_errands(notices, at) | _of_reporters(notices) | of_others | {
        one.mail_id
        for one, person, row in held
        if (person.pk, row.pk) in known
        and opened.get((str(person.uuid), row.subject.stream), one.at - SHOWN_FOR) < one.at
        and (one.news != News.ENDS_SOON or (row.pk, one.clock) in runs)
    }


def _of_errands(notices: Iterable[Notice], at: datetime) -> set[UUID | None]:
    """Those of the mails in which there is a piece of work that waits. Whoever has it need not know of the case."""
    told = [one for one in notices if one.news in OF_ERRANDS and one.case_id]
    waiting = waiting_in({one.person_id for one in told}, {one.case_id for one in told if one.case_id}, at)
    return {one.mail_id for one in told if (one.person_id, one.case_id) in waiting}


def _of_reporters(notices: Iterable[Notice]) -> set[UUID | None]:
    """Those of the mails to colleagues who have not read yet what the school has written to them."""
    told = [one for one in notices if one.news in TO_REPORTERS and one.report_id]
    if not told:
        return set()
    waiting = reporters_waiting({one.person_id for one in told}, {one.report_id for one in told if one.report_id})
    return {one.mail_id for one in told if (one.person_id, one.report_id) in waiting}


@Prepared
def _told_in(mails: tuple[UUID, ...], since: datetime) -> QuerySet[Notice]:
    notices = Notice.objects.filter(mail__in=mails, at__gt=since)
    return notices.select_related("report", "case", "wait__team", "consult__answer").order_by("-at", "pk")


@Prepared
def _running_on_cases(cases: tuple[UUID, ...]) -> QuerySet[Due, tuple[UUID | None, str]]:
    return Due.objects.filter(OPEN, case__in=cases).order_by("pk").values_list("case_id", "code")


@Prepared
def _running_on_reports(reports: tuple[UUID, ...]) -> QuerySet[Due, tuple[UUID | None, str]]:
    return Due.objects.filter(OPEN, report__in=reports).order_by("pk").values_list("report_id", "code")


def _message(mail: Mail, connection: BaseEmailBackend | None) -> EmailMessage:
    """What a mail says, in the reader's language."""
    account = mail.person.account
    assert account is not None  # those without one have no mail
    with translation.override(account.language):
        subject, said = _said(mail)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.uuid}@{domain}>", "Auto-Submitted": "auto-generated"}
    body = f"{said}\n\n{settings.SITE_ADDRESS}\n"
    return EmailMessage(subject, body, to=[account.email], headers=headers, connection=connection)


def _said(mail: Mail) -> tuple[str, str]:
    """The subject, and what stands below it."""
    if mail.about == Act.RESET_SIGN_IN:
        return _("Du har fått en ny vei inn i Innsats"), _(
            "Noen som kan gjøre det, har gitt deg en ny vei inn i Innsats. Passordet ditt og alt annet du logget inn "
            "med, har sluttet å virke. Du får en lenke til et nytt passord av dem. Har du ikke bedt om dette, si fra "
            "til lederen din med en gang."
        )
    if mail.about:
        return _("Innloggingen din i Innsats er endret"), _(
            "Noe er endret i hvordan du logger inn i Innsats. Var det ikke deg, si fra til lederen din med en gang."
        )
    return _("Noe venter på deg i Innsats"), _("Noe i Innsats venter på deg. Logg inn for å se hva.")


def _connected() -> BaseEmailBackend | None:
    """The way to the server, open; None when it does not answer."""
    try:
        connection: BaseEmailBackend = get_connection()
        connection.open()
    except Exception as error:
        _say_that_it_failed(error)
        return None
    return connection


def _end(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except Exception as error:
        _say_that_it_failed(error)


def _say_that_it_failed(error: Exception) -> None:
    """In the log, by kind alone: the words of the error may hold an address."""
    logger.warning("A mail was not sent (%s). It is tried again.", type(error).__name__)
