"""Why somebody's way in may not be changed like this."""

from django.utils.translation import gettext_lazy as _

REFUSED = {
    "code_wrong": _("Koden er ikke riktig. Vent til appen viser en ny, og se at klokka på telefonen er riktig."),
    "passkey_known": _("Denne passnøkkelen er alt i bruk."),
    "unknown_factor": _("Den finnes ikke lenger."),
    "last_factor": _("Dette er den siste du har. Legg til en annen først."),
    "no_account": _("Personen har ingen e-post å logge inn med."),
    "not_for_oneself": _("Dette kan du ikke gjøre for deg selv. Be en annen som kan."),
    "not_yours_to_reset": _(
        "Personen har en rolle, eller en plass i et team, som ikke er din å gi. Be {owner} om å gjøre det."
    ),
}
