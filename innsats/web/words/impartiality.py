"""Why something is refused that has to do with habilitet."""

from django.utils.translation import gettext_lazy as _

OBJECTORS = {
    "subject": _("Eleven saken gjelder"),
    "guardian": _("Foresatt til eleven saken gjelder"),
    "involved": _("En annen elev i saken"),
    "other_guardian": _("Foresatt til en annen elev i saken"),
    "adult": _("En ansatt saken gjelder"),
}

SCHOOL_TIES = {
    "none": _("Nei, ingen tilknytning"),
    "has_worked_there": _("Jeg arbeider der, eller har gjort det"),
    "close_to_staff": _("Jeg står nær noen som arbeider der"),
    "own_child_there": _("Jeg har barn eller nær familie på skolen"),
    "other": _("Noe annet kan ha betydning"),
    "steps_aside": _("Jeg går til side"),
}
SCHOOL_TIES_MEAN = {
    "none": _("Du går videre og ser hvem det gjelder. Der svarer du på om du er knyttet til dem."),
    "other": _("Skriv under hva det er."),
    "steps_aside": _("Du ser ingen navn, og lederen finner en annen. Du trenger ikke å si hvorfor."),
}

RULE_KINDS = {  # by the name of the source: what kind of rule an outcome rests on, and never the fact behind it
    "fvl67 § 6": _("ingen tilknytning"),
    "fvl67 § 6(1) a": _("er part"),
    "fvl67 § 6(1) b": _("nær familie"),
    "fvl67 § 6(1) c": _("ektefelle, forlovet eller fosterfamilie"),
    "fvl67 § 6(1) d": _("verge eller fullmektig"),
    "fvl67 § 6(1) e": _("verv i en organisasjon"),
    "fvl67 § 6(2)": _("særegne forhold"),
    "fvl67 § 6(4)": _("åpenbart uten betydning"),
    "fvl67 § 8": _("en part har sagt imot"),
    "fvl67 § 8(1)": _("en part har sagt imot"),
    "fvl25 § 26": _("ingen tilknytning"),
    "fvl25 § 26(1)": _("er part"),
    "fvl25 § 26(2) a": _("ektefelle eller samboer"),
    "fvl25 § 26(2) b": _("nær familie"),
    "fvl25 § 26(2) c": _("nær familie"),
    "fvl25 § 26(2) b–d": _("nær familie"),
    "fvl25 § 26(2) e": _("fosterfamilie"),
    "fvl25 § 26(2) f": _("stefamilie"),
    "fvl25 § 26(3)": _("verv i en organisasjon"),
    "fvl25 § 26(3) a": _("verge eller fullmektig"),
    "fvl25 § 26(3) b": _("verv i en organisasjon"),
    "fvl25 § 27": _("særlige forhold"),
    "fvl25 § 28(2)": _("åpenbart uten betydning"),
    "fvl25 § 29(2)": _("en part har sagt imot"),
    "practice": _("eget ønske"),
}

KINDS = {
    "objector": OBJECTORS,
    "school_tie": SCHOOL_TIES,
    "school_tie_means": SCHOOL_TIES_MEAN,
    "rule_kind": RULE_KINDS,
}

REFUSED = {
    "parties_missing": _("Før opp hvem saken gjelder før du svarer om habilitet."),
    "decided_already": _("Dette er alt avgjort."),
    "objected_since": _("En part har sagt noe om dette etter at du åpnet siden. Les det, og avgjør så."),
    "superior_disqualified": _(
        "{principal} er inhabil i denne saken. Den som arbeider rett under, kan forberede, men ikke avgjøre. "
        "Dette avgjøres hos {owner}."
    ),
    "superior_disqualified_in_appeal": _(
        "Den som arbeider rett under en inhabil leder, kan verken forberede eller avgjøre en klagesak."
    ),
    "leads_a_school": _("Tenk nøye gjennom om en som leder en skole, skal rykke ut: {about}."),
    "objected_is_out": _("Er alt ute av saken: {about}. Da trengs ingen innsigelse."),
    "objected_has_no_part": _("Arbeider ikke med saken, og har ingenting å gå til side fra: {about}."),
    "objector_is_no_party": _("Velg en av partene eller de foresatte i saken."),
    "objection_waits": _("Dette er alt skrevet ned, og er ikke avgjort ennå: {about}."),
    "own_objection_goes_up": _(
        "Gjelder det deg selv, kan du ikke selv bestemme at det haster for mye. La krysset stå tomt, "
        "eller be en annen skrive det ned."
    ),
    "school_ties_first": _("Svar først på om du har noe med skolen å gjøre."),
    "school_ties_answered": _("Du har alt svart om skolen."),
    "not_immaterial": _(
        "Kryss av for begge punktene, eller velg et annet svar. Tilknytningen er bare uten betydning når begge deler "
        "er åpenbart."
    ),
    "known_relation_unanswered": _("Svar på det som er kjent fra før: {about}."),
}
