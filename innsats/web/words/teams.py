"""Words about response teams: who sits there, what they should know, and why a team is ready or not."""

from django.utils.translation import gettext_lazy as _

PLACES = {
    "leader": _("Leder"),
    "deputy": _("Stedfortreder for lederen"),
    "core": _("Fast medlem"),
    "extended": _("Kan kalles inn"),
}

PROFESSIONS = {
    "ppt": _("PPT"),
    "teacher": _("Lærer"),
    "social_teacher": _("Sosiallærer eller miljøarbeider"),
    "school_leadership": _("Skoleledelse"),
    "administration": _("Administrasjonen hos skoleeier"),
    "health": _("Helsesykepleier eller annet helsepersonell"),
    "psychology": _("Psykolog"),
    "child_welfare": _("Barnevern"),
    "other_profession": _("Annet fag"),
}

SKILLS = {
    "understand": _("Forstå mobbing"),
    "uncover": _("Avdekke mobbing"),
    "stop": _("Stoppe mobbing"),
    "follow_up": _("Følge opp etterpå"),
    "law": _("Lov og regler"),
    "privacy": _("Personvern"),
}

PRINCIPLES = {
    "composition": _("Hvem som er med"),
    "competence": _("Kompetanse"),
    "capacity": _("Kapasitet"),
    "impartiality_of_team": _("Habilitet"),
    "authority": _("Myndighet"),
}

COLOURS = {"green": _("I orden"), "amber": _("Bør bli bedre"), "red": _("Mangler")}
VERDICTS = {"green": _("Klart"), "amber": _("Klart, men kan bli bedre"), "red": _("Ikke klart")}

READINESS = {
    "has_leader": _("Teamet har en leder."),
    "no_leader": _("Teamet har ingen leder."),
    "has_deputy": _("Noen kan tre inn for lederen."),
    "no_deputy": _("Ingen kan tre inn når lederen er borte eller inhabil."),
    "enough_members": _("Minst to er faste medlemmer."),
    "too_few_members": _("Det må være minst to faste medlemmer, så to kan rykke ut sammen."),
    "principal_takes_part": _("Den som leder skolen, er med."),
    "leadership_without_principal": _("Ledelsen er med, men ikke den som leder skolen."),
    "no_leadership": _("Ingen fra ledelsen ved skolen er med."),
    "has_ppt": _("PPT er med."),
    "no_ppt": _("PPT er ikke med."),
    "no_principals": _("Ingen av medlemmene leder en skole."),
    "principal_in_external": _("Leder en skole, og skal aldri hjelpe sin egen. Tenk gjennom om det er klokt: {about}."),
    "can_call_in": _("Flere kan kalles inn ved behov."),
    "nobody_to_call_in": _("Ingen kan kalles inn når de faste er opptatt eller inhabile."),
    "known": _("Godt dekket: {about}."),
    "known_by_one": _("Bare én kan dette: {about}."),
    "not_known": _("Ingen kan dette: {about}."),
    "all_trained": _("Alle har opplæring i personvern."),
    "untrained_members": _("Mangler opplæring i personvern: {about}."),
    "all_released": _("Alle faste medlemmer har en avtale om å bli frigjort."),
    "some_not_released": _("Mangler avtale om å bli frigjort: {about}."),
    "nobody_released": _("Ingen faste medlemmer har en avtale om å bli frigjort fra annet arbeid."),
    "short_notice": _("De som er frigjort, kan komme innen to døgn."),
    "long_notice": _("Trenger mer enn to døgns varsel: {about}."),
    "enough_free": _("Minst to er på jobb og kan frigjøres."),
    "too_few_free": _("Færre enn to er på jobb og kan frigjøres."),
    "leader_present": _("Lederen er på jobb."),
    "deputy_present": _("Lederen er borte, og stedfortrederen er på jobb."),
    "nobody_leads": _("Verken lederen eller en stedfortreder er på jobb."),
    "impartial_everywhere": _("Minst to arbeider ikke ved skolen, uansett hvilken skole det gjelder."),
    "too_few_impartial": _("Færre enn to medlemmer er uten tilknytning til skolen det gjelder: {about}."),
    "mandate_in_force": _("Mandatet gjelder, og er sett over det siste året."),
    "mandate_ends_soon": _("Mandatet går ut, eller må ses over, innen 30 dager."),
    "mandate_not_reviewed": _("Det er over et år siden mandatet ble sett over."),
    "mandate_ended": _("Mandatet har gått ut."),
    "no_mandate": _("Teamet har ikke noe mandat."),
    "may_act": _("Teamet kan bestemme noe selv, eller kreve svar."),
    "advises_only": _("Mandatet lar bare teamet gi råd. Da er det lite det kan gjøre når det haster."),
    "maps_settled": _("Det er bestemt hvordan teamet jobber, både når skolen spør og når en familie gjør det."),
    "map_lacks": _("Det er ikke bestemt hvordan teamet jobber: {about}."),
    "neighbour_agreed": _("Det er en avtale om hjelp fra en nabo når mange i teamet er inhabile eller borte."),
    "neighbour_ended": _("Avtalen om hjelp fra en nabo har gått ut."),
    "no_neighbour": _("Det er ingen avtale om hjelp fra en nabo når mange i teamet er inhabile eller borte."),
    "external_team_stands_by": _("Et eksternt team kan ta over når noen ved skolen er inhabil."),
    "no_external_team": _("Det er ikke noe eksternt team å spørre når noen ved skolen er inhabil."),
}

REFUSED = {
    "unknown_team": _("Teamet finnes ikke."),
    "team_ends": _("Teamet er avsluttet, eller skal avsluttes."),
    "team_helps": _("Teamet er bedt om hjelp, eller hjelper, i saker nå. Svar skolene, eller overlever sakene, først."),
    "questions_wait": _("Noen har spurt teamet uten navn og venter på svar. Svar dem først."),
    "team_goes_on": _("Teamet fortsetter. Ingen har sagt at det skal avsluttes."),
    "team_is_over": _("Den siste dagen er over. Sett opp et nytt team i stedet."),
    "families_wait": _("Familier venter på teamet. De må få svar, eller hjelp fra et annet team, først."),
    "team_ends_in_past": _("Teamet kan tidligst avsluttes fra i går."),
    "unknown_membership": _("Medlemmet finnes ikke i teamet."),
    "team_already": _("Skolen har et innsatsteam fra før."),
    "team_named_so": _("Dere har et team med dette navnet fra før. Velg et annet: {about}."),
    "member_already": _("Personen er alt med i teamet i denne tiden."),
    "leader_already": _("Teamet har en leder i denne tiden. Avslutt den plassen først, eller velg en annen plass."),
    "membership_ended": _("Plassen i teamet er alt avsluttet tidligere enn dette."),
    "membership_ends_in_past": _("Plassen i teamet kan tidligst avsluttes fra i går."),
    "skills_missing": _("Kryss av for minst én ting medlemmet kan."),
    "mandate_empty": _("Velg minst én ting teamet kan gi råd om, kreve svar på eller bestemme."),
    "thing_twice": _("Det samme står to ganger i mandatet: {about}."),
    "not_the_teams": _("Så langt kan ikke et mandat gå. Det avgjøres av andre etter egne regler: {about}."),
    "hours_out_of_bounds": _("Skriv et helt tall fra 1 til 40: {about}."),
    "notice_out_of_bounds": _("Skriv et helt tall fra 0 til 336: {about}."),
    "absences_overlap": _("Medlemmet er alt skrevet opp som borte noen av disse dagene: {about}."),
    "absence_over": _("Fraværet er alt over før dette."),
    "absence_ends_in_past": _("Fraværet kan tidligst slutte i går."),
    "no_calendar": _("Du har ingen kalenderadresse."),
    "unknown_absence": _("Fraværet finnes ikke."),
    "unknown_agreement": _("Avtalen finnes ikke."),
    "agreement_with_school": _("Teamet er en skoles eget. Velg et team som hjelper alle skolene hos en skoleeier."),
    "agreement_with_oneself": _("Teamet er deres eget. Det hjelper skolene deres uten avtale."),
    "agreements_overlap": _("Dere har en avtale om dette teamet da. Avslutt den først, eller velg andre dager."),
    "agreement_over": _("Avtalen er alt slutt før dette."),
    "agreement_ends_in_past": _("Avtalen kan tidligst slutte i går."),
    "expires_before": _("Siste dag det gjelder, er før det ble lært. Rett en av datoene."),
}

ABOUT = {
    "hours_a_week": _("timer i uka"),
    "notice_hours": _("timers varsel"),
    "employer": _("arbeidsgiveren"),
    "signed_on": _("når mandatet ble skrevet under"),
    "signed_by": _("hvem som skrev under"),
    "learned_on": _("når det ble lært"),
    "learned_from": _("hvor det er lært"),
    "starts_on": _("første dag"),
    "delegation": _("hva teamet kan gjøre"),
    "secrecy": _("taushetsplikt"),
    "archive": _("arkiv"),
    "signed_by_team": _("hvem som skrev under for teamet"),
}

THINGS = {
    "safety_today": _("Det som gjør eleven trygg i dag"),
    "call_meeting": _("Møte på skolen med dem som må være der"),
    "extra_adults": _("Ekstra voksne der det trengs"),
    "outside_help": _("Hjelp fra andre tjenester eller sakkyndige"),
    "change_staffing": _("Hvem som underviser eller har tilsyn"),
    "measures_in_plan": _("Tiltak i aktivitetsplanen"),
    "exclusion": _("Bortvisning"),
    "school_change": _("Pålagt skolebytte"),
}

LEVELS = {
    "decide": _("Kan bestemme"),
    "demand": _("Kan kreve svar"),
    "recommend": _("Kan gi råd"),
}

KINDS = {
    "thing": THINGS,
    "level": LEVELS,
    "place": PLACES,
    "profession": PROFESSIONS,
    "skill": SKILLS,
    "principle": PRINCIPLES,
    "colour": COLOURS,
    "verdict": VERDICTS,
    "readiness": READINESS,
}
