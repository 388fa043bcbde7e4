"""The pages of single acts on a report or a case: what it is about, what to choose among, what stands in the way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.journal.looks import looked
from innsats.people.queries.pupils import alike_in, opened
from innsats.people.viewers import Viewer
from innsats.rules.access import Impartiality, Standing
from innsats.rules.acts import Act
from innsats.rules.stages import Stage
from innsats.web import dates, words

from ..models import Case, Report
from .access import standing_of, visible
from .assignees import assignees_of, owner_receivers
from .barring import bars_to
from .declaring import as_chosen
from .finding import found, open_cases_about, row_address
from .following import earlier_seen
from .reports import detours_of, reasons_against
from .texts import keys_of, texts_of

Choice = tuple[str, str]
LINE_COUNT = 80
SEEN_BY_THE_ACT = (Act.SECURE_SAFETY, Act.DECLARE_IMPARTIALITY)  # also for those who may not read


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAlready:
    """An open case about a pupil whom the report concerns. `address`: the case itself, when it holds the report."""

    uuid: UUID
    number: str
    pupil: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPage:
    """`reasons` keep the button shut, `notice` is what one must know first, `also` are cases there are already.

    `earlier` are cases that were closed within a year.
    """

    row: Report | Case
    number: str
    noun: str
    back: str
    owner: str
    principal: str
    choices: tuple[Choice, ...] = ()
    also: tuple[OpenAlready, ...] = ()
    earlier: tuple[OpenAlready, ...] = ()
    reasons: tuple[str, ...] = ()
    notice: str = ""
    may_return: bool = True
    has_alike: bool = False

    @property
    def word(self) -> str:
        return _("Meldingen") if isinstance(self.row, Report) else _("Saken")

    @property
    def names(self) -> dict[str, str]:
        """What an obstacle calls a pupil, a person or a case."""
        return dict(self.choices) | {str(one.uuid): one.number for one in self.also}

    @property
    def only_choice(self) -> dict[str, str]:
        """A single pupil is chosen already."""
        return {"pupil": self.choices[0][0]} if len(self.choices) == 1 else {}

    @property
    def owner_kind(self) -> str:
        return self.row.school.school_owner.kind


def act_page(act: Act, viewer: Viewer, noun: str, number: str) -> ActPage:
    """The frame of a page for one act. Raises NotVisible when the viewer may not even see the row that way."""
    seeing = act if act in SEEN_BY_THE_ACT else Act.SEE_CASE if noun == "saker" else Act.READ_REPORT
    row = found(seeing, viewer, noun, number)
    standing = standing_of(viewer, row)
    kind = row.school.school_owner.kind
    titles = words.titles(kind)
    return ActPage(
        row=row,
        number=number,
        noun=noun,
        back=row_address(row),
        owner=titles["owner"],
        principal=titles["principal"],
        reasons=reasons_against(act, standing, kind) or _barred(act, row, kind),
        notice=_notice(act, standing),
        may_return=standing.impartiality is not Impartiality.DISQUALIFIED,
    )


def receive_page(viewer: Viewer, number: str) -> ActPage:
    """Who can be responsible, the viewer first."""
    page = act_page(Act.RECEIVE_REPORT, viewer, "meldinger", number)
    people = sorted(assignees_of(page.row, viewer.at), key=lambda person: person.pk != viewer.person_id)
    own = _("{name} (deg selv)")
    named = ((one, own.format(name=one.name) if one.pk == viewer.person_id else one.name) for one in people)
    return replace(page, choices=tuple((str(one.uuid), name) for one, name in named))


def reroute_page(viewer: Viewer, number: str) -> ActPage:
    """Where the report can go instead."""
    page = act_page(Act.REROUTE_REPORT, viewer, "meldinger", number)
    assert isinstance(page.row, Report)
    detours = detours_of(page.row, viewer)
    return replace(page, choices=tuple((one.concern, f"{one.word} {one.send}.") for one in detours))


def tell_owner_page(viewer: Viewer, noun: str, number: str) -> ActPage:
    """Those at the owner who can be told."""
    page = act_page(Act.TELL_OWNER, viewer, noun, number)
    people = owner_receivers(page.row, viewer.at, but=viewer.person_id)
    return replace(page, choices=tuple((str(one.uuid), one.name) for one in people))


def open_case_page(viewer: Viewer, number: str) -> ActPage:
    """The pupils whom the report concerns; and the cases about them that the viewer may add it to instead."""
    page = act_page(Act.OPEN_CASE, viewer, "meldinger", number)
    looked(Act.READ_REPORT, page.row.subject, by=viewer.actor, at=viewer.at)
    pupils = list(page.row.party_set.exclude(pupil=None).values_list("pupil", flat=True).order_by("at", "pk"))
    parties = page.row.party_set.exclude(pupil=None).select_related("pupil").order_by("at", "pk")
    shown = {one.uuid: as_chosen(one) for one in opened(party.pupil for party in parties)}
    here = set(page.row.casereport_set.values_list("case", flat=True))
    cases = list(open_cases_about(viewer, pupils, page.row.school_id))
    closed = [one for one in earlier_seen(viewer, pupils, viewer.at) if one.stage == Stage.CLOSED]
    return replace(
        page,
        choices=tuple((str(uuid), said) for uuid, said in shown.items()),
        has_alike=bool(alike_in(page.row.school_id, [party.pupil for party in parties if party.pupil])),
        also=tuple(_also(case, shown[case.pupil_id], here) for case in cases),
        earlier=tuple(_also(case, shown[case.pupil_id], {case.pk}) for case in closed),
    )


def link_page(viewer: Viewer, number: str) -> ActPage:
    """The reports of the school that the viewer has read and declared on, and that are not in the case already."""
    page = act_page(Act.LINK_REPORT, viewer, "saker", number)
    rows = visible(Act.LINK_REPORT, viewer, Report).filter(school_id=page.row.school_id)
    reports = list(rows.exclude(casereport__case=page.row.pk).order_by("-reported_at", "pk"))
    for one in reports:
        looked(Act.READ_REPORT, one.subject, by=viewer.actor, at=viewer.at)
    texts = texts_of(*keys_of(reports, "words"))
    return replace(page, choices=tuple((one.number, _line(one, texts[one, "words"])) for one in reports))


def _also(case: Case, pupil: str, here: Collection[UUID]) -> OpenAlready:
    address = row_address(case) if case.pk in here else ""
    return OpenAlready(uuid=case.pk, number=case.number, pupil=pupil, address=address)


def _barred(act: Act, row: Report | Case, owner_kind: str) -> tuple[str, ...]:
    return tuple(words.of_obstacle(one, owner_kind=owner_kind) for one in bars_to(act, row))


def _line(report: Report, text: str) -> str:
    first = text if len(text) <= LINE_COUNT else f"{text[:LINE_COUNT].rstrip()} …"
    return f"{dates.day(report.reported_at)}: {first} ({report.number})"


def _notice(act: Act, standing: Standing) -> str:
    if act is not Act.SECURE_SAFETY or standing.impartiality is Impartiality.IMPARTIAL:
        return ""
    return _(
        "Du er ikke klarert som habil her. Det du skriver, gjelder foreløpig, til en som er habil, har sett på det."
    )
