"""Who of a family may read what, in the words of those at school who decide it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

GROUPS = {
    "guardians": _("Foresatte"),
    "limited": _("Foresatte som ikke skal vite hvor barnet er"),
    "pupil": _("Eleven selv"),
    "child": _("Eleven selv, med enkle ord"),
}
PREVIEWS = {
    "guardians": _("Se som foresatt til {about}"),
    "limited": _("Se som foresatt til {about}, uten sted og tid"),
    "pupil": _("Se som {about}"),
    "child": _("Se som {about}, med enkle ord"),
}
ENTITLED = {
    "may": _("Kan få det"),
    "ask": _("Spør først"),
    "held": _("Holdes tilbake"),
}
CAUTIONS = {
    "care_order": _("Barnevernet har omsorgen"),
    "no_contact": _("Har besøksforbud"),
    "protected": _("Bor på sperret adresse"),
    "danger": _("Barnet kan være i fare hvis denne får vite"),
    "child_wish": _("Barnet har sagt: Ikke si det hjemme"),
}
CAUTION_HELP = {
    "protected": _("De andre foresatte får ikke vite skole, sted eller tid. Ingenting sendes på SMS eller i posten."),
    "child_wish": _("Det holdes tilbake til noen har avgjort det, innen én arbeidsdag."),
}
DECISIONS = {
    "give": _("Den foresatte får det"),
    "withhold": _("Vi holder det tilbake"),
}

KINDS: dict[str, Mapping[str, str]] = {
    "edition_group": GROUPS,
    "edition_preview": PREVIEWS,
    "entitled": ENTITLED,
    "caution": CAUTIONS,
    "caution_help": CAUTION_HELP,
    "recipient_decision": DECISIONS,
}

OBSTACLES = {
    "unknown_guardian": _("Velg en av de foresatte i saken."),
    "caution_unexplained": _("Skriv hva dere bygger det på, så det kan sjekkes senere."),
    "warned_before": _(
        "På en tidligere skole sto det noe som kan gjøre at noen i familien ikke skal få vite alt. Spør først, og"
        " skriv hva dere får vite."
    ),
    "responsibility_unknown": _("Foreldreansvaret er ikke kjent. Spør først, og skriv hva dere får vite."),
    "responsibility_no": _("Har ikke foreldreansvar. En som spør selv, skal få svar fra en person på skolen."),
    "responsibility_yes": _("Har foreldreansvar."),
    "care_order": _("Barnevernet har omsorgen. Avgjør hva denne foresatte skal få."),
    "no_contact": _("Har besøksforbud. Det må ta slutt før noe kan gis."),
    "danger": _("Barnet kan være i fare hvis denne foresatte får vite. Avgjør hva som skal gis."),
    "child_wish": _("Barnet har bedt om at det ikke blir sagt hjemme. Avgjør det innen én arbeidsdag."),
    "withheld": _("En person har avgjort at det holdes tilbake."),
    "pupil_of_age": _("Eleven er 18 år. Foresatte får ikke lenger vite noe gjennom skolen."),
    "withheld_already": _("Det er alt avgjort at det holdes tilbake."),
    "recipient_changed": _(
        "Noen andre har skrevet eller avgjort noe om den foresatte etter at du åpnet siden. Se hvordan det står nå, og"
        " lagre en gang til."
    ),
    "nothing_to_decide": _("Denne foresatte kan få det. Det er ingenting å avgjøre."),
    "few_in_grade": _("Det er under ti elever på trinnet. Se etter om noen kan kjennes igjen uten navn."),
    "edition_changed": _("Noe er endret siden du leste det. Les det på nytt før du godkjenner."),
    "edition_approved_already": _("Dette er alt godkjent slik det står."),
    "edition_names_another": _("Teksten har navnet på et annet barn i saken. Rett teksten først."),
    "home_reads_nothing": _("Dere har ikke godkjent noe som kan leses hjemme ennå. Gjør det først."),
    "home_has_no_code": _("Har ingen kode, og ville ikke fått lese det. Gi en kode først."),
    "home_names_another": _("Her står navnet på et annet barn i saken. Skriv det uten navn."),
    "home_names_to_check": _("Her står navnet på et annet barn i saken. Skriv det uten navn, eller kryss av her."),
    "nothing_waits": _("Det er ingenting her som venter på svar."),
}
ABOUT = {
    "as_of": _("hvilken dag dere fikk vite det"),
}
