"""Words for a concern for how a child is cared for."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

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
