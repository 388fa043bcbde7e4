"""How a team works, step by step: the words that hold until an owner writes its own. For whoever is 12, or is upset."""

from django.utils.translation import gettext_lazy as _

SCENARIOS = {
    "school_asks": _("Når skolen ber om hjelp"),
    "family_asks": _("Når en elev eller familie ber om hjelp"),
}

SCENARIO_ABOUT = {
    "school_asks": _("når skolen ber om hjelp"),
    "family_asks": _("når en elev eller familie ber om hjelp"),
}

STEPS = {
    "asking": _("Noen ber om hjelp"),
    "checking": _("Teamet finner ut hvem som kan hjelpe"),
    "sharing": _("Dere får vite hvem som leser hva"),
    "first_talk": _("Eleven blir hørt"),
    "meeting": _("Møte med skolen"),
    "measures": _("Noe skjer"),
    "following_up": _("Hjelper det?"),
    "ending": _("Eleven har det bra"),
    "aftercare": _("Etterpå"),
}

MARKS = {  # of steps that no number of days is set for
    "asking": _("Start"),
    "sharing": _("Før noe blir delt"),
    "following_up": _("På dagene i planen"),
    "ending": _("Når eleven selv sier det"),
}

SCHOOL_ASKS = {
    "asking": _(
        "Skolen har undersøkt og prøvd, og trenger hjelp fra flere. Eller løsningen er noe skolen ikke kan bestemme "
        "selv. Skolen snakker med eleven og foreldrene om det, og ber teamet om hjelp. Saken er fortsatt skolens."
    ),
    "checking": _(
        "Lederen for teamet finner ut om dette er noe teamet kan hjelpe med, og hvem som kan være med. Ingen som er i "
        "slekt med dem det gjelder, eller arbeider på skolen, er med."
    ),
    "sharing": _(
        "Eleven og foreldrene får vite hvem i teamet som er med, og hva de får lese. De blir spurt først. Sier de "
        "ikke ja, blir det bare delt når loven åpner for det."
    ),
    "first_talk": _(
        "En voksen snakker med eleven om hvordan det er, og hva eleven selv ønsker. Foreldrene er med når eleven "
        "vil det. Eleven velger en voksen å holde seg til. Det trenger ikke være en fra teamet."
    ),
    "meeting": _(
        "Teamet møter skolen. Skolen forteller hva den har funnet ut og gjort. Det eleven har sagt, blir lagt fram på "
        "møtet, og eleven og foreldrene kan komme når de vil det. Etterpå vet alle hvem som gjør hva."
    ),
    "measures": _(
        "Det første tiltaket er i gang. Skolen skriver tiltakene i planen sin og setter dem i verk. Teamet "
        "foreslår og hjelper. Må andre enn skolen bestemme noe, går teamet til dem."
    ),
    "following_up": _(
        "Noen spør eleven om det er blitt bedre. Skolen og teamet ser på det sammen, på dagene som står i planen. "
        "Hjelper det ikke, prøver de noe annet."
    ),
    "ending": _(
        "Teamet er med helt til eleven selv har det trygt og godt på skolen. Eleven og foreldrene blir spurt før noe "
        "avsluttes."
    ),
    "aftercare": _(
        "Skolen avtaler nye samtaler med eleven, og bygger opp igjen det som gikk i stykker mellom elevene. Skolen "
        "og teamet ser sammen på hva de lærte."
    ),
}

FAMILY_ASKS = SCHOOL_ASKS | {
    "asking": _(
        "Elever og foreldre kan ta kontakt selv når de ikke får den hjelpen de trenger. De har fortsatt rett til å si "
        "fra på skolen og til å melde saken til statsforvalteren. Mobbeombudet kan også hjelpe."
    ),
    "checking": _(
        "Den som tar imot, skriver det ned og sier fra til skolen samme dag. Det er skolen som må undersøke og "
        "hjelpe. Lederen for teamet finner ut hvem som kan være med. Ingen som er i slekt med dem det gjelder, eller "
        "arbeider på skolen, er med."
    ),
    "meeting": _(
        "Teamet møter skolen. Det eleven og familien har fortalt, kommer først. Skolen forteller hva den har "
        "funnet ut og gjort. Eleven og foreldrene kan komme når de vil det. Etterpå vet alle hvem som gjør hva."
    ),
}

REFUSED = {
    "map_of_school_team": _("Teamet er skolens eget. Dette er for team som hjelper flere skoler."),
    "step_twice": _("Det samme steget står to ganger: {about}."),
    "step_limit": _("Velg en av tidene. Det er bare én uke fram til tiltakene: {about}."),
    "step_limit_fixed": _("Tiden for dette steget er bestemt for alle, og kan ikke endres her: {about}."),
}

ABOUT = {"contact_point": _("hvem som svarer"), "phone": _("telefonnummer")}

KINDS = {
    "scenario": SCENARIOS,
    "scenario_about": SCENARIO_ABOUT,
    "map_step": STEPS,
    "map_mark": MARKS,
    "school_asks": SCHOOL_ASKS,
    "family_asks": FAMILY_ASKS,
}
