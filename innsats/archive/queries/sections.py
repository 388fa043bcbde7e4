"""The sections of a printed case, in the order one asks: what is promised, what was said, what was done, and the log.

A section with nothing in it says so, so that a reader knows that nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from innsats.assistance.queries.commissions import commission_shown
from innsats.cases.models import (
    CaseAccess,
    Declaration,
    Due,
    GuardianContact,
    Hearing,
    NoGrounds,
    Note,
    Report,
    SchoolTies,
)
from innsats.cases.queries.adults import adult_named, told_line
from innsats.cases.queries.case import right_line
from innsats.cases.queries.clocks import clock_of, due_of, source_in_words
from innsats.cases.queries.errandpages import errand_lines
from innsats.cases.queries.inquirypage import HEARD_TEXTS, NOTE_TEXTS, said_texts, written_by, written_later
from innsats.cases.queries.knowledge import knowledge_lines
from innsats.cases.queries.measures import title_of
from innsats.cases.queries.moved import correction_line
from innsats.cases.queries.objections import ObjectionShown, shown, still_said
from innsats.cases.queries.peoplepage import guardian_line
from innsats.cases.queries.reports import reporter_of
from innsats.cases.queries.special import viewed_in
from innsats.cases.queries.talkspage import TalkLine, talk_lines
from innsats.cases.queries.timeline import by_day, who_did
from innsats.cases.queries.withdrawing import wish_shown
from innsats.people.naming import class_in_words
from innsats.rules import law
from innsats.rules.calendar import day_of
from innsats.rules.law import source_named
from innsats.rules.schoolties import SchoolTie
from innsats.rules.verdicts import Clock, Status
from innsats.web import dates, words

from ..document import Entry, Section, Table, Text, pairs, plain, words_of
from .attachments import attachment_blocks
from .followup import ending_blocks, followup_blocks
from .governor import governor_blocks
from .measures import PlansShown
from .meetings import meeting_blocks
from .rows import CaseRows
from .special import special_blocks
from .talked import holder_blocks, talk_blocks
from .writtenhome import home_blocks

Blocks = tuple[Any, ...]


def sections_of(rows: CaseRows) -> tuple[Section, ...]:
    """Everything, in order."""
    plans = PlansShown(rows.plans, rows.corrections, rows.said)
    return (
        _section(_("Klokkene"), _clocks(rows)),
        _section(_("Meldingene"), (_report(rows, one) for one in rows.reports)),
        _section(_("Trygg i dag"), _safety(rows)),
        _section(_("Hvem er hvem"), _people(rows)),
        _section(_("Habilitet"), _declared(rows)),
        _section(_("Elevene som er hørt"), (_hearing(rows, one) for one in rows.hearings)),
        _section(_("Undersøkelsen"), (_note(rows, one) for one in rows.notes)),
        _section(_("Fra andre tjenester"), _knowledge(rows)),
        _section(_("Særskilt"), special_blocks(rows.special, rows.corrections, rows.said, viewed_in(rows.case))),
        _section(_("Bistand"), _assistance(rows)),
        _section(
            _("Møter med det eksterne teamet"),
            meeting_blocks(rows.helped.meetings, rows.corrections, rows.said, rows.case.viewer.at),
        ),
        _section(_("Stoppsamtaler"), _talks(rows)),
        _section(_("Foresatte som har fått vite noe"), (_contact(rows, one) for one in reversed(rows.contacts))),
        _section(_("Skrevet med familien"), home_blocks(rows.home, rows.said)),
        _section(_("Aktivitetsplanen"), (*(plans.version(one) for one in rows.plans.activations), *plans.draft())),
        _section(_("Gjøremål"), _errands(rows)),
        _section(_("Oppfølging etter mobbing"), followup_blocks(rows.follow, rows.corrections, rows.said)),
        _section(_("Hvordan saken slutter"), ending_blocks(rows.follow, rows.said)),
        _section(_("Statsforvalteren"), governor_blocks(rows.case, rows.governor, rows.corrections, rows.said)),
        _section(_("Informasjon om rettigheter"), (Text(text=right_line(one)) for one in rows.rights)),
        _section(_("Hvor alvorlig saken er"), _seriousness(rows)),
        _section(_("Skoleeier fikk beskjed"), _told(rows)),
        _section(_("Logg"), _log(rows)),
    )


def _section(title: str, blocks: Iterable[Any]) -> Section:
    return Section(title=title, blocks=tuple(blocks) or (Text(text=_("Ingenting er ført.")),))


def _clocks(rows: CaseRows) -> Blocks:
    """Every clock: what was promised by when, how it went, what met it, and what it rests on."""
    if not rows.dues:
        return ()
    head = (_("Klokke"), _("Når"), _("Hvordan det gikk"), _("Nådd med"), _("Bygger på"))
    met_by = {f"{row['stream']}#{row['seq']}": row for row in rows.events}
    several = len(rows.reports) > 1
    return (
        Table(head=head, widths=(5, 5, 5, 5, 6), rows=tuple(_clock(rows, one, met_by, several) for one in rows.dues)),
    )


def _clock(rows: CaseRows, due: Due, met_by: dict[str, Any], several: bool) -> tuple[str, ...]:
    clock, event = clock_of(due), met_by.get(due.met_by)
    about = _("melding {number}").format(number=due.report.number) if several and due.report else ""
    how = _joined(rows.case.of("done", event["act"]), who_did(event, rows.known)) if event else ""
    label = "\n".join(filter(None, (rows.case.of("clock", clock.code), about)))
    return (label, due_of(clock), _how_it_went(rows, clock), how, source_in_words(clock.source))


def _how_it_went(rows: CaseRows, clock: Clock) -> str:
    status = clock.status_at(rows.case.viewer.at)
    if clock.is_entitlement:
        return _("Datoen er passert") if status is Status.MET else _("Datoen er ikke kommet")
    said = words.of("status", status)
    if status is Status.LAPSED:
        return f"{said}: {words.of('lapse', clock.lapsed)}"
    return _joined(said, dates.moment(clock.met.at) if clock.met else "")


def _report(rows: CaseRows, report: Report) -> Entry:
    title = _("Melding {number}").format(number=report.number)
    if report.pk not in rows.readable:
        said = _("Du må svare på om du er habil i meldingen før du kan skrive den ut.")
        return Entry(title=title, said=dates.moment(report.reported_at), blocks=(Text(text=said),))
    written = {name: rows.said[report, name] for name in ("words", "pupil_named", "told_by")}
    facts = pairs(
        (_("Meldt fra av"), reporter_of(report)),
        (_("Fortalt av"), written["told_by"]),
        (_("Når det ble sagt"), dates.moment(report.said_at) if report.said_at else ""),
        (_("Elev, slik det ble skrevet"), written["pupil_named"]),
        (_("Det handler om"), rows.case.of("concern", report.concern)),
        (_("Hvor"), words.of("arena", report.arena)),
        (_("Når det skjedde"), dates.day(report.happened_on) if report.happened_on else ""),
    )
    unfounded = [one for one in rows.unfounded if one.report_id == report.pk]
    found = [
        block
        for one in unfounded
        for said in [_("Vurdert som åpenbart grunnløst {day}").format(day=dates.day(one.at))]
        for block in plain(rows.said[one, "words"], said)
    ]
    wished = [
        block
        for one in rows.wishes
        if one.report_id == report.pk
        for shown in [wish_shown(one, rows.said)]
        for block in pairs((_("Ønsket trukket"), f"{shown.day}. {shown.written}"), (_("Med disse ordene"), shown.words))
    ]
    return Entry(
        title=title,
        said=_("Meldt {moment}").format(moment=dates.moment(report.reported_at)),
        blocks=(
            *facts, *plain(written["words"], _("Det som er meldt")),
            *attachment_blocks(rows.came, report, rows.said), *found, *wished,
            *talk_blocks(rows.messages, report, rows.said), *holder_blocks(rows.holders, report, rows.said),
        ),
    )


def _safety(rows: CaseRows) -> Blocks:
    return tuple(
        Entry(
            title=_("Gjort for at eleven er trygg") if one.is_needed else _("Trengs ikke i dag"),
            said=_signed(one),
            blocks=(
                *pairs(
                    (_("Fra"), dates.day(one.from_on) if one.from_on else ""),
                    (_("Foreløpig"), _("En som er habil, må avgjøre dette på nytt.") if one.is_provisional else ""),
                ),
                *words_of(rows.corrections.shown(one, "words", rows.said)),
            ),
        )
        for one in rows.safety
    )


def _cleared(one: NoGrounds, rows: CaseRows) -> str:
    """Why, when and by whom."""
    said = _("{why} Skrevet {moment} av {name}.")
    return said.format(why=rows.said[one, "words"], moment=dates.moment(one.at), name=one.by.name)


def _people(rows: CaseRows) -> Blocks:
    """The parties, the guardians, and everybody who leads or has led, works or has worked on the case."""
    cleared = frozenset(one.party.person_id for one in rows.staff.cleared if one.party.person_id)
    parties = tuple(
        (
            rows.said[one.pupil, "sealed_name"] if one.pupil else adult_named(one, cleared),
            words.of("party_part", one.part),
            class_in_words(one.pupil.class_name, one.pupil.grade) if one.pupil else "",
        )
        for one in rows.parties
    )
    guardians = [guardian_line(one, rows.said) for one in rows.guardians]
    workers = tuple(
        (
            one.person.name,
            words.of("access_part", one.part),
            _period(one),
        )
        for one in rows.access
    )
    return (
        *_table((_("Navn"), _("Del i saken"), _("Klasse")), parties),
        *pairs(*((_("Den ansatte"), told_line(one, rows.said)) for one in rows.staff.told)),
        *pairs(*((_("Ingen holdepunkter"), _cleared(one, rows)) for one in rows.staff.cleared)),
        *_table((_("Foresatt"), _("Foreldreansvar")), tuple((one.name, one.said) for one in guardians)),
        *_table((_("Arbeider med saken"), _("Oppgave"), _("Når")), workers),
        *pairs(*((line["word"], line["value"]) for line in (correction_line(one, rows.said) for one in rows.moves))),
    )


def _declared(rows: CaseRows) -> Blocks:
    """What was declared and decided: the outcome and the rule, never what lies behind it."""
    head = (_("Navn"), _("Utfall"), _("Når"), _("Regel"), _("Gjelder"))
    aside = (one for one in rows.school_ties if one.answer == SchoolTie.STEPS_ASIDE)
    declared = (*map(_declaration, rows.declarations), *map(_stepped_aside, aside))
    against = (_("Innsigelse mot"), _("Hvem"), _("Når"), _("Hva som ble sagt"), _("Hvordan det gikk"))
    cleared = {str(one.party.person.uuid) for one in rows.staff.cleared if one.party.person}
    objections = still_said(rows.objections, rows.said)
    said = tuple(_objection(shown(one, rows.said, cleared)) for one in objections)
    return (*_table(head, declared), *(_table(against, said) if said else ()))


def _stepped_aside(one: SchoolTies) -> tuple[str, ...]:
    """Somebody from outside who went out before the names, on their own wish: no finding of habilitet."""
    rule = words.of_source(source_named(law.HOUSE_PRACTICE.name))
    return (one.by.name, _("Gikk til side etter eget ønske"), dates.moment(one.at), rule, _("Skolen"))


def _objection(one: ObjectionShown) -> tuple[str, ...]:
    because = _("Kunne ikke vente: {because}").format(because=one.because) if one.because else ""
    return (one.whom, one.who, one.said, "\n".join(filter(None, (one.text, because))), one.standing)


def _declaration(one: Declaration) -> tuple[str, ...]:
    decided = ""
    if one.decided_by and one.decided_at:
        decided = _("Avgjort av {name} {moment}").format(name=one.decided_by.name, moment=dates.moment(one.decided_at))
    about = _("Melding {number}").format(number=one.report.number) if one.report else _("Saken")
    about = _("Skolen") if one.party_round is None else about
    outcome = "\n".join(filter(None, (words.of("outcome", one.outcome), decided)))
    return (one.person.name, outcome, dates.moment(one.at), words.of_source(source_named(one.source)), about)


def _hearing(rows: CaseRows, one: Hearing) -> Entry:
    is_subject = one.pupil_id == rows.case.row.pupil_id
    return Entry(
        title=rows.said[one.pupil, "sealed_name"],
        said=_happened(one),
        blocks=(
            *pairs(
                (_("Del i saken"), words.of("party_part", "subject" if is_subject else "involved")),
                (_("Har eleven det trygt og godt?"), words.of("safe", one.is_safe) if one.is_heard else ""),
                (_("Hørt"), "" if one.is_heard else _("Nei")),
            ),
            *_texts(rows, one, HEARD_TEXTS),
        ),
    )


def _note(rows: CaseRows, one: Note) -> Entry:
    how = _joined(words.of("method", one.method), words.of("perspective", one.perspective))
    return Entry(
        title=words.of("question", one.question),
        said=_joined(how, _happened(one)),
        blocks=_texts(rows, one, NOTE_TEXTS),
    )


def _knowledge(rows: CaseRows) -> Iterable[Entry]:
    """What was brought in from services, on which ground: not the text, where the consent is over or taken back."""
    for one in reversed(knowledge_lines(rows.knowledge, rows.said, day_of(rows.case.viewer.at))):
        pairs_said = ((pair["word"], pair["value"]) for pair in one.pairs)
        yield Entry(
            title=f"{one.origin}: {one.pupil}", said=one.said,
            blocks=(
                *pairs((_("Grunn"), f"{one.ground} ({one.source})")), *plain(one.text), *pairs(*pairs_said),
                *((Text(text=one.shut),) if one.shut else ()),
            ),
        )  # fmt: skip


def _contact(rows: CaseRows, one: GuardianContact) -> Entry:
    """A guardian of another pupil was told: of whom, how and when, and what was said."""
    how = _joined(words.of("how", one.how), rows.said[one.pupil, "sealed_name"], _happened(one))
    return Entry(
        title=rows.said[one, "whom"], said=how, blocks=words_of(rows.corrections.shown(one, "words", rows.said))
    )


def _assistance(rows: CaseRows) -> Iterable[Entry]:
    """Each time the external team was asked, how it went, and its advice. Who assisted, stands in Hvem er hvem."""
    for asked in rows.helped.assistance.shown(rows.said, rows.case.owner_kind):
        said = ((pair["word"], pair["value"]) for pair in asked.pairs)
        yield Entry(title=f"{asked.title}: {asked.standing}", said=asked.said, blocks=pairs(*said))
    for one in reversed(rows.helped.commissions):
        shown = commission_shown(one, rows.said)
        title = _("Oppdrag fra skolen: {name}").format(name=shown.name)
        yield Entry(title=title, said=shown.said, blocks=pairs((_("Oppdraget"), shown.text)))
    for advice in reversed(rows.helped.advice.shown(rows.said, rows.case.owner_kind)):
        said = ((pair["word"], pair["value"]) for pair in advice.pairs)
        blocks = pairs((advice.weight, advice.text), *said)
        yield Entry(title=f"{advice.thing}: {advice.standing}", said=advice.said, blocks=blocks)


def _talks(rows: CaseRows) -> Iterable[Entry]:
    return (_talk(one) for one in reversed(talk_lines(rows.talks, rows.corrections, rows.said)))


def _talk(one: TalkLine) -> Entry:
    """A stop talk: with whom, by which adults, what was agreed, and what came of the next one."""
    ended = ((_("Ikke flere samtaler"), one.ended),) if one.ended else ()
    return Entry(
        title=one.pupil, said=_joined(one.said, one.next),
        blocks=(*words_of(one.written), *pairs(*ended), *(words_of(one.because) if one.because else ())),
    )  # fmt: skip


def _errands(rows: CaseRows) -> Iterable[Entry]:
    """Work that somebody did without reading the case: what, who, and what came of it."""
    measures = {str(one.lineage): title_of(one) for one in rows.plans.measures}
    for one in reversed(errand_lines(rows.case, rows.errands, rows.said, measures)):
        told = ((_("Svaret"), one.told),) if one.told else ()
        fields = ((pair["word"], pair["value"]) for pair in one.fields)
        yield Entry(title=f"{one.name}: {one.state}", said=one.said, blocks=pairs(*fields, *told))


def _texts(rows: CaseRows, one: Hearing | Note, labels: Mapping[str, Any]) -> Blocks:
    """Each text that somebody wrote, with its word, and as it was corrected."""
    shown = said_texts(one, labels, rows.corrections, rows.said)
    return tuple(block for text in shown for block in words_of(text.written, text.word))


def _seriousness(rows: CaseRows) -> Blocks:
    return tuple(
        Entry(
            title=_("Alvorlig") if one.is_serious else _("Ikke alvorlig"),
            said=_signed(one),
            blocks=(
                *pairs((_("Grunn"), words.of("serious_reason", one.reason) if one.reason else "")),
                *words_of(rows.corrections.shown(one, "words", rows.said)),
            ),
        )
        for one in rows.seriousness
    )


def _told(rows: CaseRows) -> Blocks:
    head = (_("Hvem fikk beskjed"), _("Hvordan"), _("Når"), _("Ført av"))
    told = tuple(
        (one.to.name, words.of("how", one.how), dates.moment(one.told_at), one.by.name if one.by else "")
        for one in rows.told
    )
    return _table(head, told)


def _log(rows: CaseRows) -> Blocks:
    """Every event, the oldest first: a day, the time and who, what was done."""
    days = by_day(rows.events, rows.known)
    lines = tuple(
        (day.day if place == 0 else "", entry.said, _joined(entry.what, entry.note))
        for day in days
        for place, entry in enumerate(day.entries)
    )
    return (Table(head=(_("Dag"), _("Når og av hvem"), _("Hva som ble gjort")), widths=(3, 4, 6), rows=lines),)


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Blocks:
    return (Table(head=head, widths=(1,) * len(head), rows=rows),) if rows else ()


def _happened(one: Hearing | Note | GuardianContact) -> str:
    """When it happened and who wrote it; and when it was written, when that was later."""
    later = "" if getattr(one, "handed_by", None) else written_later(one.happened_at, one.at)
    written = _("skrevet {moment}").format(moment=later) if later else ""
    return _joined(dates.moment(one.happened_at), written_by(one), written)


def _signed(one: Any) -> str:
    return _joined(dates.moment(one.at), one.by.name if one.by else "")


def _period(access: CaseAccess) -> str:
    since = dates.day(access.starts_at)
    return f"{since} – {dates.day(access.ends_at)}" if access.ends_at else _("siden {day}").format(day=since)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
