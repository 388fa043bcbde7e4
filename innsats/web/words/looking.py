"""Words for who has opened a case: the log of the privacy officer, the list a family is given, unusual reading."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

TRAIL = {
    "family": _("En i familien"),
    "few_read": _("Leste noe som bare få vet om"),
    "few_changed": _("Gjorde noe som bare få vet om"),
}
READING_WHY = {
    "many": _("Har lest uvanlig mye på en dag"),
    "night": _("Har lest om natta"),
    "near": _("Har lest en sak på trinnet til sitt eget barn"),
    "closed": _("Har lest en sak som er avsluttet"),
}
READING_FOUND = {
    "at_work": _("Det hørte til arbeidet"),
    "talked": _("Jeg har snakket med personen og lederen. Ingen brudd"),
    "breach": _("Dette er et brudd på personvernet"),
}

KINDS: dict[str, Mapping[str, str]] = {
    "trail": TRAIL,
    "reading_why": READING_WHY,
    "reading_found": READING_FOUND,
}
OBSTACLES = {
    "trail_asked": _("Du har bedt om lista, og svaret er på vei."),
    "trail_released": _("Familien har fått lista."),
    "unknown_line": _("En av linjene finnes ikke i lista. Se gjennom den på nytt."),
    "withheld_without_ground": _("Velg hvilken bestemmelse som gjør at du holder noe tilbake."),
    "withheld_without_reason": _("Skriv hvorfor du holder noe tilbake. Familien leser det."),
    "nothing_withheld": _("Du har valgt en bestemmelse, men ingen linjer. Velg linjene, eller velg at alt gis."),
    "reading_settled": _("Noen har skrevet hva som kom ut av dette."),
}
