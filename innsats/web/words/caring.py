"""Words for a concern for how a child is cared for."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

REFUSED = {
    "personal_duty": _("Plikten er personlig. Bare den som selv vet, kan gjøre dette."),
    "report_is_sent": _("Bekymringsmeldingen er allerede sendt."),
    "left_unsent_already": _("Det er allerede skrevet hvorfor den ikke er sendt."),
    "no_report_is_sent": _("Skriv først at bekymringsmeldingen er sendt."),
    "feedback_before_report": _("Svaret kan ikke være kommet før meldingen ble sendt."),
    "reader_not_here": _("Den du velger, må arbeide her."),
    "reads_it_already": _("Den du velger, kan lese dette allerede."),
}

GROUNDS = {
    "neglect": _("Mishandling eller alvorlig omsorgssvikt"),
    "illness": _("Alvorlig sykdom som ikke blir behandlet, eller særlige behov som ikke blir dekket"),
    "own_acts": _("Barnet setter egen utvikling i alvorlig fare"),
    "trafficking": _("Menneskehandel"),
    "unsure": _("Jeg er usikker"),
}

REPLIES = {
    "opened": _("Barnevernet undersøker"),
    "not_opened": _("Barnevernet undersøker ikke"),
    "received": _("Meldingen er mottatt, mer ble ikke sagt"),
}

KINDS: dict[str, Mapping[str, str]] = {"ground": GROUNDS, "reply": REPLIES}
