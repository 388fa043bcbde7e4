"""Proposals that somebody else decides, on Særskilt, and what became of them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.database.prepared import Prepared
from innsats.rules.acts import Act
from innsats.web import dates, words

from ...models import Proposal, ProposalDecision
from .kinds import Kind, Said, Told, Viewed, pairs


@Prepared
def proposals_in(case: UUID) -> QuerySet[Proposal]:
    """Newest first, each with whether it is decided."""
    decided = ProposalDecision.objects.filter(proposal=OuterRef("pk"))
    rows = Proposal.objects.filter(case=case).annotate(is_decided=Exists(decided))
    return rows.select_related("by", "pupil").order_by("-at", "pk")


@Prepared
def decisions_in(case: UUID) -> QuerySet[ProposalDecision]:
    """Newest first, each with its proposal."""
    rows = ProposalDecision.objects.filter(case=case).select_related("by", "proposal__pupil")
    return rows.order_by("-decided_on", "-at", "pk")


def title_of(row: Proposal, said: Said) -> str:
    """Bortvisning: Mats Rød"""
    what = words.of("proposal", row.what)
    return f"{what}: {said[row.pupil, 'sealed_name']}" if row.pupil else what


def _tell(row: Proposal, said: Said, viewed: Viewed) -> Told:
    told_at = dates.moment(row.guardians_told_at) if row.guardians_told_at else ""
    why = ", ".join(words.of("complication", one) for one in row.complications.split())
    is_open = not row.is_decided  # type: ignore[attr-defined]
    return Told(
        title=title_of(row, said),
        happened=row.at,
        pairs=pairs(
            (_("Hvor lenge"), _extent(row)),
            (_("Særlig alvorlig"), _("Ja") if row.is_serious else ""),
            (_("De foresatte fikk vite det"), told_at),
            (_("Hvorfor undersøkelsen"), words.of("survey_purpose", row.purpose) if row.purpose else ""),
            (_("Saken er"), why),
            (_("Avgjøres av"), words.of("decider", row.decider, owner_kind=viewed.owner_kind)),
        ),
        asks=_("Ikke avgjort ennå") if is_open else "",
        more=Act.RECORD_DECISION,
        about=str(row.pk),
    )


def _extent(row: Proposal) -> str:
    """Hele dager: 3"""
    said = words.of("extent", row.extent) if row.extent else ""
    return f"{said}: {row.count}" if row.count else said


def _tell_decision(row: ProposalDecision, said: Said, viewed: Viewed) -> Told:
    decided = words.of("decision", row.decision)
    return Told(title=f"{decided}: {title_of(row.proposal, said)}", happened=row.decided_on)


PROPOSALS = Kind(
    title=gettext_lazy("Forslag som andre avgjør"),
    why=gettext_lazy("Bortvisning, pålagt skolebytte og undersøkelser med navn. Noe mildere skal være prøvd først."),
    acts=(Act.PROPOSE_EXCLUSION, Act.PROPOSE_SCHOOL_CHANGE, Act.PROPOSE_SURVEY),
    rows=proposals_in,
    texts={
        "reason": gettext_lazy("Hvorfor"),
        "tried": gettext_lazy("Det som er prøvd først"),
        "pupil_view": gettext_lazy("Elevens syn"),
        "best_interest": gettext_lazy("Hva som er best for eleven"),
        "checks": gettext_lazy("Slik sjekkes svarene"),
    },
    tell=_tell,
)
DECISIONS = Kind(
    title=gettext_lazy("Det som er avgjort"),
    why=gettext_lazy("Hva det ble til. Vedtaket selv ligger i arkivet til den som avgjorde det."),
    acts=(),
    rows=decisions_in,
    texts={"decided_by": gettext_lazy("Avgjort av"), "words": gettext_lazy("Begrunnelsen, kort")},
    tell=_tell_decision,
)
