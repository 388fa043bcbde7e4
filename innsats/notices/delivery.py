"""The mails: gathered from the notices, sent outside every transaction, and tried again until they get through.

A mail says that something waits in Innsats and where to sign in, and nothing else: no name, no school, no case, and the
same subject each time. It reaches its server at least once: it is kept as sent when the server has taken it, so that a
process killed in between sends it again, with the same Message-ID.
"""

from __future__ import annotations

import logging
from datetime import datetime
from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Min
from django.utils import translation
from django.utils.translation import gettext as _

from innsats.cases.models import OPEN, Due
from innsats.journal.actors import Actor
from innsats.rules.mailing import gathered_since, is_given_up, tried_again_at
from innsats.rules.telling import News

from .models import UNMAILED, Mail, Notice
from .queries import SHOWN_FOR, last_looks
from .recipients import known_to

logger = logging.getLogger("innsats.mail")
AT_ONCE_COUNT = 20  # mails that a process killed at its worst moment sends twice
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

    One that has not got through yet takes them in, so that a server that comes back does not send several.
    """
    waiting = Notice.objects.filter(UNMAILED)
    first = waiting.values("person").annotate(first_at=Min("at")).filter(first_at__lte=gathered_since(at))
    for person in first.order_by("person").values_list("person", flat=True):
        with transaction.atomic():
            held = waiting.filter(person=person).select_for_update(skip_locked=True).order_by("pk")
            if keys := list(held.values_list("pk", flat=True)):  # none when another process gathers them now
                under_way = Mail.objects.filter(person=person, try_at__isnull=False).order_by("pk").first()
                mail = under_way or Mail(person_id=person, try_at=at)
                mail.gathered_at = at
                mail.save(update_fields=["gathered_at"] if under_way else None)
                Notice.objects.filter(pk__in=keys).update(mail=mail)


def _claimed(at: datetime) -> list[Mail]:
    """Some mails that are due. Nobody else gets them before their next try, so that nothing is locked while they go."""
    with transaction.atomic():
        due = Mail.objects.filter(try_at__lte=at).select_related("person__account").order_by("try_at", "pk")
        mails = list(due.select_for_update(skip_locked=True, of=("self",))[:AT_ONCE_COUNT])
        for mail in mails:
            mail.tries_count += 1
            mail.try_at = tried_again_at(at, mail.tries_count)
        Mail.objects.bulk_update(mails, ["tries_count", "try_at"])
    return mails


def _send(mails: list[Mail], connection: BaseEmailBackend | None, at: datetime) -> bool:
    """Send each that its reader still has to see, and keep how it went. False when the server does not answer."""
    answers = connection is not None
    for mail in mails:
        if mail.person.account is None or is_given_up(mail.gathered_at, at) or not _is_needed(mail, at):
            mail.try_at = None
        elif answers:
            try:
                _message(mail, connection).send()
                mail.try_at, mail.sent_at = None, at
            except Exception as error:
                answers = isinstance(error, REFUSED)
                _say_that_it_failed(error)
    Mail.objects.bulk_update([mail for mail in mails if mail.try_at is None], ["try_at", "sent_at"])
    return answers


def _is_needed(mail: Mail, at: datetime) -> bool:
    """Whether anything in it still waits: the reader may know of it, has not opened it since, and its clock runs."""
    notices = Notice.objects.filter(mail=mail, at__gt=at - SHOWN_FOR).select_related("report", "case")
    held = [(one, one.case or one.report) for one in notices.order_by("-at", "pk")]
    known = known_to({mail.person: {row.pk: row for _, row in held}.values()}, at=at)
    opened = last_looks(Actor.of(mail.person), [row.subject.stream for _, row in held])
    running = Due.objects.filter(OPEN, case__in=[one.case_id for one, _ in held if one.case_id]) | Due.objects.filter(
        OPEN, report__in=[one.report_id for one, _ in held if one.report_id]
    )
    runs = {(case or report, code) for case, report, code in running.values_list("case", "report", "code")}
    return any(
        (mail.person_id, row.pk) in known
        and not (row.subject.stream in opened and opened[row.subject.stream] >= one.at)
        and (one.news != News.ENDS_SOON or (row.pk, one.clock) in runs)
        for one, row in held
    )


def _message(mail: Mail, connection: BaseEmailBackend | None) -> EmailMessage:
    """What every mail says, in the reader's language."""
    account = mail.person.account
    assert account is not None  # those without one have no mail
    with translation.override(account.language):
        subject = _("Noe venter på deg i Innsats")
        said = _("Noe i Innsats venter på deg. Logg inn for å se hva.")
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.uuid}@{domain}>", "Auto-Submitted": "auto-generated"}
    body = f"{said}\n\n{settings.SITE_ADDRESS}\n"
    return EmailMessage(subject, body, to=[account.email], headers=headers, connection=connection)


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
