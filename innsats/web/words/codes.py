"""Words for the codes of rows and rules: stages, roles, clocks, places, concerns, relations and the rest."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TITLES: dict[str, dict[str, str]] = {
    "municipality": {"principal": _("rektor"), "owner": _("kommunen")},
    "county": {"principal": _("rektor"), "owner": _("fylkeskommunen")},
    "private": {"principal": _("daglig leder"), "owner": _("styret for skolen")},
}

STAGES = {
    "reported": _("Meldt"),
    "inquiring": _("Undersøkes"),
    "measures": _("Tiltak"),
    "aftercare": _("Oppfølging etter mobbing"),
    "closed": _("Avsluttet"),
}

ROLES = {
    "employee": _("Ansatt"),
    "principal": _("{principal}"),
    "owner_officer": _("Mottaker hos {owner}"),
    "owner_head": _("Øverste leder hos {owner}"),
    "privacy_officer": _("Personvernombud"),
}

ACTORS = {
    "person": _("en person"),
    "receipt": _("den som meldte fra"),
    "guardian": _("en foresatt"),
    "pupil": _("eleven selv"),
    "anonymous": _("noen uten innlogging"),
    "clock": _("klokka"),
    "operator": _("drift"),
}

CLOCKS = {
    "school_promise": _("Énukesmålet"),
    "team_promise": _("Énukesmålet for innsatsteamet"),
    "safety_today": _("Trygg i dag"),
    "receipt": _("Meldingen tas imot"),
    "lead_named": _("Saksansvarlig på plass"),
    "first_talk": _("Første samtale med eleven"),
    "plan_active": _("Aktivitetsplanen i kraft"),
    "staff_to_principal": _("Si fra til {principal}"),
    "leadership_to_owner": _("Si fra til {owner}"),
    "principal_to_owner": _("{principal} sier fra til {owner}"),
    "serious_to_owner": _("{owner} får vite om alvorlig sak"),
    "intervention_to_owner": _("{owner} får vite om fysisk inngrep"),
    "governor_from": _("Familien kan gå til statsforvalteren"),
    "evaluation": _("Evaluering"),
    "help_question": _("Trenger dere hjelp utenfra?"),
    "advice_answered": _("Svar på nødvendig råd"),
    "advice_decided": _("Avgjørelse om nødvendig råd"),
    "aftercare_check": _("Samtale i oppfølgingen"),
    "child_calls": _("Eleven trenger en voksen nå"),
    "child_answered": _("Les svaret fra eleven"),
    "stop_talk_followup": _("Ny samtale etter stoppsamtale"),
    "recipient_decision": _("Avgjørelse om hva en foresatt får"),
    "privacy_assessment": _("Personvern: vurder det som kan ha kommet ut"),
    "child_welfare_report": _("Bekymringsmelding til barnevernet"),
    "child_welfare_feedback": _("Tilbakemelding fra barnevernet"),
    "governor_request": _("Legg fram det statsforvalteren ber om"),
    "governor_order": _("Pålegg fra statsforvalteren"),
    "appeal": _("Klagefrist"),
    "declaration": _("Svar om habilitet"),
    "case_to_end": _("Saken avsluttes når eleven har byttet skole"),
}

STATUSES = {
    "open": pgettext_lazy("clock", "Går"),
    "soon": pgettext_lazy("clock", "Haster"),
    "now": pgettext_lazy("clock", "Gjør det nå"),
    "met": pgettext_lazy("clock", "Nådd"),
    "met_late": pgettext_lazy("clock", "Nådd for sent"),
    "overdue": pgettext_lazy("clock", "På overtid"),
    "lapsed": pgettext_lazy("clock", "Gjelder ikke lenger"),
}

STRENGTHS = {"law": _("lov"), "guidance": _("veiledning"), "practice": _("god praksis, ikke lov")}

IMPARTIALITY = {
    "impartial": _("Habil"),
    "undeclared": _("Ikke svart om habilitet"),
    "to_assess": _("Habilitet må vurderes"),
    "disqualified": _("Inhabil"),
}

CONCERNS = {
    "pupils": _("Det som skjer mellom elever"),
    "employee": _("En som arbeider på skolen"),
    "leadership": _("Noen i ledelsen ved skolen"),
    "officer": _("Mottakeren hos {owner}"),
}

ARENAS = {
    "school": _("På skolen"),
    "sfo": _("På SFO"),
    "homework_help": _("På leksehjelpen"),
    "on_the_way": _("På skoleveien"),
    "online": _("På nett"),
    "unknown": _("Vet ikke"),
}

RECEIVING = {
    "principal": _("{principal}"),
    "deputy": _("stedfortreder for {principal}"),
    "owner_officer": _("mottaker hos {owner}"),
    "owner_head": _("øverste leder hos {owner}"),
}

CHANNELS = {"written": _("Skrevet her"), "phone": _("Fortalt på telefon"), "talk": _("Fortalt i en samtale")}

SENDERS = {
    "employee": _("En som arbeider på skolen"),
    "pupil": _("En elev"),
    "guardian": _("En forelder eller annen foresatt"),
    "other": _("En annen"),
    "school": _("Skolen eleven gikk på før"),
    "unknown": _("Ikke oppgitt"),
}

RELATIONS = {
    "none": _("Ingen tilknytning"),
    "self": _("Saken gjelder meg selv"),
    "parent": _("Forelder"),
    "child": _("Barn"),
    "grandparent_or_other_direct_line": _("Besteforelder, barnebarn eller andre i rett linje"),
    "sibling": _("Søsken"),
    "spouse_current": _("Gift"),
    "spouse_former": _("Har vært gift"),
    "engaged": _("Forlovet"),
    "cohabitant_current": _("Samboer"),
    "cohabitant_former": _("Har vært samboer"),
    "foster_parent": _("Fosterforelder"),
    "foster_child": _("Fosterbarn"),
    "step_parent": _("Steforelder"),
    "step_child": _("Stebarn"),
    "parents_spouse": _("Gift med en forelder"),
    "spouses_child": _("Barn av ektefellen"),
    "relatives_spouse": _("Gift med noen i rett linje, som svigersønn eller svigerdatter"),
    "relatives_cohabitant": _("Samboer med noen i rett linje"),
    "partners_direct_line_relative": _("Ektefellens foreldre eller andre i rett linje"),
    "partners_sibling": _("Ektefellens søsken"),
    "siblings_spouse": _("Gift med et søsken"),
    "siblings_cohabitant": _("Samboer med et søsken"),
    "cohabitants_direct_line_relative": _("Samboerens foreldre eller andre i rett linje"),
    "cohabitants_sibling": _("Samboerens søsken"),
    "uncle_aunt_nephew_niece": _("Onkel, tante, niese eller nevø"),
    "cousin": _("Søskenbarn"),
    "close_friend": _("Nær venn"),
    "enemy_conflict": _("Åpen konflikt"),
    "neighbour": _("Nabo"),
    "colleague": _("Kollega"),
    "employer_superior": _("Over- eller underordnet"),
    "treated_party_as_health_worker": _("Har behandlet som helsepersonell"),
    "guardian_or_agent_now": _("Verge eller fullmektig nå"),
    "guardian_or_agent_since_case_began": _("Verge eller fullmektig etter at saken begynte"),
    "guardian_or_agent_before_case_began": _("Verge eller fullmektig før saken begynte"),
    "office_leader": _("Leder i en organisasjon som er part"),
    "office_leading_position": _("Ledende stilling i en organisasjon som er part"),
    "office_board_member": _("Styremedlem i en organisasjon som er part"),
    "office_board_deputy": _("Varamedlem i styret i en organisasjon som er part"),
    "office_board_deputy_took_part": _("Varamedlem som var med da styret i en organisasjon som er part, hadde saken"),
    "office_in_public_company": _("Verv i et selskap som det offentlige eier helt"),
    "stake_own": _("Har noe å vinne eller tape selv"),
    "stake_of_close_person": _("Noen nær meg har noe å vinne eller tape"),
    "reported_it": _("Har meldt fra om dette selv"),
    "handled_at_school": _("Har arbeidet med saken før"),
    "decided_measure": _("Har bestemt et tiltak i saken"),
    "is_criticised_in_case": _("Det jeg selv har gjort mot eleven, blir undersøkt"),
    "handling_criticised": _("Noen kritiserer hvordan skolen har arbeidet med saken"),
    "gave_treatment": _("Har gitt behandling"),
}

OUTCOMES = {
    "impartial": _("Habil"),
    "must_be_assessed": _("Habilitet må vurderes"),
    "disqualified": _("Inhabil"),
}

SERIOUS_REASONS = {
    "violence": _("Vold"),
    "sexual": _("Seksuelle krenkelser"),
    "threats": _("Trusler"),
    "long_lasting": _("Det har vart lenge"),
    "not_solved": _("Det skolen har prøvd, har ikke hjulpet"),
    "several_pupils": _("Mange elever er involvert"),
    "digital_spread": _("Bilder eller tekst er spredt på nett"),
    "staff_involved": _("En som arbeider på skolen, er involvert"),
    "stays_away": _("Eleven er borte fra skolen"),
    "other": _("En annen grunn"),
}

MEASURE_KINDS = {
    "adult_close_by": _("En voksen er i nærheten"),
    "safe_place": _("Et trygt sted å være"),
    "talk_with_adult": _("Samtale med en voksen eleven er trygg på"),
    "group_or_seating": _("Endre grupper eller plassering"),
    "stop_talk": _("Stoppsamtale"),
    "other_measure": _("Et annet tiltak"),
    "meeting": _("Møte"),
    "mapping": _("Kartlegging"),
    "assessment": _("Vurdering"),
    "watching": _("Følge ekstra med"),
}

QUESTIONS = {
    "experience": _("Hvordan opplever eleven det?"),
    "facts": _("Hva har skjedd?"),
    "context": _("Hva i klassen eller på skolen holder det i gang?"),
}

METHODS = {
    "talk": _("Samtale"),
    "observation": _("Observasjon"),
    "survey": _("Spørreundersøkelse"),
    "digital_trace": _("Spor på nett"),
    "earlier_records": _("Det som er skrevet før"),
    "other": _("En annen måte"),
}

RECORD_KINDS = {
    "talk": _("Skriv ned en samtale"),
    "observation": _("Skriv ned en observasjon"),
    "digital_trace": _("Skriv ned et spor på nett"),
}

PERSPECTIVES = {
    "pupil": _("Eleven"),
    "peers": _("Andre elever"),
    "staff": _("Ansatte"),
    "guardians": _("Foresatte"),
    "other": _("Andre"),
}

SAFE = {"yes": _("Ja, trygt og godt"), "no": _("Nei, ikke trygt og godt"), "no_answer": _("Vil ikke svare nå")}
CARRIED_OUT = {"yes": _("Ja"), "partly": _("Delvis"), "no": _("Nei")}
HELPED = {"yes": _("Ja"), "partly": _("Litt"), "no": _("Nei"), "unknown": _("Eleven har ikke svart")}

RESPONSIBILITY = {
    "yes": _("har foreldreansvar"),
    "no": _("har ikke foreldreansvar"),
    "unknown": _("foreldreansvar er ikke kjent"),
}
GUARDIAN_SOURCES = {
    "typed_in": _("skrevet inn av skolen"),
    "from_family": _("sagt av familien"),
    "school_system": _("fra skolens elevregister"),
    "national_register": _("fra Folkeregisteret"),
}

LAPSES = {
    "unfounded": _("åpenbart grunnløst"),
    "pupil_left": _("eleven har sluttet ved skolen"),
    "measure_stopped": _("tiltaket ble stoppet"),
    "sent_on": _("meldingen gikk videre til en annen"),
    "not_serious": _("saken er vurdert på nytt"),
    "case_closed": _("saken er avsluttet"),
    "measures_ended": _("tiltakene er avsluttet"),
    "assistance_over": _("det eksterne teamet er ikke med lenger"),
    "family_stopped": _("familien ønsker ikke oppfølging"),
    "reopened": _("saken er åpnet igjen"),
    "governor_ended": _("statsforvalteren har avsluttet saken"),
    "abuse": _("meldingen er merket som misbruk"),
}

PARTY_PARTS = {
    "subject": _("Eleven saken gjelder"),
    "involved": _("Elev som er involvert"),
    "adult": _("Voksen som er involvert"),
}
LINK_REASONS = {
    "same_event": _("Det er den samme hendelsen"),
    "report_each_other": _("Elevene melder om hverandre"),
    "siblings": _("Elevene er søsken"),
    "same_group": _("Elevene er i samme gruppe"),
}
ACCESS_PARTS = {
    "lead": _("Saksansvarlig"), "team": _("Med i saksteamet"), "assist": _("Hjelper fra det eksterne teamet"),
}
RIGHTS_TO = {"pupil": _("Eleven"), "guardian": _("Foresatte"), "both": _("Eleven og foresatte")}
HOW = {
    "talk": _("I en samtale"), "phone": _("På telefon"), "letter": _("I brev"), "digital": _("Digitalt"),
    "meeting": _("I et møte"),
}

KINDS: dict[str, Mapping[str, str]] = {
    "stage": STAGES,
    "role": ROLES,
    "actor": ACTORS,
    "clock": CLOCKS,
    "status": STATUSES,
    "strength": STRENGTHS,
    "impartiality": IMPARTIALITY,
    "concern": CONCERNS,
    "arena": ARENAS,
    "receiving": RECEIVING,
    "channel": CHANNELS,
    "sender": SENDERS,
    "relation": RELATIONS,
    "outcome": OUTCOMES,
    "serious_reason": SERIOUS_REASONS,
    "measure_kind": MEASURE_KINDS,
    "question": QUESTIONS,
    "method": METHODS,
    "record_kind": RECORD_KINDS,
    "perspective": PERSPECTIVES,
    "safe": SAFE,
    "carried_out": CARRIED_OUT,
    "helped": HELPED,
    "responsibility": RESPONSIBILITY,
    "guardian_source": GUARDIAN_SOURCES,
    "lapse": LAPSES,
    "party_part": PARTY_PARTS,
    "link_reason": LINK_REASONS,
    "access_part": ACCESS_PARTS,
    "rights_to": RIGHTS_TO,
    "how": HOW,
}
