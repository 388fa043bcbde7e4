"""Words about help from the external team: why it is asked for, who goes, and what stands in the way."""

from django.utils.translation import gettext_lazy as _

from .meetings import OBSTACLES as MEETINGS

REASONS = {
    "impartiality_problem": _("Det er vanskelig å finne noen som er habile"),
    "powerful_measures": _("Det trengs særlig kraftige tiltak"),
    "complex_or_serious": _("Saken er sammensatt eller alvorlig"),
    "routines_not_enough": _("Skolens egne rutiner er ikke nok"),
    "not_heard": _("Eleven eller foresatte når ikke fram"),
    "beyond_the_school": _("Løsningen ligger utenfor det skolen rår over"),
    "other_reason": _("Noe annet"),
}

BASES = {
    "same_organ": _("Teamet er en del av det samme organet som skolen"),
    "other_organ": _("Teamet er et annet organ, og trenger å vite det for at skolen skal få gjort jobben sin"),
    "consent": _("Eleven eller foresatte har samtykket"),
}

DECLINED = {
    "prevention": _("Det gjelder forebygging, og ikke en sak som er i gang"),
    "declined_otherwise": _("En annen grunn"),
}

WEIGHED = {
    "knows": _("kan: {about}"),
    "in_time": _("kan komme {about}"),
    "declared": _("har svart om habilitet"),
    "fixed": _("fast medlem"),
    "ppt": _("kommer fra PPT"),
    "has_hours": _("bruker {about} prosent av avtalt tid, med denne saken"),
    "knows_nothing_asked": _("kan ikke noe av det saken trenger"),
    "too_late": _("kan først komme {about}"),
    "undeclared": _("har ikke svart om habilitet"),
    "leads_school": _("leder en skole"),
    "extended": _("må kalles inn"),
    "outranked": _("de foreslåtte passer bedre sammen"),
    "as_good": _("passer like godt som de foreslåtte"),
    "nobody_to_go_with": _("har ingen å rykke ut sammen med"),
    "disqualified": _("inhabil, eller har gått til side"),
    "impartiality_undecided": _("habiliteten er ikke avgjort"),
    "works_at_school": _("arbeider ved skolen"),
    "untrained": _("mangler opplæring i personvern"),
    "away": _("er borte"),
    "not_released": _("er ikke frigjort fra andre oppgaver"),
    "no_hours_left": _("har ikke flere timer i avtalen"),
}

WAYS = {
    "call_in_extended": _("Kall inn noen som ikke er faste medlemmer: {about}."),
    "free_member": _("Be arbeidsgiveren frigjøre flere timer for: {about}."),
    "ask_agreed": _("Si nei, og be skolen spørre naboen de har en avtale med: {about}."),
    "ask_neighbour": _("Spør teamet hos en annen skoleeier i nærheten om å hjelpe."),
}

WEIGHTS = {
    "advice": _("Et råd"),
    "necessary": _("Nødvendig for å stoppe mobbingen"),
    "decision": _("Teamet bestemmer dette"),
}
WEIGHED_MEANS = {
    "advice": _("Skolen svarer når den har tenkt over det."),
    "necessary": _("Skolen svarer senest neste arbeidsdag. Svarer ingen, eller sier {principal} nei, avgjør {owner}."),
    "decision": _("Bare der mandatet sier at teamet kan bestemme. Skolen gjør det."),
}
ANSWERS = {
    "accepted": _("Vi følger rådet"),
    "adapted": _("Vi gjør det på en annen måte"),
    "declined": _("Vi følger ikke rådet"),
}
RULINGS = {
    "instructed": _("Skolen skal følge rådet"),
    "upheld": _("Skolen trenger ikke følge rådet"),
}
WAITS = {
    "school": _("Venter på svar fra skolen"),
    "owner": _("Venter på svar fra {owner}"),
    "decision": _("Skolen skal gjøre det"),
    "closed": _("Saken ble avsluttet"),
    "done": _("Gjort"),
}

CAPACITY = {
    "in_time": _("Ja"),
    "too_late": _("Ja, men ikke innen én uke"),
    "too_few": _("Nei, ikke nå"),
    "no_mandate": _("Nei, mandatet mangler"),
}

CAPACITY_THEN = {
    "in_time": _("minst to kan rykke ut."),
    "too_late": _("noen kan rykke ut, men ikke innen én uke."),
    "too_few": _("færre enn to kan rykke ut."),
    "no_mandate": _("teamet har ikke noe mandat som gjelder."),
}

KINDS = {
    "assistance_reason": REASONS,
    "basis": BASES,
    "declined": DECLINED,
    "weighed": WEIGHED,
    "way_out": WAYS,
    "weight": WEIGHTS,
    "weight_means": WEIGHED_MEANS,
    "advice_answer": ANSWERS,
    "ruling": RULINGS,
    "advice_waits": WAITS,
    "capacity": CAPACITY,
    "capacity_then": CAPACITY_THEN,
}

OBSTACLES = {
    "team_not_for_school": _("Velg et team som hjelper denne skolen."),
    "consent_missing": _("Uten det kan ikke teamet hjelpe i saken. Skriv det heller som en vanlig melding til skolen."),
    "school_not_served": _("Velg en skole som teamet hjelper."),
    "works_at_the_school": _("Du arbeider på denne skolen, og må si fra der med en gang. Skriv det inn uten å vente."),
    "adult_cannot_wait": _("Når det handler om en voksen på skolen, må det meldes straks. Da kan det ikke vente."),
    "wait_too_long": _("Det kan vente i høyst fem arbeidsdager fra familien sa det. Velg en dag før det."),
    "danger_cannot_wait": _("Spør om noen er i fare. Er noen det, må skolen få vite det nå."),
    "text_names_pupil": _("Dette ser ut som navnet til en elev på skolen. Skriv det uten navn."),
    "consult_answered": _("Spørsmålet er alt besvart."),
    "talk_noted": _("Den første samtalen er alt skrevet inn."),
    "not_same_organ": _("Teamet er hos en annen skoleeier, og er ikke det samme organet. Velg en annen grunn."),
    "assistance_open": _("Teamet er alt bedt om hjelp i denne saken."),
    "reasons_missing": _("Velg minst én grunn."),
    "other_reason_missing": _("Skriv hva den andre grunnen er."),
    "necessity_missing": _("Skriv hvorfor teamet trenger å vite det du skriver."),
    "no_assistance": _("Teamet er ikke bedt om hjelp i denne saken nå."),
    "assistance_begun": _("Noen fra teamet er alt i gang. Avslutt bistanden i stedet."),
    "assistance_not_begun": _("Ingen fra teamet er satt på saken. Si nei i stedet."),
    "took_no_part": _("Velg blant dem på skolen som har arbeidet med saken."),
    "practised_what": _("Kryss av for hva de har lært."),
    "practised_who": _("Kryss av for hvem som har lært det."),
    "not_practised": _("Velg blant det dere kan lære av å jobbe sammen: forstå, avdekke, stoppe og følge opp."),
    "assists_not": _("Velg en av dem som hjelper i saken nå."),
    "commissioned_already": _("Har alt et oppdrag i saken: {about}. Ta det tilbake først."),
    "beyond_authority": _("Så langt går ikke mandatet til teamet i dette. Gi det heller som et råd."),
    "why_needed_missing": _("Skriv hvorfor det må til."),
    "advice_answered": _("Rådet er alt besvart."),
    "own_advice": _("Du har selv gitt rådet. La en annen svare."),
    "head_declines": _("Teamet mener dette må til for å stoppe mobbingen. Bare {principal} kan si noe annet enn ja."),
    "advice_not_with_owner": _("Rådet venter ikke på svar fra {owner} nå."),
    "not_decided_to_do": _("Dette er ikke bestemt. Svar på rådet i stedet."),
    "carried_out": _("Det er alt skrevet hva som er gjort."),
    "before_it_was_decided": _("Dagen er før det ble bestemt. Velg en senere."),
    "until_in_past": _("Bistanden må vare minst ut dagen i dag."),
    "until_too_far": _("Bistanden kan vare i høyst ett år. Den kan forlenges senere."),
    "no_mandate": _("Teamet har ikke noe mandat som gjelder. Be {owner} skrive under et mandat først."),
    "beyond_mandate": _("Mandatet går ut før den dagen."),
    "beyond_agreement": _("Avtalen om hjelp fra teamet går ut før den dagen."),
    "too_few_go": _("Velg minst to. De rykker ut sammen."),
    "too_many_go": _("Velg høyst tre."),
    "named_twice": _("Den samme er valgt to ganger: {about}."),
    "not_a_candidate": _("Velg blant dem som er med i teamet nå."),
    "works_at_school": _("Arbeider ved skolen, og kan ikke hjelpe den utenfra: {about}."),
    "away": _("Er borte da: {about}."),
    "not_released": _("Er ikke frigjort for teamet: {about}."),
    "no_hours_left": _("Har ikke nok timer igjen i avtalen: {about}."),
    **MEETINGS,
}
