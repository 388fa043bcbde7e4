"""Words about the meetings and the own notes of those who assist: the agenda, and what stands in the way."""

from django.utils.translation import gettext_lazy as _

AGENDA = {
    "since_last": _("Siden sist"),
    "own_word": _("Elevens egne ord"),
    "undone": _("Det som ikke er gjort"),
    "advice": _("Råd uten svar"),
    "decisions": _("Beslutninger"),
    "next_steps": _("Neste steg"),
    "next_meeting": _("Neste møte"),
}
AGENDA_ASKS = {
    "since_last": _("Hva har endret seg?"),
    "own_word": _("Hva sier eleven selv nå? Hvem har spurt?"),
    "undone": _("Hva hindrer dere? Hvem trenger hjelp?"),
    "advice": _("Hva gjør skolen med rådene?"),
    "decisions": _("Hva bestemmer dere i dag? Én setning for hver beslutning."),
    "next_steps": _("Hva skal gjøres, av hvem, og innen hvilken dag?"),
    "next_meeting": _("Når møtes dere igjen, og hvem skal være med?"),
}

KINDS = {"agenda": AGENDA, "agenda_asks": AGENDA_ASKS}

OBSTACLES = {
    "nobody_assists": _("Ingen fra teamet hjelper i saken nå."),
    "nobody_took_part": _("Velg minst én som var med på møtet."),
    "present_not_in_case": _("Leser ikke saken nå. Skriv heller rollen under «Hvem andre var der?»: {about}."),
    "minutes_empty": _("Skriv hva dere snakket om, hva dere bestemte, eller hva som er neste steg."),
    "too_many_steps": _("Det er for mange steg. Velg de viktigste."),
    "step_without_what": _("Skriv hva som skal gjøres."),
    "step_without_person": _("Velg hvem som gjør det."),
    "step_for_stranger": _("Velg en som leser saken nå: {about}."),
    "step_without_day": _("Velg innen hvilken dag det skal gjøres."),
    "step_before_meeting": _("Velg en dag som ikke er før møtet."),
    "step_done": _("Det er alt skrevet at dette er gjort."),
    "work_notes_left": _(
        "Noen arbeidsnotater er ikke ført over til skolen. La dem som hjelper, gjøre det først, eller kryss av for "
        "at resten slettes."
    ),
}
