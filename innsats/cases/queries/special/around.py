"""The police, interpreters, and those beside the family, on Særskilt."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.database.prepared import Prepared
from innsats.rules.acts import Act
from innsats.rules.interpreting import Interpreter
from innsats.rules.supporting import is_over
from innsats.web import dates, words

from ...models import InterpreterNeed, PoliceContact, Restriction, Supporter
from .kinds import Kind, Said, Told, Viewed, pairs


@Prepared
def _police(case: UUID) -> QuerySet[PoliceContact]:
    return PoliceContact.objects.filter(case=case).select_related("by").order_by("-happened_at", "-at", "pk")


@Prepared
def _interpreters(case: UUID) -> QuerySet[InterpreterNeed]:
    return InterpreterNeed.objects.filter(case=case).select_related("by").order_by("-at", "pk")


@Prepared
def _supporters(case: UUID) -> QuerySet[Supporter]:
    return Supporter.objects.filter(case=case).select_related("by").order_by("-starts_on", "-at", "pk")


@Prepared
def _restrictions(case: UUID) -> QuerySet[Restriction]:
    rows = Restriction.objects.filter(case=case).select_related("by", "spokesperson", "ended_by")
    return rows.order_by("-at", "pk")


def _tell_police(row: PoliceContact, said: Said, viewed: Viewed) -> Told:
    duty = _("Ja. Taushetsplikten er ikke til hinder.") if row.must_avert else ""
    return Told(
        title=words.of("police_why", row.why),
        happened=row.happened_at,
        pairs=pairs(
            (_("Det dere er redde for"), words.of("fear", row.fear) if row.fear else ""),
            (_("Plikt til å avverge"), duty),
        ),
    )


def _tell_interpreter(row: InterpreterNeed, said: Said, viewed: Viewed) -> Told:
    return Told(
        title=_("Tolk: {language}").format(language=said[row, "language"]),
        happened=row.at,
        pairs=pairs((_("Hvem tolker"), words.of("interpreter", row.interpreter))),
        asks=_("Tolk er ikke bestilt ennå") if row.interpreter == Interpreter.TO_BE_BOOKED else "",
        more=Act.NOTE_INTERPRETER,
    )


def _tell_supporter(row: Supporter, said: Said, viewed: Viewed) -> Told:
    over = is_over(row.ends_on, on=viewed.on)
    return Told(
        title=f"{words.of('support', row.part)}: {said[row, 'name']}",
        happened=row.at,
        pairs=pairs(
            (_("Fra og til"), f"{dates.long_date(row.starts_on)} – {dates.long_date(row.ends_on)}"),
            (_("Nå"), _("Gjelder ikke lenger") if over else ""),
        ),
    )


def _tell_restriction(row: Restriction, said: Said, viewed: Viewed) -> Told:
    ended = ""
    if row.ended_at and row.ended_by:
        ended = f"{dates.moment(row.ended_at)} · {row.ended_by.name}"
    return Told(
        title=_("{name} svarer pressen").format(name=row.spokesperson.name),
        happened=row.at,
        pairs=pairs((_("Slutt"), ended)),
        asks="" if row.ended_at else _("Bare navngitte leser saken"),
        more=Act.LIFT_RESTRICTION,
    )


POLICE = Kind(
    title=gettext_lazy("Politiet"),
    why=gettext_lazy("Hvem som har snakket med politiet, når, og hvem dere når der. Klokkene i saken går som før."),
    acts=(Act.NOTE_POLICE,),
    rows=_police,
    texts={
        "words": gettext_lazy("Det som ble sagt"),
        "reported_by": gettext_lazy("Hvem som snakket med politiet"),
        "contact": gettext_lazy("Kontakt i politiet"),
    },
    tell=_tell_police,
)
INTERPRETERS = Kind(
    title=gettext_lazy("Tolk"),
    why=gettext_lazy("Hvem som trenger tolk, og på hvilket språk. Et barn tolker aldri."),
    acts=(Act.NOTE_INTERPRETER,),
    rows=_interpreters,
    texts={
        "for_whom": gettext_lazy("Hvem trenger tolk"),
        "language": gettext_lazy("Språk"),
        "name": gettext_lazy("Tolken"),
        "need": gettext_lazy("Annet å tenke på"),
    },
    tell=_tell_interpreter,
)
SUPPORTERS = Kind(
    title=gettext_lazy("Støtteperson og fullmektig"),
    why=gettext_lazy("Ombud, advokater og andre som familien vil ha med seg. De får ikke tilgang her."),
    acts=(Act.NAME_SUPPORTER,),
    rows=_supporters,
    texts={
        "name": gettext_lazy("Navn"),
        "for_whom": gettext_lazy("Hvem personen er der for"),
        "scope": gettext_lazy("Hva det gjelder"),
        "authority": gettext_lazy("Fullmakten"),
    },
    tell=_tell_supporter,
)
MEDIA = Kind(
    title=gettext_lazy("Når saken er i mediene"),
    why=gettext_lazy("Én svarer for skolen, og bare de dere navngir, leser saken."),
    acts=(Act.RESTRICT_READERS,),
    rows=_restrictions,
    texts={"reason": gettext_lazy("Hvorfor")},
    tell=_tell_restriction,
)
