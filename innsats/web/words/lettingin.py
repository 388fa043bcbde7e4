"""Words about signing in by Feide: what keeps somebody from being let in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

OBSTACLES = {
    "link_not_own": _("Feide kan bare knyttes til deg av deg selv."),
    "person_linked_already": _("Personen er alt knyttet til en bruker hos Feide."),
    "linked_to_another": _("Denne brukeren er alt knyttet til en annen her."),
    "unknown_newcomer": _("Vi finner ikke den som ba om å slippe inn."),
    "proposal_decided": _("Noen har alt svart på dette."),
    "person_links_alone": _("Denne personen må logge inn og knytte Feide til seg selv."),
    "email_needed": _("Skriv e-posten som varsler skal til."),
    "email_taken": _("E-posten er i bruk av en annen her. Er det den samme personen, velg navnet over."),
}
