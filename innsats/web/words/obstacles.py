"""Why something may not be done, in kind and plain words that say what to do instead.

What the obstacle is about comes last, as ": {about}", and is left out when the viewer may not know its name.
`<code>_other` is said when the obstacle is about somebody else than the one who asks.
"""

from django.utils.translation import gettext_lazy as _

from . import abuse, attachments, dialogue, errands, family, keeping, lettingin, looking, sharing, trust, voice
from .assistance import OBSTACLES as ASSISTANCE
from .caring import REFUSED as CARING
from .impartiality import REFUSED as IMPARTIALITY
from .processmaps import REFUSED as MAPS
from .signin import REFUSED as SIGNING_IN
from .teams import REFUSED as TEAMS

UNNAMED = "unnamed"

ACCESS = {
    "disqualified": _("Du er inhabil i denne saken. En annen må gjøre dette."),
    "disqualified_other": _(
        "Personen er inhabil i saken eller har gått til side, og kan ikke ha oppgaver i den: {about}."
    ),
    "undeclared": _("Svar først på om du er habil i saken."),
    "impartiality_undecided": _("Noen må først avgjøre om du er habil i saken."),
    "impartiality_undecided_other": _("Noen må først avgjøre om personen er habil i saken: {about}."),
    "untrained_other": _("Har ikke opplæring i personvern og kan ikke lese saken: {about}."),
    "untrained": _(
        "Du må ha opplæring i personvern og sikkerhet før du kan gjøre dette. "
        "Be {principal} registrere den."
    ),
    "wrong_part": _("Denne oppgaven ligger hos noen andre."),
    "wrong_stage": _("Dette passer ikke der saken står nå: {about}."),
    "not_employed_here": _("Personen har ingen rolle ved skolen nå: {about}."),
    "assignee_untrained": _("Personen mangler registrert opplæring i personvern og sikkerhet: {about}."),
}

WRITTEN = {
    "text_missing": _("Her mangler tekst: {about}."),
    "text_too_long": _("Teksten er for lang. Kort den ned, eller del den i to: {about}."),
    "text_unreadable": _("Teksten har tegn som ikke kan lagres. Skriv dem på nytt: {about}."),
    "in_the_future": _("Dette har ikke skjedd ennå. Velg et tidspunkt som har vært: {about}."),
    "before_the_case": _("Tidspunktet er før noen meldte fra: {about}."),
    "too_long_ago": _("Tidspunktet er for langt tilbake. Se om året stemmer: {about}."),
    "too_far_ahead": _("Datoen er mer enn to år fram i tid. Velg en dag som kommer før: {about}."),
    "stale": _("Noen andre endret dette mens du skrev. Se begge utgavene, og velg hva som skal stå: {about}."),
    "changed_since": _(
        "Noen andre endret tiltaket etter at du åpnet siden. Se hvordan det står nå, før du tar det ut."
    ),
    "plan_changed_since": _(
        "Noen andre endret planen etter at du åpnet siden. Se tiltakene slik de står nå, før planen gjelder."
    ),
    "nothing_to_correct": _("Det som skulle rettes, finnes ikke i saken."),
}

REPORT = {
    "unknown_school": _("Vi finner ikke skolen. Velg en fra lista."),
    "found_already": _("Det er alt skrevet at det ikke er holdepunkter."),
    "unknown_person": _("Vi finner ikke personen. Velg en fra lista."),
    "unknown_party": _("Eleven er ikke ført opp her. Velg en fra lista: {about}."),
    "nobody_to_receive": _("Ingen ved skolen eller hos {owner} kan ta imot dette her. Ring {owner}."),
    "goes_nowhere": _("Meldingen ligger alt hos den som skal ha den."),
    "not_at_the_owner": _("Personen tar ikke imot slike meldinger hos {owner}. Velg en annen: {about}."),
    "not_a_staff_concern": _("Dette gjelder bare når det meldes fra om en ansatt."),
    "withdrawn_already": _("Det er alt skrevet ned at meldingen er ønsket trukket."),
    "reports_missing": _("Velg minst én melding som saken bygger på."),
    "report_elsewhere": _("Meldingen hører til en annen skole."),
}

CASE = {
    "case_is_open": _(
        "Det er alt en åpen sak om eleven: {about}. "
        "Knytt meldingen til den, eller kryss av for at dette er noe annet."
    ),
    "pupils_alike": _(
        "Skolen har en tvilling eller en med samme navn: {about}. "
        "Se på klasse og fødselsdato, og kryss av for at det er riktig elev."
    ),
    "same_pupil": _("Saken gjelder alt denne eleven: {about}."),
    "no_breach": _("Det er ikke noe å vurdere her nå."),
    "another_breach": _("Den du leste om, er vurdert av en annen. Se på barnet som står her nå, før du lagrer igjen."),
    "authority_not_told": _("Kan det være en risiko, skal Datatilsynet ha melding. Skriv hvilken dag de fikk den."),
    "concerned_not_told": _("Er risikoen høy, skal barnets familie vite det. Skriv hvilken dag de fikk vite det."),
    "serious_reason_missing": _("Velg grunnen til at saken er alvorlig."),
    "rights_missing": _("Skriv når familien fikk informasjon om rettighetene sine, eller når den får det."),
    "not_heard_without_reason": _("Skriv hva eleven sa, eller hvorfor eleven ikke er hørt."),
}

LINKED = {
    "link_to_itself": _("Dette er den samme saken. Velg en annen."),
    "link_across_schools": _("Saken hører til en annen skole, og kan ikke knyttes til denne."),
    "linked_already": _("Sakene er alt knyttet sammen."),
    "not_linked": _("Sakene er ikke knyttet sammen. Det må gjøres først."),
    "nothing_to_share": _("Notatet finnes ikke i denne saken."),
    "text_copied": _(
        "Dette er avskrift fra den andre saken. "
        "Fortell det på nytt, slik det gjelder denne eleven: {about}."
    ),
    "names_another_child": _("Her står navnet på et barn som ikke skal nevnes her. Skriv det uten navn: {about}."),
    "trusted_elsewhere": _("Velg en annen trygg voksen i denne saken enn: {about}."),
    "guardians_not_contacted": _("Foresatte skal få vite det samme dag som dere snakker med eleven: {about}."),
}

PLAN = {
    "no_measures": _("Planen har ingen tiltak ennå."),
    "no_active_plan": _("Ingen plan er satt i kraft ennå."),
    "unknown_measure": _("Tiltaket finnes ikke i planen lenger."),
    "missing_problem": _("Tiltaket sier ikke hvilket problem det skal løse: {about}."),
    "missing_measure": _("Tiltaket sier ikke hva som skal gjøres: {about}."),
    "missing_when": _("Tiltaket sier ikke når det skal gjøres: {about}."),
    "missing_who": _("Tiltaket sier ikke hvem som har ansvaret: {about}."),
    "missing_evaluation": _("Tiltaket mangler dato for evaluering: {about}."),
    "evaluation_before_start": _("Evalueringen er satt før tiltaket begynner: {about}."),
    "pupil_not_heard": _("Eleven er ikke hørt ennå. Hør eleven, eller skriv hvorfor det ikke går."),
    "other_pupil_not_heard": _(
        "En annen elev som tiltaket gjelder, er ikke hørt. "
        "Hør eleven, eller skriv hvorfor det ikke går: {about}."
    ),
    "missing_best_interest": _("Skriv i én linje hva som er best for eleven tiltaket gjelder: {about}."),
    "carried_out_missing": _("Svar på om tiltaket er gjennomført som planlagt."),
    "carried_out_answered": _("Om tiltaket er gjennomført, er alt svart på. Det svaret gjelder også her."),
    "begun_already": _("Tiltaket er alt i gang."),
    "not_begun": _("Tiltaket har ikke begynt ennå."),
    "not_in_force": _("Tiltaket står ikke i en plan som gjelder ennå. Sett planen i kraft først."),
    "ended_already": _("Tiltaket er alt avsluttet."),
    "key_ended": _("Koden virker ikke lenger."),
    "next_before_this": _("Neste evaluering må være etter denne."),
    # advice: a warning, never a stop
    "no_counting_measure": _(
        "Møte, kartlegging og vurdering er ikke tiltak. "
        "Planen trenger noe som endrer elevens dag: {about}."
    ),
    "still_not_safe": _(
        "Eleven har det fortsatt ikke trygt og godt. "
        "Skriv et nytt tiltak, eller endre et som er i gang."
    ),
    "few_methods": _("Undersøkelsen bygger på bare én måte å finne ut av det på. Prøv en til."),
    "few_perspectives": _("Undersøkelsen bygger på bare én parts syn. Spør noen flere."),
    "questions_unanswered": _("Undersøkelsen svarer ikke på alle spørsmålene ennå: {about}."),
    "trace_held_by_nobody": _("Skriv hvem som har sporet fra nettet, så det ikke blir borte."),
}

STOP_TALKS = {
    "stop_talk_about_adult": _("Saken handler om en voksen. Da er ikke stoppsamtaler veien å gå."),
    "no_involved_pupil": _("Ingen andre elever er ført opp. Finn ut hvem som er med, før dere har stoppsamtaler."),
    "stop_talk_with_exposed": _("Stoppsamtalen er med de andre elevene. Den som er utsatt, hører dere for seg."),
    "exposed_not_heard_first": _("Snakk først med eleven som er utsatt, sammen med en voksen eleven er trygg på."),
    "not_two_adults": _("To forskjellige voksne skal være med i samtalen. Velg en annen voksen."),
    "two_pupils_at_once": _("Snakk med én elev om gangen. En av de voksne var i en annen stoppsamtale samtidig."),
    "followup_too_soon": _("Den nye samtalen må være en dag etter denne, og ikke på en dag som har vært."),
    "followup_too_late": _("Den nye samtalen må være innen fire uker. Velg en tidligere dag."),
    "no_talk_booked": _("Det er ikke avtalt noen ny stoppsamtale med eleven: {about}."),
}

FOLLOWUP = {
    "no_word_of_pupil": _("Eleven har ikke selv sagt at det er trygt og godt. Spør eleven."),
    "pupil_says_not_safe": _("Eleven sier selv at det ikke er trygt og godt. Det er elevens ord som gjelder."),
    "pupil_word_is_old": _("Det er mer enn 14 dager siden eleven sa at det var trygt og godt. Spør på nytt."),
    "measure_goes_on": _("Tiltaket er i gang. Avslutt det, eller la det fortsette i oppfølgingen: {about}."),
    "aftercare_ends_too_soon": _("Oppfølgingen må vare lenger enn dette. Velg en senere dag."),
    "aftercare_too_long": _("Oppfølgingen kan vare høyst 36 måneder. Velg en tidligere dag."),
    "aftercare_stopped": _("Familien har alt sagt at den ikke ønsker oppfølging."),
    # advice: a warning, never a stop
    "may_be_back": _(
        "Eleven sier at det ikke er trygt, eller noen har sett tegn til at det kan komme tilbake. "
        "Åpne saken igjen, og finn nye tiltak."
    ),
}

SPECIAL = {
    "told_before_it_happened": _("Ingen kan ha fått vite det før det skjedde. Se på tidspunktene: {about}."),
    "milder_untried": _("Noe mildere skal være prøvd først. Skriv hva dere har prøvd."),
    "exclusion_count_missing": _("Skriv hvor mange timer eller dager det gjelder."),
    "exclusion_grade_unknown": _("Eleven står uten trinn. Trinnet avgjør hvor lenge en elev kan vises bort."),
    "exclusion_only_hours": _("På 1. til 7. trinn kan en elev bare vises bort enkelttimer eller resten av dagen."),
    "exclusion_three_days": _("På 8. til 10. trinn kan en elev vises bort høyst tre dager."),
    "exclusion_five_days": _("I videregående kan en elev vises bort høyst fem dager, eller resten av skoleåret."),
    "exclusion_no_year": _("Bare i videregående kan en elev vises bort resten av skoleåret."),
    "exclusion_year_not_serious": _("Resten av skoleåret er bare for det som er særlig alvorlig."),
    "exclusion_year_elsewhere": _(
        "Bortvisning resten av skoleåret kan ikke avgjøres på skolen. Velg kommunen eller fylkeskommunen."
    ),
    "teacher_decides_lesson": _("En lærer kan bare avgjøre høyst to timer av egen undervisning. Velg en annen."),
    "guardians_before_rest_of_day": _(
        "De foresatte skal få vite det før eleven vises bort resten av dagen. Skriv når de fikk vite det."
    ),
    "school_cannot_decide": _(
        "Verken skolen eller teamet kan avgjøre et skolebytte. Foreslå det for kommunen eller fylkeskommunen."
    ),
    "bar_unanswered": _("Svar på dette før dere foreslår skolebytte: {about}."),
    "school_change_barred": _("Da kan ikke eleven pålegges å bytte skole: {about}."),
    "survey_names_pupils": _("En undersøkelse for å forebygge kan ikke spørre med navn om hvem som plager hvem."),
    "survey_others_untried": _("Andre måter å undersøke på skal være prøvd først. Skriv hva dere har gjort."),
    "survey_uncomplicated": _("Undersøkelse med navn er bare for det som har vart lenge, er uklart eller sammensatt."),
    "child_interprets": _("Et barn skal aldri tolke, heller ikke en elev ved skolen. Bestill en tolk."),
    "relative_interprets": _("Den som er i familien, skal ikke tolke. Bestill en tolk."),
    "agent_without_authority": _("En fullmektig må ha skriftlig fullmakt. Skriv hvor den ligger."),
    "support_ends_before": _("Siste dag er før første dag. Velg en senere dag."),
    "unknown_proposal": _("Forslaget finnes ikke i denne saken."),
    "intervention_lacks": _("Om et fysisk inngrep må dere skrive dette: {about}."),
}

ENDING = {
    "ends_from_elsewhere": _("Saken kan ikke avsluttes slik der den står nå."),
    "measure_not_ended": _("Et tiltak er i gang. Avslutt det først, under Plan."),
    "aftercare_runs": _("Oppfølgingen varer fortsatt. Den går til den avtalte dagen, eller til familien stopper den."),
    "nothing_examined": _("Det er ikke skrevet noe om hva dere har undersøkt."),
    "not_confirmed_in_words": _("Bekreft med egne ord at undersøkelsen ikke sier noe annet enn eleven."),
    "too_few_offers": _("Eleven må være tilbudt en samtale minst tre ganger."),
    "offers_alike": _("Tilbudene må komme fra minst to voksne, eller på minst to måter."),
    "offers_too_close": _("Det må gå minst fire uker fra det første tilbudet til det siste."),
    "pupil_has_answered": _("Eleven har svart. Bruk det eleven sa."),
    "not_observed": _("Ingen har skrevet en observasjon av eleven etter det første tilbudet."),
    "guardians_not_told": _("Skriv når de foresatte fikk vite at eleven ikke vil svare."),
    "team_not_asked": _("Spør det eksterne innsatsteamet om hjelp først, og skriv det her."),
    "not_cosigned": _("Mottakeren hos {owner} må bekrefte at det ikke finnes flere egnede tiltak. Si fra til {owner}."),
    "governor_not_told": _("Skriv når familien fikk skriftlig beskjed om at den kan gå til statsforvalteren."),
    "ending_without_reason": _("Skriv hvorfor saken avsluttes slik."),
    "day_left_missing": _("Skriv hvilken dag eleven sluttet på skolen."),
    "unknown_double": _("Vi finner ikke den andre saken. Den må handle om den samme eleven ved den samme skolen."),
    "withdrawn_unheard": _("Meldingen er ønsket trukket. Det er ikke en feil: Hør eleven før dere avgjør noe."),
    "registered_by_mistake": _("Saken ble avsluttet som en feil. Opprett en ny sak i stedet."),
}

PEOPLE = {
    "role_not_yours_to_give": _("Denne rollen kan ikke du gi eller avslutte."),
    "appoints_oneself": _("Du kan ikke gi deg selv en rolle. En annen må gjøre det."),
    "role_not_at_this_unit": _("Denne rollen finnes ikke her."),
    "deputy_of_whom": _("Bare {principal} har stedfortreder."),
    "ends_before_start": _("Siste dag er før første dag: {about}."),
    "holds_this_already": _("Personen har alt denne rollen i perioden."),
    "ends_before_that": _("Rollen er alt avsluttet tidligere enn dette."),
    "ends_in_the_past": _("Rollen kan tidligst avsluttes fra i går."),
    "last_officer": _(
        "Da er det ingen hos {owner} som kan ta imot meldinger om ledelsen ved skolen. "
        "Gi noen andre rollen først."
    ),
    "unknown_unit": _("Vi finner ikke skolen eller eieren."),
    "unknown_appointment": _("Rollen finnes ikke lenger."),
    "unknown_pupil": _("Vi finner ikke eleven."),
    "unknown_grade": _("Velg et trinn fra 1. til 13."),
    "unknown_source": _("Velg hvor opplysningene kommer fra."),
    "periods_overlap": _("To perioder går over hverandre. Slå dem sammen, eller rett datoene: {about}."),
    "closed_too_long": _("Perioden er så lang at det ikke blir plass til 38 skoleuker. Rett datoene: {about}."),
    "another_time": _("Datoene ligger for langt unna. Se om årstallet er rett: {about}."),
    "calendar_stale": _("Noen andre endret skoleruta mens du skrev. Åpne siden på nytt før du lagrer."),
    "not_receiving_then": _("Personen tar ikke imot meldinger hos dere på alle disse dagene: {about}."),
    "limit_out_of_bounds": _("Grensen kan være strengere enn det som gjelder for alle, aldri romsligere: {about}."),
    "officer_before_deputy": _("Mottakeren hos {owner} kan ikke få meldingen før stedfortrederen: {about}."),
    "guardian_is_pupil": _("Den foresatte har samme navn og fødselsdato som en elev ved skolen: {about}."),
    "file_refused": _("Fila kan ikke brukes slik den er. Ingenting er endret."),
    "recorded_already": _("Dette er alt registrert."),
    "readers_restricted": _("Saken leses bare av navngitte nå. Bare {principal} kan ta inn flere."),
    "not_restricted": _("Saken er ikke begrenset til navngitte lesere nå."),
    "not_theirs": _("Dette ligger ikke hos personen nå. Åpne siden på nytt."),
    "nothing_handed_over": _("Velg minst én som skal ta over."),
    "already_in_team": _("Personen er alt med i saksteamet."),
    "not_in_team": _("Personen er ikke med i saksteamet."),
    "email_unreadable": _("Skriv e-postadressen slik: navn@skolen.no."),
    "guardian_twice": _("Den samme personen står som foresatt to ganger."),
    "name_without_letters": _("Skriv navnet med bokstaver."),
    "pupil_is_here": _("Eleven er alt registrert ved skolen: {about}."),
    "is_this_another": _(
        "Det finnes en elev med samme navn eller fødselsdato. "
        "Er dette en annen, skriv fødselsdatoen en gang til: {about}."
    ),
    "not_confirmed": _("Dette må være på plass først: {about}."),
    "demo_is_practice": _("Dette er en øvelse med oppdiktede folk. Den kan ikke tas i bruk for ekte."),
}

MOVING = {
    "moved_already": _("Eleven har alt byttet skole."),
    "moves_nowhere": _("Eleven går på denne skolen. Velg skolen eleven begynner på."),
    "before_place_began": _("Eleven begynte på skolen denne dagen eller senere. Velg en senere dag: {about}."),
    "succeeds_itself": _("Dette er den samme. Velg en annen som tar over."),
    "succeeded_already": _("Dette er alt overtatt av en annen."),
    "successor_is_succeeded": _("Den du valgte, er selv overtatt av en annen. Velg den som har tatt over nå."),
    "succeeds_across_owners": _("Skolen har en annen eier. La først den ene eieren ta over for den andre."),
    "succeeded_before_it_began": _("Denne tok selv over for en annen på en senere dag. Se om datoen er rett."),
    "pupil_not_moved": _("Eleven har ikke byttet skole ennå. Registrer skolebyttet først."),
    "handed_over_already": _("Den nye skolen har alt fått saken. Ring dem om det er noe mer."),
    "pupil_has_not_allowed": _("Eleven er over 15 år og må ha tillatt det. Skriv hvilken dag."),
    "guardians_have_not_allowed": _("De foresatte må ha tillatt det. Skriv hvilken dag."),
    "grade_not_there": _("Skolen har ikke dette trinnet. Velg et annet trinn, eller en annen skole."),
}

GOVERNOR = {
    "governor_has_the_case": _("Statsforvalteren har saken allerede."),
    "governor_has_no_case": _("Skriv først at statsforvalteren har fått en melding."),
    "nothing_is_asked": _("Skriv først hva statsforvalteren har bedt om."),
    "nothing_is_ordered": _("Det er ikke noe pålegg som venter på å bli oppfylt."),
    "nothing_to_appeal": _("Det er ikke noe vedtak som venter på svar om klage."),
    "governor_step_too_early": _("Dette kan ikke ha skjedd før det som det svarer på. Se på datoen."),
    "governor_detail_missing": _("Velg ett av svarene."),
    "governor_deadline_missing": _("Skriv fristen som statsforvalteren har satt."),
    "governor_sets_no_deadline": _("Her setter ikke statsforvalteren noen frist. La datoen stå tom."),
    "governor_deadline_too_early": _("Fristen kan ikke være før brevet kom."),
    "others_not_asked_for": _("Statsforvalteren har ikke bedt om opplysninger om andre elever. De kan ikke være med."),
    "dates_as_before": _("Datoene er de samme som før. Rett den som er feil."),
    "governor_answered_before": _("Noe som er ført senere, kan ikke ha skjedd før dette. Se på datoen."),
}

OBSTACLES = {
    UNNAMED: _("Dette kan ikke gjøres nå."), **ACCESS, **SIGNING_IN, **WRITTEN, **REPORT, **IMPARTIALITY, **CASE,
    **LINKED, **PLAN, **STOP_TALKS, **FOLLOWUP, **SPECIAL, **ENDING, **GOVERNOR, **CARING, **TEAMS, **ASSISTANCE,
    **PEOPLE, **MOVING, **MAPS, **dialogue.REFUSED, **abuse.OBSTACLES, **errands.OBSTACLES, **sharing.OBSTACLES,
    **family.OBSTACLES, **attachments.OBSTACLES, **voice.OBSTACLES, **trust.OBSTACLES,
    **keeping.OBSTACLES, **looking.OBSTACLES,
    **lettingin.OBSTACLES,
}
