"""Why something is refused that has to do with habilitet."""

from django.utils.translation import gettext_lazy as _

REFUSED = {
    "parties_missing": _("Før opp hvem saken gjelder før du svarer om habilitet."),
    "unknown_declaration": _("Dette svaret om habilitet finnes ikke lenger."),
    "decided_already": _("Dette er alt avgjort."),
    "superior_disqualified": _(
        "{principal} er inhabil i denne saken. Den som arbeider rett under, kan forberede, men ikke avgjøre. "
        "Dette avgjøres hos {owner}."
    ),
    "superior_disqualified_in_appeal": _(
        "Den som arbeider rett under en inhabil leder, kan verken forberede eller avgjøre en klagesak."
    ),
    "leads_the_school": _("Tenk nøye gjennom om den som leder skolen saken gjelder, skal gå ut til den: {about}."),
    "known_relation_unanswered": _("Svar på det som er kjent fra før: {about}."),
}
