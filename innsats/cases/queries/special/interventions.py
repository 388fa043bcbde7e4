"""Physical interventions on Særskilt."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.acts import Act
from innsats.web import dates, words

from ...models import Intervention
from ..untold import interventions_in, is_untold
from .kinds import Kind, Said, Told, Viewed, pairs


def _tell(row: Intervention, said: Said, viewed: Viewed) -> Told:
    codes, at = words.KINDS["told_of_force"], {"owner_kind": viewed.owner_kind}
    told = {code: words.of("told_of_force", code, **at) for code in codes}
    return Told(
        title=said[row.pupil, "sealed_name"],
        happened=row.happened_at,
        pairs=pairs(
            (_("Særlig alvorlig"), _("Ja") if row.is_serious else _("Nei")),
            (told["principal"], dates.moment(row.principal_told_at)),
            (told["guardians"], dates.moment(row.guardians_told_at) if row.guardians_told_at else ""),
            (told["owner"], told["owner_why"] if row.owes_owner else ""),
        ),
        asks=told["guardians_untold"] if is_untold(row) else "",
        more=Act.CONTACT_GUARDIANS,
    )


INTERVENTIONS = Kind(
    title=gettext_lazy("Fysiske inngrep"),
    why=gettext_lazy("Når en ansatt har brukt makt mot en elev. Alle slike inngrep skal skrives ned."),
    acts=(Act.RECORD_INTERVENTION,),
    rows=interventions_in,
    texts={
        "event": gettext_lazy("Det som skjedde"),
        "intervention": gettext_lazy("Det de ansatte gjorde"),
        "pupil_view": gettext_lazy("Elevens syn"),
        "by_whom": gettext_lazy("Hvem grep inn"),
        "present": gettext_lazy("Til stede"),
    },
    tell=_tell,
)
