"""Why a report is not marked as abuse of the open form, or the mark not taken away."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

OBSTACLES = {
    "abuse_names_pupil": _("Meldingen nevner en elev på skolen. Da må dere undersøke."),
    "abuse_about_adult": _(
        "Meldingen handler om en voksen på skolen. Si fra til {owner}, eller avgjør at mistanken er grunnløs."
    ),
    "abuse_in_case": _("Meldingen hører til en sak. Da er den ikke misbruk."),
    "abuse_signed": _("Den som meldte fra, var logget inn. Snakk med den som skrev."),
    "abuse_marked_already": _("Meldingen er alt merket som misbruk."),
    "abuse_not_marked": _("Meldingen er ikke merket som misbruk."),
}
