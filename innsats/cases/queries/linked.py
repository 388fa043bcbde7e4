"""The cases that have to do with one another: only for those who see both, and never a word from one in the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.people.naming import with_class
from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.web import dates, words

from ..models import Case, CaseLink, CaseReport, Measure, Note, Party, PlanActivation
from .access import NotVisible, visible
from .case_acts import CaseActPage, Choice, framed
from .head import Button, OpenCase, button, read
from .inquirypage import NOTE_TEXTS
from .measures import MeasureRow, fields_of, gathered, open_texts, title_of, with_all
from .texts import Key, keys_of, texts_of

PROPOSED_COUNT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedCase:
    """A linked case as one who sees both meets it. `whom` is its number for somebody who may not read it."""

    whom: str
    said: str
    address: str
    acts: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """The cases linked to this one, and those one might link: `proposed` have a pupil or a report in common with it."""

    frame: CaseActPage
    linked: tuple[LinkedCase, ...]
    proposed: tuple[Choice, ...]
    viewer: Viewer

    def found(self, number: str) -> str:
        """The id of the case with this number that the viewer may link; "" for every other number."""
        row = visible(Act.LINK_CASES, self.viewer, Case).filter(number=number.strip()).values_list("pk", flat=True)
        return str(row.first() or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """Something of this case that can be told anew in the other: what stands here, word by word of its fields."""

    value: str
    title: str
    fields: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePage:
    """Writing in a linked case what stands in this one. `whom` the other case is about; its readers are told."""

    frame: CaseActPage
    whom: str
    to: UUID
    originals: tuple[Original, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkPage:
    """Ending the link to the case about `whom`."""

    frame: CaseActPage
    whom: str
    other: UUID


def link_page(viewer: Viewer, number: str) -> LinkPage:
    """Raises NotVisible or Shut."""
    case = read(viewer, number)
    links = list(_links(case))
    proposed = list(_proposed(case, [one.other_id for one in links]))
    readable = _readable(viewer, [*(one.other_id for one in links), *(one.pk for one in proposed)])
    others = {one.other_id: one.other for one in links} | {one.pk: one for one in proposed}
    said = texts_of(*case.title_keys, *keys_of([others[pk].pupil for pk in others if pk in readable], "sealed_name"))
    return LinkPage(
        frame=framed(case, Act.LINK_CASES, said),
        linked=tuple(_linked(case, one, said, one.other_id in readable) for one in links),
        proposed=tuple((str(one.pk), _whom(one, said, one.pk in readable)) for one in proposed),
        viewer=viewer,
    )


def share_page(act: Act, viewer: Viewer, number: str, link: UUID) -> SharePage:
    """A page that tells something of this case anew in a linked one, for who reads both. Raises NotVisible or Shut."""
    case, other = _ends_of(viewer, number, link)
    if act is Act.SHARE_NOTE:
        said, originals = _notes(case, other)
    else:
        said, originals = _measures(case, other)
    frame = framed(case, act, said)
    barred = case.reasons(obstacles_to(act, other.standing))
    readers = _("Leses av dem som arbeider med saken om {pupil}.").format(pupil=other.title(said))
    return SharePage(
        frame=replace(frame, reasons=tuple(dict.fromkeys((*frame.reasons, *barred))), readers=readers),
        whom=other.title(said),
        to=other.row.uuid,
        originals=originals,
    )


def unlink_page(viewer: Viewer, number: str, link: UUID) -> UnlinkPage:
    """Ending a link, for who reads both. Raises NotVisible or Shut."""
    case, other = _ends_of(viewer, number, link)
    said = texts_of(*case.title_keys, *other.title_keys)
    frame = framed(case, Act.UNLINK_CASES, said)
    barred = case.reasons(obstacles_to(Act.UNLINK_CASES, other.standing))
    return UnlinkPage(
        frame=replace(frame, reasons=tuple(dict.fromkeys((*frame.reasons, *barred)))),
        whom=other.title(said),
        other=other.row.uuid,
    )


def _ends_of(viewer: Viewer, number: str, link: UUID) -> tuple[OpenCase, OpenCase]:
    """The two cases of a link that stands, for who reads both. Raises NotVisible or Shut."""
    case = read(viewer, number)
    found = _links(case).filter(pk=link).first()
    if found is None:
        raise NotVisible(f"link:{link}")
    return case, read(viewer, found.other.number)


def _links(case: OpenCase) -> QuerySet[CaseLink]:
    """The links of a case whose other case the viewer may see too."""
    seen = visible(Act.SEE_CASE, case.viewer, Case)
    rows = CaseLink.objects.filter(case=case.row, other__in=seen.values("pk"), ended_at=None)
    return rows.select_related("other__pupil", "other__school__school_owner", "by").order_by("at", "pk")


def _proposed(case: OpenCase, but: list[UUID]) -> QuerySet[Case]:
    """Cases of the school that the viewer may link: with a pupil or a report in common with this one."""
    pupils = Party.objects.filter(case=case.row).exclude(pupil=None).values("pupil")
    named = Party.objects.filter(pupil=case.row.pupil_id).exclude(case=None).values("case")
    reports = CaseReport.objects.filter(case=case.row).values("report")
    together = CaseReport.objects.filter(report__in=reports).values("case")
    rows = visible(Act.LINK_CASES, case.viewer, Case).filter(school=case.row.school_id)
    rows = rows.filter(Q(pupil__in=pupils) | Q(pk__in=named) | Q(pk__in=together))
    rows = rows.exclude(pk__in=[case.row.pk, *but]).select_related("pupil").order_by("-opened_at", "pk")
    return rows[:PROPOSED_COUNT]


def _readable(viewer: Viewer, pks: list[UUID]) -> set[UUID]:
    return set(visible(Act.READ_CASE, viewer, Case).filter(pk__in=pks).values_list("pk", flat=True))


def _whom(row: Case, said: Mapping[Key, str], is_readable: bool) -> str:
    """Emma Dahl, 6A (sak 2026-…), or the number alone."""
    if not is_readable:
        return _("Sak {number}").format(number=row.number)
    name = with_class(said[row.pupil, "sealed_name"], row.pupil.class_name, row.pupil.grade)
    return _("{name} (sak {number})").format(name=name, number=row.number)


def _linked(case: OpenCase, link: CaseLink, said: Mapping[Key, str], is_readable: bool) -> LinkedCase:
    acts = (Act.SHARE_NOTE, Act.SHARE_MEASURE, Act.UNLINK_CASES) if is_readable else ()
    linked = _("knyttet sammen {day} av {name}").format(day=dates.day(link.at), name=link.by.name)
    return LinkedCase(
        whom=_whom(link.other, said, is_readable),
        said=f"{words.of('link_reason', link.why)} · {linked}",
        address=reverse("read_case", args=[link.other.number]),
        acts=tuple(button(case, act, link.pk) for act in acts),
    )


def _notes(case: OpenCase, other: OpenCase) -> tuple[Mapping[Key, str], tuple[Original, ...]]:
    rows = list(Note.objects.filter(case=case.row).order_by("-happened_at", "-at", "pk"))
    said = texts_of(*case.title_keys, *other.title_keys, *keys_of(rows, *NOTE_TEXTS))
    shown = tuple(
        Original(
            value=str(one.pk),
            title=f"{dates.moment(one.happened_at)} · {words.of('method', one.method)}",
            fields=tuple(
                {"word": str(word), "value": said[one, name]} for name, word in NOTE_TEXTS.items() if said[one, name]
            ),
        )
        for one in rows
    )
    return said, shown


def _measures(case: OpenCase, other: OpenCase) -> tuple[Mapping[Key, str], tuple[Original, ...]]:
    """The measures of the draft and of the plan that applies, each once."""
    newest = PlanActivation.objects.filter(case=case.row).order_by("-at", "pk").values("plan")[:1]
    held = Measure.objects.filter(Q(plan__number=None) | Q(plan__in=list(newest.values_list("plan", flat=True))))
    rows: dict[UUID, MeasureRow] = {one.lineage: one for one in gathered(with_all(held.filter(case=case.row)))}
    said = open_texts(rows.values(), *case.title_keys, *other.title_keys)
    shown = tuple(
        Original(
            value=str(one.lineage),
            title=title_of(one),
            fields=tuple(pair for pair in fields_of(one) if pair["value"]),
        )
        for one in rows.values()
    )
    return said, shown
