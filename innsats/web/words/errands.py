"""Words about gjøremål. Those that whoever was given one can meet say nothing of a case."""

from django.utils.translation import gettext_lazy as _

OUTCOMES = {
    "done": _("Gjort"),
    "cannot": _("Kan ikke"),
    "taken_back": _("Tatt tilbake"),
}

STATES = {
    "waits": _("Venter"),
    "late": _("Ikke gjort i tide"),
    "nobodys": _("Ingen gjør dette nå"),
    "left": _("Fra før saken ble flyttet"),
}

LOOKS = {
    "keep": _("Det skal gjøres likevel"),
    "take_back": _("Ta det tilbake"),
}

KINDS = {"errand_outcome": OUTCOMES, "errand_state": STATES, "errand_look": LOOKS}

OBSTACLES = {
    "errand_to_party": _("Saken gjelder denne personen, som derfor ikke kan få gjøremål i den: {about}."),
    "errand_is_past": _("Tiden for dette har alt gått ut. Velg et tidspunkt som kommer."),
    "errand_ends_before_start": _("Slutten er før starten. Velg et senere tidspunkt."),
    "errand_tells_case": _("Nummeret på saken står i teksten. Ta det bort."),
    "errand_names_party": _(
        "Teksten nevner noen saken gjelder: {about}. Skriv den om, eller kryss av for at navnet må stå der."
    ),
    "errand_before_given": _("Tidspunktet er før du ble spurt. Velg et senere."),
    "errand_answered": _("Du har alt svart på dette."),
    "errand_answered_by_holder": _("Den som fikk gjøremålet, har alt svart. Da kan det ikke tas tilbake."),
    "errand_taken_back": _("Gjøremålet er tatt tilbake. Det skal ikke gjøres."),
    "errand_is_over": _("Gjøremålet er alt svart på eller tatt tilbake."),
    "errand_is_kept": _("Gjøremålet skal gjøres. Ingen trenger å ta stilling til det."),
}

ABOUT = {
    "tell_back": _("det dere vil vite etterpå"),
    "errand_answer": _("svaret på det du ble spurt om"),
}
