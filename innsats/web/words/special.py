"""Words for what is rare in a case, and the law has rules of its own for."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

TOLD_OF_FORCE = {
    "principal": _("{principal} fikk vite det"),
    "guardians": _("De foresatte fikk vite det"),
    "guardians_untold": _("De foresatte har ikke fått vite det"),
    "owner": _("{owner} skal ha beskjed"),
    "owner_why": _("Inngrepet var særlig alvorlig, eller ikke det første mot eleven"),
}

PROPOSALS = {
    "exclusion": _("Bortvisning"),
    "school_change": _("Pålagt skolebytte"),
    "survey": _("Undersøkelse med navn"),
}

DECIDERS = {
    "teacher": _("Læreren"),
    "principal": _("{principal}"),
    "authority": _("Kommunen eller fylkeskommunen"),
}

DECISIONS = {
    "granted": _("Vedtatt"),
    "refused": _("Avslått"),
    "withdrawn": _("Trukket tilbake"),
}

EXTENTS = {
    "hours": _("Enkelttimer"),
    "rest_of_day": _("Resten av dagen"),
    "days": _("Hele dager"),
    "rest_of_year": _("Resten av skoleåret"),
}

SURVEY_PURPOSES = {
    "prevent": _("Forebygge"),
    "follow_up": _("Følge opp en mistanke"),
}

COMPLICATIONS = {
    "long_lasting": _("Det har vart lenge"),
    "unclear": _("Det er uklart hva som skjer"),
    "complicated": _("Det er sammensatt"),
}

POLICE_WHYS = {
    "reported": _("Vi anmeldte noe"),
    "averted": _("Vi varslet for å avverge noe"),
    "asked": _("Vi spurte om råd"),
}

FEARS = {
    "serious_harm": _("Grov kroppsskade, også med kniv eller våpen"),
    "killing": _("Drap"),
    "home_violence": _("Mishandling i nære relasjoner"),
    "sexual_assault": _("Voldtekt eller annet alvorlig overgrep"),
    "robbery": _("Ran"),
    "assault": _("Slag og spark"),
    "threats": _("Trusler"),
}

INTERPRETERS = {
    "qualified": _("En kvalifisert tolk"),
    "other_adult": _("En annen voksen uten bånd til familien"),
    "to_be_booked": _("Ikke bestilt ennå"),
    "relative": _("En i familien"),
    "child": _("Et barn"),
}

SUPPORTS = {"supporter": _("Støtteperson"), "agent": _("Fullmektig")}

KINDS: dict[str, Mapping[str, str]] = {
    "told_of_force": TOLD_OF_FORCE,
    "police_why": POLICE_WHYS,
    "fear": FEARS,
    "interpreter": INTERPRETERS,
    "support": SUPPORTS,
    "proposal": PROPOSALS,
    "decider": DECIDERS,
    "decision": DECISIONS,
    "extent": EXTENTS,
    "survey_purpose": SURVEY_PURPOSES,
    "complication": COMPLICATIONS,
}
