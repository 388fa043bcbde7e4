"""What went wrong while somebody was with Feide or ID-porten, for whoever wanted in: staff, and families."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TROUBLE = {
    "away": _("{about} svarer ikke nå. Vent litt, og prøv igjen."),
    "wrong": _("Svaret fra {about} var ikke slik det skal være, så vi stolte ikke på det. Prøv igjen."),
    "declined": _("{about} slapp deg ikke videre, eller du stoppet selv. Du kan prøve igjen."),
    "stale": _("Det tok for lang tid, eller siden ble åpnet to ganger. Begynn på nytt herfra."),
    "weak": _("Innloggingen må være på et høyere nivå, for eksempel BankID. Prøv igjen, og velg den."),
    "often": _("Det er prøvd for mange ganger herfra. Vent et kvarter, og prøv igjen."),
}
KINDS = {"trouble": TROUBLE}
