"""Words about what is brought into a case from a origin: whose knowledge, what opens for it, and who consents."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

ORIGINS = {
    "school": _("Skolen eller skoleeieren"),
    "ppt": _("PPT"),
    "child_welfare": _("Barnevernet"),
    "health": _("Helsetjenesten"),
    "police": _("Politiet"),
    "elsewhere": _("Noen utenfor tjenestene"),
}
ORIGIN_HELP = {
    "school": _("Fra en annen sak eller en annen oppgave, ikke fra denne saken."),
    "ppt": _("For eksempel fra en sakkyndig vurdering."),
    "child_welfare": _("Alt om familien, også adresse og at barnevernet er inne."),
    "health": _("Helsesykepleier, psykolog, lege, BUP. Også når du sitter i teamet."),
    "police": _("Politi og SLT."),
    "elsewhere": _("For eksempel mobbeombudet, eller en som støtter familien."),
}
FROM_ORIGIN = {
    "school": _("Fra skolen eller skoleeieren"),
    "ppt": _("Fra PPT"),
    "child_welfare": _("Fra barnevernet"),
    "health": _("Fra helsetjenesten"),
    "police": _("Fra politiet"),
    "elsewhere": _("Fra noen utenfor tjenestene"),
}
GATES = {
    "consent": _("De har samtykket"),
    "same_organ": _("Tjenesten og skolen er det samme organet"),
    "other_organ": _("Tjenesten trenger det for å gjøre sine egne oppgaver"),
    "own_tasks": _("Barnevernet trenger det for å gjøre sine egne oppgaver"),
    "danger": _("Det er fare for liv eller helse"),
}
GATE_HELP = {
    "consent": _("Fyll ut hvem som har sagt ja, når, til hva og hvor lenge."),
    "same_organ": _("De som arbeider med saken, trenger det for å gjøre jobben sin. Bare så mye som trengs."),
    "other_organ": _("Tjenesten er et annet organ enn skolen. Det er ikke nok at skolen har nytte av det."),
    "own_tasks": _("Det er ikke nok at skolen har nytte av det."),
    "danger": _("Bare det som trengs for å hindre det. Haster det, ring 113 eller 112 først."),
}
GATE_SAID = {
    "consent": _("Med samtykke"),
    "same_organ": _("Fordi de som arbeider med saken, er i det samme organet og trenger det"),
    "other_organ": _("Fordi tjenesten trenger det for å gjøre sine egne oppgaver"),
    "own_tasks": _("Fordi barnevernet trenger det for å gjøre sine egne oppgaver"),
    "danger": _("Fordi det er fare for liv eller helse"),
}
CONSENTERS = {
    "pupil": _("Eleven selv"),
    "guardians": _("De foresatte, som har foreldreansvar"),
}
CONSENT_FROM = {
    "pupil": _("eleven"),
    "guardians": _("de foresatte"),
    "pupil guardians": _("eleven og de foresatte"),
}
CONSENT_ASKED = {
    "pupil": _("Eleven samtykker selv."),
    "guardians": _("De foresatte samtykker."),
    "pupil guardians": _("Både eleven og de foresatte må ha sagt ja."),
}

KINDS: dict[str, Mapping[str, str]] = {
    "origin": ORIGINS,
    "origin_help": ORIGIN_HELP,
    "from_origin": FROM_ORIGIN,
    "gate": GATES,
    "gate_help": GATE_HELP,
    "gate_said": GATE_SAID,
    "consenter": CONSENTERS,
    "consent_from": CONSENT_FROM,
    "consent_asked": CONSENT_ASKED,
}

OBSTACLES = {
    "gate_not_for_origin": _("Dette åpner ikke taushetsplikten i tjenesten du vet det fra. Velg noe annet."),
    "other_owner_other_organ": _("Du arbeider ikke hos skoleeieren i denne saken, og er ikke i det samme organet."),
    "sharing_need_missing": _("Skriv hvorfor det må fram i saken."),
    "consent_of_pupil_missing": _("Eleven må selv ha sagt ja. Spør eleven, og kryss av når du har fått svar."),
    "consent_of_guardians_missing": _("De foresatte må ha sagt ja. Spør dem, og kryss av når du har fått svar."),
    "consent_day_missing": _("Skriv hvilken dag de sa ja."),
    "consent_scope_missing": _("Skriv hva de har sagt ja til."),
    "consent_end_missing": _("Skriv hvor lenge samtykket gjelder."),
    "consent_over": _("Samtykket er gått ut. Spør dem på nytt."),
    "no_consent_here": _("Det er ikke noe samtykke å trekke her."),
    "consent_withdrawn_already": _("Det er alt skrevet ned at samtykket er trukket."),
    "consented_not": _("Velg en av dem som har samtykket."),
}
ABOUT = {
    "consented_on": _("når de sa ja"),
    "withdrawn_on": _("når samtykket ble trukket"),
    "covers": _("hva samtykket gjelder"),
    "necessity": _("hvorfor det må fram"),
    "until": _("hvor lenge det gjelder"),
}
