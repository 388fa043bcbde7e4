"""What families read, in short words and short sentences (LIX under 35), and who of them may."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

SHARED = {
    "others": _("Skolen har tiltak overfor andre elever."),
    "no_dates": _("Det er ikke satt noen dag ennå. Spør den som har ansvaret."),
    "is_ombud": _("Mobbeombudet"),
    "is_team": _("Hjelper skolen"),
    "is_trusted": _("Kontaktperson"),
    "reading_law": _("Sju dager. Slik står det i loven"),
    "reading_weekdays": _("Fem ukedager"),
    "reading_school_days": _("Fem skoledager"),
    "governor_more": _("Hvorfor det er flere datoer"),
    "governor_reasons": _(
        "Skolen skal ha hatt saken i minst en uke. De som svarer hos statsforvalteren, teller uka på ulike måter. "
        "Er det en særlig grunn, kan de ta saken før."
    ),
    "talked": _("Vi hadde en samtale."),
    "look_again": _("Vi ser på dette: {about}"),
}
FAMILY_SAYS = {
    **SHARED,
    "title": _("Slik hjelper skolen {name}"),
    "lead": _("Her ser dere hva skolen gjør, hva som skjer nå, og hvem dere kan snakke med."),
    "title_involved": _("Det skolen har snakket med dere om"),
    "lead_involved": _("Her står bare det som gjelder {name}."),
    "measures": _("Det skolen gjør"),
    "no_plan": _("Planen er ikke klar ennå. Skolen sier fra når den er det."),
    "nothing_written": _("Spør skolen om dere vil vite mer om dette."),
    "looked_at": _("Vi ser på det igjen {about}. Da vil vi høre hva dere mener."),
    "next": _("Det neste som skjer"),
    "follow_up": _("Skolen følger med til {about}."),
    "own_words": _("Det {name} har sagt"),
    "lets_you_read": _("{name} lar dere lese dette. Det står med egne ord."),
    "people": _("Hvem er hvem"),
    "is_lead": _("Den dere kan spørre"),
    "ask_school": _("Lurer dere på noe? Spør den som ga dere dette."),
    "ombud": _("Hjelper barn og foreldre, og koster ingenting. Søk på nettet: mobbeombud og navnet på fylket."),
    "told": _("Det dere har fått vite"),
    "talks": _("Samtaler med {name}"),
    "next_talk": _("Vi snakker med {name} igjen {about}."),
    "rights": _("Rettighetene deres"),
    "right_safe": _("{name} har rett til å ha det trygt og godt på skolen."),
    "right_heard": _("{name} skal bli hørt før skolen bestemmer noe."),
    "right_say": _("Er dere ikke enige? Si det til skolen. Dere kan ta med noen dere stoler på."),
    "right_team": _("Dere kan be om hjelp fra et team utenfor skolen."),
    "right_read": _("Dere kan be om å få se det som er skrevet om {name}, og få rettet det som er feil."),
    "governor_take_up_first": _("Ta saken opp med rektor først. Etter en uke kan statsforvalteren ta den."),
    "governor_wait": _("Fra {about} kan dere vanligvis klage til statsforvalteren."),
    "governor_may_go": _("Dere kan klage til statsforvalteren nå."),
    "governor_special_reasons": _("Dere kan trolig klage til statsforvalteren nå. Det er en særlig grunn til det."),
    "governor_has_left": _("{name} går ikke på skolen lenger. Statsforvalteren tar saken bare av særlige grunner."),
    "governor_always": _("Dere kan alltid ta kontakt selv, også på telefon. Se www.statsforvalteren.no"),
}
PUPIL_SAYS = {
    **SHARED,
    "title": _("Slik hjelper skolen deg"),
    "lead": _("Her ser du hva skolen gjør, hva som skjer nå, og hvem du kan snakke med."),
    "title_involved": _("Det vi har snakket med deg om"),
    "lead_involved": _("Her står bare det som gjelder deg."),
    "measures": _("Det skolen gjør"),
    "no_plan": _("Planen er ikke klar ennå. Skolen sier fra når den er det."),
    "nothing_written": _("Spør skolen om du vil vite mer om dette."),
    "looked_at": _("Vi ser på det igjen {about}. Da vil vi høre hva du mener."),
    "next": _("Det neste som skjer"),
    "follow_up": _("Skolen følger med til {about}."),
    "own_words": _("Det du har sagt"),
    "lets_you_read": _("Du lar de hjemme lese dette. Det står med dine egne ord."),
    "people": _("Hvem er hvem"),
    "is_lead": _("Den du kan spørre"),
    "ask_school": _("Lurer du på noe? Spør en voksen du stoler på."),
    "ombud": _("Hjelper barn og unge, og koster ingenting. Søk på nettet: mobbeombud og navnet på fylket."),
    "told": _("Det du har fått vite"),
    "talks": _("Samtaler med deg"),
    "next_talk": _("Vi snakker med deg igjen {about}."),
    "rights": _("Rettighetene dine"),
    "right_safe": _("Du har rett til å ha det trygt og godt på skolen."),
    "right_heard": _("Du skal bli hørt før skolen bestemmer noe."),
    "right_say": _("Er du ikke enig? Si det til en voksen på skolen. Du kan ta med noen du stoler på."),
    "right_team": _("Du kan selv be om hjelp fra et team utenfor skolen."),
    "right_read": _("Du kan be om å få se det som er skrevet om deg, og få rettet det som er feil."),
    "governor_take_up_first": _("Ta saken opp med rektor først. Etter en uke kan statsforvalteren ta den."),
    "governor_wait": _("Fra {about} kan du vanligvis klage til statsforvalteren. Det kan du gjøre selv."),
    "governor_may_go": _("Du kan klage til statsforvalteren nå. Det kan du gjøre selv."),
    "governor_special_reasons": _("Du kan trolig klage til statsforvalteren nå. Det er en særlig grunn til det."),
    "governor_has_left": _("Du går ikke på skolen lenger. Statsforvalteren tar saken bare av særlige grunner."),
    "governor_always": _("Du kan alltid ta kontakt selv, også på telefon. Se www.statsforvalteren.no"),
}
CHILD_SAYS = {
    **PUPIL_SAYS,
    "lead": _("Her kan du lese hva de voksne på skolen gjør for deg."),
    "measures": _("Det de voksne gjør"),
    "no_plan": _("De voksne lager en plan. De sier fra til deg når den er klar."),
    "nothing_written": _("Spør en voksen hvis du vil vite mer."),
    "looked_at": _("De voksne spør deg om det hjelper {about}."),
    "look_again": _("De voksne spør deg hvordan det går. Det gjelder: {about}"),
    "next": _("Det som skjer snart"),
    "no_dates": _("Spør en voksen hva som skjer nå."),
    "people": _("Voksne du kan snakke med"),
    "is_lead": _("En voksen du kan spørre"),
    "rights": _("Dette har du krav på"),
    "right_safe": _("Du skal ha det trygt og godt på skolen. Alltid."),
    "right_heard": _("De voksne skal høre på deg."),
    "right_say": _("Blir det ikke bedre? Si det til en voksen. Det er ikke din feil."),
    "ombud": _("En voksen som hjelper barn. Du kan snakke med ombudet selv. Be en voksen om å finne nummeret."),
    "right_read": _("Du kan spørre om å få se det som står om deg."),
}
FAMILY_MEASURES = {
    "adult_close_by": _("En voksen er i nærheten"),
    "safe_place": _("Et trygt sted å være"),
    "talk_with_adult": _("Samtale med en trygg voksen"),
    "group_or_seating": _("Nye grupper eller plasser"),
    "stop_talk": _("Samtale"),
    "other_measure": _("Noe annet som hjelper"),
    "meeting": _("Møte"),
    "mapping": _("Skolen finner ut mer"),
    "assessment": _("Skolen tenker gjennom det"),
    "watching": _("Skolen følger ekstra med"),
}
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
    "family_says": FAMILY_SAYS,
    "pupil_says": PUPIL_SAYS,
    "child_says": CHILD_SAYS,
    "family_measure": FAMILY_MEASURES,
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
