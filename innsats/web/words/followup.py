"""Words for help from outside, the follow-up after bullying, and how a case ends."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

HELP_ANSWERS = {
    "external_team": _("Vi har spurt det eksterne innsatsteamet om hjelp"),
    "other_help": _("Vi har fått annen hjelp"),
    "no": _("Nei, vi klarer oss uten"),
}

AGREED_WITH = {"both": _("Eleven og foresatte"), "guardian": _("Foresatte"), "pupil": _("Eleven")}

TRACKS = {
    "involved": _("Elevene som var involvert"),
    "class": _("Klassen"),
    "family": _("Familiene"),
    "school": _("Skolen"),
}

SIGNALS = {
    "absence": _("Mer borte fra skolen"),
    "nurse_visits": _("Oftere hos helsesykepleier"),
    "alone": _("Alene i friminuttene"),
    "other_ways": _("Går andre veier, eller unngår toalettet"),
    "gives_up": _("Slutter med aktiviteter"),
    "avoids": _("Holder seg unna bestemte elever"),
    "sleep_or_stomach": _("Sover dårlig eller har vondt i magen"),
    "grades": _("Gjør det svakere i fagene"),
    "less_safe": _("Sier selv at det er mindre trygt enn sist"),
    "another_pupil": _("En annen elev får det vondt"),
    "moved_online": _("Det fortsetter på nett"),
    "group_again": _("De samme finner sammen mot noen igjen"),
    "unease_in_class": _("Uro eller lukkede grupper i klassen"),
    "told_again": _("Noen har sagt fra på nytt"),
    "change_of_school": _("Familien vurderer å bytte skole"),
}

ENDINGS = {
    "safe": _("Eleven har det trygt og godt"),
    "examined": _("Undersøkt, og det trengs ingen tiltak"),
    "no_answer": _("Eleven vil ikke svare"),
    "no_measure": _("Det finnes ikke flere egnede tiltak"),
    "left": _("Eleven har byttet eller sluttet på skolen"),
    "mistake": _("Saken er ført ved en feil, eller to ganger"),
}

DEMANDS = {
    "from_aftercare": _("Oppfølgingen er i gang, eller familien ønsket den ikke"),
    "from_inquiring": _("Saken undersøkes"),
    "by_own_word": _("Eleven har selv sagt at det er trygt og godt, for høyst 14 dager siden"),
    "measures_ended": _("Alle tiltakene er avsluttet"),
    "aftercare_over": _("Oppfølgingen er kommet til den avtalte siste dagen, eller familien har stoppet den"),
    "examined": _("Det er skrevet hva dere har undersøkt"),
    "not_contradicted": _("Du bekrefter med dine egne ord at undersøkelsen ikke sier noe annet"),
    "offered": _("Eleven er tilbudt en samtale minst tre ganger"),
    "offered_by_two": _("Tilbudene kom fra minst to voksne, eller på to måter"),
    "offered_over_weeks": _("Det gikk minst fire uker fra det første tilbudet til det siste"),
    "unanswered": _("Eleven har ikke svart etter det første tilbudet"),
    "observed": _("Noen har sett hvordan eleven har det, etter det første tilbudet"),
    "guardians_told": _("De foresatte har fått vite det"),
    "team_asked": _("Det eksterne innsatsteamet er spurt om hjelp"),
    "cosigned": _("Mottakeren hos {owner} har bekreftet det"),
    "governor_told": _("Familien har fått skriftlig beskjed om at den kan gå til statsforvalteren"),
    "reasoned": _("Du skriver hvorfor"),
    "heard_though_withdrawn": _("Eleven er hørt, selv om meldingen er ønsket trukket"),
    "has_left": _("Du skriver hvilken dag eleven sluttet"),
}

EXPOSURES = {
    "read": _("Andre enn den som opprettet saken, har lest den"),
    "printed": _("Saken er skrevet ut"),
    "talked": _("Noen har snakket med barnet om det"),
    "told": _("En familie eller skoleeier har fått vite noe"),
    "otherwise": _("Noen har fått vite noe på en annen måte"),
}

BREACH_RISKS = {
    "unlikely": _("Det er lite sannsynlig at det skader barnet"),
    "risk": _("Det kan være en risiko for barnet"),
    "high": _("Det er en høy risiko for barnet"),
}

TALKS_ENDS = {
    "stopped": _("Det har stoppet"),
    "other_ways": _("Saken går videre på andre måter"),
}

KINDS: dict[str, Mapping[str, str]] = {
    "help_answer": HELP_ANSWERS,
    "agreed_with": AGREED_WITH,
    "track": TRACKS,
    "signal": SIGNALS,
    "ending": ENDINGS,
    "demand": DEMANDS,
    "exposure": EXPOSURES,
    "breach_risk": BREACH_RISKS,
    "talks_end": TALKS_ENDS,
}
